/** <wordpace-player>: builds the controls, carries requests to the store and state back to the views. */

import { compactBar, miniBar } from "./bars.js";
import { voiceChooser } from "./chooser.js";
import { speedDial } from "./dial.js";
import { make } from "./elements.js";
import { Follow } from "./follow.js";
import { PageText } from "./highlight.js";
import { morePanel, placeAsked } from "./more.js";
import { Attribute, Layout, Request, STATE_EVENT, State, Status } from "./names.js";
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
  #heard; // the offer to skip what was heard before, where that is known
  #api;
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
    this.#api = this.#around.api;
    this.#store = new Store(this.#audio(), this.#api, (state, changed) => this.#show(state, changed));
    this.#show(this.#store.state, new Set(Object.values(State)));
    this.#around.connect(this.#wording, (error) => this.#tell({ notice: error }), this.#gone.signal);
    this.#store.load().then(() => this.hasAttribute(Attribute.WANTED) && this.#ask(Request.PLAY));
  }

  /** The present state, frozen; null until the player is built. */
  get state() {
    return this.#store?.state ?? null;
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
      fileUrl: () => this.#api.fileUrl(this.state),
      script: () => this.#store.script,
      offset: () => this.state.offset,
    });
    const present = { api: () => this.#api, script: () => this.#store.script, text: () => this.#text };
    const { heard, stretches, goal } = this.#around.remembering?.(ask, wording, present) ?? {};
    this.#heard = heard;
    this.#views = [heard, buttons, speedDial(ask, wording, goal), voiceChooser(ask, wording, (id) => this.#hear(id)), this.#more].filter(Boolean);
    const card = make("div", { class: "card", part: "card", role: "region", "aria-label": wording.say("listen"), lang: wording.language },
      this.#notice, ...this.#views.map(({ element }) => element), this.#missing);
    this.#views.push(this.#mini, ...[stretches].filter(Boolean), { show: connectSession(ask, wording) });
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
    this.addEventListener(Request.SEEK, ({ detail }) => this.#heard?.asked(detail), { signal });
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
    preview(this.#api.voiceSampleUrl(id, this.state.wpm)).catch(() => this.#tell({ notice: { code: "unheard" } }));
  }

  /** The article alone on the screen; its text is then the one that is lit and clicked. */
  async #readAlong() {
    const { article } = this.state;
    if (!article || this.#reading) return;
    const { readAlong } = await import("./reading.js");
    const onClose = () => {
      this.#reading = null;
      this.#text = this.#page;
      this.#heard?.mark();
      this.#light(this.state);
      this.focus();
    };
    const callBack = () => this.#follow.callBack();
    this.#reading = await readAlong(this, article, { ask: this.#ask, wording: this.#wording, sheet, callBack, onClose });
    this.#text = new PageText(this.#reading.root);
    this.#heard?.mark();
    this.#reading.show(this.state, new Set(Object.values(State)));
    this.#light(this.state);
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
    this.#findText();
    if (place) queueMicrotask(() => this.#ask(Request.SEEK, place));
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
  #reflect({ status, voice, wpm, sentence, word }) {
    const values = {
      [Attribute.STATUS]: status, [Attribute.VOICE]: voice ?? "", [Attribute.WPM]: wpm,
      [Attribute.SENTENCE]: sentence, [Attribute.WORD]: this.#store.script.words[word]?.text ?? "",
    };
    for (const [name, value] of Object.entries(values)) {
      if (this.getAttribute(name) !== String(value)) this.setAttribute(name, value);
    }
  }
}
customElements.define("wordpace-player", WordpacePlayer);
