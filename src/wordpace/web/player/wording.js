/** What the player says: one catalogue of messages a language, and numbers and times as people of it write them. */

import { multiplier } from "./timeline.js";

const CATALOGUES = { en: "en", zh: "zh-CN" }; // by a tag's first part
const SERVERS = "en"; // the language of the server's own lines
const loaded = new Map();

/** The wording for an element: by its own or the nearest `lang`, else by the reader's browser, else English. */
export function wordingFor(element) {
  const wanted = [languageOf(element), ...navigator.languages, "en"];
  const name = wanted.map((tag) => CATALOGUES[tag.split("-")[0].toLowerCase()]).find(Boolean);
  if (!loaded.has(name)) loaded.set(name, load(name));
  return loaded.get(name);
}

/** The nearest `lang`, also out of shadow trees; "" where there is none. */
function languageOf(element) {
  const holder = element.closest("[lang]");
  if (holder) return holder.lang;
  const { host } = element.getRootNode();
  return host ? languageOf(host) : "";
}

async function load(name) {
  try {
    const answer = await fetch(new URL(`messages/${name}.json`, import.meta.url));
    return new Wording(name, await answer.json());
  } catch (error) {
    loaded.delete(name); // the next element may have more luck
    throw error;
  }
}

export class Wording {
  #messages;
  #plurals;
  #formats = new Map(); // making one takes longer than using it

  constructor(language, messages) {
    this.language = language;
    this.#messages = messages;
    this.#plurals = new Intl.PluralRules(language);
  }

  // Fields, so that a view may take those that it needs out of it.

  /** A message with its {places} filled; one that has forms takes that of `values.count`. */
  say = (name, values = {}) => {
    const message = this.#messages[name];
    const text = message.other ? (message[this.#plurals.select(values.count)] ?? message.other) : message;
    return text.replace(/\{(\w+)\}/g, (_, place) => (typeof values[place] === "number" ? this.number(values[place]) : values[place]));
  };

  /** One line on what went wrong: the server's own where it speaks this language, else ours for its code. */
  trouble = ({ code, message, status }) => {
    if (message && this.language === SERVERS) return message;
    return `error_${code}` in this.#messages ? this.say(`error_${code}`) : this.say("error_answer", { status });
  };

  number = (value, options) => {
    const name = JSON.stringify(options);
    if (!this.#formats.has(name)) this.#formats.set(name, new Intl.NumberFormat(this.language, options));
    return this.#formats.get(name).format(value);
  };

  /** "3 min", "2 weeks": so many of a unit that Intl knows. */
  counted = (count, unit, unitDisplay = "long") => this.number(count, { style: "unit", unit, unitDisplay });

  /** "en-GB" -> "British English". */
  languageName = (tag) => new Intl.DisplayNames(this.language, { type: "language" }).of(tag);

  /** "3:07", or "1:02:45". */
  clock = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
    if (!parts[0]) parts.shift();
    return parts.map((part, index) => this.number(part, { minimumIntegerDigits: index ? 2 : 1 })).join(":");
  };

  /** "3 minutes, 7 seconds", as a screen reader says it. */
  said = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    const minutes = Math.floor(whole / 60);
    const parts = [];
    if (minutes) parts.push(this.counted(minutes, "minute"));
    if (whole % 60 || !minutes) parts.push(this.counted(whole % 60, "second"));
    return new Intl.ListFormat(this.language, { type: "unit" }).format(parts);
  };

  /** "3 min", or "40 sec" under a minute and a half. */
  roughly = (seconds) =>
    seconds < 90 ? this.counted(Math.round(seconds), "second", "short") : this.counted(Math.round(seconds / 60), "minute", "short");

  /** "1.25x". */
  times = (wpm) => this.say("times", { number: this.number(multiplier(wpm), { maximumFractionDigits: 2 }) });

  /** "1.25x · 250 WPM". */
  pace = (wpm) => this.say("pace", { times: this.times(wpm), wpm: Math.round(wpm) });
}
