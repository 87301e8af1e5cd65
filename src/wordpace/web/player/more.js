/** What is wanted less often: chapters, a sleep timer, a link to this moment, the file, reading along, the keys. */

import { make } from "./elements.js";
import { Request, State, Status } from "./names.js";

const SLEEP = [0, 5, 15, 30, 45, 60]; // minutes
const KEYS = [
  [null, "key_play"], ["← →", "key_seconds"], [", .", "key_sentence"], ["[ ]", "key_word"],
  ["{ }", "key_paragraph"], ["?", "key_keys"], // null: the space bar
];

/** Returns {element, show(state, changed), openKeys()}. `actions`: {readAlong(), fileUrl(), script(), offset()}. */
export function morePanel(ask, wording, actions) {
  const { say } = wording;
  const chapters = make("ol", { class: "chapters" });
  const chaptersBox = make("details", { class: "box", hidden: true }, make("summary", {}, say("chapters")), chapters);
  const told = make("span", { class: "told", role: "status" });
  const sleep = sleepTimer(ask, wording, (text) => { told.textContent = text; });
  const file = make("a", { class: "action", download: "", href: "" }, say("download"));
  const copy = action(say("copy_link"), async () => {
    told.textContent = say((await copyLink(actions.offset())) ? "link_copied" : "link_shown");
  });
  const keys = keysDialog(wording);
  const element = make("section", { class: "more", part: "more", "aria-label": say("more") },
    make("div", { class: "actions" }, action(say("read_along"), actions.readAlong), copy, file, action(say("keys"), () => keys.showModal()), sleep.element),
    told, chaptersBox, keys);
  let shown = null;

  function show(state, changed) {
    if (changed.has(State.ARTICLE) && state.article) {
      chapters.replaceChildren(...chaptersOf(state.article, actions.script()).map(({ text, offset }) => make("li", {},
        make("button", { type: "button", class: "chapter", "data-offset": offset, onclick: () => ask(Request.SEEK, { offset, play: true }) }, text))));
      chaptersBox.hidden = !chapters.children.length;
    }
    if ([State.VOICE, State.WPM, State.ARTICLE].some((name) => changed.has(name))) file.href = actions.fileUrl();
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
function sleepTimer(ask, { say, counted }, tell) {
  let left = 0; // milliseconds of listening
  let since = null; // when listening began or went on; null while it does not
  let timer = null;
  const select = make("select", { onchange: () => set(Number(select.value)) },
    ...SLEEP.map((minutes) => make("option", { value: minutes }, minutes ? counted(minutes, "minute") : say("sleep_off"))));

  function set(minutes) {
    left = 60000 * minutes;
    if (since !== null) since = Date.now();
    tell(minutes ? say("sleep_set", { count: minutes }) : "");
    run();
  }

  function run() {
    clearTimeout(timer);
    if (left > 0 && since !== null) timer = setTimeout(stop, left);
  }

  function stop() {
    left = 0;
    select.value = "0";
    tell(say("sleep_over"));
    ask(Request.PAUSE);
  }

  function show({ status }) {
    const playing = status === Status.PLAYING;
    if (playing === (since !== null)) return;
    if (!playing) left = Math.max(0, left - (Date.now() - since));
    since = playing ? Date.now() : null;
    run();
  }

  return { element: make("label", { class: "action" }, `${say("sleep")} `, select), show };
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

/** The place that the page's address asks for, {offset, play}; null where it asks for none. */
export function placeAsked() {
  const asked = new URLSearchParams(location.hash.slice(1));
  const offset = Number.parseInt(asked.get("at"), 10);
  return offset >= 0 ? { offset, play: asked.has("play") } : null;
}

function keysDialog({ say }) {
  const rows = KEYS.map(([key, what]) => make("div", {}, make("dt", {}, key ?? say("key_space")), make("dd", {}, say(what))));
  const dialog = make("dialog", { class: "keys", "aria-labelledby": "keys-title" }, make("h2", { id: "keys-title" }, say("keys")), make("dl", {}, ...rows),
    make("button", { type: "button", class: "action", onclick: () => dialog.close() }, say("close")));
  return dialog;
}
