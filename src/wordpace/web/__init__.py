"""The HTTP surface: API, schemas, access rules and the player page."""
