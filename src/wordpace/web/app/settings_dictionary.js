/** The listener's dictionary: how words are said; looked through, mended, brought in and taken out. */

import { make } from "../player/elements.js";
import { at } from "../player/root.js";
import { ask } from "./ask.js";
import { attempt, tell } from "./toast.js";
import { say } from "./words.js";

const SHOWN = 200; // entries; of more, those that are searched for

export async function dictionary() {
  const list = make("ul", { class: "entries" });
  const count = make("p", { class: "hint", role: "status" });
  const search = make("input", { type: "search", placeholder: say("dictionary_search"), "aria-label": say("dictionary_search"), oninput: () => show() });
  const file = make("input", { type: "file", hidden: true, accept: ".tsv,.txt,.pls,.xml,.csv", "aria-label": say("dictionary_import"), onchange: () => bringIn(file) });
  let entries = [];

  async function refresh() {
    ({ entries } = await ask("lexicon"));
    show();
  }

  function show() {
    const asked = search.value.trim().toLowerCase();
    const matching = entries.filter(({ written, said }) => `${written} ${said}`.toLowerCase().includes(asked));
    list.replaceChildren(...matching.slice(0, SHOWN).map(line));
    search.hidden = entries.length < 8;
    count.textContent = entries.length ? say("dictionary_count", { count: matching.length }) : say("dictionary_empty");
  }

  function line(entry) {
    const said = entry.kind === "ipa" ? `/${entry.said}/` : entry.kind === "skip" ? say("dictionary_unsaid") : entry.said;
    const place = entry.scope === "everywhere" ? "" : entry.scope.replace(/^(site|article):/, (_, kind) => (kind === "site" ? "" : `${say("one_article")} `));
    return make("li", {}, make("span", { class: "written", dir: "auto" }, entry.written), make("span", { class: "said", dir: "auto" }, said), make("span", { class: "soft" }, place),
      make("button", { type: "button", class: "quiet", "aria-label": say("dictionary_remove", { written: entry.written }), onclick: () => remove(entry) }, say("remove")));
  }

  const remove = (entry) => attempt(async () => {
    await ask("lexicon", { method: "DELETE", body: { written: entry.written, scope: entry.scope } });
    await refresh();
    tell(say("done_entry", { written: entry.written }), async () => {
      await ask("lexicon", { method: "POST", body: entry });
      await refresh();
    });
    search.hidden ? list.querySelector("button")?.focus() : search.focus();
  });

  async function bringIn({ files: [chosen] }) {
    file.value = "";
    if (chosen) await attempt(async () => {
      const { added } = await ask("lexicon/import", { method: "POST", body: { content: await chosen.text() } });
      tell(say("dictionary_added", { count: added }));
      await refresh();
    });
  }

  await refresh();
  return make("div", {}, search, list, count, make("div", { class: "ends" },
    make("button", { type: "button", class: "quiet", onclick: () => file.click() }, say("dictionary_import")),
    make("a", { class: "quiet", href: at("api/lexicon.tsv"), download: "" }, say("dictionary_export")), file));
}
