"""Messages -> Article: their forms, headers and encodings, and saved pages. Their texts: `test_newsletter.py`."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wordpace.errors import NotAnArticle, SourceError
from wordpace.readers.mail import read_mail
from wordpace.records import Article

PROSE = "The harbour was shut on Tuesday, and nobody in the town could say when it would open again."
MORE = "Ann Lee walked down to the quay with her brother and looked at the water for a long time."
LAST = "By evening the wind had dropped, and the first of the boats came in under a yellow sky."
HEAD = "From: Ann Lee <ann@vell.example>\nTo: reader@vell.example\nDate: Thu, 12 Mar 2026 08:00:00 +0000\n"


def message(body: str, subject: str = "The storm", kind: str = "html", head: str = HEAD) -> bytes:
    encoded = quopri.encodestring(body.encode()).decode()
    return (
        f"{head}Subject: {subject}\nMIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\n"
        f"Content-Transfer-Encoding: quoted-printable\n\n{encoded}"
    ).encode()


def both(markup: str, text: str, kind: str = "alternative") -> bytes:
    return (
        f"{HEAD}Subject: The storm\nMIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=B\n\n"
        f"--B\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        f"--B\nContent-Type: text/html; charset=utf-8\n\n{markup}\n--B--\n"
    ).encode()


def spoken(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.skip is None and block.role not in {"title", "byline"}]


def test_the_form_that_has_the_text_is_read() -> None:
    """HTML where it says as much, and plain text where the HTML is only a shell."""
    markup = f"<p>{PROSE}</p><ul><li>Rope</li></ul><p>{MORE}</p>"
    text = f"{PROSE}\n\nRope\n\n{MORE}"
    assert [block.role for block in read_mail(both(markup, text)).blocks][2:] == ["paragraph", "list-item", "paragraph"]
    shell = "<p>Open this message in a program that shows pictures.</p>"
    assert spoken(read_mail(both(shell, text)))[0] == PROSE


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Re: Fwd: [Vell] The storm", "The storm"),
        ("AW: WG: The storm", "The storm"),
        ("=?utf-8?q?The_caf=C3=A9_by?= =?iso-8859-1?q?_the_qua=EF?=", "The café by the quaï"),
        ("=?utf-8?b?VGhlIHN0b3Jt?=", "The storm"),
        ("=?utf-8?b?A?=", "=?utf-8?b?A?="),
        ("=?nonsense?q?The_storm?=", "The storm"),
        ("Reading: a defence", "Reading: a defence"),
        ("[Sold out]", "[Sold out]"),
        ("The\n storm", "The storm"),
    ],
)
def test_the_subject_is_the_title(subject: str, title: str) -> None:
    """Decoded, and without what mail programs and lists put before it."""
    assert read_mail(message(f"<p>{PROSE}</p>", subject)).title == title


@pytest.mark.parametrize(
    ("sender", "byline"),
    [
        ("Ann Lee <a@v.example>", "Ann Lee"),
        ('"Ann Lee from Vell Letters" <a@v.example>', "Ann Lee"),
        ("Ann Lee, Vell Gazette <a@v.example>", None),
        ("Vell Weekly <a@v.example>", None),
        ("The Tide Table <a@v.example>", None),
        ("a@v.example", None),
        ("=?utf-8?q?Zo=C3=AB_Day?= <z@v.example>", "Zoë Day"),
    ],
)
def test_the_byline_is_the_sender_where_that_is_a_person(sender: str, byline: str | None) -> None:
    """A newsletter's name is not one."""
    head = f"From: {sender}\nTo: reader@v.example\n"
    assert read_mail(message(f"<p>{PROSE}</p>", head=head)).byline == byline


def encoded(body: bytes, charset: str, transfer: str) -> bytes:
    return (
        f"{HEAD}Subject: The storm\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\n"
        f"Content-Transfer-Encoding: {transfer}\n\n"
    ).encode() + body


CAFE = "Le café de Vell était fermé, et les îles manquaient de pain."


@pytest.mark.parametrize(
    "content",
    [
        encoded(CAFE.encode("latin-1"), "iso-8859-1", "8bit"),
        encoded(CAFE.encode(), "us-ascii", "8bit"),
        encoded(base64.encodebytes(CAFE.encode("cp1252")), "windows-1252", "base64"),
        encoded(base64.encodebytes(CAFE.encode()).rstrip(b"=\n"), "utf-8", "base64"),
        encoded(quopri.encodestring(CAFE.encode("utf-16")), "utf-16", "quoted-printable"),
        encoded(CAFE.encode(), '"no such set"', "7bit"),
        encoded(CAFE.encode(), "utf-8", "x-nonsense"),
    ],
)
def test_character_sets_and_transfer_encodings_are_undone(content: bytes) -> None:
    """Declared truly, wrongly or not at all."""
    assert spoken(read_mail(content)) == [CAFE]


