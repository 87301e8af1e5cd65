/** How fast: usually, and for sources that are read at a pace of their own. */

import { make } from "../player/elements.js";
import { savePreferences, loadPreferences } from "../player/preferences.js";
import { FASTEST, ONE_X, SLOWEST } from "../player/timeline.js";
import { number, say } from "./words.js";

const STEP = 10; // words per minute

export function paces({ wishes, library, save }) {
  let mine = { ...wishes.paces };
  const list = make("div", {});
  const keep = (change) => {
    mine = change;
    save({ paces: mine });
    show();
  };

  function show() {
    const sites = Object.keys(mine).filter(Boolean).toSorted();
    list.replaceChildren(...sites.map((site) => make("div", { class: "line" },
      slider(site, mine[site], (wpm) => keep({ ...mine, [site]: wpm })),
      make("button", { type: "button", class: "quiet", "aria-label": say("pace_remove", { site }), onclick: () => {
        const { [site]: _, ...rest } = mine;
        keep(rest);
      } }, say("remove")))));
    add.hidden = !offer();
  }

  /** The sites without a pace of their own, in the list to choose from; answers whether there are any. */
  function offer() {
    const left = library.sites.filter(({ name }) => !(name in mine));
    select.replaceChildren(make("option", { value: "" }, say("pace_choose_site")), ...left.map(({ name }) => make("option", { value: name }, name)));
    return left.length > 0;
  }

  const usual = slider(say("pace_usual"), mine[""] ?? loadPreferences().wpm ?? ONE_X, (wpm) => {
    savePreferences({ ...loadPreferences(), wpm }); // the player on this device begins with it, too
    keep({ ...mine, "": wpm });
  });
  const select = make("select", { "aria-label": say("pace_add"), onchange: () => select.value && keep({ ...mine, [select.value]: mine[""] ?? ONE_X }) });
  const add = make("div", { class: "line" }, make("label", {}, make("span", {}, say("pace_add")), select));
  show();
  return make("div", {}, make("div", { class: "line" }, usual), list, add);
}

/** A slider with its words per minute beside it; kept when it is let go. */
function slider(name, value, onChange) {
  const told = make("output", {}, toldOf(value));
  const range = make("input", {
    type: "range", min: SLOWEST, max: FASTEST, step: STEP, value,
    oninput: () => { told.textContent = toldOf(range.valueAsNumber); range.setAttribute("aria-valuetext", told.textContent); },
    onchange: () => onChange(range.valueAsNumber),
  });
  range.setAttribute("aria-valuetext", told.textContent);
  return make("label", { class: "slider" }, make("span", {}, name), range, told);
}

function toldOf(wpm) {
  const times = say("times", { number: number(wpm / ONE_X, { maximumFractionDigits: 2 }) });
  return say("pace", { times, wpm: Math.round(wpm) });
}
