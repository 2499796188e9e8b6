"""Between far events of a quick hand runs a curve; corners and straight lines stay."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lvit_core.annotation.curve import bend, smoothed
from lvit_core.annotation.edits.stroke import Stroke
from lvit_core.annotation.plane import LabelPlane

SIDE = 300


def circle(points: int, radius: float = 100.0) -> list[tuple[float, float]]:
    angles = [math.tau * number / points for number in range(points + 1)]
    return [(150 + radius * math.sin(a), 150 + radius * math.cos(a)) for a in angles]


def painted(path, radius=2.0, *, follow=True) -> np.ndarray:
    plane = LabelPlane(SIDE, SIDE)
    stroke = Stroke(plane, radius, 1)
    stroke.extend(path[:1])
    for point in path[1:]:
        stroke.follow(point) if follow else stroke.extend([point])
    stroke.finish()
    return plane.to_array() > 0


@pytest.mark.parametrize("count", [10, 16, 40])
def test_a_quick_circle_is_round(count):
    rows, columns = np.nonzero(painted(circle(count)))
    away = np.abs(np.hypot(rows - 150, columns - 150) - 100)
    assert away.max() < 3.6, "a brush of two pixels, and hardly more"
    straight = np.nonzero(painted(circle(count), follow=False))
    corners = np.abs(np.hypot(straight[0] - 150, straight[1] - 150) - 100).max()
    if count == 10:
        assert corners > 5


def test_what_is_drawn_goes_through_every_event_and_corners_stay():
    path = [(20.0, 20.0), (20.0, 120.0), (120.0, 120.0), (120.0, 20.0)]
    assert smoothed(path) == path
    np.testing.assert_array_equal(painted(path), painted(path, follow=False))
    assert set(circle(9)) <= set(smoothed(circle(9)))


@pytest.mark.parametrize("far_px", [6.0, 60.0])
@pytest.mark.parametrize("path", [circle(9), circle(7), [(0.0, 0.0), (90.0, 9.0), (160.0, 79.0)]])
def test_few_lines_stand_for_a_curve(path, far_px):
    """A sixtieth of what is far for the hand: a tenth of a pixel of the screen."""
    lines = np.array(smoothed(path, far_px))
    exact = np.array(smoothed(path, far_px=0.01))
    assert distance(exact, lines) <= far_px / 60 + 0.001
    assert distance(exact, np.array(path)) > 2, "the polygon of the events is far from it"
    assert len(lines) < len(exact) / 10


def distance(points: np.ndarray, lines: np.ndarray) -> float:
    """How far the furthest of some points (n, 2) lies from the lines through others (m, 2)."""
    start, way = lines[:-1], np.diff(lines, axis=0)
    share = ((points[:, None] - start) * way).sum(2) / (way**2).sum(1)
    nearest = start + np.clip(share, 0, 1)[..., None] * way
    return float(np.hypot(*(points[:, None] - nearest).transpose(2, 0, 1)).min(1).max())


def test_straight_is_straight_however_it_is_told():
    line = [(10.0 + 20 * n, 15.0 + 10 * n) for n in range(12)]
    np.testing.assert_array_equal(painted(line), painted([line[0], line[-1]]))
    assert bend(line[0], line[1], line[2], line[3]) == [line[2]]


def test_a_stroke_that_is_given_up_leaves_nothing():
    plane = LabelPlane(SIDE, SIDE)
    stroke = Stroke(plane, 3, 1)
    stroke.extend(circle(8)[:1])
    for point in circle(8)[1:5]:
        stroke.follow(point)
    stroke.cancel()
    assert not plane.to_array().any() and not plane.open_strokes


def test_the_line_under_the_hand_is_painted_before_it_bends():
    plane = LabelPlane(SIDE, SIDE)
    stroke = Stroke(plane, 2, 1)
    stroke.extend([(20.0, 20.0)])
    stroke.follow((20.0, 120.0))
    assert plane.value_at(20, 119) == 1, "at once"
