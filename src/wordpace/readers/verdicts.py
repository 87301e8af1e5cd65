"""Piece by piece: is it the article's own text, or why is it not read?

Three witnesses are heard: what the tree says about a piece (labels), what its wording says (furniture), and whether
trafilatura takes it for the article (opinion).
"""

from __future__ import annotations

from collections import Counter

from wordpace.readers.bylines import names_in_byline
from wordpace.readers.furniture import reason_of
from wordpace.readers.labels import Label
from wordpace.readers.pieces import Element, Piece
from wordpace.readers.sheet import (
    LINKED,
    Home,
    Sheet,
    home_of,
    is_beside,
    list_of,
    parent_of,
    root_of,
    runs_of_prose,
    weights,
)

WHOLE = 0.35  # an element with more of the article than this holds the article, whatever its class says
HEADLINE = 30  # characters of a link that is a headline, and no mere name
TEASERS = 3  # list items
MAIN_HOME = 0.3  # share of the chosen text from which a kind of place is one where the article stands
FEW_LINKS = 0.3  # share of links below which a paragraph is no teaser
WHOLES = frozenset({"table", "code", "formula"})  # what no wording tells anything about
VAGUE = frozenset({"boilerplate", "byline"})  # labels that the wording may make clearer
LISTED = frozenset({"heading", "list-item", "embed", *WHOLES})  # stand among paragraphs without being any
BOX = 2  # paragraphs
LABELS_KEPT = frozenset(
    {"standfirst", "aside", "form", "correction"}
)  # what alone does not take text out of the article


def judge(pieces: list[Piece], chosen: list[bool]) -> Sheet:
    """Gives each piece its reason not to be read, None for the article's own text."""
    sheet = Sheet(pieces, list(chosen), [None] * len(pieces))
    _by_labels(sheet)
    _by_wording(sheet)
    _by_links(sheet)
    _check_opinion(sheet)
    return sheet


def _by_labels(sheet: Sheet) -> None:
    held = weights(sheet)
    total = max(1, sum(len(p.text) for p, yes in zip(sheet.pieces, sheet.chosen, strict=True) if yes))
    for i, piece in enumerate(sheet.pieces):
        for element, label in reversed(piece.labels):
            if (
                label.reason not in LABELS_KEPT
                and held[element] <= WHOLE * total
                and not _embedded(piece, element, label)
            ):
                sheet.reasons[i] = label.reason
                break


def _embedded(piece: Piece, element: Element, label: Label) -> bool:
    """Whether a piece is a post from a social network shown as a quote, inside what is labelled "social"."""
    inner = piece.path[piece.path.index(element) :]
    return label.reason == "share" and any(each.tag == "blockquote" for each in inner)


def _by_wording(sheet: Sheet) -> None:
    for i, piece in enumerate(sheet.pieces):
        if piece.role in WHOLES or sheet.reasons[i] not in {None, *VAGUE}:
            continue
        told = reason_of(piece.text) or ("byline" if names_in_byline(piece.text) else None)
        sheet.reasons[i] = told or sheet.reasons[i]


def _by_links(sheet: Sheet) -> None:
    lists: dict[Element, list[int]] = {}
    for i, piece in enumerate(sheet.pieces):
        if piece.role == "list-item":
            lists.setdefault(list_of(piece), []).append(i)
        elif sheet.reasons[i] is None and piece.role == "paragraph" and piece.link_share >= LINKED:
            sheet.reasons[i] = "promo"
    for items in lists.values():
        if all(sheet.pieces[i].link_share >= LINKED for i in items):
            for i in items:
                sheet.reasons[i] = sheet.reasons[i] or "promo"
        elif len(items) >= TEASERS and sum(_is_teaser(sheet.pieces[i]) for i in items) >= 0.7 * len(items):
            for i in items:
                sheet.reasons[i] = sheet.reasons[i] or "other-story"


