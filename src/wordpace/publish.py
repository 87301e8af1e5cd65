"""Files that appear whole or not at all: written to a temporary beside the target, flushed to disk, renamed."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from wordpace.errors import OutputError


def check_writable(target: Path) -> None:
    """Raises OutputError where `target` could not be written; for use before long work begins."""
    with write_errors(target):
        folder = target.parent
        if not folder.is_dir():
            raise OutputError(f"There is no folder {folder}", "Create it or choose another one")
        if target.exists() and not target.is_file():
            raise OutputError(f"{target} is not a file", "Give the output a file name of its own")
        if not os.access(folder, os.W_OK | os.X_OK) or (target.exists() and not os.access(target, os.W_OK)):
            raise OutputError(f"{target} can't be written: permission denied", "Choose another folder")


@contextmanager
def publishing(target: Path) -> Iterator[Path]:
    """Gives the path of an empty temporary file to write. It becomes `target` when the block ends.

    Where the block fails or is interrupted, the temporary is removed and what was at `target` stays as it was.
    Raises OutputError.
    """
    check_writable(target)
    with write_errors(target):
        place = Path(os.path.realpath(target))  # a link to a file stays a link
        temporary = place.with_name(f".{secrets.token_hex(8)}.part")
        temporary.touch(exist_ok=False)
    try:
        yield temporary
        with write_errors(target):
            with temporary.open("r+b") as file:
                os.fsync(file.fileno())
            temporary.replace(place)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def write_errors(target: Path) -> Iterator[None]:
    """Turns the system's refusals to write `target` into OutputError."""
    try:
        yield
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
        hint = "Make room or choose another folder" if full else "Choose another file name or folder"
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{target} can't be written: {reason}", hint) from error


@contextmanager
def creating(target: Path) -> Iterator[Path]:
    """As `publishing`, for a file that only its owner may read and that never takes the place of another.

    Raises OutputError.
    """
    taken = OutputError(f"{target} is there already", "Give another name, or move it away")
    check_writable(target)
    if target.exists():
        raise taken
    temporary = target.with_name(f".{secrets.token_hex(8)}.part")
    with write_errors(target):
        os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield temporary
        with write_errors(target):
            with temporary.open("r+b") as file:
                os.fsync(file.fileno())
            try:
                target.hardlink_to(temporary)  # unlike a rename it fails where something came there meanwhile
            except FileExistsError as error:
                raise taken from error
            except OSError:  # a disk without such links
                temporary.rename(target)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
