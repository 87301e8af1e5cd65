"""What stands among the article's text and is not part of it: other stories, repeats, lives of the author, ends.

Each pass takes a sheet on which `verdicts` has spoken, and gives reasons to more of its pieces.
"""

from __future__ import annotations

import re
from collections import Counter

from wordpace.readers.furniture import ends_the_article, is_about_author
from wordpace.readers.opinion import triples, words_of
from wordpace.readers.pieces import Element, Piece
from wordpace.readers.sheet import Home, Sheet, home_of, list_of, parent_of, runs_of_prose, under_link

BIO_REACH = 4  # pieces from the end
BIO_WORDS = 80
PULLED_WORDS = (5, 60)  # how short and how long a quote pulled out of the text may be


def skip_foreign(sheet: Sheet) -> None:
    """Skips teasers of other stories: lone paragraphs far from the article's own run of prose, each under a link."""
    runs = runs_of_prose(sheet, sheet.read)
    if not runs:
        return
    main = runs.most_common(1)[0][0]
    own = {i for i in sheet.read if main in sheet.pieces[i].path}
    if sum(sheet.is_prose(i) for i in own) < 4:
        return
    path = sheet.pieces[min(own)].path
    near = path[
        max(0, path.index(main) - 2)
    ]  # an article of several parts has them side by side, at most two levels up
    far = [i for i in sheet.read if near not in sheet.pieces[i].path and i != sheet.title]
    prose = [i for i in far if sheet.is_prose(i)]
    teasers = [i for i in prose if under_link(sheet, i)]
    if len(teasers) >= max(2, 0.7 * len(prose)):
        for i in far:
            sheet.reasons[i] = "other-story"


def skip_gallery_lists(sheet: Sheet) -> None:
    """Skips lists that stand right under a picture, where a text's own list would have a line that leads to it."""
    for i in sheet.read:
        piece = sheet.pieces[i]
        before = list_of(piece).getprevious() if piece.role == "list-item" else None
        if before is not None and before.tag in {"figure", "picture", "img"}:
            sheet.reasons[i] = "caption"


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
        if not any(
            j in read and sheet.is_prose(j) and home_of(sheet.pieces[j]) in own for j in range(i, len(sheet.pieces))
        ):
            for j in range(i, len(sheet.pieces)):
                sheet.reasons[j] = sheet.reasons[j] or "promo"
            return


def skip_repeats(sheet: Sheet, title: str | None) -> None:
    """Skips a second copy of what is read already, the headline again, and quotes pulled out of the text."""
    heading = triples(words_of(title or ""))
    known: dict[tuple[str, ...], Element] = {}
    body = [(i, words_of(sheet.pieces[i].text)) for i in sheet.read if i not in {sheet.title, sheet.standfirst}]
    whole = "\n".join(" ".join(words) for _, words in body)
    for i, words in body:
        piece, mine, parent = sheet.pieces[i], triples(words), parent_of(sheet.pieces[i])
        old = [known[triple] for triple in mine if triple in known]
        again = len(words) >= 6 and len(old) >= 0.85 * len(mine) and parent not in old
        if again or len(mine & heading) >= 0.6 * max(len(mine), len(heading), 1) or echoes(sheet, i, title):
            sheet.reasons[i] = "duplicate"
        elif (
            PULLED_WORDS[0] <= len(words) <= PULLED_WORDS[1]
            and _stands_out(piece)
            and _is_inside(" ".join(words), whole)
            and not (piece.role == "heading" and _heads(sheet, i, " ".join(words)))
        ):
            sheet.reasons[i] = "pull-quote"
        for triple in mine:
            known.setdefault(triple, parent)


def _heads(sheet: Sheet, i: int, text: str) -> bool:
    """Whether a heading takes its words from the paragraph right below it, as crossheads do."""
    below = next((j for j in sheet.read if j > i), None)
    return below is not None and text in " ".join(words_of(sheet.pieces[below].text))


def _is_inside(text: str, whole: str) -> bool:
    """Whether another line of `whole`, of which it is one, holds the text and more."""
    if whole.find(text, whole.find(text) + 1) < 0:  # by far the most
        return False
    return re.search(rf"(?:[^\n] {re.escape(text)}(?!\w))|(?:(?<!\w){re.escape(text)} [^\n])", whole) is not None


def echoes(sheet: Sheet, i: int, title: str | None) -> bool:
    """Whether a heading close under the headline says nothing but some of its words again."""
    near = sheet.title is not None and sheet.title < i <= sheet.title + 8
    if not near or sheet.pieces[i].role != "heading":
        return False
    words = set(words_of(sheet.pieces[i].text))
    told = set(words_of(title or ""))
    return len(words) >= 3 and len(words & told) >= 0.8 * len(words)


def skip_bios(sheet: Sheet, byline: str | None) -> None:
    """Skips the lines at the end that say who the author is."""
    names = [" ".join(words_of(name)) for name in re.split(r", | and ", byline or "") if name]
    for i in sheet.read[-BIO_REACH:]:
        text = " ".join(words_of(sheet.pieces[i].text))
        of_author = any(
            re.match(rf"{re.escape(name)} (?:is|was|has|covers|writes|can|lives|joined)\b", text) for name in names
        )
        if is_about_author(sheet.pieces[i].text) or (of_author and text.count(" ") < BIO_WORDS):
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
        heads = piece.role == "heading" and i + 1 in read
        if outside and (i > prose[-1] or (i < prose[0] and len(piece.text.split()) < 6 and not heads)):
            sheet.reasons[i] = "boilerplate"
    for i in reversed(sheet.read):
        if sheet.pieces[i].role != "heading" or i < prose[-1]:
            break
        sheet.reasons[i] = "promo"


def _stands_out(piece: Piece) -> bool:
    return piece.role in {"quote", "heading"} or piece.element.tag in {"aside", "div"}
