/** Asks a server for JSON, and says in one way what went wrong. */

/** The server answered with an error, or not at all (`status` 0). `message` is its own line for people, or empty. */
export class ApiError extends Error {
  /** `after`: seconds that the server wants to be left alone. */
  constructor(message, status, code = "", after = 0) {
    super(message);
    Object.assign(this, { status, code, after });
  }

  /** Whether asking again soon may help. */
  get passing() {
    return this.status === 0 || this.status >= 500 || (this.status === 429 && this.after <= 60);
  }

  /** As the state tells of it; `retries`: whether it is being tried again. */
  told(retries = this.passing) {
    const { code, message, status } = this;
    return Object.freeze({ code, message, status, retries });
  }
}

export class Connection {
  #root;

  constructor(root) {
    this.#root = root;
  }

  url(path, query = {}) {
    const url = new URL(path, this.#root);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  async json(path, { method = "GET", query, body, ...options } = {}) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    const init = { method, headers, body: body && JSON.stringify(body), ...options };
    const response = await answerOf(this.url(path, query), init);
    if (!response.ok) throw await errorOf(response);
    return response.status === 204 ? null : response.json();
  }

  /** Why a media address would not play: the server's own error, or null where it answers well. */
  async whyNot(url) {
    const stop = new AbortController();
    const response = await answerOf(url, { signal: stop.signal });
    const error = response.ok ? null : await errorOf(response);
    stop.abort();
    return error;
  }
}

async function answerOf(url, init) {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (cause.name === "AbortError") throw cause;
    throw new ApiError("", 0, "away");
  }
}

async function errorOf(response) {
  const told = await response.json().catch(() => ({})); // a proxy's error page is not JSON
  return new ApiError(told.error ?? "", response.status, told.code, Number(response.headers.get("Retry-After")) || 0);
}
