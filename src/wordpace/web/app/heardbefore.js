/** Passages that were heard in another article: marked in the text, and skipped where the listener wants that. */

import { make } from "../player/elements.js";
import { Request, State, Status } from "../player/names.js";
import { ask, of } from "./ask.js";
import { wishes } from "./wishes.js";
import { roughly, say, trouble } from "./words.js";

const NAME = "wordpace-heard-before";

export function connectHeardBefore({ player, request, panel }) {
  const box = panel("heardbefore");
  let passages = [];
  let words = 0;
  let skips = false;

  async function refresh() {
    const { id } = player.api;
    try {
      const told = await ask(of(id, "/heard-before"));
      if (id !== player.api.id) return;
      ({ passages, words } = told);
    } catch (error) {
      if (!("status" in error)) throw error;
      box.title = trouble(error); // listening goes on without it
    }
    skips = passages.length > 0 && wishes()?.skip_heard === "skip";
    mark();
    draw();
  }

  function draw() {
    if (!passages.length) return box.replaceChildren();
    const minutes = roughly((60 * words) / player.state.wpm);
    const line = say("heard_before", { count: passages.length, title: passages[0].title ?? say("untitled"), minutes });
    const choose = make("button", { type: "button", class: "quiet", "aria-pressed": String(skips), onclick: () => { skips = !skips; draw(); } }, say(skips ? "heard_keep" : "heard_skip"));
    box.replaceChildren(make("p", { role: "status" }, skips ? `${line} ${say("heard_skipped")}` : line), choose);
  }

  function mark() {
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.set(NAME, new Highlight(...passages.flatMap(({ start, end }) => player.rangesOf(start, end))));
  }

  function show(state, changed) {
    if (changed.has(State.ARTICLE) && state.article) {
      passages = [];
      draw();
      refresh();
    }
    if (changed.has(State.WPM)) draw();
    if (!skips || !changed.has(State.OFFSET) || state.status !== Status.PLAYING) return;
    const inside = passages.find(({ start, end }) => state.offset >= start && state.offset < end - 1);
    if (inside) request(Request.SEEK, { offset: inside.end + 1, play: true });
  }

  player.addEventListener("wordpace-text", mark);
  return { show };
}
