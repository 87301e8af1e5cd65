/** The listener's settings, the same on every device, and what follows from them. */

import { loadPreferences } from "../player/preferences.js";
import { ONE_X } from "../player/timeline.js";
import { ask } from "./ask.js";

let wishes = null;

/** The settings as the server has them. */
export async function loadWishes() {
  wishes = await ask("settings");
  show(wishes);
  return wishes;
}

/** Keeps a change of some settings: {theme: "dark"}. Answers all. */
export async function saveWishes(change) {
  show(change);
  wishes = await ask("settings", { method: "PUT", body: { ...(await ask("settings")), ...change } });
  return wishes;
}

/** The words per minute for a site: its own, else those of every site, else those of this device. */
export function paceFor(site) {
  return wishes?.paces[site] ?? wishes?.paces[""] ?? loadPreferences().wpm ?? ONE_X;
}

/** Minutes of an article at the listener's pace: {whole, left}. */
export function minutesOf({ words, site, heard_fraction: heard }) {
  const whole = words / paceFor(site);
  return { whole, left: whole * (1 - heard) };
}

function show({ theme }) {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else if (theme) document.documentElement.dataset.theme = theme;
}
