/** The listener's voice and pace, remembered on this device. Storage may be forbidden, full or hold anything. */

import { FASTEST, SLOWEST } from "./timeline.js";
import { loadTraining, paceOf } from "./training.js";

const KEY = "wordpace";

/**
 * The voice and the pace to begin with. A pace that rises day by day goes before the settings for this article (`first`),
 * those before what was chosen here last, that before the usual pace (`first.usual`).
 */
export function loadPreferences(first = {}) {
  const { voice, wpm } = { wpm: first.usual, ...stored(), ...first };
  const training = loadTraining();
  const chosen = wpm >= SLOWEST && wpm <= FASTEST ? Number(wpm) : null;
  return { voice: typeof voice === "string" ? voice : null, wpm: training ? paceOf(training, Date.now()) : chosen };
}

export function savePreferences(preferences) {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Private windows and full disks refuse; the choice then lasts as long as the page.
  }
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}
