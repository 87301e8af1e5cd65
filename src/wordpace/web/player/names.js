/** Every name the player shows to the outside: requests go up, state comes down. */

/** Events that ask the player for something. Each bubbles to the element; `detail` is named beside it. */
export const Request = Object.freeze({
  PLAY: "wordpace-play-request",
  PAUSE: "wordpace-pause-request",
  SEEK: "wordpace-seek-request", // {offset: code points into the text, play?: true to start playing}
  SCRUB: "wordpace-scrub-request", // {time: seconds from the start of the article}
  SKIP: "wordpace-skip-request", // {seconds}
  SKIP_WORD: "wordpace-skip-word-request", // {by: words}
  SKIP_SENTENCE: "wordpace-skip-sentence-request", // {by: sentences}
  SKIP_PARAGRAPH: "wordpace-skip-paragraph-request", // {by: paragraphs}
  VOICE: "wordpace-voice-request", // {id}; a voice that is not here yet is fetched first
  PACE: "wordpace-pace-request", // {wpm: words per minute}
  NEXT: "wordpace-next-request", // goes on with what follows; see the player’s `next`
  RETRY: "wordpace-retry-request",
});

/** The event that tells of a new state; `detail` is {state, changed: Set of State names}. */
export const STATE_EVENT = "wordpace-state";

/** Attributes of the element: those before the status are given by the page, the others reflect the state. */
export const Attribute = Object.freeze({
  ARTICLE: "article", // its id, on the app's own pages
  FIRST_VOICE: "first-voice", // the voice and the words per minute to begin with, where the listener set them
  FIRST_WPM: "first-wpm",
  USUAL_WPM: "usual-wpm", // the pace of a device that has none of its own yet
  SERVER: "server", // where the server is; empty: where this script is from
  URL: "url", // of the article, on any other page; empty: the page's canonical address
  TEXT: "text", // selector of what holds the article's text; empty: the whole page; "none": the page does not hold it
  LAYOUT: "layout", // see below; empty: the panel
  PRESS: "press", // "listening": a press on a word plays from there only once somebody listens; "none": never
  WANTED: "wanted", // play was pressed before the player was here
  STATUS: "status",
  VOICE: "voice",
  WPM: "wpm",
  SENTENCE: "sentence",
  WORD: "word", // the word as written
  SPEECH: "speech", // who reads: "server", or "browser" while no server can be reached
});

export const Layout = Object.freeze({ PANEL: "panel", BAR: "bar", MINI: "mini" });

export const Status = Object.freeze({
  IDLE: "idle",
  LOADING: "loading", // asked to play, no sound yet
  PLAYING: "playing",
  PAUSED: "paused",
  ENDED: "ended",
});

/** The fields of the state, all that a view may show. */
export const State = Object.freeze({
  ARTICLE: "article", // as the API gives it; null until loaded
  STATUS: "status",
  VOICE: "voice", // id
  VOICES: "voices", // as the API gives them
  WPM: "wpm",
  OFFSET: "offset", // the place: code points into the article's text, kept across voices and paces
  WORD: "word", // index of the written word at that place
  SENTENCE: "sentence", // index of its sentence
  TIME: "time", // seconds of listening before that place, at this pace
  DURATION: "duration", // seconds in all
  RESUMED: "resumed", // the place is where the listener was last time
  NEXT: "next", // title of the article that follows, or null
  NOTICE: "notice", // {code, message: the server’s own line or "", status, retries: whether it is being tried again} or null
  SPEECH: "speech", // "server", or "browser" while no server can be reached and the browser's own speech reads
});

/** The state before anything is known. */
export function firstState(values) {
  return Object.freeze({
    ...Object.fromEntries(Object.values(State).map((name) => [name, null])),
    status: Status.IDLE, voices: [], offset: 0, word: 0, sentence: 0, time: 0, duration: 0, resumed: false, speech: "server", ...values,
  });
}

/** The CSS highlights that light the spoken word and its sentence. */
export const Highlights = Object.freeze({ WORD: "wordpace-word", SENTENCE: "wordpace-sentence" });
