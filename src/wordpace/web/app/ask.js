/** The server's HTTP interface, as the app's pages need it. */

import { ApiError } from "../player/api.js";
import { at } from "../player/root.js";

/** Answers JSON (null where there is none); throws an ApiError, with the server's own answer as `told`. `file` is sent as it is. */
export async function ask(path, { method = "GET", query = {}, body, file, ...options } = {}) {
  const url = new URL(at(`api/${path}`));
  for (const [name, value] of Object.entries(query)) if (value !== "" && value != null) url.searchParams.set(name, value);
  const headers = body || file ? { "Content-Type": file ? "application/octet-stream" : "application/json" } : {};
  const response = await reach(url, { method, headers, body: file ?? (body && JSON.stringify(body)), ...options });
  if (response.ok) return response.status === 204 ? null : response.json();
  throw refused(response.status, await response.json().catch(() => ({}))); // a proxy's error page is not JSON
}

/** Sends an article, telling how much of it is sent (0 to 1): fetch can't. */
export function send(body, onProgress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", at("api/articles"));
    request.setRequestHeader("Content-Type", "application/json");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => onProgress(loaded / total);
    request.onerror = () => fail(new ApiError("", 0, "away"));
    request.onload = () => (request.status < 300 ? done(request.response) : fail(refused(request.status, request.response)));
    request.send(JSON.stringify(body));
  });
}

/** The path of one article. */
export function of(id, rest = "") {
  return `articles/${encodeURIComponent(id)}${rest}`;
}

function refused(status, told) {
  return Object.assign(new ApiError(told?.error ?? "", status, told?.code ?? "answer"), { told });
}

async function reach(url, init) {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (cause.name === "AbortError") throw cause;
    throw new ApiError("", 0, "away");
  }
}
