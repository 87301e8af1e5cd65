"""What the tags, classes and ids of a page's tree say about the text in them, by the generic words that sites use."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from lxml import html

REMEMBERED = 4096  # classes of a page, which repeat
LONGEST_NAME = 500  # characters of a class that are looked at
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# "no-caption", "has-video", "with-sidebar" describe what is around the text, not the text.
_WITHOUT = re.compile(r"\b(?:no|has|have|with|without|hide|is|not|show|enabled?|disabled?) \w+")

# Tried in order; each is searched in the element's class and id words, joined by single spaces.
_BY_CLASS: tuple[tuple[str, str], ...] = (
    (
        "standfirst",
        r"standfirst|dek|deck|subdeck|sub ?titles?|sub ?head(line|ing)?|strapline|sell|tagline|bottom ?line",
    ),
    ("newsletter", r"newsletters?|sign ?up|opt ?in|mailchimp|mailing list|subscribe|subscription|email capture"),
    ("comments", r"comments?|disqus|livefyre|respond|comment ?(list|form|count)|discussion|conversations?|feedback"),
    (
        "advert",
        r"ads?|advert|adverts|advertisements?|advertising|ad ?(slot|unit|wrap\w*|container)|dfp|sponsor(ed)?|mpu",
    ),
    ("affiliate", r"affiliates?|disclosure|affiliate disclaimer|buy (now|button|box)|commerce|product card"),
    ("share", r"share|shares|sharing|share ?(bar|tools|links|buttons?)|social|addthis|sharedaddy|follow us"),
    (
        "player",
        r"(audio|video|media|slide\w*|gallery) (player|controls?|info|meta|title|navigation)|player|slideshow"
        r"|carousel|playlist|jwplayer",
    ),
    (
        "credit",
        r"(photo|image|picture|media|video|img|caption|fig(caption)?) (credits?|copyright|source|by ?line|author"
        r"|attribution)"
        r"|credits?|copyright( holder)?|photo(grapher| ?by)",
    ),
    (
        "caption",
        r"(fig)?captions?|wp caption( text)?|(photo|image|picture|media|video|img) (caption|description|desc|title"
        r"|info|meta)|cutline|image ?caption",
    ),
    (
        "bio",
        r"(about )?(the )?authors? ?(bio\w*|box|info|card|about|details|description|meta|profile|description)|bio"
        r"|biography|about ?(the )?author|contributor (bio|info)|post author|writer bio|tagline author",
    ),
    ("byline", r"by ?lines?|authors?|author ?names?|contributors?|writers?|vcard"),
    (
        "date",
        r"date ?lines? time|(publish\w*|post|article|entry|story|created|updated|modified) ?(date|time)|dates?"
        r"|time ?stamp|pub ?date|read(ing)? ?time|date ?time|published",
    ),
    (
        "promo",
        r"related\w*|recommend\w*|recirc\w*|promos?|promotions?|promoted|read ?more|more (stories|on|from|links"
        r"|news|in)|see ?also|trending|popular|most ?(read|popular|viewed|shared)|outbrain|taboola|up ?next"
        r"|next ?(up|article|post|story)|also ?(read|like)|(article|post|story) (teasers?|cards?|list)|teasers?"
        r"|further reading|suggested|suggestions|in ?line (link|promo)|rich ?link|latest|top ?stories|you may like"
        r"|upsell|paywall|regwall|subscriber promo|zergnet|revcontent|side ?bar|(left|right) rail",
    ),
    (
        "tags",
        r"tags?|tag ?(list|cloud|links)|topics|topic ?list|keywords|hash ?tags|categor(y|ies)( links)?"
        r"|post ?meta ?tags",
    ),
    ("correction", r"corrections?|clarifications?|amend(ment|ed)|editors? ?note|errat(a|um)"),
    ("footnote", r"foot ?notes?( list| section)?|end ?notes?|fn ?list"),
    ("citation", r"ref ?list|references( list)?|bibliography|works cited|citations|citation list|bib ?list"),
    ("boilerplate", r"infobox|navbox|ambox|hatnote|authority control|cat ?links|site ?sub|no ?print|print ?only"),
    ("pull-quote", r"pull ?quotes?|pulled ?quote|quote ?pull|block ?quote ?pull"),
    (
        "navigation",
        r"nav|navbar|navigation|navi|bread ?crumbs?|menus?|pagination|pager|paging|toc|table of contents"
        r"|skip (link|to)|jump ?links?|eyebrow|kicker|section ?(label|name|title|link)|topper|super ?title|rubric",
    ),
    (
        "boilerplate",
        r"disclaimers?|legal|cookies?( consent| banner| notice)?|gdpr|consent|print only|foot ?notes? legal"
        r"|trust principles|masthead|site (header|footer)|footer|screen ?reader( text)?|sr only|visually hidden"
        r"|a11y|assistive|editorial (note|policy)|corrections? link|word count",
    ),
)
_CLASSES = tuple((reason, re.compile(rf"\b(?:{pattern})\b")) for reason, pattern in _BY_CLASS)
_BY_TAG = {
    "nav": "navigation",
    "button": "navigation",
    "footer": "boilerplate",
    "figcaption": "caption",
    "figure": "caption",
    "aside": "aside",
    "time": "date",
    "label": "navigation",
    "option": "navigation",
    "dialog": "boilerplate",
    "form": "form",
}
_BY_ROLE = {
    "navigation": "navigation",
    "complementary": "aside",
    "banner": "navigation",
    "contentinfo": "boilerplate",
    "search": "navigation",
    "dialog": "boilerplate",
    "menu": "navigation",
    "menubar": "navigation",
    "toolbar": "share",
    "button": "navigation",
    "doc-endnotes": "footnote",
    "doc-footnote": "footnote",
    "doc-bibliography": "citation",
    "doc-pullquote": "pull-quote",
    "doc-toc": "navigation",
}
_BY_ITEMPROP = {
    "author": "byline",
    "datepublished": "date",
    "datemodified": "date",
    "caption": "caption",
    "copyrightholder": "caption",
    "publisher": "boilerplate",
    "comment": "comments",
    "keywords": "tags",
    "image": "caption",
    "video": "player",
}


_UNSEEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def _is_unseen(element: html.HtmlElement) -> bool:
    return _UNSEEN_STYLE.search(element.get("style") or "") is not None


class Label(NamedTuple):
    """What an element says that it holds."""

    reason: str
    by: str  # "tag", "class", "role", "itemprop"


def class_words(element: html.HtmlElement) -> str:
    """The words of an element's class and id, lower case, joined by spaces: "ArticleBody__readMore" has four."""
    get = element.get
    return _words_of(f"{get('class') or ''} {get('id') or ''} {get('data-component') or ''}")


