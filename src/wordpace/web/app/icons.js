/** The app's icons, 24 x 24, drawn by hand as lines. */

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  queue: "M4 6.5h11M4 11.5h11M4 16.5h7M17 13v7l5-3.5z",
  queued: "M4 6.5h11M4 11.5h11M4 16.5h7M15 16.5l2.5 2.5 4.5-5",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  archive: "M4 5h16v4H4zM5.5 9v10h13V9M10 13h4",
  unarchive: "M4 5h16v4H4zM5.5 9v10h13V9M12 17v-5m-2.2 2l2.2-2.2 2.2 2.2",
  tag: "M4 12.5V5a1 1 0 0 1 1-1h7.500l7.5 7.5-8.5 8.500zM8.5 8.500h.01",
  delete: "M5 7h14M10 7V4.500h4V7M7 7l.8 12.500h8.400L17 7M10.2 10.500v5.500M13.8 10.500v5.5",
  next: "M5 6v12l8-6zM17 6v12",
  restore: "M5 9h9a5 5 0 0 1 0 10H9M5 9l4-4M5 9l4 4",
  handle: "M8 9h8M8 15h8",
  up: "M12 19V6m-5.5 5.500L12 6l5.5 5.5",
  down: "M12 5v13m-5.5-5.500L12 18l5.5-5.5",
  close: "M6.5 6.500l11 11M17.5 6.500l-11 11",
  file: "M7 3.500h7l4 4v13H7zM14 3.500v4h4",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("line");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
