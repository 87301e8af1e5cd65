/** What is not read, where it stood: one press has it read, and everything of its kind on that site from then on. */

const ON = "[data-what]";

/** `api()` is the interface to the article that is there now. */
export function connectReceipt(root, api, tell) {
  root.addEventListener("click", async (event) => {
    const piece = event.target.closest(ON);
    if (!piece || !getSelection().isCollapsed) return;
    event.preventDefault(); // a press on it asks to hear it, not to play the word that it stands beside
    const { what, block } = piece.dataset;
    const choice = block === undefined ? { what } : { what, treatment: "read", block: Number(block) };
    try {
      const { text_start: start } = await api().choose(choice);
      // The page is made anew; the player goes on from the piece that was asked for.
      history.replaceState(null, "", start === null ? "#" : `#at=${start}&play`);
      location.reload();
    } catch (error) {
      tell(error);
    }
  }, { capture: true });
}
