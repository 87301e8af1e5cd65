"""The library: adding, finding, and doing things to many articles, by mouse, by keys and without a script."""

from __future__ import annotations

import re
from itertools import count

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.conftest import Opener, Server

_numbers = count(1)
BODY = "Somebody copied a paragraph about {} from somewhere, to have it read aloud on the way home. " * 6
DROP = """([name, type, text]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([text], name, {type}));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.body.dispatchEvent(new DragEvent(kind, {bubbles: true, cancelable: true, dataTransfer: transfer}));
  }
}"""


def text(title: str, about: str = "boats") -> str:
    return f"{title}\n\n{BODY.replace('{}', about)}"


@pytest.fixture
def tag(server: Server) -> str:
    """A tag of its own, so that a test sees only its own articles."""
    return f"tag {next(_numbers)}"


def add(server: Server, tag: str, *titles: str, about: str = "boats") -> list[str]:
    return [server.ask("/api/articles", {"text": text(title, about), "tags": [tag]})["id"] for title in titles]


def opened(open_page: Opener, server: Server, tag: str, **options: object) -> Page:
    return open_page(f"{server.address}/?tag={tag}", **options)


def rows(page: Page) -> Locator:
    return page.locator("#articles .row:has(.check)")


def titles(page: Page) -> list[str]:
    return rows(page).locator("a.title").all_inner_texts()


def test_pasted_text_and_a_wrong_address_are_added_each_with_its_own_line(open_page: Opener, server: Server) -> None:
    """The one is there at once, the other says why not and what to do."""
    page = open_page(f"{server.address}/")
    field = page.get_by_label("Add an article")
    field.fill(text("A pasted headline"))
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#additions li").first).to_contain_text("Added.")
    expect(page.get_by_role("link", name="A pasted headline").first).to_be_visible()
    field.fill("http://127.0.0.1:1/one")
    field.press("Enter")
    wrong = page.locator("#additions .told.wrong")
    expect(wrong).to_contain_text("paste it above")
    assert field.input_value() == ""


