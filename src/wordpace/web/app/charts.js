/** Small pictures of numbers, drawn as SVG; each has its table behind it. */

import { make } from "../player/elements.js";
import { say } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 640;
const HEIGHT = 180;
const FOOT = 22; // for the labels below
const HEAD = 18; // for the largest number

function draw(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A figure: its heading, what it shows in a sentence, the picture, and the same numbers as a table. */
export function figure({ heading, summary, picture, columns, rows }) {
  const id = `figure-${heading.replace(/\W+/g, "-")}`;
  const cells = (row) => row.map((cell, index) => make(index ? "td" : "th", index ? {} : { scope: "row" }, String(cell)));
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...columns.map((name) => make("th", { scope: "col" }, name)))),
    make("tbody", {}, ...rows.map((row) => make("tr", {}, ...cells(row)))));
  const scroller = make("div", { class: "scroller", tabindex: 0, role: "region", "aria-label": heading }, table);
  return make("figure", { "aria-labelledby": id },
    make("figcaption", {}, make("h2", { id }, heading), make("p", { class: "soft" }, summary)), picture,
    make("details", {}, make("summary", {}, say("as_table")), scroller));
}

/** Bars over time: [{label, value, told}]; `told` is shown when one is pointed at. */
export function bars(points, label) {
  const most = niceMost(points.map(({ value }) => value));
  const step = WIDTH / points.length;
  const width = Math.max(1, Math.min(28, step * 0.72));
  const marks = points.map(({ value, told }, index) => {
    const height = (HEIGHT * value) / most;
    const x = index * step + (step - width) / 2;
    const round = Math.min(3, width / 2, height);
    const bar = draw("path", { class: "bar", d: `M${x} ${HEAD + HEIGHT}v${-(height - round)}q0 ${-round} ${round} ${-round}h${width - 2 * round}q${round} 0 ${round} ${round}v${height - round}z` });
    const whole = draw("rect", { class: "hit", x: index * step, y: HEAD, width: step, height: HEIGHT });
    return draw("g", {}, bar, whole, draw("title", {}, told));
  });
  return canvas(label, most, points, marks, step);
}

/** A line over time, with a dot at each point. */
export function line(points, label) {
  const values = points.map(({ value }) => value);
  const most = niceMost(values);
  const step = WIDTH / points.length;
  const at = ({ value }, index) => [index * step + step / 2, HEAD + HEIGHT * (1 - value / most)];
  const path = draw("path", { class: "line-path", d: points.map((point, index) => `${index ? "L" : "M"}${at(point, index).join(" ")}`).join("") });
  const dots = points.map((point, index) => {
    const [cx, cy] = at(point, index);
    return draw("g", {}, draw("circle", { class: "dot", cx, cy, r: 4 }), draw("rect", { class: "hit", x: index * step, y: HEAD, width: step, height: HEIGHT }), draw("title", {}, point.told));
  });
  return canvas(label, most, points, [path, ...dots], step);
}

/** Bars that lie, one a name: [{name, value, told}]. */
export function ranks(items) {
  const most = Math.max(...items.map(({ value }) => value), 1);
  return make("ul", { class: "ranks", "aria-hidden": "true" }, ...items.map(({ name, value, told }) => {
    const bar = make("span", { class: "rank" });
    bar.style.setProperty("--share", value / most);
    return make("li", {}, make("span", { class: "name" }, name), make("span", { class: "value" }, told), bar);
  }));
}

function canvas(label, most, points, marks, step) {
  const rules = [0, 0.5, 1].map((share) => {
    const y = HEAD + HEIGHT * (1 - share);
    return draw("g", {}, draw("line", { class: "rule", x1: 0, x2: WIDTH, y1: y, y2: y }),
      ...(share ? [draw("text", { class: "scale", x: 0, y: y - 4 }, String(Math.round(most * share)))] : []));
  });
  const every = Math.max(1, Math.ceil(points.length / 6));
  const labels = points.map(({ label: text }, index) => (index % every ? null
    : draw("text", { class: "scale", x: index * step + step / 2, y: HEAD + HEIGHT + FOOT - 5, "text-anchor": index ? "middle" : "start" }, text)));
  return draw("svg", { class: "chart", viewBox: `0 0 ${WIDTH} ${HEAD + HEIGHT + FOOT}`, role: "img", "aria-label": label }, ...rules, ...marks, ...labels.filter(Boolean));
}

/** A round number at or above the largest. */
function niceMost(values) {
  const largest = Math.max(...values, 1);
  const power = 10 ** Math.floor(Math.log10(largest));
  return [1, 2, 4, 5, 10].map((each) => each * power).find((each) => each >= largest);
}
