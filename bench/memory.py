"""How much memory the product takes: at its peak on the sample article, and along a text of 20,000 words.

The reading of a web page runs in a child process; its peak is a figure of its own. Along the long text the resident
memory is looked at twice a second, in the command that writes a file and in the server that streams: it must be as
flat at the end as after a tenth of the way. Linux only: it reads /proc.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from figure import Figure, Given, run_alone
from news import long_text
from wordpace_process import SAMPLE, finish, listen_command, serving

WORDS = 20_000
PEAK_ASKED_MB = 450.0
GROWTH_ASKED_MB = 30.0  # from a tenth of the way to its end; all of the audio would be 550 MB
INTERVAL_S = 0.5
MOST_SAMPLES = 4_000  # of memory: over half an hour


def figures(_given: Given) -> list[Figure]:
    """The sample's peaks, and the growth along the long text."""
    parent, child = sample_peaks()
    text = long_text(WORDS)
    return [
        Figure("peak_mb", "peak memory of `listen`, sample article", "MB", parent, PEAK_ASKED_MB),
        Figure("child_peak_mb", "and of its child that reads the page", "MB", child, PEAK_ASKED_MB),
        flat("listen", along_listen(text)),
        flat("stream", along_stream(text)),
    ]


def flat(name: str, sizes: list[float]) -> Figure:
    """The growth between a tenth of the way and the end, with the sizes on the way as a remark."""
    tenth, half, end = (sizes[min(len(sizes) * percent // 100, len(sizes) - 1)] for percent in (10, 50, 100))
    note = f"{tenth:.0f}, {half:.0f}, {end:.0f} MB at 10, 50, 100 %; most {max(sizes):.0f}"
    grown = max(sizes[len(sizes) // 10 :]) - tenth
    return Figure(f"{name}_growth_mb", f"`{name}`, {WORDS:,} words: growth", "MB", grown, GROWTH_ASKED_MB, note=note)


def sample_peaks() -> tuple[float, float]:
    """Peak memory in MB of the command on the sample, and of its largest child."""
    children = 0.0
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        process = subprocess.Popen(listen_command(SAMPLE, Path(folder, "sample.mp3")), stdout=subprocess.DEVNULL)
        parent = 0.0
        while not _ended(process.pid):
            parent = max(parent, in_memory_mb(process.pid, "VmHWM"))
            children = max([children, *(in_memory_mb(child, "VmHWM") for child in children_of(process.pid))])
            time.sleep(0.02)
        # The system's own figure is the larger of the process and its children; what was seen is at most 20 ms old.
        largest = finish(process, began).peak_mb
    return (largest if largest > children else parent), children


def along_listen(text: str) -> list[float]:
    """Resident memory in MB along `wordpace listen` on a text."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "long.txt")
        source.write_text(text, encoding="utf-8")
        began = time.perf_counter()
        process = subprocess.Popen(listen_command(source, Path(folder, "long.mp3")), stdout=subprocess.DEVNULL)
        sizes = watched(process.pid, lambda: _ended(process.pid))
        finish(process, began)
    return sizes


def along_stream(text: str) -> list[float]:
    """Resident memory in MB of a server while a text is streamed to one listener."""
    with serving() as server:
        response, connection = server.audio(server.add(text), 200)
        next_look = time.monotonic()
        sizes: list[float] = []
        while response.read(65536):
            if time.monotonic() >= next_look and len(sizes) < MOST_SAMPLES:
                sizes.append(in_memory_mb(server.pid))
                next_look += INTERVAL_S
        connection.close()
    return sizes


def watched(pid: int, ended: Callable[[], bool]) -> list[float]:
    """A process's resident memory in MB until it has ended."""
    sizes: list[float] = []
    while not ended() and len(sizes) < MOST_SAMPLES:
        sizes.append(in_memory_mb(pid))
        time.sleep(INTERVAL_S)
    return [size for size in sizes if size]


def in_memory_mb(pid: int, what: str = "VmRSS") -> float:
    """A process's memory now (VmRSS) or at its peak (VmHWM); 0 where it has ended."""
    try:
        found = re.search(rf"{what}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


def children_of(pid: int) -> list[int]:
    """The processes that a process has started."""
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, file.read_text(encoding="ascii").split())
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found


def _ended(pid: int) -> bool:
    """Whether a child of ours has ended and only waits to be asked for its status."""
    return "State:\tZ" in Path(f"/proc/{pid}/status").read_text(encoding="ascii")


if __name__ == "__main__":
    run_alone(figures, __doc__)