def _is_teaser(piece: Piece) -> bool:
    """Whether a list item is another story's headline as a link, with the start of that story cut short."""
    return HEADLINE <= piece.opening < len(piece.text) and piece.text.endswith(("...", "…", "[…]", "[...]"))


def _check_opinion(sheet: Sheet) -> None:
    """Where trafilatura found nothing, or other texts than the page's longest run of prose, takes that run instead."""
    runs = runs_of_prose(sheet, [i for i, reason in enumerate(sheet.reasons) if reason is None])
    if not runs:
        # A page of a few short lines: trafilatura wants more, a listener may not.
        if not any(sheet.chosen):
            sheet.chosen = [piece.link_share < LINKED for piece in sheet.pieces]
        return
    main, size = runs.most_common(1)[0]
    inside = [main in piece.path for piece in sheet.pieces]
    agreed = sum(len(p.text) for i, p in enumerate(sheet.pieces) if inside[i] and sheet.chosen[i])
    if agreed < 0.3 * size:
        sheet.chosen = inside


def recover(sheet: Sheet) -> None:
    """Takes in what trafilatura missed where it has the same kind of place in the tree as much of what it chose."""
    read = sheet.read
    if not read:
        return
    homes: Counter[Home] = Counter()
    for i in read:
        homes[home_of(sheet.pieces[i])] += len(sheet.pieces[i].text)
    main = {home for home, size in homes.items() if size >= MAIN_HOME * homes.total() and home[1]}
    parents = {parent_of(sheet.pieces[i]) for i in read if sheet.is_prose(i)}
    root, last = root_of(sheet), read[-1]
    start = min(read[0], read[0] if sheet.title is None else sheet.title + 1)
    parents |= {
        element for i in read if sheet.is_prose(i) for element in sheet.pieces[i].path if element.tag == "article"
    }
    for i in range(start, len(sheet.pieces)):
        piece = sheet.pieces[i]
        if sheet.chosen[i] or sheet.reasons[i] or piece.link_share >= LINKED:
            continue
        sibling = parent_of(piece) in parents
        if sheet.is_prose(i) and piece.role not in LISTED:
            inside = i < last and root in piece.path and piece.link_share < FEW_LINKS and not is_beside(piece)
            sheet.chosen[i] = sibling or inside or home_of(piece) in main
        elif i < last:
            listed = piece.role in LISTED and any(element in parents for element in piece.path)
            sheet.chosen[i] = sibling or listed
        else:
            sheet.chosen[i] = sibling and piece.role != "heading"
    _recover_boxes(sheet, parents)
    _recover_headings(sheet, root)


def _recover_boxes(sheet: Sheet, parents: set[Element]) -> None:
    """Takes in boxes among the paragraphs that hold as many paragraphs of their own and lead nowhere."""
    boxes: dict[Element, list[int]] = {}
    for i in range(sheet.read[0], sheet.read[-1]):
        for element, label in sheet.pieces[i].labels:
            if label.reason == "aside" and label.by == "tag" and parents & set(sheet.pieces[i].path[:-1]):
                boxes.setdefault(element, []).append(i)
    for inside in boxes.values():
        unread = [i for i in inside if not sheet.chosen[i]]
        prose = sum(sheet.is_prose(i) for i in unread)
        leads = any(sheet.is_prose(i) and sheet.pieces[i].link_share >= 0.1 for i in inside)
        if prose >= BOX and not leads and not any(sheet.reasons[i] for i in inside):
            for i in unread:
                sheet.chosen[i] = True


def _recover_headings(sheet: Sheet, root: Element | None) -> None:
    """Takes in headings that stand right above what is read."""
    read = set(sheet.read)
    for i in range(min(read), max(read)):
        piece = sheet.pieces[i]
        if piece.role == "heading" and i not in read and not sheet.reasons[i] and root in piece.path:
            below = next((j for j in range(i + 1, max(read) + 1) if sheet.reasons[j] is None), i)
            sheet.chosen[i] = below in read and piece.link_share < LINKED
