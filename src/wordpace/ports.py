"""The seams: what the pipeline and the service ask of the outside, each with one small Protocol."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol

from wordpace.holdings import (
    Added,
    Deed,
    Heard,
    Imported,
    Listing,
    Overview,
    Pairing,
    Place,
    Queue,
    Report,
    Row,
    Stretch,
    Waiting,
    Wanted,
)
from wordpace.jobs import Job, State, Work
from wordpace.novelty import Before, Told
from wordpace.records import (
    Accent,
    Entry,
    EntryKind,
    Policy,
    Role,
    Script,
    Speech,
    SpokenWord,
    StoredArticle,
    TimedSentence,
    Token,
    Treatment,
    Utterance,
    VoiceCard,
)

Progress = Callable[[int, int | None], None]
"""Told (done, total) as long work goes on; total is None where unknown."""


class Voice(Protocol):
    """Speaks one utterance at its natural pace. The same utterance gives the same samples, always."""

    @property
    def card(self) -> VoiceCard:
        """What the voice is."""

    def speak(self, utterance: Utterance) -> Speech:
        """The utterance's speech with the duration of every phoneme; an empty utterance gives no samples."""


class Catalog(Protocol):
    """Every known voice, here or not."""

    def cards(self) -> tuple[VoiceCard, ...]:
        """All known voices, the default first."""

    def card(self, voice_id: str) -> VoiceCard:
        """What is known of one voice. Raises UnknownVoice, naming near matches."""

    def open(self, voice_id: str) -> Voice:
        """The voice, loaded once and kept. Raises UnknownVoice (naming near matches) or VoiceNotInstalled."""

    def measure(self, voice_id: str) -> VoiceCard:
        """Measures what is not known of a voice that is here, its speed on this machine at least, and keeps it."""

    def add(self, name: str, source: str | None = None, progress: Progress | None = None) -> tuple[VoiceCard, ...]:
        """Installs a voice or an engine's voices from `source` (a local file or archive) or from their public home.

        Raises UnknownVoice, or VoiceNotInstalled saying what to do by hand.
        """


