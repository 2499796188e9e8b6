"""What each image of a project is to training: decided here, for the run and for who counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lvit_core.project.records import ImageRecord, ImageState

# Larger images (slides) do not fit into memory as a whole and cannot be trained on yet.
LARGEST_PX = 60_000_000

Role = Literal["labeled", "unlabeled", "judging", "shown", "too large"]


def role_of(record: ImageRecord, template: str) -> Role | None:
    """The part an image takes; ``None`` if it is missing or of another template.

    "labeled" is learnt from, "unlabeled" through pseudo labels, with the null sentence where
    nobody wrote one; "judging" is labeled and held out; "shown" is held out and not labeled, so
    only its proposal is renewed.
    """
    if record.missing or record.template != template:
        return None
    if record.height * record.width > LARGEST_PX:
        return "too large"
    labeled = record.state == ImageState.LABELED
    if record.split == "holdout":
        return "judging" if labeled else "shown"
    return "labeled" if labeled else "unlabeled"


@dataclass(frozen=True)
class RoleCounts:
    """How many images take which part; ``with_sentence`` counts unlabeled ones."""

    labeled: int
    unlabeled: int
    with_sentence: int
    holdout: int


def count_roles(records: Iterable[ImageRecord], template: str) -> RoleCounts:
    """Counts what a run that began now would find."""
    roles: Counter[Role | None] = Counter()
    spoken = 0
    for record in records:
        role = role_of(record, template)
        roles[role] += 1
        spoken += role == "unlabeled" and bool(record.sentence)
    return RoleCounts(roles["labeled"], roles["unlabeled"], spoken, roles["judging"])


def unlabeled_words(unlabeled: int, with_sentence: int | None) -> str:
    """How many unlabeled images of which kind, such as "12: 8 with a sentence, 4 without".

    Args:
        unlabeled: All of them.
        with_sentence: Those with a sentence; ``None`` where sentences are not read.
    """
    if not unlabeled or with_sentence is None:
        return f"{unlabeled:,}"
    without = unlabeled - with_sentence
    return f"{unlabeled:,}: {with_sentence:,} with a sentence, {without:,} without"
