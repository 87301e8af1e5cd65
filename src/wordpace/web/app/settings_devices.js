/** This device's name, and what is paired: browser extensions, phones, programs. */

import { make } from "../player/elements.js";
import { ask } from "./ask.js";
import { device, rename } from "./device.js";
import { attempt, tell } from "./toast.js";
import { dated, say } from "./words.js";

export async function devices() {
  const name = make("input", { value: device.name, maxlength: 60, autocomplete: "off", onchange: () => name.value.trim() && rename(name.value.trim()) });
  const list = make("ul", { class: "entries" });
  const token = make("div", { class: "token", role: "status" });
  const what = make("input", { name: "name", maxlength: 60, autocomplete: "off", placeholder: say("pairing_name") , "aria-label": say("pairing_name") });
  const form = make("form", { class: "field", onsubmit: (event) => { event.preventDefault(); pair(); } }, what, make("button", { class: "quiet" }, say("pair")));

  async function refresh() {
    const { pairings } = await ask("pairings");
    list.replaceChildren(...pairings.map((each) => make("li", {}, make("span", { class: "written" }, each.name),
      make("span", { class: "soft" }, each.created_at ? say("paired_on", { day: dated(each.created_at) }) : ""),
      make("button", { type: "button", class: "quiet", "aria-label": say("unpair", { name: each.name }), onclick: () => unpair(each) }, say("remove")))));
  }

  const pair = () => attempt(async () => {
    const made = await ask("pairings", { method: "POST", body: { name: what.value.trim() || say("pairing_unnamed") } });
    what.value = "";
    const copy = make("button", { type: "button", class: "quiet", onclick: () => copied(made.token) }, say("copy"));
    token.replaceChildren(make("p", {}, say("token_once")), make("code", {}, made.token), " ", copy);
    await refresh();
  });

  const unpair = ({ id, name: paired }) => attempt(async () => {
    await ask(`pairings/${encodeURIComponent(id)}`, { method: "DELETE" });
    tell(say("unpaired", { name: paired }));
    await refresh();
    what.focus();
  });

  const element = make("div", {}, make("div", { class: "line" }, make("label", {}, make("span", {}, say("this_device")), name)), list, form, token);
  if (!(await attempt(refresh))) form.hidden = true;
  return element;
}

async function copied(text) {
  await navigator.clipboard.writeText(text).then(() => tell(say("copied")), () => tell(say("copy_by_hand")));
}
