/** Everything out in one file, and in again: from Wordpace, or from a reading list kept elsewhere. */

import { make } from "../player/elements.js";
import { at } from "../player/root.js";
import { ask } from "./ask.js";
import { attempt } from "./toast.js";
import { say } from "./words.js";

const ASK_EVERY = 700; // milliseconds

export function transfer() {
  const told = make("div", { class: "import", role: "status" });
  const file = make("input", { type: "file", hidden: true, "aria-label": say("import"), onchange: () => bringIn(file, told) });
  return make("div", {}, make("div", { class: "ends" },
    make("a", { class: "quiet", href: at("api/export"), download: "" }, say("export")),
    make("button", { type: "button", class: "quiet", onclick: () => file.click() }, say("import")), file),
    make("p", { class: "hint" }, say("import_from")), told);
}

async function bringIn(input, told) {
  const [chosen] = input.files;
  input.value = "";
  if (!chosen) return;
  told.replaceChildren(say("import_sending", { name: chosen.name }));
  const done = await attempt(async () => {
    const { import: id } = await ask("import", { method: "POST", query: { name: chosen.name }, file: chosen });
    await follow(id, told);
  });
  if (!done) told.append(` ${say("import_stopped")}`);
}

/** Shows how far an import is until it is done. */
async function follow(id, told) {
  for (;;) {
    const state = await ask(`imports/${encodeURIComponent(id)}`);
    show(state, told);
    if (state.finished) return;
    await new Promise((wake) => setTimeout(wake, ASK_EVERY));
  }
}

function show({ id, total, done, added, duplicates, failed, problem, finished }, told) {
  const bar = make("progress", { max: total || 1, value: finished ? total || 1 : done, "aria-label": say("import") });
  const sum = make("p", {}, say(finished ? "import_done" : "import_going", { done, total, added, duplicates }));
  const list = failed.map(({ what, why }) => make("li", {}, make("strong", { dir: "auto" }, what), ` ${why}`));
  const wrong = list.length ? [make("details", { open: finished }, make("summary", {}, say("import_failed", { count: list.length })), make("ul", { class: "failed" }, ...list))] : [];
  const retry = () => attempt(async () => {
    await ask(`imports/${encodeURIComponent(id)}/retry`, { method: "POST", body: {} });
    await follow(id, told);
  });
  const again = finished && list.length ? [make("button", { type: "button", class: "quiet", onclick: retry }, say("import_retry"))] : [];
  told.replaceChildren(...(problem ? [make("p", { class: "trouble" }, problem)] : []), bar, sum, ...wrong, ...again);
}
