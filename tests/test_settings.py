"""Settings come from the environment over the file over the defaults, and a slip of the pen is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from wordpace.errors import WordpaceError
from wordpace.settings import Settings, load_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_defaults_hold_where_nothing_is_said(file: Path) -> None:
    """No file, no variables."""
    assert load_settings({}, file) == Settings()


def test_the_environment_wins_over_the_file(file: Path) -> None:
    """Each value is brought to its type."""
    file.write_text('fetch_timeout = 5\nnpm = "pnpm"\nprivate_networks = ["10.0.0.0/8"]\n')
    settings = load_settings({"WORDPACE_NPM": "", "WORDPACE_DATA_DIR": "~/x", "WORDPACE_SILENT_VOICE": "1"}, file)
    assert settings.fetch_timeout == 5.0
    assert settings.npm == ""
    assert settings.private_networks == ("10.0.0.0/8",)
    assert settings.data_dir == Path("~/x").expanduser()
    assert settings.silent_voice is True


@pytest.mark.parametrize(
    ("environment", "content", "told"),
    [
        ({"WORDPACE_DATA_DIRR": "x"}, "", "data_dir"),
        ({}, "fetch_timeoutt = 3", "fetch_timeout"),
        ({}, "quite_other = 3", "Known are"),
        ({"WORDPACE_FETCH_TIMEOUT": "soon"}, "", "float"),
        ({"WORDPACE_SILENT_VOICE": "maybe"}, "", "bool"),
        ({}, "no toml", "Correct it"),
    ],
)
def test_what_can_not_be_used_is_told(file: Path, environment: dict[str, str], content: str, told: str) -> None:
    """With the nearest known name, or what is wanted."""
    file.write_text(content)
    with pytest.raises(WordpaceError) as error:
        load_settings(environment, file)
    assert told in str(error.value)


def test_variables_of_other_programs_are_left_alone(file: Path) -> None:
    """WORDPACE_BATCH belongs to a scorer, not to us."""
    assert load_settings({"WORDPACE_BATCH": "1", "WORDPACE": "x"}, file) == Settings()
