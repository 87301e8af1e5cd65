"""The devices that are paired, in the database. Of a token only the hash is kept."""

from __future__ import annotations

from wordpace.errors import NotFound
from wordpace.holdings import Pairing
from wordpace.stores.database import Database

STEPS = (
    (
        "CREATE TABLE pairings (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at TEXT NOT NULL, "
        "token_hash TEXT NOT NULL UNIQUE)",
    ),
    ("ALTER TABLE pairings ADD COLUMN user_id TEXT NOT NULL DEFAULT 'owner'",),
)


class PairingTable:
    """A PairingStore."""

    def __init__(self, database: Database) -> None:
        self._database = database
        database.upgrade("pairings", STEPS)

    def pairings(self) -> dict[str, Pairing]:
        """All of them by hash, the oldest first."""
        wanted = "SELECT token_hash, id, name, created_at, user_id FROM pairings ORDER BY created_at, rowid"
        with self._database.reading() as connection:
            rows = connection.exec_driver_sql(wanted).all()
        return {row.token_hash: Pairing(row.id, row.name, row.created_at, row.user_id) for row in rows}

    def add(self, pairing: Pairing, token_hash: str) -> None:
        """Keeps one."""
        row = (pairing.id, pairing.name, pairing.created_at, token_hash, pairing.user)
        with self._database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO pairings VALUES (?, ?, ?, ?, ?)", row)

    def remove(self, pairing_id: str) -> None:
        """Forgets one. Raises NotFound."""
        with self._database.writing() as connection:
            gone = connection.exec_driver_sql("DELETE FROM pairings WHERE id = ?", (pairing_id,)).rowcount
        if not gone:
            raise NotFound(f"There is no pairing {pairing_id!r}", "It may have been ended already")
