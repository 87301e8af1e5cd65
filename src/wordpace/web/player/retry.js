/** Tries again what failed in passing, each time a little later. */

import { ApiError } from "./connection.js";

const LONGEST_WAIT = 30; // seconds between tries

export class Retry {
  #onError;
  #timer = null;
  #failures = 0;

  /** `onError(error)` hears each ApiError, also those that no waiting helps. */
  constructor(onError) {
    this.#onError = onError;
  }

  /** Runs `work`; where it fails in passing, runs `again` later, until that succeeds or `reset` is called. */
  async run(work, again) {
    clearTimeout(this.#timer);
    try {
      await work();
    } catch (error) {
      if (error.name === "AbortError") return; // stopped by ourselves
      if (!(error instanceof ApiError)) throw error;
      this.#onError(error);
      if (!error.passing) return;
      const wait = Math.max(error.after, Math.min(LONGEST_WAIT, 2 ** this.#failures++));
      this.#timer = setTimeout(() => this.run(again, again), wait * 1000);
    }
  }

  reset() {
    clearTimeout(this.#timer);
    this.#failures = 0;
  }
}
