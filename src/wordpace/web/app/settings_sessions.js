/** Where one is signed in; each place can be ended, this one by signing out. */

import { make } from "../player/elements.js";
import { ask } from "./ask.js";
import { attempt, tell } from "./toast.js";
import { dated, say } from "./words.js";

// Most call themselves others too: the first that fits is meant.
const BROWSERS = { edge: /Edg\//, opera: /OPR\//, firefox: /Firefox\//, chrome: /Chrome\//, safari: /Safari\// };
const SYSTEMS = { android: /Android/, ios: /iPhone|iPad/, windows: /Windows/, mac: /Mac OS/, linux: /Linux/ };

export async function sessions() {
  const heading = make("h3", { tabindex: -1 }, say("sessions"));
  const list = make("ul", { class: "entries" });

  async function refresh() {
    const known = (await ask("sessions")).sessions;
    list.replaceChildren(...known.map(({ id, device, began, seen, here }) => {
      const name = named(device);
      return make("li", {}, make("span", { class: "written" }, name),
        make("span", { class: "soft" }, here ? say("session_here") : say("session_seen", { began: dated(began), seen: dated(seen) })),
        ...(here ? [] : [make("button", { type: "button", class: "quiet", "aria-label": say("session_end", { name, seen: dated(seen) }), onclick: () => end(id, name) }, say("end"))]));
    }));
  }

  const end = (id, name) => attempt(async () => {
    await ask(`sessions/${encodeURIComponent(id)}`, { method: "DELETE" });
    tell(say("session_ended", { name }));
    await refresh();
    heading.focus();
  });

  await refresh();
  return make("div", {}, heading, list);
}

/** "Firefox, Linux" of what a browser calls itself; as it is where neither is known. */
function named(agent) {
  const known = (table, kind) => {
    const found = Object.keys(table).find((name) => table[name].test(agent));
    return found ? [say(`${kind}_${found}`)] : [];
  };
  return [...known(BROWSERS, "browser"), ...known(SYSTEMS, "system")].join(", ") || agent.slice(0, 40) || say("device_computer");
}
