/** Light or dark, as the page around the player is: a page may be dark without saying so. */

const ATTRIBUTE = "scheme"; // "light" or "dark"; where the page sets it, it stays

/** Keeps the player in the page's scheme. Ends with the signal. */
export function followScheme(player, signal) {
  if (player.hasAttribute(ATTRIBUTE)) return;
  const look = () => player.setAttribute(ATTRIBUTE, isDark(player) ? "dark" : "light");
  const later = () => setTimeout(look, 60); // when the styles have changed
  look();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", later, { signal });
  const watcher = new MutationObserver(later);
  for (const each of [document.documentElement, document.body]) watcher.observe(each, { attributes: true });
  signal.addEventListener("abort", () => watcher.disconnect());
}

/** By the nearest background that is there; without one, by the scheme that the page takes. */
function isDark(element) {
  for (let each = element.parentElement; each; each = each.parentElement) {
    const lightness = lightnessOf(getComputedStyle(each).backgroundColor);
    if (lightness !== null) return lightness < 0.5;
  }
  const schemes = getComputedStyle(document.documentElement).colorScheme.split(" ");
  return schemes.includes("dark") && (!schemes.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
}

/** From 0 to 1; null for a colour that lets more through than it covers. */
function lightnessOf(colour) {
  const [, space, inside] = /^(\w+)\((?:srgb )?(.*)\)$/.exec(colour) ?? [];
  const [first, second, third, alpha = 1] = (inside?.match(/[\d.]+/g) ?? []).map(Number);
  if (first === undefined || alpha < 0.5) return null;
  if (space.startsWith("ok")) return first;
  if (space.startsWith("l")) return first / 100;
  return (0.299 * first + 0.587 * second + 0.114 * third) / (space === "color" ? 1 : 255);
}
