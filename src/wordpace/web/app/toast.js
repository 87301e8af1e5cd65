/** Short lines at the foot of the page that tell what was done, with its way back; Ctrl+Z takes that, too. */

import { make } from "../player/elements.js";
import { say, trouble } from "./words.js";

const STAYS = 10_000; // milliseconds
const box = document.body.appendChild(make("div", { class: "toasts", role: "status" }));
let last = null; // the toast that can be taken back

/** Tells that something was done; `undo`, where given, takes it back; `way` is what its button says. */
export function tell(text, undo = null, way = say("undo")) {
  const close = () => {
    clearTimeout(timer);
    if (last === toast) last = null;
    toast.element.remove();
  };
  const toast = { undo: undo && (() => { close(); attempt(undo); }) };
  toast.element = make("div", { class: "toast" }, make("span", {}, text),
    ...(undo ? [make("button", { type: "button", onclick: toast.undo }, way)] : []),
    make("button", { type: "button", class: "close", "aria-label": say("close"), onclick: close }, "×"));
  let timer = setTimeout(close, STAYS);
  // Who reads it or has the focus in it is not hurried.
  for (const name of ["pointerenter", "focusin"]) toast.element.addEventListener(name, () => clearTimeout(timer));
  for (const name of ["pointerleave", "focusout"]) toast.element.addEventListener(name, () => { timer = setTimeout(close, STAYS); });
  if (undo) last = toast;
  box.append(toast.element);
  while (box.children.length > 3) box.firstElementChild.remove();
}

/** Does work that may fail; says why where it does. Answers whether it went well. */
export async function attempt(work) {
  try {
    await work();
    return true;
  } catch (error) {
    if (error.name === "AbortError") return false;
    if (!("status" in error)) throw error;
    tell(trouble(error));
    return false;
  }
}

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
  if (!last || event.target.closest?.("input, textarea, select")) return;
  event.preventDefault();
  last.undo();
});
