/** The listener's voice and pace, remembered on this device. */

import { keptAt } from "./kept.js";
import { FASTEST, SLOWEST } from "./timeline.js";
import { loadTraining, paceOf } from "./training.js";

const kept = keptAt("wordpace");

/** A pace that rises day by day goes before the one that was chosen last. */
export function loadPreferences() {
  const { voice, wpm } = kept.load() ?? {};
  const training = loadTraining();
  const chosen = wpm >= SLOWEST && wpm <= FASTEST ? Number(wpm) : null;
  return { voice: typeof voice === "string" ? voice : null, wpm: training ? paceOf(training, Date.now()) : chosen };
}

export const savePreferences = kept.save;
