"""The command `wordpace`. Exit status: 0 done; 2 used wrongly; 1 anything else, with one line on standard error."""

from __future__ import annotations

import json
import os
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, get_args

import typer

from wordpace import __version__, cli_accounts, cli_keeping, cli_lexicon, cli_library, cli_operations
from wordpace.errors import PaceError, WordpaceError
from wordpace.records import REASONS, Accent, Policy, Role, Treatment
from wordpace.settings import load_settings

if TYPE_CHECKING:
    from wordpace.pipeline.timeline import Pace
    from wordpace.records import Script, TimedSentence

# Each command imports what it needs when it runs: `wordpace words` should not wait for a voice's libraries.

app = typer.Typer(
    help="Reads any article aloud at the words per minute you choose.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
voices_app = typer.Typer(help="Lists the voices, and adds those that are not here yet.", invoke_without_command=True)
app.add_typer(voices_app, name="voices")
app.add_typer(cli_lexicon.app, name="lexicon")
app.add_typer(cli_accounts.owner_app, name="owner")
app.add_typer(cli_accounts.user_app, name="user")
app.add_typer(cli_accounts.token_app, name="token")
app.add_typer(cli_operations.config, name="config")
app.command()(cli_operations.doctor)
app.command()(cli_library.add)
app.command()(cli_library.library)
app.command()(cli_keeping.backup)
app.command()(cli_keeping.restore)
app.command()(cli_keeping.check)

Source = Annotated[
    str, typer.Argument(help="A URL, a file (.html .txt .md .pdf .epub .eml, a feed), or - for standard input.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
As = Literal["words", "phonemes", "sentences"]
_WHAT = "A role or a reason for skipping, such as caption, byline, table, code, footnote, promo; may be repeated."
Also = Annotated[list[str] | None, typer.Option(help=f"Read this too. {_WHAT}")]
Announce = Annotated[list[str] | None, typer.Option(help=f"Say only that it is there. {_WHAT}")]
Skip = Annotated[list[str] | None, typer.Option(help=f"Don't read this. {_WHAT}")]


def _tell_version(wanted: bool) -> None:
    if wanted:
        _print(f"wordpace {__version__}")
        raise typer.Exit


@app.command()
def listen(  # noqa: PLR0913, PLR0917 - each is an option of the command
    source: Source,
    output: Annotated[Path, typer.Option("-o", "--output", help=".wav .mp3 .opus .m4a .m4b .flac")],
    voice: Annotated[str | None, typer.Option(help="A voice's id; see `wordpace voices`.")] = None,
    wpm: Annotated[float | None, typer.Option(help="Words per minute, 100 to 800. Default: 200.")] = None,
    speed: Annotated[float | None, typer.Option(help="The same as a multiple: 1x is 200 words per minute.")] = None,
    ramp: Annotated[str | None, typer.Option(help="Words per minute at the start and the end: 200:300.")] = None,
    minutes: Annotated[float | None, typer.Option(help="Picks the pace at which it takes so long.")] = None,
    captions: Annotated[Path | None, typer.Option(help="Also write captions: .json .vtt .srt")] = None,
    also: Also = None,
    announce: Announce = None,
    skip: Skip = None,
    as_json: Json = False,
) -> None:
    """Reads a source aloud into an audio file."""
    pace, policy = _pace(wpm, speed, ramp, minutes), _policy(also, announce, skip)
    from wordpace.listening import listen as make
    from wordpace.listening import read

    script = read(source, policy)
    if minutes is not None:
        pace = _pace_for(script, minutes)
    with _progress(script) as watch:
        receipt = make(script, output, voice, pace, captions, watch)
    if as_json:
        _print(json.dumps(asdict(receipt), ensure_ascii=False))
    else:
        minutes, seconds = divmod(round(receipt.duration_s), 60)
        _print(f"{receipt.audio}: {minutes} min {seconds} s, {receipt.wpm:g} words per minute, voice {receipt.voice}")


@app.command()
def script(
    sources: Annotated[
        list[str],
        typer.Argument(help="URLs, files, or - for standard input; of several URLs, as their sites' robots.txt allow."),
    ],
    also: Also = None,
    announce: Announce = None,
    skip: Skip = None,
    as_json: Json = False,
) -> None:
    """Shows what would be read aloud, and what is skipped and why."""
    from wordpace.listening import default_studio, read
    from wordpace.web.schemas import script_json

    policy = _policy(also, announce, skip)
    studio = default_studio()
    failures = []
    for source in sources:
        try:
            made = read(source, policy, one_of_many=len(sources) > 1)
        except WordpaceError as error:
            if len(sources) == 1:
                raise
            failures.append(error)
            _print(json.dumps({"error": str(error)}, ensure_ascii=False) if as_json else f"{source}: {error}\n")
            continue
        _print(json.dumps(script_json(made, studio.spoken(made)), ensure_ascii=False) if as_json else _for_people(made))
    if failures:
        raise WordpaceError(f"{len(failures)} of {len(sources)} sources could not be read", "Their lines say why")


@app.command()
def words(
    as_: Annotated[As, typer.Option("--as", help="What to print of each line.")] = "words",
    accent: Annotated[Accent, typer.Option(help="American or British.")] = "us",
) -> None:
    """Prints each line of standard input as it is said: in words, in phonemes (IPA), or cut into sentences."""
    from wordpace.languages.english import ENGLISH

    def converted(line: str) -> str:
        match as_:
            case "sentences":
                return " | ".join(line[span.start : span.end] for span in ENGLISH.sentences(line))
            case "words":
                return " ".join(word.text for word in ENGLISH.spoken(line, accent))
            case "phonemes":
                from wordpace.languages.english.phonemes import ipa

                parts = ENGLISH.phonemes(ENGLISH.spoken(line, accent), accent)
                return ipa(" ".join(part for part in parts if part))

    for raw in sys.stdin.buffer:
        _print(converted(raw.decode("utf-8", "replace").rstrip("\r\n")))


@voices_app.callback()
def voices(context: typer.Context, as_json: Json = False) -> None:
    """Lists every known voice."""
    if context.invoked_subcommand is not None:
        return
    from wordpace.listening import voices as known
    from wordpace.web.schemas import voice_json

    if as_json:
        rows = [voice_json(card) for card in known()]
        _print(json.dumps({"default": rows[0]["id"], "voices": rows}, ensure_ascii=False, indent=1))
        return
    for card in known():
        pace = f"{card.natural_wpm:.0f} wpm" if card.natural_wpm else "-"
        keeps_up = {True: "live", False: "prepared first", None: "not measured"}[card.live]
        state = keeps_up if card.installed else card.how_to_get
        _print(f"{card.id:12} {card.language:6} {card.gender:7} {card.engine:7} {pace:>8}  {card.licence:28} {state}")


@voices_app.command("add")
def add_voice(
    name: Annotated[str, typer.Argument(help="A voice's id, or an engine: kokoro, piper.")],
    source: Annotated[str | None, typer.Argument(help="A local file, archive or folder.")] = None,
) -> None:
    """Adds a voice that is not on this machine."""
    from wordpace.listening import default_studio

    with _progress_bytes(f"adding {name}") as tell:
        cards = default_studio().catalog.add(name, source, tell)
    _print(f"Added: {', '.join(card.id for card in cards)}")


@app.command()
def serve(  # noqa: PLR0913, PLR0917 - each is an option of the command
    source: Annotated[str | None, typer.Argument(help="An article to add and to show first.")] = None,
    host: Annotated[str, typer.Option(help="A loopback address; any, once there is an owner.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 takes a free one.", min=0, max=65535)] = 8080,
    data: Annotated[Path | None, typer.Option(help="Where articles and audio are kept.")] = None,
    public_url: Annotated[
        str | None,
        typer.Option(help="The https address, and path, of a proxy that leads here; then devices must be paired."),
    ] = None,
    embed_origin: Annotated[
        list[str] | None,
        typer.Option(help="A publisher whose pages may embed the player: https://news.example; may be repeated."),
    ] = None,
    embed_host: Annotated[
        list[str] | None, typer.Option(help="A name under which a TLS proxy shows this server to readers.")
    ] = None,
    watch: Annotated[
        list[str] | None, typer.Option(help="A publisher's sitemap or feed, whose new articles are made ahead.")
    ] = None,
) -> None:
    """Serves the library, the player and the API on this machine, and the player to the publishers that it trusts."""
    from wordpace.assemble import assemble_embedding, assemble_people, assemble_service, check_servable
    from wordpace.web.logs import begin_logs
    from wordpace.web.server import Place
    from wordpace.web.server import serve as run

    asked = {"data_dir": data, "embed_origins": embed_origin, "embed_host": embed_host, "watch": watch}
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in asked.items() if value}
    settings = replace(load_settings(strict=True), **said)  # type: ignore[arg-type]
    begin_logs(settings.log_format, settings.log_level)
    check_servable(settings)
    public = settings.public_url if public_url is None else public_url
    with Place(host, port, public, settings.trusted_proxies, settings.metrics_token).opened() as place:
        service = assemble_service(settings)
        run(service, assemble_people(settings, service), assemble_embedding(settings, service), place, source, _print)


@app.command()
def extension(
    output: Annotated[Path, typer.Option("-o", "--output", help="A folder that is not there yet, or an empty one.")],
) -> None:
    """Writes the browser extension out, to be loaded in Chromium or Firefox."""
    from wordpace.web.packing import write_extension

    write_extension(output)
    _print(f"{output}: in Chromium, load it at chrome://extensions with Developer mode on; the guide says the rest.")


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_tell_version, is_eager=True)] = False,
) -> None:
    """Reads any article aloud at the words per minute you choose."""


