"""What lies beside the labels of every export: a table of its images and its data sheet.

The table is written while the provenance is, image by image; the sheet counts on the way.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from lvit_core.exchange.content import Content
from lvit_core.exchange.croissant import FILE_NAME as CROISSANT_NAME
from lvit_core.exchange.croissant import TABLE_NAME, Place, croissant, place_of
from lvit_core.exchange.data_facts import DataFacts, found_in
from lvit_core.exchange.data_sheet import FILE_NAME as SHEET_NAME
from lvit_core.exchange.data_sheet import DataSheet
from lvit_core.exchange.json_files import json_line, write_json
from lvit_core.exchange.licences import Licence
from lvit_core.project.clock import now
from lvit_core.project.records import ImageRecord


class ImageTable:
    """Writes ``images.jsonl`` and counts; open it with ``with``.

    Args:
        content: The export.
        folder: Where it is written.
        masks: Where the format may keep the mask of an image's findings, with ``{layer}`` and
            ``{stem}``; none where it keeps none as a picture.
    """

    def __init__(self, content: Content, folder: Path, masks: tuple[str, ...]) -> None:
        self.facts = DataFacts()
        self.pictures: Counter[Place] = Counter()
        self.masks: Counter[Place] = Counter()
        self._content = content
        self._folder = folder
        self._places = masks
        self._stream: IO[str] | None = None

    def __enter__(self) -> ImageTable:
        self._stream = (self._folder / TABLE_NAME).open("w", encoding="utf-8")
        return self

    def __exit__(self, *_: object) -> None:
        if self._stream is not None:
            self._stream.close()

    def add_image(self, image: ImageRecord, told: dict[str, Any]) -> None:
        """Writes the line of an image whose provenance is ``told``."""
        assert self._stream is not None, "the table is open while images come"
        row = self._row(image, told)
        self._stream.write(json_line(row))
        self.facts.add_image(image, found_in(self._content, image))

    def _row(self, image: ImageRecord, told: dict[str, Any]) -> dict[str, Any]:
        """Every row has the same keys and kinds of values, as readers of tables want it."""
        height_mm, width_mm = image.spacing_mm or (None, None)
        records = [record for layer in told["layers"].values() for record in layer]
        machine = sum(record["state"] == "machine" for record in records)
        file, mask = str(told.get("file", "")), self._mask_of(image)
        self.pictures.update([place_of(file)] * bool(file))
        self.masks.update([place_of(mask)] * bool(mask))
        return {
            "name": told["name"],
            "file": file,
            "file_name": file.rpartition("/")[2],
            "mask": mask,
            "mask_name": mask.rpartition("/")[2],
            "labels": found_in(self._content, image).value,
            "state": image.state.value,
            "split": image.split,
            "patient": image.group,
            "sentence": image.sentence,
            "laterality": self._content.project.settings.laterality,
            "orientation": image.orientation or "unknown",
            "template": image.template,
            "height": image.height,
            "width": image.width,
            "pixel_height_mm": height_mm,
            "pixel_width_mm": width_mm,
            "pixel_size_kind": image.spacing_kind or "unknown",
            "objects": len(records) - machine,
            "machine_objects": machine,
        }

    def _mask_of(self, image: ImageRecord) -> str:
        layer = self._content.template(image).finding_layer.name
        stem = self._content.stems[image.id]
        places = (place.format(layer=layer, stem=stem) for place in self._places)
        return next((place for place in places if (self._folder / place).is_file()), "")


def write_data_sheet(
    content: Content,
    table: ImageTable,
    folder: Path,
    *,
    title: str,
    laterality: str,
    losses: list[str],
    front_matter: Callable[[Licence], str],
    sha256: Callable[[Path], str],
) -> None:
    """Writes ``README.md`` and ``croissant.json``.

    Args:
        content: The export.
        table: Its images, all of them written.
        folder: Where it is written.
        title: Of the format.
        laterality: Whose left and right the sentences in the format's files mean.
        losses: What was left out or changed.
        front_matter: What the format wants at the head of the page.
        sha256: Digest of a file.
    """
    settings = content.project.settings
    table.facts.made = content.made
    sheet = DataSheet(
        name=content.title or "Data set",
        title=title,
        date=now()[:10],
        licence=Licence.of(content.licence),
        facts=table.facts,
        laterality=settings.laterality,
        written_laterality=laterality,
        answers=content.selection.makers.origins,
        generations=content.project.generations.all(),
        reader=content.selection.makers.reader(content.options.reader),
        losses=losses,
        person=content.selection.makers.reader(content.project.person),
        chain=content.project.chain.head().text,
    )
    page = sheet.text(front_matter(sheet.licence))
    (folder / SHEET_NAME).write_text(page, encoding="utf-8")
    files = Counter(map(place_of, files_below(folder)))
    document = croissant(sheet, files, table.pictures, table.masks, sha256(folder / TABLE_NAME))
    write_json(folder / CROISSANT_NAME, document)


def files_below(folder: Path) -> Iterator[str]:
    """All files, folder by folder, told from it with forward slashes; their list could be long."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        above = Path(place).relative_to(folder).as_posix()
        for name in sorted(names):
            yield name if above == "." else f"{above}/{name}"
