"""Slips that the rest of a sentence settles, and those that nothing may settle."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.laterality import Sides, restate
from lvit_core.prompt.network_sentence import as_asked
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template
from lvit_core.training.false_requests import misspelt


@pytest.mark.parametrize(
    "typed",
    [
        "Bilateqal pulmonary infeition, twy infecqed areas, lower lxft lung and middlh wight eung.",
        "Bilateral pulmonary infection, two infectez area, lower leftt lung aid mdidle rihgt lung.",
        "lower lezt lung anf middle rigth lunh",
    ],
)
def test_a_sentence_of_the_form_is_restored_and_tells_each_word(
    chest: Template, typed: str
) -> None:
    asked = (
        "Bilateral pulmonary infection, two infected areas, lower left lung and middle right lung."
    )
    assert as_asked(typed, chest) == asked
    told = [(token.text, token.corrected) for token in parse(typed, chest).corrected]
    assert all(right in asked.lower() for _, right in told)
    assert len(told) >= 4


def test_a_side_with_slips_is_turned_with_the_others(chest: Template) -> None:
    typed = "one infected area, lower lxft lung"
    assert parse(restate(typed, chest, Sides("patient")), chest).finding.sides == ("right",)


def test_levels_of_a_side_that_nobody_can_tell_go_to_no_other(chest: Template) -> None:
    typed = "Bilateral pulmonary infection, two infected areas, all wxyz lung and lower right lung."
    sentence = parse(typed, chest)
    assert sentence.finding.zones == {"left": (), "right": ("lower",)}
    assert {"all", "wxyz"} <= {token.text for token in sentence.unknown}


@pytest.mark.parametrize(
    "typed",
    [
        "light opacity in the base",
        "night shift, lower zone opacity",
        "lest the opacity in the base grows",
        "opacity loft base",
    ],
)
def test_in_a_report_no_real_word_becomes_a_side(chest: Template, typed: str) -> None:
    assert not parse(typed, chest).finding.sides


def test_a_tenth_of_the_letters_wrong_changes_few_sentences_and_no_side(chest: Template) -> None:
    """Of 480 drawings 86 % were restored; none named a side that was not meant."""
    rng = np.random.default_rng(5)
    levels = [each for size in range(4) for each in itertools.combinations(chest.levels, size)]
    restored = 0
    for _ in range(120):
        left, right = levels[rng.integers(8)], levels[1 + rng.integers(7)]
        meant = Finding("bilateral" if left else "unilateral", 2, {"left": left, "right": right})
        text = canonical_text(meant, chest)
        typed = misspelt(text, rng)
        assert set(parse(typed, chest).finding.sides) <= set(meant.sides), typed
        restored += as_asked(typed, chest) == as_asked(text, chest)
    assert restored >= 0.85 * 120
