/** The article's text in a page that was not made for it: found, and found again where the page changes. Has the face of PageText. */

import { Spelling, atomsIn } from "./atoms.js";
import { caretAt, lightsOfPage } from "./lights.js";
import { gather } from "./pagewords.js";
import { pair } from "./pairing.js";
import { inSlices } from "./slices.js";

const SOON = 400; // milliseconds after a change of the page before it is read again
const SHARE = 10; // it rests so many times longer than it took to read it the last time
const OFTEN = 500; // words between two chances to pause
const TOGETHER = 6; // words of the page between two of a sentence that are lit as one
const EDGES = 3; // marks at the ends of a sentence: its full stop, its quotes
const SLACK = 3; // pixels beside a word that still belong to it
const SILENT = "script, style, link, meta, iframe, img, source, wordpace-player, wordpace-lights";

export class FoundText {
  words = 0; // that are read of the page
  missing = 0; // and those of them that are not there
  #root;
  #script;
  #onFound;
  #lights = lightsOfPage();
  #spelling = new Spelling();
  #article = null; // atoms: {numbers, words: the word of each, firsts: of each word, sentences: where each begins}
  #page = null;
  #found = null; // for each of the article's atoms the page's
  #owners = null; // for each of the page's atoms the article's
  #signal;
  #timer = null;
  #rest = SOON;

  /** `onFound()` is called each time the words were looked for; all ends with the signal. */
  constructor(root, script, onFound, signal) {
    [this.#root, this.#script, this.#onFound, this.#signal] = [root, script, onFound, signal];
    const watcher = new MutationObserver((changes) => changes.some(matters) && this.#soon());
    watcher.observe(root, { childList: true, characterData: true, subtree: true });
    signal.addEventListener("abort", () => {
      watcher.disconnect();
      clearTimeout(this.#timer);
    });
    this.#look();
  }

  light(sentence, start) {
    const word = this.#script.wordAt(this.#script.sentences[sentence].start + start);
    const whole = this.#found ? this.#rangesOf(sentence) : [];
    if (!whole.length) {
      this.clear();
      return null;
    }
    const said = this.#rangeOf(word);
    this.#lights.show(whole, said);
    const shown = said ?? whole[0];
    if (!shown.getClientRects().length) this.#soon(); // hidden by now; another copy may be in view
    return shown;
  }

  clear() {
    this.#lights.clear();
  }

  placeAt(x, y) {
    const { node, offset } = caretAt(x, y);
    const atom = this.#page?.at(node, offset) ?? -1;
    const owner = atom < 0 ? -1 : this.#owners[atom];
    if (owner < 0) return null;
    const index = this.#article.words[owner];
    const boxes = [...(this.#rangeOf(index)?.getClientRects() ?? [])];
    const near = ({ left, right, top, bottom }) => x >= left - SLACK && x <= right + SLACK && y >= top - SLACK && y <= bottom + SLACK;
    if (!boxes.some(near)) return null; // beside the text, where a press is not meant for it
    const word = this.#script.words[index];
    return { sentence: word.sentence, offset: word.start - this.#script.sentences[word.sentence].start };
  }

  #soon() {
    this.#timer ??= setTimeout(() => this.#look(), this.#rest);
  }

  async #look() {
    const began = performance.now();
    try {
      await inSlices(this.#search(), this.#signal);
    } catch (error) {
      if (error.name === "AbortError") return;
      throw error;
    }
    this.#timer = null;
    this.#rest = Math.max(SOON, SHARE * (performance.now() - began));
    this.#onFound();
  }

  *#search() {
    this.#article ??= yield* readScript(this.#script, this.#spelling);
    const page = yield* gather(this.#root, this.#spelling);
    const { numbers, sentences } = this.#article;
    const found = yield* pair(numbers, page.numbers, sentences, page.beside);
    const owners = new Int32Array(page.length).fill(-1);
    found.forEach((atom, index) => { if (atom >= 0) owners[atom] = index; });
    [this.#page, this.#found, this.#owners] = [page, found, owners];
    yield* this.#count();
  }

  /** How many of the words that are read are not there; those of announcements stand on no page. */
  *#count() {
    let [words, missing] = [0, 0];
    for (let word = 0; word < this.#script.words.length; word += 1) {
      if (word % OFTEN === 0) yield;
      const [first, end] = this.#atomsOf(word);
      if (first === end || this.#script.sentences[this.#script.words[word].sentence].announced) continue;
      words += 1;
      let there = 0;
      for (let atom = first; atom < end; atom += 1) there += Number(this.#found[atom] >= 0);
      if (there * 2 < end - first) missing += 1;
    }
    Object.assign(this, { missing, words });
  }

  #atomsOf(word) {
    return [this.#article.firsts[word], this.#article.firsts[word + 1]];
  }

  /** A word as the page has it, with the marks that are written on it; null where it has none. */
  #rangeOf(word) {
    const places = this.#placesOf(...this.#atomsOf(word));
    if (!places.length) return null;
    const { text } = this.#script.words[word];
    const atoms = [...atomsIn(text)];
    const after = text.length - atoms.at(-1).index - atoms.at(-1)[0].length;
    return this.#range(places[0], places.at(-1), atoms[0].index, after);
  }

  /** A sentence as the page has it: parts, where something else stands between them. */
  #rangesOf(sentence) {
    const { sentences, numbers } = this.#article;
    const places = this.#placesOf(sentences[sentence], sentences[sentence + 1] ?? numbers.length);
    const parts = [];
    for (const place of places) {
      const last = parts.at(-1)?.at(-1);
      if (last !== undefined && place >= last && place - last <= TOGETHER) parts.at(-1).push(place);
      else parts.push([place]);
    }
    return parts.map((part) => this.#range(part[0], part.at(-1), EDGES, EDGES)).filter(Boolean);
  }

  #placesOf(first, end) {
    return [...this.#found.subarray(first, end)].filter((atom) => atom >= 0);
  }

  /** From one atom of the page to another, with up to so many marks before and after; null where the page has changed. */
  #range(first, last, before, after) {
    const [start, end] = [this.#page.startOf(first), this.#page.endOf(last)];
    if (!start || !end) return null;
    const range = document.createRange();
    range.setStart(start.node, start.offset - marks(start.node.data.slice(0, start.offset), before, /[^\s\p{L}\p{N}]*$/u));
    range.setEnd(end.node, end.offset + marks(end.node.data.slice(end.offset, end.offset + after), after, /^[^\s\p{L}\p{N}]*/u));
    return range.collapsed ? null : range;
  }
}

function marks(text, most, pattern) {
  return most ? Math.min(most, pattern.exec(text.slice(-most))[0].length) : 0;
}

function matters({ type, target, addedNodes, removedNodes }) {
  if (type === "characterData") return true;
  if (target.closest?.(SILENT)) return false;
  return [...addedNodes, ...removedNodes].some((node) => node.data || node.matches?.(SILENT) === false);
}

function* readScript(script, spelling) {
  const made = { numbers: [], words: [], firsts: [], sentences: [] };
  for (const [index, word] of script.words.entries()) {
    if (index % OFTEN === 0) yield;
    while (made.sentences.length <= word.sentence) made.sentences.push(made.numbers.length);
    made.firsts.push(made.numbers.length);
    for (const [written] of atomsIn(word.text)) {
      made.numbers.push(spelling.numberOf(written));
      made.words.push(index);
    }
  }
  made.firsts.push(made.numbers.length);
  while (made.sentences.length < script.sentences.length) made.sentences.push(made.numbers.length);
  return made;
}
