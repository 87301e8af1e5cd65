/**
 * Pairs the words of an article with those of a page: numbers with numbers. Pure: no page, no clock.
 *
 * First what both have in the same order, by rows of eight words, of three, of two, of one, each between what was found
 * before; then what stands beside the story; then sentences that stand elsewhere. Pairs that stand alone are chance.
 */

import { lastAtMost } from "./timeline.js";

const ROWS = [8, 3, 2, 1]; // words in a row by which places are looked for
const ROW = 3; // and those of a sentence elsewhere
const OFTEN = 6; // places of one row that are looked at
const APART = 4; // words that may stand between two that belong together
const FEW = 4; // words in a row that are no chance
const ENOUGH = 0.6; // share of a sentence's words that a place elsewhere must have
const SURE = 6; // and how many of them, or all
const SMALL = 10_000; // cells of a table of two gaps that is filled
const PAUSE = 500; // steps between two chances to pause

/**
 * For each of the article's words the page's, or -1. `sentences`: where each begins in `article`; `beside`: for each of
 * the page's words whether it is of second choice.
 */
export function* pair(article, page, sentences, beside) {
  const found = new Int32Array(article.length).fill(-1);
  for (const choice of [false, true]) {
    const left = choice ? missingOf(found, sentences) : [...article.keys()];
    const there = [...page.keys()].filter((index) => Boolean(beside[index]) === choice);
    if (!left.length || !there.length) continue;
    const row = yield* inOrder(left.map((i) => article[i]), there.map((j) => page[j]), sentencesOf(left, sentences));
    row.forEach((j, i) => { if (j >= 0) found[left[i]] = there[j]; });
  }
  yield* elsewhere(article, page, sentences, found);
  return found;
}

/** Indexes of the words of sentences of which less than half is found. */
function missingOf(found, sentences) {
  return sentences.flatMap((start, n) => {
    const words = rangeOf(start, sentences[n + 1] ?? found.length);
    return words.filter((i) => found[i] >= 0).length * 2 < words.length ? words : [];
  });
}

function sentencesOf(words, sentences) {
  let n = -1;
  return words.flatMap((word, at) => {
    const before = n;
    while (n + 1 < sentences.length && sentences[n + 1] <= word) n += 1;
    return n > before ? [at] : [];
  });
}

function* inOrder(article, page, sentences) {
  const found = new Int32Array(article.length).fill(-1);
  yield* between({ article, page, found }, 0, article.length, 0, page.length, 0);
  gatherRuns(article, page, found);
  giveUpChance(found, sentences);
  return found;
}

/** Pairs article[a..b) with page[from..to), by the rows of that step and of those after it. */
function* between(lists, a, b, from, to, step) {
  const { article, page, found } = lists;
  // Only beside what is paired: at the ends of the whole, it would be chance.
  if (a > 0) while (a < b && from < to && article[a] === page[from]) found[a++] = from++;
  if (b < article.length) while (a < b && from < to && article[b - 1] === page[to - 1]) found[--b] = --to;
  if (a === b || from === to) return;
  if ((b - a) * (to - from) <= SMALL) return yield* closely(lists, a, b, from, to);
  if (step === ROWS.length) return; // two large texts that share only their most frequent words
  const pairs = yield* rows(lists, a, b, from, to, ROWS[step]);
  let [i, j] = [a, from];
  for (const [at, place] of [...pairs, [b, to]]) {
    yield* between(lists, i, at, j, place, step + 1);
    if (at < b) found[at] = place;
    [i, j] = [at + 1, place + 1];
  }
}

/** The longest list of places, in order in both, where a row of so many words is the same: pairs [i, j]. */
function* rows(lists, a, b, from, to, size) {
  const { last, before } = yield* index(lists.page, from, to, size);
  const tails = []; // for each length, the pair that ends such a list at the earliest place of the page
  for (let i = a; i + size <= b; i += 1) {
    if (i % PAUSE === 0) yield;
    for (const j of placesOf(last.get(keyOf(lists.article, i, size)), before, from)) { // the last first: no word is taken twice
      if (!alike(lists, i, j, size)) continue;
      const length = lastAtMost(tails, j - 1, (tail) => tail.j) + 1;
      tails[length] = { i, j, previous: tails[length - 1] };
    }
  }
  const pairs = [];
  for (let each = tails.at(-1); each; each = each.previous) pairs.push([each.i, each.j]);
  return pairs.reverse();
}

/** Where each row of words is: the last place of each, and for each place the one before it of the same row. */
function* index(page, from, to, size) {
  const last = new Map();
  const before = new Int32Array(to - from);
  for (let j = from; j + size <= to; j += 1) {
    if (j % PAUSE === 0) yield;
    const key = keyOf(page, j, size);
    before[j - from] = last.get(key) ?? -1;
    last.set(key, j);
  }
  return { last, before };
}

/** The places of a row, the last first; none where it is so frequent that it tells nothing. */
function placesOf(last, before, from) {
  const places = [];
  for (let j = last ?? -1; j >= 0; j = before[j - from]) {
    if (places.push(j) > OFTEN) return [];
  }
  return places;
}

