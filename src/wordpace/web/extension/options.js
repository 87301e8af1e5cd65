/** Where the extension is paired: the server's address, and a token from its pairing page. */

import { pair, pairing } from "./pairing.js";

const form = document.getElementById("pair");
const answer = document.getElementById("answer");
const where = document.getElementById("where");

const { server, token } = await pairing();
form.server.value = server;
answer.textContent = token ? `Paired with ${server}.` : "";
lead();
form.server.addEventListener("input", lead);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const name = await pair(form.server.value.trim(), form.token.value.trim());
    form.token.value = "";
    answer.textContent = `Paired, as “${name}”. Press the Wordpace button on any page to hear it.`;
  } catch (error) {
    answer.textContent = error.message;
  }
});

function lead() {
  const url = URL.canParse(form.server.value) ? new URL("/pair", form.server.value) : null;
  if (url && ["http:", "https:"].includes(url.protocol)) where.href = url.href;
  else where.removeAttribute("href");
}
