/** This device's name, and what is paired: browser extensions, phones, programs. */

import { make } from "../player/elements.js";
import { at } from "../player/root.js";
import { ask } from "./ask.js";
import { device, rename } from "./device.js";
import { attempt, tell } from "./toast.js";
import { dated, say } from "./words.js";

export async function devices() {
  const name = make("input", { value: device.name, maxlength: 60, autocomplete: "off", onchange: () => name.value.trim() && rename(name.value.trim()) });
  const list = make("ul", { class: "entries" });
  const pair = make("a", { class: "quiet", href: at("pair") }, say("pair_here"));

  async function refresh() {
    const { pairings } = await ask("pairings");
    const lines = pairings.map((each) => make("li", {}, make("span", { class: "written" }, each.name),
      make("span", { class: "soft" }, say("paired_on", { day: dated(each.created_at) })),
      make("button", { type: "button", class: "quiet", "aria-label": say("unpair", { name: each.name }), onclick: () => unpair(each) }, say("remove"))));
    list.replaceChildren(...(lines.length ? lines : [make("li", { class: "soft" }, say("none_paired"))]));
  }

  const unpair = ({ id, name: paired }) => attempt(async () => {
    await ask(`pairings/${encodeURIComponent(id)}`, { method: "DELETE" });
    tell(say("unpaired", { name: paired }));
    await refresh();
    pair.focus();
  });

  try {
    await refresh();
  } catch (error) {
    if (error.passing || !("status" in error)) throw error;
    pair.hidden = true; // another machine may use this one, and not let others in
    list.replaceChildren(make("li", { class: "soft" }, say("pair_there")));
  }
  return make("div", {}, make("div", { class: "line" }, make("label", {}, make("span", {}, say("this_device")), name)), list, pair);
}
