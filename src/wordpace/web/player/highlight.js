/**
 * Lights the spoken word and its sentence in a page that was made for it, and finds the word under a pointer.
 *
 * The page marks each sentence with an element `[data-sentence="N"]` that holds its text.
 */

import { caretAt, lightsOfPage } from "./lights.js";
import { CodePoints } from "./timeline.js";

const MARK = "data-sentence";

export class PageText {
  #elements = new Map(); // sentence index -> element
  #places = new Map(); // sentence index -> CodePoints of its text
  #lights = lightsOfPage();

  constructor(root) {
    for (const element of root.querySelectorAll(`[${MARK}]`)) {
      this.#elements.set(Number(element.getAttribute(MARK)), element);
    }
  }

  /** Lights a sentence, and in it the word from `start` to `end` (code points into the sentence). Returns the word's range. */
  light(sentence, start, end) {
    const element = this.#elements.get(sentence);
    if (!element) {
      this.clear();
      return null;
    }
    const whole = document.createRange();
    whole.selectNodeContents(element);
    const word = this.#rangeOf(sentence, element, start, end);
    this.#lights.show([whole], word);
    return word ?? whole;
  }

  clear() {
    this.#lights.clear();
  }

  /** The place at a point of the viewport, {sentence, offset in code points}; null where there is no text of ours. */
  placeAt(x, y) {
    const { node, offset } = caretAt(x, y);
    const element = node?.parentElement?.closest(`[${MARK}]`);
    const sentence = Number(element?.getAttribute(MARK));
    if (!element || this.#elements.get(sentence) !== element || node.nodeType !== Node.TEXT_NODE) return null;
    const before = document.createRange();
    before.setStart(element, 0);
    before.setEnd(node, offset);
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
