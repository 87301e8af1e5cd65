/** Play, skip and the progress bar: the parts of every layout, and the full row of them. */

import { icon, make, redraw } from "./elements.js";
import { Request, State, Status } from "./names.js";

export const STEP = 15; // seconds
// What the keys of the progress bar skip, in seconds: a word may last longer than the bar's own step.
const KEYS = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30, Home: -Infinity, End: Infinity };

function iconButton(ask, name, label, request, detail, extra = "") {
  const attributes = { type: "button", class: `icon ${extra}`, part: "button", "aria-label": label, title: label };
  return make("button", { ...attributes, onclick: () => ask(request, detail) }, icon(name));
}

export function playButton(ask, part, { say }) {
  const attributes = { type: "button", class: "icon play", part, "aria-label": say("play"), title: say("play") };
  const toggle = ({ currentTarget: { dataset } }) => ask(dataset.on ? Request.PAUSE : Request.PLAY);
  return make("button", { ...attributes, onclick: toggle }, icon("play"));
}

export function skipButton(ask, seconds, wording) {
  const label = wording.say(seconds < 0 ? "back_seconds" : "forward_seconds", { seconds: Math.abs(seconds) });
  const button = iconButton(ask, seconds < 0 ? "earlier" : "later", label, Request.SKIP, { seconds }, "skip");
  button.append(make("span", { class: "digits", "aria-hidden": "true" }, wording.number(Math.abs(seconds))));
  return button;
}

export function showPlaying(button, { status, resumed, time }, { say, clock }) {
  const on = status === Status.PLAYING || status === Status.LOADING;
  button.toggleAttribute("data-on", on);
  button.dataset.on = on ? "1" : "";
  button.classList.toggle("loading", status === Status.LOADING);
  redraw(button, on ? "pause" : "play", on ? say("pause") : resumed ? say("resume_at", { time: clock(time) }) : say("play"));
}

/** Where listening is, and a way to go elsewhere. Returns {element, show(state, changed)}. */
export function progressBar(ask, { say, said }) {
  const element = make("input", {
    type: "range", class: "progress", part: "progress", min: 0, max: 1, step: 1, value: 0, "aria-label": say("place"),
    onchange: () => ask(Request.SCRUB, { time: element.valueAsNumber }),
    oninput: () => fill(element, element.valueAsNumber),
    onkeydown: (event) => {
      if (!(event.key in KEYS)) return;
      event.preventDefault();
      ask(Request.SKIP, { seconds: KEYS[event.key] });
    },
  });
  let pressed = false;
  element.addEventListener("pointerdown", () => { pressed = true; });
  addEventListener("pointerup", () => { pressed = false; });
  function show(state, changed) {
    if (!changed.has(State.TIME) && !changed.has(State.DURATION)) return;
    element.max = Math.max(1, Math.round(state.duration));
    element.setAttribute("aria-valuetext", say("place_said", { time: said(state.time), whole: said(state.duration) }));
    if (!pressed) fill(element, state.time);
  }
  return { element, show };
}

/** Returns {element, show(state, changed)}. */
export function transport(ask, wording) {
  const { say, clock } = wording;
  const play = playButton(ask, "play", wording);
  const progress = progressBar(ask, wording);
  const heard = make("span", { class: "time" }, clock(0));
  const whole = make("span", { class: "time" }, clock(0));
  const element = make("div", { class: "transport" },
    make("div", { class: "buttons", role: "group", "aria-label": say("playback") },
      iconButton(ask, "up", say("back_paragraph"), Request.SKIP_PARAGRAPH, { by: -1 }),
      iconButton(ask, "back", say("back_sentence"), Request.SKIP_SENTENCE, { by: -1 }),
      skipButton(ask, -STEP, wording), play, skipButton(ask, STEP, wording),
      iconButton(ask, "forward", say("forward_sentence"), Request.SKIP_SENTENCE, { by: 1 }),
      iconButton(ask, "down", say("forward_paragraph"), Request.SKIP_PARAGRAPH, { by: 1 })),
    make("div", { class: "along" }, heard, progress.element, whole));
  function show(state, changed) {
    showPlaying(play, state, wording);
    progress.show(state, changed);
    if (!changed.has(State.TIME) && !changed.has(State.DURATION)) return;
    heard.textContent = clock(state.time);
    whole.textContent = clock(state.duration);
  }
  return { element, show };
}

function fill(bar, time) {
  bar.value = time;
  bar.style.setProperty("--fill", `${(100 * bar.valueAsNumber) / Number(bar.max)}%`);
}
