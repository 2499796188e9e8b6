"""Reading COCO as other programs write it: CVAT, Roboflow, Label Studio, labelme's exporters.

Files lie beside the pictures or in ``annotations``; a folder may hold several, one for each split.
An object that has only a box becomes a rectangle, marked as a box.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePath
from typing import Any

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.exchange import coco_runs
from lvit_core.exchange.bundle import Bundle, BundleItem, Drawn, PageSaid, Shape, Size
from lvit_core.exchange.coco_captions import captions_of, is_caption, together
from lvit_core.exchange.coco_categories import CocoCategories
from lvit_core.exchange.coco_tables import (
    CocoTables,
    has_outline,
    id_of,
    is_image,
    name_of,
    size_of,
    whole_of,
)
from lvit_core.exchange.coordinates import corners_told, refuse_shares
from lvit_core.exchange.declaration import (
    KEY,
    ORIENTATION_KEY,
    SIDE_FILES,
    declared,
    declared_orientation,
)
from lvit_core.exchange.json_files import record_of
from lvit_core.exchange.json_numbers import number_of
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.outlines import (
    Filled,
    Part,
    box_parts,
    draw_polygons,
    join,
    points_of,
    trimmed,
)
from lvit_core.exchange.paging import said_in
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.shapes_of_file import ShapesOfFile
from lvit_core.exchange.spool import Spool
from lvit_core.exchange.told_parts import part_named
from lvit_core.exchange.unread_facts import UnreadFacts
from lvit_core.project.splits import HOLDOUT, TRAIN
from lvit_core.wording import said

FILE_NAME = "annotations.json"
_OTHER_TASKS = ("person_keypoints", "stuff", "panoptic")
_READ = (
    "id", "image_id", "category_id", "segmentation", "bbox", "area", "object_id", "layer", "state",
    "origin", "person", "generation", "sentence", "created", "edited_by", "answer", "box",
    "probability",
)  # fmt: skip
_PAGES = ("page", "page_number", "frame", "frame_index", "frame_id", "slice", "slice_index", "z",
          "z_index")  # fmt: skip
# What an entry says of its image that is read, or that only leads back to where it is from.
_OF_IMAGE = (
    "id", "file_name", "filename", "path", "coco_url", "flickr_url", "url", "width", "height",
    "license", "date_captured", "sentence", "template", "state", ORIENTATION_KEY, *_PAGES,
)  # fmt: skip
NO_OUTLINE = "It has neither an outline nor a box."


def read(path: Path) -> Bundle:
    """Reads a COCO file, or all in a folder."""
    files, losses = _find(path)
    root = path if path.is_dir() else path.parent
    if path.is_file() and path.parent.name.lower() in ("annotations", "labels"):
        root = path.parent.parent
    pictures = PictureIndex(root)
    items, captioned = Spool(), Spool()
    notes: list[str] = []
    unread, of_images = UnreadFacts(_READ), UnreadFacts(_OF_IMAGE, "image")
    parts = [part_named(tables.file.stem) for tables in files]
    apart = {TRAIN, HOLDOUT} <= {*parts}  # one name alone may mean something else
    for tables, part in zip(files, parts, strict=True):
        unread.take(tables.unread)
        told = tables.file.stem if part and apart else ""
        reading = _Reading(tables, pictures, of_images, told)
        (captioned if tables.holds_captions else items).extend(reading.items())
        losses += reading.losses
        notes += reading.notes
    every = Spool(together(items, captioned)) if captioned else items
    notes += unread.notes() + of_images.notes() + pictures.notes()
    return Bundle(every, notes, losses=losses)


@dataclass
class _Reading:
    """One file while it is read."""

    tables: CocoTables
    pictures: PictureIndex
    of_images: UnreadFacts
    part: str
    losses: list[Loss] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        tables = self.tables
        self.categories = CocoCategories(
            self.file.name, tables.categories, tables.used_categories()
        )

    @property
    def file(self) -> Path:
        """It."""
        return self.tables.file

    def items(self) -> Iterator[BundleItem]:
        """One for each image; looks at every annotation."""
        self.notes += self.categories.notes
        for number in self.tables.strange:
            self._lose(f"annotation number {number}", "It is no annotation.")
        whose = declared(self.tables.info.get(KEY), self.file.name)
        if twice := self.tables.twice():
            self.notes.append(
                said(
                    "{name} names images twice: {names}.",
                    name=self.file.name,
                    names=some_names(twice),
                )
            )
        if self.tables.judge_boxes():
            self.notes.append(corners_told(self.file.name))
        doubtful = self.tables.doubtful()
        for key, names in doubtful.items():
            self._lose_doubtful(key, names)
        given = set(doubtful)  # whose annotations nobody else gets
        for place, (_, entry) in enumerate(self.tables.images(), start=1):
            key = id_of(entry)
            free = key not in given and isinstance(entry, dict)
            counts = self.tables.counts(key) if free else (0, 0)
            if not is_image(entry):
                given.add(key)
            told = name_of(entry)
            if isinstance(told, str) and told.strip():
                yield self._item(entry, told, counts, whose)
            else:
                self._lose(f"image number {place}", "It has no file name.", *counts)
        for what, one in self.tables.of_no_image():
            self._lose(what, "It belongs to no image of the file.", *_one(one))

    def _lose_doubtful(self, key: str, names: list[str]) -> None:
        """Annotations of an id that several images have could belong to any of them."""
        whose = some_names(names)
        told = said("Several images have the id {key} that it names.", key=key)
        for what, _ in self.tables.objects_of(key):
            self._lose(f"{what} (of one of {whose})", told, 1)
        for what, _ in self.tables.captions_of(key):
            self._lose(f"{what} (of one of {whose})", told, 0, 1)

    def _item(
        self, entry: dict[str, Any], told: str, counts: tuple[int, int], laterality: str | None
    ) -> BundleItem:
        self.of_images.look(entry, self.file.name)
        said, template = entry.get("sentence"), entry.get("template")
        picture, found = self.pictures.named(told, self.file.parent)
        key, (count, captions) = id_of(entry), counts
        written = list(self.tables.captions_of(key)) if captions else []
        taken = captions_of(written, picture.name, said if isinstance(said, str) else "")
        return BundleItem(
            picture,
            taken.sentence,
            losses=taken.losses,
            template=template if isinstance(template, str) else None,
            state=str(entry.get("state") or ("labeled" if count else "")),
            whole=entry.get("state") == "labeled" and not any(x.objects for x in self.losses),
            unsaid=said == "",
            laterality=laterality,
            orientation=declared_orientation(entry.get(ORIENTATION_KEY)),
            shapes=ShapesOfFile(count, partial(self._shapes, key)) if count else (),
            size=size_of(entry),
            source=picture.name,
            found=found,
            page_said=_page_said(entry) or _said_behind(told, picture),
            split=self.part,
        )

    def _shapes(self, key: str) -> list[Shape]:
        """The annotations of an image, read when its turn has come."""
        return [self._shape(what, one) for what, one in self.tables.objects_of(key)]

    def _shape(self, what: str, annotation: dict[str, Any]) -> Shape:
        supercategory, class_name = self.categories.class_of(annotation.get("category_id"))
        ours = "layer" in annotation
        record = record_of(annotation, 1, class_name)
        return Shape(
            what, class_name, drawing_of(annotation, corners=self.tables.corners),
            supercategory if ours else "", record, box=not has_outline(annotation),
        )  # fmt: skip

    def _lose(self, what: str, reason: str, objects: int = 0, sentences: int = 0) -> None:
        self.losses.append(Loss(self.file.name, what, reason, objects, sentences))


def _one(annotation: dict[str, Any]) -> tuple[int, int]:
    """How many objects and how many sentences are lost with an annotation."""
    return (0, 1) if is_caption(annotation) else (1, 0)


def drawing_of(annotation: dict[str, Any], *, corners: bool = False) -> Callable[[Size], Drawn]:
    """Draws an annotation in an image of a size; whatever it raises costs this annotation.

    ``corners``: the last two numbers of a box are its other corner, not its size.
    """
    segmentation = annotation.get("segmentation")
    if not has_outline(annotation):
        return Filled(partial(_box, annotation.get("bbox"), corners))
    if isinstance(segmentation, list) and _is_outline(segmentation):
        return Filled(partial(_outline, segmentation, "layer" in annotation))
    return partial(_draw, annotation)


def _draw(annotation: dict[str, Any], size: Size) -> Drawn:
    segmentation = annotation.get("segmentation")
    if isinstance(segmentation, str):  # run lengths as JSON inside of JSON
        segmentation = json.loads(segmentation)
    if isinstance(segmentation, dict):
        return _run_lengths(segmentation, size)
    if isinstance(segmentation, list) and segmentation:
        if not _is_outline(segmentation):
            return join([_run_lengths(part, size) for part in segmentation])
        return draw_polygons(_outline(segmentation, "layer" in annotation, size), size)
    return draw_polygons(_box(annotation.get("bbox"), False, size), size)


def _box(box: Any, corners: bool, _size: Size) -> list[Part]:
    if not isinstance(box, list) or len(box) != 4:
        raise LViTError(NO_OUTLINE)
    x, y, u, v = refuse_shares(points_of([number_of(value) for value in box])).flat
    return box_parts(x, y, u - x, v - y) if corners else box_parts(x, y, u, v)


def _is_outline(segmentation: list[Any]) -> bool:
    return not all(isinstance(part, dict) for part in segmentation)


def _outline(segmentation: list[Any], ours: bool, _size: Size) -> list[Part]:
    """Rings are flat lists of numbers, lists of pairs, or one of these without a list around."""
    flat = all(isinstance(value, int | float) for value in segmentation)
    pairs = all(
        isinstance(value, list) and len(value) == 2
        and all(isinstance(number, int | float) for number in value)
        for value in segmentation
    )  # fmt: skip
    rings = [segmentation] if flat or pairs else segmentation
    points = [points_of(ring) for ring in rings]
    if not ours:
        refuse_shares(np.concatenate([np.zeros((0, 2)), *points]))
    return [(one, ()) for one in points]


def _run_lengths(segmentation: dict[str, Any], size: Size) -> Drawn:
    """Raises `LViTError` before anything of a wrong size is made."""
    told = segmentation.get("size") or [*size]  # what fills another picture does not fill this one
    if not isinstance(told, list) or [whole_of(value) for value in told] != list(size):
        raise LViTError("Its run lengths are of another size than the image.")
    return trimmed(coco_runs.decode({**segmentation, "size": told}))


def _find(path: Path) -> tuple[list[CocoTables], list[Loss]]:
    """The COCO files at a path with what they hold, and the other JSON files there."""
    if path.is_file():
        tables = CocoTables(path, UnreadFacts(_READ))
        if not tables.is_coco:
            raise LViTError("{name} is not a COCO file.", "Export it again.", name=path.name)
        return [tables], []
    ours = path / FILE_NAME
    names = [ours] if ours.is_file() else []
    for depth in range(3):
        names = names or files_ending(path, ".json", depth=depth)
    files: list[CocoTables] = []
    losses = []
    for file in names:
        if file.name in SIDE_FILES or file.name.startswith(_OTHER_TASKS):
            continue
        try:
            tables = CocoTables(file, UnreadFacts(_READ))
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
            continue
        if tables.is_coco:
            files.append(tables)
        else:
            losses.append(Loss(file.name, "", "It is not a COCO file."))
    passed = [
        file.relative_to(path).as_posix()
        for file in sorted({*files_ending(path, ".json", depth=1)} - set(names))
        if file.name not in SIDE_FILES and not file.name.startswith(_OTHER_TASKS)
    ]
    if files and passed:
        reason = said(
            "{name} was read instead; choose this file itself to read it.", name=files[0].file.name
        )
        losses.append(Loss(some_names(passed), "", reason))
    if not files:
        told = losses[0].line() if losses else ""
        raise LViTError(
            "{name} holds no COCO file. {told}" if told else "{name} holds no COCO file.",
            "Choose the COCO file itself.",
            name=path.name,
            told=told,
        )
    return files, losses


def _said_behind(told: str, picture: Path) -> PageSaid | None:
    """The page that a name says behind that of its picture; nothing for a picture of that name."""
    return None if PurePath(told.replace("\\", "/")).name == picture.name else said_in(told)


def _page_said(entry: dict[str, Any]) -> PageSaid | None:
    """Which picture of a file with several an entry says; whoever has one only is not asked."""
    told = (key for key in _PAGES if type(entry.get(key)) is int and entry[key] >= 0)
    key = next(told, None)
    return None if key is None else PageSaid(key.partition("_")[0], entry[key])
