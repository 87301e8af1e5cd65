"""A real nginx with TLS in front of a server, as the guide has it, at the root of a name or below a path of it."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Playwright
from tests.browser.conftest import ARGUMENTS, CHOICE, CHROMIUM, Server, start_server, stop_server

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
OPENSSL = shutil.which("openssl")
NAME = "wordpace.home.example"
GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "phone.md"
SILENT = CHOICE.replace('location.protocol === "http:"', 'location.protocol.startsWith("http")')
# Takes the path off, says so, and gathers answers where nobody asks it not to.
OTHER = """server { listen 127.0.0.1:%(plain)d; location %(path)s { proxy_pass %(upstream)s/;
    proxy_set_header Host %(name)s; proxy_set_header X-Forwarded-Prefix %(path)s; } }"""


@dataclass(frozen=True)
class Proxied:
    """A server, the proxy before it, and the key by which the browser trusts that."""

    server: Server
    name: str  # with the port
    path: str
    plain: int  # a port without TLS where the path is taken off
    trusted: str

    @property
    def address(self) -> str:
        return f"https://{self.name}{self.path}"

    def code(self) -> str:
        """The code that was printed when the server began."""
        assert self.server.process.stdout is not None
        printed = re.search(r"http://\S+/pair#(\S+)", self.server.process.stdout.readline())
        assert printed
        return printed[1]


@contextmanager
def proxied(folder: Path, path: str, **settings: str) -> Iterator[Proxied]:
    """Runs both for the time of the block."""
    port, plain = _free_port(), _free_port()
    name = f"{NAME}:{port}"
    server = start_server(folder / "library", 0, ("-m", "wordpace"), public_url=f"https://{name}{path}", **settings)
    trusted = _certificate(folder)
    other = OTHER % {"plain": plain, "path": path, "upstream": server.address, "name": name}
    (folder / "nginx.conf").write_text(_configuration(folder, port, path, server.address) % other, encoding="utf-8")
    proxy = subprocess.Popen([str(NGINX), "-p", folder, "-c", folder / "nginx.conf"], stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield Proxied(server, name, path, plain, trusted)
    finally:
        proxy.terminate()
        proxy.wait(20)
        if server.process.poll() is None:
            stop_server(server)


def trusting(playwright: Playwright, proxied: Proxied) -> Browser:
    """A browser that finds the name and trusts the certificate, as a phone does once it is set up."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert found, "The browser tests need Chromium. Run: make test"
    trust = [f"--host-resolver-rules=MAP {NAME} 127.0.0.1", f"--ignore-certificate-errors-spki-list={proxied.trusted}"]
    return playwright.chromium.launch(executable_path=found, args=[*ARGUMENTS, *trust])


def _free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


def _wait_for(port: int) -> None:
    """Waits until the proxy takes connections, ten seconds at most."""
    for _ in range(200):
        with suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError("nginx does not listen.")


def _certificate(folder: Path) -> str:
    """Makes one for the name; gives the hash of its public key."""
    made = [str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    files = ["-keyout", str(folder / "key"), "-out", str(folder / "crt"), "-addext", f"subjectAltName=DNS:{NAME}"]
    subprocess.run([*made, *files], check=True, capture_output=True)
    key = subprocess.run(
        [str(OPENSSL), "x509", "-in", folder / "crt", "-pubkey", "-noout"], check=True, capture_output=True
    )
    plain = subprocess.run(
        [str(OPENSSL), "pkey", "-pubin", "-outform", "der"], input=key.stdout, check=True, capture_output=True
    )
    return base64.b64encode(hashlib.sha256(plain.stdout).digest()).decode()


def _configuration(folder: Path, port: int, path: str, upstream: str) -> str:
    """The guide's own with this test's places in it, and a place for another server block."""
    found = re.search(r"    server \{.*?\n    \}\n", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    server = found.group().replace("listen 443", f"listen 127.0.0.1:{port}").replace("http://127.0.0.1:8080", upstream)
    server = server.replace("location / {", f"location {path} {{")
    server = server.replace("$host;", f"$host:{port};")  # a port of the test's own is part of the name
    server = re.sub(r"/etc/ssl/wordpace\.(\w+)", rf"{folder}/\1", server)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    logs = f"daemon off; pid {folder}/pid; error_log stderr;"
    return f"{logs} events {{}} http {{ access_log off; {temporary} {server} %s }}"
