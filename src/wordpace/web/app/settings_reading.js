/** What is read, only announced, or skipped, in every article; a page's own choice goes before. */

import { make } from "../player/elements.js";
import { say } from "./words.js";

// The kinds of block that a listener is likely to have a wish for; an article's page offers the rest where they stand.
const KINDS = ["byline", "standfirst", "heading", "quote", "list-item", "caption", "table", "code", "formula", "footnote", "citation", "embed", "bio", "correction"];
const TREATMENTS = ["read", "announce", "skip"];

export function reading({ wishes, save }) {
  const mine = { ...wishes.reading };
  return make("div", {}, ...KINDS.map((kind) => {
    const select = make("select", {
      onchange: () => {
        if (select.value) mine[kind] = select.value;
        else delete mine[kind];
        save({ reading: { ...mine } });
      },
    }, ...["usual", ...TREATMENTS].map((name) => make("option", { value: name === "usual" ? "" : name, selected: name === (mine[kind] ?? "usual") }, say(`wish_${name}`))));
    return make("div", { class: "line" }, make("label", {}, make("span", {}, say(`kind_${kind}`)), select));
  }));
}
