"""What the documents say is true: their commands run, and the two set-up commands work from a clean clone."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import sysconfig
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from guide.hooks import MADE

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs" / "guide").glob("*.md"))]
# A block of commands; above one that is not run stands why.
BLOCK = re.compile(
    r"(?:^<!-- not run: (?P<why>.+) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```", re.MULTILINE | re.DOTALL
)
# The first words of commands that another test runs, and that test.
ELSEWHERE = {
    "make listen": "tests/test_docs.py::test_make_listen_works_from_a_clean_clone_twice_and_with_a_space_in_the_path",
    "make test": "the run that this test is in",
    "make bill": "tests/supply/test_bill.py::test_the_bill_has_each_package_with_release_licence_and_what_is_inside",
    "body=": "tests/web/test_embed_server.py, which sends the webhook so",
}


@dataclass(frozen=True)
class Block:
    """What stands between two fences of a page."""

    page: str
    kind: str
    text: str
    why: str | None

    @property
    def commands(self) -> list[str]:
        """A command a line, those that go on in the next put together; without comments."""
        lines = self.text.replace("\\\n", " ").splitlines()
        return [line.split("  #")[0].strip() for line in lines if line.strip() and not line.startswith("#")]


BLOCKS = [
    Block(page.relative_to(ROOT).as_posix(), found["kind"], found["text"], found["why"])
    for page in PAGES
    for found in BLOCK.finditer(page.read_text(encoding="utf-8"))
]
SHELL = [block for block in BLOCKS if block.kind == "sh"]
RUN = [(block.page, line) for block in SHELL for line in block.commands if not block.text.startswith(tuple(ELSEWHERE))]
SERVING = re.compile(r"(?:\w+=\S+ )*wordpace serve\b")


@pytest.fixture
def folder(tmp_path: Path, story: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the story.html and story.txt that the documents speak of."""
    shutil.copy(ROOT / "examples" / "tidal-clock.html", tmp_path / "story.html")
    (tmp_path / "story.txt").write_text(story, encoding="utf-8")
    monkeypatch.setenv("WORDPACE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("command", sorted({line for _, line in RUN if line.startswith("wordpace ")}))
def test_each_command_of_the_documents_runs(command: str, folder: Path) -> None:
    """As it stands there, and makes the files that it names; a server, until it says where it is."""
    if SERVING.match(command):
        with started(["bash", "-c", f"exec {command} --port 0"], folder) as address:
            assert address.startswith("http://127.0.0.1:")
        return
    done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    for name in re.findall(r"(?:-o|--captions) (\S+)", command):
        assert (folder / name).stat().st_size > 1000


@pytest.mark.slow
def test_the_commands_that_install_it_work(tmp_path: Path) -> None:
    """Those of the guide's page, as they stand, in a copy with a home of its own.

    What is locked is here already and is found there: that it installs is what `make listen` shows, from a clean clone.
    """
    block = next(block for block in SHELL if block.page.endswith("install.md"))
    place = copied(tmp_path / "copy")
    environment = os.environ | {"HOME": str(tmp_path), "PYTHONPATH": sysconfig.get_path("purelib")}
    command = ["bash", "-ec", block.text]
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, timeout=170, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("wordpace ")


def test_each_command_of_the_documents_is_run_or_says_why_not() -> None:
    """Commands are in blocks of the kind sh, which are run; what needs a machine of its own says so in a comment."""
    installing = next(block for block in SHELL if block.page.endswith("install.md"))
    unknown = [each for each in RUN if not each[1].startswith("wordpace ") and each[1] not in installing.commands]
    assert unknown == []
    assert [block.page for block in SHELL if block.why] == []
    shown = [block for block in BLOCKS if block.kind in {"console", "bash", "shell"}]
    assert [(block.page, block.text) for block in shown if not block.why] == []
    outside = {page.name: BLOCK.sub("", page.read_text(encoding="utf-8")) for page in PAGES}
    loose = re.compile(r"^    (?:\$ |(?:sudo |\w+=\S+ )*(?:wordpace|make|pip|python|systemctl|podman) )", re.MULTILINE)
    assert [name for name, text in outside.items() if loose.search(text)] == []


@pytest.mark.slow
@pytest.mark.parametrize("block", [block for block in BLOCKS if block.kind == "python"], ids=lambda block: block.page)
def test_the_python_in_the_documents_runs(block: Block, folder: Path) -> None:
    """Each block as it stands."""
    done = subprocess.run(
        [sys.executable, "-c", block.text], cwd=folder, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_links_between_documents_lead_somewhere() -> None:
    """Every relative link of every document; the guide's references are made when it is built."""
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")]
    links = [(each, target) for each in documents for target in re.findall(r"\]\(([^)#\s]+)", each.read_text("utf-8"))]
    assert len(links) > 10
    nowhere = [link for link in links if "://" not in link[1] and not (link[0].parent / link[1]).exists()]
    assert [link for link in nowhere if link[1] not in MADE] == []


def copied(place: Path) -> Path:
    """A clean copy of what git knows, in a new folder."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, tracked.split("\0")):
        if (ROOT / name).is_file():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, place / name)
    return place


@contextmanager
def started(command: list[str], place: Path, environment: dict[str, str] | None = None) -> Iterator[str]:
    """A server in a folder; gives the address that it prints, and ends it."""
    process = subprocess.Popen(
        command,
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
    place = copied(tmp_path / "a clean clone")
    environment = {**os.environ, "WORDPACE_DATA_DIR": str(tmp_path / "its data")}
    for _ in range(2):
        with started(["make", "listen", "PORT=0"], place, environment) as address:
            with urllib.request.urlopen(address, timeout=60) as page:
                assert "The harbour town that sets its clocks by the tide" in page.read().decode()
            audio = address.replace("/listen/", "/api/articles/") + "/audio?wpm=400"
            with urllib.request.urlopen(audio, timeout=60) as sound:
                assert len(sound.read()) > 100_000


def test_the_make_file_says_what_the_documents_say() -> None:
    """The commands exist, the README has two of them, and CI runs nothing but the second."""
    targets = set(re.findall(r"^(\w[\w-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    made = {(block.page, line.split()[1]) for block in SHELL for line in block.commands if line.startswith("make ")}
    assert {name for _, name in made} <= targets
    assert {name for page, name in made if page == "README.md"} == {"listen", "test"}
    assert "exec make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
