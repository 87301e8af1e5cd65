"""Backups made while others write, checked, and brought back; what is damaged or hostile changes nothing."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from wordpace.assemble import assemble_service
from wordpace.embedding.keys import kept_secret
from wordpace.errors import OutputError, StoreError
from wordpace.holdings import Wanted
from wordpace.keeping import archive as archives
from wordpace.keeping.backup import back_up
from wordpace.keeping.restore import restore, verify
from wordpace.library.shelf import Shelf
from wordpace.pipeline.timeline import Pace
from wordpace.records import Entry, Page
from wordpace.settings import Settings
from wordpace.stores.database import FILE
from wordpace.stores.jobs import JobTable
from wordpace.stores.parts import open_database

ANN = Path("people") / "a1b2c3"


def _page(number: int) -> Page:
    text = f"# Story {number}\n\nThe sea was calm at Gannet Point, and {number} boats went out."
    return Page(f"https://gannet.example/{number}", text.encode(), "text/markdown")


@pytest.fixture
def household(settings: Settings) -> Settings:
    """A data directory of two people, with a dictionary, a secret, an edition, and an import that waits."""
    service = assemble_service(settings)
    added = service.add(_page(1))
    service.studio.lexicon.add([Entry("Gannet", "say-as", "gannett")])
    for _ in service.listen(added.id, "silent", Pace(200)).prepare():
        pass
    service.stores.imports.begin("pocket", "list.csv", io.BytesIO(b"url\nhttps://gannet.example/9\n"))
    service.stores.imports.end_of_file(service.stores.imports.begin("pocket", "done.csv", io.BytesIO(b"url\n")))
    service.close()
    kept_secret(settings.data_dir)
    ann = assemble_service(replace(settings, data_dir=settings.data_dir / ANN))
    ann.add(_page(2))
    ann.close()
    return settings


def _titles(settings: Settings, data: Path) -> list[str]:
    service = assemble_service(replace(settings, data_dir=data))
    titles = [row.title or "" for row in Shelf(service).listing(Wanted(sort="oldest", limit=1000)).rows]
    service.close()
    return titles


def _files(folder: Path) -> dict[str, str]:
    """What a data directory is made of, but for what SQLite and locks put beside it."""
    found = (each for each in sorted(folder.rglob("*")) if each.is_file() and each.suffix in {".tsv", ".secret", ""})
    return {str(each.relative_to(folder)): hashlib.sha256(each.read_bytes()).hexdigest() for each in found}


def test_what_is_brought_back_is_what_was_there(household: Settings, tmp_path: Path) -> None:
    """Of everybody: libraries, dictionary, secret, and the import that was not read to its end."""
    target, made = back_up(household.data_dir, tmp_path / "all.zip")
    manifest, aside = restore(target, tmp_path / "new")
    assert (manifest, aside, manifest.articles) == (made, None, 2)
    assert _titles(household, tmp_path / "new") == ["Story 1"]
    assert _titles(household, tmp_path / "new" / ANN) == ["Story 2"]
    unfinished = [each for each in _files(tmp_path / "new") if each.startswith("imports/")]
    assert len(unfinished) == 1
    assert _files(tmp_path / "new") == _files(household.data_dir)


def test_audio_comes_along_where_it_is_wished(household: Settings, tmp_path: Path) -> None:
    """And is heard without being made again; its holes take no room."""
    (audio,) = (household.data_dir / "editions").glob("*.mp3")
    assert not any("editions/" in each.name for each in back_up(household.data_dir, tmp_path / "less.zip")[1].files)
    restore(back_up(household.data_dir, tmp_path / "all.zip", editions=True)[0], tmp_path / "new")
    assert (tmp_path / "new" / "editions" / audio.name).read_bytes() == audio.read_bytes()
    service = assemble_service(replace(household, data_dir=tmp_path / "new"))
    (row,) = Shelf(service).listing(Wanted()).rows
    assert service.listen(row.id, "silent", Pace(200)).is_whole
    service.close()


def test_a_backup_has_all_that_was_acknowledged_before_it_began(settings: Settings, tmp_path: Path) -> None:
    """While others write: no half of anything, nothing left out in between, counts and hashes as they are told."""
    service, written, stop = assemble_service(settings), [0], Event()

    def write() -> None:
        while not stop.is_set():
            service.add(_page(written[0] + 1))
            written[0] += 1

    writer = Thread(target=write)
    writer.start()
    try:
        for turn in range(3):
            least = written[0]
            target, manifest = back_up(settings.data_dir, tmp_path / f"{turn}.zip")
            most = written[0] + 1
            assert verify(target) == manifest
            assert least <= manifest.articles <= most
            restore(target, tmp_path / f"new-{turn}")
            restored = (tmp_path / f"new-{turn}" / FILE).read_bytes()
            assert hashlib.sha256(restored).hexdigest() == manifest.files[0].sha256
            titles = set(_titles(settings, tmp_path / f"new-{turn}"))
            assert titles == {f"Story {number}" for number in range(1, manifest.articles + 1)}
    finally:
        stop.set()
        writer.join()
        service.close()


def test_a_backup_is_for_its_owner_and_takes_the_place_of_nothing(household: Settings, tmp_path: Path) -> None:
    """A folder gets a file named by the time; a name that is taken is refused, and nothing else is left."""
    (tmp_path / "there").mkdir()
    target, _ = back_up(household.data_dir, tmp_path / "there")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    before = target.read_bytes()
    with pytest.raises(OutputError, match="is there already"):
        back_up(household.data_dir, target)
    assert target.read_bytes() == before
    assert list((tmp_path / "there").iterdir()) == [target]
    restore(target, tmp_path / "new")
    secret = tmp_path / "new" / "embedding.secret"
    assert [stat.S_IMODE(each.stat().st_mode) for each in (secret, tmp_path / "new")] == [0o600, 0o700]


def test_a_backup_that_fails_leaves_nothing(household: Settings, tmp_path: Path) -> None:
    """A database that is damaged is not backed up as if it were whole."""
    path = household.data_dir / ANN / FILE
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))
    (tmp_path / "there").mkdir()
    with pytest.raises(StoreError, match="is damaged"):
        back_up(household.data_dir, tmp_path / "there" / "a.zip")
    assert list((tmp_path / "there").iterdir()) == []
    with pytest.raises(StoreError, match="There is no library in"):
        back_up(tmp_path / "there", tmp_path / "b.zip")


def test_verify_writes_nothing(household: Settings, tmp_path: Path) -> None:
    """Not into the data directory, and nothing that stays."""
    target, manifest = back_up(household.data_dir, tmp_path / "a.zip", editions=True)
    before = sorted(tmp_path.rglob("*"))
    assert verify(target) == manifest
    assert sorted(tmp_path.rglob("*")) == before


def test_a_library_that_is_there_stays_unless_it_is_to_be_replaced(household: Settings, tmp_path: Path) -> None:
    """Then it is kept aside, and voices stay where they are."""
    target, _ = back_up(household.data_dir, tmp_path / "a.zip")
    new = replace(household, data_dir=tmp_path / "new")
    service = assemble_service(new)
    service.add(_page(7))
    service.close()
    (new.data_dir / "voices").mkdir()
    with pytest.raises(StoreError, match="is not empty"):
        restore(target, new.data_dir)
    assert _titles(new, new.data_dir) == ["Story 7"]
    _, aside = restore(target, new.data_dir, replace=True)
    assert aside == new.data_dir / "replaced-1"
    assert _titles(new, new.data_dir) == ["Story 1"]
    assert _titles(new, aside) == ["Story 7"]
    assert (new.data_dir / "voices").is_dir()
    assert restore(target, new.data_dir, replace=True)[1] == new.data_dir / "replaced-2"


def test_somebody_elses_folder_is_not_used(household: Settings, tmp_path: Path) -> None:
    target, _ = back_up(household.data_dir, tmp_path / "a.zip")
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letters.txt").write_text("mine")
    with pytest.raises(StoreError, match="is not empty"):
        restore(target, tmp_path / "home")
    assert [each.name for each in (tmp_path / "home").iterdir()] == ["letters.txt"]


def test_nothing_is_replaced_while_wordpace_runs(household: Settings, tmp_path: Path) -> None:
    target, _ = back_up(household.data_dir, tmp_path / "a.zip")
    database = open_database(household.data_dir)
    jobs = JobTable(database)
    assert jobs.take_over()
    with pytest.raises(StoreError, match="Wordpace is running on"):
        restore(target, household.data_dir, replace=True)
    jobs.let_go()
    database.close()
    restore(target, household.data_dir, replace=True)


def test_a_restore_that_is_stopped_is_never_taken_for_a_library(
    household: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever it stops; doing it again ends it."""
    target, _ = back_up(household.data_dir, tmp_path / "a.zip")
    rename, stopped = Path.rename, 0
    for stop_at in range(1, 30):
        data, left = tmp_path / f"new-{stop_at}", [stop_at]
        restore(target, data)

        def stopping(path: Path, to: Path, left: list[int] = left) -> Path:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt
            return rename(path, to)

        monkeypatch.setattr(Path, "rename", stopping)
        try:
            restore(target, data, replace=True)
        except KeyboardInterrupt:
            stopped += 1
        else:
            break
        finally:
            monkeypatch.undo()
        if (data / FILE).exists():
            assert _titles(household, data) == ["Story 1"]
        else:
            with pytest.raises(StoreError, match="was stopped before its end"):
                open_database(data)
        restore(target, data, replace=True)
        assert _titles(household, data) == ["Story 1"]
        assert list(data.glob(".restoring-*")) == []
    assert stopped >= 6


