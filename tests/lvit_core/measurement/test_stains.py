"""Optical densities: against Beer and Lambert, and scikit-image's separation of stains."""

from __future__ import annotations

import numpy as np
import pytest
from skimage.color import hdx_from_rgb, separate_stains

from lvit_core.annotation.plane import LabelPlane
from lvit_core.errors import LViTError
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource
from lvit_core.measurement.options import MeasureOptions
from lvit_core.measurement.stain_pictures import object_vector, stain_pictures
from lvit_core.measurement.stains import (
    DEFAULT_STAINS,
    Stains,
    estimate_vectors,
    optical_density,
    stated_stains,
    vector_of,
)


def _stained(vectors: np.ndarray, amounts: np.ndarray) -> np.ndarray:
    """uint8 (H, W, 3) of tissue with the amounts (H, W, 2), by Beer and Lambert."""
    return np.round(255 * 10.0 ** -(amounts @ vectors)).astype(np.uint8)


def test_white_has_no_density_and_a_tenth_of_the_light_has_one() -> None:
    assert optical_density(np.array([[255, 255, 255]])) == pytest.approx(0)
    assert optical_density(np.array([[25.5, 25.5, 25.5]])) == pytest.approx(1)
    assert np.isfinite(optical_density(np.zeros((1, 3), np.uint8))).all()


@pytest.mark.parametrize("kind", ["he", "hdab"])
def test_amounts_that_were_mixed_are_found_again(kind: str) -> None:
    stains = DEFAULT_STAINS[kind]
    amounts = np.random.default_rng(1).uniform(0, 0.9, (20, 20, 2))
    found = stains.amounts(_stained(stains.vectors, amounts))
    assert found == pytest.approx(amounts, abs=0.05)


def test_the_same_as_scikit_image_separates() -> None:
    rgb = np.random.default_rng(2).integers(1, 256, (12, 9, 3), np.uint8)
    rows = np.linalg.inv(hdx_from_rgb)[:2]
    lengths = np.linalg.norm(rows, axis=1)
    ours = Stains(("hematoxylin", "dab"), rows / lengths[:, None], "scikit-image").amounts(rgb)
    theirs = separate_stains(rgb, hdx_from_rgb)[..., :2] * 6 * lengths  # it counts from 1e-6 on
    assert np.maximum(ours, 0) == pytest.approx(theirs, abs=1e-9)


def test_vectors_of_an_image_are_estimated() -> None:
    """Macenko on a mixture of known stains: each vector within 3 degrees."""
    true = DEFAULT_STAINS["hdab"].vectors
    rng = np.random.default_rng(3)
    amounts = rng.uniform(0, 1, (120, 120, 2)) * rng.integers(0, 2, (120, 120, 2))
    found = estimate_vectors(_stained(true, amounts), ("hematoxylin", "dab"))
    angles = np.degrees(np.arccos(np.clip((found.vectors * true).sum(axis=1), -1, 1)))
    assert (angles < 3).all()
    assert "Macenko" in found.source


def test_a_white_picture_has_no_stains() -> None:
    with pytest.raises(LViTError, match="too little stained tissue"):
        estimate_vectors(np.full((50, 50, 3), 250, np.uint8), ("hematoxylin", "eosin"))


def test_one_stain_is_not_taken_for_two() -> None:
    amounts = np.random.default_rng(4).uniform(0.3, 1, (60, 60, 1)) * np.array([1.0, 0.0])
    picture = _stained(DEFAULT_STAINS["he"].vectors, amounts)
    with pytest.raises(LViTError, match="Only one stain"):
        estimate_vectors(picture, ("hematoxylin", "eosin"))


def test_a_vector_drawn_on_one_stain_is_that_stain_s() -> None:
    stains = DEFAULT_STAINS["hdab"]
    only = np.zeros((10, 10, 2))
    only[..., 1] = np.random.default_rng(3).uniform(0.3, 0.9, (10, 10))
    drawn = vector_of(_stained(stains.vectors, only).reshape(-1, 3))
    assert drawn == pytest.approx(stains.vectors[1], abs=0.02)
    with pytest.raises(LViTError, match="hardly any stain"):
        vector_of(np.full((20, 3), 254, np.uint8))
    with pytest.raises(LViTError, match="hardly any stain"):
        vector_of(np.zeros((0, 3), np.uint8))


def test_stated_vectors_measure_as_those_they_repeat() -> None:
    stains = DEFAULT_STAINS["he"]
    stated = stated_stains(stains.names, 3.0 * stains.vectors)
    assert stated.vectors == pytest.approx(stains.vectors) and stated.source == "stated"


@pytest.mark.parametrize(
    "vectors",
    [
        ((1, 0, 0),),
        ((1, 0, 0), (2, 0, 0)),
        ((1, 0, 0), (0, 0, 0)),
        ((1, 0, 0), (0, -1, 0)),
        ((1, 0), (0, 1)),
        ((1, 0, float("nan")), (0, 1, 0)),
    ],
)
def test_vectors_that_tell_no_stains_are_refused(vectors: tuple[tuple[float, ...], ...]) -> None:
    with pytest.raises(LViTError):
        MeasureOptions(stains="hdab", vectors=vectors)


def test_stated_vectors_belong_to_named_stains() -> None:
    with pytest.raises(LViTError, match="not of which stains"):
        MeasureOptions(stains="none", vectors=((1.0, 0.0, 0.0), (0.0, 1.0, 0.0)))


def test_pictures_of_stains_multiply_to_the_picture() -> None:
    """Light goes through both stains, one after the other."""
    stains = DEFAULT_STAINS["he"]
    amounts = np.random.default_rng(1).uniform(0.05, 0.8, (40, 50, 2))
    rgb = np.round(255 * 10.0 ** -(amounts @ stains.vectors)).astype(np.uint8)
    first, second = stain_pictures(ArraySource(Image(rgb)), stains)
    together = first / 255.0 * second / 255.0 * 255.0
    assert float(np.abs(together - rgb).max()) < 3.0
    labels = np.zeros((40, 50), np.int32)
    labels[5:20, 5:20] = 4
    only = np.round(255 * 10.0 ** -(0.6 * stains.vectors[0])).astype(np.uint8)
    rgb[labels == 4] = only
    plane = LabelPlane.from_array(labels)
    found = object_vector(plane, 4, ArraySource(Image(rgb)))
    np.testing.assert_allclose(found, stains.vectors[0], atol=0.01)
    with pytest.raises(LViTError, match="No object is selected"):
        object_vector(plane, 9, ArraySource(Image(rgb)))
