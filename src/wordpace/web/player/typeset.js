/** How a reader wants text set: remembered on this device, and laid on an element as classes and custom properties. */

import { keptAt } from "./kept.js";

const kept = keptAt("wordpace-reading");
const night = matchMedia("(prefers-color-scheme: dark)").matches;
const USUAL = Object.freeze({ face: "serif", colours: night ? "dark" : "paper", size: 1.3, lines: 1.7, letters: 0, focus: false, oneWord: false });
const RANGES = { size: [0.9, 2.6], lines: [1.2, 2.6], letters: [0, 0.15] };
const CHOICES = { face: ["serif", "sans", "dyslexic"], colours: ["paper", "white", "sepia", "dark", "contrast"] };

/** What was chosen, or what is usual where storage is forbidden or holds anything else. */
export function loadReading() {
  const stored = kept.load() ?? {};
  const wishes = { ...USUAL };
  for (const [name, usual] of Object.entries(USUAL)) if (fits(name, stored[name], usual)) wishes[name] = stored[name];
  return wishes;
}

export const saveReading = kept.save;

/** Lays the wishes on an element. */
export function changed(element, { face, colours, size, lines, letters, focus, oneWord }) {
  Object.assign(element.dataset, { face, colours });
  element.classList.toggle("wp-focus", focus);
  element.classList.toggle("wp-one-word", oneWord);
  for (const [name, value] of Object.entries({ size, lines, letters })) element.style.setProperty(`--wp-${name}`, value);
}

function fits(name, value, usual) {
  if (name in CHOICES) return CHOICES[name].includes(value);
  if (name in RANGES) return typeof value === "number" && value >= RANGES[name][0] && value <= RANGES[name][1];
  return typeof value === typeof usual;
}
