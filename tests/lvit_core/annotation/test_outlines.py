"""Outlines of a proposal are traced in bands, and still close around every region."""

import numpy as np
import pytest

from lvit_core.annotation import outlines
from lvit_core.annotation.outlines import smooth_outlines


def disk(side=600, centre=(300.0, 250.0), radius=120.0):
    y, x = np.mgrid[0.5 : side + 0.5, 0.5 : side + 0.5]
    inside = (y - centre[0]) ** 2 + (x - centre[1]) ** 2 <= radius**2
    return np.where(inside, 255, 0).astype(np.uint8)


def points_of(lines):
    return np.concatenate(list(lines))


def test_every_point_lies_on_the_edge_across_bands(monkeypatch):
    monkeypatch.setattr(outlines, "BAND_PX", 602 * 40)
    points = points_of(smooth_outlines(disk(), 128))
    distance = np.hypot(points[:, 0] - 300.0, points[:, 1] - 250.0)
    assert np.abs(distance - 120.0).max() < 1.0
    angles = np.sort(np.arctan2(points[:, 0] - 300.0, points[:, 1] - 250.0))
    gaps = np.diff(np.append(angles, angles[0] + 2 * np.pi))
    assert gaps.max() < 0.02  # no band left a hole


def test_bands_change_no_path_but_where_they_meet(monkeypatch):
    whole = points_of(smooth_outlines(disk(), 128))
    monkeypatch.setattr(outlines, "BAND_PX", 602 * 40)
    parts = points_of(smooth_outlines(disk(), 128))
    assert {tuple(point) for point in whole} == {tuple(point) for point in parts}


def test_open_ends_meet_the_next_band(monkeypatch):
    monkeypatch.setattr(outlines, "BAND_PX", 602 * 40)
    ends = []
    for line in smooth_outlines(disk(), 128):
        first, last = tuple(line[0]), tuple(line[-1])
        if first != last:
            ends += [first, last]
    assert ends
    assert all(ends.count(end) == 2 for end in ends)


@pytest.mark.parametrize("value", [0, 255])
def test_nothing_and_everything(value):
    lines = list(smooth_outlines(np.full((40, 50), value, np.uint8), 128))
    if value == 0:
        assert not lines
    else:  # one path around the image
        points = points_of(lines)
        assert points[:, 0].max() - points[:, 0].min() == pytest.approx(40, abs=1)
