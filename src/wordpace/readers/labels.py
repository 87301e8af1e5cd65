"""What the tags, classes and ids of a page's tree say about the text in them, by the generic words that sites use."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import re2
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


def _all_classes() -> re2.Set:
    """All classes' patterns, searched in one pass: a page has hundreds of names, and most say nothing."""
    patterns = re2.Set.SearchSet()
    for _, pattern in _BY_CLASS:
        patterns.Add(rf"\b(?:{pattern})\b")
    patterns.Compile()
    return patterns


_CLASSES = _all_classes()
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


def _is_unseen(said: dict[str, str]) -> bool:
    hidden = "hidden" in said or said.get("aria-hidden") == "true"
    return hidden or ("style" in said and _UNSEEN_STYLE.search(said["style"]) is not None)


class Label(NamedTuple):
    """What an element says that it holds."""

    reason: str
    by: str  # "tag", "class", "role", "itemprop"


def class_words(element: html.HtmlElement | dict[str, str]) -> str:
    """The words of an element's class and id, lower case, joined by spaces: "ArticleBody__readMore" has four."""
    get = element.get
    return _words_of(f"{get('class', '')} {get('id', '')} {get('data-component', '')}")


@lru_cache(maxsize=REMEMBERED)
def _words_of(named: str) -> str:
    return "" if named.isspace() else _WITHOUT.sub("", " ".join(_WORD.findall(named[:LONGEST_NAME])).lower())


@lru_cache(maxsize=REMEMBERED)
def _by_class(words: str) -> Label | None:
    if not words:
        return None
    found = _CLASSES.Match(words)
    return Label(_BY_CLASS[min(found)][0], "class") if found else None


def is_own(figure: html.HtmlElement) -> bool:
    """Whether a figure holds text of the article: a quote, a table, code."""
    return any(figure.find(f".//{tag}") is not None for tag in ("table", "blockquote", "pre"))


def _by_attributes(said: dict[str, str]) -> Label | None:
    if "role" in said and (role := _BY_ROLE.get(said["role"].lower())):
        return Label(role, "role")
    if "itemprop" in said and (item := _BY_ITEMPROP.get(said["itemprop"].lower())):
        return Label(item, "itemprop")
    if said.get("rel") == "author":
        return Label("byline", "role")
    if found := _by_class(class_words(said)):
        return found
    return Label("hidden", "role") if _is_unseen(said) else None


def label_of(element: html.HtmlElement) -> Label | None:
    """What an element says that it holds, None where it says nothing."""
    said = dict(element.items())
    if said and (found := _by_attributes(said)):
        return found
    if element.tag == "figure" and is_own(element):
        return None
    tag = _BY_TAG.get(element.tag)
    return Label(tag, "tag") if tag else None
