/** "Fix how this is said": a word is selected in the article, ways to say it are heard, and one is kept. */

import { make } from "./elements.js";
import { preview } from "./preview.js";

const LONGEST = 80; // characters of a selection that is taken for a word or a name
const KINDS = { respelling: "Respelling", ipa: "IPA", "say-as": "Other words", skip: "Don’t say it" };
const REACHES = { everywhere: "Everywhere", site: "On this site", article: "In this article" };

export function connectFix(root, api, signal) {
  const offer = make("button", { type: "button", class: "fix-offer", hidden: true }, "Fix how this is said");
  document.body.append(offer);
  signal.addEventListener("abort", () => offer.remove());
  let selected = null;
  document.addEventListener("selectionchange", () => {
    selected = selectedIn(root);
    offer.hidden = !selected;
    if (selected) offer.style.translate = `${selected.box.left + scrollX}px ${selected.box.bottom + scrollY + 6}px`;
  }, { signal });
  offer.addEventListener("pointerdown", (event) => event.preventDefault()); // which would take the selection away
  offer.addEventListener("click", () => selected && openDialog(selected, api));
}

/** What is selected of the article's sentences, {written, offset, box}; null for anything else. */
function selectedIn(root) {
  const selection = getSelection();
  const written = selection.toString().trim().replace(/[\s]+/g, " ").replace(/^\P{L}+|[^\p{L}\p{N}]+$/gu, "");
  if (selection.isCollapsed || !written || written.length > LONGEST) return null;
  const range = selection.getRangeAt(0);
  const sentence = range.startContainer.parentElement?.closest("[data-sentence]");
  if (!sentence || !root.contains(sentence)) return null;
  return { written, sentence: Number(sentence.dataset.sentence), box: range.getBoundingClientRect() };
}

async function openDialog({ written, sentence }, api) {
  const list = make("div", { class: "proposals" }, "Looking for ways to say it…");
  const own = make("input", { type: "text", name: "said", maxlength: "200", placeholder: "SHEE jin-PING", "aria-label": "How it is said" });
  const kind = choice("kind", KINDS, "Written as");
  const reach = choice("scope", REACHES, "Where");
  const error = make("p", { class: "wrong", role: "alert" });
  const hear = make("button", { type: "button", onclick: () => sound({ kind: kind.value, said: own.value }) }, "Hear it");
  const form = make("form", { method: "dialog", class: "fix" },
    make("h2", { id: "fix-title" }, `How should “${written}” be said?`), list,
    make("fieldset", {}, make("legend", {}, "Or write it"), own, kind.label, hear), reach.label, error,
    make("div", { class: "ends" },
      make("button", { type: "submit", value: "keep", class: "keep" }, "Keep it"),
      make("button", { type: "button", onclick: () => dialog.close() }, "Cancel")));
  const dialog = make("dialog", { "aria-labelledby": "fix-title", onclose: () => dialog.remove() }, form);
  const sound = (entry) => preview(api.sampleUrl({ written, ...entry })).catch(() => tell("That can’t be said; check how it is written."));
  const tell = (message) => { error.textContent = message; };
  own.addEventListener("input", () => form.querySelectorAll("input[type=radio]").forEach((each) => { each.checked = false; }));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const chosen = form.querySelector("input[type=radio]:checked");
    const entry = chosen ? JSON.parse(chosen.value) : { kind: kind.value, said: own.value };
    try {
      await api.addEntry({ written, ...entry, scope: reach.value });
      location.reload(); // only the sentences with it are made again
    } catch (failure) {
      tell(failure.message);
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.dataset.sentence = sentence;
  try {
    const { proposals } = await api.proposals(written);
    list.replaceChildren(...proposals.map((each, i) => proposal(each, i, sound)));
  } catch (failure) {
    list.textContent = failure.message;
  }
}

function proposal({ kind, said }, index, sound) {
  const radio = make("input", { type: "radio", name: "proposal", value: JSON.stringify({ kind, said }) });
  const label = index === 0 ? `As now: /${said}/` : kind === "ipa" ? `/${said}/` : said;
  return make("div", {}, make("label", {}, radio, ` ${label}`),
    make("button", { type: "button", "aria-label": `Hear ${label}`, onclick: () => sound({ kind, said }) }, "Hear"));
}

/** A labelled <select>; `value` is what is chosen. */
function choice(name, options, label) {
  const select = make("select", { name }, ...Object.entries(options).map(([value, text]) => make("option", { value }, text)));
  return { label: make("label", {}, `${label} `, select), get value() { return select.value; } };
}
