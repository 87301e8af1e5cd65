/** Keeping an article on this device: its page, its text, its times and its whole sound. */

import { change, forget, piecesOf, rowOf, rows, within } from "./kept.js";
import { NoRoom, makeRoom } from "./room.js";
import { ask, fromServer, rememberVoices } from "./server.js";
import { ours } from "../../player/root.js";
import { VERSION } from "../../shell.js";

const PIECE = 1_000_000; // bytes that are put on the disk at once

/** Events of the page: {id, got, size} while an article is being kept; {id} when what is kept of it has changed. */
export const KEEPING = "wordpace-keeping";
export const KEPT = "wordpace-kept";
const tell = (name, detail) => dispatchEvent(new CustomEvent(name, { detail }));

/**
 * Keeps an article in a voice at a pace; goes on where an earlier try broke off. Gives the rows that went to make
 * room. Throws Away, NoRoom, AbortError, or Error with a line.
 */
export function keep(id, { voice, wpm }, { queued, signal } = {}) {
  const work = () => keepOne(id, { voice, wpm }, { queued, signal });
  return navigator.locks.request(ours("wordpace-keep"), { signal }, work).catch(async (error) => {
    if (error?.name !== "QuotaExceededError") throw error;
    await giveUp(id);
    throw new NoRoom("This browser’s storage is full, so this article could not be kept. What was kept before is still there. "
      + "Remove something that is kept, or make room on the device.");
  });
}

async function keepOne(id, wanted, { queued, signal }) {
  const base = `api/articles/${encodeURIComponent(id)}`;
  const query = new URLSearchParams({ voice: wanted.voice, wpm: wanted.wpm });
  const sound = `${base}/audio?${query}`;
  const article = await (await fromServer(base, { signal })).json();
  const head = await fromServer(sound, { method: "HEAD", signal });
  const coming = { ...wanted, edition: head.headers.get("etag"), size: Number(head.headers.get("content-length")) };
  const removed = await begin(article, coming, queued);
  await fetchSound(id, sound, coming, signal);
  const timings = await (await fromServer(`${base}/timings?${query}`, { signal })).json();
  if (!timings.complete) throw new Error("The article changed while it was being kept. Try again.");
  await rememberVoices();
  await finish(article, coming, { timings, ...(await pageOf(id, signal)) });
  tell(KEPT, { id });
  return removed;
}

/** The article's page, with the policy that the server sends with it. */
async function pageOf(id, signal) {
  const response = await fromServer(`listen/${encodeURIComponent(id)}`, { signal });
  return { page: await response.text(), policy: response.headers.get("content-security-policy") };
}

/** Writes down what is coming, after making room for what is not here yet. */
async function begin(article, coming, queued) {
  const before = await rowOf(article.id);
  const again = before?.coming?.edition === coming.edition;
  if (before?.coming && !again) await dropPieces(article.id, before.coming.edition);
  const here = again || before?.edition === coming.edition;
  const removed = here ? [] : await makeRoom(coming.size - (before?.coming?.size ?? 0), article.id);
  await navigator.storage?.persist?.();
  const { id, title, url, words } = article;
  const row = { ...before, id, title, url, words, queued: queued ?? before?.queued ?? false, coming };
  await within(["articles"], "readwrite", (articles) => void articles.put(row));
  return removed;
}

/** Fetches the sound from where its last piece on the disk ends. */
async function fetchSound(id, address, { edition, size }, signal) {
  let got = await endOf(id, edition);
  tell(KEEPING, { id, got, size });
  if (got >= size) return;
  const headers = { Range: `bytes=${got}-`, "If-Range": edition };
  const response = await fromServer(address, { headers, signal });
  if (response.headers.get("etag") !== edition) throw new Error("The article changed while it was being kept. Try again.");
  if (response.status === 200) {
    await dropPieces(id, edition);
    got = 0;
  }
  let chunks = [];
  let held = 0;
  const put = async () => {
    const piece = { id, edition, start: got, blob: new Blob(chunks) };
    await within(["parts"], "readwrite", (parts) => void parts.put(piece));
    got += held;
    [chunks, held] = [[], 0];
  };
  for await (const chunk of chunksOf(response)) {
    chunks.push(chunk);
    held += chunk.length;
    tell(KEEPING, { id, got: got + held, size });
    if (held >= PIECE) await put();
  }
  if (held) await put();
  if (got !== size) throw new Error("The sound broke off. Try again.");
}

async function* chunksOf({ body }) {
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** The byte where what is on the disk of an edition ends. */
async function endOf(id, edition) {
  const pieces = await within(["parts"], "readonly", (parts) => parts.getAll(piecesOf(id, edition)));
  return pieces.reduce((end, { start, blob }) => (start === end ? end + blob.size : end), 0);
}

/** The new sound and text take the place of the old ones, all at once. */
async function finish(article, { voice, wpm, edition, size }, text) {
  const old = await rowOf(article.id);
  const { words } = article;
  const row = { ...old, words, voice, wpm, edition, size, duration: text.timings.duration_s, coming: null, problem: null,
    stale: false, shell: VERSION, keptAt: Date.now() };
  await within(["articles", "texts", "parts"], "readwrite", (articles, texts, parts) => {
    articles.put(row);
    texts.put({ id: article.id, article, ...text });
    if (old.edition && old.edition !== edition) parts.delete(piecesOf(old.id, old.edition));
  });
  return row;
}

/** Takes back what was coming; what was kept before stays. */
export async function giveUp(id) {
  const row = await rowOf(id);
  if (!row?.edition) return forget(id);
  if (row.coming && row.coming.edition !== row.edition) await dropPieces(id, row.coming.edition);
  await change(id, { coming: null });
}

function dropPieces(id, edition) {
  return within(["parts"], "readwrite", (parts) => void parts.delete(piecesOf(id, edition)));
}

/** Whether the server would give the same sound for a kept article today. Throws Away. */
export async function isCurrent({ id, voice, wpm, edition }) {
  const query = new URLSearchParams({ voice, wpm });
  const head = await ask(`api/articles/${encodeURIComponent(id)}/audio?${query}`, { method: "HEAD", cache: "reload" });
  return !head.ok || head.headers.get("etag") === edition;
}

/** Pages of an older version of the app are fetched anew, so that they fit its files. Throws Away. */
export async function renewPages() {
  for (const row of await rows()) {
    if (!row.edition || row.shell === VERSION) continue;
    const renewed = await pageOf(row.id).catch(() => null); // gone from the server: the page stays as it was
    if (!renewed) continue;
    await within(["texts"], "readwrite", (texts) => {
      const found = texts.get(row.id);
      found.onsuccess = () => texts.put({ ...found.result, ...renewed });
    });
    await change(row.id, { shell: VERSION });
  }
}

/** Goes on with what an earlier page left unfinished. */
export async function resume() {
  for (const { id, coming } of await rows()) if (coming) await keep(id, coming);
}
