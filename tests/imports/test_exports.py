"""What other programs export is read whatever its form; a broken row is told by its place and costs no other."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from wordpace.errors import SourceError
from wordpace.imports.entries import Entry, Feed, Highlight, Saved, Unusable
from wordpace.imports.exports import read_export

POCKET = """<!DOCTYPE html><html><head><title>Pocket Export</title></head><body><h1>Unread</h1><ul>
<li><a href="https://a.example/x?y=1&amp;z=2" time_added="1698568488" tags="search,two words">Fish &amp; chips</a></li>
</ul><h1>Read Archive</h1><ul><li><a href="https://b.example/" time_added="1698568488" tags="">B</a></li>
</ul></body></html>"""
BOOKMARKS = """<!DOCTYPE NETSCAPE-Bookmark-file-1>
<TITLE>Bookmarks</TITLE><H1>Bookmarks</H1><DL><p>
<DT><H3 PERSONAL_TOOLBAR_FOLDER="true">Bookmarks bar</H3><DL><p>
<DT><H3>Sea</H3><DL><p><DT><A HREF="https://a.example/" ADD_DATE="1698568488" TAGS="x,y">A</A><DD>A note
<DT><A HREF="https://b.example/" PRIVATE="1" TOREAD="0">B</A></DL><p></DL><p>
<DT><A HREF="https://c.example/" TOREAD="1">C</A></DL>"""
OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="News"><outline type="rss" text="A & B"
xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/></outline>
<outline text="C" xmlUrl="https://c.example/feed"/><outline type="link" text="L" url="https://l.example/"/></body></opml>"""
INSTAPAPER = (
    'URL,Title,Selection,Folder,Timestamp,Tags\nhttps://a.example/1,T,"a line",Archive,1700000000,"[""x"",""y""]"\n'
)
READWISE = (
    "Title,URL,ID,Document tags,Saved date,Reading progress,Location,Seen\n"
    "T,https://a.example/2,01h,\"['a', 'b c']\",2023-07-01 12:34:56+00:00,0.5,archive,True\n"
)
WALLABAG: list[dict[str, Any]] = [
    {"is_archived": 1, "is_starred": 0, "tags": ["a"], "title": "T", "url": "https://a.example/w", "language": "fr",
     "content": "<p>a {\"[ b</p>", "created_at": "2016-09-08T11:55:58+0200", "published_by": ["Ida", "Tom"],
     "annotations": [{"text": "a note", "quote": "a line", "ranges": []}]},
    {"is_archived": 0, "is_starred": 1, "tags": [{"id": 1, "label": "sea"}], "title": "U", "url": "https://a.example/u"},
]  # fmt: skip
OMNIVORE = {
    "id": "1", "slug": "a-story-1", "title": "T", "author": "A", "url": "https://a.example/o", "state": "Archived",
    "readingProgress": 40, "labels": ["sea"], "savedAt": "2024-10-30T12:39:28.023Z", "publishedAt": None,
}  # fmt: skip


def entries(content: str | bytes) -> list[Entry]:
    return [*read_export(io.BytesIO(content.encode() if isinstance(content, str) else content)).entries]


def one(content: str | bytes) -> Saved:
    (found,) = entries(content)
    assert isinstance(found, Saved)
    return found


def urls(found: list[Entry]) -> list[str]:
    return [each.url for each in found if isinstance(each, Saved) and each.url]


def zipped(**files: str | bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (POCKET, "pocket"),
        ("title,url,time_added,tags,status\nT,https://a.example,1,,unread\n", "pocket"),
        (INSTAPAPER, "instapaper"),
        (READWISE, "readwise"),
        (json.dumps(WALLABAG), "wallabag"),
        (OPML, "opml"),
        (BOOKMARKS, "bookmarks"),
        ("Link;Name\nhttps://a.example/;A\n", "table"),
        ("https://a.example/\nhttps://b.example/\n", "list"),
        ('[{"url": "https://a.example/"}]', "json"),
        (zipped(**{"metadata_0_to_20.json": json.dumps([OMNIVORE])}), "omnivore"),
        (zipped(**{"part_000000.csv": "title,url,time_added,tags,status\nT,https://a.example,1,,unread\n"}), "pocket"),
    ],
)
def test_the_kind_shows_in_the_content(content: str | bytes, kind: str) -> None:
    """No name is asked for."""
    assert read_export(io.BytesIO(content.encode() if isinstance(content, str) else content)).kind == kind


def test_pocket_s_page_tells_tags_time_and_what_was_read() -> None:
    """Its second list is the archive."""
    first, second = entries(POCKET)
    assert first == Saved(
        "link 1", "https://a.example/x?y=1&z=2", "Fish & chips", ("search", "two words"),
        added_at="2023-10-29T08:34:48+00:00",
    )  # fmt: skip
    assert isinstance(second, Saved)
    assert second.archived


