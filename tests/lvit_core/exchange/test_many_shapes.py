"""Thousands of objects drawn together: each has the pixels that it has when drawn by itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvit_core.annotation.many_runs import MOST_CROSSINGS
from lvit_core.annotation.objects import ObjectRecord, ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.runs import Runs, find_runs
from lvit_core.errors import Cancelled, LViTError
from lvit_core.exchange import shape_runs
from lvit_core.exchange.bundle import Drawn, Shape, Size
from lvit_core.exchange.drawing import Fate, LayerDrawing
from lvit_core.exchange.outlines import Filled, Part, draw_polygons
from lvit_core.exchange.shape_runs import OUTSIDE, drawn_together
from lvit_core.geometry import Rect
from lvit_core.stopping import stoppable

pytestmark = pytest.mark.exchange

SIZE = (530, 540)  # a few pixels beyond a tile
RECORD = ObjectRecord(1, "nuclei", "nucleus", Provenance("import"))


def outline(random: np.random.Generator, whole: bool) -> list[Part]:
    """Up to three parts with up to two holes around the corner where four tiles meet."""

    def ring() -> np.ndarray:
        points = 512 + random.uniform(-60, 60, 2) + random.normal(0, 12, (random.integers(2, 9), 2))
        return points.round() if whole else points

    return [
        (ring(), [ring() for _ in range(random.integers(0, 3))])
        for _ in range(random.integers(1, 4))
    ]


def shapes_of(seed: int, count: int = 12) -> list[Shape]:
    random = np.random.default_rng(seed)
    found = []
    for number in range(count):
        parts = outline(random, whole=bool(number % 3))

        def parts_of(_size: Size, parts: list[Part] = parts) -> list[Part]:
            return parts

        def mask_of(size: Size, parts: list[Part] = parts) -> Drawn:
            return draw_polygons(parts, size)

        draw = mask_of if number % 4 == 3 else Filled(parts_of)
        found.append(Shape(f"shape {number}", "nucleus", draw))
    return found


def alone(shape: Shape) -> tuple[np.ndarray, str]:
    """The whole image with one shape on it, or why it has none."""
    canvas = np.zeros(SIZE, bool)
    try:
        rect, mask, out, *_ = shape.draw(SIZE)
    except LViTError as error:
        return canvas, error.message
    canvas[rect.slices] = mask
    none = OUTSIDE if out else "It has no pixels inside of the image."
    return canvas, "" if mask.any() else none


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 1 << 30), st.sampled_from([1, 3, 1000]))
def test_shapes_drawn_together_have_the_pixels_of_each_alone(seed: int, at_once: int) -> None:
    shapes = shapes_of(seed)
    told = list[tuple[np.ndarray, str]]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shape_runs, "_SHAPES_AT_ONCE", at_once)
        patch.setattr(shape_runs, "_RUNS_AT_ONCE", 40 * at_once)
        for drawn in drawn_together(shapes, SIZE):
            assert (np.diff(drawn.runs.value) >= 0).all()
            for place in range(len(drawn.shapes)):
                canvas = np.zeros(SIZE, np.uint8)
                for n in np.flatnonzero(drawn.runs.value == place):
                    row, runs = drawn.runs.row[n], drawn.runs
                    canvas[row, runs.start[n] : runs.stop[n]] += 1
                assert canvas.max(initial=0) <= 1
                told.append((canvas.astype(bool), drawn.reasons.get(place, "")))
    wanted = [alone(shape) for shape in shapes]
    assert [reason for _, reason in told] == [reason for _, reason in wanted]
    for (mine, _), (other, _) in zip(told, wanted, strict=True):
        assert np.array_equal(mine, other)


def painted_one_by_one(
    masks: list[np.ndarray], before: np.ndarray
) -> tuple[np.ndarray, list[Fate]]:
    """What lies where, and what became of each object that is covered; numbers follow 3."""
    plane, hidden, under = before.copy(), dict[int, int](), dict[int, str]()
    for number, mask in enumerate(masks, start=4):
        blocked = mask & (before > 0)
        if blocked.any():
            hidden[number] = int(blocked.sum())
            under[number] = "what was drawn before"
        below, counts = np.unique(plane[mask & ~blocked & (plane > 0)], return_counts=True)
        for one, count in zip(below.tolist(), counts.tolist(), strict=True):
            hidden[one] = hidden.get(one, 0) + count
            under[one] = f"shape {number}"
        plane[mask & ~blocked] = number
    fates = [
        Fate(f"shape {number}", int(masks[number - 4].sum()), hidden[number], under[number])
        for number in sorted(hidden)
    ]
    return plane, fates


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 1 << 30), st.booleans(), st.sampled_from([1, 2, 100]))
def test_what_is_drawn_together_covers_as_what_is_drawn_in_turn(
    seed: int, keep: bool, at_once: int
) -> None:
    masks = [mask for mask, reason in map(alone, shapes_of(seed)) if not reason]
    before = np.zeros(SIZE, np.int32)
    if keep:
        before[500:520, 490:530] = 2
    table = ObjectTable([ObjectRecord(2, "nuclei", "nucleus", Provenance("person"))], next_id=4)
    drawing = LayerDrawing("nuclei", LabelPlane.from_array(before), table, keep=keep)
    for start in range(0, len(masks), at_once):
        numbers = [
            drawing.new(RECORD, f"shape {4 + start + n}")
            for n in range(len(masks[start : start + at_once]))
        ]
        parts = [find_runs(mask) for mask in masks[start : start + at_once]]
        drawing.draw(
            Runs(
                np.concatenate([runs.row for runs in parts]),
                np.concatenate([runs.start for runs in parts]),
                np.concatenate([runs.stop for runs in parts]),
                np.repeat(numbers, [len(runs.row) for runs in parts]),
            )
        )
    plane, fates = painted_one_by_one(masks, before)
    assert drawing.covered() == fates
    edit = drawing.edit("Import")
    stored = LabelPlane.from_array(before)
    edit.patch.apply(stored)
    assert np.array_equal(stored.to_array(), plane)
    left = {change.after.id for change in edit.objects if change.after is not None}
    assert left == set(np.unique(plane).tolist()) - {0, *table_ids(keep)}


def table_ids(keep: bool) -> set[int]:
    return {2} if keep else set()


def test_an_outline_that_goes_to_and_fro_for_ever_costs_itself_only() -> None:
    size = (20_000, 20)
    turns = MOST_CROSSINGS // size[0] + 2
    y = np.tile([0.0, size[0]], turns // 2 + 1)
    tangled = np.stack((np.linspace(0, 20, len(y)), y), axis=1)
    square = np.array([[2, 2], [5, 2], [5, 5], [2, 5]], np.float64)

    def one(points: np.ndarray) -> Shape:
        return Shape("it", "", Filled(lambda _size: [(points, ())]))

    found = list(drawn_together([one(square), one(tangled), one(square)], size))
    pixels = sum(int((drawn.runs.stop - drawn.runs.start).sum()) for drawn in found)
    reasons = [reason for drawn in found for reason in drawn.reasons.values()]
    assert (pixels, reasons) == (18, ["Its outline goes to and fro too often to be drawn."])


def test_a_cancel_is_heard_between_batches() -> None:
    asked: list[int] = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) == 3

    with pytest.MonkeyPatch.context() as patch, stoppable(stopped):
        patch.setattr(shape_runs, "_SHAPES_AT_ONCE", 2)
        with pytest.raises(Cancelled):
            list(drawn_together(shapes_of(1, 30), SIZE))


def test_label_maps_are_drawn_in_strips() -> None:
    labels = np.zeros(SIZE, np.int32)
    labels[500:525, 500:530] = 1
    labels[510:513, 3:510] = 2
    table = ObjectTable()
    drawing = LayerDrawing("nuclei", LabelPlane(*SIZE), table, keep=False)
    for number in (1, 2):
        assert drawing.new(RECORD, f"object {number}") == number
    drawing.draw_labels(Rect(0, 0, *SIZE), labels)
    stored = LabelPlane(*SIZE)
    drawing.edit("Import").patch.apply(stored)
    assert np.array_equal(stored.to_array(), labels)
    assert not drawing.covered()
