"""TimedSpeech -> Passage: the gap after each sentence, and every word's place in the whole narration."""

from __future__ import annotations

import numpy as np

from wordpace.pipeline.gaps import LAST, SENTENCE, Gap, between
from wordpace.records import Passage, Range, Samples, Script, Sentence, TimedSentence, TimedSpeech, TimedWord, Utterance


def gap_after(script: Script, index: int, rate: int) -> tuple[int, int]:
    """Samples of silence after a sentence at the natural pace, and the fewest that are left of them when it is fast."""
    gap = _gap(*script.sentences[index : index + 2])
    return gap.natural * rate // 1000, gap.floor * rate // 1000


def _gap(sentence: Sentence, following: Sentence | None = None) -> Gap:
    if following is None:
        return LAST
    return SENTENCE if following.block == sentence.block else between(sentence.role, following.role)


def timed_sentence(script: Script, index: int, utterance: Utterance, speech: TimedSpeech, offset: int) -> TimedSentence:
    """When a sentence and its words are heard, `offset` samples into the narration."""
    sentence = script.sentences[index]
    words = tuple(
        TimedWord(
            text=sentence.text[token.start : token.end],
            start=offset + said.start,
            end=offset + said.end,
            text_start=sentence.start + token.start,
            text_end=sentence.start + token.end,
        )
        for token, said in zip(utterance.tokens, speech.words, strict=True)
    )
    return TimedSentence(index, sentence.text, offset, offset + len(speech.samples), words)


def join(samples: Samples, share: Range, lead: int, rate: int, sentence: TimedSentence) -> Passage:
    """A passage of exactly the sentence's share: `lead` samples of silence, the speech, then silence."""
    after = share.length - lead - len(samples)
    whole = np.pad(samples, (min(lead, share.length), max(0, after)))[: share.length]
    return Passage(whole, rate, share.start, sentence)
