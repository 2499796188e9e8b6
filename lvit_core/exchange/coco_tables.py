"""One COCO file: what it says of images and objects stays on the disk, sorted by image.

COCO lists all images, then all objects; together they may be gigabytes, of which one image's are
needed at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import refuse_many
from lvit_core.exchange.bundle import UNREADABLE, Size
from lvit_core.exchange.coco_captions import is_caption
from lvit_core.exchange.coordinates import BoxEnds
from lvit_core.exchange.json_numbers import is_number, sides_of
from lvit_core.exchange.json_stream import BEGIN, parts_of
from lvit_core.exchange.member_store import MemberStore
from lvit_core.exchange.unread_facts import UnreadFacts

_NAMES = ("file_name", "filename", "path", "coco_url", "url")
_MOST_ODD = 10_000
_LISTS = ("images", "annotations", "categories")


class CocoTables:
    """What one file holds.

    Args:
        file: It.
        unread: Shown each annotation once.

    Attributes:
        is_coco: Whether it is a COCO file at all.
        categories: What it says of classes: a list, unless the file has something else there.
        info: What it says of itself.
        objects: How many objects it has.
        strange: Numbers of annotations that are none.
        corners: Whether boxes are told by two corners, as `judge_boxes` has found.

    Raises:
        LViTError: It cannot be read, or has more objects than an import can hold.
    """

    def __init__(self, file: Path, unread: UnreadFacts) -> None:
        self.file = file
        self.is_coco = False
        self.categories: Any = []
        self.info: dict[str, Any] = {}
        self.objects = 0
        self.strange: list[int] = []
        self.corners = False
        self._ends = BoxEnds()
        self._images = self._annotations = self._odd = 0
        self.unread = unread
        self._store = MemberStore()
        begun = set[str]()
        for part in parts_of(file):
            if not part.key:
                return  # a list, or no value of COCO's
            if part.value is BEGIN:
                begun.add(part.key)
            elif part.key in begun:
                self._take(part.key, part.value, part.text)
            elif part.key == "categories":
                self.categories = part.value
            elif part.key in _LISTS and isinstance(part.value, dict):
                begun.add(part.key)  # a table of what others list, by id
                for key, one in part.value.items():
                    value = {"id": key, **one} if isinstance(one, dict) else one
                    self._take(part.key, value, json.dumps(value))
            elif part.key == "info" and isinstance(part.value, dict):
                self.info = part.value
        self.is_coco = "images" in begun

    def _take(self, key: str, value: Any, text: str) -> None:
        if key not in _LISTS:
            return
        if key == "categories":
            self.categories.append(value)
        elif key == "images":
            self._images += 1
            refuse_many(self._images, self.file)
            self._odd += not isinstance(value, dict)
            self._refuse_odd()
            told = name_of(value) or ""
            self._store.add("image", id_of(value), text, self._images, told)
        else:
            self._annotations += 1
            refuse_many(self._annotations, self.file)
            self._take_annotation(value, text)

    def _take_annotation(self, value: Any, text: str) -> None:
        if not isinstance(value, dict):
            self.strange.append(self._annotations)
            self._odd += 1
            self._refuse_odd()
            return
        owner, category = key_of(value.get("image_id")), key_of(value.get("category_id"))
        if is_caption(value):
            self._store.add("caption", owner, text, self._annotations)
            return
        self.objects += 1
        if value.get("bbox") and not has_outline(value) and self._ends.undecided:
            self._ends.look(value["bbox"], None, value.get("area"))
        self.unread.look(value, self.file.name)
        self._store.add("object", owner, text, self._annotations, category)

    def _refuse_odd(self) -> None:
        """Many members that are no images or annotations would take minutes to be named."""
        if self._odd > _MOST_ODD:
            raise LViTError(
                "{name} holds more than {most:,} images and annotations that are none.",
                "Export it again.",
                name=self.file.name,
                most=_MOST_ODD,
            )

    @property
    def holds_captions(self) -> bool:
        """Whether it is a file of captions alone."""
        return self._annotations > len(self.strange) and not self.objects

    def judge_boxes(self) -> bool:
        """Finds whether boxes are told by two corners; most files need no second look for it."""
        for _, entry in self.images() if self._ends.undecided and self._ends.seen else ():
            size = size_of(entry) if isinstance(entry, dict) else None
            for _, one in self.objects_of(id_of(entry)) if size else ():
                if one.get("bbox") and not has_outline(one):
                    self._ends.look(one["bbox"], size)
        self.corners = self._ends.are_corners
        return self.corners

    def images(self) -> Iterator[tuple[int, Any]]:
        """Number and entry of each image; one that is told twice in one way counts once."""
        seen = set()
        for number, text in self._store.every("image"):
            entry = json.loads(text)
            if is_image(entry):
                mark = hash((id_of(entry), name_of(entry)))
                if mark in seen:
                    continue
                seen.add(mark)
            yield number, entry

    def twice(self) -> list[str]:
        """The names of images that are told more than once in one way."""
        seen: set[int] = set()
        found: dict[str, None] = {}
        for _, text in self._store.every("image"):
            entry = json.loads(text)
            if is_image(entry):
                mark = hash((id_of(entry), name_of(entry)))
                if mark in seen:
                    found[name_of(entry) or ""] = None
                seen.add(mark)
        return list(found)

    def doubtful(self) -> dict[str, list[str]]:
        """The ids that several images have, with their names."""
        return self._store.shared("image")

    def used_categories(self) -> list[str]:
        """The categories that objects name, in the order they come first."""
        return self._store.facts("object")

    def counts(self, image: str) -> tuple[int, int]:
        """How many objects and how many captions an image has."""
        return self._store.count("object", image), self._store.count("caption", image)

    def objects_of(self, image: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """What to call each object of an image, and its annotation."""
        return map(_named, self._store.of("object", image))

    def captions_of(self, image: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """What to call each caption of an image, and its annotation."""
        return map(_named, self._store.of("caption", image))

    def of_no_image(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The annotations that belong to no image of the file."""
        for kind in ("object", "caption"):
            yield from map(_named, self._store.alone(kind, "image"))


def has_outline(annotation: dict[str, Any]) -> bool:
    """Whether an annotation tells more than a box; some programs write an empty ring beside it."""
    told = annotation.get("segmentation")
    return any(told) if isinstance(told, list) else bool(told)


def is_image(entry: Any) -> bool:
    """Whether an entry tells of an image by id and name."""
    return name_of(entry) is not None and "id" in entry


def name_of(entry: Any) -> str | None:
    """What an entry calls its picture: LVIS gives an address only; ``None`` for no name at all."""
    if not isinstance(entry, dict):
        return None
    return next((entry[key] for key in _NAMES if isinstance(entry.get(key), str)), None)


def id_of(entry: Any) -> str:
    """The id of an image."""
    return key_of(entry.get("id")) if isinstance(entry, dict) else ""


def key_of(value: Any) -> str:
    """Ids are numbers or texts of the same numbers."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _named(row: tuple[int, str]) -> tuple[str, dict[str, Any]]:
    number, text = row
    annotation: dict[str, Any] = json.loads(text)
    return f"annotation {annotation.get('id', f'number {number}')}", annotation


def size_of(entry: dict[str, Any]) -> Size | None:
    """Height and width of an image, if both are told."""
    return sides_of(whole_of(entry.get("height")), whole_of(entry.get("width")))


def whole_of(value: Any) -> int:
    """A whole number or the text of one; 0 for anything else."""
    try:
        return int(value) if is_number(value) or isinstance(value, str) else 0
    except UNREADABLE:
        return 0
