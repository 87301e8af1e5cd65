from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hibari.voices import voice_path

from wordpace.errors import UnknownVoice, VoiceNotInstalled
from wordpace.ports import Voice
from wordpace.records import Utterance
from wordpace.voices import catalog as catalog_module
from wordpace.voices.catalog import VoiceCatalog
from wordpace.voices.engines import Engines
from wordpace.voices.known import known_voices
from wordpace.voices.pinned import KnownVoice, VoiceFile
from wordpace.voices.silent import SilentVoice

if TYPE_CHECKING:
    from tests.voices.conftest import Home

HEART = Path(voice_path("heart"))
HELLO = Utterance("Hello there.", (), "həlˈO ðˈɛɹ.", ())


MODEL, STYLE, OTHER = b"one" * 1000 + b"two" * 1000 + b"end" * 999, b"1" * 5000, b"2" * 6000


@pytest.fixture
def catalog(
    tmp_path: Path, home: Home, pin: Callable[..., VoiceFile], model: VoiceFile, monkeypatch: pytest.MonkeyPatch
) -> VoiceCatalog:
    """A catalog with nothing added, on the server `home`: emma is a copy of heart, and Kokoro has two voices.

    Those and joe are silent when they are opened, and their files are small.
    """
    files = {
        "emma": (pin("emma.onnx", HEART.read_bytes(), engine="hibari", what="the voice emma"),),
        "af_heart": (model, pin("af_heart.bin", STYLE)),
        "bm_george": (model, pin("bm_george.bin", OTHER)),
        "joe": (pin("joe.onnx", STYLE, engine="piper"), pin("joe.onnx.json", OTHER, engine="piper", add="joe")),
    }

    def known(silent: bool = False) -> dict[str, KnownVoice]:
        voices = known_voices(silent)
        usual = {id: each for id, each in voices.items() if each.card.engine != "kokoro"}
        return usual | {id: replace(voices[id], files=own) for id, own in files.items()}

    opened = Engines.voice

    def silent_voice(engines: Engines, known: KnownVoice) -> Voice:
        return opened(engines, known) if known.card.engine == "hibari" else SilentVoice(known.card)

    monkeypatch.setattr(catalog_module, "known_voices", known)
    monkeypatch.setattr(Engines, "voice", silent_voice)
    return VoiceCatalog(tmp_path / "voices", home=home.address, include_silent=True)


@pytest.fixture
def mirror(home: Home) -> Home:
    """The server with all that Kokoro and joe need."""
    for path, content in {
        "kokoro/model.onnx": MODEL,
        "kokoro/af_heart.bin": STYLE,
        "kokoro/bm_george.bin": OTHER,
        "piper/joe.onnx": STYLE,
        "piper/joe.onnx.json": OTHER,
    }.items():
        home.serve(f"/{path}", content)
    return home


def test_the_default_voice_comes_first_and_is_here(catalog: VoiceCatalog) -> None:
    """A fresh machine can read aloud."""
    first = catalog.cards()[0]
    assert (first.id, first.installed, first.how_to_get) == ("heart", True, "")


def test_listing_voices_loads_no_model() -> None:
    """A list is shown before onnxruntime is even imported, and leaves no trace."""
    program = (
        "import sys, pathlib; from wordpace.voices.catalog import VoiceCatalog;"
        "VoiceCatalog(pathlib.Path('missing-folder')).cards();"
        "assert 'onnxruntime' not in sys.modules; assert not pathlib.Path('missing-folder').exists()"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_silent_voice_is_only_there_where_asked_for(tmp_path: Path) -> None:
    """Listeners never meet it."""
    assert "silent" not in {card.id for card in VoiceCatalog(tmp_path).cards()}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("hart", "heart"), ("George", "bm_george"), ("emma1", "emma"), ("AF-HEART", "af_heart"), ("fenrirr", "fenrir")],
)
def test_an_unknown_voice_names_near_matches(catalog: VoiceCatalog, asked: str, meant: str) -> None:
    """By id or by name, whatever the case."""
    with pytest.raises(UnknownVoice) as caught:
        catalog.open(asked)
    assert meant in caught.value.hint


def test_an_id_is_known_in_any_case(catalog: VoiceCatalog) -> None:
    """Heart is heart."""
    assert catalog.open("Heart").card.id == "heart"


def test_a_voice_that_is_not_here_says_how_to_get_it(catalog: VoiceCatalog) -> None:
    """The exact command."""
    with pytest.raises(VoiceNotInstalled, match="wordpace voices add emma"):
        catalog.open("emma")


def test_an_added_voice_is_measured_and_speaks(catalog: VoiceCatalog, home: Home, tmp_path: Path) -> None:
    """From its home to speech; its figures outlive the catalog."""
    home.serve("/hibari/emma.onnx", HEART.read_bytes())
    (card,) = catalog.add("emma")
    assert card.installed and card.natural_wpm and card.loudness and card.realtime_factor
    assert catalog.open("emma").card == card
    assert len(catalog.open("emma").speak(HELLO).samples) > 0
    catalog.add("emma")
    assert home.asked == ["/hibari/emma.onnx"], "a voice that is here is not fetched again"


def test_a_voice_can_be_added_from_a_local_file(catalog: VoiceCatalog, home: Home) -> None:
    """No network is asked."""
    assert [card.id for card in catalog.add("emma", str(HEART))] == ["emma"]
    assert home.asked == []


def test_a_file_that_is_another_voice_is_refused(catalog: VoiceCatalog, tmp_path: Path) -> None:
    """It says where the right one is, and keeps nothing."""
    (tmp_path / "other.onnx").write_bytes(b"other")
    with pytest.raises(VoiceNotInstalled, match="does not hold the voice emma"):
        catalog.add("emma", str(tmp_path / "other.onnx"))
    assert not (tmp_path / "voices").exists()


