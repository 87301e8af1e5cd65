/** The home page while the server is away: what is kept on this device. */

import { rows } from "./kept.js";
import { storagePanel } from "../offline.js";
import { make } from "../../player/elements.js";
import { at } from "../../player/root.js";

const kept = (await rows()).filter(({ edition }) => edition).sort((one, other) => other.keptAt - one.keptAt);
document.getElementById("kept").append(...kept.map(item));
document.getElementById("empty").hidden = kept.length > 0;
document.getElementById("again").addEventListener("click", () => location.reload());
document.querySelector("main").append(make("h2", {}, "Storage"), storagePanel());
addEventListener("online", () => location.reload());

function item({ id, title, url, duration, queued }) {
  const site = url ? `${new URL(url).hostname.replace(/^www\./, "")} · ` : "";
  const facts = `${site}${Math.max(1, Math.round(duration / 60))} min${queued ? " · queued" : ""}`;
  return make("li", {}, make("a", { href: at(`listen/${encodeURIComponent(id)}`), dir: "auto" }, title || "Untitled article"), make("p", {}, facts));
}