class Language(Protocol):
    """What reading one language takes."""

    def within(self, texts: Sequence[str]) -> Language:
        """The language as it is read in an article of these sentences: whoever they name in full is known by half."""

    def sentences(self, text: str) -> tuple[Token, ...]:
        """The spans of the text's sentences, in order, without the whitespace between them."""

    def spoken(self, text: str, accent: Accent = "us") -> tuple[SpokenWord, ...]:
        """A sentence's words as said, in order, each with the span it stands for."""

    def phonemes(self, words: tuple[SpokenWord, ...], accent: Accent = "us") -> tuple[str, ...]:
        """One phoneme string for each spoken word, punctuation included."""

    def unsayable(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """The stretches of a text that are not said, in order: start, end, and a reason."""

    def fixed(self, kind: EntryKind, said: str, accent: Accent = "us") -> str:
        """The phonemes of a respelling or of IPA, a space between words. Raises LexiconError naming what is wrong."""

    def proposals(self, written: str, accent: Accent = "us") -> tuple[Entry, ...]:
        """Ways to say what is written, the present one first."""

    def announcement(self, role: Role, count: int) -> str:
        """What is said in place of a block that is only announced: "A table of five rows."; a count of 0: unknown."""


class LexiconStore(Protocol):
    """The entries of the listener's dictionary, at most one for each written form in a scope."""

    def entries(self) -> tuple[Entry, ...]:
        """All of them, the newest last. Raises LexiconError naming a line that can't be used."""

    def add(self, entries: Sequence[Entry]) -> None:
        """Keeps entries; one for the same written form in the same scope takes the place of the old."""

    def remove(self, written: str, scope: str) -> bool:
        """Forgets an entry; False where there was none."""


class SpeechCache(Protocol):
    """Natural speech kept by fingerprint."""

    def get(self, fingerprint: str) -> Speech | None:
        """The kept speech, or None."""

    def put(self, fingerprint: str, speech: Speech) -> None:
        """Keeps the speech."""


class LibraryStore(Protocol):
    """What is known of articles and places. Each method raises NotFound for an article that is not there."""

    def add(self, script: Script, address: str | None = None, name: str | None = None) -> Added:
        """Keeps a script's article, found at an address; one that is there is found again, and its text renewed."""

    def find(self, address: str) -> str | None:
        """The id of the article that is at an address for certain."""

    def article(self, article_id: str) -> StoredArticle:
        """One article."""

    def remember(self, article_id: str, place: Place, report: Report) -> bool:
        """Keeps the place where listening stopped, unless another device was heard of later."""

    def choose(self, scope: str, what: str, treatment: Treatment | None) -> None:
        """Keeps what the listener wants of a role or a reason in a scope; None forgets it."""

    def choices(self, scopes: Sequence[str]) -> dict[str, Policy]:
        """What was chosen in each of some scopes; those without a choice are left out."""


class ImportStore(Protocol):
    """Imports, the files that they are read from, and what became of each entry."""

    def begin(self, kind: str, name: str, content: BinaryIO) -> str:
        """Keeps a file that is to be imported; the import's id."""

    def open(self, import_id: str) -> BinaryIO:
        """The file. Raises NotFound where it is gone."""

    def put(self, import_id: str, entries: Sequence[Waiting]) -> None:
        """Keeps entries of the file; those that are there already stay as they are."""

    def end_of_file(self, import_id: str, problem: str | None = None) -> None:
        """All of the file is read, or can't be; it is kept no longer."""

    def entry(self, import_id: str, number: int) -> Waiting:
        """One entry. Raises NotFound."""

    def settle(self, import_id: str, number: int, outcome: str, why: str | None = None) -> None:
        """Keeps what became of an entry, the first time; its text is not needed any more."""

    def about(self, import_id: str) -> Imported:
        """How an import stands. Raises NotFound."""

    def imports(self) -> tuple[str, ...]:
        """The ids of all, the newest first."""


class RestoreStore(Protocol):
    """Brings back what an export says beside texts."""

    def settle(self, article_id: str, moments: Mapping[str, str | None]) -> None:
        """Sets when an article was added, archived, deleted and finished, those that are given."""

    def heard(self, rows: Iterable[Mapping[str, Any]]) -> int:
        """Keeps stretches that are not there yet; how many were new."""


class PassageStore(Protocol):
    """What was heard: stretches, and the sentences that were in them."""

    def record(self, stretch: Stretch, start: int, end: int, started_at: str, day: str) -> None:
        """Keeps a stretch, once for each device and moment."""

    def stretches(self, article_id: str) -> tuple[tuple[int, int], ...]:
        """What was heard of an article, each as start and end."""

    def keep(self, article_id: str, title: str | None, sentences: Sequence[Told]) -> None:
        """Keeps sentences of an article that were heard."""

    def like(self, keys: Collection[int], but_not: str) -> dict[int, tuple[Before, ...]]:
        """The sentences heard last that have one of some keys, by key, those of one article left out."""

    def titles(self, articles: Collection[str]) -> dict[str, str | None]:
        """The titles of articles of which something was heard."""

    def forget_gone(self) -> None:
        """Forgets the sentences of articles that are not in the library any more; the stretches stay for statistics."""


class ShelfStore(Protocol):
    """The lists of the library, and what is done to articles in them."""

    def listing(self, wanted: Wanted) -> Listing:
        """A part of a list."""

    def row(self, article_id: str) -> Row:
        """One article as a list shows it. Raises NotFound."""

    def overview(self) -> Overview:
        """Tags, sites and counts."""

    def do(self, ids: Sequence[str], deed: Deed, tag: str = "") -> tuple[str, ...]:
        """Does one thing to articles, to all or to none; the ids of those that it changed."""

    def retag(self, article_id: str, wanted: Sequence[str]) -> None:
        """Gives an article these tags and no others. Raises NotFound."""

    def finish(self, article_id: str, finished: bool, archive: bool) -> None:
        """Marks an article as heard to its end, or not. Raises NotFound."""

    def purge(self, before: str, now: str, sure: str) -> int:
        """Forgets for good what was deleted before a moment."""


class QueueStore(Protocol):
    """What is heard next."""

    def queue(self) -> Queue:
        """What is in it now."""

    def arrange(self, ids: Sequence[str], version: int) -> Queue | None:
        """Makes these the queue if it still is of that version; None, and no change, where not. Raises NotFound."""

    def put(self, article_id: str, first: bool, playing: str | None = None) -> Queue:
        """Puts an article first, but after the one that is playing, or last. Raises NotFound."""

    def take(self, article_id: str) -> Queue:
        """Takes an article out, if it is in."""


class PreferenceStore(Protocol):
    """What a listener prefers, by name."""

    def all(self) -> dict[str, Any]:
        """All that were set."""

    def set(self, values: dict[str, Any]) -> None:
        """Sets some; others stay."""


class HeardStore(Protocol):
    """The stretches that were listened to."""

    def since(self, day: str) -> tuple[Heard, ...]:
        """Those of a day and of the days after it, the earliest first."""


class ExportStore(Protocol):
    """All that is kept."""

    def all(self) -> Iterator[tuple[str, str]]:
        """Names of files, and the JSON in them; all of the same moment."""


@dataclass(frozen=True, slots=True)
class Stores:
    """What a listener's library is kept in; all in one file, so that a change is whole or not at all."""

    library: LibraryStore
    shelf: ShelfStore
    queue: QueueStore
    preferences: PreferenceStore
    heard: HeardStore
    everything: ExportStore
    passages: PassageStore
    imports: ImportStore
    restore: RestoreStore
    together: Callable[[], AbstractContextManager[object]]  # what is done in it is done as one thing, or not at all
    probe: Callable[[], None]  # writes something that changes nothing; raises StoreError where nothing can be written
    close: Callable[[], None]  # lets go of the file


class KeptEdition(Protocol):
    """What is kept of one edition: its audio and its times, put sentence by sentence in any order."""

    @property
    def sentences(self) -> Mapping[int, TimedSentence]:
        """The sentences that are there, by index."""

    def put(self, place: int, audio: bytes, sentence: TimedSentence) -> None:
        """Keeps one sentence, its audio at a place in bytes, whole or not at all. Raises StoreError."""

    def read(self, place: int, most: int) -> bytes:
        """At most so many bytes of audio from a place on."""


class EditionStore(Protocol):
    """Where editions are kept."""

    def open(self, key: str) -> KeptEdition:
        """What is kept of the edition that the key names; nothing at first. Raises StoreError."""


class Jobs(Protocol):
    """Work for the background that outlives the process. Each method raises StoreError, DiskFull among them."""

    def take_over(self) -> bool:
        """Whether this process is the one that works at the jobs; what one before it left running is free at once."""

    def let_go(self) -> None:
        """Lets another process work at the jobs."""

    def add(self, work: Iterable[Work], *, again: bool = False) -> int:
        """Takes work on, all of it or none; how much was new. What is known already is left as it is.

        With `again`, what is done or parked is done once more.
        """

    def job(self, key: str) -> Job:
        """One job. Raises NotFound."""

    def jobs(self, state: State, group: str = "", limit: int = 200) -> tuple[Job, ...]:
        """The jobs in a state, of one group or of all, in the order in which they were taken on."""

    def counts(self, group: str = "") -> dict[State, int]:
        """How many jobs are in each state, of one group or of all."""

    def claim(self, kinds: Sequence[str]) -> Job | None:
        """The next job of some kinds, now this caller's until its lease runs out; None where there is none."""

    def renew(self, job: Job) -> bool:
        """Lengthens the lease; False where the job is another's by now."""

    def finish(self, job: Job, result: Any = None) -> bool:
        """Keeps the result of a job; False, and nothing is kept, where the job is another's by now."""

    def give_back(self, job: Job, reason: str | None = None, seconds: float = 0.0) -> bool:
        """Lets a job wait, for so long at least; the attempt does not count."""

    def fail(self, job: Job, reason: str, *, for_good: bool = False) -> bool:
        """Lets a job wait for its next attempt, the longer the more there were; parks it after the last."""

    def retry(self, key: str) -> Job:
        """Begins anew with a job that was parked, or waits. Raises NotFound."""

    def drop(self, group: str) -> None:
        """Forgets all jobs of a group; those that are being done come to nothing."""

    def forget(self, days: float) -> None:
        """Forgets what was done so long ago."""


class PairingStore(Protocol):
    """The devices that are paired, each by the hash of its token."""

    def pairings(self) -> dict[str, Pairing]:
        """All of them by hash, the oldest first."""

    def add(self, pairing: Pairing, token_hash: str) -> None:
        """Keeps one."""

    def remove(self, pairing_id: str) -> None:
        """Forgets one. Raises NotFound."""
