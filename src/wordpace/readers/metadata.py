"""What a page of HTML says about itself: JSON-LD first, then OpenGraph and meta tags, then the page as shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from wordpace.readers.bylines import people
from wordpace.readers.images import image_text
from wordpace.readers.pieces import Element

ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|NewsArticle|Report|Review|Posting|Story|WebPage)$")
SEPARATOR = re.compile(r"(?<!\s)\s+(?:[|·•»›:—–-]|::|//)\s+|(?:(?<!\s)\s+)?\|\s*|(?<!\s)\s+»\s*|: (?=[A-Z][\w.]*$)")
_WRAPPED = re.compile(  # what hides a script from old browsers
    r"^\s*+(?://)?\s*+<!(?:--|\[CDATA\[)|(?://\s*|(?<!\s)\s+)?(?:-->|\]\]>)\s*+;?\s*+$"
)
DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")

LONGEST_SECTION = 60  # characters
_TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")
_SECTION_KEYS = ("article:section", "section", "parsely-section")
_AUTHOR_KEYS = (
    *("article:author_name", "byl", "dc.creator", "parsely-author", "sailthru.author", "twitter:creator:name"),
    *("cxenseparse:author", "authors", "article:author"),
)
_DATE_KEYS = (
    *("article:published_time", "og:published_time", "datepublished", "date", "pubdate", "dc.date", "publishdate"),
    *("dc.date.issued", "sailthru.date", "parsely-pub-date", "publication_date", "article.published"),
    *("citation_publication_date", "citation_date", "citation_online_date"),
)
_UPDATED_KEYS = (
    *("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified"),
    *("dc.date.modified", "article.updated", "updated_time", "revised"),
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article beside its text; None where the page says nothing."""

    titles: tuple[str, ...] = ()  # what may be the headline, the most trusted first
    description: str | None = None
    byline: str | None = None
    section: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    url: str | None = None
    image: str | None = None
    image_text: str | None = None
    site: str | None = None
    is_article: bool = False  # whether the page calls itself an article
    is_free: bool = True  # False where the page says that it has to be paid for


def read_metadata(tree: Element, url: str | None) -> Metadata:
    """The metadata of a page."""
    linked, meta = _json_ld(tree), _meta_tags(tree)
    site = _first(meta, "og:site_name", "application-name", "apple-mobile-web-app-title") or _name(
        linked.get("publisher")
    )
    address = _address(tree, meta, url)
    names_of_site = tuple(name for name in (site, _host(address)) if name)
    titles = (_text(linked.get("headline")), _first(meta, *_TITLE_KEYS), _clean(tree.findtext(".//title")))
    names = (
        _names(linked.get("author"))
        or meta.get("author", [])
        or meta.get("citation_author", [])
        or _names(_first(meta, *_AUTHOR_KEYS))
    )
    section = _text(linked.get("articleSection")) or _first(meta, *_SECTION_KEYS) or ""
    description = _first(meta, "description", "og:description", "twitter:description")
    published = _date(_text(linked.get("datePublished")) or _first(meta, *_DATE_KEYS)) or _shown_date(tree, "published")
    updated = _date(_text(linked.get("dateModified")) or _first(meta, *_UPDATED_KEYS)) or _shown_date(tree, "modified")
    image = _image(linked.get("image"), url) or _absolute(
        _first(meta, "og:image", "og:image:url", "twitter:image"), url
    )
    return Metadata(
        titles=tuple(
            dict.fromkeys(title for title in (_without_site(title, names_of_site) for title in titles) if title)
        ),
        description=description or _text(linked.get("description")),
        byline=people([name for name in names if not name.startswith("http")], site),
        section=section if 0 < len(section) <= LONGEST_SECTION else None,
        published=published,
        updated=updated if updated != published else None,
        language=_language(tree, linked, meta),
        url=address,
        image=image,
        image_text=image_text(tree, image, _first(meta, "og:image:alt", "twitter:image:alt")),
        site=site,
        is_article=_calls_itself_article(linked, meta),
        is_free=str(linked.get("isAccessibleForFree", True)).lower() != "false",
    )


def _json_ld(tree: Element) -> dict[str, Any]:
    """The JSON-LD object that describes the article, empty where there is none."""
    found: dict[str, Any] = {}
    for script in tree.iterfind(".//script[@type='application/ld+json']"):
        text = _WRAPPED.sub("", script.text or "")
        try:
            data = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _objects(data):
            kinds = _kinds(item)
            if any(isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in kinds):
                weak = "WebPage" in kinds
                found = found | item if not weak else item | found
    return found


