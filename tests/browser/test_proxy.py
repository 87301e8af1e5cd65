"""A TLS proxy in front, as the guide has it: a phone is paired, keeps an article, and hears it with the server off."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from tests.browser.conftest import ARGUMENTS, CHOICE, CHROMIUM, STORY, Server, start_server, stop_server
from tests.browser.test_player import player_of, playing, press

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
OPENSSL = shutil.which("openssl")
NAME = "wordpace.home.example"
GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "phone.md"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed (apt install nginx-light)"),
    pytest.mark.skipif(OPENSSL is None, reason="openssl, which makes the certificate, is not installed"),
]


@dataclass(frozen=True)
class Proxied:
    """A server, the proxy before it, and the key by which the browser trusts that."""

    server: Server
    proxy: subprocess.Popen[bytes]
    port: int
    trusted: str

    @property
    def address(self) -> str:
        return f"https://{NAME}:{self.port}"


def free_port() -> int:
    with socket.socket() as chosen:
        chosen.bind(("127.0.0.1", 0))
        return int(chosen.getsockname()[1])


def certificate(folder: Path) -> str:
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


def configuration(folder: Path, port: int, upstream: str) -> str:
    """The guide's own, with this test's places in it."""
    found = re.search(r"    server \{.*?\n    \}\n", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    server = found.group().replace("listen 443", f"listen 127.0.0.1:{port}").replace("http://127.0.0.1:8080", upstream)
    server = server.replace("$host;", f"$host:{port};")  # a port of the test's own is part of the name
    server = re.sub(r"/etc/ssl/wordpace\.(\w+)", rf"{folder}/\1", server)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"daemon off; pid {folder}/pid; error_log stderr; events {{}} http {{ access_log off; {temporary} {server} }}"
    )


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[Proxied]:
    port = free_port()
    server = start_server(tmp_path / "library", public_url=f"https://{NAME}:{port}")
    trusted = certificate(tmp_path)
    (tmp_path / "nginx.conf").write_text(configuration(tmp_path, port, server.address), encoding="utf-8")
    proxy = subprocess.Popen([str(NGINX), "-p", tmp_path, "-c", tmp_path / "nginx.conf"], stderr=subprocess.DEVNULL)
    yield Proxied(server, proxy, port, trusted)
    proxy.terminate()
    proxy.wait(20)
    if server.process.poll() is None:
        stop_server(server)


@pytest.fixture
def phone(playwright: Playwright, proxied: Proxied) -> Iterator[Page]:
    """A small browser that finds the name and trusts the certificate, as a phone does once it is set up."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert found, "The browser tests need Chromium. Run: make test"
    trust = [f"--host-resolver-rules=MAP {NAME} 127.0.0.1", f"--ignore-certificate-errors-spki-list={proxied.trusted}"]
    browser = playwright.chromium.launch(executable_path=found, args=[*ARGUMENTS, *trust])
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True)
    context.add_init_script(CHOICE.replace('location.protocol === "http:"', 'location.protocol.startsWith("http")'))
    yield context.new_page()
    browser.close()


def test_a_phone_is_paired_through_the_proxy_and_hears_what_it_kept(proxied: Proxied, phone: Page) -> None:
    """Unpaired it gets nothing; the printed code lets this machine in, whose page lets the phone in."""
    printed = proxied.server.process.stdout
    assert printed is not None
    link = re.search(r"http://\S+/pair#(\S+)", printed.readline())
    assert link
    assert phone.goto(f"{proxied.address}/").status == 401  # type: ignore[union-attr]
    phone.goto(f"{proxied.address}/pair#{link[1]}")
    phone.get_by_label("A name for this device").fill("My phone")
    phone.get_by_role("button", name="Pair this device").click()
    phone.wait_for_url(f"{proxied.address}/")
    body = {"html": STORY}
    made = phone.evaluate(
        """async body => (await fetch("/api/articles", {method: "POST", headers: {"Content-Type": "application/json"},
        body: JSON.stringify(body)})).json()""",
        body,
    )
    phone.goto(f"{proxied.address}/listen/{made['id']}")
    player_of(phone)
    phone.get_by_role("button", name="Keep offline").click()
    expect(phone.get_by_role("status").filter(has_text="Kept on this device")).to_be_visible()
    phone.reload()
    stop_server(proxied.server)  # the proxy stays, and answers 502
    phone.goto(f"{proxied.address}/")
    expect(phone.get_by_role("heading", name="Kept on this device")).to_be_visible()
    phone.get_by_role("link", name="The night ledger").first.click()
    press(phone, "Play")
    playing(phone)


def test_a_link_from_another_site_gets_in_with_a_strict_cookie(proxied: Proxied, phone: Page) -> None:
    """The first answer is the page that asks again by itself."""
    printed = proxied.server.process.stdout
    assert printed is not None
    link = re.search(r"http://\S+/pair#(\S+)", printed.readline())
    assert link
    phone.goto(f"{proxied.address}/pair#{link[1]}")
    phone.get_by_role("button", name="Pair this device").click()
    phone.wait_for_url(f"{proxied.address}/")
    phone.goto("data:text/html,<title>Elsewhere</title>")
    phone.evaluate("address => { location.href = address }", f"{proxied.address}/settings")
    expect(phone.get_by_role("heading", name="Settings").first).to_be_visible()
