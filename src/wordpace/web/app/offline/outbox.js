/**
 * Writes that are made while the server is away: kept here, sent later in their order.
 *
 * This device's clock may be wrong, or jump while it waits. So the server is told a time of its own clock: its present
 * less the age of the write, never before it was last heard from when the write was made. What would still be to come,
 * the server takes for its present.
 */

import { set, setting, within } from "./kept.js";
import { ask, fromServer } from "./server.js";
import { ours } from "../../player/root.js";

const COARSE = 2000; // milliseconds by which a Date header may be behind: it has whole seconds, and is made once a second
const MOST = 2000; // writes that wait at once
const LATER = [401, 403, 408, 425, 429]; // statuses after which the same write may still succeed

/** Keeps a write. One for the same `key` takes the place of the old. Throws where the device has no room for it. */
export async function keepWrite({ key, method, path, body }) {
  const after = (await setting("server time")) ?? 0;
  await within(["outbox"], "readwrite", (outbox) => {
    outbox.put({ key, method, path, body, after, at: Date.now() });
    const count = outbox.count();
    count.onsuccess = () => count.result > MOST && dropOldest(outbox);
  });
}

/** Statistics are dropped before a place or an article that was added. */
function dropOldest(outbox) {
  const all = outbox.getAll();
  all.onsuccess = () => {
    const [oldest] = all.result.sort((one, other) => rank(one) - rank(other) || one.at - other.at);
    outbox.delete(oldest.key);
  };
}

const rank = ({ path }) => (path === "api/heard" ? 0 : 1);

export const waiting = () => within(["outbox"], "readonly", (outbox) => outbox.getAll());
export const waitingFor = (key) => within(["outbox"], "readonly", (outbox) => outbox.get(key));
export const done = (key) => within(["outbox"], "readwrite", (outbox) => void outbox.delete(key));

/** Sends what waits, the oldest first; tells how much still does. Throws Away. */
export function sendWrites() {
  return navigator.locks.request(ours("wordpace-outbox"), async () => {
    const writes = (await waiting()).sort((one, other) => one.at - other.at);
    if (!writes.length) return 0;
    const now = serverTime(await fromServer("healthz"));
    const sent = await Promise.all(writes.map((write) => send(write, now)));
    return sent.filter((was) => !was).length;
  });
}

async function send(write, now) {
  const { key, method, path, at } = write;
  // By the server's clock: the player's own `at` and `now` would set the place to the moment of sending.
  const timed = path.endsWith("/position") ? { at: new Date(timeOf(write, now, Date.now())).toISOString(), now: undefined } : {};
  const body = JSON.stringify({ ...write.body, ...timed });
  const headers = { "Content-Type": "application/json" };
  const response = await ask(path, { method, body, headers, cache: "reload" });
  if (response.status >= 500 || LATER.includes(response.status)) return false;
  const still = await waitingFor(key); // what came in the meantime waits for the next time
  if (still?.at === at) await done(key);
  return true;
}

/** When a write was made by the server's clock, in milliseconds; `now` is the server's present, `here` this device's. */
export function timeOf({ at, after }, now, here) {
  return Math.max(after + COARSE, now - Math.max(0, here - at));
}

/** Remembers the server's clock from its answer. */
export async function noteTime(response) {
  const time = serverTime(response);
  if (time) await set("server time", time);
}

const serverTime = (response) => Date.parse(response.headers.get("date")) || 0;