def test_pocket_s_table_in_an_archive_gets_its_highlights() -> None:
    """They lie in files of their own; those of a page that is not in the table make an entry themselves."""
    marked = [
        {"url": url, "title": "T", "highlights": [{"quote": "a line"}]}
        for url in ("https://a.example/", "https://z.example/")
    ]
    table = "title,url,time_added,tags,status\nA,https://a.example/,1728576752,sea|a b,archive\n"
    first, second = entries(zipped(**{"part_000000.csv": table, "annotations/part_000000.json": json.dumps(marked)}))
    assert isinstance(first, Saved)
    assert (first.tags, first.archived, first.highlights) == (("sea", "a b"), True, (Highlight("a line"),))
    assert urls([second]) == ["https://z.example/"]


def test_instapaper_s_folder_is_the_archive_or_a_tag() -> None:
    """Its selection is a highlight."""
    found = one(INSTAPAPER)
    assert (found.archived, found.tags, found.highlights) == (True, ("x", "y"), (Highlight("a line"),))
    assert one(INSTAPAPER.replace("Archive", "Long reads").replace('"[""x"",""y""]"', "")).tags == ("Long reads",)
    assert one(INSTAPAPER.replace("Archive", "Starred")).favourite


def test_readwise_s_reader_tells_how_far_it_was_read() -> None:
    """Its tags are written as Python writes a list."""
    found = one(READWISE)
    assert (found.tags, found.progress, found.archived) == (("a", "b c"), 0.5, True)
    assert found.added_at == "2023-07-01T12:34:56+00:00"


def test_wallabag_s_json_has_texts_annotations_and_both_forms_of_tags() -> None:
    """Brackets and quotation marks inside a text are its own."""
    first, second = entries(json.dumps(WALLABAG, indent=2))
    assert isinstance(first, Saved)
    assert isinstance(second, Saved)
    assert (first.content, first.byline, first.language) == ('<p>a {"[ b</p>', "Ida, Tom", "fr")
    assert first.highlights == (Highlight("a line", "a note"),)
    assert first.added_at == "2016-09-08T09:55:58+00:00"
    assert (second.tags, second.favourite, second.archived) == (("sea",), True, False)


def test_omnivore_s_texts_and_highlights_come_from_their_own_files() -> None:
    """A slug that leads out of the archive leads nowhere."""
    files = {
        "x/metadata_0_to_20.json": json.dumps([OMNIVORE, {**OMNIVORE, "slug": "../../etc/passwd"}]),
        "x/content/a-story-1.html": "<p>Text</p>",
        "x/highlights/a-story-1.md": "> one line\n\na note\n\n> another\n",
    }
    first, second = entries(zipped(**files))
    assert isinstance(first, Saved)
    assert isinstance(second, Saved)
    assert (first.content, first.progress, first.archived, first.tags) == ("<p>Text</p>", 0.4, True, ("sea",))
    assert first.highlights == (Highlight("one line", "a note"), Highlight("another"))
    assert second.content is None


def test_folders_of_bookmarks_are_tags_but_not_those_that_every_browser_has() -> None:
    """What was marked as not to be read is in the archive."""
    first, second, third = entries(BOOKMARKS)
    assert isinstance(first, Saved)
    assert isinstance(second, Saved)
    assert isinstance(third, Saved)
    assert (first.tags, first.archived) == (("x", "y", "Sea"), False)
    assert (second.tags, second.archived) == (("Sea",), True)
    assert (third.tags, third.archived) == ((), False)


def test_opml_gives_feeds_with_their_folders_and_links() -> None:
    """A lone ampersand, which many programs write, does no harm."""
    first, second, third = entries(OPML)
    assert first == Feed("link 1", "https://a.example/feed", "A & B", "https://a.example/", ("News",))
    assert isinstance(second, Feed)
    assert urls([third]) == ["https://l.example/"]


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_is_read_in_the_character_set_that_it_is_in(charset: str) -> None:
    """As spreadsheets save it."""
    assert one("Title;URL\nÄrger über Öl;https://a.example/\n".encode(charset)).title == "Ärger über Öl"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "mailto:a@b.example", "https://", "//a.example",
     "https://a.example/" + "x" * 5000, "https://[::1", "https://a.example/\x00"],
)  # fmt: skip
def test_what_is_no_web_address_is_told_and_left_out(address: str) -> None:
    """By its line, and the rows beside it are read."""
    rows = [{"url": "https://a.example/1"}, {"url": address, "title": "Bad"}, {"url": "https://a.example/2"}]
    found = entries(json.dumps(rows, indent=0))
    assert urls(found) == ["https://a.example/1", "https://a.example/2"]
    assert isinstance(found[1], Unusable)
    assert found[1].what.endswith("Bad")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1700000000", "2023-11-14T22:13:20+00:00"),
        ("1700000000000", "2023-11-14T22:13:20+00:00"),
        ("1700000000000000", "2023-11-14T22:13:20+00:00"),
        ("2016-09-08T11:55:58+0200", "2016-09-08T09:55:58+00:00"),
        ("Tue, 14 Nov 2023 22:13:20 GMT", "2023-11-14T22:13:20+00:00"),
        ("2023-11-14", "2023-11-14T00:00:00+00:00"),
        ("14/11/2023 22:13:20", "2023-11-14T22:13:20+00:00"),
        ("11/14/2023", "2023-11-14T00:00:00+00:00"),
        ("99999-01-01", None),
        ("-5", None),
        ("9" * 400, None),
        ("soon", None),
    ],
)
def test_a_time_out_of_range_costs_only_itself(written: str, read: str | None) -> None:
    """The page is taken, and what was wrong is told."""
    found = one(f"url,time_added,status\nhttps://a.example/,{written!r},unread\n".replace("'", '"'))
    assert found.added_at == read
    assert (found.note is None) == (read is not None)


