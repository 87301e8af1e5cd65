"""Where in a pasted page the story stands: the stretch of lines that holds the most prose and the least else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wordpace.readers.furniture import ends_the_article, is_about_author, starts_comments
from wordpace.readers.reading import ENDS, FULL_STOP, PROSE_WORDS, Reading, telling

# What a line speaks for or against being in the story, in words of prose.
MOST = 40  # of one paragraph
LABEL = -4.5
GAP = -40.0  # of all labels between two paragraphs; a guide may have a long table there
FURNITURE = -4.0
END = -60.0
CLOSE = -20.0  # of who wrote it and whose it is: mostly, but not always, it is over
LONELY = 0.5  # of a paragraph that stands between labels, like a teaser under its headline
BESIDE = 0.25  # of the same after an end, and of one among other lines on a page whose paragraphs stand apart

FIRM = 150.0  # a stretch that surely is a story
STORY = 40.0  # one after which comments may begin
SLACK = -60.0  # what stands beside a stretch and weighs no less may be more of the story,
SITE = 1  # if no more lines of the site stand in it
MOSTLY = 0.3  # share of all sentences that a story holds
BEGUN = 40  # words of prose after which an end may come
LONG = 25  # words; such paragraphs show how a page sets its paragraphs
APART = 4  # of them
PASSED = frozenset({"advert", "caption"})  # furniture that stands inside stories
CLOSING = frozenset({"bio", "contributors", "legal"})
BOX = 14  # lines between two parts of a story
OVER = frozenset({"bio", "comments", "contributors", "legal", "byline"})
AKIN = 0.25  # share of such words that the story has used before
TAIL = 100  # lines
CUT_OFF = re.compile(r"(?:…|\.\.\.)[\s\"'”’)\]]{0,5}$")


def story_stretch(reading: Reading) -> range:
    """The line indices from the story's first paragraph to its last; empty where there is no prose."""
    best, first, last = 0.0, 0, 0
    total, start = 0.0, 0
    weights: list[float] = []
    for i, weight in enumerate(_weights(reading)):
        if best >= STORY and starts_comments(reading.text(i)):
            break  # comments may hold more prose than the story
        weights.append(weight)
        if total <= 0:
            total, start = 0.0, i
        total += weight
        if total > best:
            best, first, last = total, start, i + 1
    if not best:
        return range(0)
    end = _with_list(reading, _reach(reading, weights, last - 1, 1) + 1)
    story = range(_reach(reading, weights, first, -1), _resumed(reading, range(first, end)))
    scattered = best < FIRM and _said(reading, story) < MOSTLY * _said(reading, range(len(weights)))
    return _whole(reading, len(weights)) if scattered else story


def _resumed(reading: Reading, story: range) -> int:
    """Where a story ends that goes on below a box of headlines: there two paragraphs or more are about it, too."""
    told = {word for i in reading.free(story.start, story.stop) for word in telling(reading.text(i))}
    end = story.stop
    while True:
        below = range(end, min(end + BOX, len(reading.lines)))
        first = next((i for i in below if _is_told(reading, i)), None)
        if first is None or any(reading.skip.get(i) in OVER or is_over(reading.text(i)) for i in range(end, first)):
            return end
        stop = last = first
        while stop < len(reading.lines) and reading.skip.get(stop, "advert") in PASSED and not _ends(reading, stop):
            stop += 1
            last = stop if _is_told(reading, stop - 1) else last
        part = [i for i in reading.free(first, last) if _is_told(reading, i)]
        words = [word for i in part for word in telling(reading.text(i))]
        if len(part) < 2 or sum(word in told for word in words) < AKIN * len(words):
            return end
        told |= set(words)
        end = last


def _is_told(reading: Reading, i: int) -> bool:
    text = reading.text(i)
    long = reading.words(i) >= PROSE_WORDS and ENDS.search(text) is not None
    return long and i not in reading.skip and not CUT_OFF.search(text)


