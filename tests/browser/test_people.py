"""Signing in, making the server one's own, and who may do what, in a real browser."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import RSAKey
from playwright.sync_api import Page, expect
from tests.browser.conftest import Opener, Server, start_server, stop_server
from tests.browser.test_access import violations
from tests.openid.small_provider import CLIENT, SECRET, SmallProvider, small_provider

PASSWORD = "a password of the owner"
PHONE = {"width": 320, "height": 700}


@pytest.fixture(scope="module")
def provider() -> Iterator[SmallProvider]:
    with small_provider(RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})) as running:
        yield running


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, provider: SmallProvider) -> Iterator[Server]:
    """A server with an owner called olga, and a provider whose people get accounts."""
    running = start_server(
        tmp_path_factory.mktemp("home"),
        owner_name="olga",
        owner_password=PASSWORD,
        oidc_issuer=provider.address,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="Home",
        oidc_new_people="1",
    )
    yield running
    stop_server(running)


def sign_in(page: Page, name: str = "olga", password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize(("scheme", "locale"), [("light", "en-US"), ("dark", "zh-CN")])
def test_the_page_for_signing_in_is_for_everybody(open_page: Opener, home: Server, scheme: str, locale: str) -> None:
    """Axe, 320 pixels, in both themes and languages, with an error told."""
    page = open_page(f"{home.address}/login", viewport=PHONE, color_scheme=scheme, locale=locale)
    assert violations(page) == []
    page.locator("#name").fill("olga")
    page.locator("#password").fill("not the password")
    page.keyboard.press("Enter")
    expect(page.locator("#trouble")).not_to_be_empty()
    expect(page.locator("#password")).to_be_focused()
    expect(page.locator("#name")).to_have_value("olga")
    assert violations(page) == []
    assert fits(page)


def test_without_a_script_one_signs_in_and_comes_to_the_page_that_was_wanted(open_page: Opener, home: Server) -> None:
    """A form is all that it takes; its page is asked for first by whoever asks for another."""
    page = open_page(f"{home.address}/queue", java_script_enabled=False)
    expect(page).to_have_url(f"{home.address}/login?next=%2Fqueue")
    sign_in(page)
    expect(page).to_have_url(f"{home.address}/queue")


def test_the_provider_signs_in_whom_it_knows(open_page: Opener, home: Server, provider: SmallProvider) -> None:
    """There and back; the account is a member's, who sees no people and can connect nothing of others."""
    page = open_page(f"{home.address}/login?next=/settings")
    page.get_by_role("link", name="Sign in with Home").click()
    expect(page).to_have_url(f"{home.address}/settings")
    people = page.locator("#people")
    expect(people.get_by_text("Signed in as ana, member.")).to_be_visible()
    expect(people.get_by_role("heading", name="API tokens")).to_be_visible()
    expect(people.get_by_role("heading", name="People of this server")).to_have_count(0)
    people.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert provider.asked.count("/token") == 1


@pytest.fixture(scope="module")
def session(home: Server) -> Any:
    """Where the owner is signed in already: who tries too often to sign in is told to wait. There is a member, chen."""
    answer = send(home, "/api/session", {"name": "olga", "password": PASSWORD})
    name, _, rest = answer["Set-Cookie"].partition("=")
    value = rest.partition(";")[0]
    send(home, "/api/users", {"name": "chen", "password": PASSWORD}, Cookie=f"{name}={value}")
    return {"name": name, "value": value, "url": home.address}


