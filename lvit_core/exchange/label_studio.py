"""Label Studio's JSON and JSON-MIN, read.

Of several people's annotations of one picture, the one marked as ground truth is taken, else the
newest; the others are named. Text that a template understands becomes the sentence.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, Shape, Size
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.json_numbers import floats_of, is_number, sides_of
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.label_studio_pictures import PictureOfTask
from lvit_core.exchange.label_studio_shapes import are_shares, drawing_of, geometry_of, place_of
from lvit_core.exchange.label_studio_tasks import (
    Annotation,
    Task,
    Tasks,
    kind_of,
    list_of,
    value_of,
)
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.shapes_of_file import ShapesOfFile
from lvit_core.exchange.spool import Spool
from lvit_core.exchange.unread_facts import UnreadFacts
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import every_template
from lvit_core.wording import counted, said

# What a result says that is read, or that only leads to how it was shown.
_READ = ("id", "type", "value", "from_name", "to_name", "original_width", "original_height",
         "image_rotation", "item_index", "origin", "readonly", "hidden", "locked")  # fmt: skip
_OURS = frozenset({"provenance.json", "manifest.json"})
_DAMAGED = said("It is damaged: it says nothing that can be read.")
_SHARES = said("Its numbers go from 0 to 1: they are shares of the picture, not per cent.")
_NO_TEXT = said("No template understands it as a sentence.")


def read(path: Path) -> Bundle:
    """Reads every export in a folder and below, or one file.

    Raises:
        LViTError: There is none.
    """
    files = [path] if path.is_file() else files_ending(path, ".json")
    pictures = PictureIndex(path.parent if path.is_file() else path)
    items = Spool()
    losses: list[Loss] = []
    notes: list[str] = []
    for file in files:
        if file.name in _OURS:
            continue
        try:
            tasks = Tasks(file, losses)
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
            continue
        reading = _Reading(file, pictures, tasks)
        items.extend(reading.items())
        losses += reading.losses
        notes += reading.notes()
    if not items and path.is_file() and losses:
        raise LViTError(losses[0].line(), "Choose the JSON or JSON-MIN file of the project.")
    return Bundle(items, notes + pictures.notes(), losses=losses)


class _Reading:
    """One file."""

    def __init__(self, file: Path, pictures: PictureIndex, tasks: Tasks) -> None:
        self._file, self._pictures, self._tasks = file, pictures, tasks
        self.losses: list[Loss] = []
        self._chosen: list[str] = []
        self._turned: list[str] = []
        self._cancelled: list[str] = []
        self._predictions = 0
        self._relations = 0
        self._unread, self._beside = UnreadFacts((), "image"), UnreadFacts(_READ)

    def items(self) -> Iterator[BundleItem]:
        """One for each picture."""
        for key in self._tasks.pictures():
            task = self._tasks.of(key)
            self._cancelled += [task.name] * bool(task.cancelled)
            self._predictions += task.predictions
            self._unread.look(task.facts, self._file.name)
            yield self._item(task, key)

    def notes(self) -> list[str]:
        """Whose annotations were taken, and what is nobody's."""
        cancelled, waiting = self._cancelled, self._predictions
        found = []
        if self._chosen:
            found.append(
                said("Several people labeled one picture: {names}.", names=some_names(self._chosen))
            )
        if cancelled:
            found.append(
                said(
                    "Skipped by those who saw it, and not read: {names}.",
                    names=some_names(cancelled),
                )
            )
        if self._turned:
            found.append(
                said(
                    "Turned on the screen while they were labeled, which does not move "
                    "what was drawn: {names}.",
                    names=some_names(self._turned),
                )
            )
        if waiting:
            found.append(
                said(
                    "{waiting} predictions and drafts of {name} are not read.",
                    waiting=waiting,
                    name=self._file.name,
                )
            )
        if self._relations:
            are = counted(self._relations, "relation of objects is", "relations of objects are")
            found.append(said("{relations} not read: {name}.", relations=are, name=self._file.name))
        return found + self._unread.notes() + self._beside.notes()

    def _item(self, task: Task, key: str) -> BundleItem:
        picture, found = self._pictures.named(task.picture.told, self._file.parent)
        embedded = None
        if task.picture.told.startswith("data:image"):
            kind = task.picture.told[11:16].partition(";")[0]
            picture, found = self._file.parent / f"{task.name.replace(' ', '-')}.{kind}", False
            embedded = partial(_embedded, task.picture.told)
        item = BundleItem(picture, source=picture.name, found=found, embedded=embedded)
        own = [Loss(picture.name, what, _DAMAGED, count) for what, count in task.damaged]
        chosen = self._choose(task, picture.name)
        if chosen is None:
            return replace(item, losses=own)
        for one in chosen.results:
            if kind_of(one) == "relation":
                self._relations += 1
            else:
                self._beside.look(one, self._file.name)
        shapes, texts, sizes = self._read(chosen, task.picture, picture.name, own)
        self._turned += [picture.name] * any(map(_is_turned, chosen.results))
        empty = not chosen.results and self._tasks.draws
        again = partial(self._shapes, key, picture.name)
        if len(sizes) > 1:
            own.append(Loss(picture.name, "", "Its regions were made on pictures of two sizes."))
        return replace(
            item, shapes=ShapesOfFile(len(shapes), again) if shapes else (),
            size=next(iter(sizes)) if len(sizes) == 1 else None,
            state="labeled" if shapes or empty else "", losses=own, whole=empty,
            sentence=self._sentence(texts, picture.name, own),
        )  # fmt: skip

    def _shapes(self, key: str, name: str) -> list[Shape]:
        """The regions of a picture again, when its turn has come."""
        task = self._tasks.of(key)
        return self._read(_ranked(task)[0], task.picture, name, [])[0]

    def _choose(self, task: Task, name: str) -> Annotation | None:
        """The annotation that counts; names the others."""
        ranked = _ranked(task)
        if len(ranked) < 2:
            return ranked[0] if ranked else None
        taken = ranked[0]
        why = said("ground truth") if taken.truth else said("the newest")
        self._chosen.append(
            said(
                "{name} has that of {value} ({why})",
                name=name,
                value=taken.who or said("a person"),
                why=why,
            )
        )
        for one in ranked[1:]:
            count = len(_regions(one.results))
            what = f"annotation {one.id} by {one.who}" if one.who else f"annotation {one.id}"
            self.losses.append(Loss(name, what, "Another person's annotation was taken.", count))
        return taken

    def _read(
        self, chosen: Annotation, picture: PictureOfTask, name: str, losses: list[Loss]
    ) -> tuple[list[Shape], list[str], set[Size]]:
        shapes, texts, sizes = list[Shape](), list[str](), set[Size]()
        regions = _by_region(chosen.results)
        shares = are_shares(value_of(one) for parts in regions.values() for one in parts)
        for key, parts in regions.items():
            drawn = (one for one in parts if geometry_of(value_of(one), kind_of(one)))
            geometry = next(drawn, None)
            texts += [text for one in parts for text in _texts(one)]
            if geometry is None:
                losses += [
                    Loss(name, f"{kind_of(one)} {key}", "It is not read.")
                    for one in parts
                    if not _texts(one)
                ]
                continue
            reason = picture.why_not(geometry.get("to_name", picture.key))
            reason = reason or _why_other_page(geometry)
            if reason := reason or (_SHARES if shares else ""):
                losses.append(Loss(name, f"region {key}", reason, 1))
                continue
            if (size := _size(geometry)) is not None:
                sizes.add(size)
            shapes.append(self._shape(key, parts, geometry, chosen, losses, name))
        return shapes, texts, sizes

    @staticmethod
    def _shape(
        key: str, parts: list[Mapping[str, Any]], result: Mapping[str, Any], chosen: Annotation,
        losses: list[Loss], name: str,
    ) -> Shape:  # fmt: skip
        value, kind = value_of(result), geometry_of(value_of(result), kind_of(result))
        labels = [label for one in parts for label in _labels(value_of(one))]
        names = list(dict.fromkeys(labels))
        class_name = names[0] if names else ""
        what = f"region {key} ({class_name})" if class_name else f"region {key}"
        if len(names) > 1:
            others = ", ".join(names[1:])
            losses.append(
                Loss(
                    name,
                    what,
                    said("An object has one class; also named: {others}.", others=others),
                )
            )
        record = ObjectRecord(1, "", class_name, _made(str(result.get("origin") or ""), chosen))
        plain = kind == "rectangle" and not value.get("rotation")
        return Shape(
            what, class_name, drawing_of(value, kind), record=replace(record, box=plain),
            box=plain,
        )  # fmt: skip

    @staticmethod
    def _sentence(texts: Iterable[str], name: str, losses: list[Loss]) -> str:
        """The first text that a template understands; the others are named."""
        sentence = ""
        for text in dict.fromkeys(texts):
            if not sentence and _is_sentence(text):
                sentence = text
            else:
                losses.append(Loss(name, f"the text '{text[:60]}'", _NO_TEXT))
        return sentence


