"""Piece by piece: is it the article's own text, or why is it not read?

Three witnesses are heard: what the tree says about a piece (labels), what its wording says (furniture), and whether
trafilatura takes it for the article (opinion). The passes below run in the order of `judge`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from wordpace.readers.bylines import names_in_byline
from wordpace.readers.furniture import ends_the_article, reason_of
from wordpace.readers.labels import Label, class_words
from wordpace.readers.opinion import triples, words_of
from wordpace.readers.pieces import Element, Piece

WHOLE = 0.35  # an element with more of the article than this holds the article, whatever its class says
LINKED = 0.8  # share of links from which a line is a link and not text
PROSE = 15  # words of a paragraph that is surely no heading, label or button
LABELS_KEPT = frozenset({"standfirst", "aside", "form"})  # what alone does not take text out of the article

Home = tuple[str, str, str]  # the kind of place a piece has: its parent's tag and class, its own tag


@dataclass(slots=True)
class Sheet:
    """The pieces of a page with what has been found out about each, index by index."""

    pieces: list[Piece]
    chosen: list[bool]
    reasons: list[str | None]
    title: int | None = None
    standfirst: int | None = None

    @property
    def read(self) -> list[int]:
        """Indices of what is read."""
        return [i for i, yes in enumerate(self.chosen) if yes and self.reasons[i] is None]

    def is_prose(self, i: int) -> bool:
        """Whether a piece is a paragraph of running text."""
        piece = self.pieces[i]
        words = max(len(piece.text.split()), len(piece.text) // 12)  # Chinese and Japanese have no spaces
        return words >= PROSE and piece.link_share < 0.5 and piece.role != "heading"


def judge(pieces: list[Piece], chosen: list[bool]) -> Sheet:
    """Gives each piece its reason not to be read, None for the article's own text."""
    sheet = Sheet(pieces, list(chosen), [None] * len(pieces))
    _by_labels(sheet)
    _by_wording(sheet)
    _by_links(sheet)
    _check_opinion(sheet)
    return sheet


def weights(sheet: Sheet) -> Counter[Element]:
    """Characters of chosen text below each element."""
    held: Counter[Element] = Counter()
    for piece, yes in zip(sheet.pieces, sheet.chosen, strict=True):
        if yes:
            for element in piece.path:
                held[element] += len(piece.text)
    return held


def parent_of(piece: Piece) -> Element:
    """The block element around a piece's own."""
    return piece.path[-2] if len(piece.path) > 1 else piece.path[-1]


def home_of(piece: Piece) -> Home:
    """The kind of place that a piece has in the tree."""
    parent = parent_of(piece)
    return str(parent.tag), class_words(parent), str(piece.element.tag)


def _by_labels(sheet: Sheet) -> None:
    held = weights(sheet)
    total = max(1, sum(len(p.text) for p, yes in zip(sheet.pieces, sheet.chosen, strict=True) if yes))
    for i, piece in enumerate(sheet.pieces):
        for element, label in reversed(piece.labels):
            if label.reason not in LABELS_KEPT and held[element] <= WHOLE * total and not _embedded(piece, element, label):
                sheet.reasons[i] = label.reason
                break


def _embedded(piece: Piece, element: Element, label: Label) -> bool:
    """Whether a piece is a post from a social network shown as a quote, inside what is labelled "social"."""
    inner = piece.path[piece.path.index(element) :]
    return label.reason == "share" and any(each.tag == "blockquote" for each in inner)


def _by_wording(sheet: Sheet) -> None:
    for i, piece in enumerate(sheet.pieces):
        if sheet.reasons[i] is None:
            sheet.reasons[i] = reason_of(piece.text) or ("byline" if names_in_byline(piece.text) else None)


def _by_links(sheet: Sheet) -> None:
    lists: dict[Element, list[int]] = {}
    for i, piece in enumerate(sheet.pieces):
        if piece.role == "list-item":
            lists.setdefault(_list_of(piece), []).append(i)
        elif sheet.reasons[i] is None and piece.role == "paragraph" and piece.link_share >= LINKED:
            sheet.reasons[i] = "promo"
    for items in lists.values():
        if all(sheet.pieces[i].link_share >= LINKED for i in items):
            for i in items:
                sheet.reasons[i] = sheet.reasons[i] or "promo"


def _list_of(piece: Piece) -> Element:
    return next((e for e in reversed(piece.path) if e.tag in {"ul", "ol", "dl", "menu"}), piece.path[-1])


