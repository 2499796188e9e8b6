"""Names in the order in which people count: ``film-9`` before ``film-10``.

100,000 names have to be sorted before a list can be shown. A key an object a name takes seconds
for that, so all names are cut at once and the keys are plain text, which sorts fast.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_NUMBER = re.compile(r"\d+")
_BETWEEN = "/"  # the one character that is in no file name


def natural_keys(names: Sequence[str]) -> list[str]:
    """For each name a text that sorts as people sort the name, whatever the case of its letters.

    A number becomes NUL, how many digits it has, and its digits: it stands before every letter, a
    longer number after a shorter one.
    """
    text = _BETWEEN.join(names)
    if text.count(_BETWEEN) >= max(1, len(names)):  # not from a file system: one by one
        return [key for name in names for key in natural_keys([name.replace(_BETWEEN, " ")])]
    if not text.isascii():
        text = unicodedata.normalize("NFD", text)
    return _NUMBER.sub(_in_order, text.casefold()).split(_BETWEEN) if names else []


def _in_order(number: re.Match[str]) -> str:
    found = number[0]
    digits = (found if found.isascii() else str(int(found))).lstrip("0")
    return f"\0{chr(len(digits) + 1)}{digits}"
