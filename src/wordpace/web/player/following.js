/** The article that plays after this one, made ready ahead: its text, and when each of its sentences is heard. */

import { ApiError } from "./api.js";
import { Edition } from "./edition.js";

export class Following {
  #next = null; // {api, title, first}
  #ready = null;

  /** Takes what follows, or null, and makes it ready as far as that goes; what fails now is tried again in its turn. */
  async set(next, state) {
    this.#next = next;
    this.#ready = null;
    try {
      await this.prepare(state);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }

  /** {api, title, first, article, edition}, or null while it is not ready. */
  get ready() {
    return this.#ready;
  }

  /** Makes it ready and answers it; null where nothing follows. It begins with its own voice and pace, else the present. */
  async prepare({ voice, wpm }) {
    const next = this.#next;
    if (!next) return null;
    const article = await next.api.article();
    const edition = await new Edition(next.api, next.first.voice ?? voice, next.first.wpm ?? wpm).load();
    if (next === this.#next) this.#ready = { ...next, article, edition };
    return { ...next, article, edition };
  }
}
