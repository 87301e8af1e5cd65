"""The JSON of Wordpace, in one place: what the API answers and what the command line prints with --json."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, field_validator

from wordpace.errors import WordpaceError
from wordpace.jobs import Job
from wordpace.pipeline.pace import ONE_X
from wordpace.pipeline.script import reading_minutes
from wordpace.pipeline.timeline import INTELLIGIBLE, Pace, pace_for
from wordpace.records import (
    REASONS,
    Article,
    Entry,
    EntryKind,
    EntryMatch,
    Policy,
    Position,
    Role,
    Script,
    Sentence,
    StoredArticle,
    Treatment,
    VoiceCard,
)
from wordpace.service import Getting, Service, Timings

Json = dict[str, Any]

MOST_TEXT = 5_000_000  # characters of HTML or text in one request

STATUS = {
    "account": 422,
    "address_forbidden": 403,
    "busy": 503,
    "disk_full": 507,
    "expired": 401,
    "fetch": 502,
    "kept_out": 403,
    "lexicon": 422,
    "not_an_article": 422,
    "not_found": 404,
    "not_paired": 403,
    "not_supported_yet": 415,
    "not_trusted": 403,
    "output": 400,
    "over_quota": 429,
    "pace": 400,
    "page_refused": 502,
    "provider": 502,
    "setting": 422,
    "source": 422,
    "stale": 409,
    "store": 507,
    "timed_out": 504,
    "too_large": 413,
    "too_many_guesses": 429,
    "too_long": 413,
    "too_many": 429,
    "too_many_sign_ins": 429,
    "unknown_voice": 404,
    "voice": 500,
    "voice_not_installed": 409,
    "wrong_password": 401,
}
"""HTTP status of each error code; 500 for any other."""


def error_json(error: WordpaceError) -> Json:
    """An error as the API tells it: the line that the command line prints, and a stable code."""
    return {"error": str(error), "code": error.code}


class Problem(BaseModel):
    """Every answer that is not what was asked for."""

    error: str  # one line for people
    code: str  # for programs


_PROBLEM: Json = {"model": Problem, "description": "What happened, what to do, and a stable code"}
PROBLEMS: dict[int | str, Json] = {"default": _PROBLEM, 422: _PROBLEM}
"""How the API's description tells of them."""


class Strict(BaseModel):
    """A request body: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class NewChoice(Strict):
    """What the listener wants of a role or a reason for skipping; no treatment: the default again."""

    what: str
    treatment: Treatment | None = None
    everywhere: bool = False  # else on the article's site
    block: int | None = Field(None, ge=0)  # whose new place is asked for

    @field_validator("what")
    @classmethod
    def _known(cls, what: str) -> str:
        if what not in {*get_args(Role), *REASONS}:
            raise ValueError("there is no such role or reason for skipping")
        return what


class NewEntry(Strict):
    """How something that is written is said; `scope` is taken of the article whose id is given."""

    written: str = Field(min_length=1, max_length=200)
    kind: EntryKind
    said: str = Field("", max_length=200)
    match: EntryMatch = "word"
    exact: bool = False
    scope: Literal["everywhere", "site", "article"] = "everywhere"
    article: str | None = Field(None, max_length=100)


class OldEntry(Strict):
    """An entry that is to go; the scope as the list of entries gives it."""

    written: str
    scope: str = "everywhere"


class LexiconText(Strict):
    """A dictionary's file."""

    content: str = Field(max_length=MOST_TEXT)


class SpeechRequest(Strict):
    """A request in the form of OpenAI's speech endpoint. `speed` is 200 words per minute times it; `wpm` overrides."""

    input: str = Field(min_length=1, max_length=100_000)
    model: str = "wordpace"
    voice: str | None = None
    response_format: str = "mp3"
    speed: float | None = None
    wpm: float | None = None
    instructions: str | None = None  # accepted and not used: Wordpace's voices take none


class JobKey(Strict):
    """Names a job."""

    key: str = Field(min_length=1, max_length=3000)


def job_json(job: Job) -> Json:
    """A job as a listener sees it."""
    return {"key": job.key, "kind": job.kind, "state": job.state, "attempts": job.attempts, "reason": job.reason}


