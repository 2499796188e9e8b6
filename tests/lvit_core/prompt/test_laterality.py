"""Left and right: the conversion is its own inverse, complete, and the only thing that changes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from lvit_core.errors import LViTError
from lvit_core.prompt import laterality
from lvit_core.prompt.checks import check, doubts_of
from lvit_core.prompt.describe import describe
from lvit_core.prompt.laterality import (
    PICTURE,
    Sides,
    doubtful_words,
    names_a_side,
    restate,
)
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template

HELD = Path(__file__).parent / "held" / "chest-xray.jsonl"
VIEWER, PATIENT = Sides("viewer"), Sides("patient")
SENTENCES = [json.loads(line)["text"] for line in HELD.read_text(encoding="utf-8").splitlines()]


def test_converting_swaps_the_sides_and_nothing_else(chest: Template) -> None:
    for text in SENTENCES:
        before, after = parse(text, chest), parse(restate(text, chest, VIEWER, PATIENT), chest)
        assert after.zones["left"] == before.zones["right"], text
        assert after.zones["right"] == before.zones["left"], text
        assert (after.areas, after.laterality) == (before.areas, before.laterality)


def test_converting_twice_gives_the_sentence_back(chest: Template) -> None:
    for text in SENTENCES:
        there = restate(text, chest, VIEWER, PATIENT)
        assert restate(there, chest, PATIENT, VIEWER) == text


def test_unknown_words_capitals_and_spacing_stay(chest: Template) -> None:
    text = "Upper  LEFT lung (patchy ggo),RUL; rt base"
    assert restate(text, chest, PATIENT, VIEWER) == "Upper  RIGHT lung (patchy ggo),LUL; lt base"


def test_the_same_convention_changes_nothing(chest: Template) -> None:
    assert restate("upper left lung", chest, PATIENT, PATIENT) == "upper left lung"
    assert restate("upper left lung", chest, VIEWER) == "upper left lung"
    assert restate("upper left lung", chest, Sides("none")) == "upper left lung"
    assert restate("upper left lung", chest, PATIENT) == "upper right lung"


def test_images_without_a_patient_side_are_never_converted(nuclei: Template) -> None:
    text = "The nuclei density in the upper right is high."
    assert restate(text, nuclei, VIEWER, PATIENT) == text
    assert restate(text, nuclei, PATIENT) == text


def test_an_unknown_convention_is_refused() -> None:
    with pytest.raises(LViTError):
        Sides("mirror")


def test_only_sentences_that_name_one_side_depend_on_whose_it_is(
    chest: Template, nuclei: Template
) -> None:
    assert names_a_side("upper left lung", chest)
    assert not names_a_side("both lungs", chest)
    assert not names_a_side("", chest)
    assert not names_a_side("The nuclei density in the upper right is high.", nuclei)


def test_a_misspelt_side_is_pointed_out(chest: Template) -> None:
    assert doubtful_words("upper ledt lung, ggo", chest) == ("ledt",)


def test_the_same_mask_is_named_by_each_convention(chest: Template) -> None:
    """A lesion in columns 10 to 20 of 100 is the viewer's left and the patient's right."""
    mask = np.zeros((100, 100), np.uint8)
    mask[15:30, 10:20] = 1
    viewer = describe(mask, chest, sides=VIEWER)
    patient = describe(mask, chest, sides=PATIENT)
    assert viewer.finding.zones == {"left": ("upper",), "right": ()}
    assert patient.finding.zones == {"left": (), "right": ("upper",)}
    assert patient.areas[0].side == "right"
    assert patient.finding == PATIENT.finding(viewer.finding, chest)
    assert patient.zone_map is not None and viewer.zone_map is not None
    assert patient.zone_map.zone_rect("right", "upper") == viewer.zone_map.zone_rect(
        "left", "upper"
    )
    converted = restate(patient.sentence.canonical, chest, PATIENT)
    assert converted == viewer.sentence.canonical


@pytest.mark.parametrize("convention", ["viewer", "patient"])
def test_only_a_mirrored_image_is_remarked_on(convention: str) -> None:
    assert Sides(convention, "R").remark is not None
    assert Sides(convention, "L").remark is None
    assert Sides(convention, None).remark is None
    assert Sides("none", "R").remark is None


# What "left" of a project's sentence names on the picture, written by hand: the patient faces the
# reader in the usual display (L), so that only there the patient's left is the picture's right.
LEFT_OF_THE_PICTURE = {
    ("viewer", "L"): "left",
    ("viewer", "R"): "left",
    ("viewer", None): "left",
    ("patient", "L"): "right",
    ("patient", "R"): "left",
    ("patient", None): "right",  # the usual display, as the project declares
}
# The letters beside it; a question mark where the file does not say how it shows the patient.
LETTERS = {
    ("viewer", "L"): ("L", "R"),
    ("viewer", "R"): ("L", "R"),
    ("viewer", None): ("L", "R"),
    ("patient", "L"): ("R", "L"),
    ("patient", "R"): ("L", "R"),
    ("patient", None): ("R?", "L?"),
}


@pytest.mark.parametrize(("convention", "orientation"), LEFT_OF_THE_PICTURE)
def test_everyone_is_told_the_same_side(
    convention: str, orientation: str | None, chest: Template
) -> None:
    """Network, sheet, diagram, letters and check, of one lesion on the left of the picture."""
    sides = Sides(convention, orientation)
    name = LEFT_OF_THE_PICTURE[convention, orientation]
    said = f"upper {name} lung"
    assert restate(said, chest, sides) == "upper left lung"  # network and sheet
    assert restate("upper left lung", chest, PICTURE, sides) == said
    assert sides.names(chest)[0] == name  # diagram
    letters = sides.letters
    assert letters is not None and (letters.left, letters.right) == LETTERS[convention, orientation]
    mask = np.zeros((100, 100), np.uint8)
    mask[15:30, 10:20] = 1
    shown = describe(mask, chest, sides=sides)
    assert shown.finding.sides == (name,)
    other = "right" if name == "left" else "left"
    assert check(parse(said, chest), shown, chest).contradictions == ()
    wrong = check(parse(f"upper {other} lung", chest), shown, chest).contradictions
    assert [found.kind for found in wrong][:1] == ["side"]
    assert shown.zone_map is not None
    assert shown.zone_map.zone_rect(name, "upper").x1 <= 50


def test_no_other_module_exchanges_left_and_right() -> None:
    """Words are turned by `restate`, and with a mirrored picture by the flips; nowhere else."""
    source = Path(laterality.__file__).parents[2]
    users = {
        file.relative_to(source).as_posix()
        for folder in ("lvit_core", "app")
        for file in (source / folder).rglob("*.py")
        if "swap_sides" in file.read_text(encoding="utf-8")
        or "other_side(" in file.read_text(encoding="utf-8")
    }
    assert users == {"lvit_core/prompt/laterality.py", "lvit_core/prompt/flips.py"}


@pytest.mark.parametrize(
    ("text", "convention", "told"),
    [
        ("one area, patient's upper left lung", "viewer", "patient's upper left"),
        ("opacity in the left lung of the patient", "viewer", "left lung of the patient"),
        (
            "Infiltrat im linken Lungenfeld des Patienten",
            "viewer",
            "linken Lungenfeld des Patienten",
        ),
        ("one area, viewer\u2019s left lung", "patient", "viewer\u2019s left"),
        ("one area, patient's left lung", "patient", ""),
        ("one area, viewer's left lung", "viewer", ""),
        ("the patient has an area in the left lung", "viewer", ""),
    ],
)
def test_a_sentence_that_names_the_other_sides_is_not_read_in_silence(
    chest, text, convention, told
):
    """'patient's left' was the left of the picture, and the mask there agreed with it."""
    sides = Sides(convention)
    lines = [line for line in doubts_of(parse(text, chest, sides), chest, sides) if "side" in line]
    expected = f"'{told}' is read as the {convention}'s side, as declared."
    assert lines == ([expected] if told else [])


def test_the_s_of_an_owner_is_no_word_that_nobody_knows(chest):
    for text in ("one area, patient's left lung", "one area, patient’s left lung"):
        assert parse(text, chest).unknown == ()
    assert [token.text for token in parse("one area, s left lung", chest).unknown] == ["s"]


def test_who_converts_a_sentence_sees_that_it_says_whose_left_it_means(chest):
    text = "one area, patient's left lung"
    assert restate(text, chest, Sides("patient")) == "one area, patient's right lung"
    assert doubtful_words(text, chest) == ("patient's left",)
