/** The article as the page itself has it, for where no server can be asked. */

const BLOCKS = "h1, h2, h3, h4, p, li, blockquote";
const FURNITURE = "nav, aside, footer, form, figure, dialog, wordpace-player, .skipped, .facts, [hidden]";

/** Like an article of the API, as far as its text goes; null where there is none. */
export function articleInPage(root, id) {
  const marked = [...root.querySelectorAll("[data-sentence]")];
  const texts = marked.length ? marked.map((each) => [each.textContent, each.parentElement]) : sentencesOf(root);
  if (!texts.length) return null;
  const blocks = [...new Set(texts.map(([, block]) => block))];
  const sentences = texts.map(([text, block]) => ({ text, role: /^H\d$/.test(block.tagName) ? "heading" : "paragraph", block: blocks.indexOf(block) }));
  const words = texts.reduce((sum, [text]) => sum + (text.match(/\S+/gu)?.length ?? 0), 0);
  return { id, title: document.title, language: root.closest?.("[lang]")?.lang || null, sentences, words, url: null };
}

/** [sentence, its block] of each, where the page marks none. */
function sentencesOf(root) {
  const segmenter = new Intl.Segmenter(root.closest?.("[lang]")?.lang || undefined, { granularity: "sentence" });
  const blocks = [...root.querySelectorAll(BLOCKS)].filter((each) => !each.closest(FURNITURE) && !each.querySelector(BLOCKS));
  return blocks.flatMap((block) => [...segmenter.segment(block.textContent.trim().replace(/\s+/g, " "))].map(({ segment }) => [segment.trim(), block]));
}
