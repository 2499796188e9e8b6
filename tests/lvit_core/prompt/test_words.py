"""The meter of words, and the difference between two sentences."""

from __future__ import annotations

from lvit_core.prompt.difference import difference, same_words
from lvit_core.prompt.words import as_typed, words_reaching

LONG = "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."


def test_the_papers_ten_words_cut_the_second_place_off() -> None:
    meter = words_reaching(LONG, 10, "words")
    assert (meter.reached, meter.total, meter.limit) == (10, 16, 10)
    assert meter.cut_at == LONG.index("lung and")
    assert words_reaching(LONG, 32).cut_at is None
    assert words_reaching(LONG, 32).reached == 16


def test_what_is_not_read_is_shown_where_it_was_typed() -> None:
    meter = words_reaching(LONG, 13)  # "right lung." is not read
    assert LONG[meter.cut_at :].startswith("right lung")
    assert as_typed(meter, LONG) == meter
    typed = "upper left, lower right"
    assert as_typed(meter, typed).cut_at == typed.index("right")
    assert as_typed(meter, "LLL, RUL").cut_at == len("LLL, RUL"), "nothing to strike out"
    whole = words_reaching(LONG, 32)
    assert as_typed(whole, typed) == whole


def test_a_word_that_is_spelled_needs_more_room() -> None:
    assert words_reaching("upper", 32).total == 1
    assert words_reaching("uppxyz", 32).total > 3
    assert words_reaching("uppxyz", 32, "words").total == 1
    assert words_reaching("", 32).reached == 0


def test_the_difference_names_what_goes_and_what_comes() -> None:
    spans = difference(LONG, LONG.replace("two", "three").replace("lower right", "all right"))
    changed = [(span.kind, span.text) for span in spans if span.kind != "same"]
    assert changed == [
        ("removed", "two"), ("added", "three"), ("removed", "lower"), ("added", "all"),
    ]  # fmt: skip
    for span in spans:
        if span.kind != "added":
            assert LONG[span.start : span.end] == span.text


def test_case_and_spacing_are_no_difference() -> None:
    assert same_words("Upper  left lung", "upper left LUNG.")
    assert not same_words("upper left lung", "upper right lung")
    assert all(span.kind == "same" for span in difference("A  b", "a b"))
