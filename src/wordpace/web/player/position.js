/** Tells the server where the listener is: at most every second, and at once when asked to. */

const INTERVAL = 1000; // milliseconds
const AGAIN = 5000; // milliseconds after which one that did not arrive is sent again

export class Position {
  #save;
  #tell;
  #saved = null;
  #noted = null;
  #at = null; // when it was noted
  #timer = null;
  #last = 0;

  /** `save(offset, at)` sends it and returns a promise; `tell(error or null)` hears how it went. */
  constructor(save, tell) {
    this.#save = save;
    this.#tell = tell;
  }

  note(offset) {
    this.#noted = offset;
    this.#at = new Date();
    const wait = this.#last + INTERVAL - Date.now();
    this.#timer ??= setTimeout(() => this.flush(), Math.max(0, wait));
  }

  async flush() {
    clearTimeout(this.#timer);
    this.#timer = null;
    const offset = this.#noted;
    if (offset === null || offset === this.#saved) return;
    this.#last = Date.now();
    try {
      await this.#save(offset, this.#at);
      this.#saved = offset;
      this.#tell(null);
    } catch (error) {
      this.#tell(error);
      this.#timer ??= setTimeout(() => this.flush(), AGAIN);
    }
  }
}
