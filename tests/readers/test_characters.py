"""The character set of a page, by evidence and by declaration."""

import pytest

from wordpace.readers.characters import decode, decode_bytes
from wordpace.records import Page

NEWS = "“Don’t panic,” said the owner of the café — it costs £5 and isn’t naïve.\nThe council voted on Tuesday.\n"


def html(text: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}<title>News</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_text_without_a_declaration_is_read_in_its_own_character_set(codec: str) -> None:
    """Nothing declared: the bytes alone decide."""
    assert decode_bytes(NEWS.encode(codec)) == NEWS


def test_an_old_mac_text_keeps_its_quotes() -> None:
    """Mac Roman's apostrophe is an O with a tilde in windows-1252: the likelier text wins."""
    assert decode_bytes(NEWS.encode("mac_roman")) == NEWS


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Совет во вторник проголосовал за план после споров. ", "cp1251"),
        ("市议会周二投票通过了该计划，经过数月的辩论。", "gb18030"),
        ("市議会は火曜日に計画を承認することを決めました。", "shift_jis"),
    ],
)
def test_other_scripts_without_a_declaration_are_recognised(text: str, codec: str) -> None:
    """A page in another script does not become Western gibberish."""
    assert decode_bytes((text * 5).encode(codec)) == text * 5


@pytest.mark.parametrize("declared", ["ascii", "us-ascii", "latin-1", "ISO-8859-1", "windows-1252", "gb2312", "big5"])
def test_a_wrong_declaration_does_not_spoil_utf8(declared: str) -> None:
    """Bytes that are valid UTF-8 are UTF-8, whatever the server says."""
    assert decode_bytes(NEWS.encode(), declared) == NEWS


@pytest.mark.parametrize("declared", ["latin-1", "ISO-8859-1", "ascii", "windows-1252", "x-cp1252", "utf-8", "utf8"])
def test_windows_quotes_survive_what_is_declared(declared: str) -> None:
    """Latin-1 means windows-1252 on the web, and UTF-8 that is not UTF-8 is not believed."""
    assert decode_bytes(NEWS.encode("cp1252"), declared) == NEWS


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        ("Łódź i Kraków głosowały", "cp1250", "windows-1250"),
        ("Łódź i Kraków głosowały", "iso8859-2", "ISO-8859-2"),
        ("İstanbul'da oylandı, şehir", "cp1254", "iso-8859-9"),
        ("市议会周二投票", "gb18030", "gb2312"),
        ("市議會週二投票", "big5", "Big5"),
        ("市議会は火曜日", "cp932", "x-sjis"),
        ("시의회는 화요일", "cp949", "ks_c_5601-1987"),
        ("สภาเมืองลงมติ", "cp874", "windows-874"),
    ],
)
def test_a_true_declaration_is_followed(text: str, codec: str, declared: str) -> None:
    """Names are understood as the web means them."""
    assert decode_bytes(text.encode(codec), declared) == text


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<META CHARSET=windows-1251>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<!-- <meta charset="utf-8"> --><meta charset="windows-1251" />',
    ],
)
def test_a_page_declares_its_own_character_set(head: str) -> None:
    """A meta element counts, inside a comment it does not."""
    page = html("Совет", head)
    assert decode(Page("x", page.encode("cp1251"), "text/html")) == page


def test_an_xml_declaration_counts_too() -> None:
    """XHTML pages name their character set in their first line."""
    page = '<?xml version="1.0" encoding="windows-1251"?>' + html("Совет")
    assert decode(Page("x", page.encode("cp1251"), "text/html")) == page


def test_the_pages_own_word_goes_before_a_servers_default() -> None:
    """Latin-1 from the server is what some servers say of every page."""
    page = html("Совет", '<meta charset="windows-1251">')
    assert decode(Page("x", page.encode("cp1251"), "text/html", charset="iso-8859-1")) == page


def test_plain_text_is_not_searched_for_a_meta_element() -> None:
    """A text about HTML does not declare its own character set."""
    text = '<meta charset="windows-1251"> costs £5, the café said'
    assert decode(Page("x", text.encode("cp1252"), "text/plain")) == text


def test_a_few_windows_bytes_inside_utf8_are_mended() -> None:
    """One pasted quote does not turn the whole page into gibberish."""
    text = NEWS * 3
    mixed = text.encode() + "It’s".encode("cp1252")
    assert decode_bytes(mixed, "utf-8") == text + "It’s"


@pytest.mark.parametrize("name", ["", "base64", "utf-7", "rot13", "no such set", "\x00", "a" * 5000, "é", "..", "none"])
def test_a_useless_declaration_is_no_evidence(name: str) -> None:
    """Neither an unknown name nor a codec that is not a character set does any harm."""
    assert decode_bytes(NEWS.encode("cp1252"), name) == NEWS


def test_control_characters_are_removed_and_line_ends_made_newlines() -> None:
    """Readers and voices never meet a NUL, an escape or a stray byte order mark."""
    assert (
        decode_bytes(b"a\x00b\x1b[1mc\x7f\r\nd\re\x0cf\tg\xef\xbb\xbfh\xc2\x85i\xef\xbf\xbf")
        == "ab[1mc\nd\ne\nf\tgh\ni"
    )


@pytest.mark.parametrize(
    "content", [b"", b"\xff", b"\xff\xfe", b"\xfe\xff\xd8", bytes(range(256)), b"\x00", b"\x00" * 99]
)
def test_no_bytes_raise(content: bytes) -> None:
    """Whatever cannot be understood is replaced or dropped."""
    for declared in (None, "utf-8", "utf-16", "gb18030", "cp1252"):
        text = decode_bytes(content, declared, html=True)
        assert "\x00" not in text
        text.encode("utf-8")
