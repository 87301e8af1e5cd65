/** The library: what is there, searched and filtered, and what is done with it. */

import { make } from "../player/elements.js";
import { connectAdding } from "./adding.js";
import { ask } from "./ask.js";
import { bulkBar } from "./bulk.js";
import { showContinue } from "./continue.js";
import { doTo, enqueue, setTags } from "./deeds.js";
import { on, onAgain } from "./events.js";
import { Filters } from "./filters.js";
import { openMenu } from "./menu.js";
import { row, titleOf } from "./row.js";
import { connectRowKeys } from "./rowkeys.js";
import { Selection } from "./selection.js";
import { askTags } from "./tags.js";
import { Windows } from "./windows.js";
import { loadWishes } from "./wishes.js";
import { say, trouble } from "./words.js";

const PAGE = 50; // articles asked for at a time
const QUIET = 400; // milliseconds after the last news of a change

const list = document.getElementById("articles");
const found = document.getElementById("found");
const wrong = document.getElementById("list-trouble");
let names = { tags: [], sites: [] };
let current = null; // id of the row whose buttons are in the order of Tab
let timer = null;

const filters = new Filters(document.getElementById("filters"), () => {
  selection.drop();
  refresh();
});
const selection = new Selection(() => {
  bulk.show();
  windows.redraw();
});
const windows = new Windows(list, (after, signal) => ask("articles", { query: filters.query(after, PAGE), signal }),
  (article, at) => row(article, { at, total: windows.total, selected: selection.has(article.id), current: current ? article.id === current : at === 0 }));
const bulk = bulkBar({
  selection, windows,
  state: () => filters.state,
  askAll: (after, signal) => ask("articles", { query: filters.query(after, 200), signal }),
  run: (deed, options) => run(selection.ids, deed, options),
  tags: () => names.tags.map(({ name }) => name),
});

async function refresh() {
  try {
    await windows.restart();
    wrong.textContent = "";
    showFound();
  } catch (error) {
    if (error.name === "AbortError") return; // a newer question is under way
    if (!("status" in error)) throw error;
    wrong.textContent = trouble(error);
  }
}

function showFound() {
  const { total } = windows;
  found.textContent = filters.narrow || total ? say(filters.narrow ? "found" : "articles_count", { count: total }) : "";
  if (total) return;
  const clear = make("button", { type: "button", class: "quiet", onclick: () => filters.clear() }, say("show_all"));
  list.append(make("div", { role: "listitem", class: "empty" }, ...(filters.narrow ? [make("p", {}, say("nothing_found")), clear] : [make("p", {}, say("library_empty"))])));
}

/** Something changed, here or elsewhere: the list and the names are asked for again, once it is quiet. */
function changed() {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    try {
      names = await filters.refresh();
      showQueued(names.counts.queue);
      if (scrollY < innerHeight) await refresh(); // who has scrolled on keeps the list as it is
      showContinue(document.getElementById("continue"));
    } catch (error) {
      if (!("status" in error)) throw error;
    }
  }, QUIET);
}

function showQueued(count) {
  const badge = document.querySelector(".masthead .count");
  badge.textContent = count ? String(count) : "";
}

/** A deed to some articles: those that leave this list by it leave it at once. */
function run(ids, deed, { tag, title } = {}) {
  const gone = new Set(ids);
  const leaves = { archive: ["inbox"], unarchive: ["archive"], delete: ["inbox", "archive", "all"], restore: ["deleted"] }[deed] ?? [];
  return doTo(ids, deed, () => {
    if (leaves.includes(filters.state)) windows.change((each) => (gone.has(each.id) ? null : undefined));
    else if (["queue", "unqueue"].includes(deed)) windows.change((each) => (gone.has(each.id) ? { ...each, queued: deed === "queue" } : undefined));
    selection.drop(ids);
    showFound();
    changed();
  }, { tag, title });
}

async function editTags(article) {
  const tags = await askTags({ heading: say("tags_of", { title: titleOf(article) }), tags: article.tags, known: names.tags.map(({ name }) => name) });
  if (tags) setTags(article, tags, (changedRow) => {
    windows.change((each) => (each.id === article.id ? { ...each, tags: changedRow.tags } : undefined));
    changed();
  });
}

const queueNow = (article, place) => enqueue(article, place, () => {
  windows.change((each) => (each.id === article.id ? { ...each, queued: !each.queued } : undefined));
  changed();
});

/** What is done to an article by its row's buttons, menu and keys. */
const deeds = {
  select: (article, event) => selection.press(article.id, event.shiftKey, windows.rows.map(({ id }) => id)),
  queue: (article) => queueNow(article, "last"),
  next: (article) => queueNow(article, "next"),
  unqueue: (article) => run([article.id], "unqueue", { title: titleOf(article) }),
  archive: (article) => run([article.id], "archive", { title: titleOf(article) }),
  unarchive: (article) => run([article.id], "unarchive", { title: titleOf(article) }),
  delete: (article) => run([article.id], "delete", { title: titleOf(article) }),
  restore: (article) => run([article.id], "restore", { title: titleOf(article) }),
  tag: editTags,
  more: (article, event) => openMenu(event.target.closest("button"), menuOf(article)),
};

function menuOf(article) {
  const names = filters.state === "deleted"
    ? ["restore"]
    : [...(article.queued ? ["unqueue"] : ["next", "queue"]), "tag", article.archived ? "unarchive" : "archive", "delete"];
  const pictures = { unqueue: "queued", next: "next" };
  return names.map((name) => [pictures[name] ?? name, say(`deed_${name}`), () => deeds[name](article)]);
}

list.addEventListener("click", (event) => {
  const tag = event.target.closest("[data-tag]")?.dataset.tag;
  if (tag) return filters.set("tag", tag);
  const deed = event.target.closest("[data-do]")?.dataset.do;
  const article = articleOf(event.target);
  if (deed && article) deeds[deed](article, event);
});
list.addEventListener("focusin", ({ target }) => {
  const id = target.closest("[data-id]")?.dataset.id;
  if (!id || id === current) return;
  current = id;
  for (const each of list.querySelectorAll("[data-do]")) each.tabIndex = each.closest("[data-id]").dataset.id === id ? 0 : -1;
});

function articleOf(element) {
  const id = element.closest("[data-id]")?.dataset.id;
  return windows.rows.find((each) => each.id === id);
}

connectRowKeys(list, windows, (name, article, event) => deeds[name](article, event), articleOf);
connectAdding(document.getElementById("add"), changed);
on("library", changed);
on("queue", changed);
on("position", changed);
onAgain(changed);
await loadWishes().catch((error) => { wrong.textContent = trouble(error); });
refresh();
filters.refresh().then((all) => { names = all; showQueued(all.counts.queue); }, (error) => { wrong.textContent = trouble(error); });
showContinue(document.getElementById("continue"));
