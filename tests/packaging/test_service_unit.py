"""The unit of systemd is one that systemd takes, and gives the service no more than it needs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

UNIT = Path(__file__).parents[2] / "packaging" / "wordpace.service"
MOST_EXPOSED = 20  # tenths; a unit without hardening has 92 to 96
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")


def analyze(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Lets systemd look at the unit; what it starts has to be there, so Python stands for Wordpace."""
    unit = folder / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    unit.write_text(re.sub(r"^ExecStart=\S+", f"ExecStart={Path(sys.executable).absolute()}", text, flags=re.MULTILINE))
    command = ["systemd-analyze", *arguments, str(unit)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@needs_systemd
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """Without a warning."""
    done = analyze(tmp_path, "verify")
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_the_unit_is_hardened(tmp_path: Path) -> None:
    """As systemd itself counts what a service could still do."""
    done = analyze(tmp_path, "security", "--offline=true", f"--threshold={MOST_EXPOSED}")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_service_has_longer_to_end_than_it_takes() -> None:
    """It ends within 10 s by itself; systemd would kill it after this."""
    found = re.search(r"^TimeoutStopSec=(\d+)$", UNIT.read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    assert int(found[1]) > 10
