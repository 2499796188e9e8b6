"""Outlines of a proposal are traced in bands, and still close around every region."""

import numpy as np
import pytest

from app.jobs import outlines
from app.jobs.outlines import trace


def disk(side=600, centre=(300.0, 250.0), radius=120.0):
    y, x = np.mgrid[0.5 : side + 0.5, 0.5 : side + 0.5]
    inside = (y - centre[0]) ** 2 + (x - centre[1]) ** 2 <= radius**2
    return np.where(inside, 255, 0).astype(np.uint8)


def points_of(traced):
    return np.array([(p.y(), p.x()) for polygon in traced.polygons for p in polygon])


def test_every_point_lies_on_the_edge_across_bands(monkeypatch):
    monkeypatch.setattr(outlines, "BAND_PX", 602 * 40)
    points = points_of(trace(disk(), 128))
    distance = np.hypot(points[:, 0] - 300.0, points[:, 1] - 250.0)
    assert np.abs(distance - 120.0).max() < 1.0
    angles = np.sort(np.arctan2(points[:, 0] - 300.0, points[:, 1] - 250.0))
    gaps = np.diff(np.append(angles, angles[0] + 2 * np.pi))
    assert gaps.max() < 0.02  # no band left a hole


def test_bands_change_no_path_but_where_they_meet(monkeypatch):
    whole = points_of(trace(disk(), 128))
    monkeypatch.setattr(outlines, "BAND_PX", 602 * 40)
    parts = points_of(trace(disk(), 128))
    assert {tuple(point) for point in whole} == {tuple(point) for point in parts}


def test_open_ends_meet_the_next_band(monkeypatch):
    monkeypatch.setattr(outlines, "BAND_PX", 602 * 40)
    ends = []
    for polygon in trace(disk(), 128).polygons:
        first, last = polygon.first(), polygon.last()
        if first != last:
            ends += [(first.y(), first.x()), (last.y(), last.x())]
    assert ends
    assert all(ends.count(end) == 2 for end in ends)


@pytest.mark.parametrize("value", [0, 255])
def test_nothing_and_everything(value):
    traced = trace(np.full((40, 50), value, np.uint8), 128)
    boxes = traced.boxes
    if value == 0:
        assert not traced.polygons
    else:  # one path around the image
        assert boxes[:, 2].max() - boxes[:, 0].min() == pytest.approx(40, abs=1)


def test_tracing_ends_when_nobody_wants_it_any_more():
    assert not trace(disk(), 128, lambda: False).polygons
