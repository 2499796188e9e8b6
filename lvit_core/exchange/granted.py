"""What an import took for granted, gathered over all images and told once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lvit_core.exchange.reports import some_names


@dataclass
class Granted:
    """Of one import.

    Attributes:
        unnamed: Objects that name no class, by the class they were taken for.
        boxed: Objects that only a box is known of, by file.
    """

    unnamed: Counter[str] = field(default_factory=Counter)
    boxed: dict[str, int] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """One sentence for each."""
        found = []
        for name, count in self.unnamed.items():
            told = "1 object names" if count == 1 else f"{count} objects name"
            found.append(f"{told} no class: taken for {name}.")
        if self.boxed:
            count = sum(self.boxed.values())
            told = "1 object is a box" if count == 1 else f"{count} objects are boxes"
            found.append(
                f"{told}, not outlined: a rectangle marks where it lies: {some_names(self.boxed)}."
            )
        return found
