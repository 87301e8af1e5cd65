"""A provider on loopback for the tests of signing in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from joserfc.jwk import RSAKey
from tests.openid.small_provider import SmallProvider, small_provider


@pytest.fixture(scope="session")
def provider_key() -> RSAKey:
    """Made once: it takes a while."""
    return RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})


@pytest.fixture
def provider(provider_key: RSAKey) -> Iterator[SmallProvider]:
    with small_provider(provider_key) as running:
        yield running
