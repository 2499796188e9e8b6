"""How much each suite tries in the time that it has, and what it counts."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

MINUTES = float(os.environ.get("LVIT_DURABILITY_MINUTES", "30"))  # for all kinds together
WHOLE_MINUTES = 30.0


@dataclass
class Count:
    """What was tried of one kind of trouble, what was lost in it, and how often a person was told.

    Attributes:
        kind: What the report calls it.
        share: Of the time for all kinds.
        tried: Kills, failing writes, and so on.
        promised: Things of which the program had said that they are stored, over all of them.
        lost: One line for each thing that was not as promised.
        told: Sentences that a person was told.
    """

    kind: str
    share: float
    tried: int = 0
    promised: int = 0
    lost: list[str] = field(default_factory=list)
    told: int = 0
    seconds: float = 0.0

    def rounds(self, wanted: int) -> Iterator[int]:
        """Counts up to what a whole run wants, less in a shorter one; stops when time is up."""
        until = time.monotonic() + self.share * MINUTES * 60
        for number in range(max(1, round(wanted * min(1.0, MINUTES / WHOLE_MINUTES)))):
            if time.monotonic() > until:
                return
            yield number

    def facts(self) -> dict[str, object]:
        """For the report."""
        return {
            "kind": self.kind, "tried": self.tried, "promised": self.promised,
            "lost": len(self.lost), "told": self.told, "seconds": round(self.seconds, 1),
            "faults": self.lost,
        }  # fmt: skip
