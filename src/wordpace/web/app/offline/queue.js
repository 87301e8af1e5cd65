/** Keeping the queue on this device: its next few articles, or all. */

import { change, rows, set, setting } from "./kept.js";
import { keep } from "./keep.js";
import { NoRoom } from "./room.js";
import { ask, fromServer } from "./server.js";
import { loadPreferences } from "../../player/preferences.js";
import { ONE_X } from "../../player/timeline.js";

/** How many of the queue are kept: 0, a number, or Infinity for all. */
export const queueKept = async () => (await setting("queue")) ?? 0;
export const keepSoMany = (count) => set("queue", count);

/**
 * Keeps what the queue wants kept. Gives {kept, wanted, problem}: how many of how many are kept, and one line on those
 * that are not. Throws Away.
 */
export async function keepQueue() {
  const count = await queueKept();
  if (!count) return { kept: 0, wanted: 0, problem: null };
  const response = await ask("api/queue", { cache: "reload" });
  if (!response.ok) return { kept: 0, wanted: 0, problem: "The queue could not be had from the server." };
  const wanted = (await response.json()).articles.slice(0, count).map(({ id }) => id);
  const before = await rows();
  for (const row of before) if (row.queued !== wanted.includes(row.id)) await change(row.id, { queued: wanted.includes(row.id) });
  const missing = wanted.filter((id) => !before.some((row) => row.id === id && row.edition && !row.stale));
  const problem = missing.length ? await keepAll(missing) : null;
  const here = (await rows()).filter(({ id, edition }) => edition && wanted.includes(id));
  return { kept: here.length, wanted: wanted.length, problem };
}

/** Keeps articles one after the other; the line of what went wrong, or null. */
async function keepAll(ids) {
  const edition = await preferredEdition();
  let problem = null;
  for (const id of ids) {
    try {
      await keep(id, edition, { queued: true });
    } catch (error) {
      if (!(error instanceof NoRoom)) throw error;
      problem = error.message;
    }
  }
  return problem;
}

/** The voice and the pace that the player would begin with. */
async function preferredEdition() {
  const { voice, wpm } = loadPreferences();
  const { default: preset, voices } = await (await fromServer("api/voices")).json();
  const ready = voices.some(({ id, state }) => id === voice && state === "ready");
  return { voice: ready ? voice : preset, wpm: wpm ?? ONE_X };
}

/** Stops keeping the queue; what is kept stays until its room is wanted. */
export async function leaveQueue() {
  await keepSoMany(0);
  for (const row of await rows()) if (row.queued) await change(row.id, { queued: false });
}
