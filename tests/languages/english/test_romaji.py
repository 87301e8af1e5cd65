from __future__ import annotations

import pytest

from wordpace.languages.english.romaji import reading


@pytest.mark.parametrize(
    ("name", "said"),
    [("hashimoto", "hˌɑʃimˈOtO"), ("ryusuke", "ɹjusˈukA"), ("tsunoda", "tsunˈOdɑ"), ("hamaguchi", "hˌɑmɑɡˈuʧi")],
)
def test_every_letter_of_a_japanese_name_is_said(name: str, said: str) -> None:
    """Evenly, with the stress on the last mora but one."""
    assert reading(name) == said


@pytest.mark.parametrize("name", ["martin", "obama", "banana", "bianchi", "kipchoge", "muriuki", "", "tsu"])
def test_a_name_that_may_be_from_elsewhere_is_not_japanese(name: str) -> None:
    """It needs a part that Japanese names are made of, and nothing that they are not."""
    assert reading(name) is None
