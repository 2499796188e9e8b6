"""Messages that are written to a file and read by another process: they can still be translated."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, TypeGuard

from lvit_core.wording import Message

_DEEPEST = 4  # a message may stand in a place of another one
_LARGEST = 2**31  # Qt takes 32 bits
# Places a template may have. Of a stranger's file, others could ask for gigabytes of blanks.
_TEMPLATE = re.compile(r"(?:[^{}]|\{\w+(?::[+,]?(?:\.\d)?[a-z%]?)?\})*")


def kept_message(text: str) -> dict[str, Any] | None:
    """What a file keeps of a message beside its words; ``None`` for other texts.

    Returns:
        Plain JSON: ``template``, ``number``, and ``values``, each a number, or ``words`` with
        ``kept`` of their own.
    """
    if not isinstance(text, Message):
        return None
    values = {name: _plain(value) for name, value in text.values.items()}
    return {"template": text.template, "number": text.number, "values": values}


def remade_message(words: str, kept: object) -> str:
    """The message of words and what was kept of it; the words alone where the two do not fit.

    Raises nothing: ``kept`` may be a stranger's.
    """
    return _remade(words, kept, _DEEPEST)


def _plain(value: object) -> object:
    if isinstance(value, int | float) and math.isfinite(value):  # JSON has no other numbers
        return value
    words = value if isinstance(value, str) else str(value)
    return {"words": str.__str__(words), "kept": kept_message(words)}


def _remade(words: str, kept: object, depth: int) -> str:
    if not isinstance(kept, Mapping) or depth == 0:
        return words
    template, number, given = kept.get("template"), kept.get("number"), kept.get("values")
    if not isinstance(template, str) or not _TEMPLATE.fullmatch(template):
        return words
    if not isinstance(given, Mapping) or not _is_count(number):
        return words
    values = {str(name): _value(value, depth - 1) for name, value in given.items()}
    fits = _filled(template, values) == words if number is None else not values
    if not fits:
        return words
    return Message(words, template, values, number)


def _is_count(number: object) -> TypeGuard[int | None]:
    """Whether Qt can choose between singular and plural by it."""
    return number is None or (isinstance(number, int) and abs(number) < _LARGEST)


def _value(value: object, depth: int) -> object:
    if isinstance(value, Mapping):
        return _remade(str(value.get("words")), value.get("kept"), depth)
    return value if isinstance(value, int | float) else str(value)


def _filled(template: str, values: Mapping[str, object]) -> str | None:
    try:
        return template.format(**values) if values else template
    except (LookupError, ValueError, AttributeError, OverflowError):
        return None
