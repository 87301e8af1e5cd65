/** What the app adds to an article's page: what follows, other devices, what was heard, how much of it is made. */

import { make } from "../player/elements.js";
import { Request, STATE_EVENT, State, Status } from "../player/names.js";
import { ask, of } from "./ask.js";
import { device } from "./device.js";
import { connectElsewhere } from "./elsewhere.js";
import { keepWhile, on } from "./events.js";
import { Heard } from "./heard.js";
import { connectHeardBefore } from "./heardbefore.js";
import { connectMaking } from "./making.js";
import { showAnother } from "./swap.js";
import { attempt, tell } from "./toast.js";
import { toolsOf } from "./tools.js";
import { connectUpNext } from "./upnext.js";
import { loadWishes } from "./wishes.js";
import { say } from "./words.js";

const player = document.querySelector("wordpace-player");
await customElements.whenDefined("wordpace-player");
// It has an article to tell of only once it is built, and another device may be heard of before.
if (!player.state) await new Promise((built) => player.addEventListener(STATE_EVENT, built, { once: true }));
const panels = document.getElementById("panels");
const heard = new Heard(device.id);
player.device = device.id;

const playing = () => [Status.PLAYING, Status.LOADING].includes(player.state?.status);
keepWhile(playing);

const context = {
  player, playing,
  get id() { return player.api.id; },
  request: (name, detail) => player.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail })),
  panel: (name) => panels.appendChild(make("div", { class: `panel ${name}`, role: "group" })),
};
const parts = [connectElsewhere(context), connectHeardBefore(context), connectUpNext(context), connectMaking(context), toolsOf(context)];

document.addEventListener(STATE_EVENT, ({ target, detail: { state, changed } }) => target === player && show(state, changed));
show(player.state, new Set(Object.values(State)));

function show(state, changed) {
  if (changed.has(State.ARTICLE) && state.article) begin(state);
  for (const part of parts) part.show?.(state, changed);
  heard.follow(context.id, state);
  if (changed.has(State.STATUS) && state.status === Status.ENDED) finish(context.id);
}

/** An article is there: the first, or the one that followed. */
function begin({ article }) {
  if (article.id !== document.querySelector("article").dataset.id) showAnother(article, player);
  if (location.hash === "#play") {
    history.replaceState(null, "", location.pathname);
    queueMicrotask(() => context.request(Request.PLAY));
  }
}

/** Heard to its end: it leaves the queue, and goes to the archive where that is wished. */
function finish(id) {
  heard.close();
  attempt(() => ask(of(id), { method: "PATCH", body: { finished: true } }));
}

// A stretch ends where the listener jumps.
for (const name of [Request.SEEK, Request.SCRUB, Request.SKIP, Request.SKIP_WORD, Request.SKIP_SENTENCE, Request.NEXT, Request.PACE]) {
  player.addEventListener(name, () => heard.close(), { capture: true });
}
addEventListener("pagehide", () => heard.close());

on("library", ({ ids, what }) => {
  if (what !== "deleted" || !ids.includes(context.id)) return;
  const { id } = context;
  tell(say("was_deleted"), () => ask(of(id, "/restore"), { method: "POST", body: {} }), say("deed_restore"));
});
await attempt(loadWishes);
