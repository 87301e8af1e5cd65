"""Publishing: files appear whole or not at all."""

import os
from pathlib import Path

import pytest

from wordpace.errors import OutputError
from wordpace.publish import check_writable, publishing, write_errors


def test_a_file_appears_when_it_is_complete(tmp_path: Path) -> None:
    """Until the block ends the older file is there, and afterwards nothing but the new one."""
    target = tmp_path / "talk.mp3"
    target.write_text("older")
    with publishing(target) as temporary:
        temporary.write_text("newer")
        assert target.read_text() == "older"
        assert temporary.parent == tmp_path
    assert target.read_text() == "newer"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("failure", [KeyboardInterrupt, GeneratorExit, OSError])
def test_a_failure_leaves_no_trace(tmp_path: Path, failure: type[BaseException]) -> None:
    """The temporary goes whatever it was that failed, and the failure is passed on as it is."""
    with pytest.raises(failure), publishing(tmp_path / "talk.mp3"):
        raise failure
    assert list(tmp_path.iterdir()) == []


def test_a_published_file_can_be_read_by_others_as_usual(tmp_path: Path) -> None:
    """The permissions are those of any new file of this person, not those of a private temporary."""
    usual = tmp_path / "usual"
    usual.touch()
    with publishing(tmp_path / "talk.mp3"):
        pass
    assert (tmp_path / "talk.mp3").stat().st_mode == usual.stat().st_mode


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """Writing through a link replaces the file it leads to."""
    (tmp_path / "link.mp3").symlink_to(tmp_path / "talk.mp3")
    with publishing(tmp_path / "link.mp3") as temporary:
        temporary.write_text("new")
    assert (tmp_path / "link.mp3").is_symlink()
    assert (tmp_path / "talk.mp3").read_text() == "new"


def test_a_name_as_long_as_the_system_allows_can_be_written(tmp_path: Path) -> None:
    """The temporary's name does not grow with the target's; a longer one is an OutputError."""
    with publishing(tmp_path / ("x" * 251 + ".mp3")):
        pass
    with pytest.raises(OutputError, match="can't be written"):
        check_writable(tmp_path / ("x" * 252 + ".mp3"))


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    """A folder or a device (the null device, say) in the target's place is an error."""
    for target in (tmp_path, Path(os.devnull)):
        with pytest.raises(OutputError, match="is not a file"), publishing(target):
            pass
    assert not Path(os.devnull).is_file()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """The listener learns which folder is missing."""
    with pytest.raises(OutputError, match=r"no folder .*missing"):
        check_writable(tmp_path / "missing" / "talk.mp3")
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"no folder .*file"):
        check_writable(tmp_path / "file" / "talk.mp3")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    """Found before any work is done."""
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="permission denied"):
        check_writable(tmp_path / "talk.mp3")


def test_the_systems_reason_is_one_line_for_a_listener() -> None:
    """No traceback, no error number: what happened and what to do, with the cause kept for the log."""
    with pytest.raises(OutputError) as caught, write_errors(Path("talk.mp3")):
        raise OSError(28, "No space left on device")
    assert (
        str(caught.value) == "talk.mp3 can't be written: no space left on device. Make room or choose another folder."
    )
    assert isinstance(caught.value.__cause__, OSError)
