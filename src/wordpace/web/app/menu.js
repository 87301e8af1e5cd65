/** A list of deeds that a button opens beside itself: arrows move in it, Escape and a press elsewhere close it. */

import { make } from "../player/elements.js";
import { icon } from "./icons.js";

/** `deeds`: [[icon, label, run]]. */
export function openMenu(opener, deeds) {
  const items = deeds.map(([name, label, run]) => make("button", { type: "button", role: "menuitem", tabindex: -1, onclick: () => { close(); run(); } }, icon(name), label));
  const menu = make("div", { class: "menu", role: "menu", "aria-label": opener.getAttribute("aria-label"), popover: "auto" }, ...items);
  const close = () => menu.hidePopover();
  menu.addEventListener("toggle", ({ newState }) => {
    if (newState === "open") return;
    const inside = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    opener.setAttribute("aria-expanded", "false");
    if (inside && opener.isConnected) opener.focus();
  });
  menu.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Tab") return close();
    if (!by) return;
    event.preventDefault();
    items.at((items.indexOf(document.activeElement) + by) % items.length).focus();
  });
  document.querySelector("main").append(menu);
  menu.showPopover();
  place(menu, opener.getBoundingClientRect());
  opener.setAttribute("aria-expanded", "true");
  items[0].focus();
}

function place(menu, { right, bottom, top }) {
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = bottom + height + 8 < innerHeight;
  menu.style.left = `${Math.max(8, Math.min(right - width, innerWidth - width - 8))}px`;
  menu.style.top = `${below ? bottom + 4 : Math.max(8, top - height - 4)}px`;
}
