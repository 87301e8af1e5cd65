"""Signing in with a provider over HTTP: a browser there and back, whose account it is, and how nobody is led astray."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.error import HTTPError

import pytest
from fastapi.testclient import TestClient
from httpx2 import Cookies, Response
from joserfc.jwk import RSAKey
from tests.openid.small_provider import CLIENT, SECRET, SmallProvider, small_provider
from tests.openid.test_sign_in import NoRedirect
from tests.web.people import quick_people

from wordpace.openid.provider import Client, Provider
from wordpace.openid.sign_in import SignIn
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.web.api import make_app
from wordpace.web.household import People

HERE = "http://127.0.0.1:8080"
PASSWORD = "a password of the owner"


@pytest.fixture(scope="module")
def provider_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "first", "use": "sig"})


@pytest.fixture
def provider(provider_key: RSAKey) -> Iterator[SmallProvider]:
    with small_provider(provider_key) as running:
        yield running


@pytest.fixture
def sign_in(provider: SmallProvider) -> SignIn:
    return SignIn(Provider(Client(provider.address, CLIENT, SECRET)), "Home")


@pytest.fixture
def people(settings: Settings, service: Service, sign_in: SignIn) -> People:
    """The owner, and whoever comes."""
    people = quick_people(settings, service, sign_in)
    people.accounts.create_owner("olga", PASSWORD)
    return people


class Browser:
    """Cookies of its own, over a server that all share."""

    def __init__(self, client: TestClient) -> None:
        self._client, self.cookies = client, Cookies()

    def get(self, address: str, **options: Any) -> Response:
        return self._ask("GET", address, **options)

    def post(self, address: str, **options: Any) -> Response:
        return self._ask("POST", address, **options)

    def _ask(self, method: str, address: str, **options: Any) -> Response:
        self._client.cookies = self.cookies
        answer = self._client.request(method, address, follow_redirects=False, **options)
        self.cookies = self._client.cookies
        return answer


@pytest.fixture
def browser(service: Service, people: People) -> Iterator[Callable[[], Browser]]:
    """Opens browsers."""
    with TestClient(make_app(service, people=people), base_url=HERE) as client:
        yield lambda: Browser(client)


@pytest.fixture
def open_house(sign_in: SignIn) -> None:
    """Whoever the provider knows gets an account."""
    sign_in.takes_new_people = True


def from_provider(address: str) -> str:
    """Where the provider sends the browser that comes to an address of its."""
    try:
        urllib.request.build_opener(NoRedirect).open(address, timeout=10)
    except HTTPError as answer:
        with answer:
            return str(answer.headers["Location"])
    raise AssertionError("the provider did not send the browser back")


def way_back(browser: Browser, start: str = "/oidc/start") -> str:
    """Begins a sign-in; gives the address that leads back with its answer."""
    begun = browser.get(start)
    assert begun.status_code == 303, begun.text
    return from_provider(begun.headers["location"])


def who(browser: Browser) -> str | None:
    user = browser.get("/api/session").json()["user"]
    return user and str(user["name"])


@pytest.mark.usefixtures("open_house")
def test_a_new_person_gets_an_account_and_the_page_that_was_wanted(
    browser: Callable[[], Browser], people: People
) -> None:
    """A member's, without a password; the second time it is the same account."""
    first, second = browser(), browser()
    answer = first.get(way_back(first, "/oidc/start?next=/queue?tag=a%26b"))
    assert (answer.status_code, answer.headers["location"]) == (303, "../queue?tag=a&b")
    assert who(first) == "ana"
    second.get(way_back(second))
    assert who(second) == "ana"
    assert [(user.name, user.role) for user in people.accounts.users()] == [("olga", "admin"), ("ana", "member")]


def test_somebody_unknown_is_told_what_to_do(
    browser: Callable[[], Browser], people: People, provider: SmallProvider, sign_in: SignIn
) -> None:
    """A name that somebody here has makes nobody that one: names can be chosen."""
    page, provider.name = browser(), "olga"
    answer = page.get(way_back(page))
    assert answer.status_code == 422
    assert "Nobody here is known by that identity (olga)" in answer.text
    assert who(page) is None
    sign_in.takes_new_people = True
    new = browser()
    new.get(way_back(new))
    assert who(new) == "olga 2"
    assert len(people.accounts.users()) == 2


def test_who_is_signed_in_connects_an_identity_and_signs_in_with_it(browser: Callable[[], Browser]) -> None:
    """It begins with a POST, which no other site can send, and ends in the same session."""
    page = browser()
    page.post("/api/session", json={"name": "olga", "password": PASSWORD})
    begun = page.post("/api/oidc/link", json={})
    answer = page.get(from_provider(begun.json()["url"]))
    assert (answer.status_code, answer.headers["location"]) == (303, "../settings#people")
    other = browser()
    other.get(way_back(other))
    assert who(other) == "olga"


