/** One article in a list: its title, what is known of it, and what can be done with it. */

import { make } from "../player/elements.js";
import { at } from "../player/root.js";
import { icon } from "./icons.js";
import { counted, say } from "./words.js";
import { minutesOf } from "./wishes.js";

const MARKS = /[\u0002\u0003]/; // around what was searched for

export const titleOf = (article) => article.title || say("untitled");
export const placeOf = ({ id }) => at(`listen/${encodeURIComponent(id)}`);

/** "7 min", "3 min left". */
export function minutesLine(article) {
  const { whole, left } = minutesOf(article);
  const shown = (minutes) => counted(Math.max(1, Math.round(minutes)), "minute", "short");
  if (article.finished) return say("heard_whole", { minutes: shown(whole) });
  return article.started ? say("minutes_left", { minutes: shown(left) }) : shown(whole);
}

/** The facts of an article as list items: site, minutes, tags. */
export function factsOf(article, onTag = null) {
  const tag = (name) => (onTag ? make("button", { type: "button", class: "tag", tabindex: -1, "data-tag": name }, name) : make("span", { class: "tag" }, name));
  const facts = [article.site, minutesLine(article)].filter(Boolean).map((text) => make("li", {}, text));
  return make("ul", { class: "facts" }, ...facts, ...article.tags.map((name) => make("li", {}, tag(name))));
}

/** The row of an article; `at` is its place in the list from 0, `total` the length of the whole. */
export function row(article, { at, total, selected, current }) {
  const title = titleOf(article);
  const reach = current ? 0 : -1; // only the row with the focus has its buttons in the order of Tab
  const check = make("input", { type: "checkbox", class: "check", tabindex: reach, "aria-label": say("select", { title }), "data-do": "select" });
  check.checked = selected;
  const queue = button(article.queued ? "queued" : "queue", say(article.queued ? "unqueue_this" : "queue_this", { title }), article.queued ? "unqueue" : "queue", reach);
  const more = button("more", say("more_of", { title }), "more", reach);
  more.setAttribute("aria-haspopup", "true");
  return make("div", {
    class: selected ? "row selected" : "row", role: "listitem", "data-id": article.id, "aria-posinset": at + 1, "aria-setsize": total,
  },
    make("div", { class: "what" },
      make("a", { href: placeOf(article), dir: "auto", class: article.finished ? "title heard" : "title" }, title),
      factsOf(article, true), ...excerptOf(article), ...barOf(article)),
    check, make("div", { class: "acts" }, queue, more));
}

function button(name, label, deed, reach) {
  return make("button", { type: "button", class: `act ${name}`, "aria-label": label, title: label, tabindex: reach, "data-do": deed }, icon(name));
}

/** What was found, with the words that were searched for marked. */
function excerptOf({ excerpt }) {
  if (!excerpt) return [];
  const parts = excerpt.split(MARKS).map((text, index) => (index % 2 ? make("mark", {}, text) : text));
  return [make("p", { class: "excerpt", dir: "auto" }, ...parts)];
}

function barOf({ heard_fraction: heard, started, finished }) {
  if (!started || finished) return [];
  const bar = make("div", { class: "heardbar", "aria-hidden": "true" }); // the minutes left say it in words
  bar.style.setProperty("--heard", heard);
  return [bar];
}
