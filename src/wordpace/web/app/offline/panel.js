/** "Keep offline" beside a player: a button, how far it is, and what is kept. */

import { forget, rowOf } from "./kept.js";
import { KEEPING, KEPT, giveUp, keep } from "./keep.js";
import { megabytes } from "./room.js";
import { make } from "../../player/elements.js";
import { STATE_EVENT } from "../../player/names.js";
import { multiplier } from "../../player/timeline.js";

/** The panel of the article that a player has. */
export function keepPanel(player) {
  const panel = new KeepPanel(player);
  panel.show();
  return panel.element;
}

class KeepPanel {
  #player;
  #id;
  #stop = null; // while it is being kept
  #line = make("p", { role: "status" });
  #bar = make("progress", { "aria-label": "Kept so far", max: 1, value: 0, hidden: true });
  #button = make("button", { type: "button", onclick: () => this.#press() }, "Keep offline");
  #bridge = make("p", { class: "bridge", role: "status" });
  #row;
  element = make("section", { class: "offline", "aria-label": "Offline" }, make("div", {}, this.#button, this.#bar), this.#line, this.#bridge);

  constructor(player) {
    this.#player = player;
    this.#id = player.getAttribute("article");
    player.addEventListener(STATE_EVENT, ({ detail: { state, changed } }) => {
      if (changed.has("article") && state.article) this.#is(state.article.id);
      if (["wpm", "voice", "voices"].some((name) => changed.has(name))) this.show();
    });
    navigator.serviceWorker.addEventListener("message", ({ data }) => data?.bridged && this.#tellBridge(data.bridged));
    addEventListener(KEEPING, ({ detail }) => detail.id === this.#id && this.#progress(detail));
    addEventListener(KEPT, ({ detail }) => detail.id === this.#id && this.show());
  }

  /** The player goes on with another article by itself. */
  #is(id) {
    if (id === this.#id) return;
    this.#id = id;
    for (const told of [this.#line, this.#bridge]) told.textContent = "";
    this.show();
  }

  /** Shows what is kept. */
  async show() {
    this.#row = await rowOf(this.#id);
    if (this.#stop) return;
    const { edition, voice, wpm, size, coming } = this.#row ?? {};
    this.#bar.hidden = true;
    this.#button.textContent = edition ? "Remove from this device" : coming ? "Go on keeping it" : "Keep offline";
    if (edition) this.#line.textContent = `Kept on this device: ${this.#name(voice)} at ${pace(wpm)}, ${megabytes(size)}.`;
    if (edition && wpm === this.#player.state?.wpm) this.#bridge.textContent = "";
  }

  #press() {
    if (this.#stop) return this.#stop.abort();
    return this.#row?.edition ? this.#remove() : this.#keep();
  }

  async #keep() {
    const { voice, wpm } = this.#player.state;
    this.#stop = new AbortController();
    this.#line.textContent = "Asking for the sound…";
    try {
      const removed = await keep(this.#id, { voice, wpm }, { signal: this.#stop.signal });
      this.#end(removed.length ? `To make room, this went from this device: ${removed.map(({ title }) => title).join("; ")}.` : "");
    } catch (error) {
      if (error.name === "AbortError") await giveUp(this.#id);
      this.#end(error.name === "AbortError" ? "Not kept." : error.message, error);
    }
  }

  async #end(message, error = null) {
    this.#stop = null;
    this.#bar.hidden = true;
    await this.show();
    this.#line.textContent = error ? message : `${this.#line.textContent} ${message}`;
  }

  async #remove() {
    await forget(this.#id);
    await this.show();
    this.#line.textContent = "Removed from this device. It is still in your library.";
  }

  #progress({ got, size }) {
    this.#bar.hidden = false;
    this.#bar.max = size;
    this.#bar.value = got;
    this.#button.textContent = this.#stop ? "Stop" : this.#button.textContent;
    this.#line.textContent = `${megabytes(got)} of ${megabytes(size)}`;
  }

  /** Offline, what is kept may be of another pace or voice than the dial shows. */
  #tellBridge({ voice, wpm }) {
    const { wpm: asked } = this.#player.state;
    const how = asked === wpm ? "" : ` The browser plays it ${asked > wpm ? "faster" : "slower"}, at ${pace(asked)}; over twice its pace words get lost.`;
    this.#bridge.textContent = `The server can’t be reached. You hear what is kept: ${this.#name(voice)}, made at ${pace(wpm)}.${how}`;
  }

  #name(id) {
    return this.#player.state?.voices.find((voice) => voice.id === id)?.name ?? id;
  }
}

const pace = (wpm) => `${Math.round(multiplier(wpm) * 100) / 100}x (${wpm} words per minute)`;
