"""What a network is asked does not depend on how a person happened to write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.network_sentence import as_asked
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding

FULL = "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."


@pytest.mark.parametrize(
    "typed",
    [
        FULL,
        "lower right lung and upper left lung",
        "upper left lung, lower right lung",
        "bilateral, two areas, upper left lung, lower right lung",
        "  Bilateral  pulmonary infection, lower right lung and upper left lung ",
    ],
)
def test_order_and_omissions_do_not_reach_the_network(typed, chest):
    assert as_asked(typed, chest) == FULL


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        (
            "upper left lung",
            "Unilateral pulmonary infection, one infected area, upper left lung.",
        ),
        ("bilateral", "Bilateral pulmonary infection, two infected areas."),
        (
            "three areas, left lung",
            "Unilateral pulmonary infection, three infected areas, all left lung.",
        ),
        ("no pulmonary infection", "No pulmonary infection."),
        ("three areas", "Pulmonary infection, three infected areas."),
    ],
)
def test_what_goes_without_saying_is_said(typed, asked, chest):
    assert as_asked(typed, chest) == asked


def test_words_nobody_understood_come_last_and_nothing_is_made_of_nothing(chest):
    asked = as_asked("hazy xyzzy, upper left lung", chest)
    assert asked.startswith("Unilateral pulmonary infection, one infected area, upper left lung")
    assert "xyzzy" in asked
    assert as_asked("xyzzy", chest) == "xyzzy"
    assert as_asked("  ", chest) is None and as_asked(None, chest) is None


@pytest.mark.parametrize("text", ["...,;", "\u202e\u200b\x07", "left lung opacity " * 60_000])
def test_what_is_no_sentence_is_not_asked(text, chest):
    assert as_asked(text, chest) is None


def test_nuclei_are_asked_as_typed_but_parts_without_places(nuclei):
    typed = "The density is high in the upper right."
    assert as_asked(f"  {typed}", nuclei) == typed
    assert as_asked(typed, nuclei, part=True) is None


WORDS = (
    "upper", "middle", "lower", "all", "left", "right", "lung", "lungs", "both", "bilateral",
    "unilateral", "two", "3", "areas", "no", "and", ",", "opacity", "xyzzy", "cm", "clear", "RUL",
)  # fmt: skip


@given(text=st.lists(st.sampled_from(WORDS), min_size=1, max_size=9).map(" ".join))
def test_whatever_is_typed_the_places_asked_for_are_those_understood(text, chest):
    """Above all: no word order, denial or unknown word ever exchanges or adds a side."""
    understood = parse(text, chest).finding
    asked = as_asked(text, chest)
    if understood.empty:
        assert asked == (text if any(sign.isalnum() for sign in text) else None)
        return
    read = parse(asked, chest).finding
    assert (read.zones, read.negative) == (understood.zones, understood.negative)
    assert as_asked(asked, chest) == asked


sides = st.sets(st.sampled_from(("upper", "middle", "lower")), min_size=0)


@given(left=sides, right=sides, laterality=st.booleans(), areas=st.booleans())
def test_asking_keeps_the_places_and_is_its_own_fixed_point(left, right, laterality, areas, chest):
    zones = {
        side: tuple(level for level in chest.levels if level in chosen)
        for side, chosen in zip(chest.sides, (left, right), strict=True)
    }
    named = sum(bool(levels) for levels in zones.values())
    finding = Finding(
        ("unilateral", "bilateral")[named - 1] if laterality and named else None,
        max(1, named) if areas else None,
        zones,
    )
    asked = as_asked(canonical_text(finding, chest), chest)
    if asked is None:
        assert finding.empty
        return
    read = parse(asked, chest).finding
    assert {side: read.zones[side] for side in chest.sides} == zones
    assert as_asked(asked, chest) == asked
    if named:
        assert read.laterality and read.areas
