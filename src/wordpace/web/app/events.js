/** What other devices and the server do, told at once. One connection a page; a page that nobody sees gives it back. */

import { at } from "../player/root.js";

const NAMES = ["position", "queue", "library", "listening", "settings", "edition"];
const AGAIN = "again"; // told after a time without the connection: anything may have changed
const target = new EventTarget();
let source = null;
let missed = false;
let kept = () => false;

/** Calls `handler(data)` for each event of a name. */
export function on(name, handler) {
  target.addEventListener(name, ({ detail }) => handler(detail));
  connect();
}

/** Calls `handler()` when events may have been missed. */
export function onAgain(handler) {
  target.addEventListener(AGAIN, handler);
}

/** A hidden page keeps its connection while `wanted()`: it plays with the screen locked. */
export function keepWhile(wanted) {
  kept = wanted;
}

function connect() {
  if (source) return;
  source = new EventSource(at("api/events"));
  for (const name of NAMES) source.addEventListener(name, ({ data }) => tell(name, JSON.parse(data)));
  source.addEventListener("error", () => { missed = true; });
  source.addEventListener("open", () => {
    if (missed) tell(AGAIN);
    missed = false;
  });
}

function leave() {
  source?.close();
  source = null;
  missed = true;
}

function tell(name, detail) {
  target.dispatchEvent(new CustomEvent(name, { detail }));
}

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) connect();
  else if (!kept()) leave(); // a browser has few connections for a server, and other tabs want theirs
});
addEventListener("pagehide", leave);
addEventListener("pageshow", ({ persisted }) => persisted && connect());
