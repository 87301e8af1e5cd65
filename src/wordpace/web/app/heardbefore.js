/**
 * Passages that were heard in another article: marked in the text, and skipped if the listener wishes.
 *
 * Nothing is skipped in silence: one line says how much was heard and where, and the choice is made there, for this
 * article. A press on a marked sentence plays it anyway.
 */

import { make } from "../player/elements.js";
import { Request, State, Status } from "../player/names.js";
import { ask, of } from "./ask.js";
import { wishes } from "./wishes.js";
import { roughly, say, trouble } from "./words.js";

const NAME = "wordpace-heard-before"; // of the marks
const KEY = "wordpace-skip-heard"; // {article id: whether it skips}
const MOST = 300; // articles whose choice is remembered

export function connectHeardBefore({ player, request, panel }) {
  const box = panel("heardbefore");
  let passages = []; // {start, end, title, words}
  let length = 0; // of the article, in code points
  let skips = false;
  let wanted = null; // the passage that the listener went to, which is then heard

  async function refresh() {
    const { id } = player.api;
    try {
      const told = await ask(of(id, "/heard-before"));
      if (id !== player.api.id) return;
      ({ passages } = told);
      length = [...player.state.article.text].length;
    } catch (error) {
      if (!("status" in error)) throw error;
      box.title = trouble(error); // listening goes on without it
    }
    skips = choices()[id] ?? wishes()?.skip_heard === "skip";
    mark();
    draw();
  }

  function choose(way) {
    skips = way;
    remember(player.api.id, way);
    draw();
  }

  function draw() {
    if (!passages.length) return box.replaceChildren();
    const words = passages.reduce((sum, passage) => sum + passage.words, 0);
    const titles = [...new Set(passages.map(({ title }) => title ?? say("untitled")))];
    const told = { minutes: roughly((60 * words) / player.state.wpm), title: titles[0], count: titles.length - 1 };
    const way = (name, on) =>
      make("button", { type: "button", class: "quiet", "aria-pressed": String(skips === on), onclick: () => choose(on) }, say(name));
    box.replaceChildren(
      make("p", { role: "status" }, say(titles.length > 1 ? "heard_before_several" : "heard_before", told)),
      way("heard_skip", true), way("heard_keep", false));
  }

  function mark() {
    if (!globalThis.CSS?.highlights) return;
    CSS.highlights.set(NAME, new Highlight(...passages.flatMap(({ start, end }) => player.rangesOf(start, end))));
  }

  const at = (offset) => passages.find(({ start, end }) => start <= offset && offset < end) ?? null;

  /** Goes on behind a passage that begins to sound, and behind those that follow it at once. */
  function leap(offset) {
    let passage = at(offset);
    if (passage !== wanted) wanted = null;
    if (!passage || passage === wanted) return;
    for (let next = passage; next; next = at(passage.end + 1)) passage = next;
    request(Request.SEEK, { offset: passage.end + 1, play: true, leap: true });
    if (passage.end >= length) wanted = passage; // nothing follows: its last word is heard, and the article is over
  }

  function show(state, changed) {
    if (changed.has(State.ARTICLE) && state.article) {
      passages = [];
      draw();
      refresh();
    }
    if (changed.has(State.WPM)) draw();
    const sounds = state.status === Status.PLAYING && (changed.has(State.SENTENCE) || changed.has(State.STATUS));
    if (skips && sounds) leap(state.offset);
  }

  // Caught before the player obeys.
  player.addEventListener(Request.SEEK, ({ detail: { offset, leap: own } }) => { wanted = own ? null : at(offset); }, { capture: true });
  player.addEventListener("wordpace-text", mark);
  return { show };
}

function remember(id, skips) {
  const { [id]: _, ...others } = choices();
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(Object.entries({ ...others, [id]: skips }).slice(-MOST))));
  } catch {
    // No room: the choice then lasts as long as the page.
  }
}

function choices() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // storage is forbidden, or held something else
  }
}
