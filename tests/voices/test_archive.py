from __future__ import annotations

import hashlib
import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from wordpace.errors import VoiceNotInstalled
from wordpace.voices import archive
from wordpace.voices.archive import find, take_all
from wordpace.voices.files import VoiceFiles
from wordpace.voices.intake import Intake
from wordpace.voices.pinned import Pinned, VoiceFile

CONTENTS = {"a.bin": b"a" * 1000, "b.bin": b"b" * 1000}
WANTED = {
    name: Pinned(size=len(content), sha256=hashlib.sha256(content).hexdigest()) for name, content in CONTENTS.items()
}


def make_folder(path: Path, members: dict[str, bytes]) -> Path:
    for name, content in members.items():
        (path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (path / "in" / name).write_bytes(content)
    return path


def make_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path / "x.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path / "x.zip"


def make_tgz(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path / "x.tgz", "w:gz") as file:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            file.addfile(info, io.BytesIO(content))
    return path / "x.tgz"


@pytest.mark.parametrize("make", [make_folder, make_zip, make_tgz])
def test_voices_are_found_by_what_they_hold(tmp_path: Path, make: Callable[[Path, dict[str, bytes]], Path]) -> None:
    """Whatever they are called, among other files, some of the same size."""
    source = make(tmp_path, {"package/voices/1": CONTENTS["b.bin"], "other": b"c" * 1000, "readme": b"?"})
    assert list(find(source, WANTED.values())) == [(WANTED["b.bin"], CONTENTS["b.bin"])]


def test_a_single_file_is_enough(tmp_path: Path) -> None:
    """A voice's own file needs no archive around it."""
    (tmp_path / "mine").write_bytes(CONTENTS["a.bin"])
    assert [each for each, _ in find(tmp_path / "mine", WANTED.values())] == [WANTED["a.bin"]]


@pytest.mark.parametrize("make", [make_zip, make_tgz])
def test_names_that_lead_out_of_an_archive_lead_nowhere(
    tmp_path: Path, make: Callable[[Path, dict[str, bytes]], Path]
) -> None:
    """Reading an archive writes nothing, whatever its members are called."""
    (tmp_path / "deep").mkdir()
    source = make(tmp_path / "deep", {"../../a.bin": CONTENTS["a.bin"], "/tmp/b.bin": CONTENTS["b.bin"]})
    before = sorted(tmp_path.rglob("*"))
    assert len(list(find(source, WANTED.values()))) == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_an_archive_that_unpacks_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unpacking stops at a limit."""
    monkeypatch.setattr(archive, "MOST_BYTES", 10_000)
    source = make_tgz(tmp_path, {"bomb": b"\0" * 1_000_000, "a.bin": CONTENTS["a.bin"]})
    with pytest.raises(VoiceNotInstalled, match="too large"):
        list(find(source, WANTED.values()))


@pytest.mark.parametrize("make", [make_zip, make_tgz])
def test_a_damaged_archive_is_one_clear_line(tmp_path: Path, make: Callable[[Path, dict[str, bytes]], Path]) -> None:
    """Half of an archive gives an error of ours, or nothing, never another exception or a wrong voice."""
    source = make(tmp_path, CONTENTS)
    content = source.read_bytes()
    for cut in range(20, len(content), 7):
        source.write_bytes(content[:cut])
        try:
            found = list(find(source, WANTED.values()))
        except VoiceNotInstalled as error:
            assert "can't be read" in error.message
        else:
            assert all(file.holds(voice) for file, voice in found)


def test_a_source_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    """A mistyped path is named."""
    with pytest.raises(VoiceNotInstalled, match="nowhere can't be read"):
        list(find(tmp_path / "nowhere", WANTED.values()))


def test_parts_in_a_folder_of_wheels_become_one_file(tmp_path: Path, wheels: Path, model: VoiceFile) -> None:
    """Whatever the wheels are called and in whatever order they lie there."""
    for number, wheel in enumerate(sorted(wheels.iterdir(), reverse=True)):
        wheel.rename(wheels / f"{number}.zip")
    files = VoiceFiles(tmp_path / "voices")
    intake = Intake(files, [model])
    take_all(wheels, intake)
    assert intake.missing == ()
    assert model.holds(files.read(model))


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_file_that_lacks_a_part_is_not_made(tmp_path: Path, wheels: Path, model: VoiceFile, number: int) -> None:
    """It is still missing afterwards, and nothing of it is left."""
    (wheels / f"model_{number}-0.1-py3-none-any.whl").unlink()
    intake = Intake(VoiceFiles(tmp_path / "voices"), [model])
    take_all(wheels, intake)
    assert intake.missing == (model,) and not intake.took
    assert not [path for path in (tmp_path / "voices").rglob("*") if path.is_file()]
