"""A template as the text of a file: read with every fault told, and written with a word of why."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from lvit_core.config import WrongSettingsError, from_dict, read_toml_text, to_dict
from lvit_core.prompt.own_titles import with_own_titles
from lvit_core.prompt.template import SentenceForm, Template
from lvit_core.prompt.template_faults import MOST_BYTES, template_faults

_BARE = re.compile(r"[A-Za-z0-9_-]+")

_ABOUT = {
    "name": "What commands and projects call it; the file has the same name.",
    "grammar": "How sentences are written; docs/SENTENCES.md explains each.",
    "modality": "How such images are made: ultrasound, endoscopy, ...",
    "model": "The bundled network that a project begins with; left out, it begins with its own.",
    "laterality": "Whether left and right may be the patient's, so that it must be declared.",
    "input": 'How a network sees such an image: "whole", or in "tiles" at a scale of its own.',
    "learning_rate": "Where training starts if a recipe does not say.",
    "example": "A sentence as people write it.",
}
_FACTS = (
    *("name", "title", "grammar", "model", "modality", "laterality", "default", "input", "look"),
    *("learning_rate", "sample", "replay", "example"),
)


def template_of(text: str, source: str) -> Template:
    """The template that a file holds.

    Args:
        text: Of the file.
        source: What people call the file.

    Raises:
        WrongSettingsError: It is no template; each of its ``faults`` names a key and what to do.
    """
    if len(text) > MOST_BYTES:
        raise WrongSettingsError(source, [f"is too large: at most {MOST_BYTES // 1024} kB"])
    template = from_dict(read_toml_text(text, source), Template, source)
    if faults := template_faults(template):
        raise WrongSettingsError(source, faults)
    return with_own_titles(template)


def template_text(template: Template) -> str:
    """The file of a template; `template_of` gives the same template back."""
    values = to_dict(template)
    usual = to_dict(Template(template.name, template.title, template.grammar, ()))
    lines = [f"# {template.title}: a kind of image. docs/SENTENCES.md explains every key."]
    for key in _FACTS:
        if key in values and (values[key] != usual.get(key) or key in ("name", "title", "grammar")):
            lines += [f"# {_ABOUT[key]}"] if key in _ABOUT else []
            lines.append(f"{key} = {_value(values[key])}")
    lines += [
        "",
        "# Changes of an image, while training, after which its sentence can be kept true.",
    ]
    lines += _table("augmentation", values["augmentation"])
    lines += [
        "",
        "# What is drawn. Objects of different layers may overlap; role is finding, organ",
    ]
    lines += [
        "# (where findings lie) or instances (counted one by one). A class has a key, 1 to 9."
    ]
    for layer in values["layers"]:
        lines += _layer(layer)
    lines += ["", "# How a sentence is written. Braces are slots; everything else is fixed text."]
    lines += _table("sentence", _said(values["sentence"]))
    if values["words"]:
        lines += ["", "# Words by role: the word that is written = others that mean the same."]
    for role, entries in values["words"].items():
        lines += _table(f"words.{_key(role)}", entries)
    for key in ("written", "coded_words"):
        if values[key]:
            lines += _table(key, values[key])
    return "\n".join(lines).rstrip("\n") + "\n"


def _said(form: Mapping[str, Any]) -> dict[str, Any]:
    usual = to_dict(SentenceForm())
    return {item.name: form[item.name] for item in fields(SentenceForm)
            if form[item.name] != usual[item.name]}  # fmt: skip


def _layer(layer: Mapping[str, Any]) -> Iterable[str]:
    facts = {
        key: layer[key] for key in ("name", "title", "colour", "role", "coded") if key in layer
    }
    yield "[[layers]]"
    yield from _lines(facts)
    for item in layer["classes"]:
        yield "  [[layers.classes]]"
        told = {key: value for key, value in item.items() if value not in ("", False)}
        yield from (f"  {line}" for line in _lines(told))
    yield ""


def _table(name: str, values: Mapping[str, Any]) -> list[str]:
    return [f"[{name}]", *_lines(values), ""]


def _lines(values: Mapping[str, Any]) -> Iterable[str]:
    return (f"{_key(key)} = {_value(value)}" for key, value in values.items())


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(_lines(value)) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)  # what TOML writes in the same way
