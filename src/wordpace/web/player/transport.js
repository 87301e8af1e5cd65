/** Play, skip and the progress bar; in full on the card, and short in the bar that stays in view. */

import { icon, make, redraw } from "./elements.js";
import { Request, State, Status } from "./names.js";

const STEP = 15; // seconds
// What the keys of the progress bar skip, in seconds: a word may last longer than the bar's own step.
const KEYS = { ArrowLeft: -5, ArrowDown: -5, ArrowRight: 5, ArrowUp: 5, PageDown: -30, PageUp: 30, Home: -Infinity, End: Infinity };

function iconButton(ask, name, label, request, detail, extra = "") {
  const attributes = { type: "button", class: `icon ${extra}`, part: "button", "aria-label": label, title: label };
  return make("button", { ...attributes, onclick: () => ask(request, detail) }, icon(name));
}

function playButton(ask, part, { say }) {
  const attributes = { type: "button", class: "icon play", part, "aria-label": say("play"), title: say("play") };
  const toggle = ({ currentTarget: { dataset } }) => ask(dataset.on ? Request.PAUSE : Request.PLAY);
  return make("button", { ...attributes, onclick: toggle }, icon("play"));
}

function skipButton(ask, seconds, wording) {
  const label = wording.say(seconds < 0 ? "back_seconds" : "forward_seconds", { seconds: Math.abs(seconds) });
  const button = iconButton(ask, seconds < 0 ? "earlier" : "later", label, Request.SKIP, { seconds }, "skip");
  button.append(make("span", { class: "digits", "aria-hidden": "true" }, wording.number(Math.abs(seconds))));
  return button;
}

function showPlaying(button, { status, resumed, time }, { say, clock }) {
  const on = status === Status.PLAYING || status === Status.LOADING;
  button.toggleAttribute("data-on", on);
  button.dataset.on = on ? "1" : "";
  button.classList.toggle("loading", status === Status.LOADING);
  redraw(button, on ? "pause" : "play", on ? say("pause") : resumed ? say("resume_at", { time: clock(time) }) : say("play"));
}

/** Returns {element, show(state, changed)}. */
export function transport(ask, wording) {
  const { say, clock, said } = wording;
  const play = playButton(ask, "play", wording);
  const bar = make("input", {
    type: "range", class: "progress", part: "progress", min: 0, max: 1, step: 1, value: 0, "aria-label": say("place"),
    onchange: () => ask(Request.SCRUB, { time: bar.valueAsNumber }),
    oninput: () => fill(bar, bar.valueAsNumber),
    onkeydown: (event) => {
      if (!(event.key in KEYS)) return;
      event.preventDefault();
      ask(Request.SKIP, { seconds: KEYS[event.key] });
    },
  });
  const heard = make("span", { class: "time" }, clock(0));
  const whole = make("span", { class: "time" }, clock(0));
  const element = make("div", { class: "transport" },
    make("div", { class: "buttons", role: "group", "aria-label": say("playback") },
      iconButton(ask, "back", say("back_sentence"), Request.SKIP_SENTENCE, { by: -1 }),
      skipButton(ask, -STEP, wording), play, skipButton(ask, STEP, wording),
      iconButton(ask, "forward", say("forward_sentence"), Request.SKIP_SENTENCE, { by: 1 })),
    make("div", { class: "along" }, heard, bar, whole));
  let pressed = false;
  bar.addEventListener("pointerdown", () => { pressed = true; });
  addEventListener("pointerup", () => { pressed = false; });
  function show(state, changed) {
    showPlaying(play, state, wording);
    if (!changed.has(State.TIME) && !changed.has(State.DURATION)) return;
    bar.max = Math.max(1, Math.round(state.duration));
    heard.textContent = clock(state.time);
    whole.textContent = clock(state.duration);
    bar.setAttribute("aria-valuetext", say("place_said", { time: said(state.time), whole: said(state.duration) }));
    if (!pressed) fill(bar, state.time);
  }
  return { element, show };
}

function fill(bar, time) {
  bar.value = time;
  bar.style.setProperty("--fill", `${(100 * bar.valueAsNumber) / Number(bar.max)}%`);
}

/** The bar at the foot of the window, there when the card is out of view. `callBack()` returns to the spoken word. */
export function miniBar(ask, wording, callBack) {
  const { say, clock } = wording;
  const play = playButton(ask, "mini-play", wording);
  const left = make("span", { class: "time" });
  const title = make("span", { class: "mini-title", dir: "auto" });
  const back = make("button", { type: "button", class: "back", hidden: true, onclick: callBack }, say("back_to_word"));
  const element = make("div", { class: "mini", part: "mini", role: "group", "aria-label": say("playback_in_view"), lang: wording.language, hidden: true },
    back, skipButton(ask, -STEP, wording), play, skipButton(ask, STEP, wording), title, left);
  let away = false;
  function show(state) {
    showPlaying(play, state, wording);
    title.textContent = state.article?.title ?? "";
    title.lang = state.article?.language ?? "";
    left.textContent = say("left", { time: clock(state.duration - state.time) });
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
