/** The listener's voice and pace, remembered on this device. Storage may be forbidden, full or hold anything. */

import { FASTEST, SLOWEST } from "./timeline.js";

const KEY = "wordpace";

export function loadPreferences() {
  const { voice, wpm } = stored();
  return {
    voice: typeof voice === "string" ? voice : null,
    wpm: wpm >= SLOWEST && wpm <= FASTEST ? Number(wpm) : null,
  };
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
