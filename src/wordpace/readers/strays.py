"""What stands among a pasted story's paragraphs and is not part of it: pointers, captions, repeats, authors' lives."""

from __future__ import annotations

import re
from itertools import groupby

from wordpace.readers.bylines import names_in_byline
from wordpace.readers.furniture import is_about_author, starts_comments
from wordpace.readers.reading import FULL_STOP, Reading, key

BIO_REACH = 3  # lines from the end
SHORT_POINTER = 4  # words of "Read more" and the like, under which headlines stand
POINTED = 6  # lines
CREDIT_WORDS = 5
CAPTION_WORDS = 80
PULLED_WORDS = 6
ALIKE = 8  # quotes with one opening that are looked for, so that a text of refrains takes no longer
TWICE_WORDS = 10
HEADLINE_WORDS = 4
ADVERT_WORDS = 20
CALL_WORDS = 5
SELLS = re.compile(
    r"\b(?:half[- ]price|sale|offers?|deals?|save|buy|shop|order (?:now|today|online)|discount"
    r"|book (?:now|today)|\d+ ?% off|free (?:delivery|shipping|trial|gift)|(?:only|from|just) [£$€]\d)",
    re.IGNORECASE,
)
QUOTES = re.compile(r"[\"“”]|\bsaid\b")
COUNT = re.compile(r"^\W*(?:The )?\d+ ")  # "15 images of stars"
LETTERS = 4
SHOUTED_WORDS = 6  # a heading in capitals is shorter than a headline in capitals


def skip_strays(reading: Reading, story: range, start: int) -> None:
    """Gives a reason to each line of a pasted page from `start` on that is no part of its story."""
    _skip_rest(reading, story.stop)
    _skip_pointers(reading)
    _skip_adverts(reading, start)
    _skip_titles_of_boxes(reading)
    _skip_among_furniture(reading)
    _skip_credited(reading)
    _skip_repeats(reading, start)
    _skip_headlines(reading, start)
    _skip_bios(reading)


def _skip_rest(reading: Reading, end: int) -> None:
    """Skips what stands below the story: who wrote it, other headlines and stories, comments."""
    commented = False
    for i in range(end, len(reading.lines)):
        text = reading.text(i)
        commented = commented or starts_comments(text)
        about = is_about_author(text) or (reading.skip.get(i - 1) == "bio" and reading.is_prose(i))
        other = "other-story" if reading.is_prose(i) else "byline" if names_in_byline(text) else "promo"
        if i not in reading.skip and i not in reading.role:
            reading.skip[i] = "comments" if commented else "bio" if about else other


def _skip_adverts(reading: Reading, start: int) -> None:
    """Skips the line under "Advertisement" that wants to sell something of which the story does not speak."""
    for i in [i for i, reason in reading.skip.items() if reason == "advert" and i >= start]:
        below = i + 1
        if below not in reading.free(below, below + 1) or reading.words(below) > ADVERT_WORDS:
            continue
        if SELLS.search(reading.text(below)) and not QUOTES.search(reading.text(below)):
            reading.skip[below] = "advert"


def _skip_titles_of_boxes(reading: Reading) -> None:
    """Skips the title over "Get our letter straight to your inbox"."""
    for i in [i for i, reason in reading.skip.items() if reason == "newsletter" and reading.words(i) >= CALL_WORDS]:
        if i - 1 in reading.free(i - 1, i) and not reading.speaks(i - 1):
            reading.skip[i - 1] = "newsletter"


def _skip_pointers(reading: Reading) -> None:
    """Skips the headlines that stand under a bare "Read more" or "Related stories"."""
    for i in [i for i, reason in reading.skip.items() if reason == "promo" and reading.words(i) <= SHORT_POINTER]:
        for j in range(i + 1, min(i + 1 + POINTED, len(reading.lines))):
            if FULL_STOP.search(reading.text(j)) or j in reading.role or j in reading.skip:
                break
            if reading.lines[j].chunk not in {reading.lines[i].chunk, reading.lines[i + 1].chunk}:
                break
            reading.skip[j] = "promo"


