/** What the player stands in: a page of the app, or a page that is somebody else's. */

import { Api } from "./api.js";
import { canonicalOf } from "./canonical.js";
import { EmbedApi } from "./embedapi.js";
import { connectFix } from "./fix.js";
import { FoundText } from "./found.js";
import { PageText } from "./highlight.js";
import { Attribute } from "./names.js";
import { connectReceipt } from "./receipt.js";
import { followScheme } from "./scheme.js";

const HOME = new URL("..", import.meta.url); // the server that this file is from
const NO_TEXT = "none"; // said by a page that does not hold the article

/** Returns {api, textOf(script, onFound, signal), connect(wording, tell, signal)}. */
export function surroundingsOf(player) {
  return player.hasAttribute(Attribute.ARTICLE) ? ownPage(player) : anyPage(player);
}

function ownPage(player) {
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

function anyPage(player) {
  const server = player.getAttribute(Attribute.SERVER);
  const api = new EmbedApi(server ? new URL(server, document.baseURI) : HOME, player.getAttribute(Attribute.URL) || canonicalOf(document));
  return {
    api,
    textOf(script, onFound, signal) {
      const wanted = player.getAttribute(Attribute.TEXT);
      if (wanted === NO_TEXT) return null;
      return new FoundText((wanted && document.querySelector(wanted)) || document.body, script, onFound, signal);
    },
    connect: (wording, tell, signal) => followScheme(player, signal),
  };
}
