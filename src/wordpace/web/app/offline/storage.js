/** The panel of what this device keeps: its room, its limit, the queue, each article. */

import { KEEPING, KEPT } from "./keep.js";
import { forget, rows } from "./kept.js";
import { keepQueue, keepSoMany, leaveQueue, queueKept } from "./queue.js";
import { megabytes, setLimit, usage } from "./room.js";
import { Away } from "./server.js";
import { make } from "../../player/elements.js";
import { at } from "../../player/root.js";

const LIMITS = [100e6, 250e6, 500e6, 1e9, 2e9, 5e9, 20e9]; // bytes
const COUNTS = [[0, "none of it"], [3, "the next 3"], [10, "the next 10"], [25, "the next 25"], [Infinity, "all of it"]];

/** Builds the panel; it keeps itself up to date. */
export function storagePanel() {
  const room = make("p", {});
  const bar = make("meter", { "aria-label": "Room taken by kept articles", min: 0 });
  const limit = make("select", { id: "offline-limit", onchange: () => change(async () => gone(await setLimit(Number(limit.value)))) });
  const queue = make("select", { id: "offline-queue", onchange: () => change(() => chooseQueue(Number(queue.value))) });
  const coming = make("progress", { "aria-label": "Of the article that is being kept", hidden: true });
  const answer = make("p", { role: "status" });
  const list = make("ul", {});
  queue.append(...COUNTS.map(([count, label]) => make("option", { value: String(count) }, label)));

  async function show() {
    const [{ used, limit: most, browser }, kept, count] = await Promise.all([usage(), rows(), queueKept()]);
    const free = browser ? `; the browser has room for ${megabytes(Math.max(0, browser.quota - browser.usage))} more` : "";
    room.textContent = `${megabytes(used)} of ${megabytes(most)} taken${free}.`;
    Object.assign(bar, { max: most, value: used });
    const limits = [...new Set([...LIMITS, most])].sort((one, other) => one - other);
    limit.replaceChildren(...limits.map((bytes) => make("option", { value: String(bytes), selected: bytes === most }, megabytes(bytes))));
    queue.value = String(count);
    list.replaceChildren(...kept.map((row) => line(row, () => change(() => forget(row.id)))));
  }

  async function change(work) {
    answer.textContent = "";
    try {
      answer.textContent = (await work()) ?? "";
    } catch (error) {
      if (!(error instanceof Away)) throw error;
      answer.textContent = `${error.message} It is kept when the server is there again.`;
    }
    await show();
  }

  async function chooseQueue(count) {
    if (!count) return leaveQueue();
    await keepSoMany(count);
    const { kept, wanted, problem } = await keepQueue();
    return `${kept} of ${wanted} queued articles are kept. ${problem ?? ""}`;
  }

  addEventListener(KEPT, show);
  addEventListener(KEEPING, ({ detail: { got, size } }) => {
    Object.assign(coming, { hidden: got === size, max: size, value: got });
  });
  show();
  return make("div", { class: "offline storage" }, room, bar,
    make("div", {}, make("label", { for: "offline-limit" }, "Room for kept articles"), limit),
    make("div", {}, make("label", { for: "offline-queue" }, "Of my queue, keep"), queue),
    coming, answer, list);
}

function gone(removed) {
  return removed.length ? `To fit, this went from this device: ${removed.map(({ title }) => title).join("; ")}.` : "";
}

function line({ id, title, size, edition, queued }, remove) {
  const name = title || "Untitled article";
  const state = `${edition ? megabytes(size) : "not whole yet"}${queued ? ", queued" : ""}`;
  const button = make("button", { type: "button", "aria-label": `Remove ${name} from this device`, onclick: remove }, "Remove");
  return make("li", {}, make("a", { href: at(`listen/${encodeURIComponent(id)}`), dir: "auto" }, name), ` (${state}) `, button);
}
