/** Settings that are one choice each: the theme, and what happens while listening. */

import { make } from "../player/elements.js";
import { say } from "./words.js";

/** A group of radio buttons. */
export function choice(name, legend, options, chosen, onChange) {
  return make("fieldset", { class: "choice" }, make("legend", { class: legend.seen ? "" : "unseen" }, legend.text),
    ...options.map(([value, text]) => make("label", {},
      make("input", { type: "radio", name, value, checked: value === chosen, onchange: () => onChange(value) }), make("span", {}, text))));
}

/** A switch with what it means. */
export function toggle(text, what, on, onChange) {
  const box = make("input", { type: "checkbox", role: "switch", checked: on, onchange: () => onChange(box.checked) });
  return make("label", { class: "toggle" }, make("span", {}, text, make("small", {}, what)), box);
}

export function appearance({ wishes, save }) {
  const options = ["system", "light", "dark"].map((name) => [name, say(`theme_${name}`)]);
  return choice("theme", { text: say("theme") }, options, wishes.theme, (theme) => save({ theme }));
}

export function listening({ wishes, save }) {
  const heard = [["mark", say("skip_heard_mark")], ["skip", say("skip_heard_skip")]];
  return make("div", {},
    toggle(say("archive_finished"), say("archive_finished_what"), wishes.archive_finished, (on) => save({ archive_finished: on })),
    toggle(say("prepare_ahead"), say("prepare_ahead_what"), wishes.prepare_ahead, (on) => save({ prepare_ahead: on })),
    choice("skip_heard", { text: say("skip_heard"), seen: true }, heard, wishes.skip_heard, (value) => save({ skip_heard: value })));
}
