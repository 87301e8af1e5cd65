"""Runs the web application on loopback."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

import uvicorn

from wordpace.embedding.door import Embedding
from wordpace.errors import WordpaceError
from wordpace.service import Service
from wordpace.web.access import is_loopback
from wordpace.web.api import make_app


def serve(
    service: Service,
    host: str,
    port: int,
    source: str | None,
    tell: Callable[[str], None],
    embedding: Embedding | None = None,
) -> None:
    """Serves until interrupted. Tells the address, of `source`'s page if one is given, when it can be opened.

    Raises WordpaceError where the address can't be used, and what reading `source` raises.
    """
    if not is_loopback(f"[{host}]" if ":" in host else host):
        raise WordpaceError(f"Wordpace serves this machine only, and {host} is not a loopback address", "Use 127.0.0.1")
    listener = _listen(host, port)
    page = "/" if source is None else f"/listen/{service.add(service.studio.open_page(source)).id}"
    name = f"[{host}]" if ":" in host else host
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    application = make_app(service, embedding)
    config = uvicorn.Config(application, log_level="warning", access_log=False, timeout_graceful_shutdown=5)
    Thread(target=service.warm_up, name="warm-up", daemon=True).start()
    service.workers.start()
    # Connections wait in the listener's queue from here on, so the address can be told before the loop runs.
    tell(f"http://{name}:{listener.getsockname()[1]}{page}")
    with suppress(KeyboardInterrupt):  # Ctrl-C is how serving ends, once the answers under way are given
        uvicorn.Server(config).run(sockets=[listener])


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
