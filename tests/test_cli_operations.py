"""How Wordpace is set up is told in full; and where it can't start, one line says so and nothing is written."""

from __future__ import annotations

import io
import json
import logging
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import hibari.voices
import pytest

from wordpace import cli
from wordpace.settings import Settings


class Outcome(NamedTuple):
    """How a command ended, and what it printed."""

    status: object
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs `wordpace` with arguments; its settings file is config.toml, and nothing else is set."""
    for name in [name for name in os.environ if name.startswith("WORDPACE_")]:
        monkeypatch.delenv(name)
    (tmp_path / "config.toml").touch()
    monkeypatch.setenv("WORDPACE_CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def run(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["wordpace", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        capfd.readouterr()
        with pytest.raises(SystemExit) as stop:
            cli.main()
        return Outcome(stop.value.code, *capfd.readouterr())

    yield run
    root.handlers[:] = handlers
    root.setLevel(level)


def test_each_setting_is_told_with_where_it_comes_from(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them, secrets hidden."""
    (tmp_path / "secret").write_text("hush-hush-hush-hush")
    (tmp_path / "config.toml").write_text('\nnpm = "pnpm"\n')
    monkeypatch.setenv("WORDPACE_METRICS_TOKEN_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("WORDPACE_PUBLISH_SECRET", "hush")
    monkeypatch.setenv("WORDPACE_WORKERS", "3")
    done = run("config", "check")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == f"Settings file: {tmp_path / 'config.toml'}"
    assert len(lines) == 1 + len(Settings.__dataclass_fields__)
    assert f'npm = "pnpm"  (line 2 of {tmp_path / "config.toml"})' in lines
    assert "workers = 3  (WORDPACE_WORKERS in the environment)" in lines
    assert "fetches = 8  (default)" in lines
    assert "hush" not in done.out
    assert sum("(hidden)" in line for line in lines) == 2
    told = json.loads(run("config", "check", "--json").out)
    assert told["settings"]["workers"] == {"value": 3, "from": "WORDPACE_WORKERS in the environment"}


def test_everything_that_is_wrong_is_told_at_once(run: Run, tmp_path: Path) -> None:
    """A broken line, an unknown name, a wrong kind, and what only shows when it is used."""
    (tmp_path / "config.toml").write_text(
        'npm = "pnpm\nworkerz = 2\nfetches = "many"\nprivate_networks = ["home"]\npublic_url = "http://x.example"\n'
        'embed_origins = ["news"]\nwatch = ["https://other.example/feed"]\nmetrics_token = "short"\n'
    )
    done = run("config", "check")
    lines = done.err.splitlines()
    assert done.status == 1
    assert len(lines) == 7, done.err
    assert all(line.startswith("wordpace: ") for line in lines)
    for part in ("Line 1 of", "line 2 of", "line 3 of", "'home'", "x.example", "'news'", "metrics_token"):
        assert sum(part in line for line in lines) == 1, part


def test_the_doctor_tells_what_is_here_and_how_to_get_the_rest(run: Run, tmp_path: Path) -> None:
    """For people and for programs; nothing is written."""
    done = run("doctor")
    assert done.status == 0, done.err
    for part in ("python", "device", "disk", "database", "clock", "npm", "x real time", "wordpace voices add kokoro"):
        assert part in done.out, part
    told = json.loads(run("doctor", "--json").out)
    assert told["ok"] is True
    assert {"name", "state", "found", "do"} == set(told["findings"][0])
    assert sorted(each.name for each in tmp_path.iterdir()) == ["config.toml"]


def test_the_doctor_finds_what_is_wrong(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting, the disk, the library's file, the clock and the voice, in one go, each with what to do."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "wordpace.sqlite3").write_bytes(b"no database" * 1000)
    os.utime(data / "wordpace.sqlite3", (4e9, 4e9))
    monkeypatch.setenv("WORDPACE_DISK_RESERVE_BYTES", str(10**18))
    monkeypatch.setattr(hibari.voices, "ASSETS", str(tmp_path))
    done = run("doctor", "--data", str(data))
    assert done.status == 1
    problems = {line.removeprefix("wordpace: ").partition(":")[0] for line in done.err.splitlines()}
    assert problems == {"disk", "database", "clock", "voice heart"}
    assert "pip install" in done.err
    monkeypatch.setenv("WORDPACE_WORKERS", "none")
    assert "settings: The setting workers can't be 'none'" in run("doctor", "--data", str(data)).err


def taken_port() -> socket.socket:
    """A port that another program has."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    return listener


def test_a_port_in_use_is_one_line_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    """The data directory is not even made."""
    with taken_port() as taken:
        done = run("serve", "--port", str(taken.getsockname()[1]))
    _is_one_line(done, "can't be used: Address already in use. Choose another with --port.")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["config.toml"]


def test_a_missing_model_file_is_one_line_and_nothing_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To serve, and to make a file."""
    monkeypatch.setattr(hibari.voices, "ASSETS", str(tmp_path / "nowhere"))
    _is_one_line(run("serve", "--port", "0"), "The voice heart is not on this machine. Get it with: pip install")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["config.toml"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("fetch_timeout 3", "Line 1 of"),
        ('private_networks = ["home"]', "'home' is not a network"),
        ("wacht = []", "Did you mean watch?"),
    ],
)
@pytest.mark.parametrize("command", [("serve", "--port", "0"), ("doctor",)])
def test_a_broken_setting_is_one_line_and_nothing_is_written(
    run: Run, tmp_path: Path, line: str, told: str, command: tuple[str, ...]
) -> None:
    """To serve, and to look."""
    (tmp_path / "config.toml").write_text(line)
    done = run(*command)
    _is_one_line(done, told)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["config.toml"]


@pytest.mark.parametrize("folder", ["/proc/wordpace", "/dev/null/wordpace"])
def test_a_data_directory_that_can_not_be_written_is_one_line(
    run: Run, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here for everybody, the administrator too."""
    done = run("serve", "--port", "0", "--data", folder)
    _is_one_line(done, f"The data directory {folder} can't be used. Choose another with --data")
    assert not Path(folder).exists()


def test_a_variable_that_is_no_setting_keeps_a_server_from_starting(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would not do what who wrote it thinks."""
    monkeypatch.setenv("WORDPACE_COLOUR", "blue")
    _is_one_line(run("serve", "--port", "0"), "WORDPACE_COLOUR in the environment")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["config.toml"]


def _is_one_line(done: Outcome, told: str) -> None:
    assert done.status == 1
    assert told in done.err
    assert done.err.count("\n") == 1
    assert done.err.startswith("wordpace: ")
