/**
 * The service worker: the app's own files from one version's cache, kept articles when the server is away.
 *
 * Everything else passes through untouched. A new version waits until no page is busy: a page that plays keeps the
 * files that it began with.
 */

import { articleAnswer, editionAnswer, noteStale, pageAnswer, placePath } from "/app/offline/answers.js";
import { rowOf } from "/app/offline/kept.js";
import { done, keepWrite, noteTime, sendWrites, waitingFor } from "/app/offline/outbox.js";
import { Away, LAST, REMEMBERED, ask } from "/app/offline/server.js";
import { FILES, VERSION } from "/shell.js";

const SHELL = `wordpace-shell-${VERSION}`;
const PATIENCE = 3000; // milliseconds for the server, where the same is kept here
const UPDATE_WAIT = 5000; // milliseconds
const files = new Set(FILES);
const newcomers = new Set(); // ids of pages that a newer server gave: their files are its own

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("sync", (event) => event.waitUntil(sendWrites()));
addEventListener("message", ({ data }) => data === "take over" && skipWaiting());
addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || request.cache === "reload") return;
  const answer = answerTo(event, pathname);
  if (answer) event.respondWith(answer);
});

async function install() {
  const cache = await caches.open(SHELL);
  await cache.addAll(FILES.map((path) => new Request(path, { cache: "no-cache" })));
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith("wordpace-shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

/** A promise of a Response; undefined for what is none of our business. */
function answerTo(event, pathname) {
  const { request } = event;
  const [, id, what = ""] = /^\/api\/articles\/([^/]+)(\/audio|\/timings|\/position)?$/.exec(pathname) ?? [];
  const key = id && decodeURIComponent(id);
  if (request.mode === "navigate") return visit(event, pathname);
  if (!["GET", "HEAD"].includes(request.method)) return waits(request, pathname) ? write(request, pathname) : undefined;
  if (files.has(pathname)) return newcomers.has(event.clientId) ? undefined : file(pathname, request);
  if (REMEMBERED.includes(pathname)) return last(request, pathname);
  if (what === "/audio" || what === "/timings") return edition(event, key, what.slice(1));
  return key && !what ? article(request, key) : undefined;
}

async function file(path, request) {
  const cache = await caches.open(SHELL);
  return (await cache.match(path)) ?? fetch(request);
}

// Pages

async function visit(event, pathname) {
  const [, id] = /^\/listen\/([^/]+)$/.exec(pathname) ?? [];
  const row = id && await rowOf(decodeURIComponent(id));
  try {
    return await matched(event, await soon(event.request, row?.edition));
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    if (row?.edition) return pageAnswer(row.id);
    return file(files.has(pathname) ? pathname : "/app/offline/home.html", event.request);
  }
}

/** The server's answer; where the same is kept, Away when it takes long. */
async function soon(request, kept) {
  if (!kept) return ask(request);
  const late = new Promise((_, reject) => setTimeout(() => reject(new Away("The server takes too long.")), PATIENCE));
  return Promise.race([ask(request), late]);
}

/** A page and its files have to be of one version: where the server is newer than this worker, so shall both be. */
async function matched(event, response) {
  const version = response.headers.get("wordpace-shell");
  if (!version || version === VERSION) return response;
  if (!(await anyBusy()) && await updated()) {
    registration.waiting.postMessage("take over");
    return new Response(null, { headers: { Refresh: "0" } });
  }
  newcomers.add(event.resultingClientId);
  return response;
}

/** Whether a newer worker is ready to take over. */
async function updated() {
  const late = new Promise((wake) => setTimeout(wake, UPDATE_WAIT));
  await Promise.race([registration.update().catch(() => null), late]);
  const { installing } = registration;
  if (installing) await Promise.race([new Promise((wake) => installing.addEventListener("statechange", wake)), late]);
  return Boolean(registration.waiting);
}

/** Whether a page plays, or holds what somebody typed. */
async function anyBusy() {
  const pages = await clients.matchAll({ type: "window" });
  return (await Promise.all(pages.map(isBusy))).includes(true);
}

function isBusy(page) {
  return new Promise((answer) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => answer(data);
    setTimeout(() => answer(false), 500); // a page that is going away says nothing
    page.postMessage("busy?", [port2]);
  });
}

// What the pages ask for

async function edition(event, id, what) {
  const { request } = event;
  const row = await rowOf(id);
  const { searchParams } = new URL(request.url);
  const exact = row?.voice === searchParams.get("voice") && row?.wpm === Number(searchParams.get("wpm"));
  if (row?.edition && exact && !row.stale) return (await editionAnswer(row, request, what)) ?? ask(request);
  try {
    return await ask(request);
  } catch (error) {
    const kept = error instanceof Away && row?.edition && await editionAnswer(row, request, what);
    if (!kept) throw error;
    if (!exact) (await clients.get(event.clientId))?.postMessage({ bridged: { voice: row.voice, wpm: row.wpm } });
    return kept;
  }
}

async function article(request, id) {
  const row = await rowOf(id);
  try {
    if (await waitingFor(placePath(id))) await sendWrites();
    const response = await soon(request, row?.edition);
    if (row?.edition && response.ok) await noteStale(row, await response.clone().json());
    await noteTime(response);
    return response;
  } catch (error) {
    if (!(error instanceof Away) || !row?.edition) throw error;
    return articleAnswer(id);
  }
}

async function last(request, pathname) {
  const cache = await caches.open(LAST);
  try {
    const response = await ask(request);
    if (response.ok) await cache.put(pathname, response.clone());
    return response;
  } catch (error) {
    const before = error instanceof Away && await cache.match(pathname);
    if (!before) throw error;
    return before;
  }
}

/** Whether a write may wait for the server: where the listener is, what was heard, and that an article is finished. */
function waits({ method }, pathname) {
  const path = pathname.replace(/^\/api\/articles\/[^/]+/, "ARTICLE");
  return ["PUT ARTICLE/position", "PATCH ARTICLE", "POST /api/heard"].includes(`${method} ${path}`);
}

async function write(request, path) {
  const { method } = request;
  const body = await request.clone().json();
  const key = path === "/api/heard" ? `${path} ${body.started_at}` : path;
  try {
    const response = await ask(request);
    if (response.ok) await done(key);
    await noteTime(response);
    return response;
  } catch (error) {
    const changes = method === "PATCH" && Object.keys(body).some((name) => name !== "finished");
    if (!(error instanceof Away) || changes) throw error;
    await keepWrite({ key, method, path, body });
    await registration.sync?.register("outbox").catch(() => null); // pages send it too, where this is not allowed
    return new Response(null, { status: 204 });
  }
}
