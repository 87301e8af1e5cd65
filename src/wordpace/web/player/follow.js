/** Keeps the spoken word in view, until the reader scrolls; then waits to be called back. */

const TOP = 0.18; // of the viewport's height: the word is left alone between these two
const BOTTOM = 0.7;
const REST = 0.35; // where a word that left them is brought to
const SCROLL_KEYS = new Set(["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]);

export class Follow {
  following = true;
  #onChange;
  #range = null;

  /** `onChange(following)` is told when the reader takes over or calls back. */
  constructor(onChange) {
    this.#onChange = onChange;
  }

  /** Listens for the reader's own scrolling. Ends with the signal. */
  watch(signal) {
    const yields = () => this.#range && this.#change(false);
    const options = { passive: true, signal };
    addEventListener("wheel", yields, options);
    addEventListener("touchmove", yields, options);
    addEventListener("keydown", (event) => {
      const typing = event.composedPath()[0].closest?.("input, textarea, select, wordpace-player");
      if (SCROLL_KEYS.has(event.key) && !typing && event.target.localName !== "wordpace-player") yields();
    }, options);
    addEventListener("pointerdown", (event) => event.target === document.documentElement && yields(), options);
  }

  /** The word now spoken. */
  show(range) {
    this.#range = range;
    if (this.following) this.#bring();
  }

  callBack() {
    this.#change(true);
    this.#bring();
  }

  #change(following) {
    if (following === this.following) return;
    this.following = following;
    this.#onChange(following);
  }

  #bring() {
    const box = this.#range?.getBoundingClientRect();
    if (!box || (box.top > innerHeight * TOP && box.bottom < innerHeight * BOTTOM)) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const by = { top: box.top - innerHeight * REST, behavior: calm ? "instant" : "smooth" };
    const inner = scrollerOf(this.#range.startContainer.parentElement);
    if (inner) inner.scrollBy(by);
    else scrollTo({ ...by, top: scrollY + by.top });
  }
}

/** The element in which a text scrolls; null where it is the page itself. */
function scrollerOf(element) {
  for (let each = element; each && each !== document.body && each !== document.documentElement; each = each.parentElement) {
    if (each.scrollHeight > each.clientHeight + 1 && ["auto", "scroll"].includes(getComputedStyle(each).overflowY)) return each;
  }
  return null;
}
