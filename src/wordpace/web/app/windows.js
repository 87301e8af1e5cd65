/** An endless list: rows come in windows, and windows far from the view keep their height but none of their rows. */

import { make } from "../player/elements.js";

const NEAR = "150%"; // of the view's height, within which rows are drawn and more are asked for

export class Windows {
  #element;
  #ask;
  #draw;
  #windows = []; // {element, rows}
  #next = null; // the cursor of what is not here yet
  #end = make("div", { class: "end", "aria-hidden": "true" });
  #watch;
  #stop = new AbortController();
  #asking = false;
  total = 0;

  /** `ask(cursor, signal)` answers {articles, next, total}; `draw(article, at)` makes a row. */
  constructor(element, ask, draw) {
    this.#element = element;
    this.#ask = ask;
    this.#draw = draw;
    this.#watch = new IntersectionObserver((entries) => entries.forEach((entry) => this.#seen(entry)), { rootMargin: NEAR });
  }

  /** Begins anew with what is asked for now; what is shown stays until the answer is there. */
  async restart() {
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    const answer = await this.#ask(null, signal);
    if (signal.aborted) return;
    const focused = focusIn(this.#element);
    this.#watch.disconnect();
    this.#windows = [];
    this.#element.replaceChildren(this.#end);
    this.#take(answer);
    focused?.();
    this.#watch.observe(this.#end);
  }

  /** All that is here, in order. */
  get rows() {
    return this.#windows.flatMap(({ rows }) => rows);
  }

  /** Whether there is more than is here. */
  get partial() {
    return this.#next !== null;
  }

  /** Changes the articles that `change` answers something for: the article to show, or null to take it out. */
  change(change) {
    const before = this.rows.length;
    for (const window of this.#windows) {
      const rows = window.rows.map((each) => [each, change(each)]).filter(([, changed]) => changed !== null);
      window.rows = rows.map(([each, changed]) => changed ?? each);
    }
    this.total -= before - this.rows.length;
    this.redraw();
  }

  /** Draws again what is drawn; the focus stays on the same part of the same row. */
  redraw() {
    const focused = focusIn(this.#element);
    for (const window of this.#windows) if (window.drawn) this.#fill(window);
    focused?.();
    // Rows that were taken out may have brought the end into view, which the watcher tells only once.
    this.#watch.unobserve(this.#end);
    this.#watch.observe(this.#end);
  }

  /** The row's element at a place, drawn and scrolled to where it was not; undefined beyond the ends. */
  elementAt(at) {
    let first = 0;
    for (const window of this.#windows) {
      if (at >= first && at < first + window.rows.length) {
        if (!window.drawn) this.#fill(window);
        return window.element.children[at - first];
      }
      first += window.rows.length;
    }
    return undefined;
  }

  #take({ articles, next, total }) {
    this.#next = next;
    this.total = total;
    const window = { element: make("div", { class: "window" }), rows: articles, drawn: false };
    this.#windows.push(window);
    this.#end.before(window.element);
    this.#fill(window);
    this.#watch.observe(window.element);
  }

  #fill(window) {
    const first = this.#windows.slice(0, this.#windows.indexOf(window)).reduce((sum, { rows }) => sum + rows.length, 0);
    window.element.replaceChildren(...window.rows.map((each, index) => this.#draw(each, first + index)));
    window.element.style.height = "";
    window.drawn = true;
  }

  #empty(window) {
    window.element.style.height = `${window.element.offsetHeight}px`;
    window.element.replaceChildren();
    window.drawn = false;
  }

  #seen({ target, isIntersecting }) {
    if (target === this.#end) return void (isIntersecting && this.#more());
    const window = this.#windows.find(({ element }) => element === target);
    if (!window) return;
    if (isIntersecting && !window.drawn) this.#fill(window);
    if (!isIntersecting && window.drawn && !target.contains(document.activeElement)) this.#empty(window);
  }

  async #more() {
    if (this.#asking || this.#next === null) return;
    this.#asking = true;
    const { signal } = this.#stop;
    try {
      const answer = await this.#ask(this.#next, signal);
      if (!signal.aborted) this.#take(answer);
    } catch (error) {
      if (!("status" in error) && error.name !== "AbortError") throw error; // asked again when the end is seen again
    } finally {
      this.#asking = false;
    }
    this.#watch.unobserve(this.#end); // seen anew, if it still is
    this.#watch.observe(this.#end);
  }
}

/** Remembers where the focus is in a list of rows; answers what brings it back, or null where it is elsewhere. */
function focusIn(list) {
  const row = document.activeElement?.closest("[data-id]");
  if (!row || !list.contains(row)) return null;
  const rows = [...list.querySelectorAll("[data-id]")];
  const place = rows.indexOf(row);
  const deed = document.activeElement.dataset.do;
  return () => {
    const same = list.querySelector(`[data-id="${CSS.escape(row.dataset.id)}"]`) ?? list.querySelectorAll("[data-id]")[place] ?? [...list.querySelectorAll("[data-id]")].at(-1);
    (same?.querySelector(deed ? `[data-do="${CSS.escape(deed)}"]` : "a") ?? same?.querySelector("a"))?.focus();
  };
}
