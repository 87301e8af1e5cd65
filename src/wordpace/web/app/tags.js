/** A dialog in which tags are given and taken; those that exist are proposed. */

import { make } from "../player/elements.js";
import { say } from "./words.js";

/** Asks for tags, from `tags` on; answers the wanted ones, or null where it was left. `known`: all names there are. */
export function askTags({ heading, tags, known }) {
  const wanted = [...tags];
  const list = make("ul", { class: "chips" });
  const options = make("datalist", { id: "known-tags" }, ...known.map((value) => make("option", { value })));
  const input = make("input", { name: "tag", list: "known-tags", maxlength: 60, autocomplete: "off", "aria-label": say("tag_new"), placeholder: say("tag_new") });
  const form = make("form", { method: "dialog" }, make("h2", { id: "tags-title" }, heading), list, input, options,
    make("div", { class: "ends" }, make("button", { class: "strong", value: "keep" }, say("keep_tags")),
      make("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, say("cancel"))));
  const dialog = make("dialog", { class: "ask", "aria-labelledby": "tags-title" }, form);

  function take() {
    for (const name of input.value.split(",").map((each) => each.trim())) if (name && !wanted.includes(name)) wanted.push(name);
    input.value = "";
    show();
  }

  function show() {
    list.replaceChildren(...wanted.map((name) => make("li", {}, make("span", {}, name),
      make("button", { type: "button", "aria-label": say("tag_remove", { name }), onclick: () => { wanted.splice(wanted.indexOf(name), 1); show(); input.focus(); } }, "×"))));
  }

  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !input.value.trim() || event.isComposing) return;
    event.preventDefault(); // the first Enter takes the tag, the next keeps them all
    take();
  });
  show();
  document.body.append(dialog);
  dialog.showModal();
  input.focus();
  return new Promise((answer) => {
    form.addEventListener("submit", take);
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "keep" ? wanted : null);
    });
  });
}
