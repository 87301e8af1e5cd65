/** The server's HTTP interface, as the player needs it. */

/** The server answered with an error, or not at all (`status` 0). `message` is its own line for people, or empty. */
export class ApiError extends Error {
  constructor(message, status, code = "") {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** Whether asking again later may help. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }

  /** As the state tells of it; `retries`: whether it is being tried again. */
  told(retries = this.passing) {
    const { code, message, status } = this;
    return Object.freeze({ code, message, status, retries });
  }
}

export class Api {
  #root;
  #id;

  constructor(server, articleId) {
    this.#id = articleId;
    this.#root = new URL("api/", new URL(server || "/", document.baseURI));
    this.path = `articles/${encodeURIComponent(articleId)}`;
  }

  article() {
    return this.#json(this.path);
  }

  voices() {
    return this.#json("voices");
  }

  voiceSampleUrl(id, wpm) {
    return this.#url(`voices/${encodeURIComponent(id)}/sample`, { wpm }).href;
  }

  addVoice(id) {
    return this.#json(`voices/${encodeURIComponent(id)}`, { method: "POST", body: {} });
  }

  audioUrl({ voice, wpm }) {
    return this.#url(`${this.path}/audio`, { voice, wpm }).href;
  }

  timings(query, signal) {
    return this.#json(`${this.path}/timings`, { query, signal });
  }

  savePosition(offset) {
    // keepalive lets the last one through although the page is going away.
    return this.#json(`${this.path}/position`, { method: "PUT", body: { offset }, keepalive: true });
  }

  /** Keeps what is read: {what, treatment, block}; answers {text_start}: where that block is read now. */
  choose(choice) {
    return this.#json(`${this.path}/policy`, { method: "PUT", body: choice });
  }

  /** Ways to say something of the article, [{kind, said}], the present one first. */
  proposals(written) {
    return this.#json(`${this.path}/proposals`, { query: { written } });
  }

  sampleUrl(entry) {
    return this.#url("lexicon/sample", entry).href;
  }

  addEntry(entry) {
    return this.#json("lexicon", { method: "POST", body: { ...entry, article: this.#id } });
  }

  /** Why a media address would not play: the server's own error, or null where it answers well. */
  async whyNot(url) {
    const stop = new AbortController();
    const response = await this.#fetch(url, { signal: stop.signal });
    const error = response.ok ? null : await errorOf(response);
    stop.abort();
    return error;
  }

  #url(path, query = {}) {
    const url = new URL(path, this.#root);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }

  async #json(path, { method = "GET", query, body, ...options } = {}) {
    const headers = body ? { "Content-Type": "application/json" } : {};
    const init = { method, headers, body: body && JSON.stringify(body), ...options };
    const response = await this.#fetch(this.#url(path, query), init);
    if (!response.ok) throw await errorOf(response);
    return response.status === 204 ? null : response.json();
  }

  async #fetch(url, init) {
    try {
      return await fetch(url, init);
    } catch (cause) {
      if (cause.name === "AbortError") throw cause;
      throw new ApiError("", 0, "away");
    }
  }
}

async function errorOf(response) {
  const told = await response.json().catch(() => ({})); // a proxy's error page is not JSON
  return new ApiError(told.error ?? "", response.status, told.code);
}
