/** The article that follows in the queue: shown, made ready, and gone on with by itself. */

import { make } from "../player/elements.js";
import { Request, State } from "../player/names.js";
import { ask } from "./ask.js";
import { on, onAgain } from "./events.js";
import { minutesLine, placeOf, titleOf } from "./row.js";
import { fetchPage } from "./swap.js";
import { attempt } from "./toast.js";
import { say } from "./words.js";

export function connectUpNext({ player, request, panel }) {
  const box = panel("upnext");
  let next = null;

  async function refresh() {
    const { articles } = await ask("queue");
    const id = player.api.id;
    const at = articles.findIndex((each) => each.id === id);
    const found = articles[at + 1] ?? articles.find((each) => each.id !== id) ?? null;
    if (found?.id === next?.id) return draw(found);
    next = found;
    draw(next);
    const page = next && (await fetchPage(next.id));
    if (next !== found) return; // the queue changed meanwhile
    player.next = next && { id: next.id, title: titleOf(next), first: firstOf(page) };
  }

  function draw(article) {
    if (!article) return box.replaceChildren();
    box.replaceChildren(
      make("p", {}, make("span", { class: "kicker" }, say("up_next")), make("a", { class: "title", href: placeOf(article), dir: "auto" }, titleOf(article)),
        make("span", { class: "soft" }, [article.site, minutesLine(article)].filter(Boolean).join(" · "))),
      make("button", { type: "button", class: "quiet", onclick: () => request(Request.NEXT) }, say("play_now")));
  }

  on("queue", () => attempt(refresh));
  onAgain(() => attempt(refresh));

  function show(state, changed) {
    if (!changed.has(State.ARTICLE) || !state.article) return;
    next = null;
    attempt(refresh);
  }

  return { show };
}

/** The voice and the pace that an article begins with, as its page says. */
function firstOf(page) {
  const player = page?.querySelector("wordpace-player");
  return { voice: player?.getAttribute("first-voice"), wpm: player?.getAttribute("first-wpm") };
}
