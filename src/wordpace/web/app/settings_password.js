/** Changing one's password, for who knows the old one. */

import { make } from "../player/elements.js";
import { ask } from "./ask.js";
import { attempt, tell } from "./toast.js";
import { say } from "./words.js";

export const SHORTEST = 10; // characters, as the server wants it

export function password({ name }) {
  const old = make("input", { type: "password", name: "old", autocomplete: "current-password", required: true });
  const next = make("input", { type: "password", name: "new", autocomplete: "new-password", minlength: SHORTEST, required: true, "aria-describedby": "new-password-hint" });
  const form = make("form", { onsubmit: change },
    make("input", { class: "unseen", name: "username", autocomplete: "username", value: name, readonly: true, tabindex: -1, "aria-hidden": "true" }), // for password managers
    line(say("password_old"), old), line(say("password_new"), next),
    make("p", { class: "hint", id: "new-password-hint" }, say("password_hint")), make("div", { class: "ends" }, make("button", { class: "quiet" }, say("password_change"))));
  const fold = make("details", { class: "fold" }, make("summary", {}, say("password_change")), form);

  function change(event) {
    event.preventDefault();
    return attempt(async () => {
      await ask("password", { method: "PUT", body: { old: old.value, new: next.value } });
      form.reset();
      fold.open = false;
      tell(say("password_changed"));
      fold.querySelector("summary").focus();
    });
  }

  return fold;
}

/** A label beside its control. */
export function line(text, control) {
  return make("div", { class: "line" }, make("label", {}, make("span", {}, text), control));
}
