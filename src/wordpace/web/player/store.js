/** Requests in, state out. The only module that touches the <audio> element. */

import { ApiError } from "./connection.js";
import { Edition } from "./edition.js";
import { Following } from "./following.js";
import { Frames } from "./frames.js";
import { Request, Status, firstState } from "./names.js";
import { Position } from "./position.js";
import { loadPreferences, savePreferences } from "./preferences.js";
import { measured, skipsTo } from "./measure.js";
import { Retry } from "./retry.js";
import { FASTEST, ONE_X, SLOWEST, Script } from "./timeline.js";
import { Voices } from "./voices.js";

const SETTLE = 300; // milliseconds without another change of pace before its edition is asked for
const STALLED = 5000; // milliseconds without sound after which a connection is given up
const AHEAD = 0.008; // seconds: half a frame, so that a word is lit as often before its time as after it

export class Store {
  #audio;
  api; // of the article that is there
  #publish;
  #voices;
  #position;
  #first; // {voice, wpm} to begin with, where the listener set them
  #following = new Following();
  script = new Script([]); // the article's words and sentences as places
  #edition = null; // of the present voice and pace
  #heard = null; // the edition that the <audio> element plays; another one for a moment after a change of pace
  #change = null; // {sentence, at: seconds in what is heard}: where what is heard gives way to the present edition
  #wanted = false; // the listener wants to hear
  #lent = false; // the article is the page's own text, until the server can be asked
  #turn = 0; // of the latest seek; an older one that is still waiting gives up
  #seeking = false; // the place is ahead of the sound
  #settling = null;
  #frames = new Frames(() => this.#tick(), () => this.#heard && !this.#audio.paused);
  #stall = null;
  #retry = new Retry((error) => this.#failed(error));

