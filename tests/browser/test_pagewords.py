"""An article's words in a page that was not made for the player: what is found where, by the modules alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from tests.browser.conftest import Opener, Server

Look = Callable[[str, list[str]], tuple[list[str], int, int]]

LIT = """async ([html, texts]) => {
  const { FoundText } = await import("/player/found.js");
  const { Script } = await import("/player/timeline.js");
  const page = new DOMParser().parseFromString(html, "text/html");
  document.body.replaceChildren(...page.body.childNodes);
  const script = new Script(texts.map(text => ({text})));
  const stop = new AbortController();
  const found = await new Promise(done => {
    const text = new FoundText(document.body, script, () => done(text), stop.signal);
  });
  const lit = script.words.map(({sentence, start}) => {
    found.light(sentence, start - script.sentences[sentence].start);
    const [range] = CSS.highlights.get("wordpace-word");
    const place = range?.startContainer.parentElement.closest("[id]")?.id ?? "";
    return range ? `${place}:${range}` : "";
  });
  stop.abort();
  return [lit, found.missing, found.words];
}"""


@pytest.fixture
def look(open_page: Opener, server: Server) -> Look:
    """For each word of the texts where it is lit ("id of the element:text"); how many are missing, of how many."""
    page = open_page(f"{server.address}/healthz")  # it has no script of its own that would miss what is replaced
    return lambda html, texts: tuple(page.evaluate(LIT, [html, texts]))


def plain(text: str) -> str:
    """As two spellings of a word are compared here: without marks, unseen characters and case."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def assert_all_in(lit: list[str], place: str, *texts: str) -> None:
    words = " ".join(texts).split()
    assert [each.partition(":")[0] for each in lit] == [place] * len(words)
    assert [plain(each.partition(":")[2]) for each in lit] == [plain(word) for word in words]


LAMPS = "The lamps come on at four. Nobody chose the minute."


@pytest.mark.parametrize(
    "html",
    [
        "<p id=x>The lamps come on at four. Nobody chose the minute.</p>",
        "<p id=x>The <b>lamps</b> come <a href=#>on at</a> fo<i>ur</i>. No<em>body ch</em>ose the minute.</p>",
        "<p id=x><span>T</span>he lamps come on at&nbsp;four. No&shy;body cho\u200bse the min<wbr>ute.</p>",
        "<p id=x>THE LAMPS come on at four.  Nobody\n chose<sup>1</sup> the minute!</p>",
        "<p id=x>The lamps come on at four.<span> Nobody chose</span><template>at four</template> the minute.</p>",
        "<nav>The lamps come on at four</nav><p id=x>The lamps come on at four. Nobody chose the minute.</p>",
        "<aside>Nobody chose the minute.</aside><p id=x>The lamps come on at four. Nobody chose the minute.</p>",
        "<div>Nobody chose the minute.</div><p id=x>The lamps come on at four. Nobody chose the minute.</p>",
        "<p id=x>The lamps come on at four. Nobody chose the minute.</p><div>The lamps come on at four.</div>",
        "<p hidden>The lamps come on at four. Nobody chose the minute.</p>"
        "<p id=x>The lamps come on at four. Nobody chose the minute.</p>",
        "<div id=x><p>The lamps come on at four.</p><div>Buy four lamps now</div><p>Nobody chose the minute.</p></div>",
        "<div id=x><p>Nobody chose the minute.</p><p>The lamps come on at four.</p></div>",
    ],
)
def test_words_are_found_whatever_stands_around_them(look: Look, html: str) -> None:
    """Inline markup, unseen characters, case, captions, adverts, copies and pull quotes change nothing."""
    lit, missing, words = look(html, ["The lamps come on at four.", "Nobody chose the minute."])
    assert_all_in(lit, "x", LAMPS)
    assert (missing, words) == (0, 10)


def test_quotes_ligatures_and_accents_may_be_written_otherwise(look: Look) -> None:
    """A word is the same with straight or curly quotes, as a ligature, composed or not; its marks are lit with it."""
    lit, missing, _ = look(
        "<p id=x>“It’s the o\ufb03ce,” said Rene\u0301 – twice.</p>", ['"It\'s the office," said René – twice.']
    )
    assert lit == ["x:“It’s", "x:the", "x:o\ufb03ce,”", "x:said", "x:Rene\u0301", "", "x:twice."]
    assert missing == 0


