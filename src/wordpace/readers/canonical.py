"""One article, many addresses: what they have in common, so that it is in the library once.

`address` undoes what never changes the page (http, www, a fragment, tracking parameters, a slash at the end). `kin`
goes on to what hardly ever does (mobile and AMP hosts and paths, parameters that most sites use to count visitors):
those who share it only are the same article if their texts are, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import normpath
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

_TRACKING = re.compile(
    r"utm_\w+|[a-z]*clid|clickid|gbraid|wbraid|gad_\w+|gclsrc|igsh(?:id)?|mc_[ce]id|_hs\w+|hsctatracking|mkt_tok|"
    r"oly_\w+|vero_\w+|pk_\w+|piwik_\w+|mtm_\w+|matomo_\w+|_ga|_gl|_branch_match_id|s_kwcid|ef_id|trk\w*|wt\.\w+|at_\w+|"
    r"ref_(?:src|url)|__twitter_impression|__s|ns_\w+|spm|guccounter|guce_\w+|yclid|_openstat|fb_\w+|"
    r"action_(?:object|type|ref)_map|wickedid|rb_clickid|ml_subscriber\w*|ck_subscriber_id|dm_i|sc_\w*id",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    r"ref|referrer|referer|source|src|share\w*|smid|smtyp|cmp(?:id)?|ncid|ocid|icid|cid|campaign\w*|partner|"
    r"sr_share|via|from|amp|outputtype|m|mobile|mobile_app|embed|print|feature|si|rss|xtor|intcmp|taid|sk|published|r",
    re.IGNORECASE,
)
_MOBILE = {"m", "mobile", "amp", "touch", "wap"}
_AMP_PATH = re.compile(r"/amp$|\.amp(?=\.html?$|$)|^/amp(?=/)|/index\.(?:html?|php|aspx?)$")
_UNRESERVED = "-._~!$&'()*+,;=:@/"


@dataclass(frozen=True, slots=True)
class Keys:
    """What the addresses of one article share."""

    address: str  # for certain
    kin: str  # very likely


def keys_of(url: str | None) -> Keys | None:
    """The keys of a web address; None for what is none."""
    try:
        parts = urlsplit((url or "").strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    host = host.removeprefix("www.")
    place = "" if port in {None, 80, 443} else f":{port}"
    path = _path(parts.path)
    asked = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(pair[0]))
    telling = [pair for pair in asked if not _COUNTING.fullmatch(pair[0])]
    route = parts.fragment if parts.fragment.startswith(("!", "/")) else ""  # of a page that a script makes
    bare = _AMP_PATH.sub("", path)
    return Keys(_joined(host + place, path, asked, route), _joined(_desktop(host) + place, bare, telling, route))


def better_address(said: str | None, fetched: str | None) -> str | None:
    """Where an article is: what its page says, unless that is only the site's front page and the article is not."""
    if said and fetched and _is_front(said) and not _is_front(fetched):
        return fetched
    return said or fetched


def _is_front(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.path in {"", "/"} and not parts.query


def _path(path: str) -> str:
    """With dots, needless escapes and the slash at the end undone."""
    plain = quote(unquote(path, errors="surrogateescape"), safe=_UNRESERVED, errors="surrogateescape")
    if "%2F" in path.upper():  # an escaped slash is not a slash
        plain = path
    clean = normpath(plain) if plain else ""
    return "" if clean in {".", "/", "//"} else clean


def _desktop(host: str) -> str:
    """The host without a label that says "for phones", where a whole name is left: en.m.example.org, m.example.org."""
    labels = host.split(".")
    for at in (0, 1):
        if len(labels) >= at + 3 and labels[at] in _MOBILE and len(labels[-2]) > 2:
            return ".".join(labels[:at] + labels[at + 1 :])
    return host


def _joined(host: str, path: str, asked: list[tuple[str, str]], route: str) -> str:
    query = f"?{urlencode(asked)}" if asked else ""
    return f"{host}{path}{query}{f'#{route}' if route else ''}"
