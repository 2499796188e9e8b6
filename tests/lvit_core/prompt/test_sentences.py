"""Real sentences, the held lists, and the round trip between values and words."""

from __future__ import annotations

import csv
import itertools
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.density.regions import regions_of
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template

HELD = Path(__file__).parent / "held"


def held(name: str) -> list[dict[str, object]]:
    lines = (HELD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", ["chest-xray", "nuclei"])
def test_every_held_sentence_means_what_it_says(name: str) -> None:
    template = load_template(name)
    lines = held(name)
    assert len({line["text"] for line in lines}) >= 200
    wrong = []
    for line in lines:
        found = parse(str(line["text"]), template).as_json()
        expected = {key: value for key, value in line.items() if key != "text"}
        if {key: found[key] for key in expected} != expected:
            wrong.append((line, found))
        if found["complaints"] or found["unknown"]:
            wrong.append((line, found))
    assert not wrong


@pytest.mark.parametrize("name", ["chest-xray", "nuclei"])
def test_the_canonical_form_of_a_held_sentence_means_the_same(name: str) -> None:
    template = load_template(name)
    for line in held(name):
        first = parse(str(line["text"]), template)
        second = parse(first.canonical, template)
        assert second.finding == first.finding
        assert second.canonical == first.canonical


def _words(text: str) -> list[str]:
    return text.lower().replace(",", " ").replace(".", " ").split()


def test_the_real_chest_sentences_are_all_understood(chest: Template, shared_data: Path) -> None:
    path = shared_data / "cxr_qata_sample" / "qata_test_text_excerpt.csv"
    with path.open(encoding="utf-8") as file:
        sentences = [row["Description"] for row in csv.DictReader(file)]
    assert len(sentences) == 30
    numbers = {"one": 1, "two": 2, "three": 3}
    for text in sentences:
        sentence = parse(text, chest)
        assert not sentence.unknown, text
        assert not sentence.complaints, text
        words = _words(text.replace("midlle", "middle"))
        assert sentence.laterality == words[0]
        assert sentence.areas == next(numbers[word] for word in words if word in numbers)
        # The sheet always writes "<levels> left lung and <levels> right lung".
        levels: list[str] = []
        zones: dict[str, list[str]] = {"left": [], "right": []}
        for word in words:
            if word in ("upper", "middle", "lower"):
                levels.append(word)
            elif word == "all":
                levels = ["upper", "middle", "lower"]
            elif word in zones:
                zones[word], levels = levels, []
        order = ("upper", "middle", "lower")
        assert {k: list(v) for k, v in sentence.zones.items()} == {
            side: sorted(found, key=order.index) for side, found in zones.items()
        }


@pytest.mark.parametrize("part", ["Train", "Val"])
def test_the_real_nuclei_sentences_are_their_own_canonical_form(
    nuclei: Template, shared_data: Path, part: str
) -> None:
    sheet = openpyxl.load_workbook(
        shared_data / "MoNuSeg" / f"{part}_Folder" / f"{part}_text.xlsx", read_only=True
    ).active
    texts = [str(text) for _, text in itertools.islice(sheet.values, 1, None)]
    assert len(texts) == {"Train": 24, "Val": 6}[part]
    for text in texts:
        sentence = parse(text, nuclei)
        assert sentence.canonical == text
        assert not sentence.unknown
        assert not sentence.complaints


def _levels(template: Template) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(template.levels)).map(
        lambda chosen: tuple(level for level in template.levels if level in chosen)
    )


CHEST = load_template("chest-xray")
NUCLEI = load_template("nuclei")


@given(
    laterality=st.sampled_from([None, "unilateral", "bilateral"]),
    areas=st.one_of(st.none(), st.integers(1, 20)),
    left=_levels(CHEST),
    right=_levels(CHEST),
)
def test_any_chest_finding_survives_the_round_trip(
    laterality: str | None, areas: int | None, left: tuple[str, ...], right: tuple[str, ...]
) -> None:
    finding = Finding(laterality, areas, {"left": left, "right": right})
    text = canonical_text(finding, CHEST)
    assert parse(text, CHEST).finding == finding
    assert parse(text, CHEST).canonical == text
    assert parse(text.upper().replace(", ", " ,"), CHEST).finding == finding


@given(
    distribution=st.sampled_from([None, *NUCLEI.words["distribution"]]),
    dense=st.sets(st.sampled_from(regions_of(NUCLEI))),
)
def test_any_nuclei_finding_survives_the_round_trip(
    distribution: str | None, dense: set[str]
) -> None:
    ordered = tuple(region for region in regions_of(NUCLEI) if region in dense)
    finding = Finding(distribution=distribution, dense=ordered)
    text = canonical_text(finding, NUCLEI)
    assert parse(text, NUCLEI).finding == finding
    assert parse(text, NUCLEI).canonical == text


@given(text=st.text(max_size=80))
def test_any_text_is_accepted_and_its_words_stand_where_they_were_typed(text: str) -> None:
    for template in (CHEST, NUCLEI):
        sentence = parse(text, template)
        assert sentence.text == text
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
        spans = [(token.start, token.end) for token in sentence.tokens]
        assert spans == sorted(spans)
        assert parse(sentence.canonical, template).finding.zones == sentence.finding.zones
