"""Which images are kept for judging generations: decided by patient, once, and never by chance
that changes from run to run."""

from __future__ import annotations

import hashlib

HOLDOUT_SHARE = 0.2
TRAIN, HOLDOUT = "train", "holdout"


def keyed_group(group: str, seed: str) -> str:
    """A short name for a patient that cannot be traced back without the project's seed."""
    return hashlib.blake2b(group.encode(), key=seed.encode()[:64], digest_size=6).hexdigest()


def split_of(group: str, seed: str, share: float = HOLDOUT_SHARE) -> str:
    """``"holdout"`` for about ``share`` of all groups, always the same for the same seed."""
    digest = hashlib.blake2b(
        group.encode(), key=seed.encode()[:64], digest_size=8, person=b"lvit-split"
    ).digest()
    return HOLDOUT if int.from_bytes(digest, "big") / 2**64 < share else TRAIN
