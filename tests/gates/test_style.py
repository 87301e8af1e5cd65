"""Style, types and import directions hold, in the same run as everything else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GATES = {
    "style": ["-m", "ruff", "check", "."],
    "layout": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy"],
    "import directions": ["-c", "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"],
}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("gate", GATES)
def test_the_gate_is_green(gate: str) -> None:
    """As `make check` runs it."""
    done = subprocess.run([sys.executable, *GATES[gate]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
