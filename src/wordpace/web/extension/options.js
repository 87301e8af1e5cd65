/** Where the extension is paired: the server's address, and a token from its pairing page. */

import { pair, pairing, serverOf } from "./pairing.js";

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
  const server = serverOf(form.server.value.trim());
  if (server) where.href = `${server}/pair`;
  else where.removeAttribute("href");
}
