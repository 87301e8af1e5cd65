"""News of an article: is it from the publisher, and which article is it?"""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest

from wordpace.embedding.webhook import announced, check_signature
from wordpace.errors import NotTrusted, SourceError

BODY = b'{"url": "https://news.example/lamp"}'


def signed(body: bytes, secret: str = "s3cret") -> str:
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    "header",
    [
        f"sha256={signed(BODY)}",
        f"sha256={signed(BODY).upper()}",
        f"sha256={signed(BODY)}, t=1732539451946",  # older versions of Ghost sign the body alone
        f"sha256={signed(BODY + b'1732539451946')}, t=1732539451946",
    ],
)
def test_a_body_that_was_signed_with_the_secret_is_taken(header: str) -> None:
    """In our form and in both of Ghost's."""
    check_signature(BODY, header, "s3cret")


@pytest.mark.parametrize(
    "header",
    [
        "",
        "sha256=",
        "sha256",
        signed(BODY),
        f"sha1={signed(BODY)}",
        f"sha256={signed(BODY, 'guess')}",
        f"sha256={signed(BODY + b' ')}",
        f"sha256={signed(BODY)}x",
        f"sha256={signed(BODY + b'1')}, t=2",
        "sha256=é",
        "sha256=" + "0" * 100_000,
    ],
)
def test_any_other_is_refused(header: str) -> None:
    """Whatever else its header says."""
    with pytest.raises(NotTrusted, match="not signed"):
        check_signature(BODY, header, "s3cret")


def test_without_a_secret_there_is_no_webhook() -> None:
    """An empty secret signs nothing."""
    with pytest.raises(NotTrusted):
        check_signature(BODY, f"sha256={signed(BODY, '')}", "")


def test_the_address_is_found_in_our_form_and_in_ghosts() -> None:
    """Posts and pages."""
    assert announced(BODY) == "https://news.example/lamp"
    for kind in ("post", "page"):
        ghost = {kind: {"current": {"url": "https://news.example/lamp", "title": "The lamp"}, "previous": {}}}
        assert announced(json.dumps(ghost).encode()) == "https://news.example/lamp"


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"\xff", b"[" * 100_000, b"null", b"[]", b'{"url": 7}', b'{"post": {"current": []}}', b'{"post": "x"}'],
)
def test_a_message_without_an_address_says_what_is_wanted(body: bytes) -> None:
    """In one line."""
    with pytest.raises(SourceError, match="https://"):
        announced(body)
