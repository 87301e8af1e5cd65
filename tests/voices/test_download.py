from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from wordpace.voices.download import download
from wordpace.voices.pinned import FetchFailed

if TYPE_CHECKING:
    from tests.voices.conftest import Home

VOICE = bytes(range(256)) * 40


def test_a_file_comes_whole_and_piece_by_piece(home: Home) -> None:
    """The bytes are the server's, and a large file is never in memory at once."""
    content = VOICE * 100
    home.serve("/voice", content)
    pieces = list(download(f"{home.address}/voice", len(content)))
    assert b"".join(pieces) == content
    assert max(map(len, pieces)) < len(content) / 2


def test_a_redirect_is_followed(home: Home) -> None:
    """Public homes hand over to a store elsewhere."""
    home.redirect("/old", "/new")
    home.serve("/new", VOICE)
    assert b"".join(download(f"{home.address}/old", len(VOICE))) == VOICE


def test_an_error_status_is_named(home: Home) -> None:
    """A file that is gone is reported with the status."""
    with pytest.raises(FetchFailed, match=r"127\.0\.0\.1 answered 404"):
        list(download(f"{home.address}/gone", 10))


@pytest.mark.parametrize("promised", [len(VOICE), None])
def test_a_file_that_ends_early_is_refused(home: Home, promised: int | None) -> None:
    """Whether the server broke off or its file is short."""
    home.serve("/voice", VOICE[:-1], promised=promised)
    with pytest.raises(FetchFailed):
        list(download(f"{home.address}/voice", len(VOICE)))


def test_a_file_that_is_too_long_is_refused(home: Home) -> None:
    """Not a byte more than the known size is kept."""
    home.serve("/voice", VOICE * 100)
    with pytest.raises(FetchFailed, match="more than"):
        list(download(f"{home.address}/voice", len(VOICE)))


def test_a_server_that_is_not_there_is_reported() -> None:
    """A refused connection is a failed download, not a crash."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(FetchFailed, match="can't be reached"):
        list(download(f"http://127.0.0.1:{port}/voice", 10))


def test_an_address_that_is_none_is_reported() -> None:
    """A mirror that was mistyped in the settings is a failed download too."""
    with pytest.raises(FetchFailed):
        list(download("voices", 10))
