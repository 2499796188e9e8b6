"""The kinds of image that travel inside a project, and its own classes in them.

A template of the program is on every machine; any other lies in the project as the text of its
file, and there it wins over a file of the same name: a project means the same wherever it opens.
Classes that people add, rename or take away are kept beside it, so that the words of a template go
on growing with the program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Connection

from lvit_core.config import WrongSettingsError, from_dict, to_dict
from lvit_core.errors import LViTError
from lvit_core.project import schema
from lvit_core.project.readings import layer_and_reader
from lvit_core.project.store import Store
from lvit_core.prompt.carried import OF_PROJECTS
from lvit_core.prompt.template import REGIONS, LabelClass, Layer, Template

KEY = "template/"
CLASSES_KEY = "classes/"
MOST_KINDS = 16  # of one project: each is read when it opens

_LONGEST_TABLE = 4 << 20  # 16 layers of 500 classes are less

Tables = Mapping[str, Sequence[LabelClass]]
"""The classes of each layer that a person changed, by the layer's name."""


class Kinds:
    """What a project carries; `bring` tells the program, `close` takes it back."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def bring(self) -> None:
        """Lets every template be found that is in the project now."""
        found, texts = self._read()
        OF_PROJECTS.bring(id(self._store), found, texts)

    def close(self) -> None:
        """What the project carries is not found any more."""
        OF_PROJECTS.withdraw(id(self._store))

    def faults(self) -> dict[str, LViTError]:
        """Which kinds cannot be used, and why."""
        return {name: one for name, one in self._read()[0].items() if isinstance(one, LViTError)}

    def texts(self) -> dict[str, str]:
        """The files that it carries, by the name of the template."""
        return self._stored()[0]

    def carry(self, text: str) -> Template:
        """Takes a file in, instead of one of the same name.

        Raises:
            LViTError: It is no template, it lacks a layer in which something is drawn, or the
                project can only be read.
        """
        from lvit_core.prompt.template_text import template_of  # noqa: PLC0415 - seldom needed

        template = template_of(text, "the file")
        layers = {layer.name for layer in template.layers}
        if lost := sorted({layer for layer, _ in self.used(template.name)} - layers):
            raise LViTError(
                "Objects are drawn in {lost}, and the file has no such layer.",
                "Keep the layer in the file: its title may change, its name may not.",
                lost=", ".join(lost),
            )
        with self._store.write() as connection:
            self._store.set_value(connection, KEY + template.name, text)
        self.bring()
        return template

    def keep(self, name: str) -> None:
        """Takes in the template of that name if it must travel and does not yet."""
        if not text_of(name) or name in self.texts():
            return
        with self._store.write() as connection:
            keep_in(self._store, connection, [name])
        self.bring()

    def followed(self) -> set[str]:
        """The names of the templates that images follow."""
        with self._store.read() as connection:
            return set(connection.execute(select(schema.images.c.template).distinct()).scalars())

    def used(self, template: str) -> dict[tuple[str, str], int]:
        """How many objects of the project's own there are, by layer and class."""
        rows, images = schema.objects.c, schema.images.c
        query = (
            select(rows.layer, rows.class_name, func.count())
            .join(schema.images, images.id == rows.image_id)
            .where(images.template == template)
            .group_by(rows.layer, rows.class_name)
        )
        with self._store.read() as connection:
            found = connection.execute(query).all()
        return {
            (layer, name): n
            for layer, name, n in found
            if not layer_and_reader(layer)[1] and layer != REGIONS
        }

    def readers_with(self, layer: str, classes: Sequence[str]) -> list[str]:
        """Other readers who have objects of one of these classes in a layer."""
        rows = schema.objects.c
        query = select(rows.layer).where(rows.class_name.in_(classes)).distinct()
        with self._store.read() as connection:
            found = map(layer_and_reader, connection.execute(query).scalars())
        return sorted({reader for place, reader in found if reader and place == layer})

    def images_with(self, template: str, layer: str, classes: Sequence[str]) -> list[int]:
        """Images of a template in which objects of a layer are of one of these classes."""
        rows, images = schema.objects.c, schema.images.c
        query = (
            select(rows.image_id)
            .join(schema.images, images.id == rows.image_id)
            .where(images.template == template, rows.layer == layer)
            .where(rows.class_name.in_(classes))
            .distinct()
            .order_by(rows.image_id)
        )
        with self._store.read() as connection:
            return list(connection.execute(query).scalars())

    def change_classes(self, template: Template, tables: Tables, why: str = "") -> None:
        """Says which classes layers have from now on, all of them or none.

        Args:
            template: As it is now.
            tables: By layer, whole; layers that are not named stay as they are.
            why: The reason, where one was asked for.

        Raises:
            LViTError: A class is not possible, there is no such layer, or nothing may be written.
        """
        from lvit_core.prompt.template_faults import class_faults  # noqa: PLC0415 - seldom needed

        if REGIONS in tables:
            raise LViTError("Regions have no classes.", "Choose a layer of labels.")
        known = self._tables().get(template.name, {})
        for name, classes in tables.items():
            faults = list(class_faults(classes, "class"))
            if not classes:
                faults.append("every layer needs at least one class")
            if faults:
                raise WrongSettingsError(template.layer(name).title, faults)
            known[name] = [to_dict(item) for item in classes]
        with self._store.write() as connection:
            self._store.set_value(connection, CLASSES_KEY + template.name, json.dumps(known), why)
        self.bring()

    def _read(self) -> tuple[dict[str, Template | LViTError], dict[str, str]]:
        """What is stored by name, or why it cannot be used; and the texts of files."""
        texts, tables = self._stored()
        found: dict[str, Template | LViTError] = {}
        for number, name in enumerate({**texts, **tables}):
            try:
                if number >= MOST_KINDS:
                    raise LViTError(
                        "There are more than {most_kinds} of them.", most_kinds=MOST_KINDS
                    )
                found[name] = _made(name, texts.get(name, ""), tables.get(name, ""))
            except LViTError as error:
                found[name] = LViTError(
                    "The project's own kind of image cannot be used: {message}",
                    "Put a good file in its place: `lvit templates carry PROJECT {name}.toml`.",
                    message=error.message,
                    name=name,
                )
        return found, texts

    def _tables(self) -> dict[str, dict[str, Any]]:
        return {name: json.loads(text) for name, text in self._stored()[1].items()}

    def _stored(self) -> tuple[dict[str, str], dict[str, str]]:
        """Texts of files and of class tables, by the name of the template."""
        columns = schema.settings.c
        wanted = or_(columns.key.startswith(KEY), columns.key.startswith(CLASSES_KEY))
        with self._store.read() as connection:
            rows = connection.execute(select(columns.key, columns.value).where(wanted)).all()
        texts = {key.removeprefix(KEY): text for key, text in rows if key.startswith(KEY)}
        tables = {
            key.removeprefix(CLASSES_KEY): text for key, text in rows if key.startswith(CLASSES_KEY)
        }
        return texts, tables