def _repacked(source: Path, target: Path, change: Callable[[dict[str, bytes], dict[str, object]], None]) -> Path:
    """An archive with other things in it, and a manifest that says so."""
    with zipfile.ZipFile(source) as old:
        files = {name: old.read(name) for name in old.namelist() if name != archives.MANIFEST}
        said = json.loads(old.read(archives.MANIFEST))
    change(files, said)
    if said.pop("honest", True):
        said["files"] = [
            {"name": name, "bytes": len(each), "sha256": hashlib.sha256(each).hexdigest()}
            for name, each in files.items()
        ]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name, each in files.items():
            new.writestr(name, each)
        new.writestr(archives.MANIFEST, json.dumps(said))
    return target


def _put(name: str, content: bytes = b"x") -> Callable[[dict[str, bytes], dict[str, object]], None]:
    return lambda files, said: files.update({name: content})


def _said(**values: object) -> Callable[[dict[str, bytes], dict[str, object]], None]:
    return lambda files, said: said.update(values)


def _database(statement: str) -> Callable[[dict[str, bytes], dict[str, object]], None]:
    """A database that was changed, outside of WAL, which can't be in memory."""

    def change(files: dict[str, bytes], said: dict[str, object]) -> None:
        connection = sqlite3.connect(":memory:")
        connection.deserialize(files[FILE][:18] + b"\1\1" + files[FILE][20:])
        connection.execute(statement)
        files[FILE] = connection.serialize()
        connection.close()

    return change


