/**
 * What of the article was heard before in another: marked in the text, and skipped if the listener wishes.
 *
 * Nothing is skipped in silence: one line says how much was heard where, and the choice is made there.
 */

import { ApiError } from "./connection.js";
import { make } from "./elements.js";
import { Highlights, Request, State, Status } from "./names.js";
import { secondsFor } from "./timeline.js";

const KEY = "wordpace-skip-heard"; // {article id: "skip" | "hear"}
const MOST = 300; // articles whose choice is remembered
const LEAST = 5; // words below which nothing is worth a line

const STYLE = `::highlight(${Highlights.HEARD}) { color: var(--wordpace-heard, light-dark(#6b6558, #a39b8b)); text-decoration: underline dotted 1px; }`;

/** `api()` is the present article's, `script()` its words, `text()` the article in the page. Returns {element, show, mark}. */
export function heardBefore(ask, { say, roughly }, { api, script, text }) {
  const told = make("p", { class: "told" });
  const skip = choice("skip", say("heard_skip"));
  const hear = choice("hear", say("heard_hear"));
  const element = make("div", { class: "heard", part: "heard", role: "status", hidden: true }, told,
    make("div", { class: "ways", role: "group", "aria-label": say("heard_ways") }, skip, hear));
  let article = null;
  let passages = []; // {start, end, words, title, first, last: its sentences}
  let way = "hear";
  let wanted = null; // the passage that the listener went to, which is then heard

  function choice(name, label) {
    const pick = () => {
      way = name;
      remember(article, name);
      tell();
    };
    return make("button", { type: "button", class: "way", onclick: pick }, label);
  }

  async function load(id) {
    article = id;
    passages = [];
    element.hidden = true;
    mark();
    const [answer, usual] = await Promise.all([api().heardBefore(), api().settings()]);
    if (article !== id || answer.words < LEAST) return;
    passages = answer.passages.map((each) => ({ ...each, first: script().sentenceAt(each.start), last: script().sentenceAt(each.end - 1) }));
    way = remembered(id) ?? (usual.skip_heard === "skip" ? "skip" : "hear");
    element.hidden = false;
    mark();
  }

  function mark() {
    text()?.mark(Highlights.HEARD, passages.flatMap(({ first, last }) => range(first, last)), STYLE);
  }

  function tell(wpm = element.dataset.wpm) {
    element.dataset.wpm = wpm;
    const time = roughly(secondsFor(passages.reduce((sum, { words }) => sum + words, 0), wpm));
    const titles = [...new Set(passages.map(({ title }) => title ?? say("untitled")))];
    const where = { time, title: titles[0], count: titles.length - 1 };
    told.textContent = say(titles.length > 1 ? "heard_in_several" : "heard_in", where);
    skip.setAttribute("aria-pressed", way === "skip");
    hear.setAttribute("aria-pressed", way === "hear");
  }

  const inside = (sentence) => passages.find(({ first, last }) => first <= sentence && sentence <= last);

  /** Goes on behind a passage that begins to sound, unless the listener asked for that one. */
  function leap(sentence) {
    const passage = inside(sentence);
    if (passage !== wanted) wanted = null;
    if (!passage || passage === wanted || way !== "skip") return;
    let after = passage.last + 1;
    while (inside(after)) after = inside(after).last + 1;
    const { sentences, words } = script();
    ask(Request.SEEK, { offset: sentences[after]?.start ?? words.at(-1).start, play: true, leap: true });
  }

  return {
    element,
    mark,
    /** The listener goes to a place: what was heard before and is there is heard again. */
    asked({ offset, leap: own }) {
      wanted = own ? null : inside(script().sentenceAt(offset)) ?? null;
    },
    show(state, changed) {
      if (changed.has(State.ARTICLE) && state.article && state.article.id !== article) {
        load(state.article.id).then(() => tell(state.wpm)).catch(unlessAway);
      }
      if (!passages.length) return;
      if (changed.has(State.WPM)) tell(state.wpm);
      if (state.status === Status.PLAYING && (changed.has(State.SENTENCE) || changed.has(State.STATUS))) leap(state.sentence);
    },
  };
}

/** It is only an offer: where the server can't tell, the article plays without it. */
function unlessAway(error) {
  if (!(error instanceof ApiError)) throw error;
}

function range(first, last) {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function remembered(id) {
  const way = choices()[id];
  return ["skip", "hear"].includes(way) ? way : null;
}

function remember(id, way) {
  const { [id]: _, ...others } = choices();
  const kept = Object.entries({ ...others, [id]: way }).slice(-MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Private windows and full disks refuse; the choice then lasts as long as the page.
  }
}

function choices() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}
