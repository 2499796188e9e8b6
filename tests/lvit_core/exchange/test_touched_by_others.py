"""Exports of ours that another program has opened and saved again still mean the same."""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
import tifffile

from lvit_core.exchange import format_named, import_as_project
from lvit_core.project.project import Project

pytestmark = [pytest.mark.exchange, pytest.mark.thorough]

Objects = list[tuple[str, str, str, bytes]]


def shuffled(value: Any, chance: random.Random) -> Any:
    """Keys in another order, and some that nobody knows."""
    if isinstance(value, dict):
        told = {key: shuffled(one, chance) for key, one in value.items()}
        told["x-other-program"] = {"version": [1]}
        return dict(chance.sample(list(told.items()), len(told)))
    return [shuffled(one, chance) for one in value] if isinstance(value, list) else value


def save_coco(folder: Path) -> None:
    """Ids as text, floats for whole numbers, the annotations in another order of keys."""
    file = folder / "annotations.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    names = {one["id"]: str(uuid.UUID(int=one["id"])) for one in document["images"]}
    for one in document["images"]:
        one["id"], one["width"] = names[one["id"]], float(one["width"])
    for one in document["annotations"]:
        one["id"], one["image_id"] = str(uuid.uuid4()), names[one["image_id"]]
        one["category_id"] = float(one["category_id"])
    file.write_text(json.dumps(shuffled(document, random.Random(1)), indent="\t"), "utf-8-sig")


def save_each(folder: Path, pattern: str, change: Callable[[Any], None]) -> None:
    for file in folder.rglob(pattern):
        if file.name in ("provenance.json", "manifest.json") or file.name.startswith("croissant"):
            continue
        document = json.loads(file.read_text(encoding="utf-8"))
        change(document)
        text = json.dumps(shuffled(document, random.Random(2)), indent=4, ensure_ascii=True)
        file.write_bytes(text.replace("\n", "\r\n").encode())


def save_labelme(folder: Path) -> None:
    def change(document: Any) -> None:
        document["version"], document["imageData"] = "5.8.1", None
        document["imagePath"] = "C:\\data\\" + document["imagePath"].replace("/", "\\")

    save_each(folder, "*.json", change)


def save_geojson(folder: Path) -> None:
    """QuPath gives every object a UUID, closes rings, and writes doubles."""

    def change(document: Any) -> None:
        for one in document["features"]:
            one["id"] = str(uuid.uuid4())
            one["properties"]["objectType"] = "annotation"
            one["properties"]["isLocked"] = False

    save_each(folder, "*.geojson", change)


def save_yolo(folder: Path) -> None:
    for file in folder.rglob("labels/**/*.txt"):
        lines = file.read_text().splitlines()
        file.write_bytes(("\r\n".join(f"{line}  " for line in lines) + "\r\n\r\n").encode())


def save_pictures(folder: Path) -> None:
    """Masks compressed otherwise, and in larger numbers than they need."""
    for file in [*folder.rglob("*.png")]:
        pixels = imagecodecs.png_decode(file.read_bytes())
        if any(part in ("binary", "class", "instances", "labelcol", "lungs", "masks")
               for part in file.relative_to(folder).parts):  # fmt: skip
            large = pixels.astype(np.uint16) if pixels.max() != 255 else pixels
            file.write_bytes(imagecodecs.png_encode(large, level=9))


def save_jsonl(folder: Path) -> None:
    for file in folder.rglob("metadata.jsonl"):
        text = file.read_text(encoding="utf-8").split("\n")
        lines = [json.loads(line) for line in text if line]
        told = [json.dumps(shuffled(line, random.Random(3))) for line in reversed(lines)]
        file.write_bytes(("\r\n".join(told) + "\r\n").encode())
    save_pictures(folder)


def save_ome(folder: Path) -> None:
    for file in folder.glob("*.ome.tif"):
        pixels = tifffile.imread(file)
        tifffile.imwrite(file, pixels.astype(np.uint32) if pixels.dtype == np.uint16 else pixels)


SAVED: dict[str, Callable[[Path], None]] = {
    "coco": save_coco, "labelme": save_labelme, "geojson": save_geojson, "yolo": save_yolo,
    "png": save_pictures, "lvit": save_pictures, "jsonl": save_jsonl, "ome-tiff": save_ome,
}  # fmt: skip


def objects(place: Path) -> Objects:
    """Image, layer, class and pixels of every object, in any order."""
    found: Objects = []
    with Project.open(place) as project:
        for image in project.images.all():
            for layer in project.journal.labeled_layers(image.id):
                plane = project.journal.load_plane(image.id, layer).to_array()
                found += [
                    (image.name, layer, one.class_name, np.packbits(plane == one.id).tobytes())
                    for one in project.journal.load_objects(image.id, layer)
                ]
    return sorted(found)


@pytest.mark.parametrize("name", SAVED)
def test_it_means_the_same(name: str, tmp_path: Path, project: Project) -> None:
    format_named(name).export(project, tmp_path / "d")
    options: dict[str, str] = {}
    if name == "geojson":  # goes onto the pictures
        options["onto"] = "same"
        for place in ("before", "after"):
            with Project.create(tmp_path / place, project.settings) as made:
                for image in project.images.all():
                    made.images.add([project.images.path(image.id)], template=image.template)
    before = import_as_project(name, tmp_path / "d", tmp_path / "before", options)
    SAVED[name](tmp_path / "d")
    after = import_as_project(name, tmp_path / "d", tmp_path / "after", options)
    assert [loss.line() for loss in after.losses] == [loss.line() for loss in before.losses]
    assert objects(tmp_path / "after") == objects(tmp_path / "before")
    assert after.sentences == before.sentences
