/** The one way to an address of the server: from where this file is, for the server may be below a path of a name that others share. */

export const ROOT = new URL("../", import.meta.url);

/** An address of the server by its path without a slash before it: at("api/queue"); at("") is the library. */
export const at = (path) => new URL(path, ROOT).href;

/** Where a server is that is named by an attribute; this one where none is. */
export const rootOf = (server) => (server ? new URL(`${server.replace(/\/+$/, "")}/`, document.baseURI) : ROOT);

/** What this server's data is called in a browser: others below the same name have theirs beside it. */
export const ours = (name) => (ROOT.pathname === "/" ? name : `${name}${ROOT.pathname}`);
