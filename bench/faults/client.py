"""A small HTTP client for many listeners at once, and what a server process takes of the machine. Linux only: /proc."""

from __future__ import annotations

import asyncio
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path

PIECE = 16_384  # bytes that are read at once


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request. Times are seconds since it was begun."""

    status: int  # 0: there was no answer
    size: int = 0  # bytes of the body, its coding included
    first_s: float = 0.0  # to the first byte of the body
    last_s: float = 0.0
    whole: bool = False  # the server ended the body as it should
    retry_s: float | None = None  # what Retry-After says


@dataclass(frozen=True, slots=True)
class Client:
    """Sends requests, each on a connection of its own."""

    host: str
    port: int

    async def speak(self, text: str, form: str = "mp3", leave_after: float | None = None) -> Answer:
        """Has a text spoken by OpenAI's endpoint."""
        body = json.dumps({"input": text, "response_format": form})
        return await self._ask("POST /v1/audio/speech", body=body, leave_after=leave_after)

    async def listen(self, path: str, place: int, size: int, pace: float) -> Answer:
        """Asks for so many bytes of audio from a place on, and reads so many a second."""
        return await self._ask(f"GET {path}", f"Range: bytes={place}-{place + size - 1}\r\n", pace=pace)

    async def _ask(
        self, what: str, fields: str = "", body: str = "", pace: float = 0.0, leave_after: float | None = None
    ) -> Answer:
        began = time.perf_counter()
        try:
            async with asyncio.timeout(leave_after or 120):
                return await self._asked(f"{what} HTTP/1.1\r\n{fields}", body.encode(), pace, began)
        except (OSError, TimeoutError, asyncio.IncompleteReadError):
            return Answer(0, last_s=time.perf_counter() - began)

    async def _asked(self, head: str, body: bytes, pace: float, began: float) -> Answer:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            kind = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
            writer.write(f"{head}Host: 127.0.0.1\r\nConnection: close\r\n{kind}\r\n".encode() + body)
            answered = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            size, first_s, tail = 0, 0.0, b""
            while piece := await reader.read(PIECE):
                first_s = first_s or time.perf_counter() - began
                size, tail = size + len(piece), (tail + piece)[-5:]
                if pace:
                    await asyncio.sleep(len(piece) / pace)
        finally:
            writer.close()
        fields = dict(line.split(": ", 1) for line in answered.split("\r\n")[1:] if ": " in line)
        whole = (
            tail == b"0\r\n\r\n"
            if "chunked" in fields.get("transfer-encoding", "")
            else (size == int(fields.get("content-length", size)))
        )
        retry = float(fields["retry-after"]) if "retry-after" in fields else None
        return Answer(int(answered.split()[1]), size, first_s, time.perf_counter() - began, whole, retry)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a process takes."""

    memory_mb: float
    descriptors: int
    threads: int
    processor_s: float  # so far


def taken(pid: int) -> Taken:
    """What a process takes now."""
    process = Path(f"/proc/{pid}")
    status = dict(line.split(":", 1) for line in (process / "status").read_text().splitlines())
    memory, threads = int(status["VmRSS"].split()[0]) / 1024, int(status["Threads"])
    times = (process / "stat").read_text().rpartition(")")[2].split()[11:13]
    processor_s = sum(map(int, times)) / os.sysconf("SC_CLK_TCK")
    return Taken(memory, len(list((process / "fd").iterdir())), threads, processor_s)
