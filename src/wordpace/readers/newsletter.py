"""What stands around a newsletter's text: ways to its web page, sponsors, buttons, and all that follows the end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wordpace.readers.furniture import LONGEST, is_sentence, reason_of
from wordpace.readers.meanings import meaning_of
from wordpace.readers.reading import key
from wordpace.readers.structure import Part
from wordpace.readers.sweep import MANY
from wordpace.readers.trees import Element

LINK = 0.85  # share of a line from which it is a link
BUTTON_WORDS = 7
ANSWER_WORDS = 3
TOP = 0.15  # share of a letter's words in which what is about the letter stands at its top
TOP_WORDS = 60
END = 0.3  # share of a letter's words that its end may have
END_WORDS = 150  # or so many, where they are not most of a short letter
MOST_END = 0.6
SPONSOR = 0.4  # share of a letter's words that a sponsor's part may have
BOX_PARTS = 40  # of a sponsor's box, at most
SPONSOR_PARTS = 4  # of a sponsor's text that nothing encloses
_CLASS_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CLASSES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("boilerplate", re.compile(r"\b(?:pre ?header|preview(?: text)?|footer|unsubscribe|view (?:in )?browser)\b")),
    (
        "newsletter",
        re.compile(r"\b(?:subscri(?:be|ption) (?:widget|form|box|block|cta)|paywall|upsell|cta|call to action)\b"),
    ),
    ("share", re.compile(r"\b(?:social|share|follow (?:content|us|block))\b")),
    ("advert", re.compile(r"\b(?:sponsor(?:ed|ship)?|advert\w*|ad (?:block|unit|slot))\b")),
)
_ABOUT_LETTER = re.compile(
    r"\W*(?:(?:view|read|open|see|display|show|listen)\b.{0,40}\b"
    r"(?:browser|online|on the web|web version|webpage|in (?:the )?app)"
    r"|(?:is this|can['’]?t see|having trouble|trouble|problems?|not displaying|images? not)\b.{0,80}"
    r"|(?:web|browser) version|(?:first time|new) (?:here|reading).{0,80}"
    r"|was this (?:e-?mail|newsletter)? ?forwarded.{0,100}|(?:e-?mail|newsletter) forwarded to you.{0,80}"
    r"|forwarded this (?:e-?mail|message|newsletter).{0,100}|add .{1,60} to your (?:address book|contacts).{0,80}"
    r"|manage .{0,30}(?:preferences|subscriptions?|settings)|(?:update|change|edit|email) .{0,20}preferences"
    r"|unsubscribe.{0,80}|subscribe(?: now| here| for free)?|sign ?up(?: here)?|upgrade to paid|read in app"
    r"|forward(?: this e-?mail)?(?: to a friend)?|(?:follow|find|join) us.{0,60}|(?:tell|refer) a friend.{0,60}"
    r"|(?:share|like|comment|restack|reply|leave a comment|archive|advertise)(?: with us)?)\W*",
    re.IGNORECASE,
)
_ASKS = re.compile(  # for help, for an opinion, for more readers
    r".{0,160}\b(?:reader|listener|member|community)[- ]supported\b.{0,300}"
    r"|.{0,300}\bconsider (?:becoming|subscribing|upgrading|supporting|a (?:paid|free))\b.{0,200}"
    r"|thank(?:s| you) for (?:reading|being (?:here|a)|subscribing|your support)\b.{0,250}"
    r"|(?:know|have) (?:someone|anyone|a friend|friends)\b.{0,120}\?.{0,160}"
    r"|(?:if you )?(?:enjoy|lik|lov)(?:e|ed|ing) (?:this|what|reading|today|the)\b.{0,100}"
    r"\b(?:forward|share|subscribe|sign up|friends?|tell)\b.{0,120}"
    r"|(?:how (?:was|did|do)|what did you think of|did you (?:like|enjoy)|rate) .{0,40}"
    r"\b(?:letter|newsletter|e-?mail|issue|edition|we do)\b.{0,80}"
    r"|(?:become|be|join as) an? .{0,30}\b(?:member|subscriber|supporter|patron)\b.{0,120}"
    r"|upgrade (?:to|your)\b.{0,120}"
    r"|(?:hit|just|simply) reply\b.{0,120}|reply to this e-?mail.{0,120}",
    re.IGNORECASE,
)
_URL = re.compile(r"(?<=\S)[\s:(<]+https?://[^\s>)]{1,2000}[>)]?$")
_SEPARATOR = re.compile(r"(?:(?<!\s)\s+)?[|·•–—/]\s*")
_ENDS = re.compile(
    r"unsubscribe|opt[- ]?out|manage (?:your |my )?(?:e-?mail |newsletter )?(?:preferences|subscriptions?|settings)"
    r"|(?:update|change|edit) (?:your |my )?(?:e-?mail )?(?:preferences|subscriptions?|settings)"
    r"|you(?:['’]re| are| were)? (?:are )?(?:receiv(?:ed|ing)|getting|subscribed|sent)\b.{0,40}"
    r"\b(?:this|e-?mail|because|to)\b"
    r"|(?:this (?:e-?mail|message|newsletter) was sent|sent) to \S+@|(?:our )?mailing address|why did i get this"
    r"|registered (?:charity|company|office|in )|company (?:no|number)\b"
    r"|no longer (?:wish|want) to receive|©|\(c\) ?(?:19|20)\d\d|copyright (?:©|\d{4})|all rights reserved",
    re.IGNORECASE,
)
_SPONSOR = re.compile(
    r"\W*(?:(?:today['’]?s|this (?:week|month|issue)['’]?s|our) )?"
    r"(?:sponsor(?:ed|s)?(?: (?:by|posts?|content|messages?|links?)\b.{0,60})?"
    r"|an? (?:quick )?(?:word|message|note) from (?:our|today['’]?s|this week['’]?s) (?:sponsor|partner)s?.{0,40}"
    r"|(?:presented|brought to you|supported|powered) by\b.{0,60}|(?:together|in partnership) with\b.{0,60}"
    r"|(?:from|thanks to) our (?:sponsor|partner)s?\b.{0,40}|advertis(?:ement|ing|er)|partner content|promoted|ad)\W*",
    re.IGNORECASE,
)
_ROWS = {"share", "newsletter", "navigation"}
_NUMBER = re.compile(r"\b(?:issue|no|vol(?:ume)?|edition)\.? ?#?\d|^\W*#\d+\W*$", re.IGNORECASE)
_BUTTON = re.compile(
    r"\W*(?:read|view|see|watch|listen|learn|get|buy|shop|order|upgrade|subscribe|join|donate|download|register|book"
    r"|start|try|claim|share|leave|refer|like|open|check|discover|explore|find|click|support|give|become|continue|keep"
    r"|full|more|reply|visit|sign|forward)\b",
    re.IGNORECASE,
)


def mail_meaning(element: Element) -> str | None:
    """What an element of a letter says that it holds: letters are made of the same named blocks."""
    said = meaning_of(element)
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if said or not named.strip():
        return said
    by_words = " ".join(_CLASS_WORD.findall(named)).lower()
    return next((reason for reason, pattern in _CLASSES if pattern.search(by_words)), None)


def skip_around(parts: Sequence[Part], title: str | None, sender: str) -> list[Part]:
    """The parts of a letter, those that are not its text with their reason."""
    reasons = [part.block.skip or (_reason(part) if len(parts) <= MANY else None) for part in parts]
    sizes = [len(part.block.text.split()) for part in parts]
    _skip_sponsors(parts, reasons, sizes)
    _skip_top(parts, reasons, sizes, {key(title or ""), key(sender)})
    _skip_end(parts, reasons, sizes)
    _skip_beside(parts, reasons)
    return [replace(part, block=replace(part.block, skip=reason)) for part, reason in zip(parts, reasons, strict=True)]


def _reason(part: Part) -> str | None:
    text, role = part.block.text, part.block.role
    if len(text) <= LONGEST:
        text = _URL.sub("", text)
    if role in {"table", "code", "formula", "footnote"}:
        return None
    if len(text) <= 300 and all(map(_ABOUT_LETTER.fullmatch, filter(None, _SEPARATOR.split(text)))):
        return "newsletter"
    if len(text) <= 500 and role != "heading" and _ASKS.fullmatch(text):
        return "newsletter"
    if role != "list-item" and _is_link(part) and len(text.split()) <= BUTTON_WORDS and _BUTTON.match(text):
        return "promo"
    return reason_of(text) if role != "heading" else None


def _is_link(part: Part) -> bool:
    return part.linked >= LINK * len(part.block.text)


def _skip_sponsors(parts: Sequence[Part], reasons: list[str | None], sizes: list[int]) -> None:
    most = SPONSOR * sum(sizes)
    for i, part in enumerate(parts):
        text = part.block.text
        if len(text) <= 120 and _SPONSOR.fullmatch(text) and not is_sentence(text):
            for j in (i, *_sponsored(parts, i, sizes, most)):
                reasons[j] = reasons[j] or "advert"


def _sponsored(parts: Sequence[Part], label: int, sizes: list[int], most: float) -> range:
    """The parts that a sponsor's label stands over: its box, or what follows up to a rule or a heading."""
    for depth in range(len(parts[label].path), 0, -1):
        box = parts[label].path[:depth]
        end = label + 1
        while end < min(len(parts), label + BOX_PARTS) and parts[end].path[:depth] == box:
            end += 1
        if end > label + 1:
            small = end < label + BOX_PARTS and sum(sizes[label:end]) <= most
            if small and (label == 0 or parts[label - 1].path[:depth] != box):
                return range(label + 1, end)
            break
    end = label + 1
    around = parts[label].path[:-1]
    while end < len(parts) and end <= label + SPONSOR_PARTS and parts[end].rule == parts[label].rule:
        beside = parts[end].path[: len(around)] == around
        if not beside or (end > label + 1 and parts[end].block.role == "heading"):
            break
        end += 1
    return range(label + 1, end) if sum(sizes[label:end]) <= most else range(0)


