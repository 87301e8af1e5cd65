/** Every voice there is, by language and accent; one press chooses it, or gets it first. */

import { icon, make } from "./elements.js";
import { Request, State } from "./names.js";

const REGIONS = { us: "American", gb: "British" };

function languageName(tag) {
  return new Intl.DisplayNames("en", { type: "language" }).of(tag.split("-")[0]);
}

function groupName({ language, accent }) {
  return `${languageName(language)}, ${REGIONS[accent] ?? accent}`;
}

/** Told honestly: whether listening can begin at once on this machine. */
function readiness(voice) {
  if (voice.state === "fetching") return `Getting it: ${Math.round(100 * (voice.progress ?? 0))} %`;
  if (voice.state === "failed") return "Could not be had";
  if (voice.state === "missing") return voice.download_mb ? `Get it, ${Math.round(voice.download_mb)} MB` : "Get it";
  if (voice.live === null) return "Ready";
  return voice.live ? "Live" : "Prepared first";
}

function details(voice) {
  const natural = voice.natural_wpm && `${Math.round(voice.natural_wpm)} WPM natural pace`;
  const gender = voice.gender[0].toUpperCase() + voice.gender.slice(1);
  return [gender, natural, voice.engine, voice.licence].filter(Boolean).join(" · ");
}

function option(ask, voice, chosen, hear) {
  const button = make("button", {
    type: "button", class: `voice ${voice.state}`, part: "voice", "data-voice": voice.id, "aria-pressed": String(chosen),
    onclick: () => ask(Request.VOICE, { id: voice.id }),
  },
    make("span", { class: "name" }, voice.name), make("span", { class: "badge" }, readiness(voice)),
    make("span", { class: "details" }, details(voice)));
  if (voice.state === "fetching") button.append(make("progress", { max: 1, value: voice.progress ?? null, "aria-label": `Getting ${voice.name}` }));
  const item = make("li", {}, button);
  if (voice.state === "ready") {
    item.append(make("button", { type: "button", class: "hear", "aria-label": `Hear ${voice.name}`, onclick: () => hear(voice.id) }, "Hear"));
  }
  if (voice.state === "failed") item.append(make("p", { class: "error" }, [voice.error, voice.how_to_get].filter(Boolean).join(" ")));
  return item;
}

/** Returns {element, show(state, changed)}: a button that names the voice, and the list it opens. `hear(id)` plays a sample. */
export function voiceChooser(ask, hear) {
  const name = make("span", { class: "chosen" }, "…");
  const list = make("div", { class: "voices", id: "voices", part: "voices", hidden: true });
  const toggle = () => {
    list.hidden = !list.hidden;
    opener.setAttribute("aria-expanded", String(!list.hidden));
  };
  const opener = make("button", {
    type: "button", class: "opener", part: "voice-button", "aria-expanded": "false", "aria-controls": "voices", onclick: toggle,
  }, icon("voice"), make("span", { class: "caption" }, "Select voice"), name, icon("open"));
  const element = make("section", { class: "chooser", "aria-label": "Voice" }, opener, list);
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
    const groups = Map.groupBy(state.voices.toSorted((one, other) => here(other) - here(one)), groupName);
    list.replaceChildren(...[...groups].map(([title, voices]) => make("section", { "aria-label": title },
      make("h3", {}, title), make("ul", {}, ...voices.map((voice) => option(ask, voice, voice.id === state.voice, hear))))));
    if (focused) list.querySelector(`[data-voice="${CSS.escape(focused)}"]`)?.focus();
  }

  return { element, show };
}
