/** What can be done with the article on its page: queue it, make it ready, say that it was heard, keep its source's pace. */

import { make } from "../player/elements.js";
import { State } from "../player/names.js";
import { ask, of } from "./ask.js";
import { on } from "./events.js";
import { attempt, tell } from "./toast.js";
import { saveWishes, wishes } from "./wishes.js";
import { say } from "./words.js";

export function toolsOf({ player }) {
  const box = make("div", { class: "tools", role: "group", "aria-label": say("article_tools") });
  document.getElementById("panels").append(box);
  const button = (text, onclick) => make("button", { type: "button", class: "quiet", onclick }, text);
  const queue = button(say("deed_queue"), () => attempt(toggle));
  const pace = button("", () => attempt(keepPace));
  const prepare = button(say("prepare"), () => player.dispatchEvent(new Event("wordpace-prepare")));
  const finish = button(say("finish_this"), () => attempt(finished));
  let queued = false;

  async function refresh() {
    const { articles } = await ask("queue");
    queued = articles.some(({ id }) => id === player.api.id);
    queue.textContent = say(queued ? "deed_unqueue" : "deed_queue");
  }

  async function toggle() {
    const { id } = player.api;
    if (queued) await ask(`queue/${encodeURIComponent(id)}`, { method: "DELETE" });
    else await ask("queue", { method: "POST", body: { id, place: "last" } });
    await refresh();
  }

  async function finished() {
    const { id } = player.api;
    await ask(of(id), { method: "PATCH", body: { finished: true } });
    tell(say("finished_told"), () => ask(of(id), { method: "PATCH", body: { finished: false, archived: false } }));
  }

  async function keepPace() {
    const site = siteOf(player.state.article);
    const wpm = player.state.wpm;
    await saveWishes({ paces: { ...wishes().paces, [site]: wpm } });
    tell(say("site_pace_set", { site, wpm: Math.round(wpm) }));
  }

  on("queue", () => attempt(refresh));

  function show({ article }, changed) {
    if (!changed.has(State.ARTICLE) || !article) return;
    const site = siteOf(article);
    pace.textContent = say("site_pace", { site });
    box.replaceChildren(queue, prepare, finish, ...(site ? [pace] : []));
    attempt(refresh);
  }

  return { show };
}

/** The host of an article's address without www, as the server names sources; "" where it has none. */
export function siteOf({ url }) {
  if (!URL.canParse(url)) return "";
  const { protocol, hostname } = new URL(url);
  return /^https?:$/.test(protocol) ? hostname.replace(/^www\./, "") : "";
}
