/** What the player stands in where the page is somebody else's: the article is found by the page's address and in its text. */

import { canonicalOf } from "./canonical.js";
import { EmbedApi } from "./embedapi.js";
import { FoundText } from "./found.js";
import { Attribute } from "./names.js";
import { rootOf } from "./root.js";
import { followScheme } from "./scheme.js";

const NO_TEXT = "none"; // said by a page that does not hold the article

/** Has the face of the one in ownpage.js, without a pace that rises: each publisher's pages would have one of their own. */
export function surroundingsOf(player) {
  const server = player.getAttribute(Attribute.SERVER);
  const address = player.getAttribute(Attribute.URL) || canonicalOf(document);
  return {
    apiOf: () => new EmbedApi(rootOf(server), address),
    textOf(script, onFound, signal) {
      const wanted = player.getAttribute(Attribute.TEXT);
      if (wanted === NO_TEXT) return null;
      return new FoundText((wanted && document.querySelector(wanted)) || document.body, script, onFound, signal);
    },
    connect: (api, wording, tell, signal) => followScheme(player, signal),
  };
}
