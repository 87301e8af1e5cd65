"""The player in a real browser: how large it is, and how well it keeps up. See README.md in this folder."""
