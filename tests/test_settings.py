"""Settings come from the environment over the file over the defaults, and a slip of the pen is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from wordpace.errors import WordpaceError
from wordpace.settings import Settings, load_settings, read_settings


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
        ({"WORDPACE_FETCH_TIMEOUT": "soon"}, "", "a number"),
        ({"WORDPACE_SILENT_VOICE": "maybe"}, "", "true or false"),
        ({}, "no toml", "Line 1 of"),
        ({}, 'npm = ["a"]', "a text in quotes"),
        ({}, "workers = 0", "1 or more"),
        ({}, "workers = 2.5", "a whole number"),
        ({}, "syntheses = true", "a whole number"),
        ({}, "cache_days = -1", "0 or more"),
        ({}, "cache_days = nan", "a number"),
        ({}, "silent_voice = 1", "true or false"),
        ({}, 'log_format = "xml"', "one of: text, json"),
        ({}, "[fetch]\ntimeout = 3", "fetches"),
        ({}, "npm = [", "can't be read"),
        ({"WORDPACE_DATA_DIR": ""}, "", "a path"),
        ({"WORDPACE_CONFIG": "/no/such/file"}, "", "No such file"),
    ],
)
def test_what_can_not_be_used_is_told(file: Path, environment: dict[str, str], content: str, told: str) -> None:
    """With the nearest known name, or what is wanted."""
    file.write_text(content)
    with pytest.raises(WordpaceError) as error:
        load_settings(environment, None if "WORDPACE_CONFIG" in environment else file)
    assert told in str(error.value)


def test_variables_of_other_programs_are_left_alone(file: Path) -> None:
    """WORDPACE_BATCH belongs to a scorer, not to us."""
    assert load_settings({"WORDPACE_BATCH": "1", "WORDPACE": "x"}, file) == Settings()


def test_a_server_takes_every_variable_of_ours_for_a_setting(file: Path) -> None:
    """Only those that container platforms make by themselves, and a few of other programs, are none."""
    platform = {
        "WORDPACE_PORT": "tcp://10.0.0.7:8080",
        "WORDPACE_PORT_8080_TCP_ADDR": "10.0.0.7",
        "WORDPACE_SERVICE_HOST": "10.0.0.7",
        "WORDPACE_BATCH": "1",
        "WORDPACE_TRACEBACK": "1",
    }
    assert load_settings(platform, file, strict=True) == Settings()
    for name in ("WORDPACE_COLOUR", "WORDPACE_PORT"):
        with pytest.raises(WordpaceError, match=name):
            load_settings({name: "9000"}, file, strict=True)


def test_all_that_is_wrong_is_found_at_once_with_its_line(file: Path) -> None:
    """Also what stands below a line that is no TOML."""
    file.write_text('npm = "pnpm"\nfetch timeout = 3\n\nworkers = "many"\nwathc = []\nrequests = 7\n')
    loaded = read_settings({"WORDPACE_FETCHES": "-1"}, file)
    told = sorted(str(each) for each in loaded.faults)
    assert len(told) == 4, told
    for line, part in ((2, "can't be read"), (4, "workers"), (5, "Did you mean watch?")):
        assert any(f"ine {line} of {file}" in each and part in each for each in told), told
    assert any("WORDPACE_FETCHES in the environment" in each for each in told)
    assert (loaded.settings.npm, loaded.settings.requests) == ("pnpm", 7)
    assert loaded.places == {"npm": f"line 1 of {file}", "requests": f"line 6 of {file}"}
    with pytest.raises(WordpaceError, match=r"more \(3\): wordpace config check"):
        load_settings({"WORDPACE_FETCHES": "-1"}, file)


def test_secrets_stand_in_files_of_their_own(file: Path, tmp_path: Path) -> None:
    """As containers and systemd hand them over: without the line end, from the environment or the settings file."""
    secret = tmp_path / "run secret"
    secret.write_text("s3 cret\n")
    for environment, content in (
        ({"WORDPACE_PUBLISH_SECRET_FILE": str(secret)}, ""),
        ({}, f"publish_secret_file = '{secret}'"),
        ({"WORDPACE_PUBLISH_SECRET_FILE": str(secret)}, "publish_secret = 'another'"),
    ):
        file.write_text(content)
        loaded = read_settings(environment, file)
        assert (loaded.settings.publish_secret, loaded.faults) == ("s3 cret", ())
        assert str(secret) in loaded.places["publish_secret"]


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"WORDPACE_PUBLISH_SECRET_FILE": "{missing}"}, "No such file"),
        ({"WORDPACE_PUBLISH_SECRET_FILE": "{empty}"}, "is empty"),
        ({"WORDPACE_PUBLISH_SECRET_FILE": "{folder}"}, "Is a directory"),
        ({"WORDPACE_PUBLISH_SECRET": "a", "WORDPACE_PUBLISH_SECRET_FILE": "{empty}"}, "set twice"),
        ({"WORDPACE_FETCH_TIMEOUT_FILE": "{empty}"}, "Did you mean fetch_timeout"),
    ],
)
def test_a_secret_that_is_not_there_is_told(file: Path, tmp_path: Path, environment: dict[str, str], told: str) -> None:
    """And only secrets have such files."""
    (tmp_path / "empty").touch()
    places = {"missing": tmp_path / "missing", "empty": tmp_path / "empty", "folder": tmp_path}
    with pytest.raises(WordpaceError, match=told):
        load_settings({name: value.format(**places) for name, value in environment.items()}, file)


def test_a_secret_is_not_repeated_where_it_can_not_be_used(file: Path) -> None:
    """It may be on a screen, or in a log."""
    file.write_text("publish_secret = 31337")
    with pytest.raises(WordpaceError) as error:
        load_settings({}, file)
    assert "31337" not in str(error.value)
