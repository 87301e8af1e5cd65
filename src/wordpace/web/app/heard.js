/** Tells the server which stretches were heard, for the statistics and for what is new; each is sent until it arrived. */

import { Status } from "../player/names.js";
import { ours } from "../player/root.js";
import { ask } from "./ask.js";

const KEY = ours("wordpace-heard");
const LONGEST = 30; // seconds of listening, after which a stretch is sent and another begins
const SHORTEST = 1; // seconds that count
const MOST = 300; // stretches that wait for a server

export class Heard {
  #device;
  #stretch = null; // {article, from, to, wpm, began, seconds: until the last state}
  #sending = false;

  constructor(device) {
    this.#device = device;
  }

  /** Looks at each state of the player; `id` is the article's. */
  follow(id, { status, offset, wpm }) {
    if (status !== Status.PLAYING) return this.close();
    const now = Date.now();
    if (this.#stretch && (this.#stretch.article !== id || offset < this.#stretch.to)) this.close();
    this.#stretch ??= { article: id, from: offset, to: offset, wpm, began: now, last: now };
    Object.assign(this.#stretch, { to: offset, last: now });
    if (now - this.#stretch.began > 1000 * LONGEST) this.close();
  }

  /** Ends the stretch and sends it. */
  close() {
    const stretch = this.#stretch;
    this.#stretch = null;
    if (!stretch) return;
    const seconds = (stretch.last - stretch.began) / 1000;
    if (seconds < SHORTEST || seconds > 4 * LONGEST || stretch.to <= stretch.from) return; // a computer that slept heard nothing
    const { article, from, to, wpm, began } = stretch;
    keep([...waiting(), { article, device: this.#device, from, to, seconds, wpm, started_at: localTime(new Date(began)) }]);
    this.#send();
  }

  /** Sends what waits, the oldest first; the same stretch twice counts once. */
  async #send() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let [first] = waiting(); first; [first] = waiting()) {
        await ask("heard", { method: "POST", body: first, keepalive: true }).catch(forgive);
        keep(waiting().filter(({ started_at: began }) => began !== first.started_at));
      }
    } catch (error) {
      if (!error.passing) throw error; // sent with the next stretch
    } finally {
      this.#sending = false;
    }
  }
}

/** ISO 8601 with the listener's own offset, which tells the server the listener's day. */
function localTime(date) {
  const minutes = -date.getTimezoneOffset();
  const two = (number) => String(Math.floor(Math.abs(number))).padStart(2, "0");
  const here = new Date(date.getTime() + 60000 * minutes).toISOString().slice(0, -1);
  return `${here}${minutes < 0 ? "-" : "+"}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/** What the server will never take (its article is gone) waits for nothing. */
function forgive(error) {
  if (error.passing || !("status" in error)) throw error;
}

function waiting() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept : [];
  } catch {
    return []; // storage is forbidden, or held something else
  }
}

function keep(stretches) {
  try {
    localStorage.setItem(KEY, JSON.stringify(stretches.slice(-MOST)));
  } catch {
    // No room: statistics are what can be done without.
  }
}
