/** The queue: what is heard next, in an order that the listener gives it by drag or by keys. */

import { make } from "../player/elements.js";
import { ask } from "./ask.js";
import { on, onAgain } from "./events.js";
import { icon } from "./icons.js";
import { connectReorder } from "./reorder.js";
import { factsOf, placeOf, titleOf } from "./row.js";
import { attempt, tell } from "./toast.js";
import { loadWishes, minutesOf } from "./wishes.js";
import { counted, say, trouble } from "./words.js";

const list = document.getElementById("queue");
const moved = document.getElementById("moved");
const wrong = document.getElementById("queue-trouble");
let queue = { articles: [], version: 0 };

async function refresh() {
  try {
    show(await ask("queue"));
    wrong.textContent = "";
  } catch (error) {
    if (!("status" in error)) throw error;
    wrong.textContent = trouble(error);
  }
}

function show(now) {
  queue = now;
  const { articles } = queue;
  reorder.keep(() => list.replaceChildren(...articles.map(item)));
  document.getElementById("empty").hidden = articles.length > 0;
  document.getElementById("reorder-hint").hidden = articles.length < 2;
  const left = articles.reduce((sum, each) => sum + minutesOf(each).left, 0);
  const minutes = counted(Math.round(left), "minute", "short");
  document.getElementById("queue-sum").textContent = articles.length ? say("queue_sum", { count: articles.length, minutes }) : "";
  document.querySelector(".masthead .count").textContent = articles.length || "";
}

function item(article, at) {
  const title = titleOf(article);
  const label = say("move", { title, place: at + 1, of: queue.articles.length });
  const button = (name, text, deed, disabled = false) => make("button", { type: "button", class: "act", "data-deed": deed, "aria-label": text, title: text, disabled }, icon(name));
  return make("li", { class: "row", "data-id": article.id },
    make("button", { type: "button", class: "handle", "aria-label": label, "aria-describedby": "reorder-hint" }, icon("handle")),
    make("div", { class: "what" }, make("a", { class: "title", href: `${placeOf(article)}#play`, dir: "auto" }, title), factsOf(article)),
    make("div", { class: "acts" }, button("up", say("move_up", { title }), "up", at === 0),
      button("down", say("move_down", { title }), "down", at === queue.articles.length - 1),
      button("close", say("unqueue_this", { title }), "remove")));
}

/** Gives the queue another order; where another device changed it meanwhile, the move is made in what it is now. */
async function order(ids, id) {
  const before = ids[ids.indexOf(id) - 1];
  show({ ...queue, articles: ids.map((each) => queue.articles.find((article) => article.id === each)) });
  await attempt(async () => {
    try {
      show(await put(ids, queue.version));
    } catch (error) {
      if (error.code !== "stale") {
        await refresh();
        throw error;
      }
      const now = await ask("queue");
      tell(say("queue_changed"));
      const others = now.articles.map((each) => each.id).filter((each) => each !== id);
      if (others.length === now.articles.length) return show(now); // it was taken off
      others.splice(before === undefined ? 0 : others.includes(before) ? others.indexOf(before) + 1 : others.length, 0, id);
      show(await put(others, now.version));
    }
  });
}

const put = (ids, version) => ask("queue", { method: "PUT", body: { ids, version } });

async function remove(id) {
  const { articles } = queue;
  const at = articles.findIndex((each) => each.id === id);
  await attempt(async () => {
    show(await ask(`queue/${encodeURIComponent(id)}`, { method: "DELETE" }));
    (list.children[Math.min(at, list.children.length - 1)]?.querySelector("[data-deed=remove]") ?? document.getElementById("main")).focus();
    tell(say("done_unqueue_one", { title: titleOf(articles[at]) }), async () => {
      const now = await ask("queue", { method: "POST", body: { id, place: "last" } });
      const ids = now.articles.map((each) => each.id).filter((each) => each !== id);
      show(await put(ids.toSpliced(at, 0, id), now.version));
    });
  });
}

const reorder = connectReorder(list, {
  order,
  announce: (text) => { moved.textContent = text; },
  titleOf: (id) => titleOf(queue.articles.find((each) => each.id === id)),
});

list.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-deed]");
  const id = button?.closest("[data-id]").dataset.id;
  if (!button) return;
  if (button.dataset.deed === "remove") return remove(id);
  reorder.step(id, button.dataset.deed === "up" ? -1 : 1, button.dataset.deed);
});

on("queue", () => reorder.idle && refresh());
on("position", () => reorder.idle && refresh());
onAgain(refresh);
await loadWishes().catch((error) => { wrong.textContent = trouble(error); });
refresh();
