"""What the classes of other lists are here: said once by a person, by name.

A model may tell apart what a project calls otherwise. Without a word of a person a name that the
project lacks stays what it is; nothing is ever matched by its place in a list.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import select

from lvit_core.project import schema
from lvit_core.project.store import Store

KEY = "class words/"


class ClassWords:
    """Names of other lists and the project's classes that they mean, by kind of image."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, template: str) -> dict[str, str]:
        """Name elsewhere -> class of the project; empty where nobody said anything."""
        columns = schema.settings.c
        query = select(columns.value).where(columns.key == KEY + template)
        with self._store.read() as connection:
            stored = connection.execute(query).scalar_one_or_none()
        return {} if stored is None else dict(json.loads(stored))

    def state(self, template: str, words: Mapping[str, str]) -> None:
        """Replaces what was said of a kind of image."""
        with self._store.write() as connection:
            text = json.dumps(dict(words), ensure_ascii=False)
            self._store.set_value(connection, KEY + template, text)
