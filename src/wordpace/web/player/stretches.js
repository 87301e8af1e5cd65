/** Tells the server which stretches of the article were heard, so that it knows them again and can sum them up. */

import { Request, State, Status } from "./names.js";

const EVERY = 15000; // milliseconds of listening after which a stretch is told although it goes on
const KEY = "wordpace-heard"; // what could not be told yet
const MOST = 500; // stretches that wait for the server
const JUMPS = [Request.SEEK, Request.SCRUB, Request.SKIP, Request.SKIP_WORD, Request.SKIP_SENTENCE];

/** `api()` is the present article's; `script()` its words. Returns {show(state, changed), end()}. */
export function stretches(element, api, script) {
  let now = null; // {article, from, to, wpm, began, startedAt} of the stretch that is being heard

  const end = () => {
    const told = now;
    now = null;
    if (!told || told.to <= told.from) return;
    const { article, from, to, wpm, began, startedAt } = told;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    tell(api(), { article, device: deviceOf(api()), from, to, seconds, wpm, started_at: startedAt });
  };

  // Caught before the player obeys: what was heard ends where the listener leaves it.
  for (const name of JUMPS) element.addEventListener(name, end, { capture: true });
  addEventListener("pagehide", end);

  return {
    end,
    show(state, changed) {
      if (now && (state.status !== Status.PLAYING || state.wpm !== now.wpm || changed.has(State.ARTICLE))) end();
      if (state.status !== Status.PLAYING || !state.article) return;
      const word = script().words[state.word];
      if (!word) return;
      now ??= {
        article: state.article.id, from: word.start, to: word.start, wpm: state.wpm, began: performance.now(), startedAt: localTime(new Date()),
      };
      if (word.end < now.from || word.end - now.to > 2000) return end(); // the place jumped
      now.to = Math.max(now.to, word.end);
      if (performance.now() - now.began >= EVERY) end();
    },
  };
}

/** Sends a stretch, and those that wait; what does not arrive waits for the next. */
async function tell(api, stretch) {
  const waiting = [...stored(), stretch].slice(-MOST);
  store(waiting); // first, so that it is there should the page go away meanwhile
  for (const each of waiting) {
    try {
      await api.tellHeard(each);
    } catch (error) {
      if (error.passing ?? true) return;
      // The server can't use it, and never will: the article may be gone.
    }
    store(stored().filter(({ started_at: at, device }) => at !== each.started_at || device !== each.device));
  }
}

function stored() {
  try {
    const waiting = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(waiting) ? waiting : [];
  } catch {
    return [];
  }
}

function store(waiting) {
  try {
    if (waiting.length) localStorage.setItem(KEY, JSON.stringify(waiting));
    else localStorage.removeItem(KEY);
  } catch {
    // Private windows and full disks refuse; the stretch is then told now or never.
  }
}

const unnamed = globalThis.crypto?.randomUUID?.() ?? String(Math.random()).slice(2);

function deviceOf(api) {
  return api.device || unnamed;
}

/** ISO 8601 with the listener's own offset, which tells the server the listener's day. */
function localTime(date) {
  const minutes = -date.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const here = new Date(date.getTime() + minutes * 60000).toISOString().slice(0, -1);
  return `${here}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}
