/** API tokens: made with what they are for, shown once, ended. */

import { make } from "../player/elements.js";
import { ask } from "./ask.js";
import { line } from "./settings_password.js";
import { sure } from "./sure.js";
import { attempt, tell } from "./toast.js";
import { dated, say } from "./words.js";

const SCOPES = ["speech", "library-read", "library-write", "feed"];

export async function tokens() {
  const heading = make("h3", { tabindex: -1 }, say("tokens"));
  const list = make("ul", { class: "entries" });
  const shown = make("div", { class: "token", role: "status" });
  const name = make("input", { name: "token", maxlength: 100, autocomplete: "off", required: true });
  const boxes = SCOPES.map((scope) => make("input", { type: "checkbox", name: "scope", value: scope }));
  const choices = make("fieldset", { class: "choice" }, make("legend", {}, say("token_scopes")),
    ...boxes.map((box) => make("label", {}, box, make("span", {}, say(`scope_${box.value}`)))));
  const form = make("form", { onsubmit: add }, line(say("token_name"), name), choices,
    make("div", { class: "ends" }, make("button", { class: "quiet" }, say("token_make"))));
  const fold = make("details", { class: "fold" }, make("summary", {}, say("token_new")), form);

  async function refresh() {
    const known = (await ask("tokens")).tokens;
    const lines = known.map((each) => make("li", {}, make("span", { class: "written" }, each.name),
      make("span", { class: "soft" }, say("token_for", { scopes: each.scopes.map((scope) => say(`scope_${scope}`)).join(", "), day: dated(each.created_at) })),
      make("button", { type: "button", class: "quiet", "aria-label": say("token_end", { name: each.name }), onclick: () => end(each) }, say("end"))));
    list.replaceChildren(...(lines.length ? lines : [make("li", { class: "soft" }, say("no_tokens"))]));
  }

  function add(event) {
    event.preventDefault();
    const scopes = boxes.filter((box) => box.checked).map((box) => box.value);
    boxes[0].setCustomValidity(scopes.length ? "" : say("token_needs_scope"));
    if (!form.reportValidity()) return undefined;
    return attempt(async () => {
      const { token } = await ask("tokens", { method: "POST", body: { name: name.value.trim(), scopes } });
      form.reset();
      fold.open = false;
      const once = make("p", { tabindex: -1 }, say("token_once"));
      // Without TLS a browser on another machine has no clipboard for pages: there the token is selected by a press.
      const copy = navigator.clipboard ? [make("button", { type: "button", class: "quiet", onclick: () => copied(token) }, say("copy"))] : [];
      shown.replaceChildren(once, make("code", {}, token), ...copy);
      (copy[0] ?? once).focus();
      await refresh();
    });
  }

  const copied = async (token) => {
    await navigator.clipboard.writeText(token);
    tell(say("token_copied"));
  };

  const end = (each) => attempt(async () => {
    const wanted = await sure({ heading: say("token_end", { name: each.name }), text: say("token_end_what"), way: say("end") });
    if (!wanted) return;
    await ask(`tokens/${encodeURIComponent(each.id)}`, { method: "DELETE" });
    shown.replaceChildren();
    tell(say("token_ended", { name: each.name }));
    await refresh();
    heading.focus();
  });

  for (const box of boxes) box.addEventListener("change", () => boxes[0].setCustomValidity(""));
  await refresh();
  return make("div", {}, heading, list, shown, fold);
}
