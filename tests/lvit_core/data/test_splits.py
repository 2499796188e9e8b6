"""Whole patients on one side, the same on every machine."""

import numpy as np

from lvit_core.data.sample import Sample
from lvit_core.data.splits import label_fraction, split_by_group


def sample(key, group, labeled=True):
    return Sample(
        key,
        lambda: np.zeros((4, 4, 3), np.uint8),
        group=group,
        read_mask=(lambda: np.zeros((4, 4))) if labeled else None,
    )


SAMPLES = [sample(f"i{n}", f"patient {n // 3}") for n in range(60)]


def test_no_patient_is_on_both_sides_and_nothing_is_lost():
    for seed in range(10):
        train, held = split_by_group(SAMPLES, 0.2, seed)
        assert not {s.group for s in train} & {s.group for s in held}
        assert len(train) + len(held) == 60
        assert 12 <= len(held) <= 14


def test_the_seed_decides_alone():
    keys = [s.key for s in split_by_group(SAMPLES, 0.2, 3)[1]]
    assert keys == [s.key for s in split_by_group(list(SAMPLES), 0.2, 3)[1]]
    reversed_keys = {s.key for s in split_by_group(SAMPLES[::-1], 0.2, 3)[1]}
    assert reversed_keys == set(keys)
    assert keys != [s.key for s in split_by_group(SAMPLES, 0.2, 4)[1]]


def test_one_patient_alone_is_not_held_out():
    train, held = split_by_group([sample("a", "p"), sample("b", "p")], 0.2, 0)
    assert len(train) == 2
    assert held == []


def test_fractions_are_nested_and_hide_masks():
    quarter = {s.key for s in label_fraction(SAMPLES, 0.25, 1) if s.labeled}
    half = {s.key for s in label_fraction(SAMPLES, 0.5, 1) if s.labeled}
    assert len(quarter) == 15
    assert len(half) == 30
    assert quarter < half
    assert all(
        s.read_mask is None for s in label_fraction(SAMPLES, 0.25, 1) if s.key not in quarter
    )


def test_at_least_one_label_stays_and_unlabeled_stay_unlabeled():
    mixed = [sample("a", "p"), sample("b", "q", labeled=False)]
    kept = label_fraction(mixed, 0.01, 0)
    assert [s.labeled for s in kept] == [True, False]
