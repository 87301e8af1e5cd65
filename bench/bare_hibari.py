"""The voice's own reading, without any rule of ours: as `wordpace words --as phonemes`, for the scorers' comparison."""

from __future__ import annotations

import sys

from hibari.g2p import G2P

from wordpace.languages.english.phonemes import ipa


def main() -> None:
    """One line in, one line out; the scorers' arguments ("words --as phonemes") change nothing."""
    reader = G2P()
    for line in sys.stdin:
        print(ipa(reader(line.rstrip("\n"))))


if __name__ == "__main__":
    main()
