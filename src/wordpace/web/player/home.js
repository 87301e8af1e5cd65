/** The form that adds an article: sends its address or its text, then goes to its page. */

const form = document.getElementById("add");
const answer = document.getElementById("answer");
const button = form.querySelector("button");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { url, text } = Object.fromEntries(new FormData(form));
  if (!url.trim() && !text.trim()) return say("Give the address of an article, or paste its text.");
  button.disabled = true;
  say(url.trim() ? "Reading the page…" : "Reading the text…");
  await add(url.trim() ? { url: url.trim() } : { text });
  button.disabled = false;
});

async function add(source) {
  const headers = { "Content-Type": "application/json" };
  try {
    const response = await fetch("/api/articles", { method: "POST", headers, body: JSON.stringify(source) });
    const told = await response.json();
    if (!response.ok) return say(told.error);
    location.assign(`/listen/${encodeURIComponent(told.id)}`);
  } catch {
    say("The server can’t be reached. Is it still running?");
  }
}

function say(message) {
  answer.textContent = message;
}
