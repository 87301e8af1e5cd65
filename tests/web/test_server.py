"""The server ends in time and quietly, whatever is still in hand."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
from asyncio import CancelledError

import pytest

from wordpace.web.server import _is_news

HANGING = """
import asyncio, time
import uvicorn
from wordpace.web import server

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        print("asked to end", flush=True)
        time.sleep(600)

async def tell():
    await asyncio.sleep(0.2)
    print("serving", flush=True)

server.END_S = 0.5
config = uvicorn.Config(app, port=0, log_config=None, callback_notify=tell, timeout_notify=1)
server._Server(config, lambda: None).run()
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_what_hangs_does_not_keep_it_from_ending(how: signal.Signals) -> None:
    """It leaves with status 0, as everything that is finished is kept."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen([sys.executable, "-c", HANGING], stdout=subprocess.PIPE, text=True, env=environment)
    assert process.stdout is not None
    assert process.stdout.readline() == "serving\n"
    process.send_signal(how)
    assert process.stdout.readline() == "asked to end\n"
    assert process.wait(10) == 0
    process.stdout.close()


def test_answers_that_the_end_breaks_off_are_no_news() -> None:
    """A listener's goes on until then; faults are told as ever."""

    def record(message: str, error: BaseException | None) -> logging.LogRecord:
        info = None if error is None else (type(error), error, None)
        return logging.LogRecord("uvicorn.error", logging.ERROR, "", 0, message, ("3",) if "%" in message else (), info)

    assert not _is_news(record("Exception in ASGI application", CancelledError()))
    assert not _is_news(record("Cancel %s running task(s), timeout graceful shutdown exceeded", None))
    assert _is_news(record("Exception in ASGI application", ValueError()))
    assert _is_news(record("Invalid HTTP request received.", None))
