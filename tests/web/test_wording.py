"""Every message of the pages and of the player exists in every language, with the same places, and nowhere else."""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from tests.web.test_page import article, skipped

from wordpace.web.page import render_article
from wordpace.web.schemas import STATUS
from wordpace.web.wording import CATALOGUES, wording_for, wording_in

WEB = files("wordpace.web")
PLAYER = WEB / "player"
APP = WEB / "app"
FOLDERS = {"pages": WEB / "messages", "player": PLAYER / "messages", "app": APP / "messages"}
SCRIPTS = {each.name: each.read_text(encoding="utf-8") for each in PLAYER.iterdir() if each.name.endswith(".js")}
APP_FILES = {each.name: each.read_text(encoding="utf-8") for each in APP.iterdir() if each.is_file()}
APP_SCRIPTS = {name: text for name, text in APP_FILES.items() if '"./words.js"' in text}
APP_PAGES = {name: text for name, text in APP_FILES.items() if name.endswith(".html") and "$say_" in text}
SCREENS = "".join((WEB / name).read_text(encoding="utf-8") for name in ("screens.py", "sign_in.py"))
PYTHON = "".join((WEB / name).read_text(encoding="utf-8") for name in ("page.py", "receipt.py", "wording.py"))
KEYS = {"Escape", "Home", "End", "Delete", "Backspace", "Enter", "Tab", "Files"}  # literals that are names of keys


def catalogue(folder: str, language: str) -> dict[str, Any]:
    messages: dict[str, Any] = json.loads((FOLDERS[folder] / f"{language}.json").read_text(encoding="utf-8"))
    return messages


def forms(message: str | dict[str, str]) -> list[str]:
    return [message] if isinstance(message, str) else [*message.values()]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("language", CATALOGUES.values())
def test_a_catalogue_has_every_message_with_the_same_places(folder: str, language: str) -> None:
    """Nothing is missing, left over, empty or markup; a message with a count in English has one everywhere."""
    english, here = catalogue(folder, "en"), catalogue(folder, language)
    errors = {f"error_{code}" for code in STATUS}  # in English the server's own lines say more
    assert set(here) - errors == set(english) - errors | (
        {"error_fault", "error_http", "error_invalid", "error_refused"} & set(here)
    )
    for name in english:
        needed = set().union(*map(places, forms(english[name])))
        for text in forms(here[name]):
            assert places(text) == needed, name
            assert text.strip() and not re.search(r"[<>&]", text), name


def test_every_error_of_the_server_is_said_in_every_other_language() -> None:
    """By its code: the server's own line is English."""
    for language in set(CATALOGUES.values()) - {"en"}:
        assert {f"error_{code}" for code in STATUS} <= set(catalogue("player", language))


def _asked_for(text: str) -> Iterator[str]:
    """Names of messages in a script: literal, or a pattern where part of them is put in."""
    for name in re.findall(r'"([a-z][\w-]*)"', text):
        yield re.escape(name)
    for name in re.findall(r"`([\w${}-]+)`", text):
        yield re.sub(r"\\\$\\\{.*?\\\}", r"[\\w-]+", re.escape(name))


def test_every_message_of_the_player_is_used() -> None:
    """A message that nothing says any more is taken out."""
    used = re.compile("|".join({pattern for text in SCRIPTS.values() for pattern in _asked_for(text)}))
    assert [name for name in catalogue("player", "en") if not used.fullmatch(name)] == []


def test_the_player_says_only_messages_that_there_are() -> None:
    """Each literal that is said is in the catalogue."""
    said = {name for text in SCRIPTS.values() for name in re.findall(r'\bsay\("([^"]+)"', text)}
    assert len(said) > 50
    assert said <= set(catalogue("player", "en"))


