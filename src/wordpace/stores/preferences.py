"""What a listener prefers, name by name, so that a later Wordpace may know more of them."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert

from wordpace.stores.database import Database
from wordpace.stores.tables import preferences


class PreferenceTable:
    """Values by name."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> dict[str, Any]:
        """All that were set."""
        with self._database.reading() as connection:
            return {row.name: json.loads(row.value) for row in connection.execute(select(preferences))}

    def set(self, values: dict[str, Any]) -> None:
        """Sets some; others stay."""
        with self._database.writing() as connection:
            for name, value in values.items():
                row = {"name": name, "value": json.dumps(value, ensure_ascii=False)}
                change = insert(preferences).values(row)
                connection.execute(change.on_conflict_do_update(index_elements=["name"], set_=row))
