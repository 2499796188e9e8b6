"""Masks are measured by every n-th pixel where they are large."""

from __future__ import annotations

import numpy as np

from lvit_core.annotation.objects import ObjectTable
from lvit_core.annotation.plane import LabelPlane
from lvit_core.project.measuring import Masks, measure, sampled
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.templates import load_template


def test_planes_are_sampled_like_arrays():
    labels = np.random.default_rng(2).integers(0, 5, (1100, 700), dtype=np.int32)
    plane = LabelPlane.from_array(labels)
    for step in (1, 2, 3, 7):
        assert np.array_equal(sampled(plane, step), labels[::step, ::step])


def test_what_is_too_small_is_told_in_pixels_of_the_image() -> None:
    """Of a large image every n-th row and column is measured; nobody sees such pixels."""
    labels = np.zeros((3000, 3000), np.int32)
    labels[2000:2040, 400:440] = 1
    template = load_template("chest-xray")
    layers = {layer.name: LabelPlane(3000, 3000) for layer in template.layers}
    layers["lesion"] = LabelPlane.from_array(labels)
    objects = {name: ObjectTable() for name in layers}
    found = measure(Masks.of(template, Sides(), layers, objects))
    assert found.left_out == "Not counted: 1 piece under 9,000 px."