def text_of(name: str) -> str:
    """The text of a template that has to travel; "" for one of the program, and for none at all."""
    from lvit_core.prompt.templates import text_to_carry  # noqa: PLC0415 - imports all grammars

    with suppress(LViTError):  # said when an image of that kind is shown
        return text_to_carry(name)
    return ""


def keep_in(store: Store, connection: Connection, names: Iterable[str]) -> bool:
    """Stores what must travel of these templates and is not there; whether there was anything."""
    columns, kept = schema.settings.c, False
    for name in dict.fromkeys(names):
        there = select(columns.key).where(columns.key == KEY + name)
        if connection.execute(there).first() is None and (text := text_of(name)):
            store.set_value(connection, KEY + name, text)
            kept = True
    return kept


def _made(name: str, text: str, table: str) -> Template:
    from lvit_core.prompt.template_faults import class_faults  # noqa: PLC0415 - seldom needed
    from lvit_core.prompt.template_text import template_of  # noqa: PLC0415 - seldom needed
    from lvit_core.prompt.templates import template_from_files  # noqa: PLC0415 - likewise

    template = template_of(text, f"{name}.toml") if text else template_from_files(name)
    if template.name != name:
        raise LViTError("{name}.toml calls itself {name_2}.", name=name, name_2=template.name)
    changed = _read_table(table) if table else {}
    layers = tuple(_with_classes(layer, changed.get(layer.name)) for layer in template.layers)
    for layer in layers if table else ():
        if faults := list(class_faults(layer.classes, f"{layer.name}.classes")):
            raise WrongSettingsError(f"The list of classes of {name}", faults)
    return replace(template, layers=layers)


def _read_table(text: str) -> dict[str, list[LabelClass]]:
    if len(text) > _LONGEST_TABLE:
        raise LViTError("The list of its classes is too long.")
    try:
        stored = json.loads(text)
        return {
            str(layer): [from_dict(dict(item), LabelClass, "a class") for item in classes]
            for layer, classes in stored.items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise LViTError("The list of its classes makes no sense.") from None


def _with_classes(layer: Layer, classes: Sequence[LabelClass] | None) -> Layer:
    return layer if not classes else replace(layer, classes=tuple(classes))
