"""The pages at which people sign in, and at which the first one makes the server theirs. They work without a script.

Their forms are the only writes that are not JSON: access.py takes them from a page of this server itself, and from no
other, so that nobody can have a browser sign in as somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from wordpace.accounts import Accounts
from wordpace.errors import AccountError, Busy, WordpaceError
from wordpace.turns import whole_seconds
from wordpace.web.accounts import address_of, device_of
from wordpace.web.callers import set_session
from wordpace.web.schemas import STATUS
from wordpace.web.screens import template, wording_with
from wordpace.web.wording import AskedWording, Wording, said_in

HOME = "/"
HERE, BELOW = "./", "../"  # where the server begins, as a page of it sees that, and one in a folder


async def _read(request: Request) -> dict[str, str]:
    return dict(parse_qsl((await request.body()).decode("utf-8", "replace"), keep_blank_values=True))


Given = Annotated[dict[str, str], Depends(_read)]
"""The fields of a form."""

Next = Annotated[str, Query()]
"""The page that somebody wanted who has to sign in first."""

MOST_NEXT = 1000  # characters of it


def sign_in_routes(accounts: Accounts, provider: str = "") -> APIRouter:
    """The two pages; `provider` is what the provider of identities is called, where there is one."""
    router = APIRouter(include_in_schema=False)

    @router.get("/login")
    def login(request: Request, wording: AskedWording, next: Next = HOME) -> Response:
        if not accounts.has_owner or request.state.caller.session is not None:
            return lead_to(next)
        return login_page(wording, provider, {"next": next})

    @router.post("/login")
    def sign_in(request: Request, wording: AskedWording, given: Given) -> Response:
        try:
            user = accounts.check(given.get("name", ""), given.get("password", ""), address_of(request))
        except (AccountError, Busy) as error:
            return login_page(wording, provider, given, error)
        answer = lead_to(given.get("next", HOME))
        set_session(request, answer, accounts.sessions.begin(user, device_of(request)))
        return answer

    @router.get("/setup")
    def setup(wording: AskedWording) -> Response:
        return _setup_page(wording, accounts.has_owner, {})

    @router.post("/setup")
    def make_owner(request: Request, wording: AskedWording, given: Given) -> Response:
        try:
            owner = accounts.set_up(given.get("code", ""), given.get("name", ""), given.get("password", ""))
        except AccountError as error:
            return _setup_page(wording, accounts.has_owner, given, error)
        answer = lead_to(HOME)
        set_session(request, answer, accounts.sessions.begin(owner, device_of(request)))
        return answer

    return router


def own_path(wanted: str) -> str:
    """A page of this server that was asked for; the first one where it is anything else.

    What a browser would take for another host is turned away: "//host", "/\\host", and what becomes that once it has
    dropped the tabs and line breaks in it.
    """
    own = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    return wanted if own and wanted.isascii() and wanted.isprintable() and len(wanted) <= MOST_NEXT else HOME


def lead_to(wanted: str, root: str = HERE) -> Response:
    """Sends a browser on to a page of this server, wherever that is for it."""
    return RedirectResponse(root + own_path(wanted).removeprefix("/"), 303)


def login_page(
    wording: Wording, provider: str, given: Mapping[str, str], error: WordpaceError | None = None, root: str = HERE
) -> Response:
    """The page with a name and a password, and the way to the provider."""
    said = wording_with(wording, "app", "player")
    wanted = own_path(given.get("next", HOME))
    first, again = ("", " autofocus") if error and given.get("name") else (" autofocus", "")
    other = ""
    if provider:
        way = f"{root}oidc/start?{urlencode({'next': wanted})}"
        name = escape(said.say("sign_in_with", provider=provider))
        other = f'<p class="or">{escape(said.say("or"))}</p>\n<a class="quiet" href="{escape(way)}">{name}</a>'
    values = {"next": escape(wanted), "name": escape(given.get("name", "")), "first": first, "again": again}
    return _page("login", said, error, values | {"provider": other, "root": root})


def _setup_page(
    wording: Wording, has_owner: bool, given: Mapping[str, str], error: WordpaceError | None = None
) -> Response:
    said = wording_with(wording, "app", "player")
    if has_owner:
        return _page("setup_done", said, error, {"root": HERE})
    values = {name: escape(given.get(name, "")) for name in ("code", "name")}
    return _page("setup", said, error, values | {"root": HERE})


def _page(screen: str, wording: Wording, error: WordpaceError | None, values: Mapping[str, str]) -> Response:
    said = {f"say_{name}": escape(text) for name, text in wording.messages.items() if isinstance(text, str)}
    page = template("door").substitute(
        interface=wording.language,
        title=escape(wording.say(f"{screen}_title")),
        trouble="" if error is None else escape(_line(error, wording)),
        script='<script type="module" src="app/setup.js"></script>' if screen == "setup" else "",
        root=values["root"],
        main=template(screen).substitute(said, **values),
    )
    status = 200 if error is None else STATUS.get(error.code, 500)
    late = {"Retry-After": str(whole_seconds(error))} if isinstance(error, Busy) else {}
    return HTMLResponse(page, status, {"Cache-Control": "no-store", **said_in(wording), **late})


def _line(error: WordpaceError, wording: Wording) -> str:
    """The English line says more than its code; in another language the code's own message is said."""
    name = f"error_{error.code}"
    return wording.say(name) if wording.language != "en" and wording.knows(name) else str(error)
