/** Who this device is to the others: an id of its own, and a name that its listener may change. */

import { say } from "./words.js";

const KEY = "wordpace-device";

/** {id, name}. Where storage is forbidden, the id lasts as long as the page. */
export const device = known() ?? keep({ id: crypto.randomUUID?.() ?? String(Math.random()).slice(2), name: guessed() });

export function rename(name) {
  keep(Object.assign(device, { name }));
}

function known() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY));
    return typeof stored.id === "string" && typeof stored.name === "string" ? stored : null;
  } catch {
    return null; // forbidden, or nothing there yet
  }
}

function keep(made) {
  try {
    localStorage.setItem(KEY, JSON.stringify(made));
  } catch {
    // Then it is another device next time.
  }
  return made;
}

function guessed() {
  const agent = navigator.userAgent;
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(agent)) return say("device_tablet");
  return say(/Mobi|iPhone/.test(agent) ? "device_phone" : "device_computer");
}
