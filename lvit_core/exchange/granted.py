"""What an import took for granted, gathered over all images and told once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from lvit_core.exchange.few_names import FewNames
from lvit_core.exchange.placing import Placing
from lvit_core.exchange.report_lines import some_names
from lvit_core.wording import counted, said


@dataclass
class Granted:
    """Of one import.

    Attributes:
        unnamed: Objects that name no class, by the class they were taken for.
        boxes: Objects that only a box is known of.
        boxed: Files with such.
        cut: Objects that reach out of their image, by the files that they are of.
        exchanged: Those of them that would not with x and y exchanged.
        scraps: Pieces of outlines with fewer than three corners, by the files that they are of.
    """

    unnamed: Counter[str] = field(default_factory=Counter)
    boxes: int = 0
    boxed: FewNames = field(default_factory=FewNames)
    cut: Counter[str] = field(default_factory=Counter)
    exchanged: int = 0
    scraps: Counter[str] = field(default_factory=Counter)

    def take(self, placing: Placing) -> None:
        """Counts what was taken for granted of the labels of one file."""
        file = placing.file
        if placing.cut:
            self.cut[file] += len(placing.cut)
            self.exchanged += sum(placing.cut)
        if placing.scraps:
            self.scraps[file] += placing.scraps
        for name, count in placing.unnamed.items():
            self.unnamed[name] += count
        if placing.boxes:
            self.boxes += placing.boxes
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
                    objects=counted(self.cut.total(), "object reaches", "objects reach"),
                    names=_by_file(self.cut),
                )
            )
        if self.scraps:
            pieces = counted(
                self.scraps.total(), "piece of an outline has", "pieces of outlines have"
            )
            found.append(
                said(
                    "{pieces} fewer than three corners and no pixels; the rest of their "
                    "objects came in: {names}.",
                    pieces=pieces,
                    names=_by_file(self.scraps),
                )
            )
        if self.cut and self.exchanged == self.cut.total():
            found.append(
                said("With x and y exchanged that would not be so; see that they are not.")
            )
        return found


def _by_file(counts: Mapping[str, int]) -> str:
    """The first files with how many are of each."""
    return some_names(f"{file} ({count:,})" for file, count in counts.items())
