"""Sentences that differ in one slot: all slots, and nothing else."""

from __future__ import annotations

import pytest

from lvit_core.explain.slots import counterfactuals, one_of_each, said_slots, unchanged_slots
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template

CHEST, NUCLEI = load_template("chest-xray"), load_template("nuclei")
BOTH = "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."
SPREAD = "The nuclei are sparsely distributed, the nuclei density in the upper left is high."


def test_every_slot_of_a_lung_sentence_has_its_own():
    slots = [(one.slot, one.side) for one in one_of_each(counterfactuals(BOTH, CHEST))]
    assert slots == [("side", ""), ("zone", "left"), ("zone", "right"), ("count", ""),
                     ("negated", "")]  # fmt: skip


@pytest.mark.parametrize("text", [BOTH, "whole left lung", "two areas, upper left"])
def test_only_the_slot_says_something_else(text):
    before = parse(text, CHEST).finding
    found = counterfactuals(text, CHEST)
    assert found
    for one in found:
        after = parse(one.text, CHEST).finding
        assert after != before
        if one.slot == "count":
            assert (after.zones, after.laterality) == (before.zones, before.laterality)
        if one.slot == "zone":
            others = [side for side in CHEST.sides if side != one.side]
            assert all(after.zones[side] == before.zones[side] for side in others)
            assert after.areas == before.areas
        if one.slot == "side":
            assert after.areas == before.areas
        assert (one.slot == "negated") == after.negative


def test_all_of_a_lung_can_be_a_part_of_it():
    zones = [one.text for one in counterfactuals("whole left lung", CHEST) if one.slot == "zone"]
    assert [parse(text, CHEST).zones["left"] for text in zones] == [
        ("upper",),
        ("middle",),
        ("lower",),
    ]


def test_words_that_nobody_understood_stay():
    found = counterfactuals("Mid density nuclei in the upper right.", NUCLEI)
    assert {one.slot for one in found} == {"side", "place", "negated"}
    assert all("mid" in one.text.lower() for one in found)


def test_nothing_is_made_of_words_that_say_nothing():
    assert counterfactuals("foo bar", CHEST) == ()
    assert counterfactuals("", CHEST) == ()
    assert counterfactuals("x" * 100_000, CHEST) == ()


def test_said_slots_are_those_that_are_filled():
    assert said_slots(parse(BOTH, CHEST)) == ("side", "zone", "count")
    assert said_slots(parse(SPREAD, NUCLEI)) == ("side", "place", "distribution")
    assert said_slots(parse("No infection", CHEST)) == ("negated",)
    assert unchanged_slots(BOTH, CHEST) == ()
