/** What the player stands in on a page of the app: the article's id, its marked sentences, and what may be changed about it. */

import { Api } from "./api.js";
import { connectFix } from "./fix.js";
import { goalPanel } from "./goal.js";
import { heardBefore } from "./heard.js";
import { PageText } from "./highlight.js";
import { Attribute } from "./names.js";
import { connectReceipt } from "./receipt.js";
import { stretches } from "./stretches.js";

/** Returns {api, textOf(script, onFound, signal), connect(wording, tell, signal), remembering(ask, wording, present)}. */
export function surroundingsOf(player) {
  const root = player.closest("article") ?? document;
  const api = new Api(player.getAttribute(Attribute.SERVER), player.getAttribute(Attribute.ARTICLE));
  return {
    api,
    textOf: () => new PageText(root),
    remembering: (ask, wording, present) => ({
      goal: goalPanel(ask, wording),
      heard: heardBefore(ask, wording, present),
      stretches: stretches(player, present.api, present.script),
    }),
    connect(wording, tell, signal) {
      connectFix(root, api, wording, signal);
      connectReceipt(root, api, tell);
    },
  };
}
