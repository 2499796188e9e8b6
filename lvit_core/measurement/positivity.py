"""How strongly cells are stained: the grade of each, the positive share and the H-score."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from lvit_core.errors import LViTError

STRONG = 3  # the highest grade of an H-score


@dataclass(frozen=True)
class Grading:
    """From which optical density on an object is positive, and how strongly.

    Attributes:
        stain: The stain that is graded, such as ``"dab"``.
        cuts: One cut (positive or not) or three (weak, moderate, strong), ascending optical
            densities of an object's mean.

    Raises:
        LViTError: There are not one or three cuts, or they do not ascend.
    """

    stain: str
    cuts: tuple[float, ...] = (0.2, 0.4, 0.6)

    def __post_init__(self) -> None:
        if len(self.cuts) not in (1, STRONG) or list(self.cuts) != sorted(set(self.cuts)):
            raise LViTError(
                "Give one optical density (positive or not), or three that ascend (weak, "
                "moderate, strong).",
                "For example 0.2,0.4,0.6.",
            )

    def grade(self, density: float) -> int:
        """0 for negative, else the number of cuts that a mean optical density reaches."""
        return bisect_right(self.cuts, density)


def positive_share(grades: Sequence[int]) -> float | None:
    """Share of positive objects, 0 to 1; ``None`` without objects. ``grades[g]`` are counts."""
    total = sum(grades)
    return sum(grades[1:]) / total if total else None


def h_score(grades: Sequence[int]) -> float | None:
    """1 x % weak + 2 x % moderate + 3 x % strong, 0 to 300; ``None`` without three grades."""
    total = sum(grades)
    if len(grades) != STRONG + 1 or not total:
        return None
    return 100 * sum(grade * count for grade, count in enumerate(grades)) / total
