/** Which articles are asked for: what the form says, which the page's address says, too. */

import { make } from "../player/elements.js";
import { ask } from "./ask.js";
import { paceFor } from "./wishes.js";
import { say } from "./words.js";

const USUAL = { q: "", state: "inbox", minutes: "", tag: "", site: "", sort: "" };
const SETTLE = 150; // milliseconds without another letter

export class Filters {
  #form;
  #timer = null;

  /** `onChange()` is called when something else is asked for. */
  constructor(form, onChange) {
    this.#form = form;
    const changed = () => {
      clearTimeout(this.#timer);
      this.#tellAddress();
      onChange();
    };
    form.addEventListener("input", ({ target }) => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(changed, target.name === "q" ? SETTLE : 0);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      changed();
    });
    this.changed = changed;
  }

  /** The query of the list; `limit` articles from a cursor on. */
  query(after, limit) {
    const wanted = Object.fromEntries(new FormData(this.#form));
    return { ...wanted, q: wanted.q.trim(), wpm: wanted.minutes ? paceFor("") : "", limit, after };
  }

  get state() {
    return this.#form.elements.state.value;
  }

  /** Whether anything but the usual list is asked for. */
  get narrow() {
    const { state, sort, ...rest } = Object.fromEntries(new FormData(this.#form));
    return Object.entries(rest).some(([name, value]) => value.trim() !== USUAL[name]) || state !== "inbox";
  }

  set(name, value) {
    const control = this.#form.elements[name];
    if (control.options && ![...control.options].some((each) => each.value === value)) control.append(make("option", { value }, value));
    control.value = value;
    this.changed();
  }

  clear() {
    for (const [name, value] of Object.entries(USUAL)) this.#form.elements[name].value = value;
    this.changed();
  }

  /** The names there are to choose from, with how many articles each has. */
  async refresh() {
    const { tags, sites, counts } = await ask("library");
    this.#offer("tag", say("any_tag"), tags);
    this.#offer("site", say("any_site"), sites);
    for (const option of this.#form.elements.state.options) {
      if (option.value in counts) option.textContent = say(`state_${option.value}_count`, { count: counts[option.value] });
    }
    return { tags, sites, counts };
  }

  #offer(name, any, all) {
    const select = this.#form.elements[name];
    const chosen = select.value;
    const options = all.map((each) => make("option", { value: each.name }, say("named_count", { label: each.name, count: each.count })));
    select.replaceChildren(make("option", { value: "" }, any), ...options);
    if (chosen && !all.some((each) => each.name === chosen)) select.append(make("option", { value: chosen }, chosen));
    select.value = chosen;
    select.closest("label").hidden = !all.length && !chosen;
  }

  #tellAddress() {
    const place = new URL(location.href);
    for (const [name, value] of new FormData(this.#form)) {
      if (value.trim() === USUAL[name]) place.searchParams.delete(name);
      else place.searchParams.set(name, value.trim());
    }
    place.searchParams.delete("after");
    history.replaceState(null, "", place);
  }
}
