/** What the player stands in on a page of the app: the article's id, its marked sentences, and what may be changed about it. */

import { Api } from "./api.js";
import { connectFix } from "./fix.js";
import { PageText } from "./highlight.js";
import { Attribute } from "./names.js";
import { connectReceipt } from "./receipt.js";

/** Returns {api, textOf(script, onFound, signal), connect(wording, tell, signal)}. */
export function surroundingsOf(player) {
  const root = player.closest("article") ?? document;
  const api = new Api(player.getAttribute(Attribute.SERVER), player.getAttribute(Attribute.ARTICLE));
  return {
    api,
    textOf: () => new PageText(root),
    connect(wording, tell, signal) {
      connectFix(root, api, wording, signal);
      connectReceipt(root, api, tell);
    },
  };
}
