"""The command line: its contract, its exit statuses, and one clear line for everything that goes wrong."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from wordpace import cli, listening


class Outcome(NamedTuple):
    """How a command ended, and what it printed."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Iterator[Run]:
    """Runs `wordpace` with arguments in an empty folder with an empty data directory."""
    for name in [name for name in os.environ if name.startswith("WORDPACE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("WORDPACE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("WORDPACE_SILENT_VOICE", "1")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    studio = listening.default_studio
    studio.cache_clear()

    def run(*arguments: str, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "argv", ["wordpace", *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as stop:
            cli.main()
        out, err = capfdbinary.readouterr()
        code = stop.value.code
        return Outcome(code if isinstance(code, int) else 0, out.decode(), err.decode())

    yield run
    studio().close()


@pytest.fixture
def source(tmp_path: Path, story: str) -> str:
    (tmp_path / "story.txt").write_text(story, encoding="utf-8")
    return "story.txt"


def test_listen_makes_a_file_and_prints_a_receipt(run: Run, source: str, tmp_path: Path) -> None:
    """Every field of the contract, and captions beside the audio."""
    done = run("listen", source, "-o", "a.mp3", "--voice", "silent", "--wpm", "240", "--captions", "a.json", "--json")
    assert done.status == 0, done.err
    receipt = done.json
    assert set(receipt) >= {
        *("title", "voice", "wpm_asked", "wpm", "words", "duration_s", "first_audio_s", "synthesis_s"),
        *("realtime_factor", "audio", "captions"),
    }
    assert receipt["title"] == "The lighthouse at Gannet Point"
    assert receipt["wpm"] == pytest.approx(60 * receipt["words"] / receipt["duration_s"], rel=1e-3)
    captions = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert len(captions["words"]) == receipt["words"]
    assert (tmp_path / "a.mp3").stat().st_size > 10_000


def test_listen_writes_nothing_but_what_was_asked(run: Run, source: str, tmp_path: Path) -> None:
    """No data directory, no temporary files."""
    run("listen", source, "-o", "a.wav", "--voice", "silent")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.wav", "story.txt"]


@pytest.mark.parametrize("ending", ["wav", "mp3", "opus", "m4a", "m4b", "flac"])
def test_every_format_of_the_contract_is_made(run: Run, source: str, tmp_path: Path, ending: str) -> None:
    """By the file's name alone."""
    assert run("listen", source, "-o", f"a.{ending}", "--voice", "silent").status == 0
    assert (tmp_path / f"a.{ending}").stat().st_size > 5_000


def test_without_a_pace_it_is_200_words_per_minute(run: Run, source: str) -> None:
    """1x, everywhere; a speed is a multiple of it."""
    assert run("listen", source, "-o", "a.wav", "--voice", "silent", "--json").json["wpm_asked"] == 200
    faster = run("listen", source, "-o", "a.wav", "--voice", "silent", "--speed", "1.25", "--json")
    assert faster.json["wpm_asked"] == 250


def test_the_minutes_there_are_pick_the_pace(run: Run, source: str) -> None:
    """The file lasts that long; a pace at which words are lost is said."""
    slow = run("listen", source, "-o", "a.wav", "--voice", "silent", "--minutes", "0.3", "--json")
    assert slow.json["duration_s"] == pytest.approx(18, abs=0.03)
    assert slow.err == ""
    fast = run("listen", source, "-o", "a.wav", "--voice", "silent", "--minutes", "0.15", "--json")
    assert fast.json["wpm_asked"] > 400
    assert "words being lost" in fast.err


def test_a_ramp_rises_within_the_file(run: Run, source: str) -> None:
    """Its mean lies between its two ends, and the later half is the faster."""
    receipt = run("listen", source, "-o", "a.wav", "--voice", "silent", "--ramp", "150:450", "--json").json
    assert (receipt["wpm_asked"], receipt["wpm_last"]) == (150, 450)
    assert 200 < receipt["wpm"] < 400


def test_script_tells_what_is_read_and_what_is_skipped(run: Run, source: str) -> None:
    """The JSON of the contract."""
    script = run("script", source, "--json").json
    assert script["title"] == "The lighthouse at Gannet Point"
    assert {"standfirst", "byline", "section", "published", "language", "url", "words", "reading_minutes"} <= set(
        script
    )
    assert {"text", "role", "spoken"} <= set(script["sentences"][0])
    assert script["words"] == sum(len(each["text"].split()) for each in script["sentences"])


def test_bylines_and_captions_are_read_on_request(run: Run, tmp_path: Path) -> None:
    """They are skipped by default, with their role as the reason."""
    paragraphs = "".join(f"<p>The keeper wrote line {n} in the book of the tower.</p>" for n in range(8))
    page = (
        f'<article><h1>The book</h1><p class="byline">By <a rel="author">Ida Marsh</a></p>'
        f"<figure><figcaption>The tower at dusk, last week</figcaption></figure>{paragraphs}</article>"
    )
    (tmp_path / "page.html").write_text(f"<!doctype html><html><body>{page}</body></html>")
    plain = run("script", "page.html", "--json").json
    asked = run("script", "page.html", "--json", "--also", "byline", "--also", "caption").json
    assert {"byline", "caption"} <= {each["reason"] for each in plain["skipped"]}
    assert {"byline", "caption"} <= {each["role"] for each in asked["sentences"]}
    assert run("script", "page.html", "--also", "adverts").status == 2


def test_script_of_several_sources_is_a_line_each(run: Run, source: str) -> None:
    """In order; one that can't be read says why in its line."""
    done = run("script", "--json", source, "missing.txt", source)
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [sorted(line)[0] if "error" in line else line["title"] for line in lines] == [
        "The lighthouse at Gannet Point",
        "error",
        "The lighthouse at Gannet Point",
    ]
    assert "missing.txt" in lines[1]["error"]


def test_standard_input_is_read(run: Run, story: str) -> None:
    """Plain text and HTML alike."""
    assert run("script", "-", "--json", stdin=story.encode()).json["title"] == "The lighthouse at Gannet Point"
    paragraphs = "".join(f"<p>The keeper wrote line {n} in the book of the tower.</p>" for n in range(8))
    page = f"<!doctype html><html><body><article><h1>The book</h1>{paragraphs}</article></body></html>"
    assert run("script", "-", "--json", stdin=page.encode()).json["title"] == "The book"


@pytest.mark.parametrize(
    ("kind", "line", "wanted"),
    [
        ("words", "It cost $5m in 2019.", "five million dollars"),
        ("sentences", "Mr. Lee left. It rained.", "Mr. Lee left. | It rained."),
        ("phonemes", "Hello there.", "həlˈoʊ ðˈɛɹ"),
    ],
)
def test_words_prints_a_line_for_a_line(run: Run, kind: str, line: str, wanted: str) -> None:
    """Empty lines too, so that output and input can be laid side by side."""
    done = run("words", "--as", kind, stdin=f"{line}\n\n{line}\n".encode())
    lines = done.out.split("\n")
    assert wanted in lines[0]
    assert lines[1:] == ["", lines[0], ""]


def test_words_of_another_accent(run: Run) -> None:
    """British says bath otherwise."""
    american, british = (
        run("words", "--as", "phonemes", "--accent", each, stdin=b"bath\n").out for each in ("us", "gb")
    )
    assert american != british


def test_voices_are_listed_for_people_and_programs(run: Run) -> None:
    """With licence, language, accent, gender, pace, and whether they keep up."""
    voices = {voice["id"]: voice for voice in run("voices", "--json").json["voices"]}
    assert {"licence", "language", "accent", "gender", "natural_wpm", "live"} <= set(voices["heart"])
    assert voices["heart"]["live"] is True
    assert "heart" in run("voices").out


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["listen", "story.txt"], 2, "--output"),
        (["listen", "story.txt", "-o", "a.mp3", "--wpm", "fast"], 2, "--wpm"),
        (["listen", "story.txt", "-o", "a.mp3", "--wpm", "20"], 2, "100 to 800"),
        (["listen", "story.txt", "-o", "a.mp3", "--wpm", "200", "--speed", "1"], 2, "one of them"),
        (["listen", "story.txt", "-o", "a.mp3", "--ramp", "200"], 2, "200:300"),
        (["listen", "story.txt", "-o", "a.mp3", "--ramp", "200:900"], 2, "100 to 800"),
        (["listen", "story.txt", "-o", "a.mp3", "--ramp", "200:300", "--minutes", "2"], 2, "one of them"),
        (["listen", "story.txt", "-o", "a.mp3", "--minutes", "30"], 2, "words per minute"),
        (["listen", "story.txt", "-o", "a.mp3", "--minutes", "nan"], 2, "no time"),
        (["listen", "story.txt", "-o", "a.mp3", "--voice", "hart"], 1, "heart"),
        (["listen", "story.txt", "-o", "a.mp3", "--voice", "emma"], 1, "voices add"),
        (["listen", "story.txt", "-o", "a.doc"], 1, ".mp3"),
        (["listen", "story.txt", "-o", "no/folder/a.mp3"], 1, "no folder"),
        (["listen", "story.txt", "-o", "a.mp3", "--captions", "a.txt"], 1, ".vtt"),
        (["listen", "missing.txt", "-o", "a.mp3"], 1, "missing.txt"),
        (["listen", "http://127.0.0.1:9/", "-o", "a.mp3"], 1, "private network"),
        (["script", "book.pdf"], 1, "damaged or cut short"),
        (["script", "book.epub"], 1, "damaged"),
        (["script", "empty.txt"], 1, "empty"),
        (["script", "noise.html"], 1, "noise.html"),
        (["script", "page.html"], 1, "page"),
        (["serve", "--host", "0.0.0.0", "--port", "0"], 1, "loopback"),
        (["sing"], 2, "sing"),
    ],
)
def test_what_goes_wrong_is_one_clear_line(
    run: Run, source: str, tmp_path: Path, arguments: list[str], status: int, told: str
) -> None:
    """The status of the contract, what happened and what to do, no traceback, and no file left behind."""
    (tmp_path / "book.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    (tmp_path / "book.epub").write_bytes(b"PK\x03\x04" + bytes(60))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "noise.html").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "page.html").write_text("<html><body><div id=app></div><script>go()</script></body></html>")
    before = {path.name for path in tmp_path.iterdir() if path.name != "data"}
    done = run(*arguments)
    assert done.status == status
    assert told in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
    if status == 1:
        assert done.err.count("\n") == 1
        assert done.err.startswith("wordpace: ")
    assert {path.name for path in tmp_path.iterdir() if path.name != "data"} == before


@pytest.mark.parametrize("text", ["7" * 40, "Emoji 😀 and 中文 in English text, and ☂ too.", "a" * 3000, "One word"])
def test_odd_text_is_still_read(run: Run, tmp_path: Path, text: str) -> None:
    """Every token is timed but those that can't be said, which are in the receipt."""
    (tmp_path / "odd.txt").write_text(text, encoding="utf-8")
    done = run("listen", "odd.txt", "-o", "a.wav", "--voice", "silent", "--captions", "a.json", "--json")
    assert done.status == 0, done.err
    words = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["words"]
    told = [each["text"] for each in run("script", "odd.txt", "--json").json["skipped"]]
    assert sorted([*(word["word"] for word in words), *told]) == sorted(text.split())
    assert all(word["end"] > word["start"] for word in words)


def test_the_version_is_told(run: Run) -> None:
    """On one line, without a command."""
    done = run("--version")
    assert (done.status, done.out.split()[0]) == (0, "wordpace")


def test_a_fault_of_ours_is_one_line_too(run: Run, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks inside, the person sees a line and not a traceback."""
    monkeypatch.setattr(listening, "default_studio", lambda: 1 / 0)
    done = run("script", source)
    assert done.status == 1
    assert done.err.startswith("wordpace: A fault in Wordpace: ZeroDivisionError")


def test_articles_are_added_and_found_from_the_command_line(run: Run, source: str) -> None:
    """With tags; one that is there is told; by words, for people and for programs."""
    assert run("add", source, "--tag", "sea", "--queue").out.startswith("Added: ")
    assert run("add", source).out.startswith("There already: ")
    found = run("library", "mouse", "--tag", "SEA").out
    assert "The lighthouse at Gannet Point (1 min) #sea" in found
    assert "[mouse]" in found
    assert [row["queued"] for row in run("library", "--json").json["articles"]] == [True]
    assert run("library", "submarine").out == ""
    missing = run("add", "nowhere.html")
    assert (missing.status, missing.out) == (1, "")
    assert "There is no file nowhere.html" in missing.err
