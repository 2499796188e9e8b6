"""Left and right: the conversion is its own inverse, complete, and the only thing that changes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.prompt.describe import describe
from lvit_core.prompt.laterality import (
    convert,
    convert_finding,
    doubtful_words,
    for_network,
    orientation_warning,
)
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template

HELD = Path(__file__).parent / "held" / "chest-xray.jsonl"
SENTENCES = [json.loads(line)["text"] for line in HELD.read_text(encoding="utf-8").splitlines()]


def test_converting_swaps_the_sides_and_nothing_else(chest: Template) -> None:
    for text in SENTENCES:
        before, after = parse(text, chest), parse(convert(text, chest, "viewer", "patient"), chest)
        assert after.zones["left"] == before.zones["right"], text
        assert after.zones["right"] == before.zones["left"], text
        assert (after.areas, after.laterality) == (before.areas, before.laterality)


def test_converting_twice_gives_the_sentence_back(chest: Template) -> None:
    for text in SENTENCES:
        there = convert(text, chest, "viewer", "patient")
        assert convert(there, chest, "patient", "viewer") == text


def test_unknown_words_capitals_and_spacing_stay(chest: Template) -> None:
    text = "Upper  LEFT lung (patchy ggo),RUL; rt base"
    assert (
        convert(text, chest, "patient", "viewer") == "Upper  RIGHT lung (patchy ggo),LUL; lt base"
    )


def test_the_same_convention_changes_nothing(chest: Template) -> None:
    assert convert("upper left lung", chest, "patient", "patient") == "upper left lung"
    assert for_network("upper left lung", chest, "viewer") == "upper left lung"
    assert for_network("upper left lung", chest, "none") == "upper left lung"
    assert for_network("upper left lung", chest, "patient") == "upper right lung"


def test_images_without_a_patient_side_are_never_converted(nuclei: Template) -> None:
    text = "The nuclei density in the upper right is high."
    assert convert(text, nuclei, "viewer", "patient") == text
    assert for_network(text, nuclei, "patient") == text


def test_an_unknown_convention_is_refused(chest: Template) -> None:
    with pytest.raises(LViTError):
        convert("left lung", chest, "viewer", "mirror")


def test_a_misspelt_side_is_pointed_out(chest: Template) -> None:
    assert doubtful_words("upper ledt lung, ggo", chest) == ("ledt",)


def test_the_same_mask_is_named_by_each_convention(chest: Template) -> None:
    """A lesion in columns 10 to 20 of 100 is the viewer's left and the patient's right."""
    mask = np.zeros((100, 100), np.uint8)
    mask[15:30, 10:20] = 1
    viewer = describe(mask, chest, convention="viewer")
    patient = describe(mask, chest, convention="patient")
    assert viewer.finding.zones == {"left": ("upper",), "right": ()}
    assert patient.finding.zones == {"left": (), "right": ("upper",)}
    assert patient.areas[0].side == "right"
    assert patient.finding == convert_finding(viewer.finding, chest, "viewer", "patient")
    assert patient.zone_map is not None and viewer.zone_map is not None
    assert patient.zone_map.zone_rect("right", "upper") == viewer.zone_map.zone_rect(
        "left", "upper"
    )
    converted = convert(patient.sentence.canonical, chest, "patient", "viewer")
    assert converted == viewer.sentence.canonical


@pytest.mark.parametrize("convention", ["viewer", "patient"])
def test_only_a_mirrored_image_warns(convention: str) -> None:
    assert orientation_warning("R", convention) is not None
    assert orientation_warning("L", convention) is None
    assert orientation_warning(None, convention) is None
    assert orientation_warning("R", "none") is None
