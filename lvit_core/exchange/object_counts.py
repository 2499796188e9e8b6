"""What objects an export holds, asked of the store's table: no pixels are looked at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from lvit_core.exchange.number_table import NumberTable
from lvit_core.project.records import ImageRecord, ObjectKind
from lvit_core.prompt.template import Layer
from lvit_core.wording import counted, said


class ObjectCounts:
    """Counts of the objects of some images.

    Args:
        kinds: What is stored, image by image.
        machine: Whether objects that no person has accepted are written too.
        highest_number: The highest number of an object that the format has room for.
    """

    def __init__(
        self, kinds: Iterable[ObjectKind], machine: bool, highest_number: int | None
    ) -> None:
        self._machine = machine
        self._highest = highest_number
        # By layer the images, and how many objects each has that files need to know of.
        self._accepted: dict[str, NumberTable] = defaultdict(NumberTable)
        self._of_machine: dict[str, NumberTable] = defaultdict(NumberTable)
        self._used: dict[tuple[str, str], None] = {}
        self._high: dict[tuple[int, str], int] = {}  # objects where numbers are too high
        self._waiting = 0
        for place, some in groupby(kinds, key=lambda kind: kind.image_id):
            self._take(place, list(some))

    def _take(self, image_id: int, kinds: list[ObjectKind]) -> None:
        """Takes in what one image holds."""
        every: Counter[str] = Counter()
        for kind in kinds:
            every[kind.layer] += kind.count
            if kind.state != "machine":
                self._accepted[kind.layer].add(image_id, kind.count)
            else:
                self._waiting += kind.count
                self._of_machine[kind.layer].add(image_id, kind.count)
            if self._machine or kind.state != "machine":
                self._used[kind.layer, kind.class_name] = None
        if self._highest is not None:
            for kind in kinds:
                if kind.highest_id > self._highest:
                    self._high[image_id, kind.layer] = every[kind.layer]

    def has(self, image: ImageRecord, layer: Layer) -> bool:
        """Whether a layer holds objects that a person made or accepted."""
        return image.id in self._accepted.get(layer.name, ())

    def count(self, image: ImageRecord, layer: Layer) -> int:
        """How many objects of a layer the export writes."""
        written = (self._accepted, self._of_machine)[: 1 + self._machine]
        return sum(one[layer.name].get(image.id) for one in written if layer.name in one)

    def is_renumbered(self, image: ImageRecord, layer: Layer) -> bool:
        """Whether files number the objects of a layer anew, because the project's are too high."""
        return (image.id, layer.name) in self._high

    def used_classes(self) -> Iterator[tuple[str, str]]:
        """Layer and class of what is written, in the order of the images."""
        return iter(self._used)

    def losses(self) -> list[str]:
        """What is left out, and what becomes of numbers that do not fit."""
        found = []
        waiting = self._waiting
        if waiting and not self._machine:
            found.append(
                counted(
                    waiting,
                    "object that no person has accepted is left out.",
                    "objects that no person has accepted are left out.",
                )
            )
        if self._highest is None:
            return found
        high = self._high.values()
        if high:
            found.append(
                said(
                    "In {high} object numbers are above {highest}: their objects are numbered "
                    "anew, the same in all files and in provenance.json.",
                    high=counted(len(high), "mask"),
                    highest=self._highest,
                )
            )
        if many := sum(count > self._highest for count in high):
            found.append(
                said(
                    "{many} masks have more objects than 16 bits hold; they have 32 (TIFF).",
                    many=many,
                )
            )
        return found
