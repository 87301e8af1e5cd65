/** Tells the system what plays (lock screen, headset, keyboard keys) and turns its buttons into requests. */

import { Request, State, Status } from "./names.js";

/** `ask(name, detail)` makes a request of the player. */
export function connectSession(ask, wording) {
  const session = navigator.mediaSession;
  if (!session) return () => {};
  let follows = false; // another article
  const actions = {
    play: () => ask(Request.PLAY),
    pause: () => ask(Request.PAUSE),
    seekbackward: ({ seekOffset }) => ask(Request.SKIP, { seconds: -(seekOffset || 15) }),
    seekforward: ({ seekOffset }) => ask(Request.SKIP, { seconds: seekOffset || 15 }),
    seekto: ({ seekTime }) => ask(Request.SCRUB, { time: seekTime }),
    previoustrack: () => ask(Request.SKIP_SENTENCE, { by: -1 }),
    nexttrack: () => (follows ? ask(Request.NEXT) : ask(Request.SKIP_SENTENCE, { by: 1 })),
  };
  for (const [action, handler] of Object.entries(actions)) {
    try {
      session.setActionHandler(action, handler);
    } catch {
      // A browser that does not know an action throws; the others still work.
    }
  }
  return (state, changed) => {
    follows = state.next !== null;
    if (changed.has(State.STATUS) || changed.has(State.ARTICLE)) describe(session, state, wording);
    if (changed.has(State.TIME) || changed.has(State.DURATION)) position(session, state);
  };
}

function describe(session, { article, status, voice, voices }, { say }) {
  const sounding = status === Status.PLAYING || status === Status.LOADING;
  session.playbackState = sounding ? "playing" : "paused";
  if (!article || !sounding) return;
  const reader = voices.find((each) => each.id === voice)?.name;
  const site = article.url ? new URL(article.url).hostname : "";
  session.metadata = new MediaMetadata({
    title: article.title ?? document.title,
    artist: [article.byline, reader && say("read_by", { name: reader })].filter(Boolean).join(", "),
    album: site,
    artwork: artworkOf(article, site),
  });
}

/** Our icon; on the article's own site its picture goes first, which that page shows anyway: no other site is told who listens. */
function artworkOf({ image }, site) {
  const own = URL.canParse(image) && site === location.hostname ? [{ src: image }] : [];
  return [...own, { src: new URL("icon.svg", import.meta.url).href, sizes: "any", type: "image/svg+xml" }];
}

function position(session, { time, duration }) {
  if (duration > 0) session.setPositionState?.({ duration, position: Math.min(time, duration), playbackRate: 1 });
}
