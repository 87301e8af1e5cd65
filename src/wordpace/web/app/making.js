/** How much of the article is made in the present voice and pace, and having it made ahead. */

import { make } from "../player/elements.js";
import { State, Status } from "../player/names.js";
import { ask, of } from "./ask.js";
import { on } from "./events.js";
import { attempt } from "./toast.js";
import { number, roughly, say } from "./words.js";

const ASK_EVERY = 1500; // milliseconds while it is being made

export function connectMaking({ player, playing, panel }) {
  const box = panel("making");
  const bar = make("progress", { max: 1, "aria-label": say("prepare") });
  const line = make("p", { role: "status" });
  let timer = null;
  let asked = false; // to make it ahead

  const query = () => ({ voice: player.state.voice, wpm: player.state.wpm });

  async function look() {
    clearTimeout(timer);
    const id = player.api.id;
    const { made, seconds_left: left } = await ask(of(id, "/edition"), { query: query() });
    if (id !== player.api.id) return;
    draw(made, left);
    if (made < 1 && (asked || playing())) timer = setTimeout(() => attempt(look), ASK_EVERY);
  }

  function draw(made, left) {
    const share = number(made, { style: "percent" });
    bar.value = made;
    if (made >= 1) return asked ? (line.textContent = say("made_ready"), box.replaceChildren(line)) : box.replaceChildren();
    if (!asked) return box.replaceChildren();
    line.textContent = left === null ? say("making", { share }) : say("making_left", { share, time: roughly(Math.max(1, left)) });
    box.replaceChildren(line, bar);
  }

  /** Has it made while nobody listens. */
  function prepare() {
    asked = true;
    return attempt(async () => {
      await ask(of(player.api.id, "/edition"), { method: "POST", query: query(), body: {} });
      await look();
    });
  }

  on("edition", ({ article }) => article === player.api.id && asked && attempt(look));

  function show(state, changed) {
    if (changed.has(State.ARTICLE)) {
      asked = false;
      box.replaceChildren();
    }
    if (asked && [State.VOICE, State.WPM].some((name) => changed.has(name))) attempt(look);
    if (changed.has(State.STATUS) && state.status === Status.PLAYING && asked) attempt(look);
  }

  player.addEventListener("wordpace-prepare", prepare);
  return { show };
}
