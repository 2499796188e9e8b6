"""Lowering the threshold after a part was accepted proposes no ring around it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from lvit_core.annotation.levels import Cut
from lvit_core.annotation.regions import Region
from lvit_core.geometry import Rect
from lvit_core.project.acceptance import object_at, without_objects_in, without_region
from lvit_core.project.records import Proposal

SIZE = 120, 160
SURE = 40.0, 40.0  # a hill of this centre, broad
BESIDE = 40.0, 82.0  # one whose foot meets the foot of the first
FAINT = 90.0, 40.0  # one that the model leaves out
SPECK = 42.0, 62.0  # on the slope of the first, hardly higher


def hill(centre: tuple[float, float], height: float, width_px: float) -> np.ndarray:
    y, x = np.indices(SIZE)
    distance = np.hypot(y - centre[0], x - centre[1])
    return height * np.exp(-((distance / width_px) ** 2))


def drawn(noise: float = 0.0) -> np.ndarray:
    """uint8 (H, W): hills with long feet, as networks draw them."""
    values = np.maximum.reduce(
        [hill(SURE, 0.95, 18), hill(BESIDE, 0.9, 14), hill(FAINT, 0.4, 14), hill(SPECK, 0.25, 2)]
    )
    values += noise * np.random.default_rng(3).normal(size=SIZE)
    return (255 * values.clip(0, 1)).astype(np.uint8)


def proposal(cut: Cut, values: np.ndarray, *, separate: bool) -> Proposal:
    made = Proposal(1, "lesion", ("infection",), values[None], 0.5, "", "chest", cut=cut)
    return made.told_apart(separate=separate)


@pytest.mark.parametrize("noise", [0.0, 0.01])
@pytest.mark.parametrize("at", [0.5, 0.7])
@pytest.mark.parametrize("separate", [False, True])
def test_no_threshold_proposes_a_ring_around_what_was_accepted(separate, at, noise):
    values = drawn(noise)
    shown = proposal(Cut(None if at == 0.5 else at), values, separate=separate)
    accepted = object_at(shown, *SURE)
    without = without_objects_in if separate else without_region
    rest = without(shown, accepted)
    assert rest is not None
    beside = object_at(shown, *BESIDE).fitted(Rect(0, 0, *SIZE)).mask
    np.testing.assert_array_equal(rest.objects > 0, beside)
    around = accepted.fitted(Rect(0, 0, *SIZE)).mask
    slope = hill(SURE, 0.95, 18) > np.maximum(hill(BESIDE, 0.9, 14), hill(FAINT, 0.4, 14)) + 0.04
    for threshold in (0.9, 0.5, 0.45, 0.3, 0.2, 0.1, 0.06):
        lower = rest.cut_to(Cut(threshold, 1)).told_apart(separate=separate)
        proposed = lower.objects > 0
        assert not proposed[around].any(), "what is accepted stays out"
        assert not proposed[slope].any(), f"a ring at {threshold}"
        if threshold <= 0.85:
            assert proposed[40, 82], "what nobody accepted is proposed as before"
        assert bool(proposed[90, 40]) is (threshold < 0.4), "and so is what is fainter"


def test_an_object_whose_foot_meets_the_accepted_one_keeps_its_own_side():
    shown = proposal(Cut(), drawn(), separate=False)
    rest = without_region(shown, object_at(shown, *SURE))
    lower = rest.cut_to(Cut(0.15, 1)).told_apart(separate=False)
    whole = shown.cut_to(Cut(0.15, 1)).told_apart(separate=False).objects > 0
    kept = lower.objects > 0
    assert kept[40, 95] and whole[40, 95] and kept[:, 82].sum() == whole[:, 82].sum()


def test_a_lasso_around_several_leaves_nothing_of_them():
    values = drawn()
    shown = proposal(Cut(0.3, 1), values, separate=True)
    both = Region(Rect(0, 0, 70, 160), np.ones((70, 160), bool))
    rest = without_objects_in(shown, both)
    lower = rest.cut_to(Cut(0.06, 1)).told_apart(separate=True)
    assert lower.objects[90, 40] and not (lower.objects[:60] > 0).any()
    assert rest.same_answer(replace(shown))
