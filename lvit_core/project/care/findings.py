"""What a check found: the thing, what is wrong with it, and what can be done."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum

from lvit_core.wording import said


class Kind(StrEnum):
    """What a finding is about."""

    FILE = "file"
    REFERENCE = "reference"
    STATE = "state"
    TILE = "tile"
    OBJECT = "object"
    COUNTER = "counter"
    HISTORY = "history"
    PROPOSAL = "proposal"
    PICTURE = "picture"
    GENERATION = "generation"
    THUMBNAIL = "thumbnail"
    NAME = "name"
    CHAIN = "chain"
    SETTING = "setting"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be.

    Args:
        kind: What it is about.
        item: Which one, for a person: the image, layer and place, or the file.
        problem: What is wrong, one sentence.
        repair: What `repair` does about it; empty where it can do nothing.
        advice: What a person can do then.
    """

    kind: Kind
    item: str
    problem: str
    repair: str = ""
    advice: str = ""

    def to_dict(self) -> dict[str, str]:
        """For JSON."""
        return {key: str(value) for key, value in asdict(self).items()}

    @property
    def text(self) -> str:
        """One line for a person."""
        does = said("repair: {repair}", repair=self.repair) if self.repair else self.advice
        if not does:
            return said("{item}: {problem}", item=self.item, problem=self.problem)
        return said("{item}: {problem} {does}", item=self.item, problem=self.problem, does=does)
