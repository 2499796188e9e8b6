"""Finished English sentences that were kept, as messages once more: they can be translated.

A place of a template that has a format holds a number, any other one words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from lvit_core.wording import said

_PLACE = re.compile(r"\{(\w+)(:[^}]*)?\}")


def said_again(words: str, templates: Sequence[str]) -> str:
    """The message of the first template that ``words`` was made from; as it is without one."""
    for template in templates:
        found = _pattern(str(template)).fullmatch(words)
        if found is not None:
            places = [(place[1], place[2]) for place in _PLACE.finditer(template)]
            values = {
                name: float(text) if form else said_again(text, templates)
                for (name, form), text in zip(places, found.groups(), strict=True)
            }
            return said(str(template), **values)
    return words


@lru_cache(maxsize=256)
def _pattern(template: str) -> re.Pattern[str]:
    plain = _PLACE.split(template)  # text, name, format, text, ...
    places = [r"([-+]?\d+(?:\.\d+)?)" if form else "(.+)" for form in plain[2::3]]
    texts = [re.escape(text) for text in plain[::3]]
    return re.compile("".join(t + place for t, place in zip(texts, [*places, ""], strict=True)))
