from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from wordpace.errors import OutputError, VoiceNotInstalled
from wordpace.voices.files import VoiceFiles
from wordpace.voices.pinned import FetchFailed, VoiceFile

CONTENT = b"one" * 1000 + b"two" * 1000 + b"end" * 999


@pytest.fixture
def files(tmp_path: Path) -> VoiceFiles:
    return VoiceFiles(tmp_path / "voices")


@pytest.fixture
def packages(tmp_path: Path, model: VoiceFile, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The model's packages, installed in a folder that Python looks in."""
    folder, rest = tmp_path / "site", CONTENT
    for part in model.parts:
        path = folder / part.path
        path.parent.mkdir(parents=True)
        (path.parent / "__init__.py").touch()
        path.write_bytes(rest[: part.size])
        rest = rest[part.size :]
    monkeypatch.setattr(sys, "path", [*sys.path, str(folder)])
    return folder


def test_a_file_is_kept_from_its_pieces(files: VoiceFiles, model: VoiceFile) -> None:
    """Whatever their sizes."""
    assert not files.has(model)
    files.keep(model, [CONTENT[:1], b"", CONTENT[1:]])
    assert files.has(model) and files.sound(model)
    assert files.read(model) == CONTENT


def test_other_content_is_not_kept(files: VoiceFiles, model: VoiceFile) -> None:
    """What was there stays."""
    files.keep(model, [CONTENT])
    for wrong in (CONTENT[:-1], CONTENT[:-1] + b"!", b""):
        with pytest.raises(FetchFailed, match="SHA-256"):
            files.keep(model, [wrong])
    assert files.read(model) == CONTENT


def test_pieces_that_break_off_leave_nothing(files: VoiceFiles, model: VoiceFile) -> None:
    """The trouble is passed on."""

    def broken() -> Iterator[bytes]:
        yield CONTENT[:100]
        raise FetchFailed("cut")

    with pytest.raises(FetchFailed, match="cut"):
        files.keep(model, broken())
    assert not [path for path in files.folder.rglob("*") if path.is_file()]


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path, pin: Callable[..., VoiceFile]) -> None:
    """As every output of ours."""
    (tmp_path / "file").touch()
    with pytest.raises(OutputError):
        VoiceFiles(tmp_path / "file").keep(pin("x.bin", b"?"), [b"?"])


def test_installed_packages_need_no_adding(files: VoiceFiles, model: VoiceFile, packages: Path) -> None:
    """Their parts are the file, and none of them is imported."""
    assert files.has(model) and files.sound(model)
    assert files.read(model) == CONTENT
    assert "model_0" not in sys.modules


def test_packages_that_lack_a_part_are_none(files: VoiceFiles, model: VoiceFile, packages: Path) -> None:
    """A part of the wrong size is as good as none."""
    (packages / model.parts[1].path).write_bytes(b"short")
    assert not files.has(model)
    with pytest.raises(VoiceNotInstalled, match="wordpace voices add model"):
        files.read(model)


def test_the_undamaged_one_of_two_is_used(files: VoiceFiles, model: VoiceFile, packages: Path) -> None:
    """Added or installed; a file that is damaged everywhere says how to mend it."""
    part = packages / model.parts[0].path
    sound, damaged = part.read_bytes(), b"x" * model.parts[0].size
    files.keep(model, [CONTENT])
    part.write_bytes(damaged)
    assert files.read(model) == CONTENT
    (kept,) = (path for path in files.folder.rglob("*") if path.is_file())
    kept.write_bytes(b"x" * model.size)
    assert not files.sound(model)
    with pytest.raises(VoiceNotInstalled, match=r"damaged.*wordpace voices add model"):
        files.read(model)
    part.write_bytes(sound)
    assert files.sound(model)
    assert files.read(model) == CONTENT
