"""A download's name is any text, and the header stays one header."""

from __future__ import annotations

import re
from email.message import Message
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wordpace.web.attachments import attachment

HEADER = re.compile(r"""attachment; filename="[\w !#$&'()+,\-.=@\[\]^`{}~]+"; filename\*=UTF-8''[\w.%~-]+""", re.ASCII)


def _names(name: str) -> tuple[str, str]:
    """In plain letters, and as it is."""
    value = attachment(name, ".mp3")["Content-Disposition"]
    plain = value.split('"')[1]
    return plain, unquote(value.partition("UTF-8''")[2])


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("The lamp", "The lamp.mp3", "The lamp.mp3"),
        ("Où est l’été?", "Ou est lete.mp3", "Où est l’été.mp3"),
        ("灯台", "wordpace.mp3", "灯台.mp3"),
        ('a"; filename="evil.exe', "a filename= evil.exe.mp3", "a ; filename= evil.exe.mp3"),
        ("a\r\nSet-Cookie: x=1", "a Set-Cookie x=1.mp3", "a Set-Cookie x=1.mp3"),
        ("../../etc/passwd", "etc passwd.mp3", "etc passwd.mp3"),
        ("\ud800", "wordpace.mp3", "wordpace.mp3"),
        ("100% sure", "100 sure.mp3", "100% sure.mp3"),
        ("", "wordpace.mp3", "wordpace.mp3"),
        ("...", "wordpace.mp3", "wordpace.mp3"),
    ],
)
def test_names_are_said_in_plain_letters_and_as_they_are(name: str, plain: str, whole: str) -> None:
    """Nothing of them ends the header, names a folder, or changes the ending."""
    assert _names(name) == (plain, whole)


@given(st.text(max_size=300))
def test_any_text_is_one_header(name: str) -> None:
    """Of letters that every server and browser takes, and of bounded length."""
    value = attachment(name, ".mp3")["Content-Disposition"]
    assert HEADER.fullmatch(value)
    assert len(value) < 1500
    message = Message()
    message["Content-Disposition"] = value
    assert (message.get_filename() or "").endswith(".mp3")
