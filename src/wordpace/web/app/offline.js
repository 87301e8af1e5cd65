/**
 * What a page includes to work offline: registers the service worker, sends what waited, and keeps what the listener
 * wants kept. `keepPanel` goes beside a player, `storagePanel` on a page of settings.
 */

import { isCurrent, keep, renewPages, resume } from "./offline/keep.js";
import { keepPanel } from "./offline/panel.js";
import { rowOf, rows } from "./offline/kept.js";
import { sendWrites } from "./offline/outbox.js";
import { keepQueue } from "./offline/queue.js";
import { Away } from "./offline/server.js";
import { STATE_EVENT, Status } from "../player/names.js";
import { at } from "../player/root.js";

export { keepPanel } from "./offline/panel.js";
export { storagePanel } from "./offline/storage.js";

const workers = navigator.serviceWorker; // undefined where the page did not come over HTTPS or loopback
let playing = false;
let reloads = Boolean(workers?.controller); // a first worker takes over a page that is of its version already

document.addEventListener(STATE_EVENT, ({ detail: { state } }) => { playing = [Status.LOADING, Status.PLAYING].includes(state.status); });
workers?.addEventListener("message", ({ data, ports }) => data === "busy?" && ports[0].postMessage(busy()));
workers?.addEventListener("controllerchange", () => {
  if (reloads && !busy()) location.reload();
  reloads = true;
});
workers?.startMessages();
addEventListener("online", catchUp);

const player = document.querySelector("wordpace-player[article]");
if (player && workers) player.after(keepPanel(player));
if (workers) start();

async function start() {
  // Fails while the server is away: then the worker that is there goes on.
  await workers.register(at("worker.js"), { type: "module", updateViaCache: "none" }).catch(console.info);
  await catchUp();
}

/** What was left for when the server is there. */
async function catchUp() {
  try {
    await sendWrites();
    await renewPages();
    await resume();
    await keepQueue();
    await refresh();
  } catch (error) {
    if (!(error instanceof Away)) throw error; // the next page or the browser's "online" tries again
  }
}

/** The article of this page is kept anew where its text or how it is said has changed. */
async function refresh() {
  const row = player && await rowOf(player.getAttribute("article"));
  if (row?.edition && !(await isCurrent(row))) await keep(row.id, row);
}

/** Whether a new version of the app should wait: something plays, is being kept, or was typed. */
function busy() {
  const typed = [...document.querySelectorAll("input[type=text], input[type=url], textarea")];
  return playing || typed.some((field) => field.value !== field.defaultValue);
}

/** Ids of the articles that are kept here. */
export const keptIds = async () => (await rows()).filter(({ edition }) => edition).map(({ id }) => id);