def main() -> None:
    """Runs the command; an error is one line on standard error, never a traceback."""
    try:
        app()
    except WordpaceError as error:
        _fail(str(error), 2 if isinstance(error, PaceError) else 1)
    except KeyboardInterrupt:
        _fail("Stopped.", 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: nothing more to say
        sys.exit(1)
    except Exception as error:
        if os.environ.get("WORDPACE_TRACEBACK"):
            raise
        _fail(f"A fault in Wordpace: {type(error).__name__}: {error}. Set WORDPACE_TRACEBACK=1 for details.", 1)


def _policy(also: list[str] | None, announce: list[str] | None, skip: list[str] | None) -> Policy:
    """What --also, --announce and --skip ask for. Raises typer.BadParameter for what is neither role nor reason."""
    asked: dict[Treatment, list[str]] = {"read": also or [], "announce": announce or [], "skip": skip or []}
    known = sorted({*get_args(Role), *REASONS})
    for what in (each for kinds in asked.values() for each in kinds):
        if what not in known:
            raise typer.BadParameter(f"There is no {what!r} to read or skip. Choose from {', '.join(known)}")
    return {what: treatment for treatment, kinds in asked.items() for what in kinds}


def _pace(wpm: float | None, speed: float | None, ramp: str | None, minutes: float | None) -> Pace:
    """The pace from the ways to ask for it; with `minutes` it is found later. Raises PaceError."""
    if sum(way is not None for way in (wpm, speed, ramp, minutes)) > 1:
        raise PaceError("--wpm, --speed, --ramp and --minutes each set the pace", "Give one of them")
    from wordpace.pipeline.pace import ONE_X
    from wordpace.pipeline.timeline import Pace

    if ramp is not None:
        try:
            first, last = map(float, ramp.split(":"))
        except ValueError as error:
            raise PaceError(f"{ramp!r} is no ramp", "Give two paces: --ramp 200:300") from error
        return Pace(first, last)
    return Pace(wpm if wpm is not None else ONE_X * (1.0 if speed is None else speed))


def _pace_for(script: Script, minutes: float) -> Pace:
    """The pace at which a script takes so many minutes; says so where words begin to be lost."""
    from wordpace.pipeline.timeline import INTELLIGIBLE, pace_for

    pace = pace_for(script.words, minutes)
    if pace.wpm > INTELLIGIBLE:
        limit = f"above {INTELLIGIBLE:g} our tests found words being lost"
        print(f"wordpace: that takes {pace.wpm:.0f} words per minute; {limit}", file=sys.stderr)  # noqa: T201
    return pace


@contextmanager
def _progress(script: Script) -> Iterator[Callable[[TimedSentence], None] | None]:
    """A progress bar over the script's words, where somebody is looking."""
    with _progress_bytes("reading aloud") as tell:
        done = 0

        def watch(sentence: TimedSentence) -> None:
            nonlocal done
            done += len(sentence.words)
            tell(done, script.words)

        yield watch


@contextmanager
def _progress_bytes(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on standard error, where that is a terminal; otherwise nothing."""
    if not sys.stderr.isatty():
        yield lambda done, total: None  # noqa: ARG005
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _for_people(script: Script) -> str:
    """A script as text: what is read, and where it stood what is skipped and why."""
    lines = [*script.article.notices] and [*(f"[notice] {notice}" for notice in script.article.notices), ""]
    block = None
    waiting = deque(script.skipped)
    for index, sentence in enumerate(script.sentences):
        while waiting and waiting[0].before <= index:
            skipped = waiting.popleft()
            lines.append(f"[skipped: {skipped.reason}] {skipped.text}")
            block = block if skipped.start is not None else None
        if sentence.block == block:
            lines[-1] += f" {sentence.text}"
        else:
            lines.append(f"[{sentence.role}] {sentence.lead}{' ' if sentence.lead else ''}{sentence.text}")
        block = sentence.block
    lines += [f"[skipped: {each.reason}] {each.text}" for each in waiting]
    return "\n".join([*lines, f"{script.words} words are read, {len(script.skipped)} pieces are skipped."])


def _print(line: str) -> None:
    sys.stdout.buffer.write(line.encode("utf-8", "replace") + b"\n")
    sys.stdout.buffer.flush()


def _fail(line: str, status: int) -> None:
    print(f"wordpace: {line}", file=sys.stderr)  # noqa: T201
    sys.exit(status)
