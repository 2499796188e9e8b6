"""The brush paints what geometry says, however the mouse reports the path."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvit_core.annotation.edits.stroke import Stroke, StrokeLimits
from lvit_core.annotation.plane import LabelPlane

HEIGHT, WIDTH = 560, 620  # reaches over tile borders both ways


def painted(paths, radius, value=1, limits=None, start=None):
    plane = LabelPlane.from_array(np.zeros((HEIGHT, WIDTH), int) if start is None else start)
    stroke = Stroke(plane, radius, value, limits)
    for part in paths:
        stroke.extend(part)
    stroke.finish()
    return plane.to_array()


def distance_to_path(points):
    """Distance of every pixel centre to the path, straight from the definition."""
    y, x = np.mgrid[:HEIGHT, :WIDTH] + 0.5
    best = np.full((HEIGHT, WIDTH), np.inf)
    ends = points[1:] or points
    for (y0, x0), (y1, x1) in zip(points, ends, strict=False):
        square = (y1 - y0) ** 2 + (x1 - x0) ** 2
        along = ((y - y0) * (y1 - y0) + (x - x0) * (x1 - x0)) / square if square else 0 * y
        along = np.clip(along, 0, 1)
        best = np.minimum(best, np.hypot(y - y0 - along * (y1 - y0), x - x0 - along * (x1 - x0)))
    return best


eighths = st.integers(-160, 5200).map(lambda n: n / 8)
points = st.tuples(eighths, eighths)
paths = st.lists(points, min_size=1, max_size=5)
radii = st.integers(2, 480).map(lambda n: n / 4)


@settings(max_examples=60, deadline=None)
@given(path=paths, radius=radii)
def test_paints_exactly_the_pixels_near_the_path(path, radius):
    distance = distance_to_path(path)
    mask = painted([path], radius) == 1
    reach = max(radius, 0.5**0.5)
    assert mask[distance <= reach].all()
    assert not mask[distance > reach + 2e-6].any()


@settings(max_examples=80, deadline=None)
@given(path=paths, radius=radii, data=st.data())
def test_splitting_moves_changes_nothing(path, radius, data):
    whole = painted([path], radius)
    finer = [path[0]]
    for (y0, x0), (y1, x1) in pairwise(path):
        cuts = data.draw(st.lists(st.integers(1, 15), max_size=4, unique=True))
        finer += [(y0 + c / 16 * (y1 - y0), x0 + c / 16 * (x1 - x0)) for c in sorted(cuts)]
        finer.append((y1, x1))
    at = data.draw(st.integers(0, len(finer)))
    assert np.array_equal(whole, painted([finer[:at], finer[at:]], radius))
    assert np.array_equal(whole, painted([[point] for point in finer], radius))


@settings(max_examples=40, deadline=None)
@given(
    start=st.tuples(st.floats(-20, 580), st.floats(-20, 640)),
    end=st.tuples(st.floats(-20, 580), st.floats(-20, 640)),
    radius=st.floats(0.5, 90),
    parts=st.integers(2, 60),
)
def test_resampling_a_straight_line_changes_nothing(start, end, radius, parts):
    fine = [
        (start[0] + k / parts * (end[0] - start[0]), start[1] + k / parts * (end[1] - start[1]))
        for k in range(parts)
    ] + [end]
    assert np.array_equal(painted([[start, end]], radius), painted([fine], radius))


@settings(max_examples=40, deadline=None)
@given(path=paths, radius=radii, seed=st.integers(0, 99))
def test_protected_objects_and_forbidden_pixels_stay(path, radius, seed):
    rng = np.random.default_rng(seed)
    there = np.kron(rng.integers(0, 4, (28, 31)), np.ones((20, 20), int))
    bright = rng.random((HEIGHT, WIDTH)) > 0.4
    limits = StrokeLimits(over=(0, 3), inside=lambda rect: bright[rect.slices])
    free = painted([path], radius) == 1
    result = painted([path], radius, 3, limits, there)
    expected = np.where(free & bright & np.isin(there, (0, 3)), 3, there)
    assert np.array_equal(result, expected)


def test_erasing_only_one_object_leaves_its_neighbours():
    there = np.zeros((HEIGHT, WIDTH), int)
    there[100:200, 100:150], there[100:200, 150:200] = 1, 2
    path = [[(150.0, 100.0), (150.0, 199.0)]]
    result = painted(path, 20, 0, StrokeLimits(over=(2,)), there)
    assert np.array_equal(result == 1, there == 1)
    assert 0 < (result == 2).sum() < (there == 2).sum()


@pytest.mark.parametrize("radius", [0.1, 0.5, 3, 200])
def test_every_point_paints_something_and_cancel_takes_it_back(radius):
    plane = LabelPlane(HEIGHT, WIDTH)
    empty = plane.copy()
    stroke = Stroke(plane, radius, 5)
    parts = stroke.extend([(511.99, 512.01), (300.3, 20.7)])
    for y, x in ((511, 512), (300, 20)):
        assert any(part.contains(y, x) for part in parts)
    assert plane.value_at(300.3, 20.7) == 5
    assert stroke.cancel()[0].contains(300, 20)
    assert plane.equals(empty)


def test_unusable_positions_are_ignored():
    plane = LabelPlane(HEIGHT, WIDTH)
    stroke = Stroke(plane, 10, 5)
    assert not stroke.extend([(float("nan"), 3.0), (float("inf"), 0.0), (-900.0, -900.0)])
    assert stroke.finish().empty


@pytest.mark.parametrize("radius", [5.0, 12.5, 25.0])
@pytest.mark.parametrize(("dy", "dx"), [(0, 90), (90, 0), (60, 80), (30, 40)])
def test_centres_at_exactly_the_radius_are_painted_however_the_move_is_divided(radius, dy, dx):
    start = (200.5, 210.5)
    whole = painted([[start, (start[0] + dy, start[1] + dx)]], radius)
    edge = distance_to_path([start, (start[0] + dy, start[1] + dx)]) <= radius + 1e-9
    assert np.array_equal(whole == 1, edge)
    for parts in (3, 7, 49):
        path = [(start[0] + dy * k / parts, start[1] + dx * k / parts) for k in range(parts + 1)]
        assert np.array_equal(painted([path], radius), whole)
