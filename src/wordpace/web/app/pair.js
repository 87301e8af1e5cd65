/** Pairing: on the machine that serves, codes and tokens are made and ended; a device gives its code here. */

import { make } from "../player/elements.js";
import { at } from "../player/root.js";

const [form, here, shown, answer] = ["give", "here", "shown", "answer"].map((id) => document.getElementById(id));
const code = location.hash.slice(1);

if (code) history.replaceState(null, "", location.pathname); // it stays in no history
const listed = code ? null : await ask("GET", "api/pairings");
here.hidden = !listed?.ok;
form.hidden = Boolean(listed?.ok);
form.code.value = code;
form.device.value = navigator.userAgentData?.platform || navigator.platform || "A phone";
if (listed?.ok) show(await listed.json());
else (code ? form.querySelector("button") : form.code).focus();

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const response = await ask("POST", "api/pair", { code: form.code.value, name: form.device.value });
  if (!response.ok) return say((await response.json()).error);
  say("This device is paired.");
  location.assign(at(""));
});

document.getElementById("phone").addEventListener("click", async () => {
  const { code: made, link } = await (await ask("POST", "api/pairings/codes", {})).json();
  const where = link ? ["Within ten minutes, open this on the device: ", make("span", { class: "code long" }, link), " or "] : ["Within ten minutes, "];
  const page = link ? link.split("#")[0] : at("pair");
  shown.replaceChildren(...where, `give this code at ${page}: `, make("span", { class: "code" }, made));
});

document.getElementById("extension").addEventListener("click", async () => {
  const { token } = await (await ask("POST", "api/pairings", { name: "Browser extension" })).json();
  shown.replaceChildren("Paste this into the extension’s options. It is shown once: ", make("span", { class: "code long" }, token));
  await renew();
});

function show({ pairings }) {
  document.getElementById("none").hidden = pairings.length > 0;
  document.getElementById("paired").replaceChildren(...pairings.map(({ id, name, created_at: since }) => {
    const end = async () => {
      await ask("DELETE", `api/pairings/${encodeURIComponent(id)}`, {});
      say(`${name} is no longer paired.`);
      await renew();
    };
    const button = make("button", { type: "button", "aria-label": `End the pairing of ${name}`, onclick: end }, "End");
    return make("li", {}, `${name}, since ${new Date(since).toLocaleDateString()} `, button);
  }));
}

async function renew() {
  show(await (await ask("GET", "api/pairings")).json());
}

async function ask(method, path, body) {
  try {
    return await fetch(at(path), { method, headers: body ? { "Content-Type": "application/json" } : {}, body: body && JSON.stringify(body) });
  } catch {
    return Response.json({ error: "The server can’t be reached." }, { status: 503 });
  }
}

function say(message) {
  answer.textContent = message;
}
