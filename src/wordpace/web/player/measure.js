/** The time of a place and the place of a time: by an edition's times, or by the words until those are there. Pure. */

import { Request } from "./names.js";
import { secondsFor } from "./timeline.js";

/** {time, duration}: of the place and of the whole, in seconds; `sounding` is the sound's own time, where it is heard. */
export function measured({ article, wpm, offset }, { script, edition }, sounding) {
  const duration = edition ? edition.timeline.duration / edition.rate : secondsFor(article?.words ?? 0, wpm);
  const time = edition ? (sounding || edition.timeline.timeOf(offset)) / edition.rate : secondsFor(script.wordAt(offset), wpm);
  return { duration: Math.round(duration * 10) / 10, time: Math.floor(Math.min(time, duration) * 4) / 4 };
}

/** The place that is heard at a time. */
function offsetAt(time, { wpm }, { script, edition }) {
  const word = edition?.timeline.wordAt(time * edition.rate);
  if (word) return word.text_start;
  const index = edition ? 0 : Math.floor(time / secondsFor(1, wpm));
  return script.startOf(index);
}

/** Where a request to skip leads: a place, whatever it was asked in. */
export const skipsTo = {
  [Request.SCRUB]: ({ time }, state, plan) => offsetAt(time, state, plan),
  [Request.SKIP]: ({ seconds }, state, plan) => offsetAt(state.time + seconds, state, plan),
  [Request.SKIP_WORD]: ({ by }, { word }, { script }) => script.startOf(word + by),
  [Request.SKIP_SENTENCE]: ({ by }, { word }, { script }) => script.startOf(script.wordSentencesAway(word, by)),
  [Request.SKIP_PARAGRAPH]: ({ by }, { word }, { script }) => script.startOf(script.wordParagraphsAway(word, by)),
};
