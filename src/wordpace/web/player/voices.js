/** The voices as the server knows them, and the getting of one that is not there yet. */

import { ApiError } from "./connection.js";

const ASK_EVERY = 700; // milliseconds, while a voice is being fetched

export class Voices {
  #api;
  #onChange;
  #asked = null; // id of the voice that was asked for last

  constructor(api, onChange) {
    this.#api = api;
    this.#onChange = onChange;
    this.list = Object.freeze([]);
    this.preset = null; // the default voice's id
  }

  async load() {
    const { default: preset, voices } = await this.#api.voices();
    this.preset = preset;
    this.list = Object.freeze(voices);
    this.#onChange(this.list);
  }

  find(id) {
    return this.list.find((voice) => voice.id === id);
  }

  /** Has a voice here; whether it is still the one that was asked for last. */
  async obtain(id) {
    this.#asked = id;
    if (this.find(id)?.state !== "ready") await this.get(id);
    return id === this.#asked;
  }

  /** Has the server get a voice and waits until it is there; throws an ApiError where it could not be had. */
  async get(id) {
    await this.#api.addVoice(id);
    for (;;) {
      await this.load();
      const voice = this.find(id);
      if (voice?.state === "ready") return;
      if (voice?.state !== "fetching") throw new ApiError(voice?.error ?? "", 422, "voice");
      await new Promise((wake) => setTimeout(wake, ASK_EVERY));
    }
  }
}
