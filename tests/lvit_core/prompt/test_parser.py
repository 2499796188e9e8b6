"""What people type: short forms, slips, denials, and sentences at odds with themselves."""

from __future__ import annotations

import pytest

from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template

ALL = ["upper", "middle", "lower"]


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("upper left lung", ["upper"], []),
        ("left lung, upper zone", ["upper"], []),
        ("left upper and lower right", ["upper"], ["lower"]),
        ("left upper, right lower", ["upper"], ["lower"]),
        ("upper and middle left lung", ["upper", "middle"], []),
        ("upper left and middle and lower right", ["upper"], ["middle", "lower"]),
        ("right lung and lower left lung", ["lower"], ALL),
        ("left and right lower lungs", ["lower"], ["lower"]),
        ("both lower lobes", ["lower"], ["lower"]),
        ("lower lungs bilaterally", ["lower"], ["lower"]),
        ("left lung: upper, middle; right lung: lower", ["upper", "middle"], ["lower"]),
        ("RUL and LLL pneumonia", ["lower"], ["upper"]),
        ("whole right lung", [], ALL),
        ("left-sided basal infiltrate", ["lower"], []),
        ("leftlung upper", ["upper"], []),
        ("rigth base", [], ["lower"]),
        ("upper left lung, upper left lung and lower right lung", ["upper"], ["lower"]),
    ],
)
def test_places_in_any_order(chest: Template, text: str, left: list[str], right: list[str]) -> None:
    zones = parse(text, chest).as_json()["zones"]
    assert zones == {"left": left, "right": right}


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("unilateral, 1 area, upper left lung", 1),
        ("Bilateral, 2, upper left lung and lower right lung", 2),
        ("three infected area, left and right lung", 3),
        ("bilateral infection with 4 patchy opacities in both lungs", 4),
        ("infection of two lungs", None),
        ("bilateral", None),
        ("a single lesion in the left lung", 1),
    ],
)
def test_numbers_count_areas_only_where_they_stand_for_areas(
    chest: Template, text: str, areas: int | None
) -> None:
    assert parse(text, chest).areas == areas


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("unilateral, upper left lung and lower right lung", "unilateral, but names both lungs"),
        ("bilateral, two areas, upper left lung", "bilateral, but names only the left lung"),
        ("one area, upper left lung and lower right lung", "1 area, but names both lungs"),
        ("bilateral, one area", "1 area, but is bilateral"),
        ("unilateral, bilateral, left lung", "says both unilateral and bilateral"),
        ("two areas, three areas, left lung", "counts both 2 and 3 areas"),
        ("unilateral, one area, upper lung", "names upper without a side"),
        ("no infection, upper left lung", "says there is nothing, but also names a finding"),
    ],
)
def test_contradictions_of_a_sentence_with_itself(
    chest: Template, text: str, complaint: str
) -> None:
    assert complaint in parse(text, chest).complaints


@pytest.mark.parametrize(
    "text",
    [
        "Unilateral pulmonary infection, one infected area, upper middle lower left lung.",
        "Bilateral pulmonary infection, two infected areas, all left lung and all right lung.",
        "Unilateral pulmonary infection, five infected areas, lower left lung.",
        "Bilateral pulmonary infection.",
    ],
)
def test_fewer_or_more_areas_than_zones_is_no_contradiction(chest: Template, text: str) -> None:
    assert parse(text, chest).complaints == ()


@pytest.mark.parametrize(
    "text", ["No pulmonary infection.", "no infection", "Normal chest", "zero infected areas"]
)
def test_nothing_to_find_is_a_sentence(chest: Template, text: str) -> None:
    sentence = parse(text, chest)
    assert sentence.is_negative
    assert sentence.canonical == "No pulmonary infection."
    assert sentence.areas == 0
    assert sentence.laterality is None
    assert not sentence.finding.located


def test_what_is_denied_is_not_found(chest: Template) -> None:
    sentence = parse("left lung clear, lower right lung infected", chest)
    assert sentence.zones == {"left": (), "right": ("lower",)}
    assert not sentence.is_negative
    assert any("left lung clear" in complaint for complaint in sentence.complaints)

    partly = parse("no infection in the left lung", chest)
    assert not partly.is_negative
    assert partly.finding.empty