def script_json(script: Script, spoken: Sequence[str]) -> Json:
    """A script as `wordpace script --json` prints it. `spoken` has each sentence as said in words."""
    article = script.article
    return {
        "title": article.title,
        "standfirst": article.standfirst,
        "byline": article.byline,
        "section": article.section,
        "published": article.published,
        "updated": article.updated,
        "language": article.language,
        "url": article.url,
        "image": article.image,
        "image_text": article.image_text,
        "notices": list(article.notices),
        "words": script.words,
        "reading_minutes": reading_minutes(script.words),
        "sentences": [_sentence_json(*each, article) for each in zip(script.sentences, spoken, strict=True)],
        "skipped": [
            {
                "text": each.text,
                "reason": each.reason,
                "before": each.before,
                "block": each.block,
                "role": article.blocks[each.block].role,
                "text_start": each.start,
            }
            for each in script.skipped
        ],
    }


def _sentence_json(sentence: Sentence, spoken: str, article: Article) -> Json:
    block = article.blocks[sentence.block]
    return {
        "text": sentence.text,
        "role": sentence.role,
        "spoken": spoken,
        "block": sentence.block,
        "level": block.level,
        "marker": block.marker,
        "announced": sentence.announced,
    }


def article_json(stored: StoredArticle, script: Script, spoken: Sequence[str], policy: Policy) -> Json:
    """An article of the library with its script, its text and the place where listening stopped."""
    return {
        "id": stored.id,
        **script_json(script, spoken),
        "text": script.text,
        "policy": dict(policy),
        "added_at": stored.added_at,
        "deleted_at": stored.deleted_at,
        "position": position_json(stored.position, script),
    }


def position_json(position: Position | None, script: Script) -> Json | None:
    """The place where listening stopped, in code points into the script's text."""
    if position is None:
        return None
    offset = position.offset if position.block is None else script.offset_of(position.block, position.offset)
    return {"offset": offset, "updated_at": position.updated_at}


@dataclass(frozen=True, slots=True)
class AskedPace:
    """A pace in a query: words per minute, to which it changes by the end (`to`), or the minutes that there are."""

    wpm: float = ONE_X
    to: float | None = None
    minutes: float | None = None

    def of(self, service: Service, article_id: str) -> Pace:
        """The pace. Raises PaceError, and NotFound where it depends on an article that is not there."""
        if self.minutes is None:
            return Pace(self.wpm, self.to)
        return pace_for(service.script(article_id).words, self.minutes)


def timings_json(timings: Timings) -> Json:
    """The times of an edition in seconds, as a player of it hears them."""
    rate = timings.timeline.rate

    def seconds(samples: int) -> float:
        return round(samples / rate, 4)

    return {
        "complete": timings.complete,  # whether every word's times are those of its sound; sentences' always are
        "voice": timings.voice.id,
        "wpm": timings.pace.wpm,
        "to": timings.pace.last,
        "beyond_intelligible": timings.pace.fastest > INTELLIGIBLE,
        "duration_s": seconds(timings.timeline.samples),
        "text": timings.text,  # None where only some sentences were asked for: the asker has it
        "words": [
            {
                "word": word.text,
                "start": seconds(word.start),
                "end": seconds(word.end),
                "text_start": word.text_start,
                "text_end": word.text_end,
                "sentence": sentence.index,
            }
            for sentence in timings.sentences
            for word in sentence.words
        ],
        "sentences": [
            {
                "index": each.index,
                "text": each.text,
                "start": seconds(each.start),
                "end": seconds(each.end),
                "made": each.index in timings.made,  # where it is not, its words' times are estimated
            }
            for each in timings.sentences
        ],
    }


def entry_json(entry: Entry) -> Json:
    """An entry of the listener's dictionary."""
    return asdict(entry)


def voice_json(card: VoiceCard) -> Json:
    """A voice as `wordpace voices --json` lists it."""
    return {
        "id": card.id,
        "name": card.name,
        "engine": card.engine,
        "language": card.language,
        "accent": card.accent,
        "gender": card.gender,
        "licence": card.licence,
        "installed": card.installed,
        "natural_wpm": card.natural_wpm,
        "realtime_factor": card.realtime_factor,
        "live": card.live,
        "download_mb": card.download_mb,
        "how_to_get": card.how_to_get,
    }


def getting_json(card: VoiceCard, getting: Getting | None) -> Json:
    """Whether a voice is ready, missing, being fetched, or could not be had."""
    if card.installed:
        return {"state": "ready", "progress": None, "error": None}
    if getting is None:
        return {"state": "missing", "progress": None, "error": None}
    state = "fetching" if getting.error is None else "failed"
    return {"state": state, "progress": getting.progress, "error": getting.error}