def test_the_app_says_only_messages_that_there_are_and_all_of_its_own() -> None:
    """Its scripts may say what the player says, its screens what the pages say."""
    mine = set(catalogue("app", "en"))
    said = {name for text in APP_SCRIPTS.values() for name in re.findall(r'\bsay\("([^"]+)"', text)}
    assert said <= mine | set(catalogue("player", "en"))
    shown = {name for text in APP_PAGES.values() for name in re.findall(r"\$say_(\w+)", text)}
    assert shown | set(re.findall(r'\bsay\("([^"]+)"', SCREENS)) <= mine | set(catalogue("pages", "en"))
    patterns = {pattern for text in APP_SCRIPTS.values() for pattern in _asked_for(text)}
    patterns |= {
        re.sub(r"\\\{.*?\\\}", r"[\\w-]+", re.escape(name)) for name in re.findall(r'say\(f?"([^"]+)"', SCREENS)
    }
    used = re.compile("|".join(patterns | shown))
    named = {"library", "queue", "statistics", "settings"}  # the screens, and what errors of the app are called
    assert [each for each in mine - named if not used.fullmatch(each) and not each.startswith("error_")] == []


def test_no_script_holds_words_for_people() -> None:
    """They stand in the catalogues: no literal is a capitalised word or a line of three words."""
    found = []
    for name, text in [*SCRIPTS.items(), *APP_SCRIPTS.items()]:
        bare = re.sub(r"/\*.*?\*/|(?m:(?:^|\s)//.*$)", "", text, flags=re.DOTALL)
        literals = re.findall(r'"([^"\n]*)"', bare) + re.findall(r"`([^`\n]*)`", bare)
        plain = (re.sub(r"\$\{[^}]*\}", "…", literal) for literal in literals)
        found += [(name, each) for each in plain if re.search(r"^[A-Z][a-z’]+(?!\w|-)|[a-z’]+ [a-z’]+ [a-z’]+", each)]
    assert [(name, each) for name, each in found if each not in KEYS] == []


def test_the_pages_say_only_messages_that_there_are_and_all_of_them() -> None:
    """In the modules and in the templates."""
    english = catalogue("pages", "en")
    templates = (PLAYER / "page.html").read_text(encoding="utf-8")
    said = {*re.findall(r'\bsay\(\s*f?"([^"]+)"', PYTHON), *re.findall(r"\$say_(\w+)", templates)}
    exact = {name for name in said if "{" not in name}
    assert exact <= set(english)
    parts = ("piece_", "pieces_", "treatment_")
    assert {name for name in english if not name.startswith(parts)} <= exact


def test_the_templates_hold_no_words_but_the_name() -> None:
    """What stands between the tags is put in."""
    for path in (PLAYER / "page.html", *(APP / name for name in APP_PAGES)):
        text = path.read_text(encoding="utf-8")
        between = re.sub(r"<[^>]*>|\$\w+", " ", text).split()
        assert set(between) <= {"·", "Wordpace"}


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("ZH-hans-sg", "zh-CN"),
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("fr-FR, zh-TW;q=0.5, en;q=0.3", "zh-CN"),
        ("en;q=0.2, zh;q=0.7", "zh-CN"),
        ("zh;q=0, en", "en"),
        ("fr, de", "en"),
        ("*", "en"),
        (";;,q=,zh;q=many,\x00", "en"),
    ],
)
def test_a_page_speaks_the_language_that_its_browser_likes_best(accepted: str, language: str) -> None:
    """Of those that there are; English where it likes none of them, or says it wrongly."""
    assert wording_for(accepted).language == language


def test_a_page_in_chinese_says_everything_in_chinese() -> None:
    """The page's language and the player's are Chinese; the article's stays its own."""
    wording = wording_in("zh-CN")
    page = render_article(
        article(published="2026-11-09", skipped=[skipped("Waves", 3)], policy={"caption": "read"}), wording
    )
    assert '<html lang="zh-CN">' in page
    assert '<article lang="en"' in page
    for said in ("2026年11月9日", "阅读约 1 分钟", "图片说明，未朗读。", "朗读图片说明", "下载音频"):
        assert said in page
