/** Every voice there is, by language and accent; one press chooses it, or gets it first. */

import { icon, make } from "./elements.js";
import { Request, State } from "./names.js";

/** "American English", "British English". */
function groupName({ language, accent }, wording) {
  return wording.languageName(`${language.split("-")[0]}-${accent.toUpperCase()}`);
}

/** Told honestly: whether listening can begin at once on this machine. */
function readiness(voice, { say, number, counted }) {
  if (voice.state === "fetching") return say("voice_getting", { share: number(voice.progress ?? 0, { style: "percent" }) });
  if (voice.state === "failed") return say("voice_failed");
  if (voice.state === "missing") return voice.download_mb ? say("voice_get_size", { size: counted(Math.round(voice.download_mb), "megabyte", "short") }) : say("voice_get");
  if (voice.live === null) return say("voice_ready");
  return say(voice.live ? "voice_live" : "voice_prepared");
}

function details(voice, { say, number }) {
  const natural = voice.natural_wpm && say("natural_pace", { wpm: Math.round(voice.natural_wpm) });
  const factor = voice.realtime_factor && say("factor", { times: number(voice.realtime_factor, { maximumSignificantDigits: 2 }) });
  return [say(`gender_${voice.gender}`), natural, factor, voice.engine, voice.licence].filter(Boolean).join(" · ");
}

function option({ ask, hear, wording }, voice, chosen) {
  const { say } = wording;
  const button = make("button", {
    type: "button", class: `voice ${voice.state}`, part: "voice", "data-voice": voice.id, "aria-pressed": String(chosen),
    onclick: () => ask(Request.VOICE, { id: voice.id }),
  },
    make("span", { class: "name" }, voice.name), make("span", { class: "badge" }, readiness(voice, wording)),
    make("span", { class: "details" }, details(voice, wording)));
  if (voice.state === "fetching") button.append(make("progress", { max: 1, value: voice.progress ?? null, "aria-label": say("getting_voice", { name: voice.name }) }));
  const item = make("li", {}, button);
  if (voice.state === "ready") {
    item.append(make("button", { type: "button", class: "hear", "aria-label": say("hear_this", { what: voice.name }), onclick: () => hear(voice.id) }, say("hear")));
  }
  if (voice.state === "failed") item.append(make("p", { class: "error" }, [wording.trouble({ code: "voice", message: voice.error }), voice.how_to_get].filter(Boolean).join(" ")));
  return item;
}

/** Returns {element, show(state, changed)}: a button that names the voice, and the list it opens. `hear(id)` plays a sample. */
export function voiceChooser(ask, wording, hear) {
  const { say } = wording;
  const name = make("span", { class: "chosen" }, "…");
  const list = make("div", { class: "voices", id: "voices", part: "voices", hidden: true });
  const toggle = () => {
    list.hidden = !list.hidden;
    opener.setAttribute("aria-expanded", String(!list.hidden));
  };
  const opener = make("button", {
    type: "button", class: "opener", part: "voice-button", "aria-expanded": "false", "aria-controls": "voices", onclick: toggle,
  }, icon("voice"), make("span", { class: "caption" }, say("select_voice")), name, icon("open"));
  const element = make("section", { class: "chooser", "aria-label": say("voice") }, opener, list);
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || list.hidden) return;
    toggle();
    opener.focus();
  });

  function show(state, changed) {
    if (!changed.has(State.VOICES) && !changed.has(State.VOICE)) return;
    name.textContent = state.voices.find(({ id }) => id === state.voice)?.name ?? "…";
    const focused = list.getRootNode().activeElement?.dataset.voice;
    const here = (voice) => Number(voice.state === "ready");
    const sorted = state.voices.toSorted((one, other) => here(other) - here(one));
    const groups = Map.groupBy(sorted, (voice) => groupName(voice, wording));
    list.replaceChildren(...[...groups].map(([title, voices]) => make("section", { "aria-label": title },
      make("h3", {}, title), make("ul", {}, ...voices.map((voice) => option({ ask, hear, wording }, voice, voice.id === state.voice))))));
    if (focused) list.querySelector(`[data-voice="${CSS.escape(focused)}"]`)?.focus();
  }

  return { element, show };
}
