"""Wordpace reads any article aloud, at the words per minute you choose, and knows when each word is heard.

from wordpace import listen, narrate, read

script = read("story.html")                               # what is said, and what is skipped and why
receipt = listen(script, "story.mp3", wpm=250, captions="story.vtt")
for passage in narrate(script, voice="heart", wpm=250):   # or sentence by sentence, as soon as each is made
    play(passage.samples, passage.rate)                   # float32 mono, shape [n], and samples per second
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wordpace.errors import WordpaceError
    from wordpace.listening import Receipt, listen, narrate, read, voices
    from wordpace.pipeline.timeline import Pace
    from wordpace.records import Article, Passage, Script, TimedSentence, TimedWord, VoiceCard

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Pace",
    "Passage",
    "Receipt",
    "Script",
    "TimedSentence",
    "TimedWord",
    "VoiceCard",
    "WordpaceError",
    "listen",
    "narrate",
    "read",
    "voices",
]

_PLACES = {
    "wordpace.errors": {"WordpaceError"},
    "wordpace.listening": {"Receipt", "listen", "narrate", "read", "voices"},
    "wordpace.pipeline.timeline": {"Pace"},
    "wordpace.records": {"Article", "Passage", "Script", "TimedSentence", "TimedWord", "VoiceCard"},
}


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first asked for, so that `import wordpace` itself costs nothing."""
    for place, names in _PLACES.items():
        if name in names:
            module = import_module(place)
            # Kept here: the package `wordpace.voices`, once it is imported, would be found under the function's name.
            globals().update({each: getattr(module, each) for each in names})
            return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
