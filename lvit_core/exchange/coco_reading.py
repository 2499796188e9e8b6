"""Reading COCO as other programs write it: CVAT, Roboflow, Label Studio, labelme's exporters.

Files lie beside the pictures or in ``annotations``; a folder may hold several, one for each split.
An object that has only a box becomes a rectangle, marked as a box.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from lvit_core.annotation.encodings import rle_decode
from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import refuse_many
from lvit_core.exchange.bundle import UNREADABLE, Bundle, BundleItem, Drawn, PageSaid, Shape, Size
from lvit_core.exchange.coco_captions import captions_of, holds_captions, is_caption, together
from lvit_core.exchange.declaration import (
    KEY,
    ORIENTATION_KEY,
    SIDE_FILES,
    declared,
    declared_orientation,
)
from lvit_core.exchange.json_files import read_json, record_of
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.outlines import (
    Filled,
    Part,
    draw_box,
    draw_polygons,
    join,
    points_of,
    trimmed,
)
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.reports import Loss, some_names
from lvit_core.exchange.unread_facts import UnreadFacts

FILE_NAME = "annotations.json"
_OTHER_TASKS = ("person_keypoints", "stuff", "panoptic")
_READ = (
    "id", "image_id", "category_id", "segmentation", "bbox", "area", "object_id", "layer", "state",
    "origin", "person", "generation", "sentence", "created", "edited_by", "answer", "box",
)  # fmt: skip
_PAGES = ("page", "page_number", "frame", "frame_index", "frame_id", "slice", "slice_index", "z",
          "z_index")  # fmt: skip
NO_OUTLINE = "It has neither an outline nor a box."


def read(path: Path) -> Bundle:
    """Reads a COCO file, or all in a folder."""
    files, losses = _find(path)
    root = path if path.is_dir() else path.parent
    if path.is_file() and path.parent.name.lower() in ("annotations", "labels"):
        root = path.parent.parent
    pictures = PictureIndex(root)
    items: list[BundleItem] = []
    captioned: list[BundleItem] = []
    notes: list[str] = []
    unread = UnreadFacts(_READ)
    for file, document in files:
        reading = _Reading(file, document, pictures, unread)
        reading.read()
        of_captions = holds_captions(_list(document.get("annotations")))
        (captioned if of_captions else items).extend(reading.items)
        losses += reading.losses
        notes += reading.notes
    return Bundle(together(items, captioned), notes + unread.notes(), losses=losses)


@dataclass
class _Reading:
    """One file while it is read."""

    file: Path
    document: dict[str, Any]
    pictures: PictureIndex
    unread: UnreadFacts
    items: list[BundleItem] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unknown: set[str] = field(default_factory=set)

    def read(self) -> None:
        """Looks at every image and every annotation once."""
        names = self._categories()
        by_image: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
        for place, annotation in enumerate(_list(self.document.get("annotations")), start=1):
            if not isinstance(annotation, dict):
                self._lose(f"annotation number {place}", "It is no annotation.")
                continue
            what = f"annotation {annotation.get('id', f'number {place}')}"
            by_image[_key(annotation.get("image_id"))].append((what, annotation))
        entries = self._entries()
        info = self.document.get("info")
        whose = declared(info.get(KEY) if isinstance(info, dict) else None, self.file.name)
        doubled = _doubled(entries)
        for place, entry in enumerate(entries, start=1):
            number = _key(entry.get("id")) if isinstance(entry, dict) else ""
            if number in doubled:
                self._lose_doubtful(number, entries, by_image)
            told = entry.get("file_name") if isinstance(entry, dict) else None
            if not isinstance(told, str) or not told.strip():
                lost = by_image.pop(_key(entry.get("id")), []) if isinstance(entry, dict) else []
                counts = [_one(one) for _, one in lost]
                objects, sentences = (sum(one[place] for one in counts) for place in (0, 1))
                reason = "It has no file name."
                self._lose(f"image number {place}", reason, objects, sentences)
                continue
            annotations = by_image.pop(_key(entry.get("id")), [])
            self.items.append(self._item(entry, told, annotations, names, whose))
        for members in by_image.values():
            for what, one in members:
                self._lose(what, "It belongs to no image of the file.", *_one(one))

    def _entries(self) -> list[Any]:
        """What the file says of its images; an image that it tells twice in one way counts once."""
        told = _list(self.document.get("images"))
        names = [(_key(one.get("id")), one.get("file_name")) for one in told if _is_image(one)]
        twice = [str(name) for (_, name), count in Counter(names).items() if count > 1]
        if twice:
            self.notes.append(f"{self.file.name} names images twice: {some_names(twice)}.")
        kept: dict[object, Any] = {}
        for place, one in enumerate(told):
            kept.setdefault((_key(one["id"]), one["file_name"]) if _is_image(one) else place, one)
        return list(kept.values())

    def _lose_doubtful(
        self, number: str, entries: list[Any], by_image: dict[str, list[tuple[str, dict[str, Any]]]]
    ) -> None:
        """Annotations of an id that several images have could belong to any of them."""
        names = (e["file_name"] for e in entries if _is_image(e) and _key(e["id"]) == number)
        whose = some_names(names)
        for what, one in by_image.pop(number, []):
            told = f"Several images have the id {number} that it names."
            self._lose(f"{what} (of one of {whose})", told, *_one(one))

    def _item(
        self, entry: dict[str, Any], told: str, annotations: list[tuple[str, dict[str, Any]]],
        names: dict[str, tuple[str, str]], laterality: str | None,
    ) -> BundleItem:  # fmt: skip
        drawn = [(what, one) for what, one in annotations if not is_caption(one)]
        for _, one in drawn:
            self.unread.look(one, self.file.name)
        shapes = [self._shape(what, one, names) for what, one in drawn]
        said, template = entry.get("sentence"), entry.get("template")
        picture, found = self.pictures.named(told, self.file.parent)
        sentence = said if isinstance(said, str) else ""
        captions = captions_of(annotations, picture.name, sentence)
        return BundleItem(
            picture,
            captions.sentence,
            losses=captions.losses,
            template=template if isinstance(template, str) else None,
            state=str(entry.get("state") or ("labeled" if shapes else "")),
            laterality=laterality,
            orientation=declared_orientation(entry.get(ORIENTATION_KEY)),
            shapes=shapes,
            size=_size(entry),
            source=picture.name,
            found=found,
            page_said=_page_said(entry),
        )

    def _shape(
        self, what: str, annotation: dict[str, Any], names: dict[str, tuple[str, str]]
    ) -> Shape:
        key = _key(annotation.get("category_id"))
        supercategory, class_name = names.get(key, ("", ""))
        if names and key not in names:
            class_name = f"category {key}"
            if key not in self.unknown:
                self.unknown.add(key)
                self.notes.append(f"{self.file.name} does not say what its category {key} is.")
        ours = "layer" in annotation
        record = record_of(annotation, 1, class_name)
        segmentation = annotation.get("segmentation")
        return Shape(
            what, class_name, drawing_of(annotation),
            supercategory if ours else "", record, box=not segmentation,
        )  # fmt: skip

    def _categories(self) -> dict[str, tuple[str, str]]:
        found: dict[str, tuple[str, str]] = {}
        for category in _list(self.document.get("categories")):
            if isinstance(category, dict) and isinstance(category.get("name"), str):
                above = str(category.get("supercategory") or "")
                key, name = _key(category.get("id")), category["name"]
                if key in found and found[key][1] != name:
                    first = found[key][1]
                    self.notes.append(
                        f"{self.file.name} gives category {key} two names, {first} and {name}; "
                        f"its objects are called {first}."
                    )
                found.setdefault(key, (above, name))
        drawn = (one for one in _list(self.document.get("annotations")) if isinstance(one, dict))
        if not found and any(not is_caption(one) for one in drawn):
            self.notes.append(
                f"{self.file.name} names no classes; its objects are of the layer's first class."
            )
        return found

    def _lose(self, what: str, reason: str, objects: int = 0, sentences: int = 0) -> None:
        self.losses.append(Loss(self.file.name, what, reason, objects, sentences))


def _one(annotation: dict[str, Any]) -> tuple[int, int]:
    """How many objects and how many sentences are lost with an annotation."""
    return (0, 1) if is_caption(annotation) else (1, 0)


def drawing_of(annotation: dict[str, Any]) -> Callable[[Size], Drawn]:
    """Draws an annotation in an image of a size; whatever it raises costs this annotation."""
    segmentation = annotation.get("segmentation")
    if isinstance(segmentation, list) and _is_outline(segmentation):
        return Filled(partial(_outline, segmentation))
    return partial(_draw, annotation)


def _draw(annotation: dict[str, Any], size: Size) -> Drawn:
    segmentation = annotation.get("segmentation")
    if isinstance(segmentation, str):  # run lengths as JSON inside of JSON
        segmentation = json.loads(segmentation)
    if isinstance(segmentation, dict):
        return _run_lengths(segmentation, size)
    if isinstance(segmentation, list) and segmentation:
        if all(isinstance(part, dict) for part in segmentation):
            return join([_run_lengths(part, size) for part in segmentation])
        return draw_polygons(_outline(segmentation, size), size)
    box = annotation.get("bbox")
    if not isinstance(box, list) or len(box) != 4:
        raise LViTError(NO_OUTLINE)
    x, y, width, height = (float(value) for value in box)
    return draw_box(x, y, width, height, size)


def _is_outline(segmentation: list[Any]) -> bool:
    return not all(isinstance(part, dict) for part in segmentation)


def _outline(segmentation: list[Any], _size: Size) -> list[Part]:
    """Rings are flat lists of numbers, lists of pairs, or one of these without a list around."""
    flat = all(isinstance(value, int | float) for value in segmentation)
    pairs = all(
        isinstance(value, list) and len(value) == 2
        and all(isinstance(number, int | float) for number in value)
        for value in segmentation
    )  # fmt: skip
    rings = [segmentation] if flat or pairs else segmentation
    return [(points_of(ring), ()) for ring in rings]


def _run_lengths(segmentation: dict[str, Any], size: Size) -> Drawn:
    """Raises `LViTError` before anything of a wrong size is made."""
    told = segmentation.get("size")
    if not isinstance(told, list) or [_number(value) for value in told] != list(size):
        raise LViTError("Its run lengths are of another size than the image.")
    return trimmed(rle_decode(segmentation))


def _find(path: Path) -> tuple[list[tuple[Path, dict[str, Any]]], list[Loss]]:
    """The COCO files at a path with what they hold, and the other JSON files there."""
    if path.is_file():
        document = read_json(path)
        if not _is_coco(document):
            raise LViTError(f"{path.name} is not a COCO file.", "Export it again.")
        return [(path, document)], []
    ours = path / FILE_NAME
    names = [ours] if ours.is_file() else []
    for depth in range(3):
        names = names or files_ending(path, ".json", depth=depth)
    files: list[tuple[Path, dict[str, Any]]] = []
    losses = []
    for file in names:
        if file.name in SIDE_FILES or file.name.startswith(_OTHER_TASKS):
            continue
        try:
            document = read_json(file)
            if _is_coco(document):
                refuse_many(len(_list(document.get("annotations"))), file)
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
            continue
        if _is_coco(document):
            files.append((file, document))
        else:
            losses.append(Loss(file.name, "", "It is not a COCO file."))
    passed = [
        file.relative_to(path).as_posix()
        for file in sorted({*files_ending(path, ".json", depth=1)} - set(names))
        if file.name not in SIDE_FILES and not file.name.startswith(_OTHER_TASKS)
    ]
    if files and passed:
        reason = f"{files[0][0].name} was read instead; choose this file itself to read it."
        losses.append(Loss(some_names(passed), "", reason))
    if not files:
        told = f" {losses[0].line()}" if losses else ""
        raise LViTError(f"{path.name} holds no COCO file.{told}", "Choose the COCO file itself.")
    return files, losses


def _is_coco(document: Any) -> bool:
    return isinstance(document, dict) and isinstance(document.get("images"), list)


def _size(entry: dict[str, Any]) -> Size | None:
    height, width = _number(entry.get("height")), _number(entry.get("width"))
    return (height, width) if height > 0 and width > 0 else None


def _page_said(entry: dict[str, Any]) -> PageSaid | None:
    """Which picture of a file with several an entry says; whoever has one only is not asked."""
    told = (key for key in _PAGES if type(entry.get(key)) is int and entry[key] >= 0)
    key = next(told, None)
    return None if key is None else PageSaid(key.partition("_")[0], entry[key])


def _is_image(entry: Any) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get("file_name"), str) and "id" in entry


def _doubled(entries: list[Any]) -> set[str]:
    """The ids that several images have."""
    told = Counter(_key(entry["id"]) for entry in entries if _is_image(entry))
    return {number for number, count in told.items() if count > 1}


def _number(value: Any) -> int:
    try:
        return int(value)
    except UNREADABLE:
        return 0


def _key(value: Any) -> str:
    """Ids are numbers or texts of the same numbers."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
