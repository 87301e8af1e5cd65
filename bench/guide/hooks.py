"""What properdocs calls while it builds the guide (properdocs.yml names this file)."""

from __future__ import annotations

from pathlib import PurePosixPath

from properdocs.config.defaults import ProperDocsConfig
from properdocs.structure.files import File, Files
from properdocs.structure.pages import Page

from guide.commands_reference import make_commands_reference
from guide.figures import filled
from guide.http_reference import make_http_reference
from guide.python_reference import make_python_reference
from guide.repository import ROOT, come_along, for_the_site, path_of, place_of

MADE = {
    "reference-python.md": make_python_reference,
    "reference-commands.md": make_commands_reference,
    "reference-http.md": make_http_reference,
}


def on_files(files: Files, config: ProperDocsConfig) -> Files:
    """Adds the references, and the documents and pictures of the repository that pages link to."""
    pages = [path_of(PurePosixPath(file.src_uri)) for file in files.documentation_pages()]
    for path in sorted(come_along(pages)):
        files.append(File.generated(config, str(place_of(path)), abs_src_path=str(ROOT / path)))
    for name, make in MADE.items():
        files.append(File.generated(config, name, content=make()))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Fills in what is counted, and makes links that lead to the repository lead to where its documents are."""
    if page.file.src_uri in MADE:
        return markdown
    return for_the_site(filled(markdown), path_of(PurePosixPath(page.file.src_uri)))
