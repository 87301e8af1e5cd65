from __future__ import annotations

import pytest

from wordpace.languages import language_for
from wordpace.languages.english import ENGLISH


@pytest.mark.parametrize("tag", [None, "en", "en-GB", "fr"])
def test_english_is_the_language_there_is(tag: str | None) -> None:
    """Any tag gives English until there is another folder."""
    assert language_for(tag) is ENGLISH
