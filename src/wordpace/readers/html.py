"""HTML -> Article."""

from __future__ import annotations

import re

from lxml import etree, html

from wordpace.errors import NotAnArticle
from wordpace.readers.bylines import names_in_byline, people
from wordpace.readers.metadata import Metadata, read_metadata
from wordpace.readers.opinion import chosen, words_of
from wordpace.readers.pieces import HEADINGS, Piece, pieces_of
from wordpace.readers.verdicts import Sheet, cut_after_end, cut_before_title, echoes, judge, overlap, parent_of, recover, skip_foreign, skip_gallery_lists, skip_repeats, skip_bios, trim_ends
from wordpace.records import Article, Block

DEEP = 1000  # levels of nesting from which the parser begins to drop text
_INNER = re.compile(r"</?(?!(?:p|h[1-6]|li|br|title|meta|head|body|html|script|style|figcaption)\b)[a-zA-Z][^<>]*>")
STANDFIRST_REACH = 12  # pieces below the headline
STAFF = re.compile(r"\b(?:[A-Z][\w.]* )?Staff(?: (?:Reports?|Writers?|Reporters?))?\b|\b[A-Z]{2,} STAFF\b")
SENTENCES = re.compile(r"[.!?][\"”’]? [A-Z]")
OPINION_BYTES = 4_000_000  # of markup, from which trafilatura would take too long
OPINION_PIECES = 30_000
ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_html(markup: str, url: str | None = None, opinion_seconds: float = 6.0) -> Article:
    """The article of a page of HTML. Raises NotAnArticle where there is none."""
    tree = _parse(markup)
    body = None if tree is None else tree.find("body")
    if tree is None or body is None:
        raise NotAnArticle("The page is empty", "Check the address or the file")
    metadata = read_metadata(tree, url)
    pieces = pieces_of(body)
    asked = len(markup) <= OPINION_BYTES and len(pieces) <= OPINION_PIECES
    sheet = judge(pieces, chosen(tree, pieces, opinion_seconds) if asked else [False] * len(pieces))
    title = _find_title(sheet, metadata)
    recover(sheet)
    cut_before_title(sheet)
    skip_foreign(sheet)
    skip_gallery_lists(sheet)
    _find_standfirst(sheet, metadata)
    cut_after_end(sheet)
    skip_repeats(sheet, title)
    byline = metadata.byline or _byline(sheet, metadata)
    skip_bios(sheet, byline)
    trim_ends(sheet)
    if not sheet.read:
        raise _nothing(markup, pieces)
    return _article(sheet, metadata, title, byline)


def _parse(markup: str) -> html.HtmlElement | None:
    markup = ENCODING.sub("", markup)
    tree = _tree(markup)
    if tree is not None and _depth(tree) >= DEEP:
        return _tree(_INNER.sub(" ", markup))
    return tree


