/** Light or dark, as the page around the player is: a page may be dark without saying so. */

const ATTRIBUTE = "scheme"; // "light" or "dark"; where the page sets it, it stays

/** Keeps the player in the page's scheme. Ends with the signal. */
export function followScheme(player, signal) {
  if (player.hasAttribute(ATTRIBUTE)) return;
  const look = () => player.setAttribute(ATTRIBUTE, isDark(player) ? "dark" : "light");
  const later = () => setTimeout(look, 60); // styles that change do so in a moment
  look();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", later, { signal });
  const watcher = new MutationObserver(later);
  for (const each of [document.documentElement, document.body]) {
    watcher.observe(each, { attributes: true, attributeFilter: ["class", "style", "data-theme", "data-color-mode", "data-color-scheme"] });
  }
  signal.addEventListener("abort", () => watcher.disconnect());
}

/** By the nearest background that is there; without one, by the scheme that the page takes. */
function isDark(element) {
  for (let each = element.parentElement; each; each = each.parentElement) {
    const [red, green, blue, alpha = 1] = numbersOf(getComputedStyle(each).backgroundColor);
    if (alpha > 0.5) return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
  }
  const schemes = getComputedStyle(document.documentElement).colorScheme.split(" ");
  return schemes.includes("dark") && (!schemes.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
}

/** Any colour of CSS as red, green, blue (0 to 255) and alpha. */
function numbersOf(colour) {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  return alpha ? [red, green, blue, alpha / 255] : [0, 0, 0, 0];
}
