/** The listener's voice and pace, remembered on this device. */

import { keptAt } from "./kept.js";
import { FASTEST, SLOWEST } from "./timeline.js";
import { loadTraining, paceOf } from "./training.js";

const kept = keptAt("wordpace");

/**
 * The voice and the pace to begin with. A pace that rises day by day goes before the settings for this article (`first`),
 * those before what was chosen here last, that before the usual pace (`first.usual`).
 */
export function loadPreferences(first = {}) {
  const { voice, wpm } = { wpm: first.usual, ...kept.load(), ...first };
  const training = loadTraining();
  const chosen = wpm >= SLOWEST && wpm <= FASTEST ? Number(wpm) : null;
  return { voice: typeof voice === "string" ? voice : null, wpm: training ? paceOf(training, Date.now()) : chosen };
}

export const savePreferences = ({ voice, wpm }) => kept.save({ voice, wpm });
