"""Splits that cannot leak: whole patients (or sources) go to one side, fixed by the seed.

A split depends on the names of the groups and the seed alone, so that it is the same on every
machine and does not shift when an image is added to a group.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from lvit_core.data.sample import Sample


@dataclass(frozen=True)
class Split:
    """The keys of each side; written into the run so that anybody can check it."""

    train: tuple[str, ...]
    validation: tuple[str, ...]
    unlabeled: tuple[str, ...] = ()


def rank(name: str, seed: int) -> int:
    """A number that orders names at random, the same everywhere for one seed."""
    digest = hashlib.blake2b(f"{seed}:{name}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def split_by_group(
    samples: Sequence[Sample], share: float = 0.2, seed: int = 0
) -> tuple[list[Sample], list[Sample]]:
    """Divides samples into training and validation, whole groups at a time.

    Groups are taken in random order until validation holds at least ``share`` of the samples; one
    group always stays on the training side, and none is held out from a single group.

    Returns:
        (training, validation), each in the order given.
    """
    order = sorted({s.group for s in samples}, key=lambda name: rank(name, seed))
    wanted = share * len(samples)
    chosen: set[str] = set()
    count = 0
    for name in order[:-1]:
        if count >= wanted:
            break
        chosen.add(name)
        count += sum(s.group == name for s in samples)
    return (
        [s for s in samples if s.group not in chosen],
        [s for s in samples if s.group in chosen],
    )


def label_fraction(samples: Sequence[Sample], fraction: float, seed: int = 0) -> list[Sample]:
    """Keeps the masks of a share of the labeled samples and hides the rest.

    The samples that keep their masks at a fraction keep them at every larger one.  At least one
    does.

    Args:
        samples: Labeled and unlabeled ones; the latter stay as they are.
        fraction: 0..1, of the labeled samples.
        seed: Fixes the choice.
    """
    labeled = sorted((s for s in samples if s.labeled), key=lambda s: rank(s.key, seed))
    if fraction >= 1.0 or not labeled:
        return list(samples)
    kept = {s.key for s in labeled[: max(1, round(fraction * len(labeled)))]}
    return [s if s.key in kept or not s.labeled else s.without_labels() for s in samples]
