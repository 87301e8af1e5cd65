"""How many of an article's words the player finds where they are, on generated pages with all that stands around.

python bench/player/pairing.py [PAGES]

Each page holds an article of made-up sentences among adverts, captions, related links, pull quotes and comments that
use its words; the text is split over inline elements, with soft hyphens, no-break spaces and curly quotes; some words
are missing or changed. The generator knows where each word of the article stands. A word is right where the player
finds it there, or finds none where there is none.
"""

from __future__ import annotations

import random
import shutil
import sys
import threading
from dataclasses import dataclass, field
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

WEB = Path(__file__).parents[2] / "src" / "wordpace" / "web"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FREQUENT = (
    "the", "of", "and", "to", "a", "in", "that", "it", "is", "was", "for", "on", "with", "as", "at", "by", "from",
    "his", "her", "had", "not", "but", "they", "which", "one",
)  # fmt: skip
SYLLABLES = (
    "ba", "cor", "den", "fil", "gar", "hem", "jun", "kal", "lor", "min", "nev", "pol", "ras", "sil", "tor", "ven",
    "wex", "yor", "zan", "the", "ing", "est", "ar", "on",
)  # fmt: skip
PAIR = """async ([html, texts]) => {
  const { FoundText } = await import("/player/found.js");
  const { Script } = await import("/player/timeline.js");
  document.body.innerHTML = html;
  const script = new Script(texts.map(text => ({text})));
  const stop = new AbortController();
  const found = await new Promise(done => {
    const text = new FoundText(document.body, script, () => done(text), stop.signal);
  });
  const places = script.words.map(({sentence, start}) => {
    found.light(sentence, start - script.sentences[sentence].start);
    const [range] = CSS.highlights.get("wordpace-word");
    const block = range?.startContainer.parentElement.closest("[data-block]");
    if (!block) return range ? "elsewhere" : "";
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(range.startContainer, range.startOffset);
    return `${block.dataset.block}:${before.toString().trim().split(/\\s+/).filter(Boolean).length}`;
  });
  stop.abort();
  return places;
}"""


@dataclass
class Story:
    """A page in the making: its markup, the article's sentences, and where each of its words is ("" for nowhere)."""

    chance: random.Random
    html: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)

    def word(self) -> str:
        """A word; half of them are of the few that every text has."""
        if self.chance.random() < 0.5:
            return self.chance.choice(FREQUENT)
        return "".join(self.chance.choices(SYLLABLES, k=self.chance.randint(1, 3)))

    def sentence(self, length: int) -> list[str]:
        """Some words with a capital, a full stop and now and then a quotation."""
        words = [self.word() for _ in range(length)]
        words[0] = words[0].capitalize()
        if length > 6 and self.chance.random() < 0.2:
            words[2], words[4] = f'"{words[2]}', f'{words[4]},"'
        words[-1] += "."
        return words

    def paragraph(self, tag: str, lengths: list[int]) -> None:
        """A block of the article, here and on the page."""
        block = len(self.html)
        shown: list[str] = []
        for length in lengths:
            words = self.sentence(length)
            self.sentences.append(" ".join(words))
            for word in words:
                fate = self.chance.random()
                if fate < 0.01:  # the page has not got it
                    self.places.append("")
                    continue
                self.places.append("" if fate < 0.02 else f"{block}:{len(shown)}")
                shown.append(self.word() + "x" if fate < 0.02 else word)
        text = "".join(self.dressed(word) + self.chance.choice((" ", " ", "\n ", "&nbsp;")) for word in shown)
        self.html.append(f'<{tag} data-block="{block}">{text}</{tag}>')

    def dressed(self, word: str) -> str:
        """A word as a page may write it."""
        word = word.replace('"', self.chance.choice('"“”'))
        middle = len(word) // 2
        match self.chance.randint(0, 11):
            case 0:
                return f"<b>{escape(word)}</b>"
            case 1:
                return f"{escape(word[:middle])}<i>{escape(word[middle:])}</i>"
            case 2 if middle > 1:
                return f"{escape(word[:middle])}&shy;{escape(word[middle:])}"
            case 3:
                return f'<a href="#">{escape(word.upper())}</a>'
        return escape(word)

    def beside(self) -> None:
        """What is no part of the article, though it may have its words."""
        own = self.chance.choice(self.sentences).split()
        cut = " ".join(own[: self.chance.randint(3, max(3, len(own)))])
        other = " ".join(self.sentence(12))
        kinds = (
            f"<div class=advert>{other} {cut}</div>",
            f"<figure><img alt=''><figcaption>{cut}</figcaption></figure>",
            f"<aside><p>“{' '.join(own)}”</p></aside>",
            f"<div><h4>Related</h4><ul><li>{cut}</li><li>{other}</li></ul></div>",
            f"<form><label>{other}</label><input></form>",
        )
        self.html.append(self.chance.choice(kinds))


def story(seed: int) -> Story:
    """One page."""
    made = Story(random.Random(seed))
    made.paragraph("h1", [made.chance.randint(3, 8)])
    for _ in range(made.chance.randint(8, 40)):
        made.paragraph("p", [made.chance.randint(3, 28) for _ in range(made.chance.randint(1, 5))])
        if made.chance.random() < 0.15:
            made.paragraph("h2", [made.chance.randint(2, 6)])
        if made.chance.random() < 0.5:
            made.beside()
    quoted = made.chance.sample(made.sentences, 3)
    made.html.append("<section>" + "".join(f"<p>{escape(each)} So true.</p>" for each in quoted) + "</section>")
    return made


def right(page: Page, made: Story) -> tuple[int, int, int]:
    """Words in all, words found where they are or rightly nowhere, words found at a wrong place."""
    found = page.evaluate(PAIR, ["".join(made.html), made.sentences])
    pairs = list(zip(found, made.places, strict=True))
    misplaced = sum(1 for got, place in pairs if got and got != place)
    return len(pairs), sum(1 for got, place in pairs if got == place), misplaced


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def main() -> None:
    """Prints the shares over all pages."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit(f"This needs Chromium; none of {', '.join(BROWSERS)} is installed.")
    handler = partial(_Files, directory=str(WEB))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/player/icon.svg")
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/player/")
        sums = [sum(each) for each in zip(*(right(page, story(seed)) for seed in range(pages)), strict=True)]
        browser.close()
        server.shutdown()
    words, good, bad = sums
    print(f"{pages} pages, {words} words: {good / words:.2%} paired right, {bad / words:.2%} at a wrong place")


if __name__ == "__main__":
    main()
