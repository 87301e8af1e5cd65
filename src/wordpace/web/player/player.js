/** <wordpace-player>: builds the controls, carries requests to the store and state back to the views. */

import { compactBar, miniBar } from "./bars.js";
import { voiceChooser } from "./chooser.js";
import { speedDial } from "./dial.js";
import { make } from "./elements.js";
import { Follow } from "./follow.js";
import { articleInPage } from "./inpage.js";
import { morePanel, placeAsked } from "./more.js";
import { Attribute, Layout, Request, STATE_EVENT, State, Status } from "./names.js";
import { OwnSpeech } from "./ownspeech.js";
import { preview } from "./preview.js";
import { connectSession } from "./session.js";
import { Store } from "./store.js";
import { transport } from "./transport.js";
import { wordingFor } from "./wording.js";

const sheet = new CSSStyleSheet();
const style = await (await fetch(new URL("player.css", import.meta.url))).text();
// A page may make rem any size; the player keeps the reader's own. Conditions know no variables.
sheet.replaceSync(style.replace(/^(?!\s*@).*$/gm, (line) => line.replace(/([\d.]+)rem\b/g, "calc($1 * var(--rem))")));

const SECONDS = 15;
// A press on these is meant for them.
const PRESSED = "a, button, summary, label, input, select, textarea, video, audio, wordpace-player, [role=button], [role=link], [contenteditable]";

export class WordpacePlayer extends HTMLElement {
  #wording = null;
  #store = null;
  #views = [];
  #around; // what the player stands in
  #page = null; // the article in the page
  #text = null; // the article where it is lit: in the page, or alone on the screen
  #follow;
  #mini;
  #notice;
  #missing; // tells how many words the page does not have
  #more;
  #device = "";
  #reading = null; // the article alone on the screen, while it is read along
  #gone; // aborts what listens on the page

  #ask = (name, detail) => this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));

  async connectedCallback() {
    this.#gone = new AbortController();
    const { signal } = this.#gone;
    const [wording, { surroundingsOf }] = await Promise.all([
      wordingFor(this), this.hasAttribute(Attribute.ARTICLE) ? import("./ownpage.js") : import("./anypage.js"),
    ]);
    if (signal.aborted) return; // taken off the page meanwhile
    this.#wording ??= wording;
    this.#around ??= surroundingsOf(this);
    if (!this.#store) this.#begin();
    else if (this.state.article) this.#findText();
    this.#listen();
  }

  disconnectedCallback() {
    this.#gone.abort();
    this.#store?.request(Request.PAUSE);
    this.#text?.clear();
  }

  #begin() {
    this.#build(this.#ask);
    const first = { voice: this.getAttribute(Attribute.FIRST_VOICE), wpm: this.getAttribute(Attribute.FIRST_WPM), usual: this.getAttribute(Attribute.USUAL_WPM) };
    this.#store = new OwnSpeech((publish) => new Store(this.#audio(), this.#apiOf(this.getAttribute(Attribute.ARTICLE)), publish, given(first)),
      (state, changed) => this.#show(state, changed), () => articleInPage(this.closest("article") ?? document.body, this.getAttribute(Attribute.ARTICLE)));
    this.#show(this.#store.state, new Set(Object.values(State)));
    this.#around.connect(() => this.#store.api, this.#wording, (error) => this.#tell({ notice: error }), this.#gone.signal);
    this.#store.load().then(() => this.hasAttribute(Attribute.WANTED) && this.#ask(Request.PLAY));
  }

  /** The present state, frozen; null until the player is built. */
  get state() {
    return this.#store?.state ?? null;
  }

  /** What plays when this article has ended: {id, title, first: {voice, wpm} where it has its own}, or null. */
  set next(next) {
    this.#store.follow(next && { api: this.#apiOf(next.id), title: next.title, first: given(next.first ?? {}) });
  }

