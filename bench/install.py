"""How large a default install is: `pip install .` into a new environment, downloads included in the time it takes.

python bench/install.py          (some 200 MB are downloaded)
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from importlib.metadata import Distribution, distributions
from pathlib import Path

from figure import Figure, Given, run_alone

PROJECT = Path(__file__).parents[1]
SIZE_ASKED_MB = 550.0
UNWANTED = ("scipy",)
LARGEST = 5
_GPL = re.compile(r"\bA?GPL|GNU (?:Affero )?General Public", re.IGNORECASE)  # the lesser GPL is not meant


def figures(given: Given) -> list[Figure]:
    """Size, unwanted packages, GPL packages. Only where it was asked for: it downloads a lot."""
    size = "default install on disk"
    if not given.install:
        return [Figure("install_mb", size, "MB", at_most=SIZE_ASKED_MB, note="ask with --install: it downloads 200 MB")]
    return measured()


def measured() -> list[Figure]:
    """The figures of a new environment."""
    with tempfile.TemporaryDirectory() as folder:
        environment = Path(folder, "environment")
        subprocess.run([sys.executable, "-m", "venv", environment], check=True)
        pip = [str(environment / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, "--no-cache-dir", str(PROJECT)], check=True)
        packages = [
            each for site in environment.glob("lib/*/site-packages") for each in distributions(path=[str(site)])
        ]
        sizes = {each.name: _installed_mb(each) for each in packages}
        whole = _on_disk_mb(list(environment.rglob("*")))
        unwanted = [name for name in sizes if name.lower() in UNWANTED]
        gpl = [each.name for each in packages if _is_gpl(each)]
    ordered = sorted(sizes.items(), key=lambda item: -item[1])[:LARGEST]
    largest = ", ".join(f"{name} {size:.0f}" for name, size in ordered)
    return [
        Figure("install_mb", "default install on disk", "MB", whole, SIZE_ASKED_MB, note=f"largest: {largest}"),
        Figure("unwanted", "scipy in it", "packages", len(unwanted), 0),
        Figure("gpl", "GPL or AGPL packages in it", "packages", len(gpl), 0, note=", ".join(gpl)),
    ]


def _installed_mb(package: Distribution) -> float:
    return _on_disk_mb([Path(str(file.locate())) for file in package.files or []])


def _on_disk_mb(files: list[Path]) -> float:
    """What files take on the disk, in MB of 10**6 bytes."""
    blocks = sum(file.lstat().st_blocks for file in files if file.is_file() and not file.is_symlink())
    return blocks * 512 / 1e6


def _is_gpl(package: Distribution) -> bool:
    about = package.metadata
    licences = [*about.get_all("License-Expression", []), *about.get_all("Classifier", [])]
    licences += [line.splitlines()[0] for line in about.get_all("License", []) if line]
    return any(_GPL.search(line) and "LGPL" not in line and "Lesser" not in line for line in licences)


if __name__ == "__main__":
    run_alone(lambda _: measured(), __doc__)
