/** Builds elements without ever reading text as markup. */

const SVG = "http://www.w3.org/2000/svg";

// 24 x 24, drawn by hand for this player.
const ICONS = {
  play: "M8 5.2v13.6a.8.8 0 0 0 1.2.7l10.9-6.8a.8.8 0 0 0 0-1.4L9.2 4.5A.8.8 0 0 0 8 5.2z",
  pause: "M7 5h3.2v14H7zM13.8 5H17v14h-3.2z",
  back: "M6 6h2v12H6zM18.5 6.8v10.4a.7.7 0 0 1-1.1.6l-7.6-5.2a.7.7 0 0 1 0-1.2l7.6-5.2a.7.7 0 0 1 1.1.6z",
  forward: "M16 6h2v12h-2zM5.5 6.8v10.4a.7.7 0 0 0 1.1.6l7.6-5.2a.7.7 0 0 0 0-1.2L6.6 6.2a.7.7 0 0 0-1.1.6z",
  up: "M20 6.8v10.4a.7.7 0 0 1-1.1.6l-6.6-5.2a.7.7 0 0 1 0-1.2l6.6-5.2a.7.7 0 0 1 1.1.6zM12.3 6.8v10.4a.7.7 0 0 1-1.1.6L6 13.7V18H4V6h2v4.3l5.2-4.1a.7.7 0 0 1 1.1.6z",
  down: "M4 6.8v10.4a.7.7 0 0 0 1.1.6l6.6-5.2a.7.7 0 0 0 0-1.2L5.1 6.2A.7.7 0 0 0 4 6.8zM11.7 6.8v10.4a.7.7 0 0 0 1.1.6l5.2-4.1V18h2V6h-2v4.3l-5.2-4.1a.7.7 0 0 0-1.1.6z",
  earlier: "M12 4.5V1.6L7.6 5.5 12 9.4V6.4a6.7 6.7 0 1 1-6.7 6.7H3.4A8.6 8.6 0 1 0 12 4.5z",
  later: "M12 4.5V1.6l4.4 3.9L12 9.4V6.4a6.7 6.7 0 1 0 6.7 6.7h1.9A8.6 8.6 0 1 1 12 4.5z",
  voice: "M12 14.5a3.2 3.2 0 0 0 3.2-3.2V6.2a3.2 3.2 0 0 0-6.4 0v5.1a3.2 3.2 0 0 0 3.2 3.2zm6.3-3.2a6.3 6.3 0 0 1-5.4 6.2V21h-1.8v-3.5a6.3 6.3 0 0 1-5.4-6.2h1.8a4.5 4.5 0 0 0 9 0z",
  open: "M6.4 9l5.6 5.6L17.6 9 19 10.4l-7 7-7-7z",
};

/** `make("button", {class: "x", "aria-label": "y", onclick: f}, child, "text")`; null and false attributes are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Changes an icon button to another icon and name. */
export function redraw(button, name, label) {
  if (button.getAttribute("aria-label") === label) return;
  button.setAttribute("aria-label", label);
  button.title = label;
  button.querySelector("svg").replaceWith(icon(name));
}