  /** The name under which this device's places are kept. */
  set device(id) {
    this.#device = id;
    if (this.#store) this.#store.api.device = id;
  }

  /** The interface to the article that is there. */
  get api() {
    return this.#store?.api ?? null;
  }

  /** The page has another text now, or the same in another place. */
  textChanged() {
    this.#text?.clear();
    if (this.#reading) this.#text = this.#reading.text();
    else this.#findText();
    this.#light(this.state);
    this.dispatchEvent(new Event("wordpace-text"));
  }

  /** Goes to a place where the listener was on another device; it is not told on as one of this device. */
  moveTo(offset) {
    this.#store.moveTo(offset);
  }

  /** The ranges in the page of what is read from one place to another. */
  rangesOf(start, end) {
    return this.#store.script.within(start, end).map(([sentence, from, to]) => this.#text?.rangeOf(sentence, from, to)).filter(Boolean);
  }

  #apiOf(id) {
    return Object.assign(this.#around.apiOf(id), { device: this.#device });
  }

  /** The page's own <audio>, which serves where there is no script, becomes the player's. */
  #audio() {
    return this.querySelector("audio") ?? this.appendChild(document.createElement("audio"));
  }

  #build(ask) {
    const wording = this.#wording;
    const follow = new Follow((following) => this.#mini.setFollowing(following));
    this.#follow = follow;
    this.#mini = miniBar(ask, wording, () => follow.callBack());
    this.#notice = make("div", { class: "notice", part: "notice", role: "status" });
    this.#missing = make("p", { class: "absent", part: "absent", role: "status" });
    const layout = this.getAttribute(Attribute.LAYOUT);
    const unfold = (open) => card.toggleAttribute("data-open", open);
    const buttons = layout === Layout.BAR ? compactBar(ask, wording, unfold) : transport(ask, wording);
    this.#more = morePanel(ask, wording, {
      readAlong: () => this.#readAlong(),
      fileUrl: () => this.#store.api.fileUrl(this.state),
      script: () => this.#store.script,
      offset: () => this.state.offset,
    });
    this.#views = [
      buttons, speedDial(ask, wording, this.#around.goal?.(ask, wording)), voiceChooser(ask, wording, (id) => this.#hear(id)), this.#more,
    ];
    const card = make("div", { class: "card", part: "card", role: "region", "aria-label": wording.say("listen"), lang: wording.language },
      this.#notice, ...this.#views.map(({ element }) => element), this.#missing);
    this.#views.push(this.#mini, { show: connectSession(ask, wording) });
    this.#set(card, this.#mini.element);
    if (layout === Layout.MINI) return this.#mini.hold(card);
    const watcher = new IntersectionObserver(([{ isIntersecting }]) => this.#mini.setAway(!isIntersecting, this.state));
    watcher.observe(buttons.element);
  }

  /** In place of what embed.js may have drawn. */
  #set(...parts) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.replaceChildren(...parts);
    for (const part of parts) part.style.setProperty("--rem", getComputedStyle(part).fontSize); // untouched by the page's
  }

