/** Time to word and word to time. Pure: no page, no clock, no network. Times are seconds, places are code points. */

/** Words per minute at 1x, whatever the voice. */
export const ONE_X = 200;
export const SLOWEST = 100;
export const FASTEST = 800;

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
  constructor(sentences) {
    this.sentences = []; // {start, end} of each
    this.words = []; // {text, start, end, sentence} of each whitespace-separated token
    let start = 0;
    sentences.forEach(({ text }, index) => {
      const places = new CodePoints(text);
      for (const match of text.matchAll(/\S+/gu)) {
        const from = start + places.toPoints(match.index);
        const end = start + places.toPoints(match.index + match[0].length);
        this.words.push({ text: match[0], start: from, end, sentence: index });
      }
      this.sentences.push({ start, end: start + places.length });
      start += places.length + 1;
    });
  }

  /** Index of the word at a place, or of the last one before it; 0 before the first. */
  wordAt(offset) {
    return Math.max(0, lastAtMost(this.words, offset, (word) => word.start));
  }

  sentenceAt(offset) {
    return Math.max(0, lastAtMost(this.sentences, offset, (sentence) => sentence.start));
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
}

/** When each word of one stream is heard; grows while the stream is made. */
export class Timeline {
  words = []; // as the API gives them, in order
  duration = 0; // seconds made so far, or in all once complete
  complete = false;

  add({ words, duration_s: duration, complete }) {
    const last = this.words.at(-1)?.text_start ?? -1;
    for (const word of words) if (word.text_start > last) this.words.push(word);
    this.duration = duration;
    this.complete = complete;
  }

  /** Index of the sentence after the last one that is known. */
  get next() {
    return (this.words.at(-1)?.sentence ?? -1) + 1;
  }

  /** The word heard at a time: each lasts until the next begins. Undefined before the first. */
  wordAt(time) {
    return this.words[lastAtMost(this.words, time, (word) => word.start)];
  }

  /** When the word at a place begins; null where it is not made yet or lies before the stream. */
  timeOf(offset) {
    const index = lastAtMost(this.words, offset, (word) => word.text_start);
    if (index < 0) return null;
    const known = offset < this.words.at(-1).text_end || this.complete;
    return known ? this.words[index].start : null;
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

/**
 * What is known of an article's times at one pace: `script`, `words` in all, `wpm`, the timeline of the `whole` edition
 * once it is complete (else null), and the `live` stream {from, wpm, timeline, heard: seconds or null} (or null).
 */

/** The time of a place and the duration of the article: exact where they are made, else by the words. */
export function timesAt({ script, words, wpm, whole, live }, offset) {
  const heard = live && live.heard !== null ? before(script, live.from, wpm) + (live.heard * live.wpm) / wpm : null;
  const duration = whole?.duration ?? Math.max(secondsFor(words, wpm), heard ?? 0);
  return { duration, time: heard ?? whole?.timeOf(offset) ?? secondsFor(script.wordAt(offset), wpm) };
}

/** The place that is heard at a time of the article. */
export function offsetAt({ script, wpm, whole, live }, time) {
  const timeline = live?.timeline ?? whole;
  const inside = time - (live ? before(script, live.from, wpm) : 0);
  if (timeline?.words.length && inside >= 0 && inside <= timeline.duration) {
    return (timeline.wordAt(inside) ?? timeline.words[0]).text_start;
  }
  const index = Math.min(script.words.length - 1, Math.max(0, Math.floor(time / secondsFor(1, wpm))));
  return script.words[index]?.start ?? 0;
}

/** Seconds of the article before a sentence. */
function before(script, sentence, wpm) {
  return sentence ? secondsFor(script.firstWordOf(sentence), wpm) : 0;
}
