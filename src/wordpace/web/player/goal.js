/** "Raise my pace day by day": the goal, the days, and what today's pace is. */

import { make } from "./elements.js";
import { Request, State } from "./names.js";
import { dayOf, loadTraining, paceOf, saveTraining } from "./training.js";

const GOALS = [250, 300, 350, 400, 500, 600]; // words per minute
const SPANS = [[7, 1, "week"], [14, 2, "week"], [30, 1, "month"], [60, 2, "month"]]; // days, and how they are named

/** Returns {element, show(state, changed)}. */
export function goalPanel(ask, wording) {
  const { say, counted } = wording;
  const goal = make("select", { name: "goal" }, ...GOALS.map((wpm) => make("option", { value: wpm, selected: wpm === 300 }, say("wpm", { wpm }))));
  const span = make("select", { name: "days" }, ...SPANS.map(([days, count, unit]) => make("option", { value: days, selected: days === 14 }, counted(count, unit))));
  const told = make("p", { class: "told", role: "status" });
  const form = make("div", { class: "actions" }, make("label", { class: "action" }, `${say("goal_to")} `, goal), make("label", { class: "action" }, `${say("goal_in")} `, span),
    make("button", { type: "button", class: "action", part: "button", onclick: begin }, say("goal_start")));
  const end = make("button", { type: "button", class: "action", part: "button", onclick: () => keep(null) }, say("goal_stop"));
  const element = make("details", { class: "box" }, make("summary", {}, say("goal")), form, told, end);
  let wpm = 0;

  function begin() {
    keep({ from: wpm, to: Number(goal.value), days: Number(span.value), start: Date.now() });
  }

  function keep(training) {
    saveTraining(training);
    draw();
    if (training) ask(Request.PACE, { wpm: paceOf(training, Date.now()) });
  }

  function draw() {
    const training = loadTraining();
    form.hidden = Boolean(training);
    end.hidden = !training;
    told.textContent = training ? line(training, wording) : "";
  }

  function show(state, changed) {
    wpm = state.wpm;
    if (changed.has(State.ARTICLE)) draw();
  }

  return { element, show };
}

function line(training, { say }) {
  const now = Date.now();
  const day = dayOf(training, now);
  if (day >= training.days) return say("goal_reached", training);
  return say("goal_day", { ...training, day: day + 1, now: paceOf(training, now) });
}