  #listen() {
    const { signal } = this.#gone;
    for (const name of Object.values(Request)) {
      this.addEventListener(name, ({ detail }) => this.#store.request(name, detail), { signal });
    }
    this.addEventListener("keydown", (event) => this.#key(event), { signal });
    addEventListener("pagehide", () => this.#store.leave(), { signal });
    document.addEventListener(STATE_EVENT, (event) => this.#yieldTo(event), { signal });
    document.addEventListener("click", (event) => this.#click(event), { signal });
    this.#follow.watch(signal);
  }

  /** Two players on a page: one sounds. */
  #yieldTo({ target, detail: { state, changed } }) {
    if (target === this || !changed.has(State.STATUS) || state.status !== Status.LOADING) return;
    if ([Status.LOADING, Status.PLAYING].includes(this.state.status)) this.#store.request(Request.PAUSE);
  }

  /** A press on a word of the article plays from there; selecting text and following links stay what they are. */
  #click(event) {
    if (event.defaultPrevented || event.button || !getSelection().isCollapsed || event.target.closest?.(PRESSED) || !this.#takesPresses) return;
    const place = this.#text?.placeAt(event.clientX, event.clientY);
    if (!place) return;
    this.#follow.callBack();
    this.#ask(Request.SEEK, { offset: this.#store.script.sentences[place.sentence].start + place.offset, play: true });
  }

  get #takesPresses() {
    const wish = this.getAttribute(Attribute.PRESS);
    return wish !== "none" && (wish !== "listening" || this.state.status !== Status.IDLE);
  }

  /** A voice says a sentence at the present pace; the article waits. */
  #hear(id) {
    this.#store.request(Request.PAUSE);
    preview(this.#store.api.voiceSampleUrl(id, this.state.wpm)).catch(() => this.#tell({ notice: { code: "unheard" } }));
  }

  /** The article alone on the screen; its text is then the one that is lit and clicked. */
  async #readAlong() {
    const { article } = this.state;
    if (!article || this.#reading) return;
    const { readAlong } = await import("./reading.js");
    const onClose = () => {
      this.#reading = null;
      this.#findText();
      this.#light(this.state);
      this.focus();
    };
    const callBack = () => this.#follow.callBack();
    this.#reading = await readAlong(this, article, { ask: this.#ask, wording: this.#wording, sheet, callBack, onClose });
    this.#text = this.#reading.text();
    this.#reading.show(this.state, new Set(Object.values(State)));
    this.#light(this.state);
  }

  /** Reading along goes on with the article that plays now. */
  #readAnother() {
    this.#reading.close();
    this.#readAlong();
  }

  #key(event) {
    const [focused] = event.composedPath();
    if (event.key === "?") return this.#more.openKeys();
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const ranged = focused.localName === "input";
    const keys = {
      ",": [Request.SKIP_SENTENCE, { by: -1 }],
      ".": [Request.SKIP_SENTENCE, { by: 1 }],
      "[": [Request.SKIP_WORD, { by: -1 }],
      "]": [Request.SKIP_WORD, { by: 1 }],
      "{": [Request.SKIP_PARAGRAPH, { by: -1 }],
      "}": [Request.SKIP_PARAGRAPH, { by: 1 }],
      // A slider has its own use for the arrows, a button for the space bar.
      ...(!ranged && { ArrowLeft: [Request.SKIP, { seconds: -SECONDS }], ArrowRight: [Request.SKIP, { seconds: SECONDS }] }),
      ...(focused.localName !== "button" && { " ": [this.#sounding ? Request.PAUSE : Request.PLAY] }),
    };
    if (!keys[event.key]) return;
    event.preventDefault();
    this.#ask(...keys[event.key]);
  }

  get #sounding() {
    return [Status.LOADING, Status.PLAYING].includes(this.state.status);
  }

  #show(state, changed) {
    if (!this.#store) return;
    if (changed.has(State.ARTICLE) && state.article) this.#openAt(placeAsked());
    for (const { show } of this.#views) show(state, changed);
    const told = state.resumed ? [State.NOTICE, State.RESUMED, State.TIME] : [State.NOTICE, State.RESUMED];
    if (told.some((name) => changed.has(name))) this.#tell(state);
    if (changed.has(State.WORD) || changed.has(State.STATUS)) this.#light(state);
    this.#reflect(state);
    this.#reading?.show(state, changed); // it shows the word that is reflected
    this.dispatchEvent(new CustomEvent(STATE_EVENT, { bubbles: true, composed: true, detail: { state, changed } }));
  }

  /** The article is there: its text in the page is found, and the place that the page's address asks for. */
  #openAt(place) {
    const first = !this.#text;
    this.#text?.clear();
    this.#findText();
    if (this.#reading) this.#readAnother();
    if (place && first) queueMicrotask(() => this.#ask(Request.SEEK, place));
  }

  #findText() {
    this.#page = this.#around.textOf(this.#store.script, () => this.#found(), this.#gone.signal);
    if (!this.#reading) this.#text = this.#page;
  }

  /** The words were looked for in a page that was not made for the player. */
  #found() {
    const { missing, words } = this.#page;
    const { say } = this.#wording;
    this.#missing.textContent = !missing ? "" : missing === words ? say("missing_all") : say("missing", { count: missing });
    this.#light(this.state);
  }

  #light({ status, word, resumed }) {
    const { words, sentences } = this.#store.script;
    if (!words[word] || (status === Status.IDLE && !word && !resumed)) return this.#text?.clear();
    const { sentence, start, end } = words[word];
    const from = sentences[sentence].start;
    const range = this.#text?.light(sentence, start - from, end - from);
    if (status !== Status.IDLE) this.#follow.show(range);
  }

  #tell({ notice, resumed, time }) {
    this.#notice.classList.toggle("error", notice !== null);
    const { say, clock } = this.#wording;
    if (notice) {
      const again = make("button", { type: "button", class: "again", onclick: () => this.#ask(Request.RETRY) }, say("try_again"));
      this.#notice.replaceChildren(`${this.#wording.trouble(notice)} ${notice.retries ? say("trying") : ""} `, again);
    } else this.#notice.textContent = resumed ? say("resumed", { time: clock(time) }) : "";
  }

  /** State comes down as attributes, for style sheets, scripts and tests of the page. */
  #reflect({ status, voice, wpm, sentence, word, speech }) {
    const values = {
      [Attribute.STATUS]: status, [Attribute.VOICE]: voice ?? "", [Attribute.WPM]: wpm,
      [Attribute.SENTENCE]: sentence, [Attribute.SPEECH]: speech, [Attribute.WORD]: this.#store.script.words[word]?.text ?? "",
    };
    for (const [name, value] of Object.entries(values)) {
      if (this.getAttribute(name) !== String(value)) this.setAttribute(name, value);
    }
  }
}

/** Those of some values that there are. */
function given(values) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
}

customElements.define("wordpace-player", WordpacePlayer);
