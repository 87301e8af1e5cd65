"""EPUB 2 and 3 -> Article."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.errors import NotAnArticle, SourceError
from wordpace.readers.epub import read_epub
from wordpace.records import Article, Aside, Block

CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
METADATA = "<dc:title>The Tide Book</dc:title><dc:creator>Lee, Ann</dc:creator><dc:language>en_gb</dc:language>"
PROSE = "The harbour was shut on Tuesday, and nobody in the town could say when it would open again."
MORE = "Ann Lee walked down to the quay with her brother and looked at the water for a long time."


def chapter(body: str) -> str:
    """A document of XHTML."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>{body}</body></html>'
    )


def package(names: Mapping[str, str], metadata: str = METADATA, more: str = "", guide: str = "") -> str:
    """A package whose spine names the documents, each with further attributes of its itemref."""
    items = "".join(
        f'<item id="i{i}" href="{name}" media-type="application/xhtml+xml"/>' for i, name in enumerate(names)
    )
    refs = "".join(f'<itemref idref="i{i}" {said}/>' for i, said in enumerate(names.values()))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>'
        f'<manifest>{items}{more}</manifest><spine toc="ncx">{refs}</spine>{guide}</package>'
    )


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """An archive of the files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"mimetype": "application/epub+zip", **files}.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def book(*bodies: str, more: Mapping[str, str] | None = None, items: str = "", guide: str = "") -> bytes:
    """A book of the chapters c0.xhtml, c1.xhtml, ..."""
    names = {f"c{i}.xhtml": "" for i in range(len(bodies))}
    files = {f"OPS/c{i}.xhtml": chapter(body) for i, body in enumerate(bodies)}
    described = package(names, more=items, guide=guide)
    return packed({"META-INF/container.xml": CONTAINER, "OPS/book.opf": described, **files, **(more or {})})


def read(*bodies: str) -> Article:
    return read_epub(book(*bodies))


def spoken(article: Article) -> list[tuple[str, str]]:
    return [(block.role, block.text) for block in article.blocks[2:] if block.skip is None]


def skipped(article: Article) -> list[tuple[str, str]]:
    return [(block.skip, block.text) for block in article.blocks if block.skip]


def test_a_book_says_who_wrote_it_and_what_it_is_called() -> None:
    """A name that is filed by its last part is turned round; the language is in its usual form."""
    article = read(f"<h1>One</h1><p>{PROSE}</p>")
    assert (article.title, article.byline, article.language) == ("The Tide Book", "Ann Lee", "en-GB")
    assert article.blocks[:2] == (Block("title", "The Tide Book"), Block("byline", "Ann Lee"))


def test_only_authors_are_in_the_byline() -> None:
    """The roles of EPUB 2 are attributes, those of EPUB 3 refine; the translator is no author."""
    for metadata in (
        '<dc:creator opf:role="aut">Ann Lee</dc:creator><dc:creator opf:role="aut">Bo Ruiz</dc:creator>'
        '<dc:creator opf:role="trl">Cy Day</dc:creator>',
        '<dc:creator id="a">Ann Lee</dc:creator><meta refines="#a" property="role">aut</meta>'
        '<dc:creator id="b">Bo Ruiz</dc:creator><dc:creator id="c">Cy Day</dc:creator>'
        '<meta refines="#c" property="role">trl</meta>',
    ):
        files = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": package({"a.xhtml": ""}, metadata)}
        article = read_epub(packed({**files, "OPS/a.xhtml": chapter(f"<p>{PROSE}</p>")}))
        assert article.byline == "Ann Lee and Bo Ruiz"


def test_the_spine_gives_the_order_and_what_is_outside_it_comes_last_unread() -> None:
    """Not the order of the archive, nor that of the manifest."""
    names = {"b%20two.xhtml": "", "aside.xhtml": 'linear="no"', "a.xhtml": ""}
    bodies = {"OPS/a.xhtml": PROSE, "OPS/b two.xhtml": MORE, "OPS/aside.xhtml": "The answers to the riddles."}
    files = {name: chapter(f"<p>{text}</p>") for name, text in bodies.items()}
    article = read_epub(packed({"META-INF/container.xml": CONTAINER, "OPS/book.opf": package(names), **files}))
    assert spoken(article) == [("paragraph", MORE), ("paragraph", PROSE)]
    assert article.blocks[-1] == Block("paragraph", "The answers to the riddles.", "boilerplate")


def test_chapters_without_a_heading_get_theirs_from_the_table_of_contents() -> None:
    """EPUB 3's, and EPUB 2's; a paragraph that says the same becomes the heading, and none is said twice."""
    bodies = (
        f"<p>{PROSE}</p>",
        f"<p><b>Chapter 2</b></p><p>The Storm</p><p>{MORE}</p>",
        f'<h3>Chapter 3</h3><p>{PROSE}</p><p id="part">{MORE}</p>',
    )
    heard = [
        ("heading", "Chapter 1", 1),
        ("heading", "Chapter 2", 1),
        ("heading", "The Storm", 1),
        ("heading", "Chapter 3", 1),
        ("heading", "The quay", 2),
    ]
    nav = (
        '<nav epub:type="toc"><ol><li><a href="c0.xhtml">Chapter 1</a></li>'
        '<li><a href="c1.xhtml">Chapter 2: The Storm</a></li><li><a href="c2.xhtml">Chapter 3</a>'
        '<ol><li><a href="c2.xhtml#part">The quay</a></li></ol></li></ol></nav>'
    )
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>'
        '<navPoint><navLabel><text>Chapter 1</text></navLabel><content src="c0.xhtml"/></navPoint>'
        '<navPoint><navLabel><text>Chapter 2: The Storm</text></navLabel><content src="c1.xhtml"/></navPoint>'
        '<navPoint><navLabel><text>Chapter 3</text></navLabel><content src="c2.xhtml"/>'
        '<navPoint><navLabel><text>The quay</text></navLabel><content src="c2.xhtml#part"/></navPoint></navPoint>'
        "</navMap></ncx>"
    )
    newer = '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    older = '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    for items, more in ((newer, {"OPS/nav.xhtml": chapter(nav)}), (older, {"OPS/toc.ncx": ncx})):
        article = read_epub(book(*bodies, items=items, more=more))
        assert [(b.role, b.text, b.level) for b in article.blocks if b.role == "heading"] == heard
        assert sum(block.text == PROSE for block in article.blocks) == 2


def test_marks_of_footnotes_are_not_read_and_footnotes_are_known() -> None:
    """By their type, by a raised link, in another document, by the class names of older books."""
    article = read(
        f'<p id="t">It rained.<a epub:type="noteref" href="#n1">1</a> {PROSE}</p>'
        '<aside epub:type="footnote" id="n1"><p>1 In March.</p></aside>'
        f'<p>It snowed<sup><a href="c1.xhtml#n2">2</a></sup>. {MORE} Ten metres<sup>3</sup> of it, 10<sup>2</sup>.</p>',
        '<h2>Notes</h2><p id="n2"><a href="c0.xhtml#t"><sup>2</sup></a> In <i>May</i>.</p>'
        '<div class="footnotes"><p>* In June.</p></div>',
    )
    first, second = (block for block in article.blocks if PROSE in block.text or MORE in block.text)
    assert first.asides == (Aside(10, 11, "footnote"),)
    assert first.text[10] == "1"
    assert [second.text[each.start : each.end] for each in second.asides] == ["2", "3"]
    assert second.text.endswith("10².")
    notes = [block.text for block in article.blocks if block.role == "footnote"]
    assert notes == ["1 In March.", "2 In May.", "* In June."]


def test_page_numbers_are_never_read_and_words_stay_whole() -> None:
    """Whether the number is empty, in the middle of a word, or known only by its class."""
    article = read(
        '<p>The har<span epub:type="pagebreak" title="4">[4]</span>bour was shut '
        '<span role="doc-pagebreak" id="p5"></span>on Tuesday <span class="pagenum">[Pg 6]</span>and stayed so.</p>'
    )
    assert spoken(article) == [("paragraph", "The harbour was shut on Tuesday and stayed so.")]
    assert skipped(article) == [("page-number", "[4]"), ("page-number", "[Pg 6]")]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('<section epub:type="toc"><h1>Contents</h1><p>One</p></section>', "navigation"),
        ('<section epub:type="copyright-page"><p>© 2026 Ann Lee</p></section>', "legal"),
        ('<section role="doc-index"><h1>Index</h1><p>tide, 4</p></section>', "navigation"),
        ("<h2>Contents</h2><p><a href='c0.xhtml'>One</a></p><p><a href='c1.xhtml'>Two</a></p>", "navigation"),
        ("<p>First published 2026</p><p>© Ann Lee. All rights reserved.</p><p>ISBN 1 2345 6789 0</p>", "legal"),
        ("<h1>The Tide Book</h1><p>Ann Lee</p><p>Vell Press</p>", "boilerplate"),
        ("<h1>Also by Ann Lee</h1><p>The Wind Book</p>", "promo"),
        ("<h1>About the Author</h1><p>Ann Lee lives in Vell with her brother and two dogs.</p>", "bio"),
        ('<section class="pg-boilerplate"><h2>A licence</h2><p>You may copy it.</p></section>', "legal"),
    ],
)
def test_parts_that_are_about_the_book_are_skipped(body: str, reason: str) -> None:
    """By their type, and where there is none by their heading and form."""
    article = read(body, f"<h1>One</h1><p>{PROSE}</p>")
    assert {each for each, _ in skipped(article)} == {reason}
    assert spoken(article) == [("heading", "One"), ("paragraph", PROSE)]


def test_the_guide_and_the_landmarks_say_what_documents_are() -> None:
    """Those of EPUB 2 and 3."""
    guide = '<guide><reference type="title-page" href="c0.xhtml"/></guide>'
    article = read_epub(book("<p>Tides</p>", f"<p>{PROSE}</p>", guide=guide))
    assert skipped(article) == [("boilerplate", "Tides")]
    nav = '<nav epub:type="landmarks"><ol><li><a epub:type="bibliography" href="c1.xhtml">B</a></li></ol></nav>'
    item = '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    article = read_epub(
        book(f"<p>{PROSE}</p>", "<p>Day, Cy. Tides.</p>", items=item, more={"OPS/nav.xhtml": chapter(nav)})
    )
    assert [block.text for block in article.blocks if block.role == "citation"] == ["Day, Cy. Tides."]


def test_chapters_on_such_subjects_are_read() -> None:
    """A heading alone is no reason."""
    for heading in ("Contents", "Notes", "Index", "Copyright in the age of print"):
        article = read(f"<h1>{heading}</h1><p>{PROSE}</p><p>{MORE}</p>")
        assert spoken(article) == [("heading", heading), ("paragraph", PROSE), ("paragraph", MORE)]


def test_a_short_first_chapter_is_no_title_page() -> None:
    """A book of few words for children, a title that is one letter."""
    article = read("<h1>The Tide Book</h1><p>The tide comes in.</p><p>The tide goes out.</p>")
    assert spoken(article) == [("paragraph", "The tide comes in."), ("paragraph", "The tide goes out.")]
    short = package({"c0.xhtml": ""}, "<dc:title>T</dc:title>")
    files = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": short, "OPS/c0.xhtml": chapter("<p>To the tide</p>")}
    assert read_epub(packed(files)).blocks[-1] == Block("paragraph", "To the tide")


def test_every_kind_of_block_has_its_role() -> None:
    """Lists with their numbers, verse in its lines, tables and code as one block with their size."""
    article = read(
        '<h1>One</h1><blockquote epub:type="epigraph"><p>Tides wait for no one.</p></blockquote>'
        f'<p>{PROSE}</p><aside epub:type="pullquote"><p>Nobody could say.</p></aside>'
        '<ol type="i" start="3"><li>Rope</li><li><p>Salt</p><p>And more.</p></li></ol><ul><li>Bread</li></ul>'
        '<div class="poem"><p>The sea, the sea<br/>It comes to me</p></div>'
        "<figure><img src='a.png' alt='Quay'/><figcaption>The quay</figcaption></figure>"
        "<table><caption>Tides</caption><tr><th>Day</th><th>Height</th></tr><tr><td>1</td><td>3 m</td></tr></table>"
        "<pre>x = 1\ny = 2</pre><p><img alt='W' src='w.png'/>ind came.</p>"
    )
    assert [(b.role, b.text, b.marker, b.count) for b in article.blocks[3:]] == [
        ("quote", "Tides wait for no one.", None, 0),
        ("paragraph", PROSE, None, 0),
        ("pull-quote", "Nobody could say.", None, 0),
        ("list-item", "Rope", "iii.", 0),
        ("list-item", "Salt", "iv.", 0),
        ("list-item", "And more.", None, 0),
        ("list-item", "Bread", None, 0),
        ("paragraph", "The sea, the sea", None, 0),
        ("paragraph", "It comes to me", None, 0),
        ("caption", "The quay", None, 0),
        ("caption", "Tides", None, 0),
        ("table", "Day, Height; 1, 3 m", None, 2),
        ("code", "x = 1 y = 2", None, 2),
        ("paragraph", "Wind came.", None, 0),
    ]


def test_names_of_html_and_broken_markup_are_read() -> None:
    """A book made by hand is read as a browser would show it."""
    article = read(f"<p>Caf&eacute;&nbsp;Vell & sons. {PROSE}</p><p>One<br>two</p><p>{MORE}")
    assert spoken(article) == [
        ("paragraph", f"Café Vell & sons. {PROSE}"),
        ("paragraph", "One two"),
        ("paragraph", MORE),
    ]


def test_parts_that_the_file_lacks_are_told() -> None:
    """Nothing is dropped in silence."""
    names = {"a.xhtml": "", "gone.xhtml": ""}
    files = {
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": package(names),
        "OPS/a.xhtml": chapter(f"<p>{PROSE}</p>"),
    }
    assert read_epub(packed(files)).notices == ("1 of this book's 2 parts are missing from the file.",)


PROTECTED = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
    '<enc:EncryptedData><enc:EncryptionMethod Algorithm="{}"/><enc:CipherData>'
    '<enc:CipherReference URI="OPS/c0.xhtml"/></enc:CipherData></enc:EncryptedData></encryption>'
)


def test_a_protected_book_says_so() -> None:
    """Scrambled fonts are no protection."""
    with pytest.raises(SourceError, match=r"protected \(DRM\)"):
        read_epub(
            book(
                "<p>x</p>",
                more={"META-INF/encryption.xml": PROTECTED.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc")},
            )
        )
    fonts = PROTECTED.format("http://www.idpf.org/2008/embedding")
    assert read_epub(book(f"<p>{PROSE}</p>", more={"META-INF/encryption.xml": fonts})).title


BOMB = "<p>" + " " * 30_000_000 + "</p>"
MANY = "".join(f"<!ENTITY e{i} '&e{i - 1};&e{i - 1};'>" for i in range(1, 30))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04" + bytes(60), "damaged"),
        (book(f"<p>{PROSE}</p>")[:-200], "damaged"),
        (packed({"a.txt": "Hello"}), "has no book in it"),
        (packed({"META-INF/container.xml": CONTAINER}), "lacks its description"),
        (packed({"META-INF/container.xml": "<<<"}), "broken"),
        (packed({"META-INF/container.xml": CONTAINER, "OPS/book.opf": package({})}), "in which order"),
        (book(*["<p>Tide.</p>"] * 5_001), "more than 5000 documents"),
        (book(BOMB), "more than a book can be"),
        (book("<div>" * 5_000), "nested too deeply"),
        (book("<p><img src='a.png'/></p>"), "no text in it"),
        (
            packed({"META-INF/container.xml": f"<!DOCTYPE c [<!ENTITY e0 'ha'>{MANY}]><container>&e29;</container>"}),
            "declares entities",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_with_a_book_is_one_line(content: bytes, words: str) -> None:
    """What happened and what to do."""
    with pytest.raises(SourceError, match=words) as raised:
        read_epub(content)
    assert raised.value.hint
    assert "\n" not in str(raised.value)


def test_names_that_lead_out_of_the_archive_lead_nowhere() -> None:
    """Files are looked up in the archive, and nothing is written."""
    names = {"../../../../etc/passwd": "", "/etc/hostname": "", "c0.xhtml": ""}
    files = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": package(names)}
    article = read_epub(packed({**files, "OPS/c0.xhtml": chapter(f"<p>{PROSE}</p>"), "../../evil.xhtml": "no"}))
    assert spoken(article) == [("paragraph", PROSE)]


def test_a_document_that_the_spine_names_again_and_again_is_read_once() -> None:
    """Five thousand times one chapter is no long book."""
    described = package({"c0.xhtml": ""}).replace('<itemref idref="i0" />', '<itemref idref="i0"/>' * 5_000)
    files = {"META-INF/container.xml": CONTAINER, "OPS/book.opf": described, "OPS/c0.xhtml": chapter(f"<p>{PROSE}</p>")}
    assert spoken(read_epub(packed(files))) == [("paragraph", PROSE)]


WHOLE = book(f"<h1>One</h1><p>{PROSE}<a epub:type='noteref' href='#n'>1</a></p><ol><li>a</li></ol>", f"<p>{MORE}</p>")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=12), st.integers(0, len(WHOLE))
)
def test_a_damaged_book_is_read_or_refused(changes: list[tuple[int, int]], end: int) -> None:
    """Whatever happened to its bytes, no error but ours."""
    content = bytearray(WHOLE)
    for place, value in changes:
        content[place] = value
    for damaged in (bytes(content), bytes(content[:end])):
        try:
            assert read_epub(damaged).blocks
        except SourceError as error:
            assert error.message


MARKUP = st.recursive(
    st.sampled_from(["tide ", "&nbsp;", "&bad;", "<br/>", "<hr/>", "<img alt='W'/>", "<a id='x'/>", "&", "<", "]]>"]),
    lambda inner: st.tuples(
        st.sampled_from(
            ["p", "div", "ol", "li", "table", "tr", "td", "sup", "a", "pre", "q", "h2", "math", "nav", "aside"]
        ),
        st.sampled_from(
            ["", ' epub:type="noteref"', ' epub:type="footnote"', ' class="pagenum"', " href='#x'", " id='x'"]
        ),
        st.lists(inner, max_size=4).map("".join),
    ).map(lambda made: f"<{made[0]}{made[1]}>{made[2]}</{made[0]}>"),
    max_leaves=20,
)


@settings(max_examples=60, deadline=None)
@given(MARKUP)
def test_any_markup_is_read_or_refused(body: str) -> None:
    """Marks stay inside their texts, and in order."""
    try:
        article = read(body)
    except NotAnArticle:
        return
    for block in article.blocks:
        assert block.text == " ".join(block.text.split())
        ends = [0, *(place for aside in block.asides for place in (aside.start, aside.end)), len(block.text)]
        assert ends == sorted(ends)