def test_files_are_chosen_and_dropped_several_at_once(open_page: Opener, server: Server) -> None:
    """Each has its line; one that can't be read does not keep the others out."""
    page = open_page(f"{server.address}/")
    expect(page.get_by_role("button", name="Add", exact=True)).to_be_enabled()
    files = [
        {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": text(f"From the file {name}").encode()}
        for name in ("one", "two")
    ]
    broken = {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 nothing"}
    page.locator("#files").set_input_files([*files, broken])  # type: ignore[arg-type]
    expect(page.locator("#additions .told", has_text="Added.")).to_have_count(2)
    expect(page.locator("#additions .told.wrong")).to_have_count(1)
    page.evaluate(DROP, ["three.txt", "text/plain", text("From the file three")])
    expect(page.get_by_role("link", name="From the file three").first).to_be_visible()


def test_search_finds_as_one_types_and_marks_what_it_found(open_page: Opener, server: Server, tag: str) -> None:
    """Also in the page's address, so that it can be opened again."""
    add(server, tag, "On lighthouses", about="lanterns")
    add(server, tag, "On bread", about="flour")
    page = opened(open_page, server, tag)
    expect(rows(page)).to_have_count(2)
    page.get_by_placeholder("Search").press_sequentially("lanterns")
    expect(rows(page)).to_have_count(1)
    expect(rows(page).locator("mark").first).to_have_text(re.compile("lanterns", re.IGNORECASE))
    expect(page.locator("#found")).to_have_text("1 article found")
    assert "q=lanterns" in page.url
    page.reload()
    expect(rows(page)).to_have_count(1)


def test_what_fits_in_some_minutes(open_page: Opener, server: Server, tag: str) -> None:
    """At the listener's own pace."""
    server.ask("/api/articles", {"text": text("Short"), "tags": [tag]})
    server.ask("/api/articles", {"text": text("Long") + "\n\n" + BODY.replace("{}", "rivers") * 30, "tags": [tag]})
    page = opened(open_page, server, tag)
    expect(rows(page)).to_have_count(2)
    page.get_by_label("What fits").select_option("5")
    expect(rows(page)).to_have_count(1)
    assert titles(page) == ["Short"]


def test_delete_is_taken_back_with_control_z_and_keys_do_what_buttons_do(
    open_page: Opener, server: Server, tag: str
) -> None:
    """Arrows go along the list; the focus stays in it when an article leaves."""
    add(server, tag, "The first boat", "The second boat", "The third boat")
    page = opened(open_page, server, tag)
    expect(rows(page)).to_have_count(3)
    page.get_by_role("link", name="The third boat").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="The second boat")).to_be_focused()
    page.keyboard.press("Delete")
    expect(rows(page)).to_have_count(2)
    expect(page.get_by_role("link", name="The first boat")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(rows(page)).to_have_count(3)
    page.get_by_role("link", name="The first boat").focus()
    page.keyboard.press("e")
    expect(rows(page)).to_have_count(2)
    page.get_by_label("Which articles").select_option("archive")
    expect(rows(page)).to_have_count(1)


def test_a_stretch_is_selected_with_shift_and_tagged_at_once(open_page: Opener, server: Server, tag: str) -> None:
    """All that match can be selected, too."""
    add(server, tag, *(f"Article {number}" for number in range(5)))
    page = opened(open_page, server, tag)
    rows(page).locator(".check").nth(1).click()
    rows(page).locator(".check").nth(3).click(modifiers=["Shift"])
    expect(page.locator("#bulk .count")).to_have_text("3 selected")
    page.locator("#bulk").get_by_role("button", name="Tags").click()
    page.get_by_label("Tag, Enter takes it").fill("evening")
    page.get_by_role("button", name="Keep").click()
    expect(page.locator("#articles .tag", has_text="evening")).to_have_count(3)
    rows(page).locator(".check").first.click()
    page.get_by_role("button", name="Select all 5 that match").click()
    expect(page.locator("#bulk .count")).to_have_text("5 selected")
    page.locator("#bulk").get_by_role("button", name="Archive").click()
    expect(page.locator("#found")).to_have_text("0 articles found")


def test_a_long_list_draws_only_what_is_near(open_page: Opener, server: Server, tag: str) -> None:
    """Each row knows its place in the whole."""
    add(server, tag, *(f"Number {number}" for number in range(70)))
    page = opened(open_page, server, tag, viewport={"width": 800, "height": 400})
    expect(page.locator("#found")).to_have_text("70 articles found")
    for _ in range(150):
        page.mouse.wheel(0, 4000)
        if page.get_by_role("link", name="Number 0", exact=True).is_visible():
            break
        page.wait_for_timeout(50)
    last = page.locator("#articles .row", has=page.get_by_role("link", name="Number 0", exact=True))
    expect(last).to_have_attribute("aria-posinset", "70")
    expect(last).to_have_attribute("aria-setsize", "70")
    expect(rows(page)).not_to_have_count(70)


def test_another_device_adds_and_this_one_shows_it(open_page: Opener, server: Server, tag: str) -> None:
    """Without being asked."""
    add(server, tag, "Here already")
    page = opened(open_page, server, tag)
    expect(rows(page)).to_have_count(1)
    add(server, tag, "From elsewhere")
    expect(page.get_by_role("link", name="From elsewhere")).to_be_visible()


def test_the_library_is_readable_without_a_script(browser: Browser, server: Server, tag: str) -> None:
    """Titles lead to their articles, and the filters are a form."""
    add(server, tag, "Plain <b>title</b>")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/?tag={tag}&q=&minutes=&site=&sort=")
    expect(page.locator(".row a")).to_have_text("Plain <b>title</b>")
    page.locator(".row a").click()
    expect(page.locator("h1")).to_have_text("Plain <b>title</b>")
    context.close()
