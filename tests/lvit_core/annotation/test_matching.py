"""Objects of two masks are the same from a Dice of one half on."""

from __future__ import annotations

import numpy as np

from lvit_core.annotation.matching import matched_objects


def test_a_shifted_object_is_the_same_until_half_of_it_is_elsewhere():
    one, other = np.zeros((20, 60), np.int32), np.zeros((20, 60), np.int32)
    one[5:15, 0:10], other[5:15, 5:15] = 3, 1  # Dice one half
    one[5:15, 20:30], other[5:15, 26:36] = 1, 2  # less
    one[5:15, 40:50] = 2
    other[0:3, 55:58] = 5
    known, known_other = matched_objects(one, other)
    assert known.tolist() == [False, False, False, True]
    assert known_other.tolist() == [False, True, False, False, False, False]


def test_nothing_matches_nothing():
    empty = np.zeros((4, 4), np.int32)
    assert not matched_objects(empty, empty)[0].any()