def _objects(data: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(data, list):
        for item in data:
            yield from _objects(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(data.get(key), depth + 1)


def _calls_itself_article(linked: dict[str, Any], meta: dict[str, list[str]]) -> bool:
    named = any(ARTICLE_TYPES.search(str(kind)) and kind != "WebPage" for kind in _kinds(linked))
    return named or _first(meta, "og:type") == "article"


def _kinds(item: dict[str, Any]) -> list[object]:
    kinds = item.get("@type")
    return kinds if isinstance(kinds, list) else [kinds]


def _meta_tags(tree: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = _clean(tag.get("content"))
        if content:
            for key in (tag.get("property"), tag.get("name"), tag.get("itemprop")):
                if key:
                    found.setdefault(key.lower(), []).append(content)
    return found


def _first(meta: dict[str, list[str]], *keys: str) -> str | None:
    return next((meta[key][0] for key in keys if meta.get(key)), None)


def _clean(text: object) -> str | None:
    if not isinstance(text, str):
        return None
    text = " ".join(re.sub(r"<[^>]{1,200}>", "", unescape(unescape(text))).split())
    return text or None


def _text(value: object) -> str | None:
    if isinstance(value, list):
        return next((text for text in map(_text, value) if text), None)
    return _clean(value)


def _name(value: object) -> str | None:
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _names(value: object) -> list[str]:
    if isinstance(value, dict):
        kind = value.get("@type")
        return [] if kind == "Organization" else _names(value.get("name"))
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    text = _clean(value)
    return [text] if text and not text.startswith("http") else []


def _image(value: object, url: str | None) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _absolute(
        _text(value.get("url") or value.get("contentUrl")) if isinstance(value, dict) else _text(value), url
    )


def _absolute(address: str | None, url: str | None) -> str | None:
    """An address with the page's own before it where it is relative; None for what is no address of the web."""
    if not address:
        return None
    try:
        whole = urljoin(url, address) if url else address
    except ValueError:  # such as "http://[half an address"
        return None
    return whole if whole.startswith(("http://", "https://")) else None


def _shown_date(tree: Element, kind: str) -> str | None:
    """A date that the page marks in its text: <time itemprop="datePublished" datetime="...">, or its only <time>."""
    for element in tree.iterfind(f".//*[@itemprop='date{kind.capitalize()}']"):
        if found := _date(element.get("datetime") or element.get("content") or element.text):
            return found
    if kind == "published":
        times = {found for each in tree.iterfind(".//time[@datetime]") if (found := _date(each.get("datetime")))}
        return times.pop() if len(times) == 1 else None
    return None


def _date(text: str | None) -> str | None:
    text = re.sub(r"^(\d{4})/(\d\d)/(\d\d)", r"\1-\2-\3", (text or "").strip())
    match = DATE.match(text)
    return match.group() if match else None


def _language(tree: Element, linked: dict[str, Any], meta: dict[str, list[str]]) -> str | None:
    said = tree.get("lang") or tree.get("xml:lang") or _text(linked.get("inLanguage"))
    said = said or _first(meta, "og:locale", "language", "content-language", "dc.language")
    match = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{2}))?(?:[-_]\w+)*", (said or "").strip())
    if match is None:
        return None
    return match[1].lower() + (f"-{match[2].upper()}" if match[2] else "")


def _address(tree: Element, meta: dict[str, list[str]], url: str | None) -> str | None:
    canonical = next((a.get("href") for a in tree.iter("link") if (a.get("rel") or "").lower() == "canonical"), None)
    for said in (canonical, _first(meta, "og:url")):
        if said and said.strip():
            whole = urljoin(url, said.strip()) if url else said.strip()
            if whole.startswith(("http://", "https://")):
                return whole
    return url


def _host(address: str | None) -> str | None:
    """The part of an address's host that names the site: "www.courier.example" -> "courier"."""
    try:
        parts = (urlsplit(address or "").hostname or "").split(".")
    except ValueError:
        return None
    return max(parts[-3:-1], key=len, default=None)


def _without_site(title: str | None, names: tuple[str, ...]) -> str | None:
    """The title without the site's name at its end or start: "Storm hits | Example News" -> "Storm hits"."""
    title = _clean(title)
    if not title:
        return None
    known = [_letters(name) for name in names]
    for cut in SEPARATOR.finditer(title):
        head, tail = title[: cut.start()], title[cut.end() :]
        if head and any(_same_name(_letters(tail), name) for name in known):
            return head
        if tail and any(_same_name(_letters(head), name) for name in known):
            return tail
    return title


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum()).removeprefix("the").removesuffix("com")


def _same_name(a: str, b: str) -> bool:
    return bool(a and b) and (a == b or (min(len(a), len(b)) >= 4 and (a.startswith(b) or b.startswith(a))))
