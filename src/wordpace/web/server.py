"""Runs the web application: on loopback, and elsewhere as soon as it has an owner."""

from __future__ import annotations

import logging
import os
import signal
import socket
from asyncio import CancelledError
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from threading import Thread, Timer
from types import FrameType
from typing import NoReturn

import uvicorn
from starlette.types import ASGIApp

from wordpace.accounts import Accounts
from wordpace.embedding.door import Embedding
from wordpace.errors import WordpaceError
from wordpace.service import Service
from wordpace.web.api import make_app
from wordpace.web.base import is_loopback, proxies_of
from wordpace.web.household import People
from wordpace.web.metrics import Metrics, levels_of
from wordpace.web.watching import Watching

_log = logging.getLogger(__name__)
ANSWERS_S = 3  # how long answers under way may take when the server ends
END_S = 9.0  # after which it has ended, whatever is still in hand


@dataclass(frozen=True, slots=True)
class Place:
    """Where to serve, and the public address of a proxy that leads there, if one does."""

    host: str
    port: int
    public_url: str = ""
    trusted_proxies: tuple[str, ...] = ()
    metrics_token: str = ""
    listener: socket.socket | None = None

    @contextmanager
    def opened(self) -> Iterator[Place]:
        """The same, listening until the end of the block, so that what can't be served at is told before work begins.

        Raises WordpaceError.
        """
        with _listen(self.host, self.port) as listener:
            yield replace(self, listener=listener)


def serve(
    service: Service,
    people: People,
    embedding: Embedding | None,
    place: Place,
    source: str | None,
    tell: Callable[[str], None],
) -> None:
    """Serves until interrupted, then ends the process. Tells the address, of `source`'s page if any, once it opens.

    Where there is no owner it also tells the link that makes one, and with a public address the one at which this
    machine's browser is let in. Raises WordpaceError where the address can't be used, and what reading `source` raises.
    """
    host, listener = place.host, place.listener
    assert listener is not None, "the place is not opened"
    check_owner(host, people.accounts)
    app = make_app(service, people.pairings, place.public_url, embedding, people)
    page = "/" if source is None else f"/listen/{service.add(service.studio.open_page(source)).id}"
    name = f"[{host}]" if ":" in host else host
    config = config_of(Watching(app, Metrics(levels_of(service)), place.metrics_token), place)
    Thread(target=_warm_up, args=(service,), name="warm-up", daemon=True).start()
    # Connections wait in the listener's queue from here on, so the address can be told before the loop runs.
    address = f"http://{name}:{listener.getsockname()[1]}"
    has_library = embedding is None or not embedding.hosts
    links = _links(people, place.public_url, address) if has_library else ()
    tell("\n".join([f"{address}{page}", *links]))  # at once: whoever reads the first line only may then be gone
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # it ends as with Ctrl-C
    with suppress(KeyboardInterrupt):  # which is how serving ends, once the answers under way are given
        _Server(config, app.state.events.close).run(sockets=[listener])
    _leave()


def _warm_up(service: Service) -> None:
    try:
        service.warm_up()
    except WordpaceError as error:  # the server has other things to give, and /readyz tells of this one
        _log.error("the voice %s can't be used: %s", service.default_voice, error)


def config_of(app: ASGIApp, place: Place) -> uvicorn.Config:
    """How uvicorn serves: it takes nobody's word for who asks but that of the proxies that are trusted."""
    proxies = proxies_of(place.trusted_proxies)
    return uvicorn.Config(
        app,
        log_level="warning",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=ANSWERS_S,
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
    """A server that ends in time: it sends those away who watch events, and waits for nothing longer than END_S."""

    def __init__(self, config: uvicorn.Config, send_away: Callable[[], None]) -> None:
        super().__init__(config)
        self._send_away = send_away

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begins to end."""
        if not self.should_exit:
            last = Timer(END_S, _leave_anyway)
            last.daemon = True
            last.start()
        super().handle_exit(sig, frame)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Sends the watchers away, who would never go by themselves, then ends as usual."""
        self._send_away()
        await super().shutdown(sockets)


def _is_news(record: logging.LogRecord) -> bool:
    """Whether uvicorn tells of more than answers broken off at the end, as a listener's always is."""
    error = record.exc_info[1] if record.exc_info else None
    return not (isinstance(error, CancelledError) or record.getMessage().startswith("Cancel "))


def _leave_anyway() -> None:
    """Ends with what is in hand undone: everything finished is kept, and what was half done begins anew."""
    _log.warning("something took too long to end, and is done anew at the next start")
    _leave()


def _leave() -> NoReturn:
    """Ends the process. Python's own way would abort it where a thread is still in a model's code, as in warming up."""
    logging.shutdown()
    os._exit(0)


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
