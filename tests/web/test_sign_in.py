"""The pages at which people sign in, and where the first one makes the server theirs: without a script, and safely."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from tests.web.people import quick_people

from wordpace.accounts import Accounts
from wordpace.service import Service
from wordpace.settings import Settings
from wordpace.web.api import make_app
from wordpace.web.household import People
from wordpace.web.sign_in import own_path

HERE = "http://127.0.0.1:8080"
OWN = {"Origin": HERE}
GIVEN = {"name": "olga", "password": "a password of the owner"}


@pytest.fixture
def people(settings: Settings, service: Service) -> People:
    return quick_people(settings, service)


@pytest.fixture
def accounts(people: People) -> Accounts:
    return people.accounts


@pytest.fixture
def owned(accounts: Accounts) -> None:
    accounts.create_owner(**GIVEN)


@pytest.fixture
def browser(service: Service, people: People) -> Iterator[TestClient]:
    with TestClient(make_app(service, people=people), base_url=HERE, follow_redirects=False) as client:
        yield client


def is_signed_in(browser: TestClient) -> bool:
    return browser.get("/api/session").json()["user"] is not None


@pytest.mark.usefixtures("owned")
def test_a_form_signs_in_and_leads_to_the_page_that_was_wanted(browser: TestClient) -> None:
    """Who is signed in is not asked again."""
    page = browser.get("/login?next=/listen/x%3Ft%3D3")
    assert '<input type="hidden" name="next" value="/listen/x?t=3">' in page.text
    answer = browser.post("/login", data=GIVEN | {"next": "/listen/x?t=3"}, headers=OWN)
    assert (answer.status_code, answer.headers["location"]) == (303, "./listen/x?t=3")
    assert is_signed_in(browser)
    assert browser.get("/login?next=/queue").headers["location"] == "./queue"


@pytest.mark.usefixtures("owned")
@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/", "./login?next=%2F"),
        ("/queue", "./login?next=%2Fqueue"),
        ("/listen/%C3%A4?t=3&x=y", "../login?next=%2Flisten%2F%25C3%25A4%3Ft%3D3%26x%3Dy"),
    ],
)
def test_a_page_that_is_nobodys_yet_leads_to_signing_in(browser: TestClient, path: str, place: str) -> None:
    """And back from there. Scripts and programs are told that nobody is signed in."""
    page = {"Accept": "text/html,*/*;q=0.8"}
    answer = browser.get(path, headers=page)
    assert (answer.status_code, answer.headers["location"]) == (303, place)
    signed_in = browser.post("/login", data=GIVEN | dict(answer.next_request.url.params), headers=OWN)  # type: ignore[union-attr]
    assert browser.get(signed_in.headers["location"].removeprefix("."), headers=page).status_code in {200, 404}
    browser.cookies.clear()
    assert browser.get(path).status_code == 401
    assert browser.get("/api/articles", headers=page | {"Sec-Fetch-Mode": "cors"}).status_code == 401


@pytest.mark.usefixtures("owned")
def test_a_wrong_password_is_told_and_the_name_is_kept(browser: TestClient) -> None:
    """Not the password; and nothing that was typed becomes markup."""
    wrong = {"name": '"><script>alert(1)</script>', "password": "not the password", "next": '"><b>'}
    answer = browser.post("/login", data=wrong, headers=OWN)
    assert answer.status_code == 401
    assert "The name or the password is wrong. Try again." in answer.text
    assert "&quot;&gt;&lt;script&gt;" in answer.text
    assert [each for each in ("<script>alert", "<b>", wrong["password"]) if each in answer.text] == []
    assert answer.headers["cache-control"] == "no-store"
    assert not is_signed_in(browser)


@pytest.mark.usefixtures("owned")
def test_after_too_many_guesses_the_page_says_when_to_come_again(browser: TestClient) -> None:
    """Also with the right password then."""
    for _ in range(10):
        assert browser.post("/login", data=GIVEN | {"password": "a guess of mine"}, headers=OWN).status_code == 401
    answer = browser.post("/login", data=GIVEN, headers=OWN)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert 'class="trouble" id="trouble" role="alert">Too many' in answer.text


@pytest.mark.usefixtures("owned")
@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:9090", "null", None])
@pytest.mark.parametrize("path", ["/login", "/setup"])
def test_a_form_of_another_site_is_not_taken(browser: TestClient, path: str, origin: str | None) -> None:
    """Login CSRF: nobody is signed in as somebody else by a page elsewhere; what has no origin is none of ours."""
    headers = {} if origin is None else {"Origin": origin}
    assert browser.post(path, data=GIVEN, headers=headers).status_code in {403, 415}
    assert not is_signed_in(browser)


@pytest.mark.usefixtures("owned")
def test_forms_are_taken_at_these_two_pages_only_and_are_short(browser: TestClient) -> None:
    """Everything else is written as JSON."""
    assert browser.post("/api/session", data=GIVEN, headers=OWN).status_code == 415
    assert browser.post("/api/articles", data={"text": "x"}, headers=OWN).status_code == 415
    assert browser.post("/login", data=GIVEN | {"more": "x" * 20_000}, headers=OWN).status_code == 413
    plain = {"Content-Type": "text/plain", **OWN}
    assert browser.post("/login", content="name=olga", headers=plain).status_code == 415
    broken = {"Content-Type": "application/x-www-form-urlencoded", **OWN}
    assert browser.post("/login", content=b"\xff&&=%zz", headers=broken).status_code == 401


def test_the_links_code_makes_the_owner_once(browser: TestClient, accounts: Accounts) -> None:
    """A wrong one makes nobody, and a password that is too short is told with the rest kept."""
    code = accounts.setup_code()
    assert 'src="app/setup.js"' in browser.get("/setup").text
    assert browser.post("/setup", data=GIVEN | {"code": "guessed"}, headers=OWN).status_code == 401
    short = browser.post("/setup", data={"code": code, "name": "olga", "password": "short"}, headers=OWN)
    assert short.status_code == 422
    assert f'value="{code}"' in short.text
    assert 'value="olga"' in short.text
    made = browser.post("/setup", data=GIVEN | {"code": code}, headers=OWN)
    assert (made.status_code, made.headers["location"]) == (303, "./")
    assert is_signed_in(browser)
    assert accounts.owner is not None
    assert accounts.owner.name == "olga"
    again = browser.get("/setup").text
    assert "This server has an owner" in again
    assert "<form" not in again
    assert browser.post("/setup", data=GIVEN | {"code": code}, headers=OWN).status_code == 401


@pytest.mark.usefixtures("owned")
def test_the_pages_speak_the_browsers_language(browser: TestClient) -> None:
    """Their errors, too."""
    chinese = {"Accept-Language": "zh-CN"}
    page = browser.get("/login", headers=chinese)
    assert '<html lang="zh-CN">' in page.text
    assert "<h1>登录</h1>" in page.text
    wrong = browser.post("/login", data=GIVEN | {"password": "not the password"}, headers=OWN | chinese)
    assert "Try again" not in wrong.text
    assert "密码" in wrong.text.partition('role="alert">')[2].partition("<")[0]


@pytest.mark.parametrize(
    ("wanted", "path"),
    [
        ("/", "/"),
        ("/listen/a?t=3#s", "/listen/a?t=3#s"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("https:/evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\n/evil.example", "/"),
        (" /x", "/"),
        ("/\u2028", "/"),
        ("", "/"),
    ],
)
def test_a_wanted_page_is_one_of_this_server(wanted: str, path: str) -> None:
    """Whatever else is asked for is the first page."""
    assert own_path(wanted) == path
