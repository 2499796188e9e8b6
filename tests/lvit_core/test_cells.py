"""Cells that a program for sheets must not carry out."""

from __future__ import annotations

import pytest

from lvit_core.cells import as_cell


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_begins_like_a_formula_is_text(text: str) -> None:
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize("value", ["a=1", "", "scan-1.png", -0.5, 3, None])
def test_other_values_stay(value: object) -> None:
    assert as_cell(value) == value