def send(home: Server, path: str, body: Any, **headers: str) -> Message:
    """The headers of the answer."""
    headers |= {"Content-Type": "application/json"}
    asked = urllib.request.Request(home.address + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(asked, timeout=30) as answer:
        told: Message = answer.headers
        return told


@pytest.fixture
def owner(open_page: Opener, home: Server, session: Any) -> Page:
    """The owner's settings, on a small screen."""
    page = open_page(f"{home.address}/healthz", viewport=PHONE, color_scheme="light")
    page.context.add_cookies([session])
    page.goto(f"{home.address}/settings")
    expect(page.locator("#people").get_by_role("heading", name="People of this server")).to_be_visible()
    return page


def test_a_token_is_made_with_the_keyboard_shown_once_and_ended(owner: Page, home: Server) -> None:
    """It may do what it was made for and nothing else."""
    people = owner.locator("#people")
    people.get_by_text("New token").press("Enter")
    people.get_by_label("Name of the program").fill("A reader")
    owner.keyboard.press("Enter")
    expect(people.get_by_role("listitem")).not_to_contain_text(["A reader"])  # it has to be for something
    people.get_by_label("Read the library").press("Space")
    people.get_by_role("button", name="Make the token").press("Enter")
    token = people.locator(".token code").inner_text()
    status = """async ([path, token]) => {
      const headers = {Authorization: `Bearer ${token}`};
      return (await fetch(path, {credentials: "omit", headers})).status;
    }"""
    assert owner.evaluate(status, ["/api/articles", token]) == 200
    assert owner.evaluate(status, ["/api/tokens", token]) == 403
    owner.reload()
    expect(people.get_by_text("A reader")).to_be_visible()
    expect(owner.locator("body")).not_to_contain_text(token)
    people.get_by_role("button", name="End the token A reader").press("Enter")
    owner.get_by_role("dialog").get_by_role("button", name="End").press("Enter")
    expect(people.get_by_text("No program has a token yet.")).to_be_visible()
    assert owner.evaluate(status, ["/api/articles", token]) == 401


def test_people_are_added_given_another_password_and_removed(owner: Page, open_page: Opener, home: Server) -> None:
    """By the owner, who can't be removed; whose session ends is asked to sign in."""
    people = owner.locator("#people")
    people.get_by_text("Add somebody").click()
    people.get_by_label("Name", exact=True).fill("bela")
    people.get_by_label("First password").fill("a first password")
    people.get_by_role("button", name="Add", exact=True).click()
    expect(people.get_by_role("button", name="Remove bela")).to_be_visible()
    expect(people.get_by_role("button", name="Remove olga")).to_have_count(0)
    other = open_page(f"{home.address}/login")
    sign_in(other, "bela", "a first password")
    expect(other.get_by_role("link", name="Settings")).to_be_visible()
    people.get_by_role("button", name="New password for bela").click()
    owner.get_by_role("dialog").get_by_label("New password", exact=True).fill("a second password")
    owner.keyboard.press("Enter")
    expect(owner.get_by_text("bela has a new password.")).to_be_visible()
    other.goto(f"{home.address}/settings")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    people.get_by_role("button", name="Remove bela").click()
    owner.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(people.get_by_text("bela", exact=True)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_settings_of_people_are_for_everybody(owner: Page, scheme: str) -> None:
    """Axe and 320 pixels with everything open, a dialog, too."""
    owner.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    people = owner.locator("#people")
    for fold in people.locator("summary").all():
        fold.click()
    assert violations(owner) == []
    assert fits(owner)
    assert outside(owner) == []
    people.get_by_role("button", name="New password for chen").click()
    expect(owner.get_by_role("dialog")).to_be_visible()
    assert violations(owner) == []
    owner.keyboard.press("Escape")
    expect(people.get_by_role("button", name="New password for chen")).to_be_focused()


def outside(page: Page) -> Any:
    """What of the section can't be seen without scrolling sideways."""
    return page.evaluate(
        """[...document.querySelectorAll("#people :is(button, input:not(.unseen), select, summary)")].filter(each => {
          const {left, right} = each.getBoundingClientRect();
          return each.checkVisibility() && (left < -1 || right > innerWidth + 1);
        }).map(each => each.outerHTML)"""
    )


@pytest.mark.usefixtures("session")
def test_a_session_elsewhere_is_ended_and_the_password_changed(open_page: Opener, home: Server) -> None:
    """The wrong old password changes nothing; the right one signs out everywhere else."""
    page, other = open_page(f"{home.address}/login?next=/settings"), open_page(f"{home.address}/login")
    for each in (other, page):
        sign_in(each, "chen")
        expect(each.get_by_role("link", name="Settings")).to_be_visible()
    people = page.locator("#people")
    people.get_by_role("button", name="End the session in Chrome, Linux").click()
    expect(page.get_by_text("Chrome, Linux is signed out.")).to_be_visible()
    other.goto(f"{home.address}/queue")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    people.get_by_text("Change the password").first.click()
    for old, told in (("not the password", "The name or the password is wrong"), (PASSWORD, "The password is changed")):
        people.get_by_label("Present password").fill(old)
        people.get_by_label("New password", exact=True).fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_text(told)).to_be_visible()
    page.reload()
    expect(people.get_by_text("this browser")).to_be_visible()


def test_the_link_that_is_printed_makes_the_owner(open_page: Opener, tmp_path: Path) -> None:
    """Its code stands in no address that a server sees, and in no history."""
    server = start_server(tmp_path)
    try:
        assert server.process.stdout is not None
        line = next(line for line in server.process.stdout if "/setup#" in line)
        link = next(word for word in line.split() if "/setup#" in word)
        page = open_page(link, viewport=PHONE, color_scheme="dark")
        expect(page).to_have_url(f"{server.address}/setup")
        expect(page.get_by_label("Code")).to_be_hidden()
        expect(page.get_by_label("Name")).to_be_focused()
        assert violations(page) == []
        assert fits(page)
        page.keyboard.type("olga")
        page.get_by_label("Password").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{server.address}/")
        page.goto(f"{server.address}/settings#people")
        expect(page.locator("#people").get_by_text("Signed in as olga, administrator.")).to_be_visible()
    finally:
        stop_server(server)
