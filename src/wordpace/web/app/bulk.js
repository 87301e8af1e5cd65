/** What can be done with everything that is selected. */

import { make } from "../player/elements.js";
import { icon } from "./icons.js";
import { askTags } from "./tags.js";
import { attempt } from "./toast.js";
import { say } from "./words.js";

const DEEDS = { deleted: ["restore"], archive: ["queue", "tag", "unarchive", "delete"], usual: ["queue", "tag", "archive", "delete"] };

/** `state()` is which list is shown; `askAll(cursor)` a page of it; `run(deed, {tag})` does it; `tags()` all that there are. */
export function bulkBar({ selection, windows, state, askAll, run, tags }) {
  const bar = document.getElementById("bulk");
  const found = document.getElementById("found");
  const count = make("span", { class: "count", role: "status" });

  function show() {
    bar.hidden = !selection.size;
    found.hidden = !bar.hidden;
    if (!selection.size) return;
    count.textContent = say("selected", { count: selection.size });
    const deeds = DEEDS[state()] ?? DEEDS.usual;
    const buttons = deeds.map((deed) => make("button", { type: "button", class: "act wide", title: say(`deed_${deed}`), onclick: () => press(deed) },
      icon(deed), make("span", {}, say(`deed_${deed}`))));
    const all = selection.size < windows.total
      ? [make("button", { type: "button", class: "link", onclick: () => attempt(selectAll) }, say("select_all", { count: windows.total }))] : [];
    const none = make("button", { type: "button", class: "link", onclick: () => selection.drop() }, say("select_none"));
    bar.replaceChildren(count, ...buttons, ...all, none);
  }

  async function selectAll() {
    selection.take(windows.rows.map(({ id }) => id));
    let after = null;
    do {
      const { articles, next } = await askAll(after);
      selection.take(articles.map(({ id }) => id));
      after = next;
    } while (after !== null);
  }

  async function press(deed) {
    if (deed !== "tag") return run(deed, {});
    const wanted = await askTags({ heading: say("tags_for", { count: selection.size }), tags: [], known: tags() });
    for (const tag of wanted ?? []) await run("tag", { tag });
  }

  return { show };
}