def test_a_row_with_open_quotation_marks_is_told_and_the_next_is_read() -> None:
    """So is one with more columns than the heading has."""
    table = (
        'title,url\n"open,https://a.example/1\nB,https://a.example/2\n"two\nlines",https://a.example/3\n'
        "a, b,https://a.example/4\nC,https://a.example/5\n"
    )
    found = entries(table)
    assert urls(found) == ["https://a.example/2", "https://a.example/3", "https://a.example/5"]
    assert [each.what for each in found if isinstance(each, Unusable)] == ["line 2", "line 6"]


def test_a_broken_object_is_told_and_the_next_is_read() -> None:
    """An unescaped quotation mark turns inside out all that follows; a file that breaks off loses its last."""
    tags = '"tags": [{"label": "x"}, {"label": "y"}]'
    text = '[{"url": "https://a.example/1"},\n{"url": "https://a.example/2", "title": "a "b"", ' + tags + "},\n"
    found = entries(text + '{"url": "https://a.example/3"}, {"url": "https://a.example/4"},\n{"url": "https://a.ex')
    assert urls(found) == [f"https://a.example/{number}" for number in (1, 3, 4)]
    assert [each.what for each in found if isinstance(each, Unusable)] == ["line 2", "line 4"]


def test_a_text_too_long_for_a_page_spoils_its_own_page_alone() -> None:
    """Its address is told by line."""
    found = entries(
        '[{"url":"https://a.example/1","content":"' + "a" * 9_000_000 + '"},\n{"url":"https://a.example/2"}]'
    )
    assert urls(found) == ["https://a.example/2"]


def test_an_archive_inside_an_archive_is_not_opened() -> None:
    """It is told; a file that can't be unpacked costs no other; a picture is nobody's loss."""
    table = b"title,url\nT,https://a.example/\n"
    made = bytearray(
        zipped(
            **{
                "broken.csv": b"title,url\n" + table * 50,
                "good.csv": table,
                "in.zip": zipped(x="y"),
                "a.png": b"\x89PNG",
            }
        )
    )
    at = made.find(b"broken.csv") + len("broken.csv") + 5
    made[at] ^= 0xFF
    found = entries(bytes(made))
    assert urls(found)[-1] == "https://a.example/"
    assert [each.what for each in found if isinstance(each, Unusable)] == ["broken.csv", "in.zip"]


@pytest.mark.parametrize(
    "content", ["", "  \n", "Just some prose.\nAnd more.", "<html><body>Hi</body></html>", "{}", "PK\x03\x04x"]
)
def test_what_is_no_export_is_refused_with_a_reason(content: str) -> None:
    """The line says what is known."""
    with pytest.raises(SourceError):
        read_export(io.BytesIO(content.encode()))


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.csv", "w") as file:
        file.write(b"title,url\n")
        for _ in range(40):
            file.write(b"a" * 1_000_000)
    return made.getvalue()


_ENTITIES = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a bomb": _bomb,
    "entities": f'<!DOCTYPE l [<!ENTITY a "x">{_ENTITIES}]><opml><body><outline text="&m;"/></body></opml>'.encode,
    "commas": lambda: b"title,url\n" + b"," * 5_000_000,
    "a field": lambda: b'title,url\n"' + b"a" * 10_000_000 + b'",https://a.example/\n',
    "brackets": lambda: b'[{"url":' + b"[" * 150_000,
    "lists": lambda: b'[{"url":"https://a.example/","x":[' + b"[]," * 60_000 + b"[]]}]",
    "escapes": lambda: b'[{"url":"https://a.example/1","t":"' + b'\\"' * 4_000_000,
    "depth": lambda: b"<opml><body>" + b'<outline text="x">' * 20_000,
    "attributes": lambda: b"<!DOCTYPE NETSCAPE-Bookmark-file-1><a " + b" ".join(b"a%d" % n for n in range(500_000)),
    "comments": lambda: b"<!DOCTYPE NETSCAPE-Bookmark-file-1>" + b"<!--" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_do_harm_takes_little_memory(name: str) -> None:
    """Less than a hundred megabytes over the file itself, and what is good in it is still there."""
    file = io.BytesIO(HOSTILE[name]())
    tracemalloc.start()
    for _ in read_export(file).entries:
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100_000_000