def test_nobody_connects_an_identity_with_another_persons_account(
    browser: Callable[[], Browser], people: People
) -> None:
    """What one began with one's own identity does not end in the browser of somebody else who is signed in."""
    people.accounts.create("mallory", PASSWORD)
    mallory, olga = browser(), browser()
    for page, name in ((mallory, "mallory"), (olga, "olga")):
        page.post("/api/session", json={"name": name, "password": PASSWORD})
    back = from_provider(mallory.post("/api/oidc/link", json={}).json()["url"])
    olga.cookies.set("wordpace-provider", mallory.cookies["wordpace-provider"], domain="127.0.0.1")
    assert olga.get(back).status_code == 403
    assert browser().post("/api/oidc/link", json={}).status_code == 401
    elsewhere = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert olga.post("/api/oidc/link", json={}, headers=elsewhere).status_code == 403
    stranger = browser()
    assert stranger.get(way_back(stranger)).status_code == 422


@pytest.mark.usefixtures("open_house")
def test_an_answer_counts_in_the_browser_that_asked_for_it_and_once(browser: Callable[[], Browser]) -> None:
    """Login CSRF: a link with somebody else's answer signs nobody in; nor does the same address a second time."""
    attacker, victim = browser(), browser()
    link = way_back(attacker)
    refused = victim.get(link)
    assert (refused.status_code, who(victim)) == (403, None)
    assert "did not begin in this browser" in refused.text
    way_back(victim)
    assert victim.get(link).status_code == 502  # of another sign-in
    assert who(victim) is None
    own = way_back(victim)
    kept = victim.cookies["wordpace-provider"]
    assert victim.get(own).status_code == 303
    assert "wordpace-provider" not in victim.cookies
    assert victim.get(own).status_code == 403
    victim.cookies.set("wordpace-provider", kept, domain="127.0.0.1")
    assert victim.get(own).status_code == 502  # the provider gives nothing for it any more


@pytest.mark.usefixtures("open_house")
def test_a_cookie_that_this_server_did_not_write_counts_for_nothing(browser: Callable[[], Browser]) -> None:
    """However it came into the browser."""
    page = browser()
    back = way_back(page)
    kept = page.cookies["wordpace-provider"]
    for forged in (kept[:-1], kept.replace("~", "~x", 1), "a~b~c~~2f~" + "0" * 64, "~", ""):
        page.cookies.set("wordpace-provider", forged, domain="127.0.0.1")
        assert page.get(back).status_code == 403
    assert who(page) is None


@pytest.mark.usefixtures("open_house")
@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example", "//evil.example", "/\\evil.example", "/\t/evil.example", "evil", "", "/" + "x" * 1000],
)
def test_no_address_elsewhere_is_led_to(browser: Callable[[], Browser], wanted: str) -> None:
    """Neither after the provider nor after a password."""
    page = browser()
    begun = page.get("/oidc/start", params={"next": wanted})
    assert page.get(from_provider(begun.headers["location"])).headers["location"] == "../"
    form = {"name": "olga", "password": PASSWORD, "next": wanted}
    assert browser().post("/login", data=form, headers={"Origin": HERE}).headers["location"] == "./"


def test_the_cookie_is_read_by_no_script_and_goes_to_no_other_host(
    browser: Callable[[], Browser], service: Service, people: People
) -> None:
    """Over https it is one of this host alone."""
    plain = browser().get("/oidc/start").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=lax", "Path=/", "Max-Age=600"} <= set(plain.split("; "))
    public = "https://wordpace.home.example"
    page = TestClient(make_app(service, public_url=public, people=people), base_url=public)
    answer = page.get("/oidc/start", follow_redirects=False)
    assert answer.headers["set-cookie"].startswith("__Host-wordpace-provider=")
    assert "Secure" in answer.headers["set-cookie"].split("; ")
    assert "redirect_uri=https%3A%2F%2Fwordpace.home.example%2Foidc%2Fcallback" in answer.headers["location"]


def test_a_provider_that_fails_is_one_line_on_the_page(browser: Callable[[], Browser], provider: SmallProvider) -> None:
    """On the way there and on the way back; the password still signs in."""
    provider.described["issuer"] = "https://elsewhere.example"
    answer = browser().get("/oidc/start")
    assert answer.status_code == 502
    assert "calls itself" in answer.text
    assert 'action="../login"' in answer.text
    provider.described.clear()
    page, provider.bend = browser(), {"aud": "another server"}
    answer = page.get(way_back(page))
    assert answer.status_code == 502
    assert "can&#x27;t be trusted (invalid claim aud)" in answer.text


@pytest.mark.usefixtures("open_house")
def test_without_an_owner_there_is_nothing_to_sign_in_to(
    settings: Settings, service: Service, sign_in: SignIn, provider: SmallProvider
) -> None:
    """The first account is no stranger's who happens to be known to the provider."""
    people = quick_people(settings, service, sign_in)
    with TestClient(make_app(service, people=people), base_url=HERE) as page:
        for address in ("/oidc/start", "/login"):
            assert page.get(address).url.path == "/"
    assert provider.asked == []
