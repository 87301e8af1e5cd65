/** Two devices, one listener: the one that played last plays, the other pauses and is told; both know the place. */

import { make } from "../player/elements.js";
import { Request, State, Status } from "../player/names.js";
import { ask } from "./ask.js";
import { device } from "./device.js";
import { on } from "./events.js";
import { attempt } from "./toast.js";
import { say } from "./words.js";

export function connectElsewhere({ player, playing, request, panel }) {
  const told = panel("urgent");
  told.setAttribute("role", "status");
  const idOf = () => player.api.id;
  let announced = false; // this device plays, and the others know

  const here = make("button", { type: "button", class: "quiet", onclick: () => request(Request.PLAY) }, say("play_here"));

  on("listening", ({ device: other, name }) => {
    if (other === device.id) return;
    announced = false;
    if (playing()) request(Request.PAUSE);
    told.replaceChildren(make("p", {}, say("elsewhere", { name: name || say("another_device") })), here);
  });

  on("position", ({ article, offset, device: other }) => {
    if (article !== idOf() || other === device.id || offset === null || playing()) return;
    const { article: shown, offset: present } = player.state;
    if (shown && offset !== present) player.moveTo(offset);
  });

  function show({ status }, changed) {
    if (!changed.has(State.STATUS)) return;
    if (status !== Status.LOADING && status !== Status.PLAYING) return void (announced = false);
    if (announced) return;
    announced = true;
    told.replaceChildren();
    attempt(() => ask("listening", { method: "POST", body: { article: idOf(), device: device.id, name: device.name } }));
  }

  return { show };
}