def _why_other_page(result: Mapping[str, Any]) -> str:
    """Why a region is not of the first picture of several under one name; empty where it is."""
    page = next(iter(floats_of([result.get("item_index")])), 0.0)
    if not page or not math.isfinite(page):
        return ""
    return said("It was drawn on picture {value} of several under one name.", value=int(page) + 1)


def _ranked(task: Task) -> list[Annotation]:
    """What people said of a picture; what counts comes first."""
    return sorted(task.annotations, key=lambda one: (one.truth, one.updated), reverse=True)


def _is_turned(result: Mapping[str, Any]) -> bool:
    """Whether the picture was shown turned; regions are told as they lie in the picture itself."""
    turn = result.get("image_rotation")
    return is_number(turn) and bool(turn % 360)


def _made(origin: str, chosen: Annotation) -> Provenance:
    """Who made a region, as Label Studio tells it."""
    if origin.startswith("prediction"):
        edited = chosen.who if origin.endswith("changed") else None
        return Provenance("model", chosen.who, created=chosen.updated, edited_by=edited)
    return Provenance("person", chosen.who, created=chosen.updated)


def _is_sentence(text: str) -> bool:
    for template in every_template():
        found = parse(text, template)
        if found.canonical and not found.unknown and not found.complaints:
            return True
    return False


