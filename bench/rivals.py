"""Other extractors behind the command line that the scorers call: NAME script --json FILE... -> a line of JSON each.

    python bench/rivals.py trafilatura script --json FILE...

Each line of an extractor's text counts as a paragraph that is read, after its title.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from wordpace.readers.characters import decode
from wordpace.records import Page

HERE = Path(__file__).parent
NPM = ("@mozilla/readability@0.6.0", "jsdom@26.1.0")
PIP = ("newspaper4k==0.9.6", "lxml_html_clean==0.4.6")
NAMES = ("trafilatura", "readability", "newspaper4k")


def prepare(name: str, folder: Path) -> str | None:
    """Installs an extractor into a folder, if it is not here; why it can't be had, else None."""
    if name == "readability":
        if shutil.which("node") is None or shutil.which("npm") is None:
            return "node is not installed"
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *NPM]
    elif name == "newspaper4k":
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", str(folder), *PIP]
    else:
        return None
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (
        None
        if done.returncode == 0
        else f"not installed: {(done.stderr.strip().splitlines() or ['no reason given'])[-1][:60]}"
    )


def environment(name: str, folder: Path) -> dict[str, str]:
    """What the extractor's process has to be told of where it is installed."""
    if name == "readability":
        return {"NODE_MODULES": str(folder / "node_modules")}
    if name == "newspaper4k":
        return {"PYTHONPATH": os.pathsep.join([os.environ.get("PYTHONPATH", ""), str(folder)])}
    return {}


def main() -> None:
    """Reads the files named and prints what the extractor finds."""
    name, _, _, *files = sys.argv[1:]
    for found in _readability(files) if name == "readability" else map(partial(_in_python, name), files):
        print(json.dumps(_script(found)), flush=True)


def _script(found: dict[str, Any]) -> dict[str, Any]:
    title, byline, lines = found.get("title"), found.get("byline"), (found.get("text") or "").split("\n")
    texts = [" ".join(line.split()) for line in lines]
    sentences = [{"text": title, "role": "title"}] if title else []
    sentences += [{"text": text, "role": "paragraph"} for text in texts if text]
    return {"title": title, "standfirst": found.get("standfirst"), "byline": byline, "sentences": sentences}


def _readability(files: list[str]) -> Iterator[dict[str, Any]]:
    done = subprocess.run(["node", HERE / "readability.mjs", *files], stdout=subprocess.PIPE, text=True, check=True)
    return map(json.loads, done.stdout.splitlines())


def _in_python(name: str, file: str) -> dict[str, Any]:
    markup = decode(Page(file, Path(file).read_bytes(), "text/html"))
    try:
        return _trafilatura(markup) if name == "trafilatura" else _newspaper(markup)
    except Exception as error:  # noqa: BLE001 a page that an extractor fails on is a page without output, as for us
        return {"error": repr(error)}


def _trafilatura(markup: str) -> dict[str, Any]:
    import trafilatura

    found: Any = trafilatura.bare_extraction(markup, include_comments=False, with_metadata=True)
    if found is None:
        return {}
    return {"title": found.title, "standfirst": found.description, "byline": found.author, "text": found.text}


def _newspaper(markup: str) -> dict[str, Any]:
    import newspaper

    article = newspaper.Article("https://page.example/", fetch_images=False)
    article.download(input_html=markup)
    article.parse()
    return {"title": article.title, "byline": ", ".join(article.authors), "text": article.text}


if __name__ == "__main__":
    main()
