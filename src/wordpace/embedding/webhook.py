"""What a publisher's system sends when an article is published or edited: is it from there, and which article is it?

Its body is {"url": "https://..."}, or what Ghost sends. It is signed with the secret that publisher and server share:
the header has "sha256=" and HMAC-SHA256 of the body in hexadecimal. Ghost adds "t=" and a time, which newer versions
sign behind the body. One that is sent again does no harm: the page is looked at once more.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from wordpace.errors import NotTrusted, SourceError

LONGEST = 400  # characters of the header


def check_signature(body: bytes, header: str, secret: str) -> None:
    """Raises NotTrusted where the body was not signed with the secret, or there is none."""
    parts = dict(part.strip().partition("=")[::2] for part in header[:LONGEST].split(","))
    signed = parts.get("sha256", "").lower().encode("utf-8", "replace")
    ways = (body, body + parts["t"].encode("utf-8", "replace")) if "t" in parts else (body,)
    ours = [hmac.new(secret.encode(), way, hashlib.sha256).hexdigest().encode() for way in ways]
    if not secret or not any(hmac.compare_digest(each, signed) for each in ours):
        raise NotTrusted(
            "The message is not signed with this server's publish_secret",
            "Send X-Wordpace-Signature: sha256=, then the body's HMAC-SHA256 in hexadecimal",
        )


def announced(body: bytes) -> str:
    """The address that a message speaks of. Raises SourceError where it has none."""
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise SourceError("The message is no JSON", 'Send {"url": "https://..."}') from error
    for path in (("url",), ("post", "current", "url"), ("page", "current", "url")):
        if isinstance(url := _at(said, path), str):
            return url
    raise SourceError("The message names no address", 'Send {"url": "https://..."}')


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value