def _by_region(results: list[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """What belongs to one region: a shape, its labels, and what was said of it."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    places: dict[str, str] = {}  # where the shape of each region lies
    for number, one in enumerate(results, start=1):
        if kind_of(one) == "relation":
            continue
        key = str(one.get("id") or f"number {number}")
        if geometry_of(value_of(one), kind_of(one)):
            place = place_of(value_of(one))
            if places.setdefault(key, place) != place:  # two shapes of one id
                key = f"{key} (result {number})"
        found.setdefault(key, []).append(one)
    return found


def _regions(results: list[Mapping[str, Any]]) -> list[str]:
    return [
        key
        for key, parts in _by_region(results).items()
        if any(geometry_of(value_of(one), kind_of(one)) for one in parts)
    ]


def _labels(value: Mapping[str, Any]) -> list[str]:
    told = [one for key, one in value.items() if key.endswith("labels") and isinstance(one, list)]
    return [label for one in told for label in one if isinstance(label, str)]


def _texts(result: Mapping[str, Any]) -> list[str]:
    value = value_of(result)
    told = [*list_of(value.get("text")), *list_of(value.get("choices"))]
    if isinstance(value.get("text"), str):
        told.append(value["text"])
    return [text.strip() for text in told if isinstance(text, str) and text.strip()]


def _size(result: Mapping[str, Any]) -> Size | None:
    return sides_of(result.get("original_height"), result.get("original_width"))


def _embedded(told: str) -> bytes:
    try:
        return base64.b64decode(told.partition("base64,")[2], validate=False)
    except binascii.Error as error:
        raise ValueError("no picture") from error


FORMAT = Format(
    name="label-studio",
    title="Label Studio",
    about="One JSON file with the regions of all images",
    holds=(Holds.OBJECTS, Holds.CLASSES, Holds.SENTENCES),
    reader=read,
    options=(),
    files=("*.json",),
)
