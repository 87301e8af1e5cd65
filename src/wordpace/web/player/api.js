/** The server's HTTP interface, as the player needs it. */

import { Connection } from "./connection.js";

export { ApiError } from "./connection.js"; // what every request may throw

export class Api {
  #server;
  id; // of the article
  device = ""; // whose listening this is, where the page has several
  makesAhead = true; // who opens an article here means to hear it; of those who read a publisher's page, few

  constructor(server, articleId) {
    this.id = articleId;
    this.#server = new Connection(new URL("api/", new URL(server || "/", document.baseURI)));
    this.path = `articles/${encodeURIComponent(articleId)}`;
  }

  article() {
    return this.#json(this.path);
  }

  voices() {
    return this.#json("voices");
  }

  voiceSampleUrl(id, wpm) {
    return this.#url(`voices/${encodeURIComponent(id)}/sample`, { wpm }).href;
  }

  addVoice(id) {
    return this.#json(`voices/${encodeURIComponent(id)}`, { method: "POST", body: {} });
  }

  audioUrl({ voice, wpm }) {
    return this.#url(`${this.path}/audio`, { voice, wpm }).href;
  }

  /** The address of the audio as a file to keep. */
  fileUrl(asked) {
    return this.audioUrl(asked);
  }

  timings(query, signal) {
    return this.#json(`${this.path}/timings`, { query, signal });
  }

  /** Keeps a place; `at` is when the listener was there. */
  savePosition(offset, at) {
    const told = this.device && { device: this.device, at: at.toISOString(), now: new Date().toISOString() };
    // keepalive lets the last one through although the page is going away.
    return this.#json(`${this.path}/position`, { method: "PUT", body: { offset, ...told }, keepalive: true });
  }

  /** Keeps what is read: {what, treatment, block}; answers {text_start}: where that block is read now. */
  choose(choice) {
    return this.#json(`${this.path}/policy`, { method: "PUT", body: choice });
  }

  /** Ways to say something of the article, [{kind, said}], the present one first. */
  proposals(written) {
    return this.#json(`${this.path}/proposals`, { query: { written } });
  }

  sampleUrl(entry) {
    return this.#url("lexicon/sample", entry).href;
  }

  addEntry(entry) {
    return this.#json("lexicon", { method: "POST", body: { ...entry, article: this.id } });
  }

  /** Why a media address would not play: the server's own error, or null where it answers well. */
  whyNot(url) {
    return this.#server.whyNot(url);
  }

  #url(path, query) {
    return this.#server.url(path, query);
  }

  #json(path, options) {
    return this.#server.json(path, options);
  }
}
