/** The lights of a page: its spoken sentence and word, by the CSS Custom Highlight API or, without it, boxes over the words. */

import { make } from "./elements.js";
import { Highlights } from "./names.js";

// Only colours, so that no letter moves. The sentence's lets through what is below, as a page may be light or dark.
const SENTENCE = "var(--wordpace-sentence, rgb(255 196 46 / 24%))";
const STYLE = `
::highlight(${Highlights.SENTENCE}) { background-color: ${SENTENCE}; }
::highlight(${Highlights.WORD}) { background-color: var(--wordpace-word, #ffd257); color: var(--wordpace-word-ink, #1c1a17); }`;
const BOXES = `
:host { all: initial; position: absolute; inset: 0 auto auto 0; z-index: 2147483646; pointer-events: none; }
i { position: absolute; border-radius: 2px; background: ${SENTENCE}; }
.word { background: var(--wordpace-word, rgb(255 180 0 / 45%)); mix-blend-mode: multiply; }`;

function sheetOf(style) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  return sheet;
}

class Highlighted {
  #sentence = new Highlight();
  #word = new Highlight();

  constructor() {
    this.#word.priority = 1;
    document.adoptedStyleSheets.push(sheetOf(STYLE));
    CSS.highlights.set(Highlights.SENTENCE, this.#sentence);
    CSS.highlights.set(Highlights.WORD, this.#word);
  }

  show(sentence, word) {
    this.clear();
    for (const range of sentence) this.#sentence.add(range);
    if (word) this.#word.add(word);
  }

  clear() {
    this.#sentence.clear();
    this.#word.clear();
  }
}

class Painted {
  #layer = make("wordpace-lights");
  #shown = [];

  constructor() {
    const root = this.#layer.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheetOf(BOXES)];
    document.documentElement.append(this.#layer);
    const again = () => this.#paint();
    addEventListener("resize", again, { passive: true });
    document.addEventListener("scroll", again, { passive: true, capture: true });
  }

  show(sentence, word) {
    this.#shown = sentence.map((range) => [range, "sentence"]);
    if (word) this.#shown.push([word, "word"]);
    this.#paint();
  }

  clear() {
    this.show([], null);
  }

  #paint() {
    const origin = this.#layer.getBoundingClientRect();
    const boxes = this.#shown.flatMap(([range, kind]) => [...range.getClientRects()].map((box) => [box, kind]));
    this.#layer.shadowRoot.replaceChildren(...boxes.map(([{ left, top, width, height }, kind]) => {
      const painted = make("i", { class: kind });
      const places = { left: left - origin.left, top: top - origin.top, width, height };
      for (const [name, value] of Object.entries(places)) painted.style[name] = `${value}px`;
      return painted;
    }));
  }
}

let lights = null;

/** The page's lights: show(ranges of the sentence, range of the word or null), clear(). */
export function lightsOfPage() {
  lights ??= globalThis.CSS?.highlights ? new Highlighted() : new Painted();
  return lights;
}

/** The text node and the place in it at a point of the viewport. */
export function caretAt(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y) ?? document.caretRangeFromPoint?.(x, y);
  return { node: caret?.offsetNode ?? caret?.startContainer, offset: caret?.offset ?? caret?.startOffset };
}
