"""Sentence against mask: each kind of contradiction, what it points at, and what settles it."""

from __future__ import annotations

import numpy as np
import pytest

from lvit_core.geometry import Rect
from lvit_core.prompt.agreement import Agreement
from lvit_core.prompt.checks import check
from lvit_core.prompt.describe import describe
from lvit_core.prompt.description import Description
from lvit_core.prompt.editing import rewritten
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template


@pytest.fixture
def both_lungs(chest: Template) -> Description:
    """One area in the upper left, one in the middle and lower right; thirds at 20, 40, 60."""
    lungs = np.zeros((100, 100), np.uint8)
    lungs[0:60, 10:40] = 1
    lungs[0:60, 60:90] = 1
    mask = np.zeros((100, 100), np.uint8)
    mask[4:14, 15:30] = 1
    mask[34:54, 65:80] = 1
    return describe(mask, chest, lungs)


def kinds(agreement: Agreement) -> list[str]:
    return [found.kind for found in agreement.contradictions]


def test_a_true_sentence_is_not_contradicted(chest: Template, both_lungs: Description) -> None:
    for text in (
        "bilateral, two areas, upper left lung and middle lower right lung",
        "Bilateral pulmonary infection.",
        "two areas",
        "",
    ):
        agreement = check(parse(text, chest), both_lungs, chest)
        assert agreement.agrees, text
    assert check(parse("", chest), both_lungs, chest).rows == ()


def test_a_zone_the_mask_reaches_but_nobody_named(chest: Template, both_lungs: Description) -> None:
    sentence = parse("bilateral, two areas, upper left lung and lower right lung", chest)
    agreement = check(sentence, both_lungs, chest)
    assert kinds(agreement) == ["zones"]
    found = agreement.contradictions[0]
    assert found.message.startswith("The mask reaches the middle right zone (30 % of an area)")
    assert found.emphasis == ("middle right", "lower right")
    assert found.rect == Rect(34, 65, 40, 80)
    assert found.adds
    settled = parse(rewritten(sentence, found.settled, chest), chest)
    assert check(settled, both_lungs, chest).agrees
    assert [(row.text, row.agrees) for row in agreement.rows] == [
        ("agrees", True), ("2 of 2", True), ("1 differs", False),
    ]  # fmt: skip


def test_a_zone_that_is_named_but_empty(chest: Template, both_lungs: Description) -> None:
    sentence = parse("bilateral, two areas, all left lung and middle lower right lung", chest)
    agreement = check(sentence, both_lungs, chest)
    assert kinds(agreement) == ["zones", "zones"]
    assert agreement.contradictions[0].rect == Rect(20, 10, 40, 40)


def test_the_wrong_number_of_areas(chest: Template, both_lungs: Description) -> None:
    text = "bilateral, three areas, upper left lung and middle lower right lung"
    sentence = parse(text, chest)
    agreement = check(sentence, both_lungs, chest)
    assert kinds(agreement) == ["areas"]
    assert "counts 3, the mask has 2 areas" in agreement.contradictions[0].message
    assert agreement.contradictions[0].settled.areas == 2


@pytest.mark.parametrize(
    "text",
    [
        "unilateral, one area, upper left lung",
        "unilateral, two areas, middle lower right lung",
        "No pulmonary infection.",
    ],
)
def test_settling_one_side_after_the_other_ends_in_agreement(
    chest: Template, both_lungs: Description, text: str
) -> None:
    sentence = parse(text, chest)
    for _ in range(5):
        agreement = check(sentence, both_lungs, chest)
        if agreement.agrees:
            break
        settled = agreement.contradictions[0].settled
        sentence = parse(rewritten(sentence, settled, chest), chest)
        assert not sentence.complaints
    assert check(sentence, both_lungs, chest).agrees
    assert check(parse(text, chest), both_lungs, chest).contradictions[0].kind == "side"


def test_swapped_sides_are_seen(chest: Template, both_lungs: Description) -> None:
    text = "bilateral, two areas, upper right lung and middle lower left lung"
    agreement = check(parse(text, chest), both_lungs, chest)
    assert set(kinds(agreement)) == {"zones"}
    assert len(agreement.contradictions) == 6


def test_a_side_with_nothing_in_it(chest: Template) -> None:
    mask = np.zeros((100, 100), np.uint8)
    mask[20:40, 10:25] = 1
    described = describe(mask, chest)
    agreement = check(parse("lower right lung", chest), described, chest)
    messages = [found.message for found in agreement.contradictions]
    assert "The mask reaches the left lung, the sentence does not name it." in messages
    assert "The sentence names the right lung, the mask has nothing there that counts." in messages


def test_a_piece_too_small_to_count_is_told_and_no_zone_agrees_with_nothing(
    chest: Template,
) -> None:
    """The window said that zones agree and the mask has nothing, beside a piece that was drawn."""
    mask = np.zeros((100, 100), np.uint8)
    mask[70:72, 15:19] = 1
    told = describe(mask, chest, smallest=10)
    agreement = check(parse("two areas, lower left lung and lower right lung", chest), told, chest)
    assert [(row.text, row.agrees) for row in agreement.rows] == [
        ("differs", False), ("0 of 2", False), ("not compared", None),
    ]  # fmt: skip
    assert told.left_out == "Not counted: 1 piece under 10 px."
    assert told.as_json()["smaller_pieces"] == 1
    assert describe(mask, chest, smallest=8).left_out == ""


def nuclei_mask(upper: int, lower: int) -> np.ndarray:
    mask = np.zeros((200, 200), np.uint8)
    for start, step in ((0, upper), (100, lower)):
        for y in range(start + 4, start + 96, step):
            for x in range(4, 196, step):
                mask[y : y + 4, x : x + 4] = 1
    return mask


def test_nuclei_density_and_distribution(nuclei: Template) -> None:
    described = describe(nuclei_mask(7, 20), nuclei)
    assert described.finding.dense == ("upper",)
    wrong = check(parse("The nuclei density in the lower is high.", nuclei), described, nuclei)
    assert kinds(wrong) == ["density"]
    assert wrong.contradictions[0].rect == Rect(100, 0, 200, 200)
    assert wrong.contradictions[0].settled.dense == ("upper",)
    uneven = check(parse("The nuclei are evenly distributed.", nuclei), described, nuclei)
    assert kinds(uneven) == ["distribution"]
    right = check(parse("The nuclei density in the upper left is high.", nuclei), described, nuclei)
    assert right.agrees
    even = describe(nuclei_mask(7, 7), nuclei)
    assert check(parse("The nuclei are evenly distributed.", nuclei), even, nuclei).agrees
    none = check(parse("No nuclei.", nuclei), even, nuclei)
    assert kinds(none) == ["density"]