def _skip_top(parts: Sequence[Part], reasons: list[str | None], sizes: list[int], names: set[str]) -> None:
    """Above the first paragraph: the letter's name, its number, links to elsewhere; the title said again."""
    top, said = max(TOP * sum(sizes), TOP_WORDS), 0
    for i, part in enumerate(parts):
        text = part.block.text
        if said > top or (is_sentence(text) and reasons[i] is None):
            return
        said += sizes[i]
        if reasons[i] == "newsletter" and re.search(r"browser|online|web", text, re.IGNORECASE):
            reasons[:i] = [reason or "boilerplate" for reason in reasons[:i]]  # the letter's name, its first words
        if reasons[i] is None:
            if key(text) in names:
                reasons[i] = "duplicate"
            elif part.block.role != "heading" and (_is_link(part) or not any(c.isalpha() for c in text)):
                reasons[i] = "navigation"
            elif part.block.role == "paragraph" and _NUMBER.search(text):
                reasons[i] = "section"


def _skip_end(parts: Sequence[Part], reasons: list[str | None], sizes: list[int]) -> None:
    """From the first line near the end that is about receiving the letter, all."""
    total, said = sum(sizes), 0
    for i, part in enumerate(parts):
        rest = total - said
        said += sizes[i]
        if rest <= max(END * total, min(END_WORDS, MOST_END * total)) and _ENDS.search(part.block.text[:400]):
            reasons[i:] = [reason or "newsletter" for reason in reasons[i:]]
            return


def _skip_beside(parts: Sequence[Part], reasons: list[str | None]) -> None:
    """Short links that stand in a row with others that are skipped: the answers that a question offers, networks."""
    for i in range(1, len(parts)):
        short = reasons[i] is None and _is_link(parts[i]) and len(parts[i].block.text.split()) <= ANSWER_WORDS
        in_row = parts[i].path[:-1] == parts[i - 1].path[:-1] and reasons[i - 1] == "promo"
        if short and (in_row or reasons[i - 1] in _ROWS) and parts[i].block.role != "heading":
            reasons[i] = reasons[i - 1]
