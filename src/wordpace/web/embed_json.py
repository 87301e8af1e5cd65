"""The JSON that publishers' pages are answered with, and what search engines and oEmbed consumers read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

from wordpace.pipeline.pace import ONE_X
from wordpace.pipeline.timeline import Timeline
from wordpace.records import Script, StoredArticle, VoiceCard
from wordpace.web.schemas import Json, script_json, voice_json

FRAME = {False: (640, 180), True: (640, 480)}  # width and height in CSS pixels, without the article's text and with it
NARROWEST, LOWEST = 240, 120
SPEAKABLE = ("/html/head/title", "/html/head/meta[@name='description']/@content")
"""XPaths of what can be read out as a summary: every page has them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is, and where this server is for those who ask: "https://audio.news.example/"."""

    url: str
    base: str

    def at(self, route: str) -> str:
        """A route of this server about the article."""
        return f"{self.base}embed/{route}?url={quote(self.url, safe='')}"


def embedded_json(stored: StoredArticle, script: Script, url: str, key: tuple[str, int], voice: str) -> Json:
    """An article as a publisher's page needs it, with the key to its audio."""
    made = script_json(script, [""] * len(script.sentences))
    for sentence in made["sentences"]:
        del sentence["spoken"]
    until = datetime.fromtimestamp(key[1], UTC).isoformat(timespec="seconds")
    ours = {"key": key[0], "key_until": until, "default_voice": voice, "default_wpm": ONE_X}
    return {"id": stored.id, **made, "url": url, "text": script.text, **ours}


def voices_json(default: str, cards: Sequence[VoiceCard]) -> Json:
    """The voices that readers may choose, all of them ready."""
    ready = {"state": "ready", "progress": None, "error": None}
    return {"default": default, "voices": [{**voice_json(card), **ready} for card in cards]}


def oembed_json(place: Place, script: Script, width: int | None, height: int | None, text: bool = False) -> Json:
    """The player as oEmbed 1.0 tells of it, no larger than what is asked for."""
    wide, high = FRAME[text]
    wide, high = max(NARROWEST, min(wide, width or wide)), max(LOWEST, min(high, height or high))
    title = script.article.title or "Article"
    source = place.at("player") + ("&text=true" if text else "")
    frame = (
        f'<iframe src="{escape(source)}" width="{wide}" height="{high}" title="{escape(f"Listen to: {title}")}" '
        'style="border:0" loading="lazy" allow="autoplay; fullscreen"></iframe>'
    )
    said = {
        "title": title,
        "author_name": script.article.byline,
        "thumbnail_url": None,
        "provider_name": "Wordpace",
        "provider_url": place.base,
        "cache_age": 3600,
    }
    known = {name: value for name, value in said.items() if value is not None}
    return {"version": "1.0", "type": "rich", **known, "html": frame, "width": wide, "height": high}


def schema_json(place: Place, script: Script, timeline: Timeline, speakable: Sequence[str]) -> Json:
    """The article and its audio as schema.org describes them. `speakable` are CSS selectors of the publisher's page."""
    article = script.article
    audio = {
        "@type": "AudioObject",
        "name": article.title,
        "contentUrl": place.at("audio"),
        "embedUrl": place.at("player"),
        "encodingFormat": "audio/mpeg",
        "duration": iso_duration(timeline.samples / timeline.rate),
        "inLanguage": article.language,
        "transcript": script.text,
    }
    ways = {"cssSelector": list(speakable)} if speakable else {"xpath": list(SPEAKABLE)}
    said = {
        "@context": "https://schema.org",
        "@type": "Article",
        "url": place.url,
        "headline": article.title,
        "datePublished": article.published,
        "dateModified": article.updated,
        "inLanguage": article.language,
        "audio": {name: value for name, value in audio.items() if value is not None},
        "speakable": {"@type": "SpeakableSpecification", **ways},
    }
    return {name: value for name, value in said.items() if value is not None}


def iso_duration(seconds: float) -> str:
    """A duration as ISO 8601 writes it: "PT1H2M3S"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "H"), (minutes, "M"), (rest, "S"))
    return "PT" + ("".join(f"{count}{unit}" for count, unit in parts if count) or "0S")