def _ends(reading: Reading, i: int) -> bool:
    return ends_the_article(reading.text(i)) or is_over(reading.text(i))


def is_over(text: str) -> bool:
    """Whether below a line surely nothing of the story follows."""
    return starts_comments(text) or is_about_author(text)


def _reach(reading: Reading, weights: list[float], edge: int, step: int) -> int:
    """The last line in one direction that belongs to a story of tables and lists, in which paragraphs are rare."""
    total, site, reach = 0.0, 0, edge
    for i in range(edge + step, len(weights) if step > 0 else -1, step):
        total += weights[i]
        site += weights[i] == END or reading.skip.get(i, "caption") not in PASSED
        if site > SITE or total < SLACK or weights[i] == END:
            break
        if reading.is_prose(i) and i not in reading.skip:
            reach = i
    return reach


def _said(reading: Reading, lines: range) -> int:
    """Words in the sentences of some lines."""
    return sum(reading.words(i) for i in reading.free(lines.start, lines.stop) if FULL_STOP.search(reading.text(i)))


def _whole(reading: Reading, end: int) -> range:
    """From the first paragraph to the last: for a page of tables and lists, of which no stretch is the story."""
    prose = [i for i in reading.free(0, end) if reading.is_prose(i)]
    return range(prose[0], _with_list(reading, prose[-1] + 1))


def _weights(reading: Reading) -> Iterator[float]:
    """What each line speaks for or against being in the story."""
    apart, ended, gap, told = _stand_apart(reading), False, 0.0, 0
    for i in range(len(reading.lines)):
        text, words = reading.text(i), reading.words(i)
        if told >= BEGUN and ends_the_article(text):
            ended = True
            yield END
        elif told >= BEGUN and (reading.skip.get(i) in CLOSING or is_about_author(text)):
            yield CLOSE
        elif i in reading.skip:
            yield FURNITURE if any(character.isalpha() for character in text) else 0
        elif reading.is_prose(i):
            gap, told = 0.0, told + words
            lonely = 1.0 if not _is_lonely(reading, i) else BESIDE if ended else LONELY
            beside = BESIDE if apart and not reading.is_alone(i) else 1.0
            yield 0 if CUT_OFF.search(text) else min(words, MOST) * min(lonely, beside)
        elif FULL_STOP.search(text):
            yield min(words, PROSE_WORDS) / 2
        elif reading.speaks(i) or reading.is_led(i) or gap <= GAP:
            yield 0
        else:
            gap += LABEL
            yield LABEL


def _is_lonely(reading: Reading, i: int) -> bool:
    """Whether no other sentence stands next to a paragraph, adverts and captions apart."""
    for step in (-1, 1):
        j = i + step
        while reading.skip.get(j) in PASSED:
            j += step
        if 0 <= j < len(reading.lines) and j not in reading.skip and reading.speaks(j):
            return False
    return True


def _stand_apart(reading: Reading) -> bool:
    long = [i for i in reading.free() if reading.is_prose(i) and reading.words(i) >= LONG]
    alone = sum(reading.is_alone(i) for i in long)
    return 2 * alone >= len(long) and alone >= APART


def _with_list(reading: Reading, after: int) -> int:
    """Takes in a list of dates, of things or of marked items that a story ends with."""
    rest, end = after, min(after + TAIL, len(reading.lines))
    while rest < end and not _stops_list(reading, rest):
        rest += 1
    tail = list(range(after, rest))
    if tail and (reading.is_list(tail) or reading.is_led(after) or reading.is_detailed(tail)):
        return rest
    while after < rest and reading.is_item(after):
        after += 1
    return after


def _stops_list(reading: Reading, i: int) -> bool:
    text = reading.text(i)
    unmarked = FULL_STOP.search(text) is not None and not reading.is_item(i)
    return i in reading.skip or unmarked or ends_the_article(text) or is_over(text)
