"""What the window asked becomes the content of a figure: each answer against the first."""

from __future__ import annotations

import numpy as np

from lvit_core.explain.answers import Answer, Reading
from lvit_core.explain.figure import draw_explanation
from lvit_core.explain.reading_figure import AskedImage, explanation_of
from lvit_core.project.records import Proposal
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.templates import load_template

SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."
SWAPPED = SENTENCE.replace("left", "right")


def answer(variant, sentence, start, moved):
    probability = np.zeros((1, 60, 90), np.uint8)
    probability[0, 10:40, start : start + 20] = 200
    proposal = Proposal(0, "lesion", ("infection",), probability, 0.5, sentence, "7")
    return Answer(variant, sentence, proposal, moved)


def reading():
    told = ("with", SENTENCE, 10, 0.0), ("without", "", 20, 0.5), ("swapped", SWAPPED, 60, 1.0)
    return Reading(tuple(answer(*one) for one in told), ("The sentence decides.",))


def test_each_answer_stands_against_the_first(tmp_path) -> None:
    chest = load_template("chest-xray")
    rgb = np.full((60, 90, 3), 90, np.uint8)
    found = explanation_of(reading(), AskedImage("scan", rgb, 150.0, chest, Sides("patient")))
    facts = found.as_json()
    asked, without, swapped = facts["answers"]
    assert (asked["slot"], without["slot"], swapped["slot"]) == ("asked", "without", "side")
    assert asked["area_px"] == 600 and asked["dice_to_asked"] == 1.0
    assert without["sentence"] is None and without["dice_to_asked"] == 0.5
    assert swapped["dice_to_asked"] == 0.0 and swapped["influence"] == 1.0
    assert swapped["words_removed"] == ["left"] and swapped["words_added"] == ["right"]
    assert (facts["laterality"], found.letters) == ("patient", ("R?", "L?"))
    assert facts["attention"] == []
    assert facts["remarks"][0] == "The sentence decides." and "not asked" in facts["remarks"][1]
    draw_explanation(found, tmp_path / "figure.png")
    assert (tmp_path / "figure.png").stat().st_size > 10_000
