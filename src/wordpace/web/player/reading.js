/** Read along: the article alone on the screen, in the reader's own type, with the spoken word lit. */

import { make } from "./elements.js";
import { PageText } from "./highlight.js";
import { miniBar } from "./bars.js";
import { Attribute, State } from "./names.js";
import { changed, loadReading, saveReading } from "./typeset.js";

const TAGS = { title: "h1", standfirst: "p", heading: "h2", quote: "blockquote", "list-item": "li", caption: "p", code: "pre" };
const CHOICES = [
  ["face", ["serif", "sans", "dyslexic"]],
  ["colours", ["paper", "white", "sepia", "dark", "contrast"]],
];
const RANGES = [["size", 0.9, 2.6, 0.1], ["lines", 1.2, 2.6, 0.1], ["letters", 0, 0.15, 0.01]];
const TOGGLES = ["focus", "oneWord"];

// The face's address stands in the sheet relative to it, which a constructed sheet does not know.
const place = new URL("reading.css", import.meta.url);
const text = await (await fetch(place)).text();
const style = new CSSStyleSheet();
style.replaceSync(text.replace(/url\("([^"]+)"\)/g, (_, path) => `url("${new URL(path, place)}")`));
document.adoptedStyleSheets.push(style);

/** Returns {element, text(): a PageText of it, show(state, changed), close()}; `ask` makes a request, `onClose` is told when the reader is done. */
export function readAlong(player, article, { ask, wording, sheet, callBack, onClose }) {
  const { say } = wording;
  const wishes = loadReading();
  const word = make("p", { class: "wp-word", "aria-hidden": "true" });
  const root = make("article", { class: "wp-text", lang: article.language ?? "en", dir: "auto" }, ...blocks(article));
  const mini = miniBar(ask, wording, callBack);
  const bar = make("div", { class: "wp-bar" });
  bar.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
  bar.shadowRoot.append(mini.element);
  const done = make("button", { type: "button", class: "wp-done", onclick: () => close() }, say("close"));
  const element = make("main", { class: "wp-reading", tabindex: -1, "aria-label": say("read_along"), lang: wording.language },
    make("header", { class: "wp-tools" }, settings(wishes, say, apply), done), word, root, bar);
  const hidden = [...document.body.children].filter((each) => !each.hidden);
  const before = scrollY;

  function apply() {
    saveReading(wishes);
    changed(element, wishes);
  }

  function close() {
    element.remove();
    for (const each of hidden) each.hidden = false;
    removeEventListener("keydown", onKey);
    scrollTo({ top: before, behavior: "instant" });
    onClose();
  }

  function onKey(event) {
    if (event.key === "Escape") close();
    // The player is out of sight here, but its keys are not.
    else if (!event.target.closest?.("input, select, button") && event.target !== player) player.dispatchEvent(new KeyboardEvent("keydown", event));
  }

  function show(state, what) {
    mini.setAway(true, state);
    if (what.has(State.WORD)) word.textContent = player.getAttribute(Attribute.WORD) ?? "";
    if (what.has(State.SENTENCE)) {
      root.querySelector(".wp-now")?.classList.remove("wp-now");
      root.querySelector(`[data-sentence="${state.sentence}"]`)?.classList.add("wp-now");
    }
  }

  for (const each of hidden) each.hidden = true;
  document.body.append(element);
  addEventListener("keydown", onKey);
  apply();
  element.focus({ preventScroll: true });
  return { element, text: () => new PageText(root), show, close };
}

/** The article's blocks that are read, each sentence marked with its index; list items in a row share a list. */
function blocks({ sentences }) {
  const groups = Map.groupBy(sentences.map((sentence, index) => ({ ...sentence, index })), ({ block }) => block);
  const made = [];
  for (const group of groups.values()) {
    const { role, marker } = group[0];
    const spans = group.flatMap(({ text, index }) => [make("span", { "data-sentence": index }, text), " "]);
    const block = make(TAGS[role] ?? "p", { class: `wp-${role}`, dir: "auto", "data-marker": marker && `${marker} ` }, ...spans);
    const list = made.at(-1)?.localName === "ul" ? made.at(-1) : null;
    if (role !== "list-item") made.push(block);
    else if (list) list.append(block);
    else made.push(make("ul", {}, block));
  }
  return made;
}

function settings(wishes, say, apply) {
  const set = (name, value) => {
    wishes[name] = value;
    apply();
  };
  const choices = CHOICES.map(([name, options]) => {
    const select = make("select", { onchange: () => set(name, select.value) },
      ...options.map((value) => make("option", { value, selected: wishes[name] === value }, say(`${name}_${value}`))));
    return make("label", {}, say(name), select);
  });
  const ranges = RANGES.map(([name, min, max, step]) => {
    const range = make("input", { type: "range", min, max, step, value: wishes[name], oninput: () => set(name, range.valueAsNumber) });
    return make("label", {}, say(name), range);
  });
  const toggles = TOGGLES.map((name) => {
    const box = make("input", { type: "checkbox", checked: wishes[name], onchange: () => set(name, box.checked) });
    return make("label", { class: "wp-toggle" }, box, say(name));
  });
  return make("details", {}, make("summary", {}, say("type_and_colours")), make("div", { class: "wp-settings" }, ...choices, ...ranges, ...toggles));
}
