"""Walking through a list of images: the next one, or those that still want work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lvit_core.project.records import ImageRecord, ImageState


def next_image(
    images: Sequence[ImageRecord],
    row: int | None,
    step: int,
    wanted: Callable[[ImageRecord], bool] = lambda _: True,
) -> ImageRecord | None:
    """The first wanted image from a row on; ``None`` at the ends.

    Args:
        images: The list.
        row: Where it begins, itself left out; ``None``: outside, before the first or after the
            last; -1: before the first.
        step: 1 for the next ones, -1 for those before.
        wanted: Which images count.
    """
    start = -1 if step > 0 else len(images)
    at = (start if row is None else row) + step
    while 0 <= at < len(images):
        if wanted(images[at]):
            return images[at]
        at += step
    return None


def next_unlabeled(images: Sequence[ImageRecord], row: int | None, step: int) -> ImageRecord | None:
    """The next image that is not labeled yet, around the end of the list; never that of ``row``."""
    found = next_image(images, row, step, _not_labeled)
    if found is None:
        found = next_image(images, None, step, _not_labeled)
    here = images[row] if row is not None and row >= 0 else None
    return None if found is here else found


def awaiting_proposal(images: Sequence[ImageRecord], but: int) -> list[ImageRecord]:
    """Images that are neither labeled nor proposed for, in their order, ``but`` this one."""
    return [one for one in images if one.id != but and not one.has_proposal and _not_labeled(one)]


def _not_labeled(record: ImageRecord) -> bool:
    return record.state != ImageState.LABELED
