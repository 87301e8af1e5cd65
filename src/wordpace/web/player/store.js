/** Requests in, state out. The only module that touches the <audio> element. */

import { ApiError } from "./api.js";
import { Request, State, Status } from "./names.js";
import { Position } from "./position.js";
import { loadPreferences, savePreferences } from "./preferences.js";
import { Retry } from "./retry.js";
import { Stream } from "./stream.js";
import { FASTEST, ONE_X, SLOWEST, Script, Timeline, offsetAt, timesAt } from "./timeline.js";
import { Voices } from "./voices.js";

const SETTLE = 300; // milliseconds without another change of pace before a new edition is asked for
const STALLED = 5000; // milliseconds without sound after which a connection is given up
const HURRY = 16; // the fastest a browser plays
const CLOSE = 0.03; // seconds: near enough to a word's beginning
const UNKNOWN = Infinity; // a target whose time is not known yet

export class Store {
  #audio;
  #api;
  #publish;
  #voices;
  #position;
  #script = new Script([]);
  #stream = null;
  #isFile = false; // the stream's edition was all made when it was opened
  #whole = new Timeline(); // of the edition from the first sentence on; trusted once complete
  #target = null; // seconds: where silent fast play ends and listening begins
  #wanted = false; // the listener wants to hear
  #turn = 0; // of the latest opening; an older one that is still waiting gives up
  #choice = null; // id of the voice that was asked for last
  #settling = null;
  #frame = 0;
  #stall = null;
  #retry = new Retry((error) => this.#failed(error));

