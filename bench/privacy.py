"""Runs the product where no network can be reached, and counts what tries.

    python bench/privacy.py     prints one JSON object; the exit status is 1 where anything was tried

In a network namespace without a route (Linux, where they are allowed) it makes a file by the command line, serves,
adds, plays, asks for speech, and opens each page in Chromium. strace sees every connection that Wordpace's processes
begin, the browser every request that its pages make; both may lead to this machine only. Home has to stay empty.
"""

from __future__ import annotations

import ipaddress
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from fcntl import ioctl
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, sync_playwright

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "examples" / "tidal-clock.html"
INSIDE = "WITHOUT_A_ROUTE"
SCREENS = ("/", "/queue", "/statistics", "/settings", "/add", "/pair")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
CALLS = "connect,sendto,sendmsg,sendmmsg"
# connect(7, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.1")}, 16) = ...
ADDRESS = re.compile(r'port=htons\((\d+)\).*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")')
NAMES = "53"  # the port of name servers: what asks there for a name means to go on, wherever the name server is
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1


def main() -> int:
    """The exit status: 0 where nothing but this machine was tried."""
    if INSIDE not in os.environ:
        command = ["unshare", "--map-root-user", "--net", sys.executable, __file__]
        return subprocess.run(command, env=os.environ | {INSIDE: "1"}, check=False).returncode
    raise_loopback()
    with TemporaryDirectory() as folder:
        seen = run_everything(Path(folder))
    print(json.dumps(seen))
    return 1 if seen["outside"] or seen["failed"] or seen["left"] else 0


def raise_loopback() -> None:
    """A new namespace has a loopback that is down, and nothing else."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        flags = struct.unpack("16sh", ioctl(any_socket, SIOCGIFFLAGS, struct.pack("16sh", b"lo", 0)))[1]
        ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh", b"lo", flags | IFF_UP))
        with suppress(OSError):
            any_socket.connect(("192.0.2.1", 9))
            raise SystemExit("There is a route out of here, so nothing would be shown.")


def run_everything(folder: Path) -> dict[str, object]:
    """What was done, and each address outside this machine that anything tried."""
    made, home = folder / "made.mp3", folder / "home"
    home.mkdir()
    for arguments in (["listen", str(SAMPLE), "-o", str(made)], ["script", str(SAMPLE)], ["voices"]):
        with watched(folder, arguments) as process:
            process.communicate(timeout=120)
            assert process.returncode == 0, arguments
    with watched(folder, ["serve", "--port", "0", str(SAMPLE)]) as process:
        assert process.stdout is not None
        address = next(line for line in process.stdout if "http://" in line).strip()
        server = address.partition("/listen/")[0]
        heard = use_api(server)
        requests, failed = open_pages(server, address)
    connections = [found for log in folder.glob("*.strace") for found in addresses(log.read_text(encoding="utf-8"))]
    asked = {urlsplit(each).netloc for each in requests if urlsplit(each).scheme in {"http", "https", "ws", "wss"}}
    return {
        "file_bytes": made.stat().st_size,
        "api_bytes": heard,
        "pages": len(SCREENS) + 1,
        "requests": len(requests),
        "failed": failed,
        "connections": len(connections),
        "left": sorted(path.name for path in home.iterdir()),
        "outside": sorted(
            {each for each in connections if not is_this_machine(each)} | (asked - {urlsplit(server).netloc})
        ),
    }


@contextmanager
def watched(folder: Path, arguments: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """Wordpace with a home and data of its own, and strace beside it."""
    log = folder / f"{len(list(folder.glob('*.strace')))}.strace"
    command = ["strace", "--follow-forks", "--seccomp-bpf", "--quiet=all", f"--trace={CALLS}", f"--output={log}"]
    command += [sys.executable, "-m", "wordpace", *arguments]
    environment = os.environ | {"HOME": str(folder / "home"), "WORDPACE_DATA_DIR": str(folder / "data")}
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=folder, start_new_session=True
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)  # strace takes no heed of it and ends with the program
                process.wait(30)


def addresses(log: str) -> list[str]:
    """The address of each call in strace's log that has one; of a name server, that it is one."""
    return [
        f"{first or second} asked for a name" if port == NAMES else first or second
        for port, first, second in ADDRESS.findall(log)
    ]


def is_this_machine(address: str) -> bool:
    """Whether an address is loopback's."""
    return " " not in address and ipaddress.ip_address(address).is_loopback


def use_api(server: str) -> int:
    """Adds a text, hears it and its times, and asks for speech; how many bytes of sound came."""
    article = ask(
        f"{server}/api/articles", {"text": "The lamp\n\nThe lamp went dark on a Sunday, and nobody knew why."}
    )
    where = f"{server}/api/articles/{json.loads(article)['id']}"
    assert json.loads(ask(f"{where}/timings"))["sentences"]
    return len(ask(f"{where}/audio")) + len(ask(f"{server}/v1/audio/speech", {"input": "It is four in the afternoon."}))


def ask(url: str, body: object = None) -> bytes:
    """The whole answer; a body makes it a POST."""
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(
        urllib.request.Request(url, data, {"Content-Type": "application/json"}), timeout=60
    ) as answer:
        return bytes(answer.read())


def open_pages(server: str, article: str) -> tuple[list[str], list[str]]:
    """Every request of every page, the article's while it plays, and those that failed."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM)))
    requests: list[str] = []
    failed: list[str] = []
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        page = browser.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("requestfailed", lambda request: note(request, failed))
        for screen in SCREENS:
            page.goto(f"{server}{screen}")
            page.wait_for_load_state("load")
        page.goto(article)
        play(page)
        browser.close()
    return requests, failed


def note(request: Request, failed: list[str]) -> None:
    """Notes a request that failed; a page that is left drops those that it was waiting for."""
    if request.failure != "net::ERR_ABORTED":
        failed.append(f"{request.url} {request.failure}")


def play(page: Page) -> None:
    """Presses play, and waits until sound is heard."""
    page.locator("wordpace-player [part~=play]").first.click()
    page.wait_for_function("() => document.querySelector('audio').currentTime > 0.5", timeout=30_000)


if __name__ == "__main__":
    sys.exit(main())
