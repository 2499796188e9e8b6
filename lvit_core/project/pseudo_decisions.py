"""What people decided of pseudo labels: rejected ones teach nothing, pinned ones stay as they are.

A decision is a setting of the project, one an image, so the chain tells who took it and when.
"""

from __future__ import annotations

from typing import Literal, get_args

from sqlalchemy import select

from lvit_core.project import schema
from lvit_core.project.store import Store

KEY = "pseudo/"  # with the image's number, in the settings

Decision = Literal["", "rejected", "pinned"]
DECISIONS = get_args(Decision)
REJECTED: Decision = "rejected"
PINNED: Decision = "pinned"


class PseudoDecisions:
    """The part of a project that remembers them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[int, Decision]:
        """Images of whose pseudo labels something was decided that still holds."""
        columns = schema.settings.c
        query = select(columns.key, columns.value).where(columns.key.startswith(KEY))
        with self._store.read() as connection:
            return {
                int(key.removeprefix(KEY)): value
                for key, value in connection.execute(query)
                if value
            }

    def decide(self, image_id: int, decision: Decision) -> None:
        """From the next generation on; an empty decision re-admits an image, or lets it go on.

        Raises:
            LViTError: The project can only be read.
        """
        with self._store.write() as connection:
            self._store.set_value(connection, f"{KEY}{image_id}", decision)


def makes_sense(key: str, value: str) -> bool:
    """Whether a setting is one that this module writes."""
    return key.removeprefix(KEY).isdecimal() and value in DECISIONS
