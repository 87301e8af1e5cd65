/**
 * What a publisher's page loads: <script type="module" src="https://SERVER/player/embed.js"></script>
 *
 * Draws a quiet bar where the player will be, so that nothing moves later, and gets the player itself when the reader
 * comes near or presses play. Where the page has no <wordpace-player>, one is put before the article's first paragraph.
 */

import { icon, make } from "./elements.js";
import { wordingFor } from "./wording.js";

const NAME = "wordpace-player";
const NEAR = "400px"; // below the window
const LONGEST = 30; // seconds between tries
const HEIGHTS = { bar: "74px", mini: "0", panel: "540px" };
const STORIES = ["[itemprop=articleBody]", "article", "main"]; // where the story is, the narrowest first
const STYLE = `
:host { display: block !important; color-scheme: light dark; }
button { all: initial; box-sizing: border-box; display: flex; align-items: center; gap: 12px; width: 100%; padding: 12px 16px; color: inherit; cursor: pointer;
  border: 1px solid var(--wordpace-rule, #8883); border-radius: var(--wordpace-radius, 16px); font: 600 16px/1.4 var(--wordpace-font, system-ui, sans-serif); }
button:focus-visible { outline: 3px solid; }
svg { flex: none; width: 26px; padding: 11px; border-radius: 50%; background: currentcolor; }
path { fill: var(--wordpace-paper, Canvas); }
button[aria-busy="true"] svg { opacity: .6; }
:host([layout="mini"]) button { display: none; }`;

const script = [...document.scripts].find(({ src }) => src === import.meta.url);

for (const player of playersOf(document)) stage(player);

function playersOf(page) {
  const there = [...page.querySelectorAll(NAME)];
  if (there.length || customElements.get(NAME)) return there;
  const player = page.createElement(NAME);
  for (const [name, value] of Object.entries({ layout: "bar", ...script?.dataset })) player.setAttribute(name, value);
  const before = firstParagraph(page);
  if (before) before.before(player);
  else page.body.prepend(player);
  return [player];
}

/** The first paragraph of the page's main story; null where there is none. */
function firstParagraph(page) {
  const paragraphs = (story) => [...story.querySelectorAll("p")].filter((each) => !each.closest("header, footer, aside, nav, figure, form"));
  const length = (story) => paragraphs(story).reduce((sum, { textContent }) => sum + textContent.length, 0);
  const whole = length(page.body);
  const stories = STORIES.flatMap((selector) => [...page.querySelectorAll(selector)]);
  const story = stories.find((each) => length(each) * 2 > whole) ?? page.body;
  return paragraphs(story).find(({ textContent }) => textContent.trim().length > 60) ?? null;
}

function stage(player) {
  if (player.shadowRoot) return;
  const layout = player.getAttribute("layout") ?? "panel";
  const button = make("button", { type: "button" }, icon("play"));
  button.style.minHeight = HEIGHTS[layout];
  const root = player.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(button);
  wordingFor(player).then(({ say }) => say("listen"), () => player.textContent.trim()).then((text) => button.append(text));
  let load = () => {
    load = () => {};
    summon(root);
  };
  button.addEventListener("click", () => {
    player.toggleAttribute("wanted", true);
    button.ariaBusy = "true";
    load();
  });
  if (layout === "mini") return void load();
  const watcher = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && load(), { rootMargin: NEAR });
  watcher.observe(player);
}

/** Gets the player; while the server is away, what the page has without scripting is shown. */
async function summon(root, tries = 0) {
  try {
    await import("./player.js");
  } catch {
    if (tries === 1) root.append(document.createElement("slot"));
    setTimeout(() => summon(root, tries + 1), 1000 * Math.min(LONGEST, 2 ** tries));
  }
}
