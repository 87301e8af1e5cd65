/** The player in one row: the compact bar in the page, and the small one that stays in view. */

import { icon, make } from "./elements.js";
import { State, Status } from "./names.js";
import { STEP, playButton, progressBar, showPlaying, skipButton } from "./transport.js";

/** In the page. `unfold(open)` shows the rest of the player, or puts it away. Returns {element, show(state, changed)}. */
export function compactBar(ask, wording, unfold) {
  const { say, clock, roughly, times } = wording;
  const play = playButton(ask, "play", wording);
  const progress = progressBar(ask, wording);
  const time = make("span", { class: "time" });
  const pace = make("span", { class: "pace-now" });
  const rest = foldButton(say, unfold, pace);
  const element = make("div", { class: "bar", part: "bar", role: "group", "aria-label": say("playback") },
    skipButton(ask, -STEP, wording), play, skipButton(ask, STEP, wording),
    make("div", { class: "middle" }, make("span", { class: "lead", part: "lead" }, say("listen")), make("div", { class: "along" }, progress.element, time)),
    rest);
  function show(state, changed) {
    showPlaying(play, state, wording);
    progress.show(state, changed);
    time.textContent = state.status === Status.IDLE ? roughly(state.duration) : say("left", { time: clock(state.duration - state.time) });
    if (!state.article) time.textContent = state.notice ? "" : say("preparing");
    if (!changed.has(State.WPM)) return;
    pace.textContent = times(state.wpm);
    rest.setAttribute("aria-label", `${times(state.wpm)} · ${say("options")}`);
  }
  return { element, show };
}

/**
 * At the foot of the window, there when the card is out of view. `callBack()` returns to the spoken word.
 * Returns {element, show(state), setAway(away, state), setFollowing(following), hold(card)}.
 */
export function miniBar(ask, wording, callBack) {
  const { say, clock } = wording;
  const play = playButton(ask, "mini-play", wording);
  const left = make("span", { class: "time" });
  const title = make("span", { class: "mini-title", dir: "auto" });
  const notice = make("span", { class: "mini-notice" }); // also on the card, which is what a screen reader hears
  const back = make("button", { type: "button", class: "back", part: "back", hidden: true, onclick: callBack }, say("back_to_word"));
  const element = make("div", {
    class: "mini", part: "mini", role: "group", "aria-label": say("playback_in_view"), lang: wording.language, hidden: true, popover: "manual",
  }, back, skipButton(ask, -STEP, wording), play, skipButton(ask, STEP, wording), title, left, notice);
  let away = false;
  let always = false;
  function show(state) {
    showPlaying(play, state, wording);
    title.textContent = state.article?.title ?? "";
    title.lang = state.article?.language ?? "";
    notice.textContent = state.notice ? wording.trouble(state.notice) : "";
    left.textContent = state.article || state.notice ? say("left", { time: clock(state.duration - state.time) }) : say("preparing");
    reveal(element, always || (away && state.status !== Status.IDLE));
  }
  function setAway(value, state) {
    away = value;
    show(state);
  }
  function setFollowing(following) {
    back.hidden = following;
  }
  /** The card becomes part of it, put away until it is asked for; the bar is then always there. */
  function hold(card) {
    always = true;
    card.hidden = true;
    element.prepend(card);
    element.append(foldButton(say, (open) => { card.hidden = !open; }));
  }
  return { element, show, setAway, setFollowing, hold };
}

/** Above everything of the page, whatever its style sheets do, where the browser has such a layer. */
function reveal(element, wanted) {
  element.hidden = !wanted;
  if (element.isConnected && element.showPopover && element.matches(":popover-open") !== wanted) element.togglePopover(wanted);
}

function foldButton(say, unfold, ...content) {
  const button = make("button", {
    type: "button", class: "fold", part: "fold", "aria-label": say("options"), "aria-expanded": "false",
    onclick: () => {
      const open = button.getAttribute("aria-expanded") === "false";
      button.setAttribute("aria-expanded", String(open));
      unfold(open);
    },
  }, ...content, icon("open"));
  return button;
}