def test_words_that_are_not_there_are_counted_and_the_rest_is_lit(look: Look) -> None:
    """A changed word, a paragraph that the page has not, and chance likenesses in what stands around."""
    html = "<p id=x>The lamps come on at five. Nobody chose the minute.</p><div>Not one of the other pages</div>"
    lit, missing, words = look(
        html, ["The lamps come on at four.", "One of the pages is lost.", "Nobody chose the minute."]
    )
    assert lit[:6] == ["x:The", "x:lamps", "x:come", "x:on", "x:at", ""]
    assert lit[6:12] == [""] * 6
    assert lit[12:] == ["x:Nobody", "x:chose", "x:the", "x:minute."]
    assert (missing, words) == (7, 16)


@pytest.mark.parametrize(
    "text",
    [
        "码头的灯在下午四点亮起。",
        "灯が四時にともる。",
        "ไฟที่ท่าเรือเปิดตอนสี่โมง",
        "تضاء المصابيح في الرابعة.",
        "दीये चार बजे जलते हैं।",
    ],
)
def test_every_script_is_found(look: Look, text: str) -> None:
    """Also those that set no spaces, across markup."""
    middle = len(text) // 2
    lit, missing, _ = look(f"<p id=x>{text[:middle]}<b>{text[middle:]}</b></p>", [text])
    assert_all_in(lit, "x", text)
    assert missing == 0


@pytest.mark.parametrize("html", ["", "<p></p>", "<p>— … !</p>", "<svg><text>The lamps</text></svg>"])
def test_a_page_without_the_article_is_no_trouble(look: Look, html: str) -> None:
    """Everything is missing, and that is told."""
    lit, missing, words = look(html, ["The lamps come on at four."])
    assert lit == [""] * 6
    assert missing == words == 6


LONG = """async () => {
  const { Spelling } = await import("/player/atoms.js");
  const { gather } = await import("/player/pagewords.js");
  const { pair } = await import("/player/pairing.js");
  let seed = 7;
  const random = most => ((seed = (seed * 48271) % 2147483647), seed % most);
  const word = () => "w" + "abcdefgh"[random(8)] + "klmnop"[random(6)] + "rstuvx"[random(6)];
  const sentences = Array.from({length: 3000}, () => Array.from({length: 12}, word));
  document.body.replaceChildren(...sentences.map((words, n) => {
    const paragraph = document.createElement(n % 3 ? "p" : "li");
    paragraph.append((n % 5 ? "" : "buy this now ") + words.join(" "));
    return paragraph;
  }));
  const spelling = new Spelling();
  const run = work => {
    for (let steps = 1; ; steps += 1) {
      const {done, value} = work.next();
      if (done) return [value, steps];
    }
  };
  const [page, looked] = run(gather(document.body, spelling));
  const article = sentences.flat().map(word => spelling.numberOf(word));
  const [found, paired] = run(pair(article, page.numbers, sentences.map((_, n) => 12 * n), page.beside));
  return [found.filter((j, i) => j >= 0 && page.numbers[j] === article[i]).length, article.length, looked, paired];
}"""


def test_a_long_page_is_read_in_short_steps(open_page: Opener, server: Server) -> None:
    """36,000 words of few kinds: all are found, with a chance to pause at least every few hundred of them."""
    right, words, looked, paired = open_page(f"{server.address}/healthz").evaluate(LONG)
    assert right == words == 36_000
    assert looked > 3000
    assert paired > words / 1000


CANONICAL = """async ([html, address]) => {
  const { canonicalOf } = await import("/player/canonical.js");
  const page = new DOMParser().parseFromString(html, "text/html");
  return canonicalOf({URL: address, querySelector: selector => page.querySelector(selector)});
}"""


@pytest.mark.parametrize(
    ("html", "address", "canonical"),
    [
        ("", "https://a.example/x?utm_source=mail&id=3&fbclid=9#top", "https://a.example/x?id=3"),
        ("<link rel=canonical href=https://a.example/y>", "https://a.example/x?p=1", "https://a.example/y"),
        ("<link rel='Canonical nofollow' href=https://a.example/y#z>", "https://a.example/x", "https://a.example/y"),
        ("<link rel=canonical href=https://other.example/y>", "https://a.example/x", "https://a.example/x"),
        ("<link rel=canonical href=http://>", "https://a.example/x", "https://a.example/x"),
    ],
)
def test_the_address_of_an_article(open_page: Opener, server: Server, html: str, address: str, canonical: str) -> None:
    """The canonical one where it is the site's own, else where the page is, without what campaigns hang on it."""
    assert open_page(f"{server.address}/healthz").evaluate(CANONICAL, [html, address]) == canonical
