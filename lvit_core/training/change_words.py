"""The report of a generation in words: for the file beside its weights, and for the window.

The file tells generations as the run names them, which knows no others; the window by the numbers
that the project gave them, which go on from run to run, and in its own language.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lvit_core.project.generation_notes import note_words
from lvit_core.project.learnt import changes_text, read_changes
from lvit_core.said_again import said_again
from lvit_core.training.run_folder import number_of
from lvit_core.wording import counted, listed, said

if TYPE_CHECKING:
    from lvit_core.project.project import Project

_KINDS = {
    "patients": said("patient {name}"),
    "classes": said("class {name}"),
    "kinds": said("kind {name}"),
}


@dataclass(frozen=True)
class Numbering:
    """The project's numbers of generations.

    Attributes:
        own: Of the one reported; 0 for as the run names it.
        models: Of those before it, by the names of their folders.
        run: Of those of its run, by the run's own numbers.
    """

    own: int = 0
    models: Mapping[str, int] = field(default_factory=dict)
    run: Mapping[int, int] = field(default_factory=dict)

    def model(self, name: str) -> str:
        """A model in words."""
        if name in self.models:
            return said("generation {number}", number=self.models[name])
        return f"`{name}`"


def as_markdown(report: Mapping[str, Any]) -> str:
    """The report as the file holds it."""
    return "\n".join([*map(str, change_lines(report)), ""])


def shown_changes(project: Project, number: int) -> list[str]:
    """The report of a generation of a project, messages; nothing where there is none."""
    folder = Path(project.generations.model_of(number))
    report = read_changes(folder)
    if report is not None:
        try:
            return change_lines(report, _numbering(project, number))
        except (KeyError, TypeError, ValueError, AttributeError):
            pass  # it may come from a stranger; what is written beside it says as much
    return changes_text(folder).splitlines()


def _numbering(project: Project, number: int) -> Numbering:
    found = project.generations.all()
    before = {Path(one.folder).name: one.number for one in found if one.number < number}
    home = next(Path(one.folder).parent for one in found if one.number == number)
    of_run = [one for one in found if Path(one.folder).parent == home]
    owns = {number_of(Path(one.folder)): one.number for one in of_run}
    return Numbering(number, before, {own: told for own, told in owns.items() if own is not None})


def change_lines(report: Mapping[str, Any], numbering: Numbering | None = None) -> list[str]:
    """The lines of a report in Markdown, each a message.

    Raises:
        KeyError, TypeError, ValueError, AttributeError: It is no report of ours.
    """
    numbers = numbering or Numbering()
    state = said("in force") if report["put_in_force"] else said("offered")
    checked = said("verified") if report["verified"] else said("not verified")
    own = said("Generation {number}", number=numbers.own) if numbers.own else report["generation"]
    return [
        said("# {generation}: {state}, {checked}", generation=own, state=state, checked=checked),
        "",
        said(
            "Trained from {before}, judged against {other}: {verdict}.",
            before=numbers.model(str(report["trained_from"])),
            other=numbers.model(str(report["judged_against"])),
            verdict=note_words(str(report["verdict"])),
        ),
        "",
        said("## What it learnt from"),
        said(
            "- {labels} ({ways}) and {pseudo} through pseudo labels.",
            labels=counted(len(report["labels"]), "labeled image"),
            ways=_ways(report["labels"]),
            pseudo=report["pseudo_labels"],
        ),
        *[
            said("- {name}: {count} of these labels.", name=name, count=count)
            for name, count in report["people"].items()
        ],
        *_replay_lines(report.get("replay") or {}),
        "",
        said("### New since the model it was trained from"),
        *(_lesson_line(one) for one in report["added"]),
        *([] if report["added"] else [said("- Nothing.")]),
        *(
            [said("- No more: {names}.", names=", ".join(report["no_more"]))]
            if report["no_more"]
            else []
        ),
        "",
        *_pseudo_lines(report["pseudo"], numbers),
        *_judged_lines(report["holdout"]),
        *_worse_lines(report["changes"]),
        said("## How"),
        said(
            "- {steps} steps, {seconds:,.0f} seconds of training in this run.",
            steps=report["steps"],
            seconds=report["seconds"],
        ),
        *[f"- {name}: {value}" for name, value in report["settings"].items()],
    ]


def _replay_lines(replay: Mapping[str, Any]) -> list[str]:
    """What was shown again, so that old images are not forgotten."""
    if not replay.get("share"):
        return []
    parts = [
        *([said("older labels: {count}", count=replay["older"])] if replay["older"] else []),
        *(
            [
                said(
                    "answers of {teacher} about pictures in the box: {count}",
                    teacher=replay["teacher"],
                    count=replay["pictures"],
                )
            ]
            if replay["pictures"]
            else []
        ),
    ]
    return [
        said(
            "- About {share:.0%} of the labels it was shown are shown again, so that old images "
            "are not forgotten ({parts}).",
            share=replay["share"],
            parts=listed(parts),
        )
    ]


def _way(way: str) -> str:
    """How a label came to be, see ``Making``."""
    known = (
        said("drawn"), said("imported"), said("corrected"), said("accepted"),
        said("accepted in bulk"), said("unknown"),
    )  # fmt: skip
    return said_again(way, known)


def _ways(labels: Sequence[Mapping[str, Any]]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for one in labels:
        counts[one["way"]] += 1
    told = [said("{count} {way}", count=n, way=_way(way)) for way, n in sorted(counts.items())]
    return listed(told) if told else said("none")


def _lesson_line(one: Mapping[str, Any]) -> str:
    parts = [said("- {name}: {way}", name=one["name"], way=_way(one["way"]))]
    if one["changed"] is not None:
        parts.append(said("in {share:.1f} % of the pixels", share=100 * one["changed"]))
    if one["people"]:
        parts.append(said("by {people}", people=", ".join(one["people"])))
    return listed(parts, " ")


def _left_by(generation: int, numbers: Numbering) -> str:
    if generation < 0:
        return said("As a generation left them that was not noted")
    if generation in numbers.run:
        return said("As generation {number} left them", number=numbers.run[generation])
    return said("As generation {number} of the run left them", number=generation)


def _pseudo_lines(taught: Sequence[Mapping[str, Any]], numbers: Numbering) -> list[str]:
    """Which pseudo labels taught it, by the generation that made them."""
    if not taught:
        return []
    made: dict[int, list[str]] = defaultdict(list)
    for one in taught:
        made[one["generation"]].append(one["name"])
    return [
        said("### Pseudo labels that taught it"),
        *(
            said("- {left}: {names}.", left=_left_by(number, numbers), names=", ".join(names))
            for number, names in sorted(made.items())
        ),
        "",
    ]


def _judged_lines(judged: Mapping[str, Any]) -> list[str]:
    images = counted(judged["images"], "image")
    lines = [said("## Hold-out")]
    if judged["dice"] is None:
        lines.append(said("- {images} judged.", images=images))
    else:
        mean = judged["dice"]
        lines.append(said("- {images} judged: mean Dice {mean:.3f}.", images=images, mean=mean))
    lines += [_against_line(what, change) for what, change in judged["against"].items()]
    lines += [
        said("- {name} does not judge: {why}.", name=name, why=_why(why))
        for name, why in judged["not_judging"].items()
    ]
    if judged["per_image"]:
        lines += ["", said("| image | before | now |"), "|---|---|---|"]
    for one in judged["per_image"]:
        before = "-" if one["before"] is None else said("{dice:.3f}", dice=one["before"])
        row = {"name": one["name"], "before": before, "now": one["dice"]}
        lines.append(said("| {name} | {before} | {now:.3f} |", **row))
    return [*lines, ""]


def _why(why: str) -> str:
    known = (
        said("its label is a model's own answer; correct it, or confirm it as truth"),
        said("it is nearly the same picture as {name}"),
        said("generation {number} has learnt from it"),
        said("generation {number} may have learnt from it"),
        said("this run has learnt from it"),
    )
    return said_again(why, known)


def _against_line(what: str, change: Mapping[str, Any]) -> str:
    known = (
        said("the model in force"), said("the one a person chose"), said("the best so far"),
    )  # fmt: skip
    told = {"what": said_again(what, known), "mean": change["mean"]}
    if change["low"] is None:
        return said("- Against {what}: {mean:+.3f}.", **told)
    return said(
        "- Against {what}: {mean:+.3f} (90 % interval {low:+.3f} to {high:+.3f}).",
        low=change["low"],
        high=change["high"],
        **told,
    )


def _worse_lines(changes: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    lines = [
        said(
            "- {who}: {change:+.3f} over {images}.",
            who=said(str(_KINDS[kind]), name=row["name"]),
            change=row["change"],
            images=counted(row["images"], "image"),
        )
        for kind, rows in changes.items()
        for row in rows
        if row["change"] < 0
    ]
    if not lines:
        judged = any(changes.values())
        lines = [
            said("- Nobody, on these images.")
            if judged
            else said("- Nobody knows: nothing judged.")
        ]
    return [said("## Who gets worse"), *lines, ""]
