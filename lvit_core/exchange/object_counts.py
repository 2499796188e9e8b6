"""What objects an export holds, asked of the store's table: no pixels are looked at."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from lvit_core.project.records import ImageRecord, ObjectKind
from lvit_core.prompt.template import Layer
from lvit_core.wording import counted


class ObjectCounts:
    """Counts of the objects of some images.

    Args:
        kinds: What is stored, in the order of the images.
        machine: Whether objects that no person has accepted are written too.
        highest_number: The highest number of an object that the format has room for.
    """

    def __init__(
        self, kinds: Iterable[ObjectKind], machine: bool, highest_number: int | None
    ) -> None:
        self._kinds = list(kinds)
        self._machine = machine
        self._highest = highest_number
        self._accepted = {(k.image_id, k.layer) for k in self._kinds if k.state != "machine"}
        self._written = Counter[tuple[int, str]]()
        for kind in self._kinds:
            if machine or kind.state != "machine":
                self._written[kind.image_id, kind.layer] += kind.count
        self._numbers: dict[tuple[int, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
        for kind in self._kinds:
            place = kind.image_id, kind.layer
            count, highest = self._numbers[place]
            self._numbers[place] = count + kind.count, max(highest, kind.highest_id)

    def has(self, image: ImageRecord, layer: Layer) -> bool:
        """Whether a layer holds objects that a person made or accepted."""
        return (image.id, layer.name) in self._accepted

    def count(self, image: ImageRecord, layer: Layer) -> int:
        """How many objects of a layer the export writes."""
        return self._written[image.id, layer.name]

    def is_renumbered(self, image: ImageRecord, layer: Layer) -> bool:
        """Whether files number the objects of a layer anew, because the project's are too high."""
        highest = self._numbers[image.id, layer.name][1]
        return self._highest is not None and highest > self._highest

    def used_classes(self) -> Iterator[tuple[str, str]]:
        """Layer and class of what is written, in the order of the images."""
        for kind in self._kinds:
            if self._machine or kind.state != "machine":
                yield kind.layer, kind.class_name

    def losses(self) -> list[str]:
        """What is left out, and what becomes of numbers that do not fit."""
        found = []
        waiting = sum(kind.count for kind in self._kinds if kind.state == "machine")
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
        high = [count for count, highest in self._numbers.values() if highest > self._highest]
        if high:
            found.append(
                f"In {counted(len(high), 'mask')} object numbers are above {self._highest}: their "
                "objects are numbered anew, the same in all files and in provenance.json."
            )
        if many := sum(count > self._highest for count in high):
            found.append(f"{many} masks have more objects than 16 bits hold; they have 32 (TIFF).")
        return found
