"""What tests of several steps share: scripts made from plain text, and a studio that speaks with the silent voice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from wordpace.assemble import assemble_service
from wordpace.languages.english import ENGLISH
from wordpace.pipeline.narrate import Reader
from wordpace.pipeline.script import make_script
from wordpace.readers.text import read_text
from wordpace.records import Script, VoiceCard
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.voices.silent import SilentVoice

# The same generated cases in every run: a failure is a change, not luck (--hypothesis-profile=default searches anew).
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis_settings.load_profile("steady")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers come last: what drives them keeps an event loop in this thread, in which no other test could run one."""
    items.sort(key=lambda item: "browser" in item.path.parts)


STORY = """The lighthouse at Gannet Point

The lamp went dark on a Sunday, and for 9 days nobody could say why. "It has never failed before," said Ida Marsh, \
who has kept it since 2004.

Engineers found a mouse. It had built a nest behind the fuse box, chewed through one wire, and left by the way it came.

The repair cost $40. The mouse, Marsh said, was not charged.
"""


@pytest.fixture
def story() -> str:
    """A short article as plain text."""
    return STORY


@pytest.fixture
def script_of() -> Callable[[str], Script]:
    """Makes the script of a plain text."""
    return lambda text: make_script(read_text(text, None), ENGLISH)


@pytest.fixture
def script(script_of: Callable[[str], Script]) -> Script:
    """The story's script."""
    return script_of(STORY)


@pytest.fixture
def silent_voice() -> SilentVoice:
    """A voice that takes the time of speaking and hums."""
    card = VoiceCard("silent", "Silent", "silent", "en-US", "us", "female", "Apache-2.0", True, "0")
    return SilentVoice(card)


@pytest.fixture
def reader(silent_voice: SilentVoice) -> Reader:
    """Who reads with the silent voice and keeps nothing."""
    return Reader(silent_voice, ENGLISH)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of their own folder, with the silent voice and no npm."""
    return Settings(data_dir=tmp_path / "data", silent_voice=True, npm="", private_networks=("127.0.0.0/8",))


@pytest.fixture
def service(settings: Settings) -> Iterator[Service]:
    """The whole service on an empty data directory."""
    service = assemble_service(settings)
    yield service
    service.close()
