/** Which voice reads which language. */

import { make } from "../player/elements.js";
import { preview } from "../player/preview.js";
import { at } from "../player/root.js";
import { attempt } from "./toast.js";
import { paceFor } from "./wishes.js";
import { languageName, say } from "./words.js";

export function voices({ wishes, known, save }) {
  const ready = known.voices.filter(({ installed }) => installed);
  const byLanguage = Map.groupBy(ready, ({ language }) => language.split("-")[0]);
  const chosen = { ...wishes.voices };
  const usual = ready.find(({ id }) => id === known.default)?.name ?? known.default;

  return make("div", {}, ...[...byLanguage].map(([language, list]) => {
    const options = [["", say("voice_usual", { name: usual })], ...list.map((voice) => [voice.id, nameOf(voice)])];
    const select = make("select", {
      onchange: () => {
        if (select.value) chosen[language] = select.value;
        else delete chosen[language];
        save({ voices: { ...chosen } });
      },
    }, ...options.map(([value, text]) => make("option", { value, selected: value === (chosen[language] ?? "") }, text)));
    const hear = () => attempt(() => sound(select.value || known.default));
    return make("div", { class: "line" }, make("label", {}, make("span", {}, languageName(language)), select),
      make("button", { type: "button", class: "quiet", "aria-label": say("hear_voice", { language: languageName(language) }), onclick: hear }, say("hear")));
  }), make("p", { class: "hint" }, say("more_voices")));
}

function nameOf({ name, language, accent }) {
  return `${name} · ${accent ? languageName(language) : language}`;
}

async function sound(id) {
  try {
    await preview(at(`api/voices/${encodeURIComponent(id)}/sample?wpm=${paceFor("")}`));
  } catch {
    throw Object.assign(new Error(say("error_unheard")), { status: 0, code: "unheard" });
  }
}
