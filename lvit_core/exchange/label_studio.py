"""Label Studio's JSON and JSON-MIN, read.

Of several people's annotations of one picture, the one marked as ground truth is taken, else the
newest; the others are named. Text that a template understands becomes the sentence.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, Shape, Size
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.json_files import read_json
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.label_studio_pictures import PictureOfTask, picture_of
from lvit_core.exchange.label_studio_shapes import draw, geometry_of
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.reports import Loss, some_names
from lvit_core.exchange.spool import Spool
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import every_template

_OURS = frozenset({"provenance.json", "manifest.json"})
_FACTS_OF_MIN = frozenset(
    {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement"}
)
_NO_TEXT = "No template understands it as a sentence."


@dataclass(eq=False)
class _Annotation:
    """What one person said of one picture."""

    who: str
    id: str
    updated: str
    truth: bool
    results: list[Mapping[str, Any]]


@dataclass(eq=False)
class _Task:
    """One picture with what people said of it."""

    name: str
    picture: PictureOfTask
    annotations: list[_Annotation] = field(default_factory=list)
    cancelled: int = 0
    predictions: int = 0


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
            tasks = _tasks_of(read_json(file), file, losses)
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
            continue
        reading = _Reading(file, pictures, tasks)
        items.extend(reading.items())
        losses += reading.losses
        notes += reading.notes()
    if not items and path.is_file() and losses:
        raise LViTError(losses[0].line(), "Choose the JSON or JSON-MIN file of the project.")
    return Bundle(items, notes, losses=losses)


def _tasks_of(document: Any, file: Path, losses: list[Loss]) -> list[_Task]:
    tasks = [document] if isinstance(document, dict) and "data" in document else document
    if not isinstance(tasks, list):
        raise LViTError("It is no export of Label Studio.")
    known = [_task(one) if isinstance(one, Mapping) else None for one in tasks]
    if tasks and not any(known):
        raise LViTError("It is no export of Label Studio.")
    losses += [
        Loss(file.name, f"task {place}", "It names no picture.")
        for place, one in enumerate(known, start=1)
        if one is None
    ]
    merged: dict[str, _Task] = {}
    for one in known:
        if one is None:
            continue
        # JSON-MIN has a line for each annotation.
        first = merged.setdefault(one.picture.told, one)
        if first is not one:
            first.annotations += one.annotations
            first.cancelled += one.cancelled
            first.predictions += one.predictions
    return list(merged.values())


def _task(task: Mapping[str, Any]) -> _Task | None:
    data = task.get("data")
    if not isinstance(data, Mapping):
        return _task_of_min(task)
    picture = picture_of(data)
    if not picture.told:
        return None
    found = _Task(f"task {task.get('id', '')}".strip(), picture)
    given = task.get("annotations", task.get("completions"))
    for one in given if isinstance(given, list) else []:
        if not isinstance(one, Mapping):
            continue
        if one.get("was_cancelled"):
            found.cancelled += 1
            continue
        results = [item for item in _list(one.get("result")) if isinstance(item, Mapping)]
        who = one.get("completed_by", one.get("created_username"))
        found.annotations.append(
            _Annotation(
                _person(who), str(one.get("id", "")),
                str(one.get("updated_at") or one.get("created_at") or ""),
                bool(one.get("ground_truth")), results,
            )
        )  # fmt: skip
    found.predictions = len(_list(task.get("predictions"))) + len(_list(task.get("drafts")))
    return found


def _task_of_min(task: Mapping[str, Any]) -> _Task | None:
    picture = picture_of(task)
    if not (told := picture.told):
        return None
    results: list[Mapping[str, Any]] = []
    for key, value in task.items():
        if key in _FACTS_OF_MIN or value == told:
            continue
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(one, Mapping):
                results.append({"id": f"{key} {number + 1}", "value": one, "from_name": key, **one})
            elif isinstance(one, str):
                results.append({"id": key, "type": "textarea", "value": {"text": [one]}})
    who = task.get("annotator")
    annotation = _Annotation(
        _person(who), str(task.get("annotation_id", "")),
        str(task.get("updated_at") or task.get("created_at") or ""), False, results,
    )  # fmt: skip
    done = [annotation] if results or "annotation_id" in task else []
    return _Task(f"task {task.get('id', '')}".strip(), picture, done)


def _person(who: Any) -> str:
    if isinstance(who, Mapping):
        who = who.get("email") or who.get("username") or who.get("id")
    return f"annotator {who}" if isinstance(who, int) else str(who or "").strip()


class _Reading:
    """One file."""

    def __init__(self, file: Path, pictures: PictureIndex, tasks: list[_Task]) -> None:
        self._file, self._pictures, self._tasks = file, pictures, tasks
        self.losses: list[Loss] = []
        self._chosen: list[str] = []
        self._turned: list[str] = []
        # Where people draw, nothing drawn means that nothing is there.
        self._draws = any(
            geometry_of(_value(result), _kind(result))
            for task in tasks
            for one in task.annotations
            for result in one.results
        )

    def items(self) -> list[BundleItem]:
        """One for each picture."""
        return [self._item(task) for task in self._tasks]

    def notes(self) -> list[str]:
        """Whose annotations were taken, and what is nobody's."""
        cancelled = [task.name for task in self._tasks if task.cancelled]
        waiting = sum(task.predictions for task in self._tasks)
        found = []
        if self._chosen:
            found.append(f"Several people labeled one picture: {some_names(self._chosen)}.")
        if cancelled:
            found.append(f"Skipped by those who saw it, and not read: {some_names(cancelled)}.")
        if self._turned:
            found.append(
                "Turned on the screen while they were labeled, which does not move what was drawn: "
                f"{some_names(self._turned)}."
            )
        if waiting:
            found.append(f"{waiting} predictions and drafts of {self._file.name} are not read.")
        return found

    def _item(self, task: _Task) -> BundleItem:
        picture, found = self._pictures.named(task.picture.told, self._file.parent)
        embedded = None
        if task.picture.told.startswith("data:image"):
            kind = task.picture.told[11:16].partition(";")[0]
            picture, found = self._file.parent / f"{task.name.replace(' ', '-')}.{kind}", False
            embedded = partial(_embedded, task.picture.told)
        item = BundleItem(picture, source=picture.name, found=found, embedded=embedded)
        chosen = self._choose(task, picture.name)
        if chosen is None:
            return item
        own: list[Loss] = []
        shapes, texts, sizes = self._read(chosen, task.picture, picture.name, own)
        self._turned += [picture.name] * any(map(_is_turned, chosen.results))
        empty = not chosen.results and self._draws
        if len(sizes) > 1:
            own.append(Loss(picture.name, "", "Its regions were made on pictures of two sizes."))
        return replace(
            item, shapes=shapes, size=next(iter(sizes)) if len(sizes) == 1 else None,
            state="labeled" if shapes or empty else "", losses=own,
            sentence=self._sentence(texts, picture.name, own),
        )  # fmt: skip

    def _choose(self, task: _Task, name: str) -> _Annotation | None:
        """The annotation that counts; names the others."""
        ranked = sorted(task.annotations, key=lambda one: (one.truth, one.updated), reverse=True)
        if len(ranked) < 2:
            return ranked[0] if ranked else None
        taken = ranked[0]
        why = "ground truth" if taken.truth else "the newest"
        self._chosen.append(f"{name} has that of {taken.who or 'a person'} ({why})")
        for one in ranked[1:]:
            count = len(_regions(one.results))
            what = f"annotation {one.id} by {one.who}" if one.who else f"annotation {one.id}"
            self.losses.append(Loss(name, what, "Another person's annotation was taken.", count))
        return taken

    def _read(
        self, chosen: _Annotation, picture: PictureOfTask, name: str, losses: list[Loss]
    ) -> tuple[list[Shape], list[str], set[Size]]:
        shapes, texts, sizes = list[Shape](), list[str](), set[Size]()
        for key, parts in _by_region(chosen.results).items():
            geometry = next((one for one in parts if geometry_of(_value(one), _kind(one))), None)
            texts += [text for one in parts for text in _texts(one)]
            if geometry is None:
                losses += [
                    Loss(name, f"{_kind(one)} {key}", "It is not read.")
                    for one in parts
                    if not _texts(one)
                ]
                continue
            if reason := picture.why_not(geometry.get("to_name", picture.key)):
                losses.append(Loss(name, f"region {key}", reason, 1))
                continue
            if (size := _size(geometry)) is not None:
                sizes.add(size)
            shapes.append(self._shape(key, parts, geometry, chosen, losses, name))
        return shapes, texts, sizes

    @staticmethod
    def _shape(
        key: str, parts: list[Mapping[str, Any]], result: Mapping[str, Any], chosen: _Annotation,
        losses: list[Loss], name: str,
    ) -> Shape:  # fmt: skip
        value, kind = _value(result), geometry_of(_value(result), _kind(result))
        labels = [label for one in parts for label in _labels(_value(one))]
        names = list(dict.fromkeys(labels))
        class_name = names[0] if names else ""
        what = f"region {key} ({class_name})" if class_name else f"region {key}"
        if len(names) > 1:
            others = ", ".join(names[1:])
            losses.append(Loss(name, what, f"An object has one class; also named: {others}."))
        record = ObjectRecord(1, "", class_name, _made(str(result.get("origin") or ""), chosen))
        plain = kind == "rectangle" and not value.get("rotation")
        return Shape(
            what, class_name, partial(draw, value, kind), record=replace(record, box=plain),
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


def _is_turned(result: Mapping[str, Any]) -> bool:
    """Whether the picture was shown turned; regions are told as they lie in the picture itself."""
    turn = result.get("image_rotation")
    return isinstance(turn, int | float) and bool(turn % 360)


def _made(origin: str, chosen: _Annotation) -> Provenance:
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
    for place, one in enumerate(results, start=1):
        if _kind(one) == "relation":
            continue
        found.setdefault(str(one.get("id") or f"number {place}"), []).append(one)
    return found


def _regions(results: list[Mapping[str, Any]]) -> list[str]:
    return [
        key
        for key, parts in _by_region(results).items()
        if any(geometry_of(_value(one), _kind(one)) for one in parts)
    ]


def _value(result: Mapping[str, Any]) -> Mapping[str, Any]:
    value = result.get("value")
    return value if isinstance(value, Mapping) else {}


def _kind(result: Mapping[str, Any]) -> str:
    return str(result.get("type") or "")


def _labels(value: Mapping[str, Any]) -> list[str]:
    told = [one for key, one in value.items() if key.endswith("labels") and isinstance(one, list)]
    return [label for one in told for label in one if isinstance(label, str)]


def _texts(result: Mapping[str, Any]) -> list[str]:
    value = _value(result)
    told = [*_list(value.get("text")), *_list(value.get("choices"))]
    if isinstance(value.get("text"), str):
        told.append(value["text"])
    return [text.strip() for text in told if isinstance(text, str) and text.strip()]


def _size(result: Mapping[str, Any]) -> Size | None:
    height, width = result.get("original_height"), result.get("original_width")
    if not isinstance(height, int | float) or not isinstance(width, int | float):
        return None
    return (int(height), int(width)) if 1 <= height < 1e6 and 1 <= width < 1e6 else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


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