@pytest.mark.parametrize(
    ("content", "promised", "status"),
    [(b"wrong" * 1000, None, 200), (b"x" * HEART.stat().st_size, None, 200), (b"half", 1000, 200), (b"", None, 500)],
)
def test_a_download_that_fails_leaves_nothing(
    catalog: VoiceCatalog, home: Home, tmp_path: Path, content: bytes, promised: int | None, status: int
) -> None:
    """Wrong, changed, cut short or refused: the voice is still missing and no file is left."""
    home.serve("/hibari/emma.onnx", content, status, promised)
    with pytest.raises(VoiceNotInstalled, match="could not be fetched"):
        catalog.add("emma")
    assert not catalog.card("emma").installed
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_file_damaged_later_is_noticed_and_mended(catalog: VoiceCatalog, home: Home, tmp_path: Path) -> None:
    """Its sum is checked when it is opened; adding it again fetches it again."""
    home.serve("/hibari/emma.onnx", HEART.read_bytes())
    catalog.add("emma")
    path = tmp_path / "voices" / "hibari" / "emma.onnx"
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    with pytest.raises(VoiceNotInstalled, match="damaged"):
        catalog.open("emma")
    catalog.add("emma")
    assert len(catalog.open("emma").speak(HELLO).samples) > 0


@pytest.mark.parametrize("name", ["kokoro", "af_heart"])
def test_kokoro_comes_whole_with_any_of_its_voices(catalog: VoiceCatalog, mirror: Home, name: str) -> None:
    """The model once and every style; the sum of what is missing was told before, and one measurement does for all."""
    before = catalog.card("bm_george")
    assert (before.installed, before.download_mb, before.how_to_get) == (False, 0.1, "wordpace voices add kokoro")
    added = catalog.add(name)
    assert [card.id for card in added] == ["af_heart", "bm_george"]
    assert all(card.installed and card.download_mb is None and not card.how_to_get for card in added)
    assert len({card.realtime_factor for card in added}) == 1
    assert mirror.asked == ["/kokoro/model.onnx", "/kokoro/af_heart.bin", "/kokoro/bm_george.bin"]


@pytest.mark.parametrize("name", ["joe", "piper"])
def test_joe_comes_with_the_settings_beside_the_model(catalog: VoiceCatalog, mirror: Home, name: str) -> None:
    """Neither is of use without the other."""
    assert [card.id for card in catalog.add(name)] == ["joe"]
    assert mirror.asked == ["/piper/joe.onnx", "/piper/joe.onnx.json"]
    assert catalog.open("joe").card.installed


def test_only_what_is_missing_is_fetched(catalog: VoiceCatalog, mirror: Home, tmp_path: Path, wheels: Path) -> None:
    """What was given by hand is kept, although it is not a whole voice yet, and progress is over the rest."""
    with pytest.raises(VoiceNotInstalled, match=r"af_heart\.bin; what it does hold is kept"):
        catalog.add("kokoro", str(wheels))
    told: list[tuple[int, int | None]] = []
    catalog.add("kokoro", progress=lambda *now: told.append(now))
    assert mirror.asked == ["/kokoro/af_heart.bin", "/kokoro/bm_george.bin"]
    assert told[-1] == (11_000, 11_000)


def test_a_model_given_by_hand_is_one_file_or_several(
    catalog: VoiceCatalog, home: Home, tmp_path: Path, wheels: Path
) -> None:
    """Joined, or as wheels in a folder with the styles; no network is asked."""
    (wheels / "style").write_bytes(STYLE)
    assert [card.id for card in catalog.add("kokoro", str(wheels))] == ["af_heart"]
    (tmp_path / "voices" / "kokoro" / "model.onnx").unlink()
    assert not catalog.card("af_heart").installed
    (tmp_path / "joined").write_bytes(MODEL)
    assert [card.id for card in catalog.add("af_heart", str(tmp_path / "joined"))] == ["af_heart"]
    assert home.asked == []


def test_a_damaged_file_is_not_made_good_by_another(catalog: VoiceCatalog, mirror: Home, tmp_path: Path) -> None:
    """A file of the right size counts as here only until it is looked at."""
    catalog.add("joe")
    (tmp_path / "voices" / "piper" / "joe.onnx").write_bytes(b"x" * len(STYLE))
    (tmp_path / "other").write_bytes(OTHER)
    with pytest.raises(VoiceNotInstalled, match=r"does not hold joe\.onnx"):
        catalog.add("joe", str(tmp_path / "other"))


def test_an_engine_asked_for_twice_at_once_is_fetched_once(catalog: VoiceCatalog, mirror: Home) -> None:
    """Two clicks, on two of its voices: both end with all of them."""
    with ThreadPoolExecutor(4) as threads:
        added = list(threads.map(catalog.add, ["af_heart", "bm_george", "kokoro", "af_heart"]))
    assert [len(cards) for cards in added] == [2, 2, 2, 2]
    assert len(mirror.asked) == 3


def test_a_model_is_loaded_once_for_all_threads(catalog: VoiceCatalog) -> None:
    """Eight at a time get the same voice."""
    with ThreadPoolExecutor(8) as threads:
        assert len({id(voice) for voice in threads.map(catalog.open, ["heart"] * 8)}) == 1


def test_measuring_tells_how_fast_the_voice_is_here(catalog: VoiceCatalog) -> None:
    """Nobody knows before; afterwards everybody does."""
    assert catalog.card("heart").realtime_factor is None
    assert catalog.measure("heart").live is True
    assert catalog.card("heart").realtime_factor
