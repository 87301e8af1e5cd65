/**
 * What a publisher's page loads: <script type="module" src="https://SERVER/player/embed.js"></script>
 *
 * Draws a quiet bar where the player will be, so that nothing moves later, and gets the player itself when the reader
 * comes near or presses play. Where the page has no <wordpace-player>, one is put before the article's first paragraph.
 */

import { wordingFor } from "./wording.js";

const NAME = "wordpace-player";
const NEAR = "400px"; // below the window
const LONGEST = 30; // seconds between tries
const HEIGHTS = { bar: "74px", mini: "0", panel: "540px" };
const STORIES = ["[itemprop=articleBody]", "article", "main"]; // where the story is, the narrowest first
const PLAY = "M8 5.2v13.6a.8.8 0 0 0 1.2.7l10.9-6.8a.8.8 0 0 0 0-1.4L9.2 4.5A.8.8 0 0 0 8 5.2z";
const STYLE = `
:host { display: block !important; color-scheme: light dark; }
button { all: initial; display: flex; align-items: center; gap: 12px; box-sizing: border-box; width: 100%; min-height: var(--height); padding: 12px 16px;
  border: 1px solid var(--wordpace-rule, #8883); border-radius: var(--wordpace-radius, 16px); font: 600 16px/1.4 var(--wordpace-font, system-ui, sans-serif);
  color: inherit; cursor: pointer; }
button:focus-visible { outline: 3px solid var(--wordpace-accent, currentcolor); outline-offset: 2px; }
svg { flex: none; box-sizing: border-box; width: 48px; height: 48px; padding: 11px; border-radius: 50%; background: currentcolor; }
path { fill: var(--wordpace-paper, Canvas); }
button[aria-busy="true"] svg { opacity: .6; }
:host([layout="mini"]) button { display: none; }`;

const script = [...document.scripts].find(({ src }) => src === import.meta.url);

for (const player of playersOf(document)) stage(player);

/** The page's players; a new one where there is none. */
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

/** Draws a player until it is here. */
function stage(player) {
  if (player.shadowRoot) return;
  const layout = player.getAttribute("layout") ?? "panel";
  const button = document.createElement("button");
  button.type = "button";
  button.style.setProperty("--height", HEIGHTS[layout] ?? HEIGHTS.panel);
  button.append(triangle());
  const root = player.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(button);
  label(player, button);
  const load = once(() => summon(player, root, button));
  button.addEventListener("click", () => {
    player.toggleAttribute("wanted", true);
    button.ariaBusy = "true";
    load();
  });
  if (layout === "mini") return void load();
  const watcher = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && load(watcher.disconnect()), { rootMargin: NEAR });
  watcher.observe(player);
}

async function label(player, button) {
  const words = player.getAttribute("aria-label") ?? (await wordingFor(player).then(({ say }) => say("listen"), () => player.textContent.trim()));
  button.append(words);
}

/** Gets the player; while the server is away, what the page has for browsers without scripting is shown. */
async function summon(player, root, button, tries = 0) {
  try {
    await import("./player.js");
  } catch {
    if (tries === 1) root.append(document.createElement("slot"));
    setTimeout(() => summon(player, root, button, tries + 1), 1000 * Math.min(LONGEST, 2 ** tries));
  }
}

function once(work) {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}

function triangle() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS(svg.namespaceURI, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", PLAY);
  svg.append(path);
  return svg;
}
