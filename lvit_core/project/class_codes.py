"""What a project's classes are in coded terms, where its templates do not say it.

A template names its classes and their terms; a class that came with an import, or that a person
made, is known to the project alone.
"""

from __future__ import annotations

import json

from sqlalchemy import select

from lvit_core.errors import LViTError
from lvit_core.project import schema
from lvit_core.project.store import Store
from lvit_core.prompt.template import Coded, Layer, Term

KEY = "coded/"


class ClassCodes:
    """The terms of classes by layer and class."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[tuple[str, str], Coded]:
        """What is stated in this project."""
        columns = schema.settings.c
        query = select(columns.key, columns.value).where(columns.key.startswith(KEY))
        with self._store.read() as connection:
            rows = connection.execute(query).all()
        found = {}
        for key, value in rows:
            layer, _, class_name = key.removeprefix(KEY).partition("/")
            category, kind = (Term(*term) for term in json.loads(value))
            found[layer, class_name] = Coded(category, kind)
        return found

    def state(self, layer: Layer, class_name: str, coded: Coded) -> None:
        """Says what a class of a layer is.

        Raises:
            LViTError: A term is empty or too long, or the project can only be read.
        """
        problems = [*coded.category.problems(), *coded.type.problems()]
        if problems:
            raise LViTError(
                "{upper}{problems}.",
                "Look the term up again.",
                upper=problems[0][0].upper(),
                problems=problems[0][1:],
            )
        terms = [[one.value, one.scheme, one.meaning] for one in (coded.category, coded.type)]
        with self._store.write() as connection:
            key = f"{KEY}{layer.name}/{class_name}"
            self._store.set_value(connection, key, json.dumps(terms))
