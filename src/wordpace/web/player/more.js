/** What is wanted less often: chapters, a sleep timer, a link to this moment, the file, reading along, the keys. */

import { make } from "./elements.js";
import { Request, State, Status } from "./names.js";

const SLEEP = [["Off", 0], ["5 minutes", 5], ["15 minutes", 15], ["30 minutes", 30], ["45 minutes", 45], ["60 minutes", 60]];
const KEYS = [
  ["Space", "Play or pause"], ["← →", "15 seconds back or on"], [", .", "A sentence back or on"], ["[ ]", "A word back or on"],
  ["?", "These keys"],
];

/** Returns {element, show(state, changed), openKeys()}. `actions`: {readAlong(), audioUrl(), script()}. */
export function morePanel(ask, actions) {
  const chapters = make("ol", { class: "chapters" });
  const chaptersBox = make("details", { class: "box", hidden: true }, make("summary", {}, "Chapters"), chapters);
  const told = make("span", { class: "told", role: "status" });
  const sleep = sleepTimer(ask, (text) => { told.textContent = text; });
  const file = make("a", { class: "action", download: "", href: "" }, "Download");
  const copy = action("Copy a link to this moment", async () => {
    told.textContent = (await copyLink(actions.offset())) ? "The link is copied." : "The link is in the address bar.";
  });
  const keys = keysDialog();
  const element = make("section", { class: "more", part: "more", "aria-label": "More" },
    make("div", { class: "actions" }, action("Read along", actions.readAlong), copy, file, action("Keys", () => keys.showModal()), sleep.element),
    told, chaptersBox, keys);
  let shown = null;

  function show(state, changed) {
    if (changed.has(State.ARTICLE) && state.article) {
      chapters.replaceChildren(...chaptersOf(state.article, actions.script()).map(({ text, offset }) => make("li", {},
        make("button", { type: "button", class: "chapter", "data-offset": offset, onclick: () => ask(Request.SEEK, { offset, play: true }) }, text))));
      chaptersBox.hidden = !chapters.children.length;
    }
    if ([State.VOICE, State.WPM, State.ARTICLE].some((name) => changed.has(name))) file.href = actions.audioUrl();
    if (changed.has(State.OFFSET)) shown = markChapter(chapters, state.offset, shown);
    if (changed.has(State.STATUS)) sleep.show(state);
  }

  return { element, show, openKeys: () => keys.showModal() };
}

/** The headings of an article, each with the place where it is read. */
export function chaptersOf(article, script) {
  const all = article.sentences.map(({ text, role }, index) => ({ text, role, offset: script.sentences[index].start }));
  return all.filter(({ role }) => role === "heading");
}

function markChapter(chapters, offset, before) {
  const now = [...chapters.querySelectorAll("button")].findLast((each) => Number(each.dataset.offset) <= offset) ?? null;
  if (now !== before) {
    before?.removeAttribute("aria-current");
    now?.setAttribute("aria-current", "true");
  }
  return now;
}

function action(text, onclick) {
  return make("button", { type: "button", class: "action", part: "button", onclick }, text);
}

/** Pauses when its minutes of listening are over; what is paused does not use them up. */
function sleepTimer(ask, tell) {
  let left = 0; // milliseconds of listening
  let since = null; // when listening began or went on; null while it does not
  let timer = null;
  const select = make("select", { onchange: () => set(Number(select.value)) },
    ...SLEEP.map(([text, minutes]) => make("option", { value: minutes }, text)));

  function set(minutes) {
    left = 60000 * minutes;
    if (since !== null) since = Date.now();
    tell(minutes ? `Stops after ${minutes} minutes of listening.` : "");
    run();
  }

  function run() {
    clearTimeout(timer);
    if (left > 0 && since !== null) timer = setTimeout(stop, left);
  }

  function stop() {
    left = 0;
    select.value = "0";
    tell("Good night: the sleep timer stopped it here.");
    ask(Request.PAUSE);
  }

  function show({ status }) {
    const playing = status === Status.PLAYING;
    if (playing === (since !== null)) return;
    if (!playing) left = Math.max(0, left - (Date.now() - since));
    since = playing ? Date.now() : null;
    run();
  }

  return { element: make("label", { class: "action" }, "Sleep ", select), show };
}

async function copyLink(offset) {
  const link = new URL(location.href);
  link.hash = `at=${offset}`;
  try {
    await navigator.clipboard.writeText(link.href);
    return true;
  } catch {
    history.replaceState(null, "", link); // no clipboard here: it can be copied from there
    return false;
  }
}

function keysDialog() {
  const rows = KEYS.map(([key, what]) => make("div", {}, make("dt", {}, key), make("dd", {}, what)));
  const dialog = make("dialog", { class: "keys", "aria-labelledby": "keys-title" }, make("h2", { id: "keys-title" }, "Keys"), make("dl", {}, ...rows),
    make("button", { type: "button", class: "action", onclick: () => dialog.close() }, "Close"));
  return dialog;
}