def _tree(markup: str) -> html.HtmlElement | None:
    # Bytes, because lxml refuses some strings that declare an encoding; one parser per page, as parsers keep state.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
    try:
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _depth(tree: html.HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _find_title(sheet: Sheet, metadata: Metadata) -> str | None:
    """The headline as the page shows it, else as its metadata say; marks its piece and its repeats."""
    best, score = None, 0.0
    for i, piece in enumerate(sheet.pieces):
        if piece.element.tag in HEADINGS or piece.role == "heading":
            level = piece.element.tag if piece.element.tag in HEADINGS else "h6"
            match = max((overlap(piece.text, title) for title in metadata.titles), default=0.0)
            match += 0.5 if level == "h1" else 0.0
            if match > score and len(words_of(piece.text)) >= 1 and match >= 0.6:
                best, score = i, match
    if best is None:
        ones = [i for i, piece in enumerate(sheet.pieces) if piece.element.tag == "h1"]
        best = ones[0] if len(ones) == 1 and not metadata.titles else None
    sheet.title = best
    title = sheet.pieces[best].text if best is not None else next(iter(metadata.titles), None)
    if title is None:
        return None
    for i, piece in enumerate(sheet.pieces):
        if i != best and words_of(piece.text) == words_of(title):
            sheet.reasons[i] = "duplicate"
    return title


def _find_standfirst(sheet: Sheet, metadata: Metadata) -> None:
    """The line that the page shows under its headline, if it is set apart from the first paragraph."""
    if sheet.title is None:
        return
    prose = [i for i in sheet.read if i > sheet.title and sheet.is_prose(i)]
    end = prose[0] + 1 if prose else sheet.title + STANDFIRST_REACH
    for i in range(sheet.title + 1, min(end, len(sheet.pieces))):
        piece = sheet.pieces[i]
        labelled = bool(piece.labels) and piece.labels[-1][1].reason == "standfirst"
        words = len(piece.text.split())
        if not 4 <= words <= 70 or (sheet.reasons[i] and not labelled) or echoes(sheet, i, sheet.pieces[sheet.title].text):
            continue
        heading = piece.element.tag in HEADINGS and i - sheet.title <= 3
        short = words <= 45 and SENTENCES.search(piece.text) is None
        if labelled or heading or (short and _apart(sheet, i, prose) and _introduces(sheet, i, sheet.title, metadata)):
            sheet.standfirst = i
            return


def _apart(sheet: Sheet, i: int, prose: list[int]) -> bool:
    """Whether the paragraphs that follow a piece stand elsewhere in the tree."""
    after = next((j for j in prose if j > i), None)
    return after is not None and parent_of(sheet.pieces[after]) is not parent_of(sheet.pieces[i])


def _introduces(sheet: Sheet, i: int, title: int, metadata: Metadata) -> bool:
    """Whether a piece stands with the headline, or is what the page's metadata give as its description."""
    piece = sheet.pieces[i]
    with_title = parent_of(piece) is parent_of(sheet.pieces[title])
    in_header = any(element.tag in {"header", "hgroup"} for element in piece.path)
    return with_title or in_header or overlap(piece.text, metadata.description or "") > 0.8


def _article(sheet: Sheet, metadata: Metadata, title: str | None, byline: str | None) -> Article:
    read = set(sheet.read)
    blocks: list[Block] = []
    standfirst = None if sheet.standfirst is None else sheet.pieces[sheet.standfirst].text
    if title:
        blocks.append(Block("title", title))
    if standfirst:
        blocks.append(Block("standfirst", standfirst))
    first, last = min(read), max(read)
    first = min(first, sheet.title if sheet.title is not None else first)
    for i in range(first, min(len(sheet.pieces), last + 60)):
        piece = sheet.pieces[i]
        if i in {sheet.title, sheet.standfirst}:
            continue
        if i in read:
            blocks.append(Block(piece.role, piece.text))
        elif piece.text:
            blocks.append(Block(piece.role, piece.text, sheet.reasons[i] or "boilerplate"))
    return Article(
        title=title,
        blocks=tuple(blocks),
        standfirst=standfirst,
        byline=byline,
        section=metadata.section,
        published=metadata.published,
        language=metadata.language,
        url=metadata.url,
        image=metadata.image,
    )


def _byline(sheet: Sheet, metadata: Metadata) -> str | None:
    """The names in a line near the article that says or is labelled to be its byline; "... Staff" if it says no more."""
    read = sheet.read
    first = next((i for i in read if sheet.is_prose(i)), read[0] if read else 0)
    start = min(first, sheet.title if sheet.title is not None else first)
    near = [*sheet.pieces[max(0, start - 8) : first + 4], *sheet.pieces[read[-1] + 1 : read[-1] + 6]] if read else []
    lines = [p.text for p in near if len(p.text) < 120 and any(label.reason == "byline" for _, label in p.labels)]
    lines += [p.text for p in near if names_in_byline(p.text)]
    named = (people([line], metadata.site) for line in lines)
    staff = (match[0] for p in near if (match := STAFF.search(p.text)) and len(p.text) < 80)
    return next(filter(None, named), None) or next(staff, None)


def _nothing(markup: str, pieces: list[Piece]) -> NotAnArticle:
    if not pieces and "<script" not in markup.lower():
        return NotAnArticle("The page is empty", "Check the address or the file")
    if not any(len(piece.text) > 40 for piece in pieces) or (markup.count("<script") and len(pieces) < 10):
        return NotAnArticle("This page shows nothing without JavaScript", "Open it in a browser, save the page and give the file")
    return NotAnArticle("This page has no article in it", "Give the address of one article")
