/** From a tab to the server: takes the page as it is shown and adds it. Gives what there is to say. */

import { takePage } from "./page.js";
import { pairing } from "./pairing.js";

/** {state: "added" | "there" | "error", line, address}: the address is the article's page on the server. */
export async function listenTo(tabId) {
  try {
    const server = await pairing();
    if (!server.token) return { state: "error", line: "Pair this extension with your Wordpace server first: open its options." };
    const page = await pageOf(tabId);
    return await add(page, server);
  } catch (error) {
    return { state: "error", line: error.message };
  }
}

async function pageOf(tabId) {
  try {
    const [{ result }] = await chrome.scripting.executeScript({ target: { tabId }, func: takePage });
    return result;
  } catch (cause) {
    throw new Error("The browser lets no extension read this page.", { cause });
  }
}

async function add(page, { server, token }) {
  const html = page.selection ? selectionPage(page) : page.html;
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
  const response = await fetch(`${server}/api/articles`, { method: "POST", headers, credentials: "omit", body: JSON.stringify({ html, base_url: page.url }) })
    .catch((cause) => { throw new Error(`The server at ${server} can’t be reached. Is it running?`, { cause }); });
  const told = await response.json().catch(() => ({}));
  if (response.status === 401) throw new Error("The server does not know this extension any more. Pair it again in its options.");
  if (!response.ok) throw new Error(told.error ?? `The server answered ${response.status}.`);
  const address = `${server}/listen/${encodeURIComponent(told.id)}`;
  return told.duplicate ? { state: "there", line: "It is in your library already.", address } : { state: "added", line: "Added to your library.", address };
}

/** What was selected, as a page of its own. */
function selectionPage({ selection, title }) {
  const name = title.replace(/[&<>]/g, (sign) => `&#${sign.codePointAt(0)};`);
  return `<!doctype html><html><head><meta charset="utf-8"><title>${name}</title></head><body><h1>${name}</h1>${selection}</body></html>`;
}
