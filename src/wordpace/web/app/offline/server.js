/** Asking the server itself: what is kept here does not answer in its place, and a proxy does not pass for it. */

import { at, ours } from "../../player/root.js";

/** Paths whose last answers serve offline, and the cache that has them. */
export const REMEMBERED = ["api/voices", "api/queue", "api/settings", "api/library"];
export const LAST = ours("wordpace-last-answers");

/** Nobody answered, or only a proxy that found no server behind it. */
export class Away extends Error {}

/** The server's answer to a Request or for a path, whatever its status. Throws Away. */
export async function ask(request, options) {
  const response = await fetch(typeof request === "string" ? at(request) : request, options).catch((cause) => {
    if (cause.name === "AbortError") throw cause;
    throw new Away("The server can’t be reached.", { cause });
  });
  // Each answer of the server itself carries its version.
  if ([502, 503, 504].includes(response.status) && !response.headers.has("wordpace-shell")) {
    throw new Away("The server can’t be reached.");
  }
  return response;
}

/** The same, past the service worker's kept answers. Throws Error with the server's own line where it refuses. */
export async function fromServer(path, options = {}) {
  const response = await ask(path, { cache: "reload", ...options });
  if (response.ok) return response;
  const told = await response.json().catch(() => ({})); // a proxy's page is not JSON
  throw new Error(told.error ?? `The server answered ${response.status}.`);
}

/** Keeps what a kept article is played with. */
export async function rememberVoices() {
  const cache = await caches.open(LAST);
  await cache.put(at("api/voices"), await fromServer("api/voices"));
}
