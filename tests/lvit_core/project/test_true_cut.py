"""The sentence sets the threshold: the cut nearest to the model's at which it is true."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.annotation.levels import AS_THE_MODEL
from lvit_core.annotation.threshold import as_bytes, inside
from lvit_core.project.true_cut import true_cut
from lvit_core.prompt.checks import check
from lvit_core.prompt.describe import describe
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template


def answer(*blobs: tuple[int, int, int, float]) -> np.ndarray:
    """(200, 200) float32: squares of a half size and a probability around centres."""
    found = np.full((200, 200), 0.02, np.float32)
    for y, x, half, probability in blobs:
        found[y - half : y + half, x - half : x + half] = probability
    return found


@pytest.fixture(scope="module")
def chest():
    return load_template("chest-xray")


LEFT_UPPER, RIGHT_LOWER = (35, 50), (150, 150)


@pytest.mark.parametrize(
    ("sentence", "threshold", "true"),
    [
        ("upper left lung", None, True),
        ("one infected area, upper left lung", None, True),
        ("two areas, upper left lung and lower right lung", 0.45, True),
        ("No pulmonary infection.", None, None),
        ("middle right lung", None, False),
        ("three areas", None, False),
        ("hazy", None, None),
    ],
)
def test_the_nearest_cut_that_makes_it_true_is_taken_and_told(chest, sentence, threshold, true):
    plane = answer((*LEFT_UPPER, 12, 0.86), (*RIGHT_LOWER, 12, 0.47))
    found = true_cut(plane, 0.7, parse(sentence, chest), chest)
    assert (found.cut.threshold, found.true) == (threshold, true)
    assert (found.told == "") == (found.true is True and not found.cut.chosen)
    if threshold is not None:
        assert f"{threshold:.2f}" in found.told


def test_a_speck_may_be_left_out_instead_of_the_threshold(chest):
    plane = answer((*LEFT_UPPER, 14, 0.86), (*RIGHT_LOWER, 4, 0.86))
    found = true_cut(plane, 0.7, parse("one area, upper left lung", chest), chest)
    assert found.cut.threshold is None and 64 < found.cut.min_area_px < 784
    assert found.told.startswith("From ")


def test_bytes_and_large_images_get_the_same_cut(chest):
    plane = answer((*LEFT_UPPER, 12, 0.86), (*RIGHT_LOWER, 12, 0.47))
    sentence = parse("two areas, upper left lung and lower right lung", chest)
    large = np.kron(plane, np.ones((4, 4), np.float32))
    found = [
        true_cut(p, 0.7, sentence, chest) for p in (plane, (plane * 255).astype(np.uint8), large)
    ]
    assert len({one.cut for one in found}) == 1 and found[0].true


def test_what_a_small_picture_hides_is_judged_at_full_size(chest):
    """A bridge of one pixel between two areas, of which every fifth column shows nothing."""
    sentence = parse("two areas, upper lower left lung", chest)
    plane = answer((*LEFT_UPPER, 12, 0.86), (150, 50, 12, 0.47))
    large = np.kron(plane, np.ones((6, 6), np.float32))
    large[282:828, 301] = 0.49

    found = true_cut(large, 0.7, sentence, chest)

    assert found.true is False and found.cut == AS_THE_MODEL
    assert "was tried" in found.told
    large[282:828, 301] = 0.43  # now the bridge is less sure than both areas
    found = true_cut(large, 0.7, sentence, chest)
    assert found.true and found.cut.threshold == 0.45
    assert check(sentence, describe(inside(as_bytes(large, 0.7), 0.45), chest), chest).agrees


def test_the_model_s_own_cut_is_kept_where_only_a_small_picture_denies_it(chest):
    large = np.full((1200, 1200), 0.02, np.float32)
    large[200:300, 300:360] = large[200:300, 361:420] = 0.9
    large[251, 360] = 0.9  # one pixel makes one area of two
    found = true_cut(large, 0.7, parse("one area, upper left lung", chest), chest)
    assert found.true and found.cut == AS_THE_MODEL


def test_known_lungs_decide_what_a_zone_is(chest):
    plane = answer((*LEFT_UPPER, 12, 0.86))
    lungs = np.zeros((200, 200), np.uint8)
    lungs[20:60, 20:90] = lungs[20:60, 110:180] = 1  # all of it lies in the first quarter
    sentence = parse("middle left lung", chest)
    assert not true_cut(plane, 0.7, sentence, chest).true
    assert not true_cut(plane, 0.7, parse("lower left lung", chest), chest, lungs).true
    assert inside(plane, 0.7).any()


def test_nuclei_have_no_such_cut():
    nuclei = load_template("nuclei")
    found = true_cut(answer(), 0.5, parse("dense upper left", nuclei), nuclei)
    assert found.true is None and found.cut == AS_THE_MODEL
