/** One edition: an article in a voice at a pace, its address and its times. */

import { ApiError } from "./connection.js";
import { Timeline } from "./timeline.js";

const WINDOW = 12; // sentences that are asked about at a time
const SOON = 0.4; // seconds: a sentence that begins this soon is too near to take over at
const PATIENCE = 500; // milliseconds between two questions about the same sentences

export class Edition {
  timeline = null; // known once loaded
  #api;
  #stop = new AbortController();
  #loading = null;
  #asked = -Infinity; // when sentences were asked about last

  constructor(api, voice, wpm) {
    this.#api = api;
    this.voice = voice;
    this.wpm = wpm;
    this.made = wpm; // the pace of its sound: another one where, offline, that is all that is kept
  }

  /** Asked for each time: the key in it may be a new one. */
  get url() {
    return this.#api.audioUrl(this);
  }

  is(voice, wpm) {
    return voice === this.voice && wpm === this.wpm;
  }

  /** Asks when every sentence is heard: that is certain before anything is made. */
  async load() {
    if (!this.timeline) await (this.#loading ??= this.#learn().finally(() => { this.#loading = null; }));
    return this;
  }

  async #learn() {
    const timings = await this.#ask({});
    this.made = timings.wpm;
    this.timeline = new Timeline(timings);
  }

  /** Where this takes over from what is heard: {sentence, start, at: the moment in it}, the sentence made; null where none follows. */
  async meet(heard, sentence, time, rate) {
    await heard.load();
    const next = heard.timeline.sentenceAfter(sentence, time + SOON * rate);
    if (!next) return null; // it ends before
    await Promise.all([this.make(0), this.make(next.index)]); // a browser looks into the beginning first
    return { sentence: next.index, start: next.start, at: heard.timeline.silenceBefore(next) };
  }

  /** How fast its sound is played to be heard at its pace. */
  get rate() {
    return this.wpm / this.made;
  }

  /** Has a sentence made, and learns when its words are heard. */
  async make(sentence) {
    if (!this.timeline.isExact(sentence)) this.timeline.add(await this.#ask({ from: sentence, count: 1, exact: true }));
  }

  /** The same, where nobody waits for it yet: what fails is told when somebody does. */
  async makeAhead(sentence) {
    try {
      await this.make(sentence);
    } catch (error) {
      if (!(error instanceof ApiError) && error.name !== "AbortError") throw error;
    }
  }

  /** Learns when the words of the next sentences are heard, as far as they are made by now. */
  async follow(sentence) {
    const last = this.timeline.sentences.length - 1;
    if (this.timeline.isExact(sentence) && this.timeline.isExact(Math.min(sentence + 1, last))) return;
    if (performance.now() - this.#asked < PATIENCE) return;
    this.#asked = performance.now();
    this.timeline.add(await this.#ask({ from: sentence, count: WINDOW }));
  }

  /** When a place is heard; its sentence is made first where only that tells. */
  async timeOf(offset, sentence) {
    if (offset > this.timeline.firstPlaceOf(sentence)) await this.make(sentence);
    return this.timeline.timeOf(offset);
  }

  close() {
    this.#stop.abort();
  }

  #ask(query) {
    return this.#api.timings({ voice: this.voice, wpm: this.wpm, ...query }, this.#stop.signal);
  }
}
