/** Puts another article's text around the same player, so that its sound goes on. */

import { placeOf, titleOf } from "./row.js";

const pages = new Map(); // id -> Promise of the article's element, or of null

/** Has an article's page here before it is shown; null where it can't be had. */
export function fetchPage(id) {
  if (!pages.has(id)) pages.set(id, load(id));
  return pages.get(id);
}

async function load(id) {
  try {
    const response = await fetch(placeOf({ id }));
    const page = response.ok && new DOMParser().parseFromString(await response.text(), "text/html");
    if (page) return page.querySelector("article");
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // no connection: asked for again when it is to be shown
  }
  pages.delete(id);
  return null;
}

/** Shows an article in the place of the one that is here. */
export async function showAnother(article, player) {
  const here = player.closest("article");
  here.dataset.id = article.id;
  player.setAttribute("article", article.id);
  history.replaceState(null, "", placeOf(article));
  document.title = `${titleOf(article)} · Wordpace`;
  const there = await fetchPage(article.id);
  pages.delete(article.id); // it may be another by the next time
  if (!there || here.dataset.id !== article.id) return;
  here.lang = there.lang;
  // The player stays where it is: taken out, even for a moment, it would stop.
  const panels = document.getElementById("panels");
  const all = [...here.children];
  for (const each of [...all.slice(0, all.indexOf(player)), ...all.slice(all.indexOf(panels) + 1)]) each.remove();
  const [before, after] = parts(there);
  player.before(...before);
  panels.after(...after);
  player.textChanged();
  if (scrollY > innerHeight / 2) scrollTo({ top: 0, behavior: "instant" });
}

/** What stands above the player in an article's page, and what below it. */
function parts(there) {
  const all = [...there.children];
  const at = all.findIndex((each) => each.localName === "wordpace-player");
  return [all.slice(0, at), all.slice(all.findIndex((each) => each.id === "panels") + 1)];
}
