"""The guide as a site: its pages, those of the repository that they link to, and references made from the code."""
