"""The container's statements are sound, and what it runs needs no rights and no more than /data and /tmp to write to.

No container engine is needed: the command runs with the image's environment as the image's user, on this machine's own
root made read-only in a mount namespace.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wordpace.settings import Settings, read_settings

ROOT = Path(__file__).parents[2]
FILE = (ROOT / "packaging" / "Containerfile").read_text(encoding="utf-8")
KNOWN = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "HEALTHCHECK", "CMD"}
KNOWN |= {"ENTRYPOINT"}


def statements() -> list[tuple[str, str]]:
    """Each statement's keyword and the rest, on one line; those of the last stage alone decide what runs."""
    lines = re.sub(r"\\\n\s*", " ", re.sub(r"^#.*\n", "", FILE, flags=re.MULTILINE))
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1].strip()) for line in lines.splitlines() if line.strip()]


def last_stage() -> list[tuple[str, str]]:
    found = statements()
    begin = max(index for index, (keyword, _) in enumerate(found) if keyword == "FROM")
    return found[begin:]


def only(keyword: str) -> str:
    (found,) = [rest for each, rest in last_stage() if each == keyword]
    return found


def environment() -> dict[str, str]:
    return dict(re.findall(r"(\w+)=(\S*)", only("ENV")))


def test_every_statement_is_one_that_is_meant() -> None:
    """No typing error stands for an instruction, and each stage begins from a named release."""
    assert {keyword for keyword, _ in statements()} <= KNOWN
    for image in (rest for keyword, rest in statements() if keyword == "FROM"):
        assert re.match(r"docker\.io/library/python:3\.\d+-slim-\w+( AS \w+)?$", image)


def test_it_runs_as_nobody_in_particular() -> None:
    """By number, so that an orchestrator sees that it is not root; nothing is run after that."""
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", only("USER"))
    keywords = [keyword for keyword, _ in last_stage()]
    assert "RUN" not in keywords[keywords.index("USER") :]


def test_the_commands_are_run_without_a_shell() -> None:
    """Signals reach Wordpace itself."""
    assert json.loads(only("ENTRYPOINT")) == ["wordpace"]
    assert json.loads(only("CMD"))[0] == "serve"
    assert json.loads(only("VOLUME")) == ["/data"]
    assert only("STOPSIGNAL") == "SIGTERM"


def test_what_it_sets_are_settings_and_no_secrets() -> None:
    """A secret would stay in the image; it comes as a file."""
    ours = {name: value for name, value in environment().items() if name.startswith("WORDPACE_")}
    loaded = read_settings(ours, ROOT / "no such file")
    assert loaded.faults == ()
    assert loaded.settings.data_dir == Path("/data")
    assert loaded.settings.log_format == "json"
    secrets = [name for name in Settings.__dataclass_fields__ if name.endswith(("secret", "password", "token"))]
    assert secrets
    assert not any(f"WORDPACE_{name.upper()}" in FILE for name in secrets)


def test_what_is_copied_is_there_and_what_is_private_is_not() -> None:
    """The image is built from the project's folder without what lies about in it."""
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert {".git", ".venv", "packaging/owner_password"} <= set(ignored)
    assert ("COPY", ". .") in statements()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


READ_ONLY = """
mount --make-rprivate /
mount --bind "$BASE" /media && mount --bind "$PROJECT" /srv && mount --bind "$DATA" /mnt
mount -o remount,bind,ro /
mount -t tmpfs -o mode=755 tmpfs /root && mount -t tmpfs -o mode=1777 tmpfs /tmp
mkdir -p "$BASE" "$PROJECT" && mount --bind /media "$BASE" && mount --bind /srv "$PROJECT"
mount -o remount,bind,ro "$BASE" && mount -o remount,bind,ro "$PROJECT"
cd /
exec setpriv --reuid "$WHO" --regid "$WHO" --clear-groups --bounding-set=-all --no-new-privs "$@"
"""
"""Everything read-only but the data, at /mnt, and /tmp. Python and the project may lie in root's own folder or in /tmp,
where nobody else would see them."""


def reason_not_to_run() -> str | None:
    if os.geteuid() != 0 or any(shutil.which(each) is None for each in ("unshare", "setpriv", "mount")):
        return "this takes root, unshare and setpriv"
    done = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return None if done.returncode == 0 else "no mount namespace can be made here"


@pytest.fixture
def container(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The container's command, running; and its port."""
    if (reason := reason_not_to_run()) is not None:
        pytest.skip(reason)
    who, port, data = only("USER").partition(":")[0], free_port(), tmp_path / "data"
    data.mkdir()
    os.chown(data, int(who), int(who))
    command = [each.replace("8080", str(port)) for each in json.loads(only("CMD"))]
    command[command.index("--host") + 1] = "127.0.0.1"
    inside = {
        **{name: value.replace("/data", "/mnt") for name, value in environment().items()},
        "PATH": f"{Path(sys.executable).parent}:/usr/sbin:/usr/bin:/sbin:/bin",
        "PYTHONPATH": os.pathsep.join(sys.path),
        **{"BASE": sys.base_prefix, "PROJECT": str(ROOT), "DATA": str(data), "WHO": who},
    }
    process = subprocess.Popen(
        ["unshare", "--mount", "sh", "-euc", READ_ONLY, "sh", *json.loads(only("ENTRYPOINT")), *command],
        env=inside,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    yield process, port
    process.kill()
    process.stdout.close()
    process.wait()


@pytest.mark.slow
def test_it_serves_without_rights_on_a_root_that_is_read_only(
    container: tuple[subprocess.Popen[str], int], tmp_path: Path
) -> None:
    """It is healthy as its own check sees it, keeps its data as its own user, and ends well when it is asked to."""
    process, port = container
    assert process.stdout is not None
    told = process.stdout.readline()
    assert "http://" in told, told + process.stdout.read()
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    assert re.search(r"^Uid:\t10001\t10001", status, re.MULTILINE)
    assert re.search(r"^CapEff:\t0+$", status, re.MULTILINE)
    health = json.loads(only("HEALTHCHECK").partition("CMD ")[2])
    check = [sys.executable, *(each.replace("8080", str(port)) for each in health[1:])]
    for _ in range(50):
        if (done := subprocess.run(check, capture_output=True, text=True, check=False)).returncode == 0:
            break
        time.sleep(0.2)
    assert done.returncode == 0, done.stderr
    process.terminate()
    assert process.wait(10) == 0
    assert (tmp_path / "data" / "wordpace.sqlite3").stat().st_uid == 10001
