/** A dialog before something that can't be taken back; it may ask for a line, too. */

import { make } from "../player/elements.js";
import { say } from "./words.js";

/** Answers false where it was left, else what was typed; true where nothing is asked for. `field`: the input's attributes, `label` among them. */
export function sure({ heading, text, way, field = null }) {
  const { label, ...attributes } = field ?? {};
  const input = make("input", { name: "line", required: true, ...attributes });
  const form = make("form", { method: "dialog" }, make("h2", { id: "sure-title" }, heading), make("p", { class: "soft", id: "sure-text" }, text),
    ...(field ? [make("label", {}, make("span", {}, label), input)] : []),
    make("div", { class: "ends" }, make("button", { class: "strong", value: "do" }, way),
      make("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, say("cancel"))));
  const dialog = make("dialog", { class: "ask", "aria-labelledby": "sure-title", "aria-describedby": "sure-text" }, form);
  document.body.append(dialog);
  dialog.showModal();
  (field ? input : form.querySelector(".quiet")).focus();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "do" && (field ? input.value : true));
    });
  });
}
