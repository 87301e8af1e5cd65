/**
 * The words of a page that was not made for the player, block by block, each with its place in the page's own text.
 * Hidden text and what stands beside a story (asides, figures, navigation) is of second choice.
 */

import { atomsIn } from "./atoms.js";

const INLINE = new Set(
  "a,abbr,acronym,b,bdi,bdo,big,cite,code,data,del,dfn,em,font,i,ins,kbd,label,mark,nobr,q,s,samp,small,span,strike,strong,sub,sup,time,tt,u,var,wbr"
    .split(","),
);
const SKIPPED = "script, style, noscript, template, select, textarea, button, iframe, object, svg, wordpace-player, .wp-reading";
const BESIDE = "aside, nav, footer, figure, blockquote, form, dialog, menu, [role=complementary], [role=navigation], [role=dialog]";
const OFTEN = 200; // atoms between two chances to pause

export class PageWords {
  numbers = []; // of each atom, see Spelling
  beside = []; // whether it is of second choice
  #starts = []; // of each atom: index of its node, and its first place there
  #ends = []; // and of its end
  #firsts = new Map(); // text node -> the first atom that touches it

  get length() {
    return this.numbers.length;
  }

  add(number, beside, start, end) {
    for (const { node } of [start, end]) if (!this.#firsts.has(node)) this.#firsts.set(node, this.length);
    this.#starts.push(start);
    this.#ends.push(end);
    this.beside.push(beside);
    this.numbers.push(number);
  }

  /** Where an atom begins and ends, {node, offset}; null where the page has changed there. */
  startOf(atom) {
    return there(this.#starts[atom]);
  }

  endOf(atom) {
    return there(this.#ends[atom]);
  }

  /** The atom at a place of a text node; -1 where there is none. */
  at(node, offset) {
    const first = this.#firsts.get(node) ?? this.length;
    for (let atom = first; atom < this.length; atom += 1) {
      const end = this.#ends[atom];
      if (this.#starts[atom].node === node && this.#starts[atom].offset > offset) return -1;
      if (end.node !== node || end.offset >= offset) return atom;
    }
    return -1;
  }
}

function there(place) {
  return place?.node.isConnected && place.offset <= place.node.length ? place : null;
}

/** Gathers the words below an element; a generator that pauses often. */
export function* gather(root, spelling) {
  const words = new PageWords();
  for (const nodes of runsOf(root)) {
    const parent = nodes[0].parentElement;
    const beside = Boolean(parent.closest(BESIDE)) || parent.checkVisibility?.({ visibilityProperty: true }) === false;
    yield* takeIn(words, nodes, beside, spelling);
    yield;
  }
  return words;
}

/** The text nodes in order, those together that no block parts. */
function* runsOf(root) {
  let run = [];
  let node = root.firstChild;
  while (node) {
    const parts = node.nodeType === Node.ELEMENT_NODE && !INLINE.has(node.localName);
    if (node.nodeType === Node.TEXT_NODE) run.push(node);
    if (parts && run.length) yield run;
    if (parts) run = [];
    if (node.firstChild && !(parts && node.matches(SKIPPED))) {
      node = node.firstChild;
      continue;
    }
    while (node !== root && !node.nextSibling) {
      node = node.parentNode ?? root; // a page may change while it is read
      if (INLINE.has(node.localName)) continue;
      if (run.length) yield run;
      run = [];
    }
    node = node === root ? null : node.nextSibling;
  }
}

function* takeIn(words, nodes, beside, spelling) {
  const texts = nodes.map(({ data }) => data);
  let index = 0;
  let before = 0; // units in the nodes before that one
  const placeOf = (unit, isEnd) => {
    while (unit - before > texts[index].length || (!isEnd && unit - before === texts[index].length)) before += texts[index++].length;
    return { node: nodes[index], offset: unit - before };
  };
  let count = 0;
  for (const { 0: written, index: unit } of atomsIn(texts.join(""))) {
    words.add(spelling.numberOf(written), beside, placeOf(unit, false), placeOf(unit + written.length, true));
    if (++count % OFTEN === 0) yield;
  }
}
