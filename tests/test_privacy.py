"""What is listened to stays here: no telemetry, no outside assets, and nothing fetched but what a listener asks for."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import privacy
import wordpace
from wordpace.service import Service
from wordpace.web.api import make_app

ROOT = Path(__file__).parents[1]
SOURCE = Path(wordpace.__file__).parent
ALLOWED = (
    subprocess.run(["unshare", "--map-root-user", "--net", "true"], capture_output=True, check=False).returncode == 0
)


@pytest.mark.slow
@pytest.mark.skipif(not ALLOWED, reason="this machine allows no network namespaces")
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
def test_without_a_route_everything_works_and_nothing_is_tried() -> None:
    """Files, library, player, speech and each page in a browser, in a network namespace that leads nowhere."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench" / "privacy.py")], capture_output=True, text=True, timeout=170, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    seen = json.loads(done.stdout)
    assert seen["outside"] == []
    assert seen["left"] == []
    assert seen["file_bytes"] > 100_000
    assert seen["api_bytes"] > 10_000
    assert seen["requests"] > 7 * 5


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
def test_the_watch_sees_an_attempt(tmp_path: Path) -> None:
    """By name, by address and without a connection, in a child too: so that seeing nothing means something."""
    attempt = (
        "import os, socket\n"
        "os.fork()\n"
        "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "try: s.sendto(b'', ('192.0.2.7', 9))\n"
        "except OSError: pass\n"
        "s.connect(('127.0.0.1', 9))\n"
    )
    log = tmp_path / "log"
    command = [
        "strace",
        "--follow-forks",
        "--seccomp-bpf",
        "--quiet=all",
        f"--trace={privacy.CALLS}",
        f"--output={log}",
    ]
    subprocess.run([*command, sys.executable, "-c", attempt], check=True)
    found = privacy.addresses(log.read_text())
    assert sorted(found) == ["127.0.0.1", "127.0.0.1", "192.0.2.7", "192.0.2.7"]
    assert {each for each in found if not privacy.is_this_machine(each)} == {"192.0.2.7"}


def test_few_modules_can_open_a_connection() -> None:
    """Pages, voices and publishers' lists come in by these; a new one is a decision."""
    ways = {
        "socket",
        "httpx2",
        "httpcore2",
        "urllib.request",
        "http.client",
        "smtplib",
        "ftplib",
        "requests",
        "aiohttp",
    }
    found = set()
    for path in SOURCE.rglob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        if names & ways:
            found.add(path.relative_to(SOURCE).as_posix())
    assert found == {
        "openid/provider.py",  # through the guarded transport
        "pipeline/addresses.py",
        "pipeline/download.py",
        "pipeline/transport.py",
        "voices/download.py",
        "web/server.py",  # listens
    }


def test_what_the_browser_gets_names_no_other_host() -> None:
    """Scripts, styles and pages load from their own server alone: other addresses in them are names and examples."""
    loads = re.compile(
        r"""(?:src|srcset|href|action|from|import|url|fetch|new URL)\s*[=(]?\s*["'(]\s*(?:https?:)?//([\w.-]+)"""
    )
    files = [path for path in (SOURCE / "web").rglob("*") if path.suffix in {".js", ".css", ".html", ".svg", ".json"}]
    assert len(files) > 100
    found = {(path.name, host) for path in files for host in loads.findall(path.read_text(encoding="utf-8"))}
    assert found == {("embed.js", "SERVER")}  # a comment: how a page includes it


@pytest.mark.filterwarnings("ignore:Duplicate Operation ID")  # of a GET and its HEAD
def test_the_server_has_no_page_with_outside_assets(service: Service) -> None:
    """FastAPI's own pages of the API load scripts from elsewhere; the guide has the reference."""
    with TestClient(make_app(service), base_url="http://127.0.0.1:8080") as client:
        assert [client.get(path).status_code for path in ("/docs", "/redoc", "/docs/oauth2-redirect")] == [404] * 3
        assert client.get("/openapi.json").status_code == 200


def test_onnxruntime_is_reached_by_one_module_that_silences_it() -> None:
    """Unasked, it keeps an identifier of the machine and notes of each model to send to its maker."""
    importing = re.compile(r"^\s*(?:import|from) onnxruntime", re.MULTILINE)
    found = [path.name for path in SOURCE.rglob("*.py") if importing.search(path.read_text(encoding="utf-8"))]
    assert found == ["runtime.py"]
    source = (SOURCE / "voices" / "runtime.py").read_text(encoding="utf-8")
    assert source.index("ORT_DISABLE_TELEMETRY") < source.index("import onnxruntime")
