"""The commands of keeping: what they say, and that one line tells what went wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from wordpace.assemble import assemble_service
from wordpace.cli import app
from wordpace.records import Page
from wordpace.settings import Settings
from wordpace.stores.parts import open_database


def _said(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(each) for each in arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_backup_verify_restore_and_check(settings: Settings, story: str, tmp_path: Path) -> None:
    """Each says what it did, and where."""
    service = assemble_service(settings)
    service.add(Page("https://gannet.example/lamp", story.encode(), "text/plain"))
    service.close()
    target, data, new = tmp_path / "all.zip", settings.data_dir, tmp_path / "new"
    assert _said("backup", "-o", target, "--data", data).startswith(f"{target}: 1 articles, 1 files, ")
    assert _said("restore", target, "--verify").startswith(f"{target} is whole: 1 articles, 1 files, of 20")
    assert _said("restore", target, "--data", new).startswith(f"{new} has 1 articles again, as of 20")
    assert f"is in {new}/replaced-1" in _said("restore", target, "--data", new, "--replace")
    assert _said("check", "--data", new) == f"{new} is in order\n"


def test_check_mends_what_it_is_asked_to(settings: Settings) -> None:
    """And says what is left."""
    database = open_database(settings.data_dir)
    with database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO search (rowid, title) VALUES (7, 'ghost')")
    database.close()
    assert _said("check", "--mend", "--data", settings.data_dir).endswith("indexes them again.\nMended.\n")
    assert _said("check", "--data", settings.data_dir) == f"{settings.data_dir} is in order\n"


def test_what_goes_wrong_is_one_line_and_exit_status_1(tmp_path: Path) -> None:
    """Without a traceback, by the command itself."""
    (tmp_path / "wordpace.sqlite3").write_bytes(b"no database at all, but long enough to be one" * 9)
    command = [sys.executable, "-m", "wordpace", "library", "--data", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "is no database. Bring a backup back with `wordpace restore FILE --replace`" in done.stderr
