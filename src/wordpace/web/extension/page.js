/**
 * Runs in the page, once, when the listener asks: gives {html, selection, url, title} as the browser shows them.
 *
 * It is passed as one function, so all that it needs is inside it. Shadow trees are laid flat, with what is slotted in its place.
 */
export function takePage() {
  const DROPPED = "style, noscript, template, link:not([rel=canonical]), object, embed, canvas";
  const LONGEST = 2000; // characters of an attribute: data addresses and styles are longer and say nothing
  const paper = document.implementation.createHTMLDocument();

  function shadowOf(element) {
    if (!(element instanceof HTMLElement)) return null;
    return globalThis.chrome?.dom?.openOrClosedShadowRoot?.(element) ?? element.openOrClosedShadowRoot ?? element.shadowRoot;
  }
  const isDropped = (node) => node.nodeType === Node.ELEMENT_NODE && (node.matches(DROPPED) || (node.localName === "script" && !/ld\+json/i.test(node.type)));

  function shown(node) {
    const slotted = node.localName === "slot" && node.assignedNodes({ flatten: true });
    if (slotted?.length) return slotted;
    return (shadowOf(node) ?? node).childNodes;
  }

  // With a list of what is still to do: a hostile page may be nested deeper than calls can be.
  function flat(root) {
    const copy = paper.importNode(root, false);
    const rest = [[root, copy]];
    while (rest.length) {
      const [from, to] = rest.pop();
      for (const node of shown(from)) {
        if (isDropped(node) || node.nodeType === Node.COMMENT_NODE) continue;
        const made = to.appendChild(paper.importNode(node, false));
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        for (const { name, value } of [...made.attributes]) if (value.length > LONGEST || name.startsWith("on")) made.removeAttribute(name);
        rest.push([node, made]);
      }
    }
    return copy;
  }

  /** What is selected, as markup; "" where nothing is. */
  function selected() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.toString().trim()) return "";
    const holder = paper.createElement("article");
    for (let index = 0; index < selection.rangeCount; index += 1) {
      holder.append(paper.importNode(selection.getRangeAt(index).cloneContents(), true));
    }
    for (const element of holder.querySelectorAll(`script, ${DROPPED}`)) element.remove();
    return holder.outerHTML;
  }

  /** The address that the page gives as its own, where that is of the same site and names a page. */
  function canonical() {
    const given = document.querySelector("link[rel~=canonical]")?.href;
    const address = given && URL.canParse(given) && new URL(given);
    if (address && address.origin === location.origin && address.pathname !== "/") return address.href;
    return location.href.split("#")[0];
  }

  return { html: `<!doctype html>${flat(document.documentElement).outerHTML}`, selection: selected(), url: canonical(), title: document.title };
}
