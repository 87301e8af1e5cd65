/** The listener's settings, the same on every device, and what follows from them. */

import { loadPreferences } from "../player/preferences.js";
import { ONE_X } from "../player/timeline.js";
import { ask } from "./ask.js";

let known = null;

/** The settings as they were last loaded; null before. */
export const wishes = () => known;

/** The settings as the server has them. */
export async function loadWishes() {
  known = await ask("settings");
  show(known);
  return known;
}

/** Keeps a change of some settings: {theme: "dark"}. Answers all. */
export async function saveWishes(change) {
  show(change);
  known = await ask("settings", { method: "PUT", body: change });
  return known;
}

/** The words per minute for a site: its own, else those that this device had last, else those of every site. */
export function paceFor(site) {
  return known?.paces[site] ?? loadPreferences({ usual: known?.paces[""] }).wpm ?? ONE_X;
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
