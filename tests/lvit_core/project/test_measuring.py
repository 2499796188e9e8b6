"""Masks are measured by every n-th pixel where they are large."""

from __future__ import annotations

import numpy as np

from lvit_core.annotation.plane import LabelPlane
from lvit_core.project.measuring import sampled


def test_planes_are_sampled_like_arrays():
    labels = np.random.default_rng(2).integers(0, 5, (1100, 700), dtype=np.int32)
    plane = LabelPlane.from_array(labels)
    for step in (1, 2, 3, 7):
        assert np.array_equal(sampled(plane, step), labels[::step, ::step])
