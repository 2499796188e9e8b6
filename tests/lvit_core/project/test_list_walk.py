"""From image to image: in order, only what is not labeled, and around the end of the list."""

from __future__ import annotations

import pytest

from lvit_core.project.list_walk import next_image, next_unlabeled
from lvit_core.project.records import ImageRecord, ImageState


def record(number: int, state: ImageState) -> ImageRecord:
    return ImageRecord(
        number, "", "", "", 16, 16, 1, None, None, "", "a", "", state, "train", False, False, "", ""
    )


IMAGES = [
    record(number, ImageState.LABELED if number in (1, 3) else ImageState.UNLABELED)
    for number in range(1, 6)
]


@pytest.mark.parametrize(
    ("row", "step", "following", "unlabeled"),
    [(None, 1, 1, 2), (None, -1, 5, 5), (0, -1, None, 5), (0, 1, 2, 2), (1, 1, 3, 4),
     (4, 1, None, 2), (-1, 1, 1, 2), (-1, -1, None, 5)],
)  # fmt: skip
def test_the_next_image_and_the_next_to_label(row, step, following, unlabeled):
    found = next_image(IMAGES, row, step)
    assert (found.id if found else None) == following
    found = next_unlabeled(IMAGES, row, step)
    assert (found.id if found else None) == unlabeled


def test_nothing_comes_after_the_only_image_that_waits():
    assert next_unlabeled(IMAGES[:2], 1, 1) is None
    assert next_unlabeled([], None, 1) is None
