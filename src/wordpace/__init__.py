"""Wordpace reads any article aloud, at the words per minute you choose, and knows when each word is heard."""
