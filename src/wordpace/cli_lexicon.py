"""The command `wordpace lexicon`: the listener's dictionary, looked at, changed, tried, brought in and taken out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wordpace.errors import LexiconError, NotFound, OutputError
from wordpace.records import Accent, Entry, EntryKind, EntryMatch
from wordpace.settings import load_settings

if TYPE_CHECKING:
    from wordpace.languages.dictionary import Found
    from wordpace.ports import LexiconStore

app = typer.Typer(help="Your dictionary: how words are said.", no_args_is_help=True)

Written = Annotated[str, typer.Argument(help="What is written: a word, words, or with --match pattern a pattern.")]
Site = Annotated[str | None, typer.Option(help="Only on this site: example.com")]
ArticleAddress = Annotated[str | None, typer.Option("--article", help="Only in the article at this address.")]


@app.command()
def add(  # noqa: PLR0913, PLR0917 - each is an option of the command
    written: Written,
    said: Annotated[
        str, typer.Argument(help='How: "SHEE jin-PING", IPA, or other words. Empty with --kind skip.')
    ] = "",
    kind: Annotated[EntryKind, typer.Option(help="What the second argument is.")] = "respelling",
    match: Annotated[EntryMatch, typer.Option(help="Whole words, anywhere, or an RE2 pattern.")] = "word",
    exact: Annotated[bool, typer.Option("--exact", help="Capitals and small letters count.")] = False,
    site: Site = None,
    article: ArticleAddress = None,
) -> None:
    """Adds an entry; one for the same written form in the same scope takes its place."""
    from wordpace.languages.dictionary import check
    from wordpace.languages.english import ENGLISH

    entry = Entry(written, kind, said, match, exact, _scope(site, article))
    check(entry)
    if kind in ("respelling", "ipa"):
        ENGLISH.fixed(kind, said)  # raises where the reading can't be used
    _store().add([entry])
    typer.echo(f"Added: {_line(entry)}")


@app.command()
def remove(written: Written, site: Site = None, article: ArticleAddress = None) -> None:
    """Removes an entry."""
    if not _store().remove(written, _scope(site, article)):
        raise NotFound(
            f"There is no entry for {written!r} {_where(_scope(site, article))}", "See `wordpace lexicon list`"
        )
    typer.echo(f"Removed: {written}")


@app.command("list")
def list_entries() -> None:
    """Prints all entries, the newest last."""
    for entry in _store().entries():
        typer.echo(_line(entry))


@app.command()
def test(
    text: Annotated[str, typer.Argument(help="A word or a text.")],
    site: Site = None,
    article: ArticleAddress = None,
    accent: Annotated[Accent, typer.Option(help="American or British.")] = "us",
) -> None:
    """Shows how a text is said, which entries match in it, and which goes before which."""
    from wordpace.languages.dictionary import Dictionary
    from wordpace.languages.english import ENGLISH
    from wordpace.languages.english.phonemes import ipa
    from wordpace.languages.personal import PersonalLanguage

    scopes = {"everywhere", *([_scope(site, None)] if site else []), *([_scope(None, article)] if article else [])}
    dictionary = Dictionary([entry for entry in _store().entries() if entry.scope in scopes])
    for found in dictionary.explain(text):
        typer.echo(f"{text[found.start : found.end]}: {_verdict(found)}")
    language = PersonalLanguage(ENGLISH, dictionary)
    words = language.spoken(_without(text, language.unsayable(text)), accent)
    typer.echo(f"Said: {' '.join(word.text for word in words)}")
    typer.echo(f"IPA: {ipa(' '.join(filter(None, language.phonemes(words, accent))))}")


@app.command("import")
def import_file(
    file: Annotated[Path, typer.Argument(help="A table (.tsv), PLS (.pls, .xml) or Voice Dream's lines.")],
) -> None:
    """Adds the entries of a file; where one of them can't be used, none is added."""
    from wordpace.languages.dictionary import Dictionary
    from wordpace.languages.exchange import entries_of

    try:
        content = file.read_bytes()
    except OSError as error:
        raise LexiconError(f"{file} can't be read: {error.strerror}", "Check the name and the folder") from error
    entries = entries_of(content)
    Dictionary(entries)
    _store().add(entries)
    typer.echo(f"Added {len(entries)} entries from {file}")


@app.command("export")
def export_file(file: Annotated[Path, typer.Argument(help="A new table (.tsv).")]) -> None:
    """Writes all entries to a table, which `import` reads."""
    from wordpace.languages.exchange import to_tsv
    from wordpace.publish import publishing

    if file.suffix.lower() != ".tsv":
        raise OutputError(f"{file} does not end in .tsv", "A dictionary is written as a table with tabs")
    entries = _store().entries()
    with publishing(file) as temporary:
        temporary.write_text(to_tsv(entries), encoding="utf-8")
    typer.echo(f"Wrote {len(entries)} entries to {file}")


def _store() -> LexiconStore:
    from wordpace.assemble import assemble_lexicon

    return assemble_lexicon(load_settings())


def _scope(site: str | None, article: str | None) -> str:
    if site and article:
        raise LexiconError("An entry has one scope", "Give --site or --article")
    if site:
        return f"site:{site.lower().removeprefix('www.')}"
    return f"article:{article}" if article else "everywhere"


def _line(entry: Entry) -> str:
    said = "is not said" if entry.kind == "skip" else f"as {entry.said} ({entry.kind})"
    how = "" if entry.match == "word" else f", matched as a {entry.match}" if entry.match == "pattern" else ", anywhere"
    return f"{entry.written} {said}{how}{', in this case only' if entry.exact else ''}, {_where(entry.scope)}"


def _where(scope: str) -> str:
    kind, _, name = scope.partition(":")
    return {"everywhere": "everywhere", "site": f"on {name}", "article": f"in {name}"}[kind]


def _verdict(found: Found) -> str:
    if found.beaten_by is None:
        return _line(found.entry)
    narrower = found.beaten_by.scope != found.entry.scope
    why = "narrower" if narrower else "longer or newer"
    return f"not {_line(found.entry)}; a {why} entry goes first: {_line(found.beaten_by)}"


def _without(text: str, unsaid: tuple[tuple[int, int, str], ...]) -> str:
    for start, end, _ in unsaid:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
