/** Time to word and word to time. Pure: no page, no clock, no network. Times are seconds, places are code points. */

/** Words per minute at 1x, whatever the voice. */
export const ONE_X = 200;
export const SLOWEST = 100;
export const FASTEST = 800;
/** Up to here our tests found every word understood; the server's pipeline/timeline.py names the same pace. */
export const UNDERSTOOD = 400;

/** Index of the last item for which `key(item) <= value`, in a list sorted by key; -1 where there is none. */
export function lastAtMost(items, value, key = (item) => item) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (key(items[middle]) <= value) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Converts places in one text between Unicode code points (the server's) and UTF-16 code units (JavaScript's). */
export class CodePoints {
  #wide = []; // code point offsets of the characters that take two units

  constructor(text) {
    let offset = 0;
    for (const character of text) {
      if (character.length === 2) this.#wide.push(offset);
      offset += 1;
    }
    this.length = offset;
  }

  toUnits(offset) {
    return offset + lastAtMost(this.#wide, offset - 1) + 1;
  }

  toPoints(units) {
    let low = Math.max(0, units - this.#wide.length);
    let high = units;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.toUnits(middle) <= units) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The article's text as places: where each sentence and each written word is. */
export class Script {
  #firsts; // the index of each paragraph's first sentence

  constructor(sentences) {
    this.sentences = []; // {start, end, block, announced: not written there} of each
    this.words = []; // {text, start, end, sentence} of each whitespace-separated token
    let start = 0;
    sentences.forEach(({ text, block, announced }, index) => {
      const places = new CodePoints(text);
      for (const match of text.matchAll(/\S+/gu)) {
        const from = start + places.toPoints(match.index);
        const end = start + places.toPoints(match.index + match[0].length);
        this.words.push({ text: match[0], start: from, end, sentence: index });
      }
      this.sentences.push({ start, end: start + places.length, block, announced });
      start += places.length + 1;
    });
    this.#firsts = [...this.sentences.keys()].filter((index) => this.sentences[index].block !== this.sentences[index - 1]?.block);
  }

  /** Index of the word at a place, or of the last one before it; 0 before the first. */
  wordAt(offset) {
    return Math.max(0, lastAtMost(this.words, offset, (word) => word.start));
  }

  /** The place of a word; of the first or the last where the index is beyond them. */
  startOf(index) {
    return this.words[Math.min(Math.max(0, index), this.words.length - 1)]?.start ?? 0;
  }

  /** Where to go on from a place: {start, resumed}; the beginning where that is the end, or nothing was heard. */
  resumeAt(offset) {
    const word = this.wordAt(offset);
    const resumed = word > 0 && word < this.words.length - 1;
    return { start: this.words[resumed ? word : 0]?.start ?? 0, resumed };
  }

  sentenceAt(offset) {
    return Math.max(0, lastAtMost(this.sentences, offset, (sentence) => sentence.start));
  }

  /** What of each sentence lies between two places: [sentence, from, to] in code points into it. */
  within(start, end) {
    const spans = this.sentences.map((each, index) => [index, Math.max(0, start - each.start), Math.min(each.end, end) - each.start]);
    return spans.filter(([, from, to]) => to > from);
  }

  /** Index of the first word of a sentence or of the next that has one. */
  firstWordOf(sentence) {
    const before = lastAtMost(this.words, sentence - 1, (word) => word.sentence);
    return Math.min(before + 1, Math.max(0, this.words.length - 1));
  }

  /** The first word of the sentence so many from a word's. Back is to the beginning of its own where it is well into it. */
  wordSentencesAway(word, by) {
    const sentence = this.words[word]?.sentence ?? 0;
    const inside = word > this.firstWordOf(sentence) + 2;
    return this.firstWordOf(Math.max(0, sentence + by + (by < 0 && inside ? 1 : 0)));
  }

  /** The first word of the paragraph so many from a word's. Back is to the beginning of its own where it is past its first sentence. */
  wordParagraphsAway(word, by) {
    const sentence = this.words[word]?.sentence ?? 0;
    const own = this.#firsts.findLastIndex((first) => first <= sentence);
    const inside = by < 0 && sentence > this.#firsts[own];
    const away = Math.min(Math.max(0, own + by + (inside ? 1 : 0)), this.#firsts.length - 1);
    return this.firstWordOf(this.#firsts[away] ?? 0);
  }
}

/** When every sentence and word of an edition is heard. Sentences are certain; words are exact once they are made. */
export class Timeline {
  /** `timings` as the API gives them for the whole article. */
  constructor({ words, sentences, duration_s: duration }) {
    this.words = words; // in order
    this.sentences = sentences; // by index
    this.duration = duration; // seconds
  }

  /** Takes later times of some of the same sentences. */
  add({ words, sentences }) {
    if (!sentences.length) return;
    const first = lastAtMost(this.words, sentences[0].index - 1, (word) => word.sentence) + 1;
    words.forEach((word, index) => { this.words[first + index] = word; });
    for (const sentence of sentences) this.sentences[sentence.index] = sentence;
  }

  /** Whether the times of a sentence's words are those of its sound. */
  isExact(sentence) {
    return this.sentences[sentence]?.made ?? false;
  }

  /** The first sentence after one that begins later than a time. */
  sentenceAfter(sentence, time) {
    return this.sentences.find(({ start, index }) => index > sentence && start > time);
  }

  /** A time in the silence before a sentence; where that is not known yet, when it begins. */
  silenceBefore({ index, start }) {
    const before = this.sentences[index - 1];
    return before.made ? before.end : start;
  }

  /** The word heard at a time: each lasts until the next begins. Undefined before the first. */
  wordAt(time) {
    const index = lastAtMost(this.words, time, (word) => word.start);
    return time >= this.#startOf(index + 1) ? this.words[index + 1] : this.words[index];
  }

  /** When the word at a place begins. */
  timeOf(offset) {
    return this.#startOf(Math.max(0, lastAtMost(this.words, offset, (word) => word.text_start)));
  }

  /** When a word begins; a sentence's first when the sentence does, which is certain. Infinity beyond the last. */
  #startOf(index) {
    const word = this.words[index];
    if (!word) return Infinity;
    return word.sentence === this.words[index - 1]?.sentence ? word.start : this.sentences[word.sentence].start;
  }

  /** The place of a sentence's first word. */
  firstPlaceOf(sentence) {
    const index = lastAtMost(this.words, sentence - 1, (word) => word.sentence) + 1;
    return this.words[index]?.text_start ?? 0;
  }
}

/** Seconds that so many words take at a pace. */
export function secondsFor(words, wpm) {
  return (words * 60) / wpm;
}

export function multiplier(wpm) {
  return wpm / ONE_X;
}

/** Seconds that a pace saves on so many words against 1x; negative where it takes longer. */
export function secondsSaved(words, wpm) {
  return secondsFor(words, ONE_X) - secondsFor(words, wpm);
}
