"""What a person wrote stays, wherever the mask says the same."""

from __future__ import annotations

import pytest

from lvit_core.prompt.keeping import keeping_words
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template

CHEST = load_template("chest-xray")
DRAFT = "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", DRAFT),
        (DRAFT, DRAFT),
        (
            "Pulmonary infection on both sides, two areas, upper left lung and lower right lung.",
            "Pulmonary infection on both sides, two areas, upper left lung and lower right lung.",
        ),
        (
            "Bilateral pulmonary infection, 2 areas, upper left lung and upper right lung.",
            "Bilateral pulmonary infection, 2 areas, upper left lung and lower right lung.",
        ),
        ("No infection.", DRAFT),
        ("Quaxly in the zorb.", DRAFT),
    ],
)
def test_words_stay_where_they_say_the_same(typed, kept):
    found = keeping_words(typed, DRAFT, CHEST)
    assert parse(found, CHEST).finding == parse(DRAFT, CHEST).finding
    assert found == kept
