/** What this device keeps, in IndexedDB: articles with their sound, and what waits for the server. */

import { ours } from "../../player/root.js";

const STORES = {
  articles: { keyPath: "id" }, // a row each: what it is, `edition` of its sound, `coming` while another is fetched
  texts: { keyPath: "id" }, // {id, article, page, timings}: as the server gave them
  parts: { keyPath: ["id", "edition", "start"] }, // {..., blob}: the sound in pieces, by the byte they start at
  outbox: { keyPath: "key" }, // writes that wait for the server
  settings: {}, // by name
};
let opening = null;

/** Runs `work(...stores)` in one transaction; gives the result of the request that it returns, once all is on disk. */
export async function within(names, mode, work) {
  const database = await (opening ??= open());
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, mode, { durability: "strict" });
    const request = work(...names.map((name) => transaction.objectStore(name)));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const rowOf = (id) => within(["articles"], "readonly", (articles) => articles.get(id));
export const rows = () => within(["articles"], "readonly", (articles) => articles.getAll());
export const textOf = (id) => within(["texts"], "readonly", (texts) => texts.get(id));
export const setting = (name) => within(["settings"], "readonly", (settings) => settings.get(name));
export const set = (name, value) => within(["settings"], "readwrite", (settings) => void settings.put(value, name));

/** Changes some fields of a row that is there. */
export function change(id, values) {
  return within(["articles"], "readwrite", (articles) => {
    const found = articles.get(id);
    found.onsuccess = () => found.result && articles.put({ ...found.result, ...values });
  });
}

/** The whole sound of an edition as one Blob, which lies on the disk; null where some of it is gone. */
export async function soundOf({ id, edition, size }) {
  const pieces = await within(["parts"], "readonly", (parts) => parts.getAll(piecesOf(id, edition)));
  const whole = new Blob(pieces.map(({ blob }) => blob), { type: "audio/mpeg" });
  return whole.size === size ? whole : null;
}

/** The keys of the pieces of an article's edition, or of all its editions. */
export function piecesOf(id, edition) {
  return edition ? IDBKeyRange.bound([id, edition], [id, edition, []]) : IDBKeyRange.bound([id], [id, []]);
}

/** Forgets an article on this device; the server's copy stays. */
export function forget(id) {
  return within(["articles", "texts", "parts"], "readwrite", (articles, texts, parts) => {
    articles.delete(id);
    texts.delete(id);
    parts.delete(piecesOf(id));
  });
}

/** Forgets everything on this device. */
export function forgetAll() {
  return within(Object.keys(STORES), "readwrite", (...stores) => {
    for (const store of stores) store.clear();
  });
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(ours("wordpace"), 1);
    request.onupgradeneeded = () => {
      for (const [name, options] of Object.entries(STORES)) request.result.createObjectStore(name, options);
    };
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close(); // a newer version of the app wants it
      request.result.onclose = () => { opening = null; };
      resolve(request.result);
    };
    request.onerror = () => {
      opening = null;
      reject(request.error);
    };
  });
}
