/** Calls back frame by frame, for as long as there is a reason to. */

export class Frames {
  #tick;
  #goes;
  #frame = 0;

  /** `tick()` is called each frame while `goes()`. */
  constructor(tick, goes) {
    this.#tick = tick;
    this.#goes = goes;
  }

  run() {
    cancelAnimationFrame(this.#frame);
    this.#frame = requestAnimationFrame(() => {
      if (!this.#goes()) return;
      this.#tick();
      this.run();
    });
  }
}