@pytest.mark.parametrize("typed", ["light", "ledt", "ilateral", "nilateral", "lunf"])
def test_a_slip_that_could_be_another_word_is_not_guessed(chest: Template, typed: str) -> None:
    sentence = parse(f"upper {typed} lung", chest)
    assert sentence.finding.empty
    assert typed[:4] in sentence.unknown[0].text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("midlle", "middle"), ("rigth", "right"), ("lfet", "left"), ("bilaterl", "bilateral")],
)
def test_a_clear_slip_is_read_and_reported(chest: Template, typed: str, meant: str) -> None:
    token = parse(typed, chest).tokens[0]
    assert token.corrected == meant
    assert token.known


def test_unknown_words_are_kept_with_their_place_and_a_suggestion(chest: Template) -> None:
    text = "upper ledt lung with bwx"
    sentence = parse(text, chest)
    assert [(t.text, t.start, t.end) for t in sentence.unknown] == [
        ("ledt", 6, 10),
        ("bwx", 21, 24),
    ]
    assert "left" in sentence.unknown[0].suggestions
    assert sentence.text == text


@pytest.mark.parametrize(
    ("text", "dense"),
    [
        ("dense top left and bottom right", ["upper left", "lower right"]),
        ("higher density in upper and lower left", ["upper", "lower left"]),
        ("left upper corner is dense", ["upper left"]),
        ("density high in all corners", ["upper left", "upper right", "lower left", "lower right"]),
        ("high in the upper right and low in the lower left", ["upper right"]),
        ("The nuclei density in the upper right is low.", []),
    ],
)
def test_dense_regions(nuclei: Template, text: str, dense: list[str]) -> None:
    sentence = parse(text, nuclei)
    assert list(sentence.dense) == dense
    assert bool(sentence.complaints) == ("low in" in text or "is low" in text)


@pytest.mark.parametrize(
    ("text", "spread", "dense"),
    [
        ("The nuclei in the lower right are sparse.", None, []),
        ("Few nuclei in the upper left", None, []),
        ("sparse in the left and dense in the right", None, ["right"]),
        ("dense in the upper left and sparse in the lower right", None, ["upper left"]),
        ("The density in the left is high. The nuclei in the right are sparse.", None, ["left"]),
    ],
)
def test_few_nuclei_in_a_place_are_not_read_as_many(nuclei, text, spread, dense) -> None:
    sentence = parse(text, nuclei)
    assert (sentence.distribution, list(sentence.dense)) == (spread, dense)
    assert "is left out" in "".join(sentence.complaints)


@pytest.mark.parametrize(
    "text",
    [
        "sparse nuclei, dense in the upper left",
        "Sparsely distributed, upper left.",
        "The nuclei are sparsely distributed, the nuclei density in the upper left is high.",
        "sparse nuclei with high density in the upper left",
    ],
)
def test_sparse_as_a_whole_may_be_dense_in_a_place(nuclei: Template, text: str) -> None:
    sentence = parse(text, nuclei)
    assert (sentence.distribution, list(sentence.dense)) == ("sparsely", ["upper left"])
    assert not sentence.complaints


def test_nuclei_sentences_at_odds_with_themselves(nuclei: Template) -> None:
    evenly = parse("evenly distributed but denser on the left", nuclei)
    assert evenly.complaints == ("evenly distributed, but denser: left",)
    both = parse("evenly and sparsely distributed", nuclei)
    assert both.complaints == ("says both evenly and sparsely distributed",)
    assert parse("nuclei are not evenly distributed", nuclei).distribution == "irregularly"
    assert parse("no nuclei", nuclei).is_negative


def test_the_json_of_both_grammars_has_exactly_its_keys(chest: Template, nuclei: Template) -> None:
    assert list(parse("x", chest).as_json()) == [
        "canonical", "laterality", "areas", "zones", "complaints", "unknown",
    ]  # fmt: skip
    assert list(parse("x", nuclei).as_json()) == [
        "canonical", "distribution", "dense", "complaints", "unknown",
    ]  # fmt: skip