/** A number of 32 bits for a row; few rows that differ have the same. */
function keyOf(words, at, size) {
  let key = size;
  for (let k = at; k < at + size; k += 1) key = Math.imul(key ^ words[k], 0x9e3779b1) ^ (key >>> 15);
  return key;
}

function alike({ article, page }, i, j, size) {
  for (let k = 0; k < size; k += 1) if (article[i + k] !== page[j + k]) return false;
  return true;
}

/** A small gap: its longest common list of words. */
function* closely(lists, a, b, from, to) {
  yield;
  const { article, page, found } = lists;
  const wide = to - from + 1;
  const table = new Uint16Array((b - a + 1) * wide); // [i][j]: how many words article[i..b) and page[j..to) share
  for (let i = b - a - 1; i >= 0; i -= 1) {
    for (let j = wide - 2; j >= 0; j -= 1) {
      const cell = i * wide + j;
      const same = article[a + i] === page[from + j];
      table[cell] = same ? table[cell + wide + 1] + 1 : Math.max(table[cell + 1], table[cell + wide]);
    }
  }
  for (let i = 0, j = 0; i < b - a && j < wide - 1;) {
    const cell = i * wide + j;
    if (article[a + i] === page[from + j]) found[a + i++] = from + j++;
    else if (table[cell + wide] >= table[cell + 1]) i += 1;
    else j += 1;
  }
}

/** Moves a run to where it joins the next: a pull quote has the words of the paragraph that it stands before. */
function gatherRuns(article, page, found) {
  for (let end = found.length - 1; end > 0; end -= 1) {
    const next = found[end];
    const place = found[end - 1];
    if (next < 0 || place < 0 || next === place + 1) continue;
    let start = end - 1;
    while (start > 0 && found[start - 1] >= 0 && found[start - 1] === found[start] - 1) start -= 1;
    const length = end - start;
    if (rangeOf(0, length).every((k) => page[next - 1 - k] === article[end - 1 - k])) {
      for (let k = 1; k <= length; k += 1) found[end - k] = next - k;
    }
  }
}

/** Gives up pairs that stand alone, unless they are most of their sentence. */
function giveUpChance(found, sentences) {
  const all = rangeOf(0, found.length).filter((i) => found[i] >= 0);
  let n = 0;
  for (let first = 0, end; first < all.length; first = end) {
    end = first + 1;
    while (end < all.length && belong(found, all[end - 1], all[end])) end += 1;
    while (n + 1 < sentences.length && sentences[n + 1] <= all[first]) n += 1;
    const size = (sentences[n + 1] ?? found.length) - sentences[n];
    if (end - first < FEW && (end - first) * 2 <= size) for (let k = first; k < end; k += 1) found[all[k]] = -1;
  }
}

function belong(found, i, next) {
  const step = found[next] - found[i];
  return next - i <= APART && step >= 0 && step <= APART + 1;
}

/** Sentences that are not where the order has them are looked for in the whole page. */
function* elsewhere(article, page, sentences, found) {
  const words = missingOf(found, sentences);
  if (!words.length) return;
  const taken = new Set(found);
  const { last, before } = yield* index(page, 0, page.length, ROW);
  for (const start of new Set(words.map((word) => sentences[lastAtMost(sentences, word)]))) {
    const end = sentences[lastAtMost(sentences, start) + 1] ?? article.length;
    const best = yield* bestPlace(article, page, start, end, last, before, taken);
    best?.forEach((j, k) => {
      found[start + k] = j;
      if (j >= 0) taken.add(j);
    });
  }
}

/** For the words of a sentence, the page's from the place that has most of them; undefined where none has enough. */
function* bestPlace(article, page, start, end, last, before, taken) {
  let [best, most] = [undefined, Math.max(ENOUGH * (end - start), Math.min(SURE, end - start))];
  for (let at = start; at + ROW <= end && at < start + OFTEN; at += 1) {
    for (const place of placesOf(last.get(keyOf(article, at, ROW)), before, 0).reverse()) {
      yield;
      const row = fromPlace(article, page, start, end, at, place);
      const count = row.filter((j) => j >= 0 && !taken.has(j)).length;
      if (count >= most) [best, most] = [row, count + 1e-9];
    }
  }
  return best;
}

/** The words of a sentence paired from a place on, in order, as long as they stand close together. */
function fromPlace(article, page, start, end, at, place) {
  const row = new Array(end - start).fill(-1);
  for (let i = at, j = place; i < end; i += 1) {
    const step = page.slice(j, j + APART).indexOf(article[i]);
    if (step >= 0) row[i - start] = (j += step + 1) - 1;
  }
  for (let i = at - 1, j = place - 1; i >= start && j >= 0; i -= 1, j -= 1) if (page[j] === article[i]) row[i - start] = j;
  return row;
}

function rangeOf(from, to) {
  return Array.from({ length: to - from }, (_, k) => from + k);
}
