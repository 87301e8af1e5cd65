"""What every route needs of who asks: the one table. A route that is not in it is refused, whoever asks.

anyone         nobody has to be known: what is the same for all, and signing in
readers        publishers' pages ask, by rules of their own: see readers.py
known          whoever may do anything here
voices         which voices there are, for whoever may use one
speech         texts spoken, and nothing kept; this and the next three are what tokens are made for
library-read   one's library
library-write  changes to it
feed           podcast feeds, for programs that can send a token in the address only
devices        pairing: a person who signed in, or, where there is no owner, the machine that serves
account        a person who signed in, for what no program should do in their name
admin          one of them who looks after the server
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Mount, compile_path
from starlette.types import Scope

from wordpace.people import Scope as TokenScope
from wordpace.web.callers import Caller, path_of

Need = Literal[
    "anyone", "readers", "known", "voices", "speech", "library-read", "library-write", "feed", "devices", "account",
    "admin",
]  # fmt: skip
Refusal = tuple[int, str, str]
"""Status, reason and code."""

_TABLE: Mapping[Need, str] = {
    "anyone": """
        GET /app/*            GET /player/*         GET /favicon.ico      GET /healthz      GET /readyz
        GET /worker.js        GET /shell.js         GET /manifest.webmanifest
        GET /add              GET /pair             POST /api/pair
        GET /api/session      POST /api/session     DELETE /api/session   POST /api/owner
        GET /login            POST /login           GET /setup            POST /setup
        GET /oidc/start       GET /oidc/callback
    """,
    "readers": """
        GET /embed/article    POST /embed/published GET /embed/voices     GET /embed/voices/{voice_id}/sample
        GET /embed/{key}/audio                      GET /embed/{key}/timings
        GET /embed/audio      GET /embed/oembed     GET /embed/player     GET /embed/schema
    """,
    "known": "GET /api/pair   DELETE /api/pair",
    "voices": "GET /api/voices   GET /api/voices/{voice_id}/sample",
    "speech": "POST /v1/audio/speech",
    "library-read": """
        GET /                 GET /queue            GET /statistics       GET /settings
        GET /listen/{article_id}
        GET /openapi.json
        GET /api/articles     GET /api/articles/{article_id}
        GET /api/articles/{article_id}/audio        GET /api/articles/{article_id}/timings
        GET /api/articles/{article_id}/edition      GET /api/articles/{article_id}/heard-before
        GET /api/articles/{article_id}/proposals
        GET /api/library      GET /api/queue        GET /api/events       GET /api/settings
        GET /api/statistics   GET /api/statistics.csv                     GET /api/export
        GET /api/imports      GET /api/imports/{import_id}                GET /api/jobs
        GET /api/lexicon      GET /api/lexicon.tsv  GET /api/lexicon/sample
    """,
    "library-write": """
        POST /api/articles    POST /api/articles/bulk
        PATCH /api/articles/{article_id}            DELETE /api/articles/{article_id}
        POST /api/articles/{article_id}/restore     PUT /api/articles/{article_id}/position
        PUT /api/articles/{article_id}/policy       POST /api/articles/{article_id}/edition
        POST /api/listening   POST /api/heard       PUT /api/settings
        PUT /api/queue        POST /api/queue       DELETE /api/queue/{article_id}
        POST /api/import      POST /api/imports/{import_id}/retry         POST /api/jobs/retry
        POST /api/lexicon     DELETE /api/lexicon   POST /api/lexicon/import
        POST /api/voices/{voice_id}
    """,
    "feed": "",
    "devices": """
        GET /api/pairings     POST /api/pairings    POST /api/pairings/codes
        DELETE /api/pairings/{pairing_id}
    """,
    "account": """
        GET /api/sessions     DELETE /api/sessions/{session_id}           PUT /api/password
        GET /api/tokens       POST /api/tokens      DELETE /api/tokens/{token_id}
        POST /api/oidc/link
    """,
    "admin": """
        GET /api/users        POST /api/users       DELETE /api/users/{user_id}
        PUT /api/users/{user_id}/password
    """,
}
NEEDS: Mapping[str, Need] = {
    f"{method} {path}": need
    for need, lines in _TABLE.items()
    for method, path in zip(lines.split()[::2], lines.split()[1::2], strict=True)
}
"""By method and path as the route has it; HEAD goes with GET, and * is all that is below a folder."""

_TOKENS: Mapping[Need, frozenset[TokenScope]] = {
    "voices": frozenset({"speech", "library-read"}),
    "speech": frozenset({"speech"}),
    "library-read": frozenset({"library-read"}),
    "library-write": frozenset({"library-write"}),
    "feed": frozenset({"feed"}),
}
_UNKNOWN = 401, "Nobody is signed in here. Open /login to do so, or send a token.", "not_signed_in"
_OWNERLESS = 403, "There are no accounts yet. Make the owner's first: `wordpace owner create`.", "no_owner"
_NOT_YOURS = 403, "This token is not made for that. Make one with the scope for it.", "not_allowed"
_SIGNED_IN_ONLY = 403, "Only a person who signed in may do that, no program and no paired device.", "not_allowed"
_ADMINS_ONLY = 403, "Only those who look after this server may do that.", "not_allowed"
_UNDECLARED = 403, "Nothing is declared of who may ask for that, so nobody may. This is a fault of Wordpace.", "fault"


class Routes:
    """Which route a request will come to, as the application itself decides it."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self._patterns = [(compile_path(path)[0], method, name) for path, method, name in _each(routes)]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, as NEEDS calls them."""
        return tuple(name for _, method, name in self._patterns if method != "HEAD")

    def name(self, scope: Scope) -> str | None:
        """The route of a request, as NEEDS calls it; None where there is none: the answer is 404, 405 or a slash."""
        path, asked = path_of(scope), scope["method"]
        return next((name for regex, method, name in self._patterns if method == asked and regex.match(path)), None)


def _each(routes: Sequence[BaseRoute]) -> Iterator[tuple[str, str, str]]:
    for route in iter_route_contexts(routes):
        if isinstance(route.original_route, Mount):
            folder = f"{route.path}/*"
            yield from ((f"{route.path}/{{path:path}}", method, f"GET {folder}") for method in ("GET", "HEAD"))
        else:
            for method in sorted(route.methods or ()):
                yield route.path or "", method, f"{'GET' if method == 'HEAD' else method} {route.path}"


def refused(name: str | None, caller: Caller, has_owner: bool) -> Refusal | None:
    """Why a caller may not have a route; None where they may. What is no route is told to those who are known."""
    need: Need | None = "known" if name is None else NEEDS.get(name)
    match need:
        case None:
            return _UNDECLARED
        case "anyone" | "readers":
            return None
        case _ if not caller.is_known:
            return _UNKNOWN
        case "known":
            return None
        case "devices" if not has_owner:
            return None
        case "devices" | "account" | "admin":
            return _refused_person(need, caller, has_owner)
        case _:
            return None if caller.scopes & _TOKENS[need] else _NOT_YOURS


def _refused_person(need: Need, caller: Caller, has_owner: bool) -> Refusal | None:
    if not has_owner:
        return _OWNERLESS
    if caller.session is None or caller.user is None:
        return _SIGNED_IN_ONLY
    return _ADMINS_ONLY if need == "admin" and caller.user.role != "admin" else None
