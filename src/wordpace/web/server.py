"""Runs the web application on loopback."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread

import uvicorn
from fastapi import FastAPI

from wordpace.embedding.door import Embedding
from wordpace.errors import WordpaceError
from wordpace.pairings import Pairings
from wordpace.service import Service
from wordpace.web.api import make_app
from wordpace.web.base import is_loopback, proxies_of


@dataclass(frozen=True, slots=True)
class Place:
    """Where to serve: a loopback address, and the public one of a proxy that leads there, if one does."""

    host: str
    port: int
    public_url: str = ""
    trusted_proxies: tuple[str, ...] = ()


def serve(
    service: Service,
    pairings: Pairings,
    embedding: Embedding | None,
    place: Place,
    source: str | None,
    tell: Callable[[str], None],
) -> None:
    """Serves until interrupted. Tells the address, of `source`'s page if one is given, when it can be opened.

    With a public address it also tells the link at which this machine's browser is let in.
    Raises WordpaceError where the address can't be used, and what reading `source` raises.
    """
    host = place.host
    if not is_loopback(f"[{host}]" if ":" in host else host):
        raise WordpaceError(f"Wordpace serves this machine only, and {host} is not a loopback address", "Use 127.0.0.1")
    app = make_app(service, pairings, place.public_url, embedding)
    config = config_of(app, place)
    listener = _listen(host, place.port)
    page = "/" if source is None else f"/listen/{service.add(service.studio.open_page(source)).id}"
    name = f"[{host}]" if ":" in host else host
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    Thread(target=service.warm_up, name="warm-up", daemon=True).start()
    # Connections wait in the listener's queue from here on, so the address can be told before the loop runs.
    address = f"http://{name}:{listener.getsockname()[1]}"
    tell(f"{address}{page}")
    if place.public_url:
        tell(f"Every browser has to be paired. For this machine's, once and soon: {address}/pair#{pairings.new_code()}")
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
