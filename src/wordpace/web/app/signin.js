/** A link from another site comes without the cookie; asked for by this page itself, the same address has it. */

import { at } from "../player/root.js";

const TRIED = "wordpace asked again";

if (sessionStorage.getItem(TRIED) === location.href) sessionStorage.removeItem(TRIED);
else if ((await fetch(at("api/pair"))).ok) {
  sessionStorage.setItem(TRIED, location.href);
  location.replace(location.href);
}
