"""One table of class numbers for a whole export: the same number in every image, file and legend.

The template's classes come first, in its order; classes that only objects know follow in the order
in which the images bring them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from lvit_core.prompt.template import Layer


@dataclass(frozen=True)
class ClassTable:
    """The classes of each layer, by the layer's name; numbers begin with 1, 0 is background."""

    layers: dict[str, list[str]]

    @classmethod
    def of(cls, layers: Iterable[Layer], used: Iterable[tuple[str, str]]) -> ClassTable:
        """The table of an export.

        Args:
            layers: Of the templates, in the order of the images.
            used: Layer and class of objects, in the order of the images.
        """
        table: dict[str, dict[str, None]] = {}
        for layer in layers:
            table.setdefault(layer.name, {}).update(dict.fromkeys(c.name for c in layer.classes))
        for layer_name, class_name in used:
            table.setdefault(layer_name, {}).setdefault(class_name)
        return cls({name: list(classes) for name, classes in table.items()})

    def names(self, layer: str) -> list[str]:
        """The classes of a layer; the first has the number 1."""
        return self.layers.get(layer, [])

    def legend(self) -> dict[str, list[str]]:
        """The names at the place of their numbers, by layer."""
        return {name: ["background", *classes] for name, classes in self.layers.items()}

    def flat(self) -> list[tuple[str, str]]:
        """Every layer and class, for formats that number all of them in one row."""
        return [(layer, name) for layer, names in self.layers.items() for name in names]

    def labels(self, meant: Collection[str] = ()) -> dict[tuple[str, str], str]:
        """A name for each layer and class, no two the same, for formats without layers.

        It is the class's own name, with the layer before it where two layers know that class.

        Args:
            meant: Names that mean something else in the format, and that no class gets.
        """
        known = Counter(name for _, name in self.flat())
        own = {
            (layer, name): name
            for layer, name in self.flat()
            if name and known[name] == 1 and not name.startswith(f"{layer}/")
        }
        taken = {*own.values(), *meant}
        found = {}
        for layer, name in self.flat():
            label = own.get((layer, name)) or f"{layer}/{name}".rstrip("/")
            if label in meant or (label in taken and (layer, name) not in own):
                label = _free(label, taken)
            taken.add(label)
            found[layer, name] = label
        return found


def _free(label: str, taken: Collection[str]) -> str:
    """A label that none has yet."""
    tried, more = f"{label} (class)", 1
    while tried in taken:
        more += 1
        tried = f"{label} (class {more})"
    return tried
