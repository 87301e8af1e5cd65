/** Play, skip and the progress bar; in full on the card, and short in the bar that stays in view. */

import { icon, make, redraw } from "./elements.js";
import { clock, said } from "./format.js";
import { Request, State, Status } from "./names.js";

const STEP = 15; // seconds
// What the keys of the progress bar skip, in seconds: a word may last longer than the bar's own step.
const KEYS = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30, Home: -Infinity, End: Infinity };

function iconButton(ask, name, label, request, detail, extra = "") {
  const attributes = { type: "button", class: `icon ${extra}`, part: "button", "aria-label": label, title: label };
  return make("button", { ...attributes, onclick: () => ask(request, detail) }, icon(name));
}

function playButton(ask, part) {
  const attributes = { type: "button", class: "icon play", part, "aria-label": "Play", title: "Play" };
  const toggle = ({ currentTarget: { dataset } }) => ask(dataset.on ? Request.PAUSE : Request.PLAY);
  return make("button", { ...attributes, onclick: toggle }, icon("play"));
}

function skipButton(ask, seconds) {
  const label = seconds < 0 ? `Back ${-seconds} seconds` : `Forward ${seconds} seconds`;
  const button = iconButton(ask, seconds < 0 ? "earlier" : "later", label, Request.SKIP, { seconds }, "skip");
  button.append(make("span", { class: "digits", "aria-hidden": "true" }, String(Math.abs(seconds))));
  return button;
}

function showPlaying(button, { status, resumed, time }) {
  const on = status === Status.PLAYING || status === Status.LOADING;
  button.toggleAttribute("data-on", on);
  button.dataset.on = on ? "1" : "";
  button.classList.toggle("loading", status === Status.LOADING);
  redraw(button, on ? "pause" : "play", on ? "Pause" : resumed ? `Resume at ${clock(time)}` : "Play");
}

/** Returns {element, show(state, changed)}. */
export function transport(ask) {
  const play = playButton(ask, "play");
  const bar = make("input", {
    type: "range", class: "progress", part: "progress", min: 0, max: 1, step: 1, value: 0, "aria-label": "Place in the article",
    onchange: () => ask(Request.SCRUB, { time: bar.valueAsNumber }),
    oninput: () => fill(bar, bar.valueAsNumber),
    onkeydown: (event) => {
      if (!(event.key in KEYS)) return;
      event.preventDefault();
      ask(Request.SKIP, { seconds: KEYS[event.key] });
    },
  });
  const heard = make("span", { class: "time" }, "0:00");
  const whole = make("span", { class: "time" }, "0:00");
  const element = make("div", { class: "transport" },
    make("div", { class: "buttons", role: "group", "aria-label": "Playback" },
      iconButton(ask, "back", "Back one sentence", Request.SKIP_SENTENCE, { by: -1 }),
      skipButton(ask, -STEP), play, skipButton(ask, STEP),
      iconButton(ask, "forward", "Forward one sentence", Request.SKIP_SENTENCE, { by: 1 })),
    make("div", { class: "along" }, heard, bar, whole));
  let pressed = false;
  bar.addEventListener("pointerdown", () => { pressed = true; });
  addEventListener("pointerup", () => { pressed = false; });
  function show(state, changed) {
    showPlaying(play, state);
    if (!changed.has(State.TIME) && !changed.has(State.DURATION)) return;
    bar.max = Math.max(1, Math.round(state.duration));
    heard.textContent = clock(state.time);
    whole.textContent = clock(state.duration);
    bar.setAttribute("aria-valuetext", `${said(state.time)} of ${said(state.duration)}`);
    if (!pressed) fill(bar, state.time);
  }
  return { element, show };
}

function fill(bar, time) {
  bar.value = time;
  bar.style.setProperty("--fill", `${(100 * bar.valueAsNumber) / Number(bar.max)}%`);
}

/** The bar at the foot of the window, there when the card is out of view. `callBack()` returns to the spoken word. */
export function miniBar(ask, callBack) {
  const play = playButton(ask, "mini-play");
  const left = make("span", { class: "time" });
  const title = make("span", { class: "mini-title" });
  const back = make("button", { type: "button", class: "back", hidden: true, onclick: callBack }, "Back to the spoken word");
  const element = make("div", { class: "mini", part: "mini", role: "group", "aria-label": "Playback, in view", hidden: true },
    back, skipButton(ask, -STEP), play, skipButton(ask, STEP), title, left);
  let away = false;
  function show(state) {
    showPlaying(play, state);
    title.textContent = state.article?.title ?? "";
    left.textContent = `${clock(state.duration - state.time)} left`;
    element.hidden = !away || state.status === Status.IDLE;
  }
  function setAway(value, state) {
    away = value;
    show(state);
  }
  function setFollowing(following) {
    back.hidden = following;
  }
  return { element, show, setAway, setFollowing };
}
