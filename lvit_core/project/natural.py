"""Names in the order in which people count: ``film-9`` before ``film-10``.

100,000 names have to be sorted before a list can be shown. A key an object a name takes seconds
for that, and a call a number a tenth of one, so thousands of names are cut at once as one array of
bytes, and the keys are plain text, which sorts fast.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_NUMBER = re.compile(r"\d+")
_BETWEEN = "/"  # the one character that is in no file name
_LENGTHS = 128  # plus how many digits a number has: what stands for that is in no plain name
_MOST_DIGITS = 127
_AT_ONCE = 4096  # names: what is computed of them stays in the processor's own memory


def natural_keys(names: Sequence[str]) -> list[str]:
    """For each name a text that sorts as people sort the name, whatever the case of its letters.

    A number becomes NUL, how many digits it has, and its digits: it stands before every letter, a
    longer number after a shorter one.
    """
    keys: list[str] = []
    for first in range(0, len(names), _AT_ONCE):
        keys += _keys(names[first : first + _AT_ONCE])
    return keys


def _keys(names: Sequence[str]) -> list[str]:
    text = _BETWEEN.join(names)
    if text.count(_BETWEEN) >= len(names):  # not from a file system: one by one
        return [key for name in names for key in _keys([name.replace(_BETWEEN, " ")])]
    if text.isascii() and (marked := _marked(text.lower())) is not None:
        return marked.split(_BETWEEN)
    text = unicodedata.normalize("NFD", text)
    return _NUMBER.sub(_in_order, text.casefold()).split(_BETWEEN)


def _in_order(number: re.Match[str]) -> str:
    found = number[0]
    digits = (found if found.isascii() else str(int(found))).lstrip("0")
    return f"\0{chr(_LENGTHS + len(digits))}{digits}"


def _marked(text: str) -> str | None:
    """The same of every number of a plain text at once; ``None`` where one is absurdly long."""
    letters = np.frombuffer(text.encode("ascii"), np.uint8)
    digit = (letters >= ord("0")) & (letters <= ord("9"))
    edges = np.flatnonzero(np.diff(np.concatenate(([False], digit, [False])).astype(np.int8)))
    begins, ends = edges[::2], edges[1::2]
    zeros = _leading_zeros(letters, digit, begins, ends)
    counted = np.zeros(letters.size + 1, np.int64)
    if zeros is not None:
        np.cumsum(zeros, out=counted[1:])
    before = counted[begins]
    lengths = ends - begins - (counted[ends] - before)
    if lengths.size and lengths.max() > _MOST_DIGITS:
        return None
    keys = np.empty(letters.size - int(counted[-1]) + 2 * begins.size, np.uint8)
    marks = begins - before + 2 * np.arange(begins.size)
    keys[marks], keys[marks + 1] = 0, _LENGTHS + lengths
    rest = np.ones(keys.size, bool)
    rest[marks] = rest[marks + 1] = False
    keys[rest] = letters if zeros is None else letters[~zeros]
    return keys.tobytes().decode("latin-1")


def _leading_zeros(
    letters: npt.NDArray[np.uint8],
    digit: npt.NDArray[np.bool_],
    begins: npt.NDArray[np.intp],
    ends: npt.NDArray[np.intp],
) -> npt.NDArray[np.bool_] | None:
    """The zeros before which nothing but zeros stands in their number; ``None`` for none."""
    if not (letters[begins] == ord("0")).any():
        return None
    worth = np.concatenate(([0], np.cumsum(digit & (letters != ord("0")))))
    leading = np.zeros(letters.size, bool)
    leading[digit] = worth[1:][digit] == np.repeat(worth[begins], ends - begins)
    return leading
