/** Times, paces and counts as people read and hear them. */

import { multiplier } from "./timeline.js";

/** "3:07", or "1:02:45". */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  if (!parts[0]) parts.shift();
  return parts.map((part, index) => (index ? String(part).padStart(2, "0") : part)).join(":");
}

/** "3 minutes 7", as a screen reader says it. */
export function said(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const minutes = Math.floor(whole / 60);
  if (!minutes) return counted(whole, "second");
  return whole % 60 ? `${counted(minutes, "minute")} ${whole % 60}` : counted(minutes, "minute");
}

/** "3 min", or "40 s" under a minute and a half. */
export function roughly(seconds) {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

/** "1.25x". */
export function times(wpm) {
  return `${Number(multiplier(wpm).toFixed(2))}x`;
}

/** "1.25x · 250 WPM". */
export function pace(wpm) {
  return `${times(wpm)} · ${Math.round(wpm)} WPM`;
}

function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