  /** `publish(state, changed)` is called with a frozen state and the set of its changed fields. */
  constructor(audio, api, publish, first = {}) {
    this.#audio = audio;
    this.#publish = publish;
    this.#first = first;
    this.#serve(api);
    this.#voices = new Voices(api, (voices) => this.#set({ voices }));
    this.state = firstState({ wpm: loadPreferences(first).wpm ?? ONE_X });
    Object.assign(audio, { controls: false, preload: "none", preservesPitch: true });
    this.#close();
    audio.addEventListener("playing", () => this.#sounds());
    audio.addEventListener("waiting", () => this.#waits());
    // The browser or a headset paused the sound.
    audio.addEventListener("pause", () => this.#wanted && this.#heard && !audio.ended && !audio.error && this.#pause());
    audio.addEventListener("timeupdate", () => this.#tick());
    audio.addEventListener("ended", () => this.#try(() => this.#ended()));
    audio.addEventListener("error", () => this.#try(() => this.#broken()));
  }

  load = () => this.#try(() => this.#load());
  leave = () => this.#position.flush(); // called when the page goes away

  /** What plays when this article has ended: {api, title, first}, or null; it is made ready at once. */
  follow(next) {
    this.#set({ next: next?.title ?? null });
    return this.#following.set(next, this.state);
  }

  /** Shows a place that another device told; it is not kept as one of this. */
  moveTo(offset) {
    this.#close();
    this.place(this.script.words[this.script.wordAt(offset)]?.start ?? 0);
  }

  request = (name, detail) => (name in skipsTo ? this.#seek(skipsTo[name](detail, this.state, this.#plan)) : this.#requests[name]?.(detail ?? {}));

  #requests = {
    [Request.PLAY]: () => this.#play(),
    [Request.PAUSE]: () => this.#pause(),
    [Request.SEEK]: ({ offset, play = false }) => this.#seek(offset, play),
    [Request.VOICE]: ({ id }) => this.#try(() => this.#chooseVoice(id)),
    [Request.PACE]: ({ wpm }) => this.#choosePace(wpm),
    [Request.NEXT]: () => this.#onward(),
    [Request.RETRY]: () => this.#again(),
  };

  // What is there

  #serve(api) {
    this.api = api;
    this.#position = new Position((offset, at) => api.savePosition(offset, at), (error) => this.#tell(error));
  }

  async #load() {
    const [article] = await Promise.all([this.api.article(), this.#voices.load()]);
    const remembered = this.#voices.find(loadPreferences(this.#first).voice);
    this.#begin(article, { voice: remembered?.state === "ready" ? remembered.id : this.#voices.preset });
    await this.#ready();
  }

  /** What is pressed next is most often play: its sentence is being made then. What fails is told when it is pressed. */
  async #ready() {
    const edition = await this.#present();
    if (this.api.makesAhead && !this.#wanted) edition.makeAhead(this.state.sentence);
  }

  /** Shows an article, and the place where the listener was. */
  #begin(article, values) {
    this.script = new Script(article.sentences);
    const { start, resumed } = this.#lent ? { start: this.state.offset } : this.script.resumeAt(article.position?.offset ?? 0);
    this.#lent = false;
    this.#set({ article, ...values });
    this.place(start);
    this.#set({ resumed: resumed ?? false });
  }

  /** Takes an article as the page has it, for as long as the server's can't be had. */
  lend(article) {
    this.#begin(article, {});
    this.#lent = true;
  }

  #onward = (go = () => this.#goOn()) => this.#retry.run(go, go);

  /** Goes on with what follows: nothing is waited for where it is ready, so that a locked screen goes on, too. */
  async #goOn() {
    const next = this.#following.ready ?? (await this.#following.prepare(this.state));
    if (!next) return;
    this.#position.flush();
    this.#close();
    this.#serve(next.api);
    this.#edition = next.edition;
    const { voice = this.state.voice, wpm = this.state.wpm } = next.first;
    this.#begin(next.article, { voice, wpm, next: null, status: Status.PAUSED, notice: null });
    await this.#play();
  }

  /** The edition of the present voice and pace, with its times. */
  async #present() {
    const edition = await this.#chosen().load();
    this.#measure();
    return edition;
  }

  /** The same, whether its times are known or not. */
  #chosen() {
    const { voice, wpm } = this.state;
    if (!this.#edition?.is(voice, wpm)) {
      if (this.#edition !== this.#heard) this.#edition?.close();
      this.#edition = this.#heard?.is(voice, wpm) ? this.#heard : new Edition(this.api, voice, wpm);
    }
    return this.#edition;
  }

  // Playing

  #play() {
    this.#wanted = true;
    if (this.state.status === Status.ENDED) this.place(0);
    this.#set({ status: Status.LOADING, resumed: false });
    if (this.#heard && !this.#audio.error) return this.#start();
    return this.#try(() => this.#open());
  }

  #pause() {
    this.#wanted = false;
    this.#retry.reset();
    this.#audio.pause();
    if (this.state.article) this.#set({ status: Status.PAUSED });
    this.#position.flush();
  }

  async #start() {
    try {
      await this.#audio.play();
    } catch (error) {
      // NotAllowedError: the browser wants a click first. AbortError: another address or a pause came between.
      if (error.name === "NotAllowedError") this.#pause();
    }
  }

  /** Plays the present edition from the place on. */
  async #open() {
    const turn = ++this.#turn;
    this.#close();
    this.#set({ status: Status.LOADING });
    if (!this.state.article || this.#lent) await this.#load();
    const { offset } = this.state;
    // Where the beginning is heard needs no asking.
    const time = offset <= (this.script.words[0]?.start ?? 0) ? 0 : await (await this.#present()).timeOf(offset, this.script.sentenceAt(offset));
    if (turn !== this.#turn) return;
    const edition = this.#chosen();
    this.#hear(edition, time);
    if (!edition.timeline) await this.#present();
    if (edition === this.#heard) this.#audio.playbackRate = edition.rate;
  }

  /** Gives the <audio> element an edition to play from a time on. */
  #hear(edition, time) {
    this.#heard = edition;
    this.#change = null;
    this.#audio.src = edition.url;
    this.#audio.playbackRate = edition.rate;
    if (time) this.#audio.currentTime = time;
    this.#seeking = false;
    if (this.#wanted) this.#start();
  }

  #close() {
    if (this.#heard !== this.#edition) this.#heard?.close();
    this.#heard = null;
    this.#change = null;
    this.#seeking = false;
    clearTimeout(this.#settling);
    clearTimeout(this.#stall);
    if (!this.#audio.hasAttribute("src")) return;
    this.#audio.removeAttribute("src");
    this.#audio.load(); // lets go of the connection, which stops the work on the server
  }

  /** No sound for long: the connection may be stuck, and a new one is opened. */
  #waits() {
    clearTimeout(this.#stall);
    if (!this.#wanted || !this.#heard) return;
    this.#set({ status: Status.LOADING });
    this.#stall = setTimeout(() => this.#try(() => this.#open()), STALLED);
  }

  #sounds() {
    clearTimeout(this.#stall);
    if (!this.#wanted) return;
    this.#retry.reset();
    this.#tell(null);
    this.#set({ status: Status.PLAYING });
    this.#frames.run();
  }

  #tick() {
    if (!this.#heard?.timeline || this.#audio.paused || this.#audio.seeking || this.#seeking) return;
    if (this.#change && this.#audio.currentTime >= this.#change.at) return this.#takeOver();
    const word = this.#heard.timeline.wordAt(this.#audio.currentTime + AHEAD);
    if (word) this.place(word.text_start);
    this.#measure();
    this.#position.note(this.state.offset);
    this.#heard.follow(word?.sentence ?? 0).catch((error) => error instanceof ApiError && this.#tell(error));
  }

  async #ended() {
    if (!this.#heard) return;
    await this.#heard.load();
    if (this.#audio.currentTime < this.#heard.timeline.duration - 2) throw new ApiError("", 0, "broken");
    return this.finish();
  }

  /** All is heard. */
  finish() {
    this.#wanted = false;
    this.#retry.reset();
    this.place(this.script.words.at(-1)?.start ?? 0);
    this.#close();
    this.#set({ status: Status.ENDED, time: this.state.duration });
    this.#position.note(this.state.offset);
    return this.state.next !== null && this.#onward();
  }

  async #broken() {
    if (!this.#heard) return;
    const { url } = this.#heard;
    this.#heard = null;
    throw (await this.api.whyNot(url)) ?? new ApiError("", 0, "broken");
  }

  // Places

  #seek(offset, play = false) {
    const place = this.script.words[this.script.wordAt(offset)]?.start ?? 0;
    this.#wanted ||= play;
    this.#set({ resumed: false, ...(this.state.status === Status.ENDED && { status: Status.PAUSED }) });
    this.place(place);
    this.#position.note(place);
    if (!this.#wanted) return this.#close(), this.#measure();
    if (this.#heard !== this.#edition || !this.#heard || this.#audio.error) return this.#try(() => this.#open());
    return this.#try(() => this.#move(place));
  }

  /** Seeks in what is heard. */
  async #move(place) {
    const turn = ++this.#turn;
    this.#seeking = true;
    const edition = await this.#heard.load();
    const time = await edition.timeOf(place, this.script.sentenceAt(place));
    if (turn !== this.#turn || edition !== this.#heard) return;
    this.#audio.currentTime = time;
    this.#seeking = false;
    this.#start();
  }

  /** Moves the place; nothing is asked for. */
  place(offset) {
    const word = this.script.wordAt(offset);
    this.#set({ offset, word, sentence: this.script.words[word]?.sentence ?? 0 });
    this.#measure();
  }

  #measure() {
    const sounding = this.#heard && this.#heard === this.#edition && !this.#seeking && this.#audio.currentTime;
    this.#set(measured(this.state, this.#plan, sounding));
  }

  /** The article's words and, where its times are there, the edition of the present voice and pace. */
  get #plan() {
    const { voice, wpm } = this.state;
    return { script: this.script, edition: this.#edition?.is(voice, wpm) && this.#edition.timeline ? this.#edition : null };
  }

  // Voice and pace

  async #chooseVoice(id) {
    try {
      if (!(await this.#voices.obtain(id)) || id === this.state.voice) return; // another was chosen meanwhile
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.#set({ notice: error.told(false) }); // the old voice goes on
    }
    this.#set({ voice: id });
    this.#changed();
    await (this.#wanted ? this.#open() : this.#leaveAndLook());
  }

  #choosePace(wpm) {
    const within = Math.round(Math.min(FASTEST, Math.max(SLOWEST, wpm)));
    if (within === this.state.wpm) return;
    this.#set({ wpm: within });
    this.#changed();
    clearTimeout(this.#settling);
    // Heard at once: the old edition plays at the new pace until the new one takes over where a sentence begins.
    if (this.#wanted && this.#heard) this.#audio.playbackRate = within / this.#heard.made;
    this.#change = null;
    this.#settling = setTimeout(() => this.#try(() => (this.#wanted ? this.#meet() : this.#leaveAndLook())), SETTLE);
  }

  /** Looks for the next sentence that begins late enough, and has it made at the present pace. */
  async #meet() {
    const edition = await this.#present();
    if (!this.#heard) return this.#open();
    if (this.#heard === edition) return void (this.#audio.playbackRate = edition.rate);
    const change = await edition.meet(this.#heard, this.state.sentence, this.#audio.currentTime, this.#audio.playbackRate);
    if (!change || edition !== this.#edition || !this.#heard) return;
    if (this.#audio.currentTime > change.start) return this.#meet();
    this.#change = change;
  }

  #takeOver() {
    const { sentence } = this.#change;
    const old = this.#heard;
    this.#hear(this.#edition, this.#edition.timeline.sentences[sentence].start);
    this.place(this.#edition.timeline.firstPlaceOf(sentence));
    old.close();
  }

  async #leaveAndLook() {
    this.#close();
    if (this.state.article) await this.#ready();
  }

  #changed() {
    savePreferences(this.state);
    this.#measure();
  }

  // Trouble

  /** Runs work that needs the server; what fails in passing is tried again by itself. */
  #try = (work) => this.#retry.run(work, () => (this.#wanted ? this.#open() : this.state.article || this.#load()));

  #failed(error) {
    this.#tell(error);
    if (error.passing) return void (this.#wanted && this.#set({ status: Status.LOADING }));
    this.#wanted = false;
    this.#close();
    if (this.state.status === Status.LOADING) this.#set({ status: Status.PAUSED });
  }

  #again() {
    this.#retry.reset();
    this.#set({ notice: null });
    return this.state.article ? this.#play() : this.load();
  }

  /** Shows what went wrong, or that it went well again. */
  #tell(error) {
    if (error || this.state.notice?.retries) this.#set({ notice: error?.told() ?? null });
  }

  #set(values) {
    const changed = new Set(Object.keys(values).filter((name) => values[name] !== this.state[name]));
    if (!changed.size) return;
    this.state = Object.freeze({ ...this.state, ...values });
    this.#publish(this.state, changed);
  }
}
