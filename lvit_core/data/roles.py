"""What each image of a project is to training: decided here, for the run and for who counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.wording import said

# Larger images (slides) do not fit into memory as a whole and cannot be trained on yet.
LARGEST_PX = 60_000_000

Role = Literal["labeled", "unlabeled", "judging", "shown", "too large"]


def role_of(record: ImageRecord, template: str) -> Role | None:
    """The part an image takes; ``None`` if it is missing or of another template.

    "labeled" is learnt from, "unlabeled" through pseudo labels, with the null sentence where
    nobody wrote one; "judging" is labeled and held out; "shown" is held out and not labeled, so
    only its proposal is renewed.
    """
    return _role(template, *_facts(record))


_facts = attrgetter("missing", "template", "height", "width", "state", "split")
_facts_and_sentence = attrgetter(
    "missing", "template", "height", "width", "state", "split", "sentence"
)


def _role(
    wanted: str, missing: bool, template: str, height: int, width: int, state: str, split: str
) -> Role | None:
    if missing or template != wanted:
        return None
    if height * width > LARGEST_PX:
        return "too large"
    labeled = state == ImageState.LABELED
    if split == "holdout":
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
    # Many records are alike in this; one at a time, 100,000 hold up the window.
    for (*facts, sentence), number in Counter(map(_facts_and_sentence, records)).items():
        role = _role(template, *facts)
        roles[role] += number
        spoken += number if role == "unlabeled" and sentence else 0
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
    return said(
        "{all:,}: {those:,} with a sentence, {others:,} without",
        all=unlabeled,
        those=with_sentence,
        others=without,
    )
