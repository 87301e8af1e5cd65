/** Which server this extension is paired with. The token stays in the extension's own storage on this device. */

const PRESET = "http://127.0.0.1:8080";

/** {server, token}; no token: not paired yet. */
export async function pairing() {
  const { server = PRESET, token = "" } = await chrome.storage.local.get(["server", "token"]);
  return { server, token };
}

/** Keeps the pairing, after asking the server. Throws Error with one line. */
export async function pair(address, token) {
  const server = serverOf(address);
  if (!server) throw new Error("Give the server’s address, such as http://127.0.0.1:8080 or https://home.example/listen/.");
  if (!(await allowed(server))) throw new Error("Without leave to reach that server, this extension can send it nothing.");
  const response = await fetch(`${server}/api/pair`, { headers: { Authorization: `Bearer ${token}` }, credentials: "omit" })
    .catch((cause) => { throw new Error(`The server at ${server} can’t be reached. Is it running?`, { cause }); });
  if (response.status === 429) throw new Error("Too many wrong tokens. Wait a minute, then try again.");
  if (!response.ok) throw new Error(`The server does not know that token. Make a new one at ${server}/pair.`);
  const { name } = await response.json();
  await chrome.storage.local.set({ server, token });
  return name;
}

/** Where a server begins, without a slash at the end, by its address or its pairing page's; null where nothing is sent to. */
export function serverOf(address) {
  const url = URL.canParse(address) ? new URL(address) : null;
  const local = ["127.0.0.1", "localhost"].includes(url?.hostname);
  const safe = url?.protocol === "https:" || (local && url.protocol === "http:"); // only loopback may do without https
  return safe ? `${url.origin}${url.pathname.replace(/\/(pair)?$/, "")}` : null;
}

/** Leave to reach one server, asked of the listener where it is not this machine's. */
function allowed(server) {
  const { hostname, protocol } = new URL(server);
  return chrome.permissions.request({ origins: [`${protocol}//${hostname}/*`] });
}
