"""Runs the web application: on loopback, and elsewhere as soon as it has an owner."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread

import uvicorn
from fastapi import FastAPI

from wordpace.accounts import Accounts
from wordpace.embedding.door import Embedding
from wordpace.errors import WordpaceError
from wordpace.service import Service
from wordpace.web.api import make_app
from wordpace.web.base import is_loopback, proxies_of
from wordpace.web.household import People


@dataclass(frozen=True, slots=True)
class Place:
    """Where to serve, and the public address of a proxy that leads there, if one does."""

    host: str
    port: int
    public_url: str = ""
    trusted_proxies: tuple[str, ...] = ()


def serve(
    service: Service,
    people: People,
    embedding: Embedding | None,
    place: Place,
    source: str | None,
    tell: Callable[[str], None],
) -> None:
    """Serves until interrupted. Tells the address, of `source`'s page if one is given, when it can be opened.

    Where there is no owner it also tells the link that makes one, and with a public address the one at which this
    machine's browser is let in. Raises WordpaceError where the address can't be used, and what reading `source` raises.
    """
    host = place.host
    check_owner(host, people.accounts)
    app = make_app(service, people.pairings, place.public_url, embedding, people)
    config = config_of(app, place)
    listener = _listen(host, place.port)
    page = "/" if source is None else f"/listen/{service.add(service.studio.open_page(source)).id}"
    name = f"[{host}]" if ":" in host else host
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    Thread(target=service.warm_up, name="warm-up", daemon=True).start()
    # Connections wait in the listener's queue from here on, so the address can be told before the loop runs.
    address = f"http://{name}:{listener.getsockname()[1]}"
    tell(f"{address}{page}")
    if embedding is None or not embedding.hosts:  # else there is no library to come to
        for line in _links(people, place.public_url, address):
            tell(line)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how serving ends, once the answers under way are given
        _Server(config).run(sockets=[listener])


def config_of(app: FastAPI, place: Place) -> uvicorn.Config:
    """How uvicorn serves: it takes nobody's word for who asks but that of the proxies that are trusted."""
    proxies = proxies_of(place.trusted_proxies)
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=5,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=proxies,
    )


def check_owner(host: str, accounts: Accounts) -> None:
    """Raises WordpaceError where others than this machine could ask, and nobody would have to sign in."""
    if not is_loopback(f"[{host}]" if ":" in host else host) and not accounts.has_owner:
        raise WordpaceError(
            f"Wordpace has no owner yet, and {host} is not a loopback address",
            "Make the owner with `wordpace owner create`, or use 127.0.0.1",
        )


def _links(people: People, public_url: str, address: str) -> Iterator[str]:
    """What to open once, while there is no owner; a code stands where no server sees it."""
    if people.accounts.has_owner:
        return
    if public_url:
        code = people.pairings.new_code()
        yield f"Every browser has to be paired. For this machine's, once and soon: {address}/pair#{code}"
    yield f"There is no owner yet. To be it, and have people sign in: {address}/setup#{people.accounts.setup_code()}"


class _Server(uvicorn.Server):
    """A server that does not wait for those who watch events: they would never go by themselves."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Sends them away, then ends as usual."""
        if isinstance(self.config.app, FastAPI):
            self.config.app.state.events.close()
        await super().shutdown(sockets)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise WordpaceError(
            f"Port {port} on {host} can't be used: {error.strerror}", "Choose another with --port"
        ) from error
    listener.listen(128)
    return listener
