/** Adds articles: addresses, text or files, by the form, a drop anywhere, or a paste; each tells how far it is. */

import { make } from "../player/elements.js";
import { placeOf, titleOf } from "./row.js";
import { send } from "./ask.js";
import { counted, say, trouble } from "./words.js";

const AT_ONCE = 3;
const LARGEST = 14_900_000; // bytes of a file: what a request may carry, which writes three bytes in four letters
const ADDRESS = /^(https?:\/\/|www\.)\S+$/i;

export function connectAdding(form, onAdded) {
  const list = form.querySelector("#additions");
  const field = form.elements.source;
  const chooser = form.querySelector("#files");
  const waiting = [];
  let running = 0;

  function add(name, makeBody) {
    const item = new Addition(name, list, (again) => { waiting.push(again); run(); });
    waiting.push({ item, makeBody });
    run();
  }

  async function run() {
    if (running >= AT_ONCE || !waiting.length) return;
    const job = waiting.shift();
    running += 1;
    const added = await job.item.work(job);
    running -= 1;
    if (added) onAdded(added);
    run();
  }

  const addFiles = (files) => [...files].forEach((file) => add(file.name, () => fileBody(file)));
  const addAddress = (url) => add(url, () => ({ url: /^www\./i.test(url) ? `https://${url}` : url }));

  function addText(text) {
    const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
    if (lines.length && lines.every((line) => ADDRESS.test(line))) lines.forEach(addAddress);
    else if (lines.length) add(say("pasted", { start: lines[0].slice(0, 60) }), () => ({ text }));
    return lines.length > 0;
  }

  // Until now a press would have sent the form, and lost what was written.
  for (const button of form.querySelectorAll("button")) button.disabled = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (addText(field.value)) field.value = "";
    field.focus();
  });
  field.addEventListener("keydown", (event) => {
    // Enter adds an address; in a text it is a new line, and Ctrl+Enter adds it.
    if (event.key !== "Enter" || event.isComposing || event.shiftKey || (field.value.includes("\n") && !(event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.querySelector("#choose").addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    addFiles(chooser.files);
    chooser.value = "";
  });
  takeDrops({ addFiles, addText, addHtml: (html) => add(say("dropped_html"), () => ({ html })) });
  takePastes(addFiles, (text) => {
    field.value = text;
    field.focus();
  });
}

/** A line of the list of what is being added. */
class Addition {
  #element;
  #told = make("span", { class: "told", role: "status" });
  #bar = make("progress", { max: 1 });
  #name;
  #again;

  constructor(name, list, again) {
    this.#name = name;
    this.#again = again;
    this.#bar.setAttribute("aria-label", say("adding", { name }));
    this.#told.textContent = say("waiting");
    this.#element = make("li", {}, make("span", { class: "name", dir: "auto" }, name), this.#told, this.#bar);
    list.prepend(this.#element);
  }

  /** Adds it; answers what was added, or null where it could not be, which the line then says. */
  async work(job) {
    this.#told.textContent = say("reading_it");
    this.#told.classList.remove("wrong");
    this.#element.append(this.#bar);
    try {
      const added = await send(await job.makeBody(), (share) => this.#sent(share));
      this.#done(added);
      return added;
    } catch (error) {
      if (!("status" in error)) throw error;
      this.#failed(error, job);
      return null;
    }
  }

  #sent(share) {
    if (share < 1) this.#bar.value = share;
    else this.#bar.removeAttribute("value"); // how long reading takes is not known
  }

  #done(added) {
    this.#bar.remove();
    this.#told.replaceChildren(say(added.duplicate ? "added_before" : "added"), " ",
      make("a", { href: placeOf(added) }, say("listen_now")));
    if (added.title) this.#element.querySelector(".name").textContent = titleOf(added);
    this.#closable();
  }

  #failed(error, job) {
    this.#bar.remove();
    this.#told.classList.add("wrong");
    const again = make("button", { type: "button", onclick: () => { again.remove(); this.#again(job); } }, say("try_again"));
    const help = doFor(error.code);
    this.#told.replaceChildren(`${trouble(error)} ${help ? say(`do_${help}`) : ""} `, ...(error.passing ? [again] : []));
    this.#closable();
  }

  #closable() {
    if (this.#element.querySelector(".close")) return;
    this.#element.append(make("button", { type: "button", class: "close", "aria-label": say("forget_line", { name: this.#name }), onclick: () => this.#element.remove() }, "×"));
  }
}

/** What helps against a kind of error, as the messages name it. */
function doFor(code) {
  if (["fetch", "page_refused", "not_an_article", "timed_out", "address_forbidden"].includes(code)) return "paste";
  if (["away", "broken"].includes(code)) return "server";
  return code === "too_large" ? "smaller" : null; // the others say it themselves
}

async function fileBody(file) {
  if (file.size > LARGEST) {
    const size = (bytes) => counted(Math.ceil(bytes / 1_000_000), "megabyte", "short");
    throw Object.assign(new Error(say("file_too_large", { size: size(file.size), most: size(LARGEST) })), { status: 413, code: "size" });
  }
  const url = await new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => fail(Object.assign(new Error(say("file_unreadable")), { status: 400, code: "file" }));
    reader.readAsDataURL(file);
  });
  return { file: { name: file.name, type: file.type, data: url.slice(url.indexOf(",") + 1) } };
}

/** Files, addresses and pieces of pages may be dropped anywhere on the page. */
function takeDrops({ addFiles, addText, addHtml }) {
  const inside = (event) => event.dataTransfer && ["Files", "text/uri-list", "text/plain"].some((type) => event.dataTransfer.types.includes(type));
  let depth = 0;
  const show = (by) => {
    depth = Math.max(0, depth + by);
    document.body.classList.toggle("dropping", depth > 0);
  };
  document.addEventListener("dragenter", (event) => inside(event) && show(1));
  document.addEventListener("dragleave", (event) => inside(event) && show(-1));
  document.addEventListener("dragover", (event) => inside(event) && event.preventDefault());
  document.addEventListener("drop", (event) => {
    show(-depth);
    if (!inside(event) || event.target.closest?.("textarea, input")) return;
    event.preventDefault();
    const { dataTransfer } = event;
    const address = dataTransfer.getData("text/uri-list").split("\n").filter((line) => !line.startsWith("#")).join("\n");
    if (dataTransfer.files.length) addFiles(dataTransfer.files);
    else if (address) addText(address);
    else if (dataTransfer.getData("text/html")) addHtml(dataTransfer.getData("text/html"));
    else addText(dataTransfer.getData("text/plain"));
  });
}

/** What is pasted beside any field: files are added, text goes into the form. */
function takePastes(addFiles, fill) {
  document.addEventListener("paste", (event) => {
    if (event.target.closest?.("input, textarea, dialog")) return;
    const { files } = event.clipboardData;
    if (files.length) return addFiles(files);
    const text = event.clipboardData.getData("text/plain");
    if (text.trim()) fill(text);
  });
}
