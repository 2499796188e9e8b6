"""What an import took for granted, gathered over all images and told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from lvit_core.exchange.few_names import FewNames
from lvit_core.wording import counted, said


@dataclass
class Granted:
    """Of one import.

    Attributes:
        unnamed: Objects that name no class, by the class they were taken for.
        boxes: Objects that only a box is known of.
        boxed: Files with such.
        cut: Objects that reach out of their image.
        exchanged: Those of them that would not with x and y exchanged.
        cut_in: Files with such.
    """

    unnamed: Counter[str] = field(default_factory=Counter)
    boxes: int = 0
    boxed: FewNames = field(default_factory=FewNames)
    cut: int = 0
    exchanged: int = 0
    cut_in: FewNames = field(default_factory=FewNames)

    def take(self, file: str, boxes: int, unnamed: Mapping[str, int], cut: list[bool]) -> None:
        """Counts what was taken for granted of the labels of one file."""
        if cut:
            self.cut += len(cut)
            self.exchanged += sum(cut)
            self.cut_in.add(file)
        for name, count in unnamed.items():
            self.unnamed[name] += count
        if boxes:
            self.boxes += boxes
            self.boxed.add(file)

    def lines(self) -> list[str]:
        """One sentence for each."""
        found = [
            said(
                "{objects} no class: taken for {name}.",
                objects=counted(count, "object names", "objects name"),
                name=name,
            )
            for name, count in self.unnamed.items()
        ]
        if self.boxes:
            found.append(
                said(
                    "{objects}, not outlined: a rectangle marks where it lies: {names}.",
                    objects=counted(self.boxes, "object is a box", "objects are boxes"),
                    names=self.boxed.told(),
                )
            )
        if self.cut:
            found.append(
                said(
                    "{objects} out of the picture and lost what lies there: {names}.",
                    objects=counted(self.cut, "object reaches", "objects reach"),
                    names=self.cut_in.told(),
                )
            )
        if self.cut and self.exchanged == self.cut:
            found.append(
                said("With x and y exchanged that would not be so; see that they are not.")
            )
        return found
