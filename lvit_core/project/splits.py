"""Which images are kept for judging generations: decided by patient, once, and never by chance
that changes from run to run."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

OUT_OF = 5  # patients, one of which is held out
TRAIN, HOLDOUT = "train", "holdout"


class Draw:
    """Which part each new patient takes: of every five that are added one is held out.

    Chance alone leaves a third of all small projects without any among their first five.

    Args:
        seed: The project's, so that nobody can choose who it is by the names of files.
        before: Parts of the patients that were drawn already, in the order they were added; an
            image of an unknown patient is one.
    """

    def __init__(self, seed: str, before: Sequence[str]) -> None:
        self._seed = seed
        self._block = list(before[len(before) - len(before) % OUT_OF :])

    def next(self, name: str) -> str:
        """The part of the next patient; ``name`` is theirs, or the content of their image."""
        last = len(self._block) == OUT_OF - 1
        drawn = _number(name, self._seed) * OUT_OF < 2**64
        held = HOLDOUT not in self._block and (drawn or last)
        self._block = [] if last else [*self._block, HOLDOUT if held else TRAIN]
        return HOLDOUT if held else TRAIN


def keyed_group(group: str, seed: str) -> str:
    """A short name for a patient that cannot be traced back without the project's seed."""
    return hashlib.blake2b(group.encode(), key=seed.encode()[:64], digest_size=6).hexdigest()


def _number(name: str, seed: str) -> int:
    """64 bits that look random and are always the same for the same seed."""
    digest = hashlib.blake2b(
        name.encode(), key=seed.encode()[:64], digest_size=8, person=b"lvit-split"
    ).digest()
    return int.from_bytes(digest, "big")
