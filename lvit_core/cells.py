"""Text in a cell of a table: what begins like a formula stays text in every program that opens it.

Sheets carry out cells that begin with such a sign, and the names of files, patients and sentences
come from strangers.
"""

from __future__ import annotations

_BEGINS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_cell(value: object) -> object:
    """The value for a cell of CSV or TSV: text that begins like a formula gets an apostrophe.

    Numbers stay as they are, below zero too.
    """
    if isinstance(value, str) and value.startswith(_BEGINS_FORMULA):
        return f"'{value}"
    return value
