/** The room that kept articles may take: a limit that the listener sets, and what goes first where it is reached. */

import { forget, rows, set, setting } from "./kept.js";

/** Bytes, until the listener sets another limit: some 35 hours at 64 kbit/s. */
export const LIMIT = 1_000_000_000;

/** An article can't be kept, and why: one line for people. */
export class NoRoom extends Error {}

export const limitOf = async () => (await setting("limit")) ?? LIMIT;

/** Bytes of the kept sound, what is coming included. */
export function bytesOf(kept) {
  return kept.reduce((sum, { edition, size, coming }) => sum + (edition ? size : 0) + (coming?.size ?? 0), 0);
}

/** {used, limit, browser: {usage, quota}}; `browser` is null where it does not tell. */
export async function usage() {
  const [kept, limit, browser] = await Promise.all([rows(), limitOf(), navigator.storage?.estimate?.() ?? null]);
  return { used: bytesOf(kept), limit, browser };
}

/**
 * Makes room for `size` more bytes: what was heard longest ago goes, never what is queued, nor `id`. Gives the rows
 * that went. Throws NoRoom, and then nothing went.
 */
export async function makeRoom(size, id) {
  const [kept, limit] = await Promise.all([rows(), limitOf()]);
  const over = bytesOf(kept) + size - limit;
  const going = firstToGo(kept.filter((row) => row.id !== id), over);
  if (!going) {
    throw new NoRoom(`That takes ${megabytes(size)}, and your limit of ${megabytes(limit)} is full of what is queued. `
      + "Set a higher limit, or remove something that is kept.");
  }
  for (const row of going) await forget(row.id);
  return going;
}

/** Sets the limit, and makes what is kept fit as far as nothing queued has to go. Gives the rows that went. */
export async function setLimit(bytes) {
  await set("limit", bytes);
  const kept = await rows();
  const over = bytesOf(kept) - bytes;
  const going = firstToGo(kept, over) ?? kept.filter(mayGo);
  for (const row of going) await forget(row.id);
  return going;
}

/** What goes first to make up so many bytes: heard longest ago; null where that is not enough. Pure. */
export function firstToGo(kept, over) {
  const going = [];
  let freed = 0;
  for (const row of kept.filter(mayGo).sort((one, other) => lastUse(one) - lastUse(other))) {
    if (freed >= over) break;
    going.push(row);
    freed += row.size;
  }
  return freed >= over ? going : null;
}

const mayGo = ({ edition, queued, coming }) => edition && !queued && !coming;
const lastUse = ({ heardAt, keptAt }) => heardAt ?? keptAt;

export function megabytes(bytes) {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
