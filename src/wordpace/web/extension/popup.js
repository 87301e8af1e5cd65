/** The button's small window: adds the page of the tab, says what became of it, and leads to the article. */

import { make } from "./shared/elements.js";
import { listenTo } from "./send.js";

const line = document.getElementById("line");
const ways = document.getElementById("ways");

const [told, tab] = [decodeURIComponent(location.hash.slice(1)), await tabShown()];
show(told ? { state: "error", line: told } : await listenTo(tab));

/** The tab whose button was pressed. */
async function tabShown() {
  const [{ id }] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
  return id;
}

function show({ state, line: said, address }) {
  document.body.dataset.state = state;
  line.textContent = said;
  const open = (url) => () => chrome.tabs.create({ url }).then(() => close());
  ways.replaceChildren(
    ...(address ? [make("button", { type: "button", autofocus: true, onclick: open(address) }, "Listen")] : []),
    ...(state === "error" ? [make("button", { type: "button", onclick: () => chrome.runtime.openOptionsPage() }, "Options")] : []),
  );
}
