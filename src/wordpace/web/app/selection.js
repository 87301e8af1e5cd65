/** Which articles of the list are selected: one by one, a stretch with Shift, or all that match. */

export class Selection {
  #ids = new Set();
  #anchor = null;
  #onChange;

  constructor(onChange) {
    this.#onChange = onChange;
  }

  has(id) {
    return this.#ids.has(id);
  }

  get ids() {
    return [...this.#ids];
  }

  get size() {
    return this.#ids.size;
  }

  /** A press on a row's box; with `stretch`, all from the one pressed before to this one become alike. `order`: all ids. */
  press(id, stretch, order) {
    const on = !this.#ids.has(id);
    const [from, to] = [order.indexOf(this.#anchor), order.indexOf(id)].sort((one, other) => one - other);
    const pressed = stretch && from >= 0 ? order.slice(from, to + 1) : [id];
    for (const each of pressed) if (on) this.#ids.add(each); else this.#ids.delete(each);
    this.#anchor = id;
    this.#onChange();
  }

  take(ids) {
    for (const id of ids) this.#ids.add(id);
    this.#onChange();
  }

  drop(ids = this.ids) {
    for (const id of ids) this.#ids.delete(id);
    this.#anchor = null;
    this.#onChange();
  }
}
