"""Names that a built-in template gives its kind of image, layers and classes: the window's words.

They are stored and exported in English, and shown in the language of the window. What a person
named, in a template of their own or in a project's copy of ours, is shown as it was typed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from lvit_core.config import from_dict, read_toml_text
from lvit_core.prompt.template import Layer, Template
from lvit_core.resources import resource_path
from lvit_core.wording import Message

Place = tuple[str, ...]  # of a title: in the template, of a layer, of a class of it


def with_own_titles(template: Template) -> Template:
    """The same template; titles that are those of the built-in one of its name are messages."""
    ours = _ours().get(template.name)
    if ours is None:
        return template

    def told(title: str, *place: str) -> str:
        return Message(title) if ours.get(place) == title else title

    def layer_told(layer: Layer) -> Layer:
        classes = (
            replace(one, title=told(one.title, layer.name, one.name)) for one in layer.classes
        )
        return replace(layer, title=told(layer.title, layer.name), classes=tuple(classes))

    layers = tuple(map(layer_told, template.layers))
    return replace(template, title=told(template.title), layers=layers)


def own_titles() -> set[str]:
    """All of them, for the translators."""
    return {title for titles in _ours().values() for title in titles.values()}


@lru_cache(maxsize=1)
def _ours() -> Mapping[str, Mapping[Place, str]]:
    """Titles by place, by the name of the template."""
    found = {}
    for file in sorted(resource_path("templates").glob("*.toml")):
        read = read_toml_text(file.read_text(encoding="utf-8"), file.name)
        found[file.stem] = dict(_titles(from_dict(read, Template, file.name)))
    return found


def _titles(template: Template) -> Iterator[tuple[Place, str]]:
    yield (), template.title
    for layer in template.layers:
        yield (layer.name,), layer.title
        for one in layer.classes:
            yield (layer.name, one.name), one.title