def _check_opinion(sheet: Sheet) -> None:
    """Where trafilatura found nothing, or other texts than the page's longest run of prose, takes that run instead."""
    runs = _runs(sheet, [i for i, reason in enumerate(sheet.reasons) if reason is None])
    if not runs:
        return
    main, size = runs.most_common(1)[0]
    inside = [main in piece.path for piece in sheet.pieces]
    agreed = sum(len(p.text) for i, p in enumerate(sheet.pieces) if inside[i] and sheet.chosen[i])
    if agreed < 0.3 * size:
        sheet.chosen = inside


def _root(sheet: Sheet) -> Element | None:
    """The smallest element that holds nearly all of what is read."""
    held: Counter[Element] = Counter()
    for i in sheet.read:
        for element in sheet.pieces[i].path:
            held[element] += len(sheet.pieces[i].text)
    total = max(held.values(), default=0)
    most = [element for element, size in held.items() if size >= 0.9 * total]
    return most[-1] if most else None  # paths run downwards, so the last one is the deepest


def _beside(piece: Piece) -> bool:
    return any(label.reason in {"aside", "form"} for _, label in piece.labels)


def _runs(sheet: Sheet, among: list[int]) -> Counter[Element]:
    """Characters of prose directly below each element, asides and lists apart."""
    runs: Counter[Element] = Counter()
    for i in among:
        piece = sheet.pieces[i]
        if sheet.is_prose(i) and not _beside(piece) and piece.role != "list-item":
            runs[parent_of(piece)] += len(piece.text)
    return runs


def skip_foreign(sheet: Sheet) -> None:
    """Skips teasers of other stories: lone paragraphs far from the article's own run of prose, each under a link."""
    runs = _runs(sheet, sheet.read)
    if not runs:
        return
    main = runs.most_common(1)[0][0]
    own = {i for i in sheet.read if main in sheet.pieces[i].path}
    if sum(sheet.is_prose(i) for i in own) < 4:
        return
    path = sheet.pieces[min(own)].path
    near = path[max(0, path.index(main) - 2)]  # an article of several parts has them side by side, at most two levels up
    far = [i for i in sheet.read if near not in sheet.pieces[i].path and i != sheet.title]
    prose = [i for i in far if sheet.is_prose(i)]
    teasers = [i for i in prose if _under_link(sheet, i)]
    if len(teasers) >= max(2, 0.7 * len(prose)):
        for i in far:
            sheet.reasons[i] = "foreign"


def _under_link(sheet: Sheet, i: int) -> bool:
    above = sheet.pieces[max(0, i - 3) : i]
    return any(piece.link_share >= LINKED for piece in above) or sheet.pieces[i].link_share >= 0.25


def skip_gallery_lists(sheet: Sheet) -> None:
    """Skips lists that stand right under a picture, where a text's own list would have a line that leads to it."""
    for i in sheet.read:
        piece = sheet.pieces[i]
        before = _list_of(piece).getprevious() if piece.role == "list-item" else None
        if before is not None and before.tag in {"figure", "picture", "img"}:
            sheet.reasons[i] = "caption"


def recover(sheet: Sheet) -> None:
    """Takes in what trafilatura missed where it has the same kind of place in the tree as much of what it chose."""
    read = sheet.read
    total = sum(len(sheet.pieces[i].text) for i in read)
    homes: Counter[Home] = Counter()
    for i in read:
        homes[home_of(sheet.pieces[i])] += len(sheet.pieces[i].text)
    parents = {parent_of(sheet.pieces[i]) for i in read if sheet.is_prose(i)}
    last = read[-1] if read else 0
    root = _root(sheet)
    first = read[0] if read else 0
    first = min(first, first if sheet.title is None else sheet.title + 1)
    for i in range(first, len(sheet.pieces)):
        piece = sheet.pieces[i]
        if sheet.chosen[i] or sheet.reasons[i] or piece.link_share >= LINKED:
            continue
        sibling = parent_of(piece) in parents
        alike = homes[home_of(piece)] >= 0.3 * total and home_of(piece)[1] != ""
        within = first <= i < last and root in piece.path and piece.link_share < 0.3 and not _beside(piece)
        if (sheet.is_prose(i) and (sibling or alike or within)) or (sibling and (i < last or piece.role != "heading")):
            sheet.chosen[i] = True
        elif i < last and piece.role in {"heading", "list-item"} and any(e in parents for e in piece.path):
            sheet.chosen[i] = True


