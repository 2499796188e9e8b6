"""Shapes: against closed forms and scikit-image's own table."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from skimage.measure import label, regionprops_table

from lvit_core.measurement.shapes import measure_shape


def _disc(radius: float) -> np.ndarray:
    side = math.ceil(2 * radius) + 3
    y, x = (axis - (side - 1) / 2 for axis in np.ogrid[:side, :side])
    return np.asarray(y**2 + x**2 <= radius**2)


def test_a_disc_has_the_measures_of_a_disc() -> None:
    found = measure_shape(_disc(30), (0.5, 0.5))
    assert found.area_um2 == pytest.approx(math.pi * 15**2, rel=0.01)
    assert found.perimeter_um == pytest.approx(2 * math.pi * 15, rel=0.02)
    assert found.major_axis_um == pytest.approx(30, rel=0.01)
    assert found.minor_axis_um == pytest.approx(30, rel=0.01)
    assert found.circularity == pytest.approx(1, abs=0.04)
    assert found.eccentricity == pytest.approx(0, abs=0.1)
    assert found.solidity == pytest.approx(1, abs=0.03)


def test_a_square_ring_is_told_from_a_full_square() -> None:
    ring = np.ones((20, 20), bool)
    ring[5:15, 5:15] = False
    found = measure_shape(ring)
    assert found.area_px == 300
    assert found.solidity == pytest.approx(300 / 400)
    assert found.area_um2 is None
    assert found.perimeter_um is None
    assert found.major_axis_um is None


def test_pixels_that_are_not_square_measure_what_is_there() -> None:
    """Twice as high as wide: 20 x 40 pixels are a square of 20 um."""
    found = measure_shape(np.ones((20, 40), bool), (1.0, 0.5))
    assert found.area_um2 == pytest.approx(400)
    assert found.major_axis_um == pytest.approx(found.minor_axis_um, rel=0.01)
    assert found.major_axis_px == pytest.approx(2 * found.minor_axis_px, rel=0.01)
    assert found.perimeter_um is None
    assert found.circularity is None


def test_one_pixel_is_measured() -> None:
    found = measure_shape(np.ones((1, 1), bool), (0.25, 0.25))
    assert found.area_um2 == pytest.approx(0.0625)
    assert found.solidity == 1


def test_nothing_has_no_shape() -> None:
    with pytest.raises(ValueError, match="empty"):
        measure_shape(np.zeros((3, 3), bool))


@given(arrays(bool, (9, 11), elements=st.booleans()))
def test_every_object_is_measured_as_in_a_table_of_the_whole_image(mask: np.ndarray) -> None:
    labels = label(mask, connectivity=2)
    names = ("label", "bbox", "area", "perimeter_crofton", "solidity", "axis_major_length")
    table = regionprops_table(labels, properties=names)
    for i, number in enumerate(table["label"]):
        y0, x0, y1, x1 = (int(table[f"bbox-{k}"][i]) for k in range(4))
        found = measure_shape(labels[y0:y1, x0:x1] == number)
        assert found.area_px == table["area"][i]
        assert found.perimeter_px == pytest.approx(table["perimeter_crofton"][i])
        assert found.solidity == pytest.approx(table["solidity"][i])
        assert found.major_axis_px == pytest.approx(table["axis_major_length"][i])
