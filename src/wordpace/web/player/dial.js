/** The speed dial: the multiplier, the true words per minute, and what the pace means for this article. */

import { make } from "./elements.js";
import { Request, State } from "./names.js";
import { FASTEST, ONE_X, SLOWEST, UNDERSTOOD, secondsFor, secondsSaved } from "./timeline.js";

const STEP = 10; // words per minute: 0.05x
const PRESETS = [100, 150, 200, 300, 400, 600, 800];
const NAMED = { 150: "slow", 200: "average", 300: "fast" };

// The dial is logarithmic: twice as fast is the same way everywhere on it. Its value runs from 0 to 1.
const OCTAVES = Math.log2(FASTEST / SLOWEST);
const toDial = (wpm) => Math.log2(wpm / SLOWEST) / OCTAVES;
const fromDial = (value) => Math.round((SLOWEST * 2 ** (value * OCTAVES)) / STEP) * STEP;
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -5, PageUp: 5, Home: -Infinity, End: Infinity };

function place(element, wpm) {
  element.style.setProperty("--at", toDial(wpm));
  return element;
}

/** "Get through this article 2x faster: 3 min instead of 6 min", or its opposite; true for every pace. */
export function promise(words, wpm, { say, clock, roughly, times }) {
  const both = [secondsFor(words, wpm), secondsFor(words, ONE_X)];
  const alike = roughly(both[0]) === roughly(both[1]);
  const [now, before] = both.map(alike ? clock : roughly);
  if (wpm === ONE_X) return say("promise", { now });
  if (wpm < ONE_X) return say("promise_slower", { now, before });
  return say("promise_faster", { times: times(wpm), now, before });
}

function stepButton(change, by, { say, times }) {
  const label = say(by < 0 ? "slower" : "faster", { step: times(Math.abs(by)) });
  const sign = make("span", { "aria-hidden": "true" }, by < 0 ? "−" : "+");
  return make("button", { type: "button", class: "step", part: "button", "aria-label": label, title: label, onclick: () => change(by) }, sign);
}

/** `goal`: the panel of a pace that rises, if there is one. Returns {element, show(state, changed)}. */
export function speedDial(ask, wording, goal) {
  const { say, times, pace } = wording;
  const number = make("span", { class: "pace", part: "pace" });
  const line = make("p", { class: "promise", part: "promise" });
  const left = make("p", { class: "left" });
  const dial = make("input", {
    type: "range", class: "dial", part: "dial", min: 0, max: 1, step: "any", "aria-label": say("speed"),
    oninput: () => preview(fromDial(dial.valueAsNumber)),
    onchange: () => ask(Request.PACE, { wpm: fromDial(dial.valueAsNumber) }),
    onkeydown: (event) => {
      if (!(event.key in KEYS)) return;
      event.preventDefault();
      const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
      change(KEYS[event.key] * STEP * (sideways && dial.matches(":dir(rtl)") ? -1 : 1));
    },
  });
  let now = ONE_X;
  const change = (by) => ask(Request.PACE, { wpm: Math.min(FASTEST, Math.max(SLOWEST, now + by)) });
  const natural = make("span", { class: "natural", hidden: true });
  const limit = place(make("span", { class: "natural limit" }, say("limit")), UNDERSTOOD);
  const labels = PRESETS.map((wpm) => {
    const choose = () => ask(Request.PACE, { wpm });
    const attributes = { type: "button", class: "label", "data-wpm": wpm, "aria-pressed": "false", onclick: choose };
    return place(make("button", attributes, NAMED[wpm] ? say(NAMED[wpm]) : times(wpm)), wpm);
  });
  const element = make("section", { class: "speed", part: "speed", "aria-label": say("speed") },
    make("div", { class: "reading" }, make("h2", {}, say("speed")),
      make("div", { class: "steps" }, stepButton(change, -STEP, wording), number, stepButton(change, STEP, wording))),
    make("div", { class: "track" }, natural, limit, dial,
      make("div", { class: "labels", role: "group", "aria-label": say("speeds") }, ...labels)),
    line, left, goal?.element ?? "");
  let words = 0;

  function preview(wpm) {
    place(dial, wpm);
    number.textContent = pace(wpm);
    dial.setAttribute("aria-valuetext", say("pace_said", { times: times(wpm), wpm: Math.round(wpm) }));
    line.textContent = promise(words, wpm, wording);
    for (const label of labels) label.setAttribute("aria-pressed", String(Number(label.dataset.wpm) === wpm));
  }

  function show(state, changed) {
    words = state.article?.words ?? 0;
    if (changed.has(State.WPM) || changed.has(State.ARTICLE)) {
      now = state.wpm;
      dial.value = toDial(now);
      preview(state.wpm);
    }
    if (changed.has(State.VOICE) || changed.has(State.VOICES)) showNatural(state);
    left.textContent = timeLeft(state, wording);
    goal?.show(state, changed);
  }

  function showNatural({ voice, voices }) {
    const known = voices.find((each) => each.id === voice);
    natural.hidden = !known?.natural_wpm;
    if (natural.hidden) return;
    place(natural, known.natural_wpm);
    natural.textContent = say("own_pace", { name: known.name, wpm: Math.round(known.natural_wpm) });
  }

  return { element, show };
}

function timeLeft({ article, wpm, time, duration }, { say, roughly }) {
  if (!article) return "";
  const saved = secondsSaved(article.words, wpm);
  const left = { time: roughly(duration - time) };
  if (saved > 0) return say("left_saved", { ...left, saved: roughly(saved) });
  return saved < 0 ? say("left_longer", { ...left, longer: roughly(-saved) }) : say("left", left);
}