  /** `publish(state, changed)` is called with a frozen state and the set of its changed fields. */
  constructor(audio, api, publish) {
    this.#audio = audio;
    this.#api = api;
    this.#publish = publish;
    this.#voices = new Voices(api, (voices) => this.#set({ voices }));
    this.#position = new Position((offset) => api.savePosition(offset), (error) => this.#tell(error));
    this.state = Object.freeze({
      ...Object.fromEntries(Object.values(State).map((name) => [name, null])),
      status: Status.IDLE, voices: [], wpm: loadPreferences().wpm ?? ONE_X,
      offset: 0, word: 0, sentence: 0, time: 0, duration: 0, resumed: false,
    });
    audio.controls = false;
    audio.preload = "none";
    this.#close();
    audio.addEventListener("playing", () => this.#sounds());
    audio.addEventListener("waiting", () => this.#waits());
    audio.addEventListener("pause", () => this.#stoppedOutside());
    audio.addEventListener("timeupdate", () => this.#tick());
    audio.addEventListener("ended", () => this.#try(() => this.#ended()));
    audio.addEventListener("error", () => this.#try(() => this.#broken()));
  }

  load() {
    return this.#try(() => this.#load());
  }

  /** The article's words and sentences as places. */
  get script() {
    return this.#script;
  }

  /** Called when the page goes away. */
  leave() {
    this.#position.flush();
  }

  request(name, detail = {}) {
    this.#requests[name]?.(detail ?? {});
  }

  #requests = {
    [Request.PLAY]: () => this.#play(),
    [Request.PAUSE]: () => this.#pause(),
    [Request.SEEK]: ({ offset, play = false }) => this.#seek(offset, play),
    [Request.SCRUB]: ({ time }) => this.#seek(this.#offsetAt(time)),
    [Request.SKIP]: ({ seconds }) => this.#seek(this.#offsetAt(this.state.time + seconds)),
    [Request.SKIP_WORD]: ({ by }) => this.#seekWord(this.state.word + by),
    [Request.SKIP_SENTENCE]: ({ by }) => this.#seekWord(this.#script.wordSentencesAway(this.state.word, by)),
    [Request.VOICE]: ({ id }) => this.#try(() => this.#chooseVoice(id)),
    [Request.PACE]: ({ wpm }) => this.#choosePace(wpm),
    [Request.RETRY]: () => this.#again(),
  };

  // What is there

  async #load() {
    const [article] = await Promise.all([this.#api.article(), this.#voices.load()]);
    this.#script = new Script(article.sentences);
    const remembered = this.#voices.find(loadPreferences().voice);
    const last = this.#script.words.length - 1;
    const place = this.#script.wordAt(article.position?.offset ?? 0);
    const resumed = place > 0 && place < last;
    this.#set({ article, voice: remembered?.state === "ready" ? remembered.id : this.#voices.preset });
    this.#place(this.#script.words[resumed ? place : 0]?.start ?? 0);
    this.#set({ resumed });
    await this.#lookForWhole();
  }

  /** A finished edition can be sought anywhere and has exact times: is there one at this voice and pace? */
  async #lookForWhole() {
    const { voice, wpm } = this.state;
    const stream = new Stream(this.#api, { voice, wpm, from: 0 });
    if (this.#whole.complete) stream.timeline = this.#whole;
    else await stream.refresh();
    if (voice === this.state.voice && wpm === this.state.wpm) this.#whole = stream.timeline;
    this.#measure();
    return stream;
  }

  // Playing

  #play() {
    this.#wanted = true;
    if (this.state.status === Status.ENDED) this.#place(0);
    this.#set({ status: Status.LOADING, resumed: false });
    if (this.#stream && !this.#audio.error) return this.#start();
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

  /** Opens the stream that holds the place and begins there. */
  async #open() {
    const turn = ++this.#turn;
    this.#close();
    this.#set({ status: Status.LOADING });
    if (!this.state.article) await this.#load();
    const { voice, wpm, offset } = this.state;
    const from = this.#script.sentenceAt(offset);
    const whole = await this.#lookForWhole();
    if (turn !== this.#turn) return;
    const isFile = whole.timeline.complete; // all made: one file that can be sought anywhere
    const stream = isFile || !from ? whole : new Stream(this.#api, { voice, wpm, from });
    if (!from) this.#whole = stream.timeline;
    this.#stream = stream;
    this.#isFile = isFile;
    const time = stream.timeline.timeOf(offset);
    const opening = offset <= this.#script.words[this.#script.firstWordOf(stream.edition.from)]?.start;
    this.#audio.src = stream.url;
    this.#audio.playbackRate = 1;
    this.#target = opening ? null : (time ?? UNKNOWN);
    this.#audio.muted = this.#target !== null;
    if (isFile && !opening) this.#audio.currentTime = time;
    if (this.#wanted) this.#start();
    stream.follow(() => this.#audio.currentTime, (error) => this.#tell(error));
    if (this.#target !== UNKNOWN) return;
    const found = await stream.timeOf(offset);
    if (this.#stream !== stream) return;
    this.#target = found ?? 0;
    this.#tick();
  }

  #close() {
    this.#stream?.close();
    this.#stream = null;
    this.#target = null;
    clearTimeout(this.#settling);
    this.#settling = null;
    clearTimeout(this.#stall);
    if (!this.#audio.hasAttribute("src")) return;
    this.#audio.removeAttribute("src");
    this.#audio.load(); // lets go of the connection, which stops the work on the server
  }

  /** No sound although it is made: the connection is stuck, and a new one is opened. */
  #waits() {
    clearTimeout(this.#stall);
    if (!this.#wanted || !this.#stream) return;
    this.#set({ status: Status.LOADING });
    this.#stall = setTimeout(() => {
      if (!(this.#stream?.timeline.duration > this.#audio.currentTime + 2)) return this.#waits();
      this.#whole = new Timeline(); // what was known of it may be what went wrong
      return this.#try(() => this.#open());
    }, STALLED);
  }

  #sounds() {
    clearTimeout(this.#stall);
    if (!this.#wanted || this.#target !== null) return this.#tick();
    this.#retry.reset();
    this.#tell(null);
    this.#set({ status: Status.PLAYING });
    this.#frames();
  }

  /** Follows the sound frame by frame while it plays. */
  #frames() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (!this.#stream || this.#audio.paused) return;
      this.#tick();
      this.#frames();
    });
  }

  #tick() {
    if (!this.#stream || this.#audio.paused) return;
    if (this.#target !== null) return this.#hurry();
    const word = this.#stream.timeline.wordAt(this.#audio.currentTime);
    if (word) this.#place(word.text_start);
    else this.#measure();
    this.#position.note(this.state.offset);
  }

  /** Gets to the word inside a new stream: by seeking, or, where the browser can't, by silent fast play. */
  #hurry() {
    if (this.#target === UNKNOWN) return;
    const left = this.#target - this.#audio.currentTime;
    if (Math.abs(left) > CLOSE && this.#canSeek(this.#target)) {
      this.#audio.currentTime = this.#target;
    } else if (left > CLOSE && !document.hidden) {
      // Where nothing is seen, frames are rare and would overshoot: then listen from the sentence's beginning.
      this.#audio.playbackRate = Math.min(HURRY, Math.max(1, left * 8));
      this.#frames();
      return;
    }
    this.#arrived();
    this.#sounds();
  }

  #arrived() {
    this.#target = null;
    this.#audio.playbackRate = 1;
    this.#audio.muted = false;
  }

  /** The browser or a headset paused the sound. */
  #stoppedOutside() {
    if (this.#wanted && this.#stream && !this.#audio.ended && !this.#audio.error) this.#pause();
  }

  async #ended() {
    const stream = this.#stream;
    if (!stream) return;
    await stream.refresh();
    const { complete, duration } = stream.timeline;
    if (!complete || this.#audio.currentTime < duration - 2) throw new ApiError("The sound broke off.", 0, "broken");
    this.#wanted = false;
    this.#place(this.#script.words.at(-1)?.start ?? 0);
    this.#close();
    this.#set({ status: Status.ENDED, time: this.state.duration });
    this.#position.note(this.state.offset);
  }

  async #broken() {
    const stream = this.#stream;
    if (!stream) return;
    this.#stream = null;
    stream.close();
    const reason = await this.#api.whyNot(stream.url);
    throw reason ?? new ApiError("The sound broke off.", 0, "broken");
  }

  // Places

  #seek(offset, play = false) {
    const place = this.#script.words[this.#script.wordAt(offset)]?.start ?? 0;
    this.#wanted ||= play;
    this.#set({ resumed: false, ...(this.state.status === Status.ENDED && { status: Status.PAUSED }) });
    this.#place(place);
    this.#position.note(place);
    if (!this.#wanted) return this.#close(), this.#measure();
    const time = this.#stream?.timeline.timeOf(place) ?? null;
    if (time === null || this.#settling || !this.#canSeek(time)) return this.#try(() => this.#open());
    this.#audio.currentTime = time;
    this.#arrived();
    return this.#start();
  }

  /** A stream can be sought only in what the browser holds of it, whatever it says is seekable. */
  #canSeek(time) {
    const ranges = this.#isFile ? this.#audio.seekable : this.#audio.buffered;
    return Array.from(ranges, (_, index) => ranges.start(index) <= time && time < ranges.end(index)).includes(true);
  }

  #seekWord(index) {
    const word = this.#script.words[Math.min(Math.max(0, index), this.#script.words.length - 1)];
    return word && this.#seek(word.start);
  }

  #place(offset) {
    const word = this.#script.wordAt(offset);
    this.#set({ offset, word, sentence: this.#script.words[word]?.sentence ?? 0 });
    this.#measure();
  }

  #measure() {
    const { duration, time } = timesAt(this.#reckoning(), this.state.offset);
    this.#set({ duration: Math.round(duration * 10) / 10, time: Math.floor(Math.min(time, duration) * 4) / 4 });
  }

  #offsetAt(time) {
    return offsetAt(this.#reckoning(), time);
  }

  #reckoning() {
    const { article, wpm } = this.state;
    const whole = this.#whole.complete ? this.#whole : null;
    const heard = this.#target === null && !this.#audio.ended ? this.#audio.currentTime : null;
    const live = this.#stream && { ...this.#stream.edition, timeline: this.#stream.timeline, heard };
    return { script: this.#script, words: article?.words ?? 0, wpm, whole, live };
  }

  // Voice and pace

  async #chooseVoice(id) {
    this.#choice = id;
    try {
      if (this.#voices.find(id)?.state !== "ready") await this.#voices.get(id);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.#set({ notice: Object.freeze({ message: error.message, retries: false }) }); // the old voice goes on
    }
    if (id !== this.#choice || id === this.state.voice) return; // another was chosen while this one was on its way
    this.#set({ voice: id });
    this.#changed();
    if (this.#wanted) await this.#open();
    else this.#close();
  }

  #choosePace(wpm) {
    const within = Math.round(Math.min(FASTEST, Math.max(SLOWEST, wpm)));
    if (within === this.state.wpm) return;
    this.#set({ wpm: within });
    this.#changed();
    clearTimeout(this.#settling);
    if (!this.#wanted) return this.#close(), this.#measure();
    // Until the new edition sounds, the old one plays at about the new pace.
    if (this.#stream && this.#target === null) this.#audio.playbackRate = within / this.#stream.edition.wpm;
    this.#settling = setTimeout(() => this.#try(() => this.#open()), SETTLE);
  }

  #changed() {
    const { voice, wpm } = this.state;
    this.#whole = new Timeline();
    savePreferences({ voice, wpm });
    this.#measure();
  }

  // Trouble

  /** Runs work that needs the server; what fails in passing is tried again by itself. */
  #try(work) {
    return this.#retry.run(work, () => (this.state.article ? this.#wanted && this.#open() : this.#load()));
  }

  #failed(error) {
    this.#tell(error);
    if (!error.passing) this.#giveUp();
    else if (this.#wanted) this.#set({ status: Status.LOADING });
  }

  #again() {
    this.#retry.reset();
    this.#set({ notice: null });
    return this.state.article ? this.#play() : this.load();
  }

  #giveUp() {
    this.#wanted = false;
    this.#close();
    if (this.state.status === Status.LOADING) this.#set({ status: Status.PAUSED });
  }

  /** Shows what went wrong, or that it went well again. */
  #tell(error) {
    const { notice } = this.state;
    if (error) this.#set({ notice: Object.freeze({ message: error.message, retries: error.passing ?? false }) });
    else if (notice?.retries) this.#set({ notice: null });
  }

  #set(values) {
    const changed = new Set(Object.keys(values).filter((name) => values[name] !== this.state[name]));
    if (!changed.size) return;
    this.state = Object.freeze({ ...this.state, ...values });
    this.#publish(this.state, changed);
  }
}
