/** Every string that the app shows: its own catalogue laid over the player's. The page's `lang` names the language. */

import { Wording } from "../player/wording.js";

const language = document.documentElement.lang;
const catalogues = ["../player/messages/", "messages/"].map(async (folder) => {
  const answer = await fetch(new URL(`${folder}${language}.json`, import.meta.url));
  return answer.json();
});

const wording = new Wording(language, Object.assign({}, ...(await Promise.all(catalogues))));

export const { say, trouble, number, counted, roughly, clock, languageName } = wording;

/** "9 November 2026"; the shorter "9 Nov" for charts. */
export function dated(day, style = { dateStyle: "long" }) {
  return new Intl.DateTimeFormat(language, style).format(new Date(day));
}