def cut_before_title(sheet: Sheet) -> None:
    """Skips what stands above the headline, where nearly all of the article stands below it."""
    if sheet.title is None:
        return
    above = sum(len(sheet.pieces[i].text) for i in sheet.read if i < sheet.title)
    below = sum(len(sheet.pieces[i].text) for i in sheet.read if i > sheet.title)
    if above <= 0.2 * below:
        for i in range(sheet.title):
            sheet.reasons[i] = sheet.reasons[i] or "navigation"


def cut_after_end(sheet: Sheet) -> None:
    """Skips what follows a line such as "Related stories", if the article's own kind of prose does not go on below."""
    read = set(sheet.read)
    homes: Counter[Home] = Counter()
    for i in read:
        homes[home_of(sheet.pieces[i])] += len(sheet.pieces[i].text)
    own = {home for home, size in homes.items() if size >= 0.2 * homes.total()}
    before = 0
    for i, piece in enumerate(sheet.pieces):
        before += len(piece.text) if i in read else 0
        if before < 0.5 * homes.total() or len(piece.text) > 80 or not ends_the_article(piece.text):
            continue
        if not any(j in read and sheet.is_prose(j) and home_of(sheet.pieces[j]) in own for j in range(i, len(sheet.pieces))):
            for j in range(i, len(sheet.pieces)):
                sheet.reasons[j] = sheet.reasons[j] or "promo"
            return


def skip_repeats(sheet: Sheet, title: str | None) -> None:
    """Skips a second copy of what is read already, the headline again, and quotes pulled out of the text."""
    heading = triples(words_of(title or ""))
    known: dict[tuple[str, ...], Element] = {}
    body = [(i, words_of(sheet.pieces[i].text)) for i in sheet.read if i not in {sheet.title, sheet.standfirst}]
    texts = [(i, f" {' '.join(words)} ") for i, words in body]
    for (i, words), (_, text) in zip(body, texts, strict=True):
        piece, mine = sheet.pieces[i], triples(words)
        parent = parent_of(piece)
        old = [known[t] for t in mine if t in known]
        if heading and len(mine & heading) >= 0.6 * max(len(mine), len(heading)) or echoes(sheet, i, title):
            sheet.reasons[i] = "duplicate"
        elif len(words) >= 6 and len(old) >= 0.85 * len(mine) and all(home is not parent for home in old):
            sheet.reasons[i] = "duplicate"
        elif len(words) >= 5 and _stands_out(piece) and any(j != i and len(o) > len(text) and text in o for j, o in texts):
            sheet.reasons[i] = "pull-quote"
        for triple in mine:
            known.setdefault(triple, parent)


def echoes(sheet: Sheet, i: int, title: str | None) -> bool:
    """Whether a heading close under the headline says nothing but some of its words again."""
    near = sheet.title is not None and sheet.title < i <= sheet.title + 8
    words = set(words_of(sheet.pieces[i].text))
    told = set(words_of(title or ""))
    return near and sheet.pieces[i].role == "heading" and len(words) >= 3 and len(words & told) >= 0.8 * len(words)


def skip_bios(sheet: Sheet, byline: str | None) -> None:
    """Skips a line at the end that says who the author is."""
    names = [" ".join(words_of(name)) for name in re.split(r", | and ", byline or "") if name]
    for i in sheet.read[-4:]:
        text = " ".join(words_of(sheet.pieces[i].text))
        if text.count(" ") < 80 and any(re.match(rf"{re.escape(name)} (?:is|was|has|covers|writes|can|lives|joined)\b", text) for name in names):
            sheet.reasons[i] = "bio"


def trim_ends(sheet: Sheet) -> None:
    """Skips labels and other short lines around the article that do not stand among its paragraphs."""
    read = [i for i in sheet.read if i not in {sheet.title, sheet.standfirst}]
    prose = [i for i in read if sheet.is_prose(i)]
    if not prose:
        return
    parents = {parent_of(sheet.pieces[i]) for i in prose}
    for i in read:
        piece = sheet.pieces[i]
        outside = not any(element in parents for element in piece.path)
        if outside and (i > prose[-1] or (i < prose[0] and len(piece.text.split()) < 6)):
            sheet.reasons[i] = "boilerplate"
    for i in reversed(sheet.read):
        if sheet.pieces[i].role != "heading" or i < prose[-1]:
            break
        sheet.reasons[i] = "promo"


def _stands_out(piece: Piece) -> bool:
    return piece.role in {"quote", "heading"} or piece.element.tag in {"aside", "div"}


def overlap(a: str, b: str) -> float:
    """Share of the shorter text's word triples that the other has, 0 to 1."""
    x, y = triples(words_of(a)), triples(words_of(b))
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0
