"""Which images the models of a project have learnt from: none of them may judge a model.

Each generation has a list beside its weights, which goes on from that of the model before it.
Generations of older versions have none: they may have learnt from every image that was there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.files import read_small_text
from lvit_core.inside import place_inside
from lvit_core.project.records import Generation, ImageRecord
from lvit_core.wording import said

CHANGES, CHANGES_TEXT = "changes.json", "CHANGES.md"


def read_changes(folder: Path) -> dict[str, Any] | None:
    """The report of a generation; ``None`` where there is none that can be read."""
    try:
        report = json.loads(read_small_text(folder / CHANGES))
        labels, learnt = report["labels"], report["learnt"]
        for one in labels:
            one["id"], one["way"], one["changed"], one["name"]
        for part in ("labels", "pseudo_labels"):
            {int(number) for number in learnt[part]}
    except (OSError, LViTError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return dict(report)


def changes_text(folder: Path) -> str:
    """The report for people; empty where there is none."""
    try:
        return read_small_text(folder / CHANGES_TEXT)
    except (OSError, LViTError):
        return ""


@dataclass(frozen=True)
class Learnt:
    """What the generations of a project have learnt from.

    Attributes:
        first: The first generation that learnt from an image, by the image's number.
        unlisted: The last generation that keeps no list, and when it was made; ``None`` for none.
    """

    first: Mapping[int, int]
    unlisted: Generation | None = None

    def by(self, record: ImageRecord) -> str:
        """What has learnt from an image, in words; empty for nothing."""
        if record.id in self.first:
            return said("generation {number} has learnt from it", number=self.first[record.id])
        old = self.unlisted
        if old is not None and record.split != "holdout" and record.added_at <= old.created_at:
            return said("generation {number} may have learnt from it", number=old.number)
        return ""


Numbers = tuple[int, ...]


def learnt_by(home: Path, generations: Iterable[Generation], known: dict[str, Numbers]) -> Learnt:
    """Reads the lists of generations, oldest first.

    Args:
        home: The project's folder.
        generations: Those to look at.
        known: Lists that were read before, by the folders of their generations; more are added.
    """
    first: dict[int, int] = {}
    unlisted = None
    for one in generations:
        if one.folder not in known:
            place = place_inside(home, one.folder)
            report = None if place is None else read_changes(place)
            if report is None:
                unlisted = one
                continue
            parts = report["learnt"].values()
            known[one.folder] = tuple(int(number) for part in parts for number in part)
        for number in known[one.folder]:
            first.setdefault(number, one.number)
    return Learnt(first, unlisted)
