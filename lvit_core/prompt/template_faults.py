"""What is wrong with a template file, one sentence for each fault: the key, and what to do.

A template comes from anybody, so all of it has limits: names that can stand in file names and
tables, counts that a window can list and a parser can search, and no text that steers a terminal.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields

from lvit_core.prompt.grammars import grammar_named, grammar_names
from lvit_core.prompt.template import LabelClass, Layer, Template

MOST_BYTES = 256 * 1024
MOST_LAYERS = 16
MOST_CLASSES = 500  # of a layer
MOST_ROLES = 64
MOST_WORDS = 4000  # with synonyms: what nobody knows is compared with each of them
LONGEST_NAME = 64
LONGEST_WORD = 100
LONGEST_TEXT = 500
MOST_TOLD = 20

ROLES = ("finding", "organ", "instances")
_NAME = re.compile(r"\w[\w .+-]*")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_SLOTS = re.compile(r"\{\w+\}")
_KEYS = ("", *"123456789")


def template_faults(template: Template) -> list[str]:
    """In plain words, each with the key it is about; empty where all is well."""
    found = [*_texts(template), *_layers(template), *_words(template), *_forms(template)]
    found += _numbers(template)
    # What grammars look at closer stands on sound ground only.
    return (found or [*_coded(template), *_grammar(template)])[:MOST_TOLD]


def name_fault(name: str) -> str:
    """What is wrong with the name of a template, layer or file; empty where nothing is."""
    if len(name) > LONGEST_NAME:
        return f"is too long: at most {LONGEST_NAME} signs"
    if not _NAME.fullmatch(name) or name.endswith((".", " ")):
        return "must begin with a letter or digit and hold only letters, digits, blanks, . _ + -"
    return ""


def class_faults(classes: Iterable[LabelClass], place: str) -> Iterator[str]:
    """What is wrong with the classes of a layer; ``place`` is their key."""
    seen: dict[str, None] = {}
    keys: dict[str, None] = {}
    for number, item in enumerate(classes, start=1):
        where = f"{place}[{number}]"
        folded = " ".join(item.name.casefold().split())
        if not folded:
            yield f"{where}.name is empty: name the class"
        elif folded in seen:
            yield f"{where}.name '{item.name}' stands twice: name each class once"
        seen[folded] = None
        yield from _text(f"{where}.name", item.name, LONGEST_NAME)
        yield from _text(f"{where}.title", item.title, LONGEST_NAME)
        if not item.title.strip():
            yield f"{where}.title is empty: say what people call the class"
        yield from _colour(f"{where}.colour", item.colour)
        if item.key not in _KEYS:
            yield f"{where}.key '{item.key}' must be one of 1 to 9"
        elif item.key and item.key in keys:
            yield f"{where}.key {item.key} is taken: give each class a key of its own"
        keys[item.key] = None


def _texts(template: Template) -> Iterator[str]:
    if fault := name_fault(template.name):
        yield f"name {fault}"
    if not template.title.strip():
        yield "title is empty: say what people call this kind of image"
    yield from _text("title", template.title, LONGEST_WORD)
    for key in ("grammar", "model", "modality", "look", "sample"):
        yield from _text(key, getattr(template, key), LONGEST_WORD)
    yield from _text("example", template.example, LONGEST_TEXT)


def _layers(template: Template) -> Iterator[str]:
    if len(template.layers) > MOST_LAYERS:
        yield f"layers are too many: at most {MOST_LAYERS}"
        return
    if not any(layer.role != "organ" for layer in template.layers):
        yield "layers: at least one must hold findings (role 'finding' or 'instances')"
    names: dict[str, None] = {}
    for number, layer in enumerate(template.layers, start=1):
        yield from _layer(layer, f"layers[{number}]")
        if layer.name in names:
            yield f"layers[{number}].name '{layer.name}' stands twice: name each layer once"
        names[layer.name] = None


def _layer(layer: Layer, place: str) -> Iterator[str]:
    if fault := name_fault(layer.name):
        yield f"{place}.name {fault}"
    yield from _text(f"{place}.title", layer.title, LONGEST_NAME)
    yield from _colour(f"{place}.colour", layer.colour)
    if layer.role not in ROLES:
        yield f"{place}.role must be one of {', '.join(ROLES)}"
    if not layer.classes:
        yield f"{place}.classes: every layer needs at least one class"
    if len(layer.classes) > MOST_CLASSES:
        yield f"{place}.classes are too many: at most {MOST_CLASSES}"
        return
    yield from class_faults(layer.classes, f"{place}.classes")


def _words(template: Template) -> Iterator[str]:
    if len(template.words) > MOST_ROLES:
        yield f"words have too many roles: at most {MOST_ROLES}"
        return
    count = sum(1 + len(more) for entries in template.words.values() for more in entries.values())
    if count > MOST_WORDS:
        yield f"words are too many: {count:,}, at most {MOST_WORDS:,}"
        return
    for role, entries in template.words.items():
        yield from _text("words", role, LONGEST_WORD)
        for word, synonyms in entries.items():
            for text in (word, *synonyms):
                yield from _text(f"words.{role}", text, LONGEST_WORD)
                if not text.strip():
                    yield f"words.{role} holds an empty word: leave it out"
            if role in ("short", "patient") and len(synonyms) != 1:
                yield f"words.{role}.{word} must stand for one text in its list"
    for word, text in template.written.items():
        yield from _text(f"written.{word}", text, LONGEST_WORD)


def _forms(template: Template) -> Iterator[str]:
    form = template.sentence
    for item in fields(form):
        value = getattr(form, item.name)
        for text in (value,) if isinstance(value, str) else value:
            if not isinstance(text, str):
                continue
            yield from _text(f"sentence.{item.name}", text, LONGEST_TEXT)
            if set(_SLOTS.sub("", text)) & {"{", "}"}:
                yield f"sentence.{item.name}: braces hold the name of a slot and nothing else"


def _numbers(template: Template) -> Iterator[str]:
    rate = template.learning_rate
    if not (math.isfinite(rate) and 0 < rate <= 1):
        yield "learning_rate must lie between 0 and 1"
    if not all(math.isfinite(limit) for limit in template.sentence.sizes):
        yield "sentence.sizes must be ordinary numbers"


def _coded(template: Template) -> Iterator[str]:
    coded = [layer.coded for layer in template.layers]
    coded += [item.coded for layer in template.layers for item in layer.classes]
    terms = [term for code in coded if code is not None for term in (code.category, code.type)]
    for term in (*terms, *template.coded_words.values()):
        yield from term.problems()
    known = {word for entries in template.words.values() for word in entries}
    if strange := sorted(template.coded_words.keys() - known):
        yield f"coded_words names what is no word: {', '.join(strange)}"


def _grammar(template: Template) -> Iterator[str]:
    known = grammar_names()
    if template.grammar not in known:
        yield f"grammar must be one of {', '.join(known)}"
        return
    grammar = grammar_named(template.grammar)
    if grammar.needs_places:
        yield from _places(template)
    yield from grammar.problems(template)


def _places(template: Template) -> Iterator[str]:
    if len(template.sides) != 2:
        yield "words.side must name two sides"
    if len(template.levels) < 2:
        yield "words.level must name at least two levels"
    if not template.sentence.negative:
        yield "sentence.negative must say that there is nothing to find"


def _text(key: str, text: str, longest: int) -> Iterator[str]:
    if len(text) > longest:
        yield f"{key} is too long: at most {longest} signs"
    elif not text.isprintable():
        yield f"{key} holds signs that cannot be shown: leave them out"


def _colour(key: str, colour: str) -> Iterator[str]:
    if not _COLOUR.fullmatch(colour):
        yield f"{key} '{colour[:LONGEST_NAME]}' is no colour: write it as #RRGGBB"
