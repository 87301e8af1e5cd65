"""The player on publishers' pages: who may ask, for which articles, and how much is made for them."""
