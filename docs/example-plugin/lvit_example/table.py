"""A format: one table with the sentence and the number of objects of every image."""

from __future__ import annotations

import csv
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem
from lvit_core.exchange.content import Content
from lvit_core.exchange.declaration import KEY, declared
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.reports import Steps

NAME = "table.csv"


def losses(content: Content) -> list[str]:
    """What a table cannot hold."""
    return ["Masks are not written, only the number of objects."]


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes the table; returns the number of images."""
    rows = []
    whose = content.project.settings.laterality  # sentences never travel without it
    for image in content.images:
        steps.next(image.name)
        count = sum(len(layer.records) for layer in content.layers(image))
        rows.append((content.path(image), image.sentence, whose, count))
    with (folder / NAME).open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([("image", "sentence", KEY, "objects"), *rows])
    return len(rows)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Compares the sentences with the project's."""
    written = {item.image: item.sentence for item in read(folder).items}
    for image in content.images:
        steps.next(image.name)
        if written.get(content.path(image)) != image.sentence:
            raise not_read_back(f"The row of {image.name}")


def read(path: Path) -> Bundle:
    """The images and sentences of a table, or of the one in a folder."""
    file = path if path.is_file() else path / NAME
    try:
        with file.open(newline="", encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        items = [
            BundleItem(
                Path(row["image"]), row["sentence"], laterality=declared(row.get(KEY), file.name)
            )
            for row in rows
        ]
    except (OSError, KeyError) as error:
        raise LViTError(f"There is no table at {path.name}.", "Choose a table.csv.") from error
    return Bundle(items)


FORMAT = Format(
    name="table",
    title="Table",
    about="One row per image: sentence and number of objects",
    holds=(Holds.SENTENCES,),
    exporter=Exporter(losses, write, check),
    reader=read,
    options=(),
    files=("*.csv",),
)
