/**
 * Lights the spoken word and its sentence in the page's own text, and finds the word under a pointer.
 *
 * The page marks each sentence with an element `[data-sentence="N"]` that holds its text. Nothing in the page is
 * changed: ranges are handed to the CSS Custom Highlight API, so the layout cannot shift.
 */

import { CodePoints } from "./timeline.js";
import { Highlights } from "./names.js";

const MARK = "data-sentence";

// Colours can be set by the page with these custom properties; only colours, so that no letter moves.
const STYLE = `
::highlight(${Highlights.SENTENCE}) {
  background-color: var(--wordpace-sentence, light-dark(#fbf0cf, #38321f));
}
::highlight(${Highlights.WORD}) {
  background-color: var(--wordpace-word, light-dark(#ffd257, #f0c454));
  color: var(--wordpace-word-ink, #1c1a17);
}`;

export class PageText {
  #elements = new Map(); // sentence index -> element
  #places = new Map(); // sentence index -> CodePoints of its text
  #lit = {};

  constructor(root) {
    for (const element of root.querySelectorAll(`[${MARK}]`)) {
      this.#elements.set(Number(element.getAttribute(MARK)), element);
    }
    if (!globalThis.CSS?.highlights) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    document.adoptedStyleSheets.push(sheet);
    for (const [priority, name] of [Highlights.SENTENCE, Highlights.WORD].entries()) {
      this.#lit[name] = new Highlight();
      this.#lit[name].priority = priority;
      CSS.highlights.set(name, this.#lit[name]);
    }
  }

  /** Lights a sentence, and in it the word from `start` to `end` (code points into the sentence). Returns the word's range. */
  light(sentence, start, end) {
    this.clear();
    const element = this.#elements.get(sentence);
    if (!element) return null;
    const whole = document.createRange();
    whole.selectNodeContents(element);
    const word = this.#rangeOf(sentence, element, start, end);
    this.#lit[Highlights.SENTENCE]?.add(whole);
    if (word) this.#lit[Highlights.WORD]?.add(word);
    return word ?? whole;
  }

  clear() {
    Object.values(this.#lit).forEach((highlight) => highlight.clear());
  }

  /** The place at a point of the viewport, {sentence, offset in code points}; null where there is no text of ours. */
  placeAt(x, y) {
    const caret = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
    const node = caret?.offsetNode ?? caret?.startContainer;
    const element = node?.parentElement?.closest(`[${MARK}]`);
    const sentence = Number(element?.getAttribute(MARK));
    if (!element || this.#elements.get(sentence) !== element || node.nodeType !== Node.TEXT_NODE) return null;
    const before = document.createRange();
    before.setStart(element, 0);
    before.setEnd(node, caret.offset ?? caret.startOffset);
    return { sentence, offset: this.#placesOf(sentence, element).toPoints(before.toString().length) };
  }

  /** The range of a part of a sentence; null where the page does not have it. */
  rangeOf(sentence, start, end) {
    const element = this.#elements.get(sentence);
    return element ? this.#rangeOf(sentence, element, start, end) : null;
  }

  #rangeOf(sentence, element, start, end) {
    const places = this.#placesOf(sentence, element);
    const range = document.createRange();
    const from = nodeAt(element, places.toUnits(start));
    const to = nodeAt(element, places.toUnits(end));
    if (!from || !to) return null; // the page's text differs from the server's
    range.setStart(...from);
    range.setEnd(...to);
    return range;
  }

  #placesOf(sentence, element) {
    if (!this.#places.has(sentence)) this.#places.set(sentence, new CodePoints(element.textContent));
    return this.#places.get(sentence);
  }
}

/** The text node and offset in it that lie so many units into an element's text; null beyond its end. */
function nodeAt(element, units) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = units;
  while (walker.nextNode()) {
    const { length } = walker.currentNode;
    if (left <= length) return [walker.currentNode, left];
    left -= length;
  }
  return null;
}
