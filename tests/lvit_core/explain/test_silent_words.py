"""Words a model does not react to: which they are, and what is said of them."""

from __future__ import annotations

from lvit_core.explain.silent_words import NO_WORDS, asked_for, hints, places_idle, silent_words
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template

CHEST, NUCLEI = load_template("chest-xray"), load_template("nuclei")
TEXT = "Unilateral pulmonary infection, two infected areas, upper left lung."


def test_the_words_of_a_slot_are_found():
    words = [token.text for token in silent_words(parse(TEXT, CHEST), ("count",))]
    assert words == ["two", "areas"]
    assert [t.text for t in silent_words(parse(TEXT, CHEST), ("zone",))] == ["upper"]
    assert silent_words(parse(TEXT, CHEST), ()) == ()


def test_each_slot_has_its_hint_and_all_have_one():
    assert hints(parse(TEXT, CHEST), ("count",)) == ("This model does not react to number words.",)
    assert hints(parse("upper left", CHEST), ("count",)) == ()
    spread = parse("sparse nuclei, dense in the upper left", NUCLEI)
    assert hints(spread, ("side", "place", "distribution")) == (NO_WORDS,)
    assert len(hints(spread, ("side", "place"))) == 2
    assert hints(parse("", NUCLEI), ("side", "place", "distribution")) == ()


def test_words_that_do_nothing_are_not_asked_for():
    empty = parse("", CHEST)
    chips = grammar_of(CHEST).chips(empty, CHEST)
    assert [chip.kind for chip in asked_for(chips, ("count",))] == ["laterality"]
    assert asked_for(chips, ("sentence",)) == ()
    said = grammar_of(CHEST).chips(parse(TEXT, CHEST), CHEST)
    assert asked_for(said, ("sentence",)) == said  # what is said can be changed and removed


def test_places_are_asked_for_where_one_of_their_words_acts():
    assert places_idle(("side", "place")) and places_idle(("sentence",))
    assert not places_idle(("side",)) and not places_idle(("place", "count"))
