"""What labeling costs: seconds and corrections of each image, told from the times in the journal.

The time before a step, since the same person's step before it, was spent on the image of that step.
A longer wait than a person needs for a gesture is a pause, and so is a clock that was set back;
pauses are left out, so what is told is time at work and never more than that.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from lvit_core.wording import said

PAUSE_S = 120.0
"""A wait longer than this is a pause."""

CURVE = 10
"""The learning curve compares so many images at both ends."""

LEAST_BEFORE = 5
"""Images on either side of a generation, below which nothing is said of what it saved."""

Kind = Literal["correction", "acceptance", "other", "import"]


@dataclass(frozen=True)
class Step:
    """One step of the journal.

    Attributes:
        image_id: Of which image.
        person: By whom.
        at: When, with its time zone.
        kind: "correction" changed pixels or objects by hand, "acceptance" took over a proposal,
            "import" brought labels from elsewhere, "other" is a sentence or a state.
        labeled: Whether the image was marked as labeled by it.
    """

    image_id: int
    person: str
    at: datetime
    kind: Kind
    labeled: bool = False


@dataclass(frozen=True)
class ImageEffort:
    """What one labeled image took.

    Attributes:
        image_id: Which one.
        seconds: At work; 0 where no step has one before it.
        corrections: Steps by hand, those that were undone too.
        acceptances: Proposals or parts of them that were taken over.
        objects: In it now.
        labeled_at: When it was first marked as labeled.
    """

    image_id: int
    seconds: float
    corrections: int
    acceptances: int
    objects: int
    labeled_at: datetime


@dataclass(frozen=True)
class Pace:
    """Means of some labeled images; those of an object are ``None`` where there is none."""

    images: int
    seconds_per_image: float
    corrections_per_image: float
    seconds_per_object: float | None
    corrections_per_object: float | None


@dataclass(frozen=True)
class Saved:
    """What training has saved, against the pace before its first generation was in force.

    Attributes:
        hours: Fewer at work than the images since then would have taken at that pace; below 0
            where they took more. ``None`` where it cannot be told.
        against: What it is compared with, or why it cannot be told.
    """

    hours: float | None
    against: str


@dataclass(frozen=True)
class Effort:
    """What labeling a project took until now.

    Attributes:
        images: Every labeled image whose steps tell a time, in the order of labeling.
        whole: The pace of all of them; ``None`` without any.
        first, last: Of the first and the last ten; ``None`` below twenty.
        waiting: Images without a label.
        hours_left: For those, at the pace of the last ten; ``None`` without a pace.
        saved: What training has saved.
        pauses: Waits that were left out, and their seconds together.
        pause_s: The limit of a wait.
        imported: Labeled images that came from elsewhere, of which no time is told.
    """

    images: tuple[ImageEffort, ...]
    whole: Pace | None
    first: Pace | None
    last: Pace | None
    waiting: int
    hours_left: float | None
    saved: Saved
    pauses: tuple[int, float]
    pause_s: float
    imported: int


def measured(
    steps: Iterable[Step],
    objects: Mapping[int, int],
    waiting: int,
    trained_at: datetime | None = None,
    pause_s: float = PAUSE_S,
) -> Effort:
    """What labeling took.

    Args:
        steps: Of all images, in the order of the journal.
        objects: How many each labeled image holds now; images that are not in it are not labeled.
        waiting: Images without a label.
        trained_at: When the first generation was made; ``None`` without one.
        pause_s: A wait longer than this is a pause.
    """
    seconds: dict[int, float] = {}
    counts: dict[tuple[int, Kind], int] = {}
    labeled: dict[int, datetime] = {}
    last_of: dict[str, datetime] = {}
    pauses: list[float] = []
    for step in steps:
        counts[step.image_id, step.kind] = counts.get((step.image_id, step.kind), 0) + 1
        if step.labeled:
            labeled.setdefault(step.image_id, step.at)
        before, last_of[step.person] = last_of.get(step.person), step.at
        if before is None:
            continue
        waited = (step.at - before).total_seconds()
        if 0 <= waited <= pause_s:
            seconds[step.image_id] = seconds.get(step.image_id, 0.0) + waited
        else:
            pauses.append(max(0.0, waited))
    done = [key for key in sorted(labeled, key=lambda key: (labeled[key], key)) if key in objects]
    by_people = [key for key in done if not counts.get((key, "import")) and seconds.get(key)]
    images = tuple(
        ImageEffort(
            key,
            seconds[key],
            counts.get((key, "correction"), 0),
            counts.get((key, "acceptance"), 0),
            objects[key],
            labeled[key],
        )
        for key in by_people
    )
    enough = len(images) >= 2 * CURVE
    last = pace(images[-CURVE:])
    return Effort(
        images,
        pace(images),
        pace(images[:CURVE]) if enough else None,
        last if enough else None,
        waiting,
        None if last is None else waiting * last.seconds_per_image / 3600,
        saved(images, trained_at),
        (len(pauses), sum(pauses)),
        pause_s,
        sum(1 for key in done if counts.get((key, "import"))),
    )


def pace(images: Sequence[ImageEffort]) -> Pace | None:
    """Means of some images; ``None`` of none."""
    if not images:
        return None
    seconds = sum(image.seconds for image in images)
    corrections = sum(image.corrections for image in images)
    objects = sum(image.objects for image in images)
    return Pace(
        len(images),
        seconds / len(images),
        corrections / len(images),
        seconds / objects if objects else None,
        corrections / objects if objects else None,
    )


def learning_curve(images: Sequence[ImageEffort]) -> list[Pace]:
    """The pace of each image with up to nine before it, from the tenth on, in order of labeling."""
    ends = range(CURVE, len(images) + 1)
    return [found for end in ends if (found := pace(images[end - CURVE : end])) is not None]


def saved(images: Sequence[ImageEffort], trained_at: datetime | None) -> Saved:
    """The hours that images after the first generation took less than the ones before it.

    Seconds of an object are compared, because images hold unlike many; of each image the median
    counts, so that one long look does not decide.
    """
    if trained_at is None:
        return Saved(None, said("no generation was trained"))
    held = [image for image in images if image.objects]
    before = [image for image in held if image.labeled_at < trained_at]
    after = [image for image in held if image.labeled_at >= trained_at]
    if min(len(before), len(after)) < LEAST_BEFORE:
        return Saved(
            None,
            said(
                "{before} labeled images with objects before the first generation and {after} "
                "after it; {least} of each are needed",
                before=len(before),
                after=len(after),
                least=LEAST_BEFORE,
            ),
        )
    usual = statistics.median(image.seconds / image.objects for image in before)
    expected = usual * sum(image.objects for image in after)
    taken = sum(image.seconds for image in after)
    return Saved(
        (expected - taken) / 3600,
        said(
            "the {count} images labeled before the first generation, seconds an object",
            count=len(before),
        ),
    )
