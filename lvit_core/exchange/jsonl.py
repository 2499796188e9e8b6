"""Image folders with text and masks, as Hugging Face's ``load_dataset`` reads them.

``train`` and ``validation`` (the hold-out) hold the images whose findings are labeled, ``partial``
those with other labels only, ``unlabeled`` those without any; each has a ``metadata.jsonl``. Its
keys that end in ``file_name`` become columns of pictures. Every line of a part has the same keys
and kinds of values, because the library takes the columns from the first lines.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from lvit_core.exchange.bundle import BundleItem
from lvit_core.exchange.content import Content, LayerContent
from lvit_core.exchange.declaration import KEY, ORIENTATION_KEY
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.json_files import json_line, object_facts
from lvit_core.exchange.jsonl_card import PARTS, front_matter, part_of
from lvit_core.exchange.jsonl_reading import FILE_NAME, lines_of, read
from lvit_core.exchange.made_sentences import made_sentences, unmade
from lvit_core.exchange.picture_files import (
    HIGHEST_NUMBER_16_BIT,
    can_copy,
    export_image,
    write_numbers,
)
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.png_strips import write_png
from lvit_core.exchange.report_lines import as_png
from lvit_core.exchange.reports import Steps
from lvit_core.project.records import ImageRecord
from lvit_core.wording import said


def losses(content: Content) -> list[str]:
    """What the folders cannot hold."""
    converted = sum(not can_copy(content.path(image)) for image in content.images)
    return [*([as_png(converted)] if converted else []), *unmade(content)]


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes images, masks and one line an image; returns the number of images."""
    for image in content.images:
        part = part_of(content, image)
        with writing_image(content, image, folder, steps) as aside:
            made = made_sentences(content, image)
            facts = _line(content, image, _layers(content, image), aside / part)
            line = json_line(facts | made)
        if image.id not in content.bad:
            content.made.update({key: len(texts) for key, texts in made.items()})
            with (folder / part / FILE_NAME).open("a", encoding="utf-8", newline="\n") as stream:
                stream.write(line)
    return len(content.images)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Reads every line and mask back."""
    parts = {  # in our order
        part: lines_of(folder / part / FILE_NAME, PictureIndex(folder / part)) for part in PARTS
    }
    for image in content.images:
        steps.next(image.name)
        item = next(parts[part_of(content, image)], None)
        name = content.stems[image.id]
        if not isinstance(item, BundleItem) or (item.image.stem, item.sentence) != (
            name, image.sentence
        ):  # fmt: skip
            raise not_read_back(said("The line of {name}", name=image.name))
        loaded = {layer.name: layer.load() for layer in item.layers}
        for layer in content.layers(image):
            empty = np.zeros(layer.labels.shape, np.int32)
            if not np.array_equal(loaded.get(layer.layer.name, empty), layer.labels):
                raise not_read_back(
                    said("{title} of {name}", title=layer.layer.title, name=image.name)
                )


def _layers(content: Content, image: ImageRecord) -> list[tuple[LayerContent, bool]]:
    """The layers that say something, and whether a machine alone made them."""
    found = [(layer, False) for layer in content.layers(image)]
    if content.options.machine:
        found += [(layer, True) for layer in content.layers(image, machine=True)]
    return found


def _line(
    content: Content, image: ImageRecord, layers: list[tuple[LayerContent, bool]], folder: Path
) -> dict[str, Any]:
    file = export_image(content, image, folder / "images")
    told = [_layer_facts(layer, file.stem, folder, machine) for layer, machine in layers]
    finding = content.template(image).finding_layer.name
    size = image.spacing_mm
    line: dict[str, Any] = {"file_name": file.relative_to(folder).as_posix()}
    for facts in told:
        if facts["layer"] == finding and facts["made_by"] == "people":
            line |= {key: value for key, value in facts.items() if key.endswith("_file_name")}
            line |= {"layer": finding, "classes": facts["classes"]}
    line |= {
        "text": image.sentence,
        KEY: content.project.settings.laterality,
        ORIENTATION_KEY: image.orientation or "unknown",
        "template": image.template,
        "state": image.state.value,
        "split": image.split,
        "patient": image.group or "unknown",
        "pixel_mm": f"{size[0]:g} x {size[1]:g}" if size else "unknown",
        "pixel_size_kind": image.spacing_kind or "unknown",
    }
    return line | {"layers": told} if told else line


def _layer_facts(layer: LayerContent, stem: str, folder: Path, machine: bool) -> dict[str, Any]:
    place = folder / "machine" if machine else folder
    name = layer.layer.name
    files = {kind: place / kind / name / f"{stem}.png" for kind in ("masks", "classes")}
    write_png(files["masks"], np.where(layer.labels > 0, 255, 0).astype(np.uint8))
    write_png(files["classes"], layer.class_plane())
    numbers = write_numbers(place / "instances" / name, stem, layer.labels)
    objects = [{"class": r.class_name, **object_facts(r)} for r in layer.records.values()]
    return {
        "layer": name,
        "made_by": "machine" if machine else "people",
        "mask_file_name": files["masks"].relative_to(folder).as_posix(),
        "class_mask_file_name": files["classes"].relative_to(folder).as_posix(),
        "instances_file_name": numbers.relative_to(folder).as_posix(),
        "classes": ["background", *layer.class_names],
        # A list would have no type where it is empty, and then the parts no common columns.
        "objects": json.dumps(objects, ensure_ascii=False),
    }


FORMAT = Format(
    name="jsonl",
    title="Hugging Face",
    about="Folders with a line per image: image, sentence, mask",
    holds=(Holds.IMAGES, Holds.MASKS, Holds.OBJECTS, Holds.CLASSES, Holds.SENTENCES),
    exporter=Exporter(
        losses, write, check, highest_number=HIGHEST_NUMBER_16_BIT,
        masks=tuple(f"{part}/masks/{{layer}}/{{stem}}.png" for part in PARTS),
        front_matter=front_matter,
    ),
    reader=read,
    options=("machine", "rewordings", "false_sentences"),
)  # fmt: skip
