"""Clicks on chips and diagrams: the sentence follows, stays sensible and keeps typed words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lvit_core.prompt.chips import Chip
from lvit_core.prompt.density.editing import toggle_region
from lvit_core.prompt.density.regions import regions_of
from lvit_core.prompt.editing import set_negative
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.organ.editing import set_areas, set_laterality, toggle_zone
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template

HELD = Path(__file__).parent / "held"


def texts(name: str) -> list[str]:
    lines = (HELD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines]


def chips_of(sentence: Sentence, template: Template) -> tuple[Chip, ...]:
    return grammar_of(template).chips(sentence, template)


def test_clicking_zones_from_nothing_builds_a_whole_sentence(chest: Template) -> None:
    text = ""
    for side, level in (("left", "upper"), ("right", "lower"), ("right", "middle")):
        text = toggle_zone(parse(text, chest), side, level, chest)
    assert text == (
        "Bilateral pulmonary infection, two infected areas, "
        "upper left lung and middle lower right lung."
    )
    text = toggle_zone(parse(text, chest), "left", "upper", chest)
    assert text == "Unilateral pulmonary infection, one infected area, middle lower right lung."


def test_a_zone_clicked_twice_is_as_before(chest: Template) -> None:
    for text in texts("chest-xray")[::4]:
        sentence = parse(text, chest)
        for side in chest.sides:
            for level in chest.levels:
                once = parse(toggle_zone(sentence, side, level, chest), chest)
                assert (level in once.zones[side]) != (level in sentence.zones[side])
                twice = parse(toggle_zone(once, side, level, chest), chest)
                assert twice.zones == sentence.zones


def test_clicks_never_make_a_sentence_contradict_itself(chest: Template) -> None:
    for text in texts("chest-xray")[::3]:
        sentence = parse(text, chest)
        for side in chest.sides:
            for level in chest.levels:
                changed = parse(toggle_zone(sentence, side, level, chest), chest)
                if changed.finding.sides:
                    assert not changed.complaints, (text, side, level, changed.text)


def test_regions_toggle_and_evenly_goes(nuclei: Template) -> None:
    text = "The nuclei are evenly distributed."
    text = toggle_region(parse(text, nuclei), "upper right", nuclei)
    assert text == "The nuclei density in the upper right is high."
    for region in regions_of(nuclei):
        once = toggle_region(parse(text, nuclei), region, nuclei)
        assert (region in parse(once, nuclei).dense) != (region in parse(text, nuclei).dense)
        assert not parse(once, nuclei).complaints


def test_words_nobody_understood_survive_every_click(chest: Template) -> None:
    sentence = parse("Unilateral, patchy bwx threads, upper left lung, see prior", chest)
    assert [token.text for token in sentence.unknown] == ["bwx", "threads", "see", "prior"]
    text = toggle_zone(sentence, "left", "middle", chest)
    assert text == (
        "Unilateral pulmonary infection, upper middle left lung, bwx threads, see prior."
    )


@pytest.mark.parametrize("name", ["chest-xray", "nuclei"])
def test_every_chip_option_does_what_it_says(name: str) -> None:
    template = load_template(name)
    tried = 0
    for text in texts(name)[::9]:
        sentence = parse(text, template)
        for chip in chips_of(sentence, template):
            for option in chip.options:
                changed = parse(option.change(sentence, template), template)
                unchanged = changed.finding == sentence.finding
                assert unchanged == (option.chosen and chip.kind != "place"), (text, option.title)
                tried += 1
            if chip.remove is not None:
                removed = chips_of(parse(chip.remove(sentence, template), template), template)
                assert (chip.kind, chip.text, True) not in [
                    (other.kind, other.text, other.said) for other in removed
                ]
    assert tried > 60


def test_chips_of_a_sentence_in_its_order(chest: Template) -> None:
    text = "Bilateral, two areas, lower right lung and all left lung"
    chips = chips_of(parse(text, chest), chest)
    assert [chip.text for chip in chips] == ["Bilateral", "2 areas", "all left", "lower right"]
    empty = chips_of(parse("", chest), chest)
    assert [(chip.kind, chip.said) for chip in empty] == [("laterality", False), ("areas", False)]
    negative = chips_of(parse("no infection", chest), chest)
    assert [chip.kind for chip in negative] == ["negative"]


def test_nothing_to_find_and_back(chest: Template) -> None:
    text = set_negative(parse("bilateral, two areas", chest), chest)
    assert text == "No pulmonary infection."
    assert set_areas(parse(text, chest), 2, chest) == ("Pulmonary infection, two infected areas.")
    assert set_laterality(parse("one area", chest), "bilateral", chest) == (
        "Bilateral pulmonary infection, two infected areas."
    )
