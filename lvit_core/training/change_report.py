"""What a generation learnt, and what became better or worse by it: a report beside its weights.

``changes.json`` is for programs, ``CHANGES.md`` says the same to people.  Both name images and
people of the project, and stay in its folder with the model.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from lvit_core.files import write_text
from lvit_core.project.learnt import CHANGES, CHANGES_TEXT, read_changes
from lvit_core.project.making import Making
from lvit_core.project.records import ImageRecord
from lvit_core.training.change_words import as_markdown
from lvit_core.training.gate import Verdict

SCHEMA_VERSION = 1


@dataclass(frozen=True)
class Lesson:
    """An image that a generation learnt from.

    Attributes:
        id, name: Which.
        way: How its label came to be (see ``Making``); "unknown" where its journal cannot be read.
        changed: Share of the accepted proposal that was corrected, 0..1; ``None`` for others.
        people: Who drew, corrected or accepted its objects.
    """

    id: int
    name: str
    way: str
    changed: float | None = None
    people: tuple[str, ...] = ()

    @classmethod
    def of(cls, record: ImageRecord, making: Making | None, people: Iterable[str]) -> Lesson:
        """From what the project knows of it."""
        way = "unknown" if making is None else making.way
        changed = making.changed if making is not None and way == "corrected" else None
        return cls(record.id, record.name, way, changed, tuple(sorted(set(people))))


@dataclass(frozen=True)
class PseudoLesson:
    """An unlabeled image whose pseudo label taught a generation.

    Attributes:
        id, name: Which.
        generation: Of the run, that made the pseudo label; -1 where an older run does not tell.
    """

    id: int
    name: str
    generation: int


@dataclass(frozen=True)
class Judged:
    """A hold-out image that judged, with what it counts to."""

    id: int
    name: str
    patient: str
    kind: str
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a run knows of a generation that it has just published.

    Attributes:
        trained_from: Name of the model it goes back to.
        before: Folder of that model; ``None`` for one that came with the program.
        lineage: Folder of the model whose weights it goes on from.
        lessons: Labels it learnt from, in this generation.
        pseudo: Unlabeled images it may have learnt from by pseudo labels.
        judged: The images that judged.
        silent: Hold-out labels that did not, and why.
        settings: Of the run.
        steps, seconds: Of the run so far.
        replay: What was shown again, see ``Replayed``; empty where nothing tells.
    """

    trained_from: str
    before: Path | None
    lineage: Path | None
    lessons: Sequence[Lesson]
    pseudo: Sequence[PseudoLesson]
    judged: Sequence[Judged]
    silent: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    steps: int = 0
    seconds: float = 0.0
    replay: Mapping[str, Any] = field(default_factory=dict)


def write_changes(folder: Path, verdict: Verdict, facts: Facts, home: Path | None = None) -> None:
    """Writes both files into the folder of a generation, which lies below ``home``."""
    report = report_of(folder.name, verdict, facts)
    text = json.dumps(report, indent=1, ensure_ascii=False)
    write_text(folder / CHANGES, text, home=home)
    write_text(folder / CHANGES_TEXT, as_markdown(report), home=home)


def report_of(name: str, verdict: Verdict, facts: Facts) -> dict[str, Any]:
    """The report as plain values, see docs/EVENTS.md."""
    earlier, lineage = _earlier(facts.before), _earlier(facts.lineage)
    known = {(one["id"], one["way"], one["changed"]) for one in earlier.get("labels", ())}
    labels = [asdict(one) for one in sorted(facts.lessons, key=lambda one: one.id)]
    now, before = {one.id for one in facts.lessons}, lineage.get("learnt", {})
    people: dict[str, int] = defaultdict(int)
    for lesson in facts.lessons:
        for person in lesson.people:
            people[person] += 1
    return {
        "schema": SCHEMA_VERSION,
        "generation": name,
        "trained_from": facts.trained_from,
        "judged_against": Path(verdict.against).name,
        "put_in_force": verdict.accepted,
        "verified": verdict.verified,
        "verdict": verdict.note,
        "labels": labels,
        "added": [one for one in labels if (one["id"], one["way"], one["changed"]) not in known],
        "no_more": sorted(one["name"] for one in earlier.get("labels", ()) if one["id"] not in now),
        "people": dict(sorted(people.items())),
        "pseudo_labels": len(facts.pseudo),
        "replay": dict(facts.replay),
        "pseudo": [asdict(one) for one in sorted(facts.pseudo, key=lambda one: one.id)],
        "learnt": {
            "labels": sorted(now | set(before.get("labels", ()))),
            "pseudo_labels": sorted(
                {one.id for one in facts.pseudo} | set(before.get("pseudo_labels", ()))
            ),
        },
        "holdout": _holdout(verdict, facts),
        "changes": _groups(verdict, facts.judged),
        "settings": dict(facts.settings),
        "steps": facts.steps,
        "seconds": round(facts.seconds, 1),
    }


def _earlier(folder: Path | None) -> dict[str, Any]:
    return {} if folder is None else read_changes(folder) or {}


def _holdout(verdict: Verdict, facts: Facts) -> dict[str, Any]:
    return {
        "images": verdict.images,
        "dice": verdict.dice,
        "in_force_dice": verdict.in_force_dice,
        "against": {what: asdict(change) for what, change in verdict.changes.items()},
        "per_image": [
            {
                "id": one.id,
                "name": one.name,
                "dice": verdict.scores[str(one.id)],
                "before": verdict.before.get(str(one.id)),
            }
            for one in facts.judged
            if str(one.id) in verdict.scores
        ],
        "not_judging": dict(facts.silent),
    }


def _groups(verdict: Verdict, judged: Sequence[Judged]) -> dict[str, list[dict[str, Any]]]:
    """Mean change of Dice against the model in force by what images have in common, worst first."""
    found: dict[str, dict[str, list[float]]] = {
        kind: defaultdict(list) for kind in ("patients", "classes", "kinds")
    }
    for one in judged:
        key = str(one.id)
        if key not in verdict.scores or key not in verdict.before:
            continue
        change = verdict.scores[key] - verdict.before[key]
        found["patients"][one.patient or one.name].append(change)
        found["kinds"][one.kind].append(change)
        for name in one.classes:
            found["classes"][name].append(change)
    return {
        kind: sorted(
            (
                {"name": name, "images": len(values), "change": sum(values) / len(values)}
                for name, values in groups.items()
            ),
            key=lambda row: (row["change"], row["name"]),
        )
        for kind, groups in found.items()
    }
