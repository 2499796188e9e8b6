"""What counts as a number in the files of others: numbers, and texts of them; never true or false.

Python takes true for 1, and so does NumPy, so that a damaged outline would arrive in another shape.
Numbers of hundreds of digits, of which Python makes no others, are none.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any, TypeGuard

import numpy as np

from lvit_core.errors import LViTError

_MOST_DIGITS = 18
_LONGEST_SIDE = 1e6  # px


def is_number(value: Any) -> TypeGuard[int | float]:
    """Whether a value is a number, not a text of one."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def floats_of(values: Any) -> list[float]:
    """Numbers of a list; none of them where one is none, or has hundreds of digits."""
    if not (isinstance(values, list | tuple) and all(map(is_number, values))):
        return []
    try:
        return [float(value) for value in values]
    except OverflowError:
        return []


def whole_told(text: Any) -> int | None:
    """The number that a text of digits tells; ``None`` for any other."""
    told = text.strip() if isinstance(text, str) else ""
    return int(told) if told.isdecimal() and len(told) <= _MOST_DIGITS else None


def sides_of(height: Any, width: Any) -> tuple[int, int] | None:
    """Height and width of a picture; ``None`` where it can have no such sides."""
    sides = floats_of([height, width])
    if not sides or not all(1 <= side < _LONGEST_SIDE for side in sides):
        return None
    return int(sides[0]), int(sides[1])


def number_of(value: Any) -> float:
    """The number that a value is, or is the text of.

    Raises:
        LViTError: It is neither.
    """
    try:
        if is_number(value) or isinstance(value, str):
            return float(value)
    except (ValueError, OverflowError) as error:
        raise LViTError("Its coordinates are no numbers.") from error
    raise LViTError("Its coordinates are no numbers.")


def refuse_truths(values: Any) -> None:
    """Raises `LViTError` where true or false stands among numbers, or among pairs of them."""
    if isinstance(values, np.ndarray):
        if values.dtype.kind == "b":
            raise LViTError("Its coordinates are no numbers.")
        return
    if not isinstance(values, list | tuple):
        return
    kinds = set(map(type, values))
    if list in kinds or tuple in kinds:
        kinds |= set(map(type, chain.from_iterable(_lists(values))))
    if bool in kinds:
        raise LViTError("Its coordinates are no numbers.")


def _lists(values: Iterable[Any]) -> Iterable[Iterable[Any]]:
    return (value for value in values if isinstance(value, list | tuple))
