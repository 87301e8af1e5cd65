/**
 * The service worker: the app's own files from one version's cache, kept articles when the server is away.
 *
 * Everything else passes through untouched. A new version waits until no page is busy: a page that plays keeps the
 * files that it began with.
 */

import { articleAnswer, editionAnswer, noteStale, pageAnswer, pageOf, placePath } from "./app/offline/answers.js";
import { rowOf } from "./app/offline/kept.js";
import { done, keepWrite, noteTime, sendWrites, waitingFor } from "./app/offline/outbox.js";
import { Away, LAST, REMEMBERED, ask } from "./app/offline/server.js";
import { ROOT, at, ours } from "./player/root.js";
import { FILES, VERSION } from "./shell.js";

const SHELLS = ours("wordpace-shell"); // what is before the version in the names of caches
const SHELL = `${SHELLS}-${VERSION}`;
const HOME = "app/offline/home.html"; // the home page while the server is away
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
  if (!request.url.startsWith(ROOT.href) || request.cache === "reload") return;
  const answer = answerTo(event, new URL(request.url).pathname.slice(ROOT.pathname.length));
  if (answer) event.respondWith(answer);
});

async function install() {
  const cache = await caches.open(SHELL);
  await cache.addAll(FILES.map((path) => new Request(at(path), { cache: "no-cache" })));
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name.startsWith(`${SHELLS}-`) && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim();
}

/** A promise of a Response; undefined for what is none of our business. */
function answerTo(event, path) {
  const { request } = event;
  const [, id, what = ""] = /^api\/articles\/([^/]+)(\/audio|\/timings|\/position)?$/.exec(path) ?? [];
  const key = id && decodeURIComponent(id);
  if (request.mode === "navigate") return visit(event, path);
  if (!["GET", "HEAD"].includes(request.method)) return waits(request, path) ? write(request, path) : undefined;
  if (files.has(path)) return newcomers.has(event.clientId) ? undefined : file(path, request);
  if (REMEMBERED.includes(path)) return last(request, path);
  if (what === "/audio" || what === "/timings") return edition(event, key, what.slice(1));
  return key && !what ? article(request, key) : undefined;
}

async function file(path, request) {
  const cache = await caches.open(SHELL);
  return (await cache.match(at(path))) ?? fetch(request);
}

/** The home page under whatever address was asked for: what it names stands there relative to its own file. */
async function home() {
  const page = await file(HOME, at(HOME));
  const policy = page.headers.get("content-security-policy");
  return pageOf((await page.text()).replaceAll(`"../../`, `"${ROOT.pathname}`), policy);
}

// Pages

async function visit(event, path) {
  const [, id] = /^listen\/([^/]+)$/.exec(path) ?? [];
  const row = id && await rowOf(decodeURIComponent(id));
  try {
    return await matched(event, await soon(event.request, row?.edition));
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    if (row?.edition) return pageAnswer(row.id);
    return files.has(path) ? file(path, event.request) : home();
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

async function last(request, path) {
  const cache = await caches.open(LAST);
  try {
    const response = await ask(request);
    if (response.ok) await cache.put(at(path), response.clone());
    return response;
  } catch (error) {
    const before = error instanceof Away && await cache.match(at(path));
    if (!before) throw error;
    return before;
  }
}

/** Whether a write may wait for the server: where the listener is, what was heard, and that an article is finished. */
function waits({ method }, path) {
  const kind = path.replace(/^api\/articles\/[^/]+/, "ARTICLE");
  return ["PUT ARTICLE/position", "PATCH ARTICLE", "POST api/heard"].includes(`${method} ${kind}`);
}

async function write(request, path) {
  const { method } = request;
  const body = await request.clone().json();
  const key = path === "api/heard" ? `${path} ${body.started_at}` : path;
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
