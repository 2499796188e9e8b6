"""A sentence drafted from a mask in a person's own words, wherever those say the same.

People have their ways to put things; what they wrote gives way only where the mask says otherwise.
"""

from __future__ import annotations

import re

from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template

_BETWEEN = re.compile(r"\s*[,;]\s*")


def keeping_words(typed: str, drafted: str, template: Template) -> str:
    """The draft, each of its parts as it is typed where that means the same.

    The result says what the draft says, or is the draft itself; a draft that says nothing replaces
    nothing.
    """
    if not drafted.strip():
        return typed
    wanted = parse(drafted, template).finding
    written = parse(typed, template)
    if not typed.strip():
        return drafted
    if written.finding == wanted and not written.unknown:
        return typed.strip()
    own = [(parse(part, template), part) for part in _parts(typed)]
    own = [(said, part) for said, part in own if not said.unknown and not said.finding.empty]

    def in_own_words(part: str) -> str:
        meant = parse(part, template).finding
        return next((words for said, words in own if said.finding == meant), part)

    kept = [in_own_words(part) for part in _parts(drafted)]
    joined = ", ".join(kept)
    text = f"{joined[:1].upper()}{joined[1:]}."
    same = parse(text, template)
    return text if same.finding == wanted and not same.unknown else drafted


def _parts(text: str) -> list[str]:
    return [part for part in _BETWEEN.split(text.strip().rstrip(".")) if part]
