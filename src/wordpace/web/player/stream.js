/** One stream of an edition (a voice at a pace from a sentence on) and its timeline, asked for until complete. */

import { Timeline } from "./timeline.js";

const AT_ONCE = 80; // milliseconds between questions while a word is waited for
const SOON = 250; // while the listener is close to what is made
const LATER = 1500;
const COMFORT = 30; // seconds made ahead of the listener that allow slower questions
const LONGEST = 15_000; // milliseconds between questions to a server that does not answer

export class Stream {
  timeline = new Timeline();
  #api;
  #stop = new AbortController();
  #waiters = [];

  /** `edition` is {voice, wpm, from: index of its first sentence}. */
  constructor(api, edition) {
    this.#api = api;
    this.edition = Object.freeze({ ...edition });
    this.url = api.audioUrl(edition);
  }

  /** Asks once for what is new. A stream whose audio nobody asked for yet has no words, and is not complete. */
  async refresh() {
    this.timeline.add(await this.#api.timings(this.edition, this.timeline.next, this.#stop.signal));
    this.#wake();
  }

  /** Asks until complete or closed. `heard()` is the time the listener has reached; `tell(error or null)` each answer. */
  async follow(heard, tell) {
    let failures = 0;
    while (!this.timeline.complete && !this.closed) {
      try {
        await this.refresh();
        failures = 0;
        tell(null);
      } catch (error) {
        if (this.closed) return;
        failures += 1;
        tell(error);
      }
      const ahead = this.timeline.duration - heard();
      const pause = this.#waiters.length ? AT_ONCE : ahead > COMFORT ? LATER : SOON;
      await new Promise((wake) => setTimeout(wake, Math.min(LONGEST, pause * 2 ** failures)));
    }
  }

  /** When a place is heard, as soon as that is known; null where the stream ends or is closed without it. */
  async timeOf(offset) {
    for (;;) {
      const time = this.timeline.timeOf(offset);
      if (time !== null || this.timeline.complete || this.closed) return time;
      await new Promise((wake) => this.#waiters.push(wake));
    }
  }

  get closed() {
    return this.#stop.signal.aborted;
  }

  close() {
    this.#stop.abort();
    this.#wake();
  }

  #wake() {
    this.#waiters.splice(0).forEach((wake) => wake());
  }
}
