"""A narration's times -> captions: JSON for programs, WebVTT and SRT for players."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from wordpace.errors import OutputError
from wordpace.publish import check_writable, publishing, write_errors
from wordpace.records import TimedSentence, TimedWord

FORMATS: Final = ("json", "vtt", "srt")
"""The formats of captions; a file's name ends in one of them."""

LINE: Final = 42  # characters; a cue has at most two lines (what broadcasters' style guides ask for)
_CLAUSE_END: Final = tuple(",;:.!?…—–)]\"”’'")
_CLAUSE_GAIN: Final = 0.5  # how uneven, as a share of the text, two parts may be for a cut at a clause's end
_VTT_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\0": "\ufffd"})


def check_captions(path: Path) -> None:
    """Raises the OutputError that `write_captions` would, before any work is done."""
    if path.suffix.removeprefix(".").lower() not in FORMATS:
        endings = ", ".join(f".{each}" for each in FORMATS)
        raise OutputError(f"{path.name} does not end in a format of captions", f"Use one of {endings}")
    check_writable(path)


def write_captions(path: Path, text: str | None, sentences: Iterable[TimedSentence], rate: int, delay: int = 0) -> None:
    """Writes captions in the format that the file's name ends in, whole or not at all. Raises OutputError.

    `rate` is the samples per second of the times, `delay` the samples that are added to all of them. `text` is used
    by JSON only.
    """
    check_captions(path)
    match path.suffix.lower():
        case ".json":
            captions = captions_json(text, sentences, rate, delay)
        case ".vtt":
            captions = captions_vtt(sentences, rate, delay)
        case _:
            captions = captions_srt(sentences, rate, delay)
    with publishing(path) as temporary, write_errors(path):
        temporary.write_bytes(captions.encode("utf-8", "replace"))


def captions_json(text: str | None, sentences: Iterable[TimedSentence], rate: int, delay: int = 0) -> str:
    """Every word and sentence in seconds, and the text that `text_start` and `text_end` point into.

    Without `text` that is the sentences' texts joined by a newline. A word's `sentence` is an index into `sentences`.
    """
    spoken = tuple(sentences)

    def seconds(samples: int) -> float:
        return round((samples + delay) / rate, 4)

    words = [
        {
            "word": word.text,
            "start": seconds(word.start),
            "end": seconds(word.end),
            "text_start": word.text_start,
            "text_end": word.text_end,
            "sentence": index,
        }
        for index, sentence in enumerate(spoken)
        for word in sentence.words
    ]
    lines = [{"text": each.text, "start": seconds(each.start), "end": seconds(each.end)} for each in spoken]
    whole = "\n".join(each.text for each in spoken) if text is None else text
    return json.dumps({"text": whole, "words": words, "sentences": lines}, ensure_ascii=False)


def captions_vtt(sentences: Iterable[TimedSentence], rate: int, delay: int = 0) -> str:
    """WebVTT: short cues with a timestamp before each further word, so that a player can light the spoken one."""
    cues = (f"{_span(cue, '.')}\n{_vtt_text(cue)}\n" for cue in _cues(sentences, rate, delay))
    return "\n".join(("WEBVTT\n", *cues))


def captions_srt(sentences: Iterable[TimedSentence], rate: int, delay: int = 0) -> str:
    """SubRip: the same short cues, without the words' own times."""
    cues = enumerate(_cues(sentences, rate, delay), 1)
    return "\n".join(f"{number}\n{_span(cue, ',')}\n{_srt_text(cue)}\n" for number, cue in cues)


@dataclass(frozen=True, slots=True)
class _Cue:
    """What is shown at one time, in milliseconds: one or two lines of words, each with its start."""

    start: int
    end: int
    lines: tuple[tuple[tuple[int, str], ...], ...]


def _cues(sentences: Iterable[TimedSentence], rate: int, delay: int) -> Iterator[_Cue]:
    """Cues in order. They never overlap and none is empty, even where words were too short to be timed."""

    def milliseconds(samples: int) -> int:
        return (2000 * (samples + delay) + rate) // (2 * rate)

    shown = 0
    for sentence in sentences:
        for words in _parts(sentence.words):
            start = max(shown, milliseconds(words[0].start))
            shown = max(start + 1, milliseconds(words[-1].end))
            lines = tuple(tuple((milliseconds(word.start), word.text) for word in line) for line in _lines(words))
            yield _Cue(start, shown, lines)


def _parts(words: Sequence[TimedWord]) -> Iterator[Sequence[TimedWord]]:
    """A sentence's words cut into parts that fit a cue: about evenly, at a clause's end where there is one nearby."""
    if all(_length(line) <= LINE or len(line) == 1 for line in _lines(words)):
        if words:
            yield words
        return
    cut = _best_cut(words, _CLAUSE_GAIN)
    yield from _parts(words[:cut])
    yield from _parts(words[cut:])


def _lines(words: Sequence[TimedWord]) -> tuple[Sequence[TimedWord], ...]:
    """One line where that is enough, otherwise two of about equal length."""
    if len(words) < 2 or _length(words) <= LINE:
        return (words,)
    cut = _best_cut(words, 0.0)
    return words[:cut], words[cut:]


def _best_cut(words: Sequence[TimedWord], clause_gain: float) -> int:
    """Where to cut words in two: the index of the first word behind the cut."""
    whole = _length(words) + 1
    best, least, left = 1, float("inf"), 0
    for index, word in enumerate(words[:-1], 1):
        left += len(word.text) + 1
        cost = abs(2 * left - whole) / whole - clause_gain * word.text.endswith(_CLAUSE_END)
        if cost < least:
            best, least = index, cost
    return best


def _length(words: Sequence[TimedWord]) -> int:
    return sum(len(word.text) + 1 for word in words) - 1


def _vtt_text(cue: _Cue) -> str:
    """The cue's lines, each word after the first behind its time where that is later than the word before."""
    lit = cue.start
    lines = []
    for line in cue.lines:
        words = []
        for start, text in line:
            mark = f"<{_clock(start, '.')}>" if lit < start < cue.end else ""
            lit = max(lit, start)
            words.append(mark + text.translate(_VTT_ESCAPES))
        lines.append(" ".join(words))
    return "\n".join(lines)


def _srt_text(cue: _Cue) -> str:
    """The cue's lines. SRT knows no escapes: a zero-width space keeps "<", "{" and "-->" from being taken as markup."""
    text = "\n".join(" ".join(word for _, word in line) for line in cue.lines)
    return text.replace("-->", "--\u200b>").replace("<", "<\u200b").replace("{", "{\u200b").replace("\0", "\ufffd")


def _span(cue: _Cue, point: str) -> str:
    return f"{_clock(cue.start, point)} --> {_clock(cue.end, point)}"


def _clock(milliseconds: int, point: str) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{thousandths:03}"
