"""`lvit info PROJECT --effort`: what labeling took, and what training has saved of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from lvit_core.cli.output import counted
from lvit_core.project.effort import Effort, Pace
from lvit_core.project.effort_reading import effort_of
from lvit_core.project.project import Project


def told(project: Project) -> tuple[dict[str, Any], str]:
    """The effort of a project as plain values, and in lines for people."""
    effort = effort_of(project)
    names = {one.id: one.name for one in project.images.all()}
    images = [
        {
            **asdict(image),
            "image": names[image.image_id],
            "labeled_at": image.labeled_at.isoformat(timespec="milliseconds"),
        }
        for image in effort.images
    ]
    count, seconds = effort.pauses
    facts = asdict(effort) | {"images": images, "pauses": {"count": count, "seconds": seconds}}
    return {"effort": facts}, "\n".join(_lines(effort))


def _lines(effort: Effort) -> list[str]:
    count, seconds = effort.pauses
    lines = [
        *_pace("all", effort.whole),
        *_pace("first ten", effort.first),
        *_pace("last ten", effort.last),
    ]
    if effort.whole is None:
        lines.append("No labeled image tells a time: they were imported, or have one step.")
    elif effort.first is None:
        lines.append("The first and the last ten are compared from 20 labeled images on.")
    if effort.hours_left is not None:
        lines.append(
            f"{'left':14} {effort.hours_left:.1f} h for {counted(effort.waiting, 'image')}"
        )
    hours, against = effort.saved.hours, effort.saved.against
    lines.append(
        f"{'saved':14} not known: {against}"
        if hours is None
        else f"{'saved':14} {hours:.1f} h, against {against}"
    )
    waits = f"{counted(count, 'wait')} over {effort.pause_s:.0f} s"
    lines.append(f"{'left out':14} {waits}, {seconds / 3600:.1f} h together")
    if effort.imported:
        lines.append(
            f"{'imported':14} {counted(effort.imported, 'labeled image')}, of which no time is told"
        )
    return lines


def _pace(name: str, pace: Pace | None) -> list[str]:
    if pace is None:
        return []
    words = (
        f"{name:14} {counted(pace.images, 'image')}, {pace.seconds_per_image:.1f} s and "
        f"{pace.corrections_per_image:.1f} corrections each"
    )
    if pace.seconds_per_object is not None and pace.corrections_per_object is not None:
        words += (
            f"; {pace.seconds_per_object:.1f} s and {pace.corrections_per_object:.2f} an object"
        )
    return [words]
