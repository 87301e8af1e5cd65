/** Addresses of the server, from where this file is: it may be below a path. */

export const ROOT = new URL("../", import.meta.url);

/** By a path without a slash before it: at("api/queue"). */
export const at = (path) => new URL(path, ROOT).href;

/** The one that an attribute names; else this. */
export const rootOf = (server) => (server ? new URL(`${server.replace(/\/+$/, "")}/`, document.baseURI) : ROOT);

/** What its data is called in a browser, where others share the name. */
export const ours = (name) => (ROOT.pathname === "/" ? name : `${name}${ROOT.pathname}`);
