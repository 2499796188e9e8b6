"""The tasks of a Label Studio export, JSON or JSON-MIN: what people said of each picture.

An export may be large and tell of one picture in several places, so that it is sorted by picture on
the disk.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.exchange.json_files import read_json
from lvit_core.exchange.json_stream import BEGIN, parts_of
from lvit_core.exchange.label_studio_pictures import PictureOfTask, picture_of
from lvit_core.exchange.label_studio_shapes import geometry_of
from lvit_core.exchange.member_store import MemberStore
from lvit_core.exchange.reports import Loss
from lvit_core.wording import said

_LONGEST_PATH = 4096
_FACTS_OF_MIN = frozenset(
    {"id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time", "agreement"}
)
# What an export in full has beside the value of a result, and JSON-MIN in it.
_BESIDE = ("id", "type", "to_name", "original_width", "original_height", "image_rotation")


@dataclass(eq=False)
class Annotation:
    """What one person said of one picture."""

    who: str
    id: str
    updated: str
    truth: bool
    results: list[Mapping[str, Any]]


@dataclass(eq=False)
class Task:
    """One picture with what people said of it."""

    name: str
    picture: PictureOfTask
    annotations: list[Annotation] = field(default_factory=list)
    cancelled: int = 0
    predictions: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)  # what else it says
    damaged: list[tuple[str, int]] = field(default_factory=list)  # and how many objects that is


class Tasks:
    """The tasks of one file, sorted by picture on the disk: JSON-MIN has one for each annotation.

    Args:
        file: It.
        losses: Told of tasks that name no picture.

    Raises:
        LViTError: It is no export.
    """

    def __init__(self, file: Path, losses: list[Loss]) -> None:
        self._store = MemberStore()
        # Where people draw, nothing drawn means that nothing is there.
        self.draws = False
        seen, nameless = 0, list[int]()
        for seen, (one, text) in enumerate(_members(file), start=1):
            task = _task(one) if isinstance(one, Mapping) else None
            if task is None:
                nameless.append(seen)
                continue
            self.draws = self.draws or any(
                geometry_of(value_of(result), kind_of(result))
                for annotation in task.annotations
                for result in annotation.results
            )
            self._store.add("task", _short(task.picture.told), text)
        if seen and len(nameless) == seen:
            raise LViTError("It is no export of Label Studio.")
        losses += [Loss(file.name, f"task {n}", said("It names no picture.")) for n in nameless]

    def pictures(self) -> Iterator[str]:
        """A key for each picture, in the order of the file."""
        return self._store.owners("task")

    def of(self, key: str) -> Task:
        """All that is said of one picture."""
        found: Task | None = None
        for _, text in self._store.of("task", key):
            one = _task(json.loads(text))
            assert one is not None  # it named a picture before
            if found is None:
                found = one
                continue
            found.annotations += one.annotations
            found.cancelled += one.cancelled
            found.predictions += one.predictions
            found.damaged += one.damaged
        assert found is not None, said("the key is of a picture that is there")
        return found


def _members(file: Path) -> Iterator[tuple[Any, str]]:
    """The tasks of a list, or the one that is the whole file, each as the file spells it."""
    parts = parts_of(file)
    first = next(parts)
    if not first.key and first.value is BEGIN:
        yield from ((part.value, part.text) for part in parts)
        return
    document = read_json(file) if first.key else None
    if not isinstance(document, dict) or "data" not in document:
        raise LViTError("It is no export of Label Studio.")
    yield document, json.dumps(document)


def _short(told: str) -> str:
    """A key for a picture that is told by its path, or as a whole inside of the file."""
    return (
        told if len(told) < _LONGEST_PATH else sha256(told.encode("utf-8", "replace")).hexdigest()
    )


def _task(task: Mapping[str, Any]) -> Task | None:
    data = task.get("data")
    if not isinstance(data, Mapping):
        return _task_of_min(task)
    picture = picture_of(data)
    if not picture.told:
        return None
    named = {picture.key, *(key for key, _ in picture.others)}
    facts = {key: value for key, value in data.items() if key not in named}
    found = Task(f"task {task.get('id', '')}".strip(), picture, facts=facts)
    given = task.get("annotations", task.get("completions"))
    for number, one in enumerate(given if isinstance(given, list) else [], start=1):
        if isinstance(one, Mapping) and one.get("was_cancelled"):
            found.cancelled += 1
            continue
        if not isinstance(one, Mapping) or not isinstance(one.get("result"), list):
            found.damaged.append((f"annotation {number}", 0))
            continue
        results = [item for item in one["result"] if isinstance(item, Mapping)]
        if odd := len(one["result"]) - len(results):
            found.damaged.append(
                (said("{odd} of the results of annotation {number}", odd=odd, number=number), odd)
            )
        who = one.get("completed_by", one.get("created_username"))
        found.annotations.append(
            Annotation(
                _person(who), str(one.get("id", "")),
                str(one.get("updated_at") or one.get("created_at") or ""),
                bool(one.get("ground_truth")), results,
            )
        )  # fmt: skip
    found.predictions = len(list_of(task.get("predictions"))) + len(list_of(task.get("drafts")))
    return found


def _task_of_min(task: Mapping[str, Any]) -> Task | None:
    picture = picture_of(task)
    if not (told := picture.told):
        return None
    results: list[Mapping[str, Any]] = []
    for key, value in task.items():
        if key in _FACTS_OF_MIN or value == told:
            continue
        for number, one in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(one, Mapping):
                beside = {name: one[name] for name in _BESIDE if name in one}
                region = {"id": f"{key} {number + 1}", "value": one, "from_name": key}
                results.append({**region, **beside})
            elif isinstance(one, str):
                results.append({"id": key, "type": "textarea", "value": {"text": [one]}})
    who = task.get("annotator")
    annotation = Annotation(
        _person(who), str(task.get("annotation_id", "")),
        str(task.get("updated_at") or task.get("created_at") or ""), False, results,
    )  # fmt: skip
    done = [annotation] if results or "annotation_id" in task else []
    return Task(f"task {task.get('id', '')}".strip(), picture, done)


def _person(who: Any) -> str:
    if isinstance(who, Mapping):
        who = who.get("email") or who.get("username") or who.get("id")
    return f"annotator {who}" if isinstance(who, int) else str(who or "").strip()


def value_of(result: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a result says."""
    value = result.get("value")
    return value if isinstance(value, Mapping) else {}


def kind_of(result: Mapping[str, Any]) -> str:
    """What kind of result it is."""
    return str(result.get("type") or "")


def list_of(value: Any) -> list[Any]:
    """The value, or nothing where it is no list."""
    return value if isinstance(value, list) else []
