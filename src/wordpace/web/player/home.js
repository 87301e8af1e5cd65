/** The form that adds an article: sends its address or its text, then goes to its page. */

import { wordingFor } from "./wording.js";

const wording = await wordingFor(document.documentElement);
const form = document.getElementById("add");
const answer = document.getElementById("answer");
const button = form.querySelector("button");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { url, text } = Object.fromEntries(new FormData(form));
  if (!url.trim() && !text.trim()) return tell(wording.say("home_nothing"));
  button.disabled = true;
  tell(wording.say(url.trim() ? "home_page" : "home_text"));
  await add(url.trim() ? { url: url.trim() } : { text });
  button.disabled = false;
});

async function add(source) {
  const headers = { "Content-Type": "application/json" };
  try {
    const response = await fetch("/api/articles", { method: "POST", headers, body: JSON.stringify(source) });
    const told = await response.json();
    if (!response.ok) return tell(wording.trouble({ code: told.code, message: told.error, status: response.status }));
    location.assign(`/listen/${encodeURIComponent(told.id)}`);
  } catch {
    tell(wording.say("home_away"));
  }
}

function tell(message) {
  answer.textContent = message;
}
