"""Outlines of many objects at once: those of each by itself, and smooth ones around the same."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lvit_core.annotation.encodings import Polygon, polygons, polygons_to_mask
from lvit_core.annotation.many_runs import runs_inside, runs_of
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.smoothing import smoothed
from lvit_core.annotation.tracing import trace
from lvit_core.geometry import Rect

# Up to four objects that touch in every way, in small squares or in large ones.
LABELS = st.tuples(st.integers(1, 12), st.integers(1, 12), st.integers(1, 3)).flatmap(
    lambda size: arrays(np.int32, size[:2], elements=st.integers(0, 4)).map(
        lambda labels: labels.repeat(size[2], 0).repeat(size[2], 1)
    )
)
Ring = tuple[bool, np.ndarray]


def blobs(seed: int) -> np.ndarray:
    """Round objects over each other, as nuclei are."""
    random = np.random.default_rng(seed)
    labels = np.zeros((60, 60), np.int32)
    y, x = np.mgrid[:60, :60]
    for number in range(1, 9):
        cy, cx, radius, tall = (
            *random.uniform(0, 60, 2),
            random.uniform(2, 16),
            random.uniform(1, 2),
        )
        labels[np.hypot((y - cy) * tall, x - cx) < radius] = 0 if number % 4 == 3 else number
    return labels


def rings_of(labels: np.ndarray, *, smooth: bool) -> dict[int, list[Ring]]:
    """By object: whether a ring is an outer one, and its points."""
    found: dict[int, list[Ring]] = {}
    ids = np.unique(labels[labels > 0])
    for rings in trace(LabelPlane.from_array(labels), ids):
        first, points = smoothed(rings) if smooth else (rings.first, rings.points)
        for number, owner in enumerate(rings.owners.tolist()):
            some = slice(first[number], first[number + 1])
            ring = points[some] if smooth else points[some][~rings.straight[some]]
            found.setdefault(owner, []).append((bool(rings.outer[number]), ring))
    return found


def drawn(rings: list[Ring], shape: tuple[int, ...]) -> np.ndarray:
    items = [Polygon([(y, x) for y, x in ring]) for _, ring in rings]
    return polygons_to_mask(items, Rect(0, 0, shape[0], shape[1]))


def from_its_least(ring: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    place = ring.index(min(ring))
    return tuple(ring[place:] + ring[:place])


@settings(deadline=None, max_examples=100)
@given(LABELS)
def test_rings_are_those_of_each_object_by_itself(labels: np.ndarray) -> None:
    for number, rings in rings_of(labels, smooth=False).items():
        assert np.array_equal(drawn(rings, labels.shape), labels == number)
        found = {from_its_least([(float(y), float(x)) for y, x in ring]) for _, ring in rings}
        if len({point for ring in found for point in ring}) < sum(map(len, found)):
            continue  # rings that meet at a corner are cut apart otherwise when one looks closer
        alone = polygons(labels == number)
        assert found == {from_its_least(r) for item in alone for r in (item.outer, *item.holes)}
        assert sum(outer for outer, _ in rings) == len(alone)


def assert_smooth(labels: np.ndarray) -> None:
    """Rings are simple and apart, enclose the same pixels, and overlap with nobody's."""
    shapes = []
    for number, rings in rings_of(labels, smooth=True).items():
        assert np.array_equal(drawn(rings, labels.shape), labels == number)
        lines = [shapely.LinearRing(ring) for _, ring in rings]
        assert all(line.is_simple for line in lines)
        assert not any(a.intersects(b) for a, b in combinations(lines, 2))
        whole = shapely.Polygon()
        for line in lines:
            whole = whole.symmetric_difference(shapely.Polygon(line))
        shapes.append(whole)
    assert all(a.intersection(b).area < 1e-9 for a, b in combinations(shapes, 2))


@settings(deadline=None, max_examples=60)
@given(LABELS)
def test_smooth_rings_enclose_the_same_pixels_and_keep_neighbours_apart(labels: np.ndarray) -> None:
    assert_smooth(labels)


def test_smooth_rings_of_round_objects_have_few_corners() -> None:
    y, x = np.mgrid[:60, :60] - 30.2
    for radius in (4, 12, 25):
        disc = (np.hypot(y, x) < radius).astype(np.int32)
        counts = [len(rings_of(disc, smooth=smooth)[1][0][1]) for smooth in (True, False)]
        assert counts[0] < 0.7 * counts[1]


def test_smooth_rings_of_crowded_objects_stay_apart() -> None:
    for seed in range(6):
        assert_smooth(blobs(seed))


def test_large_planes_and_high_ids_are_traced_over_the_borders_of_tiles() -> None:
    labels = np.zeros((1100, 1030), np.int32)
    labels[500:530, 3:1029] = 2**31 - 1
    labels[505:520, 500:520] = 0
    labels[1099, 1029] = 7
    for smooth in (False, True):
        found = rings_of(labels, smooth=smooth)
        assert sorted(found) == [7, 2**31 - 1]
        for number, rings in found.items():
            assert np.array_equal(drawn(rings, labels.shape), labels == number)


@settings(deadline=None, max_examples=60)
@given(LABELS)
def test_runs_inside_of_rings_are_the_runs_of_the_plane(labels: np.ndarray) -> None:
    rings = [(n, ring) for n, some in rings_of(labels, smooth=True).items() for _, ring in some]
    if not rings:
        return
    numbers = sorted({number for number, _ in rings})
    first = np.cumsum([0, *(len(ring) for _, ring in rings)])
    part = np.array([numbers.index(number) for number, _ in rings])
    points = np.concatenate([ring for _, ring in rings])
    size = (labels.shape[0], labels.shape[1])
    found = runs_inside(points, first, part, np.array(numbers), size)
    wanted = runs_of(LabelPlane.from_array(labels))
    for name in ("row", "start", "stop", "value"):
        assert np.array_equal(getattr(found, name), getattr(wanted, name))


def test_parts_that_overlap_count_once() -> None:
    square = np.array([[0, 0], [0, 4], [4, 4], [4, 0]], np.float64)
    points = np.concatenate((square, square + 2))
    runs = runs_inside(points, np.array([0, 4, 8]), np.array([0, 1]), np.array([5, 5]), (10, 10))
    assert (runs.stop - runs.start).tolist() == [4, 4, 6, 6, 4, 4]
