/** The server's HTTP interface for the readers of a publisher: an article by its address, and a key to its audio. */

import { ApiError, Connection } from "./connection.js";
import { keptAt } from "./kept.js";

const FILE = new URL("icon.svg", import.meta.url); // that everybody may read
const EARLY = 60_000; // milliseconds before its end at which a key is renewed

export class EmbedApi {
  #server;
  #address;
  #place;
  #article = null;
  #renewing = null;

  constructor(root, address) {
    this.#server = new Connection(root);
    this.#address = address;
  }

  async article() {
    this.#article = await this.#ask();
    this.#place = keptAt(`wordpace-place ${this.#article.id}`);
    const place = this.#place.load();
    return { ...this.#article, position: place?.offset >= 0 ? place : null };
  }

  voices() {
    return this.#json("embed/voices");
  }

  voiceSampleUrl(id, wpm) {
    return this.#server.url(`embed/voices/${encodeURIComponent(id)}/sample`, { wpm }).href;
  }

  audioUrl({ voice, wpm }) {
    return this.#server.url(`embed/${this.#key}/audio`, { voice, wpm }).href;
  }

  /** An address of the audio that can be kept: it finds a key when it is used. */
  fileUrl({ voice, wpm }) {
    return this.#server.url("embed/audio", { url: this.#address, voice, wpm }).href;
  }

  async timings(query, signal) {
    if (Date.parse(this.#article.key_until) - Date.now() < EARLY) await this.#renew();
    const ask = () => this.#server.json(`embed/${this.#key}/timings`, { query, signal });
    try {
      return await ask();
    } catch (error) {
      if (error.code !== "expired") throw error;
      await this.#renew();
      return ask();
    }
  }

  /** The publisher's readers write nothing on the server: the place is kept here. */
  async savePosition(offset) {
    this.#place?.save({ offset });
  }

  /** Why a media address would not play; null where it answers well, or will with the new key. */
  async whyNot(url) {
    const error = await this.#server.whyNot(url);
    if (error?.code !== "expired") return error;
    await this.#renew();
    return null;
  }

  get #key() {
    return this.#article?.key;
  }

  #ask() {
    return this.#json("embed/article", { query: { url: this.#address } });
  }

  /** A server that does not trust this site lets it read no answer; that it is there is seen by a file of its own. */
  async #json(path, options) {
    try {
      return await this.#server.json(path, options);
    } catch (error) {
      if (error.code === "away" && !(await this.#server.whyNot(FILE).catch(() => error))) throw new ApiError("", 403, "not_trusted");
      throw error;
    }
  }

  #renew() {
    this.#renewing ??= this.#ask().then((article) => {
      if (article.text !== this.#article.text) throw new ApiError("", 409, "changed");
      this.#article = article;
    }).finally(() => { this.#renewing = null; });
    return this.#renewing;
  }
}
