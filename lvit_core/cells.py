"""Text in a cell of a table: what begins like a formula stays text in every program that opens it.

Sheets carry out cells that begin with such a sign, and the names of files, patients and sentences
come from strangers.
"""

from __future__ import annotations

from typing import Any, Protocol

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class SheetCell(Protocol):
    """A cell of openpyxl's, whichever kind of sheet it is in."""

    value: Any
    data_type: str


def put_text(cell: SheetCell, text: str) -> None:
    """Puts text into a cell of a sheet (.xlsx), where the cell itself says that it is text."""
    cell.value = text
    cell.data_type = "s"


def as_cell(value: object) -> object:
    """The value for a cell of CSV or TSV: text that begins like a formula gets an apostrophe.

    Numbers stay as they are, below zero too.
    """
    if isinstance(value, str) and value.startswith(_BEGINS_FORMULA):
        return f"'{value}"
    return value
