/** "Fix how this is said": a word is selected in the article, ways to say it are heard, and one is kept. */

import { make } from "./elements.js";
import { preview } from "./preview.js";

const PLACE = "\u{FFFC}"; // Unicode's own mark of where an object goes
const LONGEST = 80; // characters of a selection that is taken for a word or a name
const KINDS = ["respelling", "ipa", "say-as", "skip"];
const REACHES = ["everywhere", "site", "article"];

/** `api()` is the interface to the article that is there now. */
export function connectFix(root, api, wording, signal) {
  const offer = make("button", { type: "button", class: "fix-offer", hidden: true, lang: wording.language }, wording.say("fix"));
  document.body.append(offer);
  signal.addEventListener("abort", () => offer.remove());
  let selected = null;
  document.addEventListener("selectionchange", () => {
    selected = selectedIn(root);
    offer.hidden = !selected;
    if (selected) offer.style.translate = `${selected.box.left + scrollX}px ${selected.box.bottom + scrollY + 6}px`;
  }, { signal });
  offer.addEventListener("pointerdown", (event) => event.preventDefault()); // which would take the selection away
  offer.addEventListener("click", () => selected && openDialog(selected, api(), wording));
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

async function openDialog({ written, sentence }, api, wording) {
  const { say } = wording;
  const list = make("div", { class: "proposals" }, say("fix_looking"));
  const own = make("input", { type: "text", name: "said", maxlength: "200", placeholder: say("fix_example"), "aria-label": say("fix_how") });
  const kind = choice("kind", say("written_as"), KINDS.map((kind) => [kind, say(`kind_${kind}`)]));
  const reach = choice("scope", say("reach"), REACHES.map((reach) => [reach, say(`reach_${reach}`)]));
  const error = make("p", { class: "wrong", role: "alert" });
  const hear = make("button", { type: "button", onclick: () => sound({ kind: kind.value, said: own.value }) }, say("hear_it"));
  const form = make("form", { method: "dialog", class: "fix" },
    make("h2", { id: "fix-title" }, ...around(say("fix_title", { written: PLACE }), make("bdi", {}, written))), list,
    make("fieldset", {}, make("legend", {}, say("fix_own")), own, kind.label, hear), reach.label, error,
    make("div", { class: "ends" },
      make("button", { type: "submit", value: "keep", class: "keep" }, say("keep")),
      make("button", { type: "button", onclick: () => dialog.close() }, say("cancel"))));
  const dialog = make("dialog", { "aria-labelledby": "fix-title", lang: wording.language, onclose: () => dialog.remove() }, form);
  const sound = (entry) => preview(api.sampleUrl({ written, ...entry })).catch(() => tell(say("cant_be_said")));
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
      tell(wording.trouble(failure));
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  dialog.dataset.sentence = sentence;
  try {
    const { proposals } = await api.proposals(written);
    list.replaceChildren(...proposals.map((each, i) => proposal(each, i, say, sound)));
  } catch (failure) {
    list.textContent = wording.trouble(failure);
  }
}

function proposal({ kind, said }, index, say, sound) {
  const radio = make("input", { type: "radio", name: "proposal", value: JSON.stringify({ kind, said }) });
  const label = index === 0 ? say("as_now", { said }) : kind === "ipa" ? `/${said}/` : said;
  return make("div", {}, make("label", {}, radio, ` ${label}`),
    make("button", { type: "button", "aria-label": say("hear_this", { what: label }), onclick: () => sound({ kind, said }) }, say("hear")));
}

/** A message with an element in its place, whose direction then can't turn the rest around. */
function around(message, element) {
  const [before, after] = message.split(PLACE);
  return [before, element, after];
}

/** A labelled <select>; `value` is what is chosen. */
function choice(name, label, options) {
  const select = make("select", { name }, ...options.map(([value, text]) => make("option", { value }, text)));
  return { label: make("label", {}, `${label} `, select), get value() { return select.value; } };
}
