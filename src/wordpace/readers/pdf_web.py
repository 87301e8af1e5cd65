"""A web page that was printed to PDF: what belongs to the site, known by its wording, and what follows the story."""

from __future__ import annotations

from collections.abc import Sequence

from wordpace.readers.furniture import ends_the_article, reason_of, starts_comments
from wordpace.readers.pdf_paragraphs import Paragraph

SIGNS = 3  # different lines of furniture from which a document is taken for a web page
WEAK = frozenset({"date", "boilerplate", "credit", "legal", "symbol"})  # papers have them, too
LAST = 0.5  # of the paragraphs: what comes before is too early for the story's end


def skip_site(paragraphs: Sequence[Paragraph]) -> None:
    """Gives the site's own lines the reason for skipping them; does nothing to what is no web page."""
    reasons = {i: reason for i, each in enumerate(paragraphs) if _is_open(each) and (reason := reason_of(each.text))}
    signs = {paragraphs[i].text for i, reason in reasons.items() if reason not in WEAK}
    if len(signs) < SIGNS:
        return
    for i, reason in reasons.items():
        paragraphs[i].role, paragraphs[i].skip = "paragraph", reason
    _skip_after(paragraphs)


def _skip_after(paragraphs: Sequence[Paragraph]) -> None:
    """What stands below the headings that end a story."""
    after: str | None = None
    for paragraph in paragraphs[int(LAST * len(paragraphs)) :]:
        if starts_comments(paragraph.text):
            after = "comments"
        elif ends_the_article(paragraph.text):
            after = after or "other-story"
        if after is not None and _is_open(paragraph):
            paragraph.skip = after


def _is_open(paragraph: Paragraph) -> bool:
    return paragraph.skip is None and paragraph.role in {"paragraph", "heading", "list-item", "quote", "byline"}
