/** The entry in the context menu. */

import { listenTo } from "./send.js";

const MENU = "listen";

chrome.runtime.onInstalled.addListener(() => {
  chrome.contextMenus.create({ id: MENU, title: "Listen with Wordpace", contexts: ["page", "selection"] });
});

chrome.contextMenus.onClicked.addListener(async (_info, tab) => {
  await mark(tab.id, "…", "Adding to Wordpace…");
  const { state, line, address } = await listenTo(tab.id);
  await mark(tab.id, state === "error" ? "!" : "✓", line);
  const shown = state === "error" ? chrome.runtime.getURL(`popup.html#${encodeURIComponent(line)}`) : address;
  await chrome.tabs.create({ url: shown, index: tab.index + 1 });
});

/** What became of it, on the button. */
async function mark(tabId, text, title) {
  await Promise.all([chrome.action.setBadgeText({ tabId, text }), chrome.action.setTitle({ tabId, title })]);
}