@lru_cache(maxsize=REMEMBERED)
def _words_of(named: str) -> str:
    return "" if named.isspace() else _WITHOUT.sub("", " ".join(_WORD.findall(named[:LONGEST_NAME])).lower())


@lru_cache(maxsize=REMEMBERED)
def _by_class(words: str) -> Label | None:
    if not words:
        return None
    return next((Label(reason, "class") for reason, pattern in _CLASSES if pattern.search(words)), None)


def is_own(figure: html.HtmlElement) -> bool:
    """Whether a figure holds text of the article: a quote, a table, code."""
    return any(figure.find(f".//{tag}") is not None for tag in ("table", "blockquote", "pre"))


def label_of(element: html.HtmlElement) -> Label | None:
    """What an element says that it holds, None where it says nothing."""
    attributes = element.attrib
    if attributes:
        role = _BY_ROLE.get((element.get("role") or "").lower())
        if role:
            return Label(role, "role")
        item = _BY_ITEMPROP.get((element.get("itemprop") or "").lower())
        if item:
            return Label(item, "itemprop")
        if element.get("rel") == "author":
            return Label("byline", "role")
        if found := _by_class(class_words(element)):
            return found
        if element.get("hidden") is not None or element.get("aria-hidden") == "true" or _is_unseen(element):
            return Label("hidden", "role")
    if element.tag == "figure" and is_own(element):
        return None
    tag = _BY_TAG.get(element.tag)
    return Label(tag, "tag") if tag else None
