"""TimedSpeech -> Passage: the gap after each sentence, and every word's place in the whole narration."""

from __future__ import annotations

import numpy as np

from wordpace.records import Passage, Range, Role, Samples, Script, TimedSentence, TimedSpeech, TimedWord, Utterance

# Milliseconds of silence at the voice's natural pace, by what ends there.
SENTENCE_GAP_MS = 360
LAST_GAP_MS = 300
BLOCK_GAP_MS: dict[Role, int] = {
    "title": 850,
    "standfirst": 750,
    "heading": 700,
    "paragraph": 660,
    "quote": 660,
    "list-item": 500,
}
OTHER_BLOCK_GAP_MS = 600
FLOOR_MS = {"sentence": 100, "block": 160}  # a gap is cut to this at most, and shortened from there as speech is


def gap_after(script: Script, index: int, rate: int) -> tuple[int, int]:
    """Samples of silence after a sentence at the natural pace, and the fewest that are left of them when it is fast."""
    sentence = script.sentences[index]
    if index + 1 == len(script.sentences):
        gap, floor = LAST_GAP_MS, FLOOR_MS["sentence"]
    elif script.sentences[index + 1].block == sentence.block:
        gap, floor = SENTENCE_GAP_MS, FLOOR_MS["sentence"]
    else:
        gap, floor = BLOCK_GAP_MS.get(sentence.role, OTHER_BLOCK_GAP_MS), FLOOR_MS["block"]
    return gap * rate // 1000, floor * rate // 1000


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
