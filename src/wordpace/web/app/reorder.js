/** Puts a list in another order: by its handles with mouse, finger or pen, and by the keys. */

import { say } from "./words.js";

const EDGE = 72; // pixels from the view's edge within which the page scrolls along
const PACE = 9; // pixels a frame

/**
 * `order(ids, id)` keeps an order in which `id` was moved; `announce(text)` tells it to a screen reader.
 * Returns {idle, keep(redraw), step(id, by, deed)}.
 */
export function connectReorder(list, { order, announce, titleOf }) {
  let taken = null; // {id, ids before} while a row is moved by keys
  let dragged = null;

  const ids = () => [...list.children].map((each) => each.dataset.id);
  const rowOf = (id) => list.querySelector(`[data-id="${CSS.escape(id)}"]`);
  const handleOf = (id) => rowOf(id)?.querySelector(".handle");

  /** Draws the list again with the focus where it was. */
  function keep(redraw) {
    const { id, control } = focusOf(list);
    redraw();
    if (taken) rowOf(taken.id)?.classList.add("taken");
    if (!id) return;
    const again = rowOf(id)?.querySelector(control);
    (again?.disabled ? handleOf(id) : again)?.focus();
  }

  function moveTo(id, place) {
    const others = ids().filter((each) => each !== id);
    others.splice(place, 0, id);
    return others;
  }

  function told(key, id) {
    announce(say(key, { title: titleOf(id), place: ids().indexOf(id) + 1, of: list.children.length }));
  }

  async function step(id, by) {
    const place = ids().indexOf(id) + by;
    if (place < 0 || place >= list.children.length) return;
    await order(moveTo(id, place), id);
    told("moved", id);
  }

  // Keys: Space takes a row, arrows move it, Space lets it go, Escape puts it back.

  list.addEventListener("keydown", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle) return;
    const { id } = handle.closest("[data-id]").dataset;
    const by = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }[event.key];
    if (event.key === " " || event.key === "Enter") taken ? letGo(id) : take(id);
    else if (event.key === "Escape" && taken) putBack();
    else if (by && taken) shift(id, by);
    else return;
    event.preventDefault();
  });
  list.addEventListener("focusout", ({ relatedTarget, target }) => {
    if (taken && target.isConnected && !relatedTarget?.closest?.(".handle")) letGo(taken.id);
  });

  function take(id) {
    taken = { id, before: ids() };
    rowOf(id).classList.add("taken");
    told("taken", id);
  }

  function shift(id, by) {
    const place = Math.min(Math.max(0, ids().indexOf(id) + by), list.children.length - 1);
    const row = rowOf(id);
    const others = [...list.children].filter((each) => each !== row);
    const moving = taken; // moving a row takes the focus out of it, which must not let it go
    taken = null;
    list.insertBefore(row, others[place] ?? null);
    row.querySelector(".handle").focus();
    taken = moving;
    told("moved", id);
  }

  function letGo(id) {
    const { before } = taken;
    taken = null;
    rowOf(id)?.classList.remove("taken");
    told("let_go", id);
    if (ids().join() !== before.join()) order(ids(), id);
  }

  function putBack() {
    const { id, before } = taken;
    taken = null;
    rowOf(id).classList.remove("taken");
    list.append(...before.map(rowOf));
    handleOf(id).focus();
    told("put_back", id);
  }

  // Pointers: the row follows, the others make room.

  list.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle || event.button) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    dragged = new Drag(list, handle.closest("[data-id]"), event.clientY);
  });
  list.addEventListener("pointermove", (event) => dragged?.to(event.clientY));
  list.addEventListener("pointerup", () => {
    const drag = end();
    if (drag && drag.place !== drag.from) {
      order(moveTo(drag.id, drag.place), drag.id);
      told("moved", drag.id);
    }
  });
  list.addEventListener("pointercancel", end);
  addEventListener("keydown", ({ key }) => key === "Escape" && end());

  function end() {
    const drag = dragged;
    drag?.end();
    dragged = null;
    return drag;
  }

  return { keep, step, get idle() { return !taken && !dragged; } };
}

function focusOf(list) {
  const focused = document.activeElement;
  const id = list.contains(focused) ? focused.closest("[data-id]")?.dataset.id : null;
  const deed = focused?.dataset.deed;
  return { id, control: deed ? `[data-deed="${deed}"]` : focused?.classList.contains("handle") ? ".handle" : "a" };
}

/** A row under a pointer. */
class Drag {
  #rows;
  #row;
  #start;
  #tops;
  #scrolled = scrollY;
  #frame = 0;
  #y;

  constructor(list, row, y) {
    this.#rows = [...list.children];
    this.#row = row;
    this.#start = this.#y = y;
    this.#tops = this.#rows.map((each) => each.offsetTop + each.offsetHeight / 2);
    this.id = row.dataset.id;
    this.from = this.place = this.#rows.indexOf(row);
    row.classList.add("dragged");
    list.classList.add("dragging");
    this.#run();
  }

  to(y) {
    this.#y = y;
    const by = y - this.#start + scrollY - this.#scrolled;
    this.#row.style.translate = `0 ${by}px`;
    const middle = this.#tops[this.from] + by;
    this.place = this.#tops.filter((top, index) => index !== this.from && top < middle).length;
    const height = this.#row.offsetHeight;
    this.#rows.forEach((each, index) => {
      if (index === this.from) return;
      const shift = index < this.from && index >= this.place ? height : index > this.from && index <= this.place ? -height : 0;
      each.style.translate = shift ? `0 ${shift}px` : "";
    });
  }

  end() {
    cancelAnimationFrame(this.#frame);
    for (const each of this.#rows) each.style.translate = "";
    this.#row.classList.remove("dragged");
    this.#row.parentElement?.classList.remove("dragging");
  }

  /** Scrolls the page while the pointer is near its edge. */
  #run() {
    const by = this.#y < EDGE ? -PACE : this.#y > innerHeight - EDGE ? PACE : 0;
    if (by) {
      scrollBy(0, by);
      this.to(this.#y);
    }
    this.#frame = requestAnimationFrame(() => this.#run());
  }
}
