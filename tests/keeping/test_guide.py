"""The commands of the guide's page on keeping, in their order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = (Path(__file__).parents[2] / "docs" / "guide" / "keeping.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\$ (wordpace .+)$", PAGE, re.MULTILINE)


@pytest.mark.slow
def test_the_commands_of_the_guide_work_one_after_another(tmp_path: Path, story: str) -> None:
    """As they stand."""
    (tmp_path / "story.txt").write_text(story)
    more = {
        "WORDPACE_DATA_DIR": str(tmp_path / "data"),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    assert len(COMMANDS) == 6
    for command in ["wordpace add story.txt", *COMMANDS]:
        done = subprocess.run(
            ["bash", "-c", command.replace("wordpace", f"{sys.executable} -m wordpace", 1)],
            cwd=tmp_path,
            env=os.environ | more,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, ""), command
        assert done.stdout
