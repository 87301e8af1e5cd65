/**
 * The smallest pieces of a text that are compared: runs of letters, runs of digits, and each character of a script that
 * sets no spaces. Marks between them (quotes, hyphens, apostrophes) are no part of any, so it does not matter how a page
 * writes them.
 */

const UNSPACED =
  "\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\p{sc=Thai}\\p{sc=Lao}\\p{sc=Khmer}\\p{sc=Myanmar}\\p{sc=Tibetan}";
const UNSEEN = "\\u00AD\\u034F\\u200B-\\u200F\\u2060-\\u2064\\uFEFF"; // soft hyphens, joiners, marks of direction
const ATOM = new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{M}][${UNSEEN}]*)+|(?:\\p{N}[${UNSEEN}]*)+`, "gu");
const DROPPED = new RegExp(`[\\p{M}${UNSEEN}]`, "gu");

/** The atoms of a text in order: matches with `index` and `[0]`, the place in UTF-16 units and what is written there. */
export function atomsIn(text) {
  return text.matchAll(ATOM);
}

/** Gives atoms that are alike one number, whatever their case, ligatures, accents and unseen characters. */
export class Spelling {
  #written = new Map();
  #numbers = new Map();
  #folded = [];

  numberOf(written) {
    let number = this.#written.get(written);
    if (number === undefined) {
      const folded = written.normalize("NFKD").toLowerCase().replace(DROPPED, "");
      number = this.#numbers.get(folded) ?? this.#folded.push(folded) - 1;
      this.#numbers.set(folded, number);
      this.#written.set(written, number);
    }
    return number;
  }

  textOf(number) {
    return this.#folded[number];
  }

  get size() {
    return this.#folded.length;
  }
}
