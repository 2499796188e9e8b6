"""Which class of which layer a foreign class name means; new names become classes of the project.

Case, spaces at the ends and the form of Unicode make no new class, so that three spellings of one
word do not become three classes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from lvit_core.exchange.bundle import ORGAN
from lvit_core.exchange.reports import printable
from lvit_core.prompt.template import Layer, Template

_SIDES = frozenset({"left", "right"})


def folded(name: str) -> str:
    """The form in which two spellings of one name are equal."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


class ClassNames:
    """The classes that one import meets.

    Args:
        known: Layer and name of every class that objects of the project have already.
    """

    def __init__(self, known: Iterable[tuple[str, str]]) -> None:
        self._own = {folded(name): (layer, name) for layer, name in known}
        self._by_layer = {(layer, folded(name)): name for layer, name in known}
        self.new: dict[str, None] = {}

    def place(self, name: str, template: Template, layer: str = "") -> tuple[str, str]:
        """Layer and class of an object.

        Args:
            name: The class as the data spell it; empty for the layer's first class.
            template: Of the image.
            layer: The layer that the data name; empty or unknown lets the class decide.
        """
        if layer == ORGAN and template.organ_layer is not None:
            layer = template.organ_layer.name
        said = next((own for own in template.layers if own.name == layer), None)
        if said is None and not layer:  # formats without layers put them before the class
            before, _, rest = name.partition("/")
            said = next((own for own in template.layers if rest and own.name == before), None)
            name = name if said is None else rest
        if said is not None:
            return said.name, self._within(name, said)
        # A layer that the template lacks says more of an object than no class at all.
        return self._anywhere(name or (layer if layer != ORGAN else ""), template)

    def _within(self, name: str, layer: Layer) -> str:
        key = folded(name)
        if not key:
            return layer.classes[0].name
        return _match(key, layer) or self._new(name, layer)

    def _anywhere(self, name: str, template: Template) -> tuple[str, str]:
        finding, key = template.finding_layer, folded(name)
        if not key:
            return finding.name, finding.classes[0].name
        others = [layer for layer in template.layers if layer is not finding]
        for layer in (finding, *others):
            if found := _match(key, layer):
                return layer.name, found
        layers = {layer.name for layer in template.layers}
        if key in self._own and self._own[key][0] in layers:
            return self._own[key]
        for layer in (finding, *others):
            if key in (folded(layer.name), folded(layer.title)):
                one = len(layer.classes) == 1
                return layer.name, layer.classes[0].name if one else self._new(name, layer)
        # The left lung is a class of the lungs, not of what is found in them.
        words = re.split(r"[\s_-]+", key)
        rest = " ".join(word for word in words if word not in _SIDES)
        if rest and len(rest) < len(" ".join(words)):
            for layer in (finding, *others):
                if _match(rest, layer) or rest in (folded(layer.name), folded(layer.title)):
                    return layer.name, self._new(name, layer)
        return finding.name, self._new(name, finding)

    def _new(self, name: str, layer: Layer) -> str:
        key = folded(name)
        if (layer.name, key) not in self._by_layer:
            spelled = printable(" ".join(name.split()))
            self._by_layer[layer.name, key] = spelled
            self._own.setdefault(key, (layer.name, spelled))
            self.new[spelled] = None
        return self._by_layer[layer.name, key]


def _match(key: str, layer: Layer) -> str | None:
    found = (item.name for item in layer.classes if key in (folded(item.name), folded(item.title)))
    return next(found, None)
