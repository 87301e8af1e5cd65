"""What the documents say is true: their commands run, and the two set-up commands work from a clean clone."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (ROOT / "docs" / "guide" / "README.md").read_text(encoding="utf-8")
COMMANDS = [line for block in re.findall(r"```sh\n(.*?)```", README + GUIDE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, story: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the story.html and story.txt that the documents speak of."""
    shutil.copy(ROOT / "examples" / "tidal-clock.html", tmp_path / "story.html")
    (tmp_path / "story.txt").write_text(story, encoding="utf-8")
    monkeypatch.setenv("WORDPACE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("command", [line for line in COMMANDS if line.startswith("wordpace ")])
def test_each_command_of_the_documents_runs(command: str, folder: Path) -> None:
    """As it stands there, and makes the files that it names."""
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    for name in re.findall(r"(?:-o|--captions) (\S+)", command):
        assert (folder / name).stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.parametrize(("name", "text"), [("README", README), ("guide", GUIDE)])
def test_the_python_in_the_documents_runs(name: str, text: str, folder: Path) -> None:
    """Each block as it stands."""
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert blocks, name
    for block in blocks:
        done = subprocess.run(
            [sys.executable, "-c", block], cwd=folder, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout


def test_links_between_documents_lead_somewhere() -> None:
    """Every relative link of every document."""
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")]
    links = [(each, target) for each in documents for target in re.findall(r"\]\(([^)#\s]+)", each.read_text("utf-8"))]
    assert len(links) > 10
    assert [link for link in links if "://" not in link[1] and not (link[0].parent / link[1]).exists()] == []


@contextmanager
def listening(place: Path, environment: dict[str, str]) -> Iterator[str]:
    """`make listen` in a folder, on a free port; gives the address that it prints."""
    process = subprocess.Popen(
        ["make", "listen", "PORT=0"],
        cwd=place,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    said = []
    try:
        for line in process.stdout:
            said.append(line)
            if found := re.search(r"http://\S+", line):
                yield found.group()
                break
        else:
            pytest.fail(f"no address was printed: {''.join(said)}")
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.stdout.read()
        process.stdout.close()
        process.wait(30)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_make_listen_works_from_a_clean_clone_twice_and_with_a_space_in_the_path(tmp_path: Path) -> None:
    """It sets itself up, prints the page's address, and the page and its sound are there."""
    place = tmp_path / "a clean clone"
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, tracked.split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, place / name)
    environment = {**os.environ, "WORDPACE_DATA_DIR": str(tmp_path / "its data")}
    for _ in range(2):
        with listening(place, environment) as address:
            with urllib.request.urlopen(address, timeout=60) as page:
                assert "The harbour town that sets its clocks by the tide" in page.read().decode()
            audio = address.replace("/listen/", "/api/articles/") + "/audio?wpm=400"
            with urllib.request.urlopen(audio, timeout=60) as sound:
                assert len(sound.read()) > 100_000


def test_the_make_file_says_what_the_readme_says() -> None:
    """The two commands exist, and CI runs nothing but the second."""
    assert {shlex.split(line, comments=True)[1] for line in COMMANDS if line.startswith("make ")} == {"listen", "test"}
    assert "exec make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
