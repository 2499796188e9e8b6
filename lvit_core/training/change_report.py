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
from lvit_core.training.gate import Verdict
from lvit_core.wording import counted

SCHEMA_VERSION = 1
_ONE = {"patients": "patient", "classes": "class", "kinds": "kind"}


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


def as_markdown(report: Mapping[str, Any]) -> str:
    """The same for people."""
    state = "in force" if report["put_in_force"] else "offered"
    checked = "verified" if report["verified"] else "not verified"
    lines = [
        f"# {report['generation']}: {state}, {checked}",
        "",
        f"Trained from `{report['trained_from']}`, judged against `{report['judged_against']}`: "
        f"{report['verdict']}.",
        "",
        "## What it learnt from",
        f"- {len(report['labels'])} labeled images ({_ways(report['labels'])}) and "
        f"{report['pseudo_labels']} through pseudo labels.",
        *[f"- {name}: {count} of these labels." for name, count in report["people"].items()],
        "",
        "### New since the model it was trained from",
        *(_lesson_line(one) for one in report["added"]),
        *([] if report["added"] else ["- Nothing."]),
        *([f"- No more: {', '.join(report['no_more'])}."] if report["no_more"] else []),
        "",
        *_pseudo_lines(report["pseudo"]),
        *_judged_lines(report),
        *_worse_lines(report["changes"]),
        "## How",
        f"- {report['steps']} steps, {report['seconds']:,.0f} seconds of training in this run.",
        *[f"- {name}: {value}" for name, value in report["settings"].items()],
        "",
    ]
    return "\n".join(lines)


def _ways(labels: Sequence[Mapping[str, Any]]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for one in labels:
        counts[one["way"]] += 1
    return ", ".join(f"{count} {way}" for way, count in sorted(counts.items())) or "none"


def _lesson_line(one: Mapping[str, Any]) -> str:
    share = "" if one["changed"] is None else f" in {100 * one['changed']:.1f} % of the pixels"
    people = f" by {', '.join(one['people'])}" if one["people"] else ""
    return f"- {one['name']}: {one['way']}{share}{people}"


def _left_by(generation: int) -> str:
    if generation < 0:
        return "As a generation left them that was not noted"
    return f"As generation {generation} of the run left them"


def _pseudo_lines(taught: Sequence[Mapping[str, Any]]) -> list[str]:
    """Which pseudo labels taught it, by the generation that made them."""
    if not taught:
        return []
    made: dict[int, list[str]] = defaultdict(list)
    for one in taught:
        made[one["generation"]].append(one["name"])
    return [
        "### Pseudo labels that taught it",
        *(f"- {_left_by(number)}: {', '.join(names)}." for number, names in sorted(made.items())),
        "",
    ]


def _judged_lines(report: Mapping[str, Any]) -> list[str]:
    judged = report["holdout"]
    mean = "" if judged["dice"] is None else f": mean Dice {judged['dice']:.3f}"
    lines = ["## Hold-out", f"- {counted(judged['images'], 'image')} judged{mean}."]
    for what, change in judged["against"].items():
        sure = ""
        if change["low"] is not None:
            sure = f" (90 % interval {change['low']:+.3f} to {change['high']:+.3f})"
        lines.append(f"- Against {what}: {change['mean']:+.3f}{sure}.")
    lines += [f"- {name} does not judge: {why}." for name, why in judged["not_judging"].items()]
    if judged["per_image"]:
        lines += ["", "| image | before | now |", "|---|---|---|"]
    for one in judged["per_image"]:
        before = "-" if one["before"] is None else f"{one['before']:.3f}"
        lines.append(f"| {one['name']} | {before} | {one['dice']:.3f} |")
    return [*lines, ""]


def _worse_lines(changes: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    lines = ["## Who gets worse"]
    for kind, rows in changes.items():
        for row in rows:
            if row["change"] < 0:
                images = counted(row["images"], "image")
                lines.append(f"- {_ONE[kind]} {row['name']}: {row['change']:+.3f} over {images}.")
    if len(lines) == 1:
        judged = any(changes.values())
        lines.append("- Nobody, on these images." if judged else "- Nobody knows: nothing judged.")
    return [*lines, ""]
