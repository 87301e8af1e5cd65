"""What was heard, stretch by stretch, and what of another article was heard in it before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby

from wordpace.errors import SourceError
from wordpace.holdings import Stretch
from wordpace.novelty import Before, Likeness, Match, Told, matches, told
from wordpace.records import Script, Sentence
from wordpace.service import Service

HEARD = 0.75  # of a sentence, so that it counts as heard: a player may tell its last word's beginning as the end
TEXT = frozenset({"standfirst", "paragraph", "quote", "list-item"})
"""Roles of sentences that can be old news; a headline or a heading says where one is."""


@dataclass(frozen=True, slots=True)
class Known:
    """A stretch of an article that was heard before, in another."""

    start: int  # code points into Script.text
    end: int
    article: str
    title: str | None
    likeness: Likeness
    words: int


@dataclass(frozen=True, slots=True)
class HeardBefore:
    """All of an article that was heard before."""

    passages: tuple[Known, ...]
    words: int
    share: float  # of the article's words


class Recollection:
    """Remembers what was heard and knows it again."""

    def __init__(self, service: Service) -> None:
        self._service, self._store = service, service.stores.passages

    def heard(self, stretch: Stretch) -> None:
        """Keeps a stretch that was heard; the same again changes nothing. Raises NotFound or SourceError."""
        script = self._service.script(stretch.article)
        last = len(script.text)
        start, end = min(stretch.start, last), min(stretch.end, last)
        moment = _moment(stretch.started_at)
        self._store.record(stretch, start, end, moment.astimezone(UTC).isoformat(), _day(moment))
        if not script.article.title and not script.sentences:
            return
        spans = _union(self._store.stretches(stretch.article))
        sentences = tuple(_whole(script, spans, start, end))
        self._store.keep(stretch.article, script.article.title, sentences)

    def before(self, article_id: str) -> HeardBefore:
        """What of an article was heard in others before. Raises NotFound."""
        script = self._service.script(article_id)
        asked = {index: told(index, each.said) for index, each in enumerate(script.sentences) if each.role in TEXT}
        found = self._store.like({key for each in asked.values() for key in each.keys}, article_id)
        candidates = {index: _candidates(each, found) for index, each in asked.items()}
        english = (script.article.language or "en").lower().startswith("en")
        known = matches(tuple(asked.values()), candidates, edited=english)
        titles = self._store.titles({match.article for match in known})
        passages = tuple(_passages(script, known, titles))
        words = sum(each.words for each in passages)
        return HeardBefore(passages, words, words / max(1, script.words))


def _candidates(each: Told, found: dict[int, tuple[Before, ...]]) -> tuple[Before, ...]:
    unique = {(before.article, before.told.index): before for key in each.keys for before in found.get(key, ())}
    return tuple(unique.values())


def _whole(script: Script, spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Told]:
    """The sentences of a stretch that were heard to all but their last breath, in one go or in several."""
    for index, sentence in enumerate(script.sentences):
        if sentence.role not in TEXT or sentence.end <= start or sentence.start >= end:
            continue
        covered = sum(max(0, min(sentence.end, to) - max(sentence.start, at)) for at, to in spans)
        if covered >= HEARD * len(sentence.text):
            yield told(index, sentence.said)


def _union(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches without what they share."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _passages(script: Script, known: Sequence[Match], titles: dict[str, str | None]) -> Iterator[Known]:
    """Sentences that follow each other and were heard in one article, as one."""
    for (article, _), group in groupby(enumerate(known), key=lambda each: (each[1].article, each[1].index - each[0])):
        run = [match for _, match in group]
        sentences: list[Sentence] = [script.sentences[match.index] for match in run]
        likeness: Likeness = "same" if all(match.likeness == "same" for match in run) else "near"
        words = sum(len(sentence.tokens) for sentence in sentences)
        yield Known(sentences[0].start, sentences[-1].end, article, titles.get(article), likeness, words)


def _moment(written: str) -> datetime:
    """When a stretch began, by the listener's clock. Raises SourceError."""
    try:
        moment = datetime.fromisoformat(written)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise SourceError(f"{written[:40]!r} is no moment", "Write it as 2026-11-25T08:30:00+01:00") from error
    return moment


def _day(moment: datetime) -> str:
    """The listener's own day; today where their clock is far off."""
    now = datetime.now(UTC)
    is_off = not now - timedelta(days=3650) < moment < now + timedelta(days=1)
    return (now if is_off else moment).date().isoformat()
