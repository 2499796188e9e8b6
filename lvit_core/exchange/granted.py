"""What an import took for granted, gathered over all images and told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from lvit_core.exchange.few_names import FewNames


@dataclass
class Granted:
    """Of one import.

    Attributes:
        unnamed: Objects that name no class, by the class they were taken for.
        boxes: Objects that only a box is known of.
        boxed: Files with such.
    """

    unnamed: Counter[str] = field(default_factory=Counter)
    boxes: int = 0
    boxed: FewNames = field(default_factory=FewNames)

    def take(self, file: str, boxes: int, unnamed: Mapping[str, int]) -> None:
        """Counts what was taken for granted of the labels of one file."""
        for name, count in unnamed.items():
            self.unnamed[name] += count
        if boxes:
            self.boxes += boxes
            self.boxed.add(file)

    def lines(self) -> list[str]:
        """One sentence for each."""
        found = []
        for name, count in self.unnamed.items():
            told = "1 object names" if count == 1 else f"{count} objects name"
            found.append(f"{told} no class: taken for {name}.")
        if count := self.boxes:
            told = "1 object is a box" if count == 1 else f"{count} objects are boxes"
            found.append(f"{told}, not outlined: a rectangle marks where it lies: {self.boxed}.")
        return found