def test_lines_that_flow_are_joined() -> None:
    """As RFC 3676 says: a space at the end."""
    flowing = PROSE.replace("Tuesday, ", "Tuesday, \n").replace("could ", "could \n")
    content = encoded(f"{flowing}\n\nA short line.\nAnother.\n".encode(), "utf-8; format=flowed", "7bit")
    assert spoken(read_mail(content)) == [PROSE, "A short line.", "Another."]


def test_attachments_are_not_read_and_a_letter_inside_a_letter_is() -> None:
    """What is passed on as a whole message is the letter."""
    inner = message(f"<p>{PROSE}</p><p>{MORE}</p>").decode()
    content = (
        f"{HEAD}Subject: See below\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=C\n\n"
        "--C\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\n"
        f"{LAST * 50}\n--C\nContent-Type: message/rfc822\n\n{inner}\n--C--\n"
    ).encode()
    assert spoken(read_mail(content)) == [PROSE, MORE]


def test_a_page_that_a_browser_saved_is_read_as_a_page() -> None:
    """Its own title and address, not the message's."""
    page = (
        "<html><head><title>The storm</title></head><body><nav>Home News</nav><article><h1>The storm</h1>"
        f"<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p></article><footer>About us</footer></body></html>"
    )
    content = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://v.example/storm\nSubject: x\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; type="text/html"; boundary="D"\n\n--D\nContent-Type: text/html\n'
        f"Content-Location: https://v.example/storm\n\n{page}\n--D\nContent-Type: text/css\n\np {{}}\n--D--\n"
    ).encode()
    article = read_mail(content)
    assert (article.title, article.url) == ("The storm", "https://v.example/storm")
    assert [block.text for block in article.blocks if block.role == "paragraph" and not block.skip] == [
        PROSE,
        MORE,
        LAST,
    ]


def test_a_quotation_in_plain_text_is_no_reply() -> None:
    """Only what follows "wrote:" is."""
    article = read_mail(message(f"{PROSE}\n\n> {MORE}\n\n{LAST}\n", kind="plain"))
    assert [(block.role, block.skip) for block in article.blocks[2:]] == [
        ("paragraph", None),
        ("quote", None),
        ("paragraph", None),
    ]


NESTED_FOR_EVER = "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(3_000))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (HEAD.encode(), "no text in it"),
        (message(""), "no text in it"),
        (message("<img src='a.png'>"), "no text in it"),
        (message("<div>" * 5_000 + PROSE), "nested too deeply"),
        ((HEAD + NESTED_FOR_EVER).encode(), "nested too deeply|no text in it"),
    ],
    ids=["no body", "empty", "a picture", "deep markup", "deep parts"],
)
def test_what_is_wrong_with_a_message_is_one_line(content: bytes, words: str) -> None:
    """What happened and what to do."""
    with pytest.raises(SourceError, match=words) as raised:
        read_mail(content)
    assert raised.value.hint


WHOLES = (
    message(
        f"<h1>The storm</h1><p>{PROSE}</p><table><tr><td>{MORE}</td></tr></table><p><a href='/u'>Unsubscribe</a></p>"
    ),
    message(f"{PROSE}\n\nOn Tuesday Bo Ruiz wrote:\n> {MORE}\n-- \nAnn", kind="plain"),
    both(f"<p>{PROSE}</p>", PROSE),
)


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(WHOLES), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=12), st.floats(0, 1)
)
def test_a_damaged_message_is_read_or_refused(whole: bytes, changes: list[tuple[float, int]], end: float) -> None:
    """Whatever happened to its bytes, no error but ours."""
    content = bytearray(whole)
    for place, value in changes:
        content[int(place * len(content))] = value
    for damaged in (bytes(content), bytes(content[: int(end * len(content))])):
        try:
            assert read_mail(damaged).blocks
        except SourceError as error:
            assert error.message


HEADERS = st.tuples(
    st.sampled_from(["From", "Subject", "Date", "Content-Type", "Content-Transfer-Encoding", "Content-Disposition"]),
    st.text(max_size=30)
    | st.sampled_from(["multipart/mixed; boundary=", "text/html; charset=\x00", "=?utf-8?b?A?=", "base64"]),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(HEADERS, max_size=6), st.text(max_size=60))
def test_headers_of_any_kind_are_read_or_refused(headers: list[tuple[str, str]], body: str) -> None:
    """Mail has been written by every program there ever was."""
    content = "".join(f"{name}: {value}\n" for name, value in headers) + f"\n{body}"
    try:
        assert read_mail(content.encode("utf-8", "surrogatepass")).blocks
    except NotAnArticle as error:
        assert error.message
