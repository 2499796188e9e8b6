"""Kinds of words that were misread: comparisons, borrowed sides, double denials, "both", slips.

`held/report-kinds.tsv` has, for each kind, sentences that must be read and such that must not: the
sentence, a tab, and what is read of it with the patient's sides. `L:um R:l` is upper and middle of
the left lung and lower of the right one, `BI` and `UNI` the laterality, a number that of areas,
`NEG` a sentence that there is nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from lvit_core.errors import LViTError
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.paraphrase import paraphrase, why_not
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template

KINDS = Path(__file__).parent / "held" / "report-kinds.tsv"
PATIENT = Sides("patient")


def sentences() -> list[tuple[str, str]]:
    lines = KINDS.read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if not line.startswith("# ")]
    return [(text, said) for text, said in pairs]


def read(text: str, template: Template) -> str:
    found = parse(text, template, PATIENT).finding
    if found.negative:
        return "NEG"
    said = [{"bilateral": "BI", "unilateral": "UNI"}[found.laterality]] if found.laterality else []
    said += [] if found.areas is None else [str(found.areas)]
    said += [
        f"{side[0].upper()}:{''.join(level[0] for level in levels)}"
        for side, levels in found.zones.items()
        if levels
    ]
    return " ".join(said)


@pytest.mark.parametrize(("text", "said"), sentences())
def test_each_kind_is_read_as_it_is_meant(chest: Template, text: str, said: str) -> None:
    assert read(text, chest) == said


def test_there_are_enough_of_each_kind() -> None:
    assert len(sentences()) >= 190


@pytest.mark.parametrize(
    "text",
    [
        "No consolidation. Consolidated left base.",
        "No pulmonary infection, one infected area, upper right lung.",
        "Keine Infiltrate. Infiltrat im linken Unterfeld.",
        "No nodules, nodular opacity in the right apex",
        "No infection, one area, upper left lung.",
    ],
)
def test_a_finding_that_is_denied_and_told_is_a_contradiction(chest: Template, text: str) -> None:
    assert "says there is nothing, but also names a finding" in parse(text, chest).complaints
    assert why_not(text, chest)


@pytest.mark.parametrize(
    "text",
    [
        "No consolidation. Left basal atelectasis.",
        "No mass, reticular markings in the right base",
        "Kein Infarkt, Infiltrat im linken Unterfeld",
    ],
)
def test_another_finding_that_is_denied_is_none(chest: Template, text: str) -> None:
    assert "says there is nothing, but also names a finding" not in parse(text, chest).complaints


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Infiltrate in the left uper lobe", "uper"),
        ("Neither lung is clear", "Neither, clear"),
        ("RLL opacity without effusion", "without, effusion"),
        ("Bilateral opacities, left less than right", "less, than"),
        ("No pulmonary infection, one infected area, upper right lung.", "says there is nothing"),
        ("Right base opacity, one of 3", "3"),
    ],
)
def test_nothing_is_made_of_what_says_more_than_is_read(
    chest: Template, text: str, why: str
) -> None:
    with pytest.raises(LViTError, match=why):
        paraphrase(text, chest, 2, 2)


def test_few_objects_may_lie_irregularly(nuclei: Template) -> None:
    made = paraphrase("The nuclei are sparsely distributed.", nuclei, 0, 20)
    assert made and all(one.change != "distribution" for one in made)
    made = paraphrase("The nuclei are evenly distributed.", nuclei, 0, 20)
    assert any(parse(one.text, nuclei).distribution == "irregularly" for one in made)
