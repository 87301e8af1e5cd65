/** The keys of a list of articles: arrows go from one to the next, letters do what the buttons do. */

const KEYS = { q: "queue", n: "next", e: "archive", t: "tag", x: "select", Delete: "delete", Backspace: "delete" };

/** `run(deed, article, event)` does it; `articleOf(element)` tells which article an element stands for. */
export function connectRowKeys(list, windows, run, articleOf) {
  list.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-id]");
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    const by = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (by) return move(event, row, by);
    const article = articleOf(row);
    const deed = deedOf(event.key, article);
    if (!deed) return;
    event.preventDefault();
    run(deed, article, event);
  });

  function move(event, row, by) {
    const next = windows.elementAt(Number(row.getAttribute("aria-posinset")) - 1 + by);
    if (!next) return;
    event.preventDefault();
    next.querySelector("a").focus();
  }
}

/** The deed of a key; the same key takes back what it did. */
function deedOf(key, article) {
  const deed = KEYS[key];
  if (deed === "queue" && article.queued) return "unqueue";
  if (deed === "archive" && article.archived) return "unarchive";
  return deed;
}
