/** A pace that rises day by day, from where the listener is to a goal; remembered on this device. */

import { keptAt } from "./kept.js";
import { FASTEST, SLOWEST } from "./timeline.js";

const kept = keptAt("wordpace-training");
const DAY = 24 * 60 * 60 * 1000;
const STEP = 5; // words per minute: a smaller change is not heard

/** The training under way, {from, to, days, start: milliseconds}, or null. Storage may hold anything. */
export function loadTraining() {
  const training = kept.load();
  const paces = [training?.from, training?.to].every((wpm) => wpm >= SLOWEST && wpm <= FASTEST);
  return paces && training.days >= 1 && Number.isFinite(training.start) ? training : null;
}

/** Begins a training from a pace to a goal in so many days, or ends it (null). */
export const saveTraining = kept.save;

/** The day of a training that a moment falls on, from 0 to its last; days begin at midnight where the listener is. */
export function dayOf({ start, days }, now) {
  const midnight = (time) => new Date(time).setHours(0, 0, 0, 0);
  return Math.min(days, Math.max(0, Math.round((midnight(now) - midnight(start)) / DAY)));
}

/** The words per minute of a training at a moment: as much more each day. */
export function paceOf(training, now) {
  const { from, to, days } = training;
  return Math.round((from + ((to - from) * dayOf(training, now)) / days) / STEP) * STEP;
}
