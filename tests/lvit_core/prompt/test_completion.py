"""Completion: following it leads to whole sentences, and it fits what stands before the cursor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lvit_core.prompt.completion import completions, ghost
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template

HELD = Path(__file__).parent / "held"


@pytest.mark.parametrize("name", ["chest-xray", "nuclei"])
def test_taking_every_ghost_writes_a_sentence_without_doubts(name: str) -> None:
    template, text = load_template(name), ""
    for _ in range(12):
        rest = ghost(text, len(text), template)
        if not rest:
            break
        text += rest
    sentence = parse(text, template)
    assert text.endswith(".")
    assert sentence.canonical == text
    assert not sentence.complaints
    assert not sentence.unknown


@pytest.mark.parametrize("name", ["chest-xray", "nuclei"])
def test_every_prefix_of_a_sentence_can_be_completed_by_known_words(name: str) -> None:
    template = load_template(name)
    lines = (HELD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()[::23]
    for line in lines:
        text = json.loads(line)["text"]
        for cursor in range(len(text)):
            for option in completions(text, cursor, template):
                assert option.start <= cursor == option.end
                typed = text[option.start : option.end]
                assert option.text.lower().startswith(typed.lower())
                assert not parse(option.text, template).unknown, (text[:cursor], option.text)


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("", "Bilateral pulmonary infection"),
        ("Bilateral ", "pulmonary infection"),
        ("Bilateral pulmonary infection, ", "two infected areas"),
        ("Unilateral pulmonary infection, ", "one infected area"),
        ("Bilateral pulmonary infection, two ", "infected areas"),
        ("Bilateral, two areas, upper ", "left lung"),
        ("Bilateral, two areas, upper left lung and ", "upper right lung"),
        ("Bilateral, two areas, low", "lower left lung"),
    ],
)
def test_the_first_offer(chest: Template, before: str, first: str) -> None:
    assert completions(before, len(before), chest)[0].text == first


def test_a_side_that_is_named_is_not_offered_again(chest: Template) -> None:
    text = "Bilateral, two areas, upper left lung and "
    assert all("left" not in option.text for option in completions(text, len(text), chest))


def test_no_ghost_in_the_middle_of_a_sentence(chest: Template) -> None:
    text = "Bilateral , two areas"
    assert ghost(text, 10, chest) == ""
    assert ghost(text[:10], 10, chest) != ""


def test_synonyms_are_offered_by_their_beginning(chest: Template) -> None:
    assert "basal" in [option.text for option in completions("two areas, bas", 14, chest)]


@pytest.mark.parametrize(
    "before",
    [
        "lower right lung and upper left lung",
        "upper left lung",
        "one infected area, upper left lung",
        "Bilateral pulmonary infection",
        "Unilateral pulmonary infection, lower left lung",
        "pulmonary infection",
    ],
)
def test_no_offer_contradicts_what_is_said(chest: Template, before: str) -> None:
    offers = completions(before, len(before), chest, limit=50)
    assert offers
    for option in offers:
        whole = before[: option.start] + option.text
        excused = {c for c in parse(whole, chest).complaints if "names only" in c}
        assert set(parse(whole, chest).complaints) == excused, whole
