"""Coded terms that come with data: kept with the classes of the project, where it has none.

A template and a person here know better what their classes are than a file does: what they say
stays, and the difference is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from lvit_core.exchange.content import Content
from lvit_core.exchange.reports import printable
from lvit_core.project.project import Project
from lvit_core.prompt.template import UNKNOWN, Coded, Template
from lvit_core.prompt.templates import load_template
from lvit_core.wording import said

Codes = Mapping[tuple[str, str], Coded]
"""By class and layer as the data spell them; the layer is empty where they name none."""


class ClassCoding:
    """What one import says of classes in coded terms.

    Args:
        project: Where to.
        codes: What the data say.
        remark: Told what is not kept.
    """

    def __init__(self, project: Project, codes: Codes, remark: Callable[[str], None]) -> None:
        self._project = project
        self._codes = codes
        self._remark = remark
        self._known = project.class_codes.all() if codes else {}
        self._seen: set[tuple[str, str]] = set()
        self._waiting: dict[tuple[str, str], tuple[Template, Coded]] = {}

    def take(self, places: Mapping[tuple[str, str], tuple[str, str]], template: Template) -> None:
        """Looks at classes with the layer and class that they became."""
        for told, (layer, class_name) in places.items():
            coded = self._codes.get(told) or self._codes.get((told[0], ""))
            if coded is not None and (layer, class_name) not in self._seen:
                self._seen.add((layer, class_name))
                self._compare(template, layer, class_name, coded)

    def store(self) -> None:
        """Keeps what is new; inside of the caller's transaction, if there is one."""
        for (layer_name, class_name), (template, coded) in self._waiting.items():
            layer = template.layer(layer_name)
            self._project.class_codes.state(layer, class_name, coded)
            self._known[layer_name, class_name] = coded
        self._waiting = {}

    def _compare(self, template: Template, layer_name: str, name: str, coded: Coded) -> None:
        layer = template.layer(layer_name)
        own = self._known.get((layer_name, name))
        known = own or layer.coded_as(name)
        if _same(coded, known) or _same(coded, UNKNOWN):
            return
        if own is not None or any(item.name == name for item in layer.classes):
            self._remark(
                said(
                    "{name} is coded as {coded} in the data, and stays {known} here.",
                    name=name,
                    coded=_words(coded, known),
                    known=_words(known, coded),
                )
            )
        elif problems := [*coded.category.problems(), *coded.type.problems()]:
            self._remark(
                said(
                    "The code of {name} is not kept: {problem}.",
                    name=printable(name),
                    problem=printable(problems[0]),
                )
            )
        else:
            self._waiting[layer_name, name] = template, coded
            self._remark(
                said(
                    "{name} is {coded} from now on, as the data say.",
                    name=name,
                    coded=_words(coded),
                )
            )


def codes_of(content: Content) -> list[dict[str, Any]]:
    """The classes that an export writes and what they are in coded terms, where that is known."""
    layers = {
        layer.name: layer
        for name in content.selection.templates
        for layer in load_template(name).layers
    }
    used = dict.fromkeys(content.counts.used_classes())
    coded = {key: content.coded_as(layers[key[0]], key[1]) for key in used if key[0] in layers}
    return [
        {"layer": layer, "class": name, "category": asdict(one.category), "type": asdict(one.type)}
        for (layer, name), one in coded.items()
        if one != UNKNOWN
    ]


def _same(one: Coded, two: Coded) -> bool:
    return _key(one) == _key(two)


def _key(coded: Coded) -> tuple[str, ...]:
    """Without the words, which translations change."""
    return coded.category.value, coded.category.scheme, coded.type.value, coded.type.scheme


def _words(coded: Coded, beside: Coded | None = None) -> str:
    """The type; its category too where the type is that of the other one it is told beside."""
    type_key = _key(coded)[2:]
    told = [coded.type, *[coded.category] * (beside is not None and type_key == _key(beside)[2:])]
    return ", ".join(f"{one.meaning} ({one.value}, {one.scheme})" for one in told)