def _lost_row(files: dict[str, bytes], said: dict[str, object]) -> None:
    rows = said["rows"]
    assert isinstance(rows, dict)
    rows[FILE]["articles"] += 1


def _other_bytes(files: dict[str, bytes], said: dict[str, object]) -> None:
    files["lexicon.tsv"] += b"\n"
    said["honest"] = False


HOSTILE = {
    "a path up": _put("../evil.secret"),
    "a path of the system": _put("/tmp/evil.secret"),
    "a person above": _put("people/../evil.secret"),
    "another file": _put("wordpace.service"),
    "a start-up file in a person": _put("people/a/.bashrc"),
    "a bomb": _put("people/b/lexicon.tsv", b"\0" * 101_000_000),
    "a large secret": _put("large.secret", b"\0" * 10_001),
    "a newer Wordpace": _database("PRAGMA user_version = 99"),
    "a trigger": _database("CREATE TRIGGER t AFTER INSERT ON shelf BEGIN DELETE FROM articles; END"),
    "a view": _database("CREATE VIEW v AS SELECT 1"),
    "a newer archive": _said(archive=2),
    "no manifest to speak of": _said(files=7, honest=False),
    "a missing row": _lost_row,
    "other bytes": _other_bytes,
    "no database": lambda files, said: files.update({FILE: b"none"}),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_or_damaged_archive_is_refused_and_nothing_is_written(
    change: Callable[[dict[str, bytes], dict[str, object]], None], household: Settings, tmp_path: Path
) -> None:
    """In one line, by a restore and by a check alone."""
    good, _ = back_up(household.data_dir, tmp_path / "good.zip")
    bad = _repacked(good, tmp_path / "bad.zip", change)
    before = sorted(tmp_path.rglob("*"))
    for use in (lambda: verify(bad), lambda: restore(bad, tmp_path / "new")):
        with pytest.raises(StoreError) as told:
            use()
        assert "\n" not in str(told.value)
    assert [each for each in sorted(tmp_path.rglob("*")) if each not in before] in ([], [tmp_path / "new"])
    assert not any((tmp_path / "new").glob("*"))


def _link(archive: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo("link.secret")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(entry, "/etc/passwd")


def _twice(archive: zipfile.ZipFile) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("lexicon.tsv", "x")


@pytest.mark.parametrize("spoil", [_link, _twice])
def test_links_and_doubles_are_refused(
    spoil: Callable[[zipfile.ZipFile], None], household: Settings, tmp_path: Path
) -> None:
    target, _ = back_up(household.data_dir, tmp_path / "a.zip")
    with zipfile.ZipFile(target, "a") as archive:
        spoil(archive)
    with pytest.raises(StoreError, match="has other files in it than it says"):
        restore(target, tmp_path / "new")


def test_whatever_byte_is_damaged_nothing_wrong_is_restored(household: Settings, tmp_path: Path) -> None:
    """It is refused, or what is restored is what was packed."""
    target, manifest = back_up(household.data_dir, tmp_path / "a.zip")
    good = target.read_bytes()
    for place in [*range(0, len(good), len(good) // 40), *range(len(good) - 200, len(good), 7)]:
        bad = tmp_path / "bad.zip"
        bad.write_bytes(good[:place] + bytes([good[place] ^ 0x55]) + good[place + 1 :])
        try:
            assert verify(bad).files == manifest.files
        except StoreError as error:
            assert str(bad) in str(error) or "newer" in str(error)
    (tmp_path / "cut.zip").write_bytes(good[: len(good) // 2])
    with pytest.raises(StoreError, match="is no backup of Wordpace, or damaged"):
        verify(tmp_path / "cut.zip")


def test_a_restore_without_room_says_so(household: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is unpacked."""
    target, _ = back_up(household.data_dir, tmp_path / "a.zip")
    usage = shutil.disk_usage(tmp_path)._replace(free=1000)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    with pytest.raises(StoreError, match=r"The backup needs .* MB and 0 MB are free"):
        restore(target, tmp_path / "new")


def test_a_backup_of_an_earlier_schema_is_made_as_it_is(tmp_path: Path) -> None:
    """Before an upgrade one can make one with the new program: it changes nothing."""
    (tmp_path / "old").mkdir()
    dump = Path(__file__).parents[1] / "stores" / "earlier" / "01-ddec84e.sql"
    with closing(sqlite3.connect(tmp_path / "old" / FILE)) as connection:
        connection.executescript(dump.read_text("utf-8"))
    _, manifest = back_up(tmp_path / "old", tmp_path / "a.zip")
    assert manifest.articles == 2
    restore(tmp_path / "a.zip", tmp_path / "new")
    assert (tmp_path / "new" / FILE).read_bytes()[60:64] == b"\0\0\0\1"


def test_the_service_is_not_needed_to_read_a_backup(household: Settings, tmp_path: Path) -> None:
    """Any program can open it: a zip, and SQLite in it."""
    target, _ = back_up(household.data_dir, tmp_path / "a.zip")
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        assert {FILE, f"{ANN}/{FILE}", "lexicon.tsv", "embedding.secret"} <= set(archive.namelist())
