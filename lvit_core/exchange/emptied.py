"""What an import took away because the data say that nothing is there, or others, told by name.

An empty mask, a file of labels without a shape and an empty cell of a sheet are statements; what is
not there, or could not be read, is none, and takes nothing away.
"""

from __future__ import annotations

from collections import Counter, defaultdict

from lvit_core.exchange.few_names import FewNames
from lvit_core.wording import counted, said

_SHOWN = 60  # letters of a sentence in a report


class Emptied:
    """Of one import."""

    def __init__(self) -> None:
        self._gone: Counter[str] = Counter()
        self._images: dict[str, FewNames] = defaultdict(FewNames)
        self._replaced: Counter[str] = Counter()
        self._others: dict[str, FewNames] = defaultdict(FewNames)
        self._sentences: list[str] = []

    def layers(self, image: str, empties: dict[str, int]) -> None:
        """Takes in how many objects an image lost in each of its layers."""
        for layer, count in empties.items():
            self._gone[layer] += count
            self._images[layer].add(image)

    def replaced(self, image: str, counts: dict[str, int]) -> None:
        """Takes in how many objects of an image made room for those of the data, by layer."""
        for layer, count in counts.items():
            self._replaced[layer] += count
            self._others[layer].add(image)

    def sentence(self, image: str, before: str) -> None:
        """Takes in a sentence that an image lost."""
        shown = before if len(before) <= _SHOWN else f"{before[: _SHOWN - 1]}…"
        self._sentences.append(
            said(
                "The sentence of {image} was taken away, as the data have an empty one; it was: "
                "'{sentence}'.",
                image=image,
                sentence=shown,
            )
        )

    def lines(self) -> list[str]:
        """One for each layer and each sentence."""
        found = []
        for layer, count in self._gone.items():
            found.append(
                said(
                    "{objects} of the layer {layer} taken away, as the data say that nothing is "
                    "there: {images}.",
                    objects=counted(count, "object was", "objects were"),
                    layer=layer,
                    images=self._images[layer].told(),
                )
            )
        for layer, count in self._replaced.items():
            found.append(
                said(
                    "In the layer {layer}, {objects} replaced by what the data have there: "
                    "{images}.",
                    objects=counted(count, "object was", "objects were"),
                    layer=layer,
                    images=self._others[layer].told(),
                )
            )
        return found + self._sentences
