/** The article that was listened to last, to go on with in one press; what comes next in the queue where it is none. */

import { make } from "../player/elements.js";
import { ask } from "./ask.js";
import { minutesLine, placeOf, titleOf } from "./row.js";
import { say, trouble } from "./words.js";

export async function showContinue(place) {
  try {
    const [{ articles: rows }, { articles: queue }] = await Promise.all([ask("articles", { query: { limit: 100 } }), ask("queue")]);
    const begun = [...rows, ...queue].filter(({ started, finished, position }) => started && !finished && position);
    const last = begun.toSorted((one, other) => other.position.updated_at.localeCompare(one.position.updated_at))[0] ?? queue[0];
    place.replaceChildren(...(last ? [card(last, begun.length > 0)] : []));
  } catch (error) {
    if (!("status" in error)) throw error;
    place.title = trouble(error); // the list below tells it
  }
}

function card(article, begun) {
  return make("a", { class: "continue", href: `${placeOf(article)}#play` },
    make("span", { class: "kicker" }, say(begun ? "continue" : "begin")),
    make("span", { class: "title", dir: "auto" }, titleOf(article)),
    make("span", { class: "soft" }, [article.site, minutesLine(article)].filter(Boolean).join(" · ")));
}
