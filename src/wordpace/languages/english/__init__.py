"""English: numbers, money, dates, units, abbreviations and the rest of what is written but not said that way."""

from wordpace.languages.english.english import ENGLISH, English

__all__ = ["ENGLISH", "English"]
