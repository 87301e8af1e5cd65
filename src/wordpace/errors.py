"""Everything that can go wrong, as one tree.

    WordpaceError
    ├── SourceError            what was given can't be read
    │   ├── NotSupportedYet    a list of feeds
    │   ├── NotAnArticle       empty, script-only, or nothing in it to read
    │   ├── TextTooLong        more characters than Wordpace takes
    │   └── FetchError         the page could not be had
    │       ├── AddressForbidden   a private or otherwise forbidden address
    │       ├── PageTimedOut
    │       ├── PageTooLarge
    │       ├── NotChanged         the page is what it was when it was last fetched
    │       ├── KeptOut            robots.txt keeps programs out
    │       └── PageRefused        the site answered with an error status
    ├── VoiceError
    │   ├── UnknownVoice       no such voice; names near matches
    │   └── VoiceNotInstalled  known, but its model is not here yet, or could not be had
    ├── LexiconError           a line of a dictionary can't be used
    ├── PaceError              words per minute out of range
    ├── OutputError            the output can't be written, or has an unknown format
    ├── StoreError             the data directory can't be used
    │   └── DiskFull           there is no room left
    ├── SettingError           a setting, or a tag, can't be what was asked for
    ├── Stale                  another device changed it meanwhile
    ├── Busy                   too much at once; knows when to ask again
    │   ├── TooMany            for one site, while others are served
    │   ├── TooManySignIns     guesses of a password
    │   └── OverQuota          for one publisher, who has had their share
    ├── NotTrusted             an origin, an address, a key or a signature that may not be used
    │   └── Expired            a key that may be used no more
    ├── PairingError           a device may not come in
    │   └── TooManyGuesses     wrong codes or tokens, one after the other
    ├── AccountError           a user, a password or a token can't be what was asked for
    │   └── WrongPassword      or an unknown name: which of them is not told
    ├── ProviderError          the sign-in provider can't be asked, or gives nothing that can be trusted
    └── NotFound               no such article or sentence

Each error has two faces: `message` and `hint` are one plain line for the person who asked (what happened, what to
do); the cause stays chained (`raise ... from`) for the log. `code` is stable, for programs.
"""

from __future__ import annotations

import math


class WordpaceError(Exception):
    """Anything Wordpace reports on purpose: `message` says what happened, `hint` what to do."""

    code = "error"

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        """The one line that a person sees."""
        line = " ".join(f"{self.message.rstrip('.')}. {self.hint}".split())
        return line if line.endswith((".", "?", "!")) else f"{line}."


class SourceError(WordpaceError):
    """What was given can't be read."""

    code = "source"


class NotSupportedYet(SourceError):
    """A kind of source that a later version reads."""

    code = "not_supported_yet"


class NotAnArticle(SourceError):
    """There is nothing in the source to read aloud."""

    code = "not_an_article"


class TextTooLong(SourceError):
    """The text has more characters than Wordpace takes."""

    code = "too_long"


class FetchError(SourceError):
    """The page could not be had from its address."""

    code = "fetch"


class AddressForbidden(FetchError):
    """The address leads to a private network or another forbidden place."""

    code = "address_forbidden"


class PageTimedOut(FetchError):
    """The site, or the reading of its page, took too long."""

    code = "timed_out"


class PageTooLarge(FetchError):
    """The page is over the size limit."""

    code = "too_large"


class NotChanged(FetchError):
    """The page is what it was when it was last fetched."""

    code = "not_changed"


class PageRefused(FetchError):
    """The site answered with an error status."""

    code = "page_refused"

    def __init__(self, message: str, hint: str = "", status: int = 0) -> None:
        super().__init__(message, hint)
        self.status = status


class KeptOut(FetchError):
    """The site asks programs not to fetch the page."""

    code = "kept_out"


class VoiceError(WordpaceError):
    """A voice could not be used."""

    code = "voice"


class UnknownVoice(VoiceError):
    """No voice has that name."""

    code = "unknown_voice"


class VoiceNotInstalled(VoiceError):
    """The voice is known, but its model is not on this machine."""

    code = "voice_not_installed"


class LexiconError(WordpaceError):
    """A line of a dictionary can't be used."""

    code = "lexicon"


class PaceError(WordpaceError):
    """The words per minute are out of range."""

    code = "pace"


class OutputError(WordpaceError):
    """The output can't be written or has an unknown format."""

    code = "output"


class StoreError(WordpaceError):
    """The data directory can't be used."""

    code = "store"


class NotTrusted(WordpaceError):
    """An origin, an address, a key or a signature that may not be used."""

    code = "not_trusted"


class Expired(NotTrusted):
    """A key that may be used no more."""

    code = "expired"


class DiskFull(StoreError):
    """There is no room left where Wordpace keeps its data."""

    code = "disk_full"


class SettingError(WordpaceError):
    """A setting, or a tag, can't be what was asked for."""

    code = "setting"


class Stale(WordpaceError):
    """What was to be changed is not any more what the asker saw."""

    code = "stale"


class Busy(WordpaceError):
    """Too much is asked for at once; after so many seconds it is worth asking again."""

    code = "busy"

    def __init__(self, message: str, hint: str = "", seconds: float = 1.0) -> None:
        super().__init__(message, hint or f"Try again in {max(1, math.ceil(seconds))} s")
        self.seconds = seconds


class TooMany(Busy):
    """Too much at once for one site."""

    code = "too_many"


class TooManySignIns(Busy):
    """Too many passwords were tried, for one name or from one address."""

    code = "too_many_sign_ins"


class OverQuota(Busy):
    """A publisher has had its share for now."""

    code = "over_quota"


class NotFound(WordpaceError):
    """No such article, sentence or edition."""

    code = "not_found"


class PairingError(WordpaceError):
    """A code or a token lets nobody in."""

    code = "not_paired"


class TooManyGuesses(PairingError):
    """Wrong codes or tokens, one after the other."""

    code = "too_many_guesses"


class AccountError(WordpaceError):
    """A user, a password or a token can't be what was asked for."""

    code = "account"


class WrongPassword(AccountError):
    """Nobody has that name and that password."""

    code = "wrong_password"


class ProviderError(WordpaceError):
    """The sign-in provider can't be asked, or what it gives can't be trusted."""

    code = "provider"
