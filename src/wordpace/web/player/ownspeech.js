/** The browser's own speech reads on while no server can be reached, and gives way as soon as one answers. */

import { State, Status, firstState } from "./names.js";
import { CodePoints } from "./timeline.js";

const USUAL = 180; // words per minute of a browser's voice at rate 1, roughly: nobody measures it
const RATES = [0.5, 4]; // beyond, most voices are refused or not understood
const STOPPED = new Set(["canceled", "interrupted"]); // errors of an utterance that tell of our own doing
const SILENCE = 4000; // milliseconds without a beginning after which a browser has no voice to read with
const NOTICE = Object.freeze({ code: "own_speech", message: "", status: 0, retries: true });

/** A store as the views know it. Around the server's: where that waits for a server in vain, its article is read by the browser. */
export class OwnSpeech {
  #store;
  #publish;
  #articleInPage;
  #at = null; // {offset, wpm} of what is being read; null while nothing is
  #refused = false; // the browser can't; not asked again before the next request

  /** `makeStore(publish)`; `articleInPage()` is the article as the page has it, for where the server never answered, or null. */
  constructor(makeStore, publish, articleInPage) {
    this.state = firstState({});
    this.#publish = publish;
    this.#articleInPage = articleInPage;
    this.#store = makeStore((state) => this.#follow(state));
    this.state = this.#store.state;
  }

  get script() {
    return this.#store.script;
  }

  get api() {
    return this.#store.api;
  }

  follow(next) {
    return this.#store.follow(next);
  }

  moveTo(offset) {
    this.#store.moveTo(offset);
  }

  load() {
    return this.#store.load();
  }

  leave() {
    this.#stop();
    this.#store.leave();
  }

  request(name, detail) {
    this.#refused = false;
    this.#store.request(name, detail);
  }

  #follow(state) {
    const inVain = state.status === Status.LOADING && state.notice?.code === "away";
    if (!inVain || this.#refused || !globalThis.speechSynthesis) this.#stop();
    else if (!state.article) return this.#lend(state);
    else if (state.offset !== this.#at?.offset || state.wpm !== this.#at.wpm) this.#read(state);
    this.#show(state);
  }

  /** The server never answered: the page's own text is read. */
  #lend(state) {
    const article = this.#articleInPage();
    if (article) this.#store.lend(article);
    else this.#show(state);
  }

  #show(state) {
    const before = this.state;
    this.state = this.#at ? Object.freeze({ ...state, status: Status.PLAYING, notice: NOTICE, speech: "browser" }) : state;
    const changed = new Set(Object.values(State).filter((name) => this.state[name] !== before[name]));
    if (changed.size) this.#publish(this.state, changed);
  }

  #read({ article, offset, wpm }) {
    this.#stop();
    this.#at = { offset, wpm };
    this.#say(article, this.script.sentenceAt(offset), offset, this.#at);
  }

  /** Reads a sentence from a place on, then the next, for as long as `reading` is what is being read. */
  #say(article, sentence, offset, reading) {
    const { text } = article.sentences[sentence];
    const places = new CodePoints(text);
    const { start } = this.script.sentences[sentence];
    const from = places.toUnits(offset - start);
    const utterance = new SpeechSynthesisUtterance(text.slice(from));
    utterance.lang = article.language || document.documentElement.lang;
    utterance.rate = Math.min(RATES[1], Math.max(RATES[0], reading.wpm / USUAL));
    const now = (work) => (event) => reading === this.#at && work(event);
    const silent = setTimeout(now(() => this.#fail()), SILENCE);
    utterance.onstart = () => clearTimeout(silent);
    utterance.onboundary = now(({ name, charIndex }) => name !== "sentence" && this.#move(start + places.toPoints(from + charIndex)));
    utterance.onerror = now(({ error }) => STOPPED.has(error) || this.#fail());
    utterance.onend = now(() => this.#next(article, sentence + 1, reading));
    speechSynthesis.speak(utterance);
  }

  #next(article, sentence, reading) {
    if (sentence === article.sentences.length) return this.#store.finish();
    const { start } = this.script.sentences[sentence];
    this.#move(start);
    this.#say(article, sentence, start, reading);
  }

  /** Lights the word at a place. */
  #move(offset) {
    this.#at.offset = offset;
    this.#store.place(offset);
  }

  #fail() {
    this.#refused = true;
    this.#follow(this.#store.state);
  }

  #stop() {
    if (!this.#at) return;
    this.#at = null;
    speechSynthesis.cancel();
  }
}
