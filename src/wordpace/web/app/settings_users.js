/** The people of this server, for who looks after it: added with a first password, given another, removed. */

import { make } from "../player/elements.js";
import { ask } from "./ask.js";
import { SHORTEST, line } from "./settings_password.js";
import { sure } from "./sure.js";
import { attempt, tell } from "./toast.js";
import { say } from "./words.js";

const ROLES = ["member", "admin"];

export async function users(self) {
  const heading = make("h3", { tabindex: -1 }, say("users"));
  const list = make("ul", { class: "entries" });
  const name = make("input", { name: "person", maxlength: 100, autocomplete: "off", autocapitalize: "none", required: true });
  const first = make("input", { type: "password", name: "first", autocomplete: "new-password", minlength: SHORTEST, required: true, "aria-describedby": "first-password-hint" });
  const role = make("select", { name: "role" }, ...ROLES.map((value) => make("option", { value }, say(`role_${value}`))));
  const form = make("form", { onsubmit: add }, line(say("door_name"), name), line(say("user_password"), first),
    make("p", { class: "hint", id: "first-password-hint" }, say("password_hint")), line(say("user_role"), role),
    make("div", { class: "ends" }, make("button", { class: "quiet" }, say("user_add"))));
  const fold = make("details", { class: "fold" }, make("summary", {}, say("user_new")), form);

  async function refresh() {
    const known = (await ask("users")).users;
    list.replaceChildren(...known.map((each) => make("li", {}, make("span", { class: "written" }, each.name),
      make("span", { class: "soft" }, say(`role_${each.role}`)), ...(each.id === self.id ? [] : deeds(each)))));
  }

  const deeds = (each) => [
    make("button", { type: "button", class: "quiet", "aria-label": say("user_password_of", { name: each.name }), onclick: () => renew(each) }, say("password_new")),
    ...(each.id === "owner" ? [] : [make("button", { type: "button", class: "quiet", "aria-label": say("user_remove", { name: each.name }), onclick: () => remove(each) }, say("remove"))]),
  ];

  function add(event) {
    event.preventDefault();
    return attempt(async () => {
      await ask("users", { method: "POST", body: { name: name.value.trim(), password: first.value, role: role.value } });
      tell(say("user_added", { name: name.value.trim() }));
      form.reset();
      fold.open = false;
      await refresh();
      heading.focus();
    });
  }

  const renew = (each) => attempt(async () => {
    const field = { type: "password", label: say("password_new"), minlength: SHORTEST, autocomplete: "new-password" };
    const wanted = await sure({ heading: say("user_password_of", { name: each.name }), text: say("user_password_what"), way: say("password_set"), field });
    if (wanted === false) return;
    await ask(`users/${encodeURIComponent(each.id)}/password`, { method: "PUT", body: { new: wanted } });
    tell(say("user_password_set", { name: each.name }));
  });

  const remove = (each) => attempt(async () => {
    const wanted = await sure({ heading: say("user_remove", { name: each.name }), text: say("user_remove_what"), way: say("remove") });
    if (!wanted) return;
    await ask(`users/${encodeURIComponent(each.id)}`, { method: "DELETE" });
    tell(say("user_removed", { name: each.name }));
    await refresh();
    heading.focus();
  });

  await refresh();
  return make("div", {}, heading, list, fold);
}