def _skip_among_furniture(reading: Reading) -> None:
    """Skips short lines that stand among buttons and labels; the last before a paragraph may be its heading."""
    lines = range(len(reading.lines))
    for is_run, group in groupby(lines, key=lambda i: i in reading.skip or not reading.speaks(i)):
        run = list(group)
        furniture = [i for i in run if i in reading.skip]
        others = [i for i in run[:-1] if i not in reading.skip]
        if (
            is_run
            and len(furniture) >= 2
            and len(others) >= 2
            and not (reading.is_list(others) or reading.is_detailed(others))
        ):
            for i in others:
                reading.skip[i] = "boilerplate"


def _skip_credited(reading: Reading) -> None:
    """Skips the line that shares its stretch with nothing but a picture's credit or the first line of its caption."""
    for i in [i for i, reason in reading.skip.items() if reason == "caption"]:
        near = range(max(0, i - 1), min(i + 2, len(reading.lines)))
        chunk = [j for j in near if reading.lines[j].chunk == reading.lines[i].chunk]
        for j in chunk:
            short = reading.words(i) <= CREDIT_WORDS or not FULL_STOP.search(reading.text(j))
            if j not in reading.role and reading.words(j) <= CAPTION_WORDS and len(chunk) == 2 and short:
                reading.skip.setdefault(j, "caption")


def _skip_repeats(reading: Reading, start: int) -> None:
    """Skips the headline said again, paragraphs that stand there twice, and quotes pulled out of a paragraph."""
    title = next((key(reading.text(i)) for i, role in reading.role.items() if role == "title"), "")
    body = {i: key(reading.text(i)).split() for i in reading.free(start)}
    pulled = _pulled({i: words for i, words in body.items() if "…" not in reading.text(i)}, body)
    seen: set[str] = set()
    for i, words in body.items():
        text = " ".join(words)
        again = text in seen and len(words) >= TWICE_WORDS and not reading.is_item(i)
        if text == title or again:
            reading.skip[i] = "duplicate"
        elif i in pulled:
            reading.skip[i] = "pull-quote"
        seen.add(text)


def _pulled(quotes: dict[int, list[str]], body: dict[int, list[str]]) -> set[int]:
    """The quotes that a longer line of the body holds, word for word."""
    openings: dict[tuple[str, ...], list[int]] = {}
    for i, words in quotes.items():
        alike = openings.setdefault(tuple(words[:PULLED_WORDS]), [])
        if len(words) >= PULLED_WORDS and len(alike) < ALIKE:
            alike.append(i)
    return {
        i
        for words in body.values()
        for at in range(len(words) - PULLED_WORDS + 1)
        for i in openings.get(tuple(words[at : at + PULLED_WORDS]), ())
        if len(words) > len(quotes[i]) and words[at : at + len(quotes[i])] == quotes[i]
    }


def _skip_headlines(reading: Reading, start: int) -> None:
    """Skips headlines of other stories: those in capitals, and those that stand in a row."""
    for is_run, group in groupby(reading.free(start), key=lambda i: not reading.speaks(i) and not reading.is_led(i)):
        run = list(group)
        headlines = [i for i in run if reading.words(i) >= HEADLINE_WORDS]
        row = len(headlines) >= 2 and len(headlines) == len(run) and not _is_listed(reading, run)
        for i in run:
            shouted = reading.words(i) >= SHOUTED_WORDS and reading.text(i).isupper()
            if is_run and (row or shouted):
                reading.skip[i] = "promo"


def _is_listed(reading: Reading, run: list[int]) -> bool:
    """Whether lines are rather a list of the story's than headlines: they stand together, or have figures in them."""
    items = run[1:] if len(run) > 2 and reading.is_alone(run[0]) else run  # below a heading
    together = len({reading.lines[i].chunk for i in items}) == 1 and not reading.is_alone(items[0])
    figures = [i for i in run if re.search(r"\d", COUNT.sub("", reading.text(i)))]
    return (together and not all(_is_titled(reading.text(i)) for i in items)) or 2 * len(figures) >= len(run)


def _is_titled(text: str) -> bool:
    """Whether A Line Is Set Like This."""
    words = [word for word in text.split() if len(word) >= LETTERS and word[0].isalpha()]
    return len(words) >= 3 and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _skip_bios(reading: Reading) -> None:
    """Skips the lines at the end that say who the author is."""
    for i in reading.free()[-BIO_REACH:]:
        if is_about_author(reading.text(i)):
            reading.skip[i] = "bio"
