/** What the player stands in on a page of the app: the article's id, its marked sentences, and what may be changed about it. */

import { Api } from "./api.js";
import { connectFix } from "./fix.js";
import { goalPanel } from "./goal.js";
import { PageText } from "./highlight.js";
import { Attribute } from "./names.js";
import { connectReceipt } from "./receipt.js";

/** Returns {apiOf(id), goal(ask, wording), textOf(script, onFound, signal), connect(api, wording, tell, signal)}. */
export function surroundingsOf(player) {
  const root = () => player.closest("article") ?? document; // the page may put another in its place
  return {
    apiOf: (id) => new Api(player.getAttribute(Attribute.SERVER), id),
    goal: goalPanel,
    textOf: () => new PageText(root()),
    connect(api, wording, tell, signal) {
      connectFix(root(), api, wording, signal);
      connectReceipt(root(), api, tell);
    },
  };
}
