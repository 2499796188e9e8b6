"""What an import took for granted or left as it was, gathered over all images and told once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lvit_core.exchange.reports import some_names
from lvit_core.wording import counted


@dataclass
class Granted:
    """Of one import.

    Attributes:
        unnamed: Objects that name no class, by the class they were taken for.
        apart: Images that are in the other part (training, hold-out) here than in the data.
        boxed: Objects that only a box is known of, by file.
    """

    unnamed: Counter[str] = field(default_factory=Counter)
    apart: list[str] = field(default_factory=list)
    boxed: dict[str, int] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """One sentence for each."""
        found = []
        for name, count in self.unnamed.items():
            told = "1 object names" if count == 1 else f"{count} objects name"
            found.append(f"{told} no class: taken for {name}.")
        if self.apart:
            have = counted(len(self.apart), "image is", "images are")
            found.append(
                f"{have} in the other part (training, hold-out) here than in the data, and "
                f"{'stays' if len(self.apart) == 1 else 'stay'} there: {some_names(self.apart)}."
            )
        if self.boxed:
            count = sum(self.boxed.values())
            told = "1 object is a box" if count == 1 else f"{count} objects are boxes"
            found.append(
                f"{told}, not outlined: a rectangle marks where it lies: {some_names(self.boxed)}."
            )
        return found
