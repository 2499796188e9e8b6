"""A flipped image and its flipped sentence must still speak of the same place."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lvit_core.prompt.contrast import region_mask
from lvit_core.prompt.flips import flip_sentence, rotate_sentence, without_location
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template

HELD = Path(__file__).parent / "held"
SHAPE = (96, 96)


def texts(name: str) -> list[str]:
    lines = (HELD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def symmetric_lungs() -> np.ndarray:
    lungs = np.zeros(SHAPE, np.uint8)
    lungs[12:84, 8:40] = 1
    lungs[12:84, 56:88] = 1
    return lungs


@pytest.mark.parametrize(("horizontal", "vertical"), [(True, False), (False, True), (True, True)])
def test_the_flipped_sentence_describes_the_flipped_mask(
    chest: Template, nuclei: Template, horizontal: bool, vertical: bool
) -> None:
    axes = tuple(axis for axis, flipped in ((0, vertical), (1, horizontal)) if flipped)
    for template, lungs in ((chest, symmetric_lungs()), (nuclei, None)):
        for text in texts(template.name)[::5]:
            flipped = flip_sentence(text, template, horizontal, vertical)
            before = region_mask(parse(text, template), SHAPE, lungs)
            after = region_mask(parse(flipped, template), SHAPE, lungs)
            assert np.array_equal(after, np.flip(before, axes)), (text, flipped)
            assert flip_sentence(flipped, template, horizontal, vertical) == text or vertical


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_the_turned_sentence_describes_the_turned_mask(nuclei: Template, turns: int) -> None:
    compared = 0
    for text in texts("nuclei"):
        turned = rotate_sentence(text, nuclei, turns)
        if turned is None:
            continue
        before = region_mask(parse(text, nuclei), SHAPE)
        after = region_mask(parse(turned, nuclei), SHAPE)
        assert np.array_equal(after, np.rot90(before, turns)), (text, turned)
        compared += 1
    assert compared > 150


def test_what_cannot_be_said_of_a_turned_image_is_not_said(
    chest: Template, nuclei: Template
) -> None:
    assert rotate_sentence("upper left lung", chest, 1) is None
    assert rotate_sentence("dense upper left and a mitosis", nuclei, 1) is None
    assert rotate_sentence("The nuclei are evenly distributed.", nuclei, 1) == (
        "The nuclei are evenly distributed."
    )
    assert rotate_sentence("upper left lung", chest, 4) == "upper left lung"


def test_without_location_keeps_only_what_is_true_of_a_part(
    chest: Template, nuclei: Template
) -> None:
    text = "The nuclei are sparsely distributed, the nuclei density in the left is high."
    assert without_location(text, nuclei) == "The nuclei are sparsely distributed."
    assert without_location("The nuclei density in the left is high.", nuclei) is None
    assert without_location("bilateral, two areas, upper left lung", chest) is None
    assert without_location("no infection", chest) == "No pulmonary infection."


def test_contrastive_labels_of_sentences_without_a_place(chest: Template, nuclei: Template) -> None:
    assert not region_mask(parse("No pulmonary infection.", chest), SHAPE).any()
    both = region_mask(parse("Bilateral pulmonary infection.", chest), SHAPE)
    assert both[:, :48].any() and both[:, 48:].any()
    assert region_mask(parse("The nuclei are evenly distributed.", nuclei), SHAPE).all()
