/** Long work in short slices, so that no task keeps the page from answering. */

const SLICE = 10; // milliseconds

/** Runs a generator to its end and returns what it returns; between its yields the page may do other things. */
export async function inSlices(work, signal) {
  let until = performance.now() + SLICE;
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() < until) continue;
    await pause();
    signal?.throwIfAborted();
    until = performance.now() + SLICE;
  }
}

function pause() {
  return globalThis.scheduler?.yield?.() ?? new Promise((wake) => setTimeout(wake));
}
