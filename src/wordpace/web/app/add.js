/** Adds what was shared or sent by the bookmarklet, at one press: another site can open this page, but not press. */

import { keepWrite } from "./offline/outbox.js";
import { Away, ask } from "./offline/server.js";
import { make } from "../player/elements.js";
import { at } from "../player/root.js";

const form = document.getElementById("add");
const answer = document.getElementById("answer");
const button = form.querySelector("button");

const shared = sharedBy(new URLSearchParams(location.search));
form.url.value = form.url.defaultValue = shared.url;
form.text.value = form.text.defaultValue = shared.text;
if (shared.url || shared.text) button.focus();

const opened = `window.open(${JSON.stringify(at("add?url="))}+encodeURIComponent(location.href),"wordpace","width=520,height=640")`;
document.getElementById("bookmarklet").href = `javascript:void ${opened}`;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [url, text] = [form.url.value.trim(), form.text.value.trim()];
  if (!url && !text) return say("Give the address of an article, or paste its text.");
  button.disabled = true;
  say("Reading the page…");
  await add(url ? { url } : { text });
  button.disabled = false;
});

/** What a share gives: some apps put the address in the text. */
function sharedBy(query) {
  const [url, text] = [query.get("url") ?? "", query.get("text") ?? ""];
  const found = url || /https?:\/\/\S+/.exec(text)?.[0] || "";
  return { url: found, text: found ? "" : text };
}

async function add(source) {
  const body = JSON.stringify(source);
  try {
    const response = await ask("api/articles", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    const told = await response.json();
    if (!response.ok) return say(told.error);
    const link = make("a", { href: at(`listen/${encodeURIComponent(told.id)}`) }, "Listen");
    say(told.duplicate ? "It is in your library already. " : "Added. ", link);
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    await keepWrite({ key: `add ${body}`, method: "POST", path: "api/articles", body: source });
    say("The server can’t be reached. This is kept here, and added when the server is there again.");
  }
}

function say(...message) {
  answer.replaceChildren(...message);
}
