"""Attributes: what is composed is read back, and only what is measured is judged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvit_core.errors import LViTError
from lvit_core.prompt.attributes.slots import regions_of
from lvit_core.prompt.checks import check
from lvit_core.prompt.completion import completions
from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.contrast import region_mask
from lvit_core.prompt.describe import describe
from lvit_core.prompt.editing import clear, set_negative
from lvit_core.prompt.flips import flip_sentence, rotate_sentence, without_location
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.keeping import keeping_words
from lvit_core.prompt.laterality import Sides
from lvit_core.prompt.lexicon import LONGEST
from lvit_core.prompt.network_sentence import as_asked
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import read_template
from tests.lvit_core.prompt.own_kinds import BREAST


def read(folder: Path, text: str = BREAST) -> Template:
    path = folder / "breast.toml"
    path.write_text(text, encoding="utf-8")
    return read_template(path)


@pytest.fixture(scope="module")
def breast(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return read(tmp_path_factory.mktemp("templates"))


def blob(*boxes: tuple[int, int, int, int]) -> npt.NDArray[np.uint8]:
    mask = np.zeros((90, 90), np.uint8)
    for y0, x0, y1, x1 in boxes:
        mask[y0:y1, x0:x1] = 1
    return mask


SLOTS = {
    "size": ["small", "medium", "large"],
    "shape": ["round", "oval", "irregular"],
    "kind": ["benign", "malignant"],
}
FINDINGS = st.builds(
    Finding,
    areas=st.none() | st.integers(1, 3),
    dense=st.sets(st.integers(0, 8)),
    attributes=st.fixed_dictionaries(
        {}, optional={k: st.sampled_from(v) for k, v in SLOTS.items()}
    ),
)


WORDS = [*(word for words in SLOTS.values() for word in words), *("no", "one", "two", "at", "the")]
WORDS += [
    "upper",
    "left",
    "center",
    "right",
    "and",
    ",",
    ".",
    "{",
    "}",
    "12",
    "mm",
    "tumor",
    "ünknown",
]


@given(FINDINGS)
def test_what_is_composed_is_read_back(breast: Template, finding: Finding) -> None:
    known = regions_of(breast)
    dense = tuple(region for index, region in enumerate(known) if index in finding.dense)
    finding = Finding(areas=finding.areas, dense=dense, attributes=finding.attributes)
    text = canonical_text(finding, breast)
    again = parse(text, breast)
    assert again.finding == finding
    assert not again.unknown and not again.complaints
    assert again.canonical == text


@given(st.text(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
def test_any_text_can_be_read(breast: Template, text: str) -> None:
    sentence = parse(text, breast)
    again = parse(sentence.canonical, breast)
    assert again.finding == sentence.finding
    assert sentence.as_json()["number"] in (None, 0, 1, 2, 3)
    for chip in grammar_of(breast).chips(sentence, breast):
        for option in chip.options:
            parse(option.change(sentence, breast), breast)
    completions(text, len(text), breast)


def test_the_longest_text_is_read_at_once(breast: Template) -> None:
    words = "small round unheard wordless left upper one tumor "
    parse((words * LONGEST)[:LONGEST], breast)
    assert parse("x" * (LONGEST + 1), breast).complaints


@pytest.mark.parametrize(
    ("text", "number", "attributes", "places"),
    [
        (
            "One small circle-shaped benign tumor at the top right in the breast ultrasound image.",
            1,
            {"size": "small", "shape": "round", "kind": "benign"},
            ["upper right"],
        ),
        ("two big tumors, left and center", 2, {"size": "large"}, ["left", "center"]),
        ("not regular", None, {"shape": "irregular"}, []),
        ("No tumor in the breast ultrasound image", 0, {}, []),
        ("a 2 mm tumor", None, {}, []),
    ],
)
def test_words_fill_slots_in_any_order(
    breast: Template, text: str, number: int | None, attributes: dict[str, str], places: list[str]
) -> None:
    found = parse(text, breast).as_json()
    assert (found["number"], found["attributes"], found["places"]) == (number, attributes, places)
    assert found["complaints"] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("small large tumor", "says both small and large"),
        ("one tumor, two tumors", "counts both one and two"),
        ("no tumor, oval", "says there is nothing, but also names a finding"),
    ],
)
def test_a_sentence_against_itself_is_told(breast: Template, text: str, told: str) -> None:
    assert told in parse(text, breast).complaints


def test_what_was_not_understood_is_told_and_kept(breast: Template) -> None:
    sentence = parse("small spiculated tumor with shadow", breast)
    assert [token.text for token in sentence.unknown] == ["spiculated", "shadow"]
    (_, size, *_) = grammar_of(breast).chips(sentence, breast)
    assert size.remove is not None
    assert size.remove(sentence, breast) == "Spiculated, shadow."
    assert as_asked(sentence.text, breast) == "Small tumor, spiculated, shadow."
    assert clear(sentence, breast) == "Spiculated, shadow."
    assert parse(set_negative(sentence, breast), breast).is_negative


def test_a_mask_is_drafted_by_number_size_and_place(breast: Template) -> None:
    described = describe(blob((5, 5, 15, 15), (60, 60, 85, 85)), breast)
    assert described.finding == Finding(
        areas=2, dense=("upper left", "lower right"), attributes={"size": "medium"}
    )
    assert described.sentence.text == "Two medium tumors at the upper left and lower right."
    assert describe(blob(), breast).finding.negative
    assert describe(blob((40, 40, 50, 50)), breast).finding.dense == ("center",)
    assert [item["box"] for item in described.as_json()["components"]] == [
        [5, 5, 15, 15], [60, 60, 85, 85]]  # fmt: skip
    # What a template has no number for is not said, and so not contradicted.
    many = describe(blob(*((y, x, y + 5, x + 5) for y in (5, 40) for x in (5, 30, 60))), breast)
    assert many.finding.areas is None and len(many.as_json()["components"]) == 6
    # Two objects that touch are two, where the plane tells them apart.
    touching = blob((10, 10, 30, 20))
    touching[10:30, 20:30] = 2
    assert describe(touching, breast).finding.areas == 2


def test_only_what_is_measured_is_contradicted(breast: Template) -> None:
    shown = describe(blob((5, 5, 15, 15)), breast)

    def kinds(text: str) -> list[str]:
        found = check(parse(text, breast), shown, breast)
        return [item.kind for item in found.contradictions]

    assert kinds("One small irregular malignant tumor at the upper left.") == []
    assert kinds("oval") == kinds("") == kinds("unheard") == []
    assert kinds("two tumors") == ["areas"]
    assert kinds("large tumor") == ["size"]
    assert kinds("tumor at the lower right") == ["place", "place"]
    assert kinds("no tumor") == ["presence"]
    for text in ("two tumors", "large tumor", "tumor at the lower right", "no tumor"):
        for found in check(parse(text, breast), shown, breast).contradictions:
            settled = parse(canonical_text(found.settled, breast), breast)
            again = check(settled, shown, breast)
            assert found.message not in [item.message for item in again.contradictions]


def test_a_mirrored_image_has_its_own_sentence(breast: Template) -> None:
    text = "One small tumor at the upper left."
    assert flip_sentence(text, breast, horizontal=True) == "One small tumor at the upper right."
    assert rotate_sentence(text, breast, 1) == "One small tumor at the lower left."
    assert rotate_sentence("small tumor", breast, 1) == "small tumor"
    assert without_location(text, breast) == "Small tumor."
    inside = region_mask(parse(text, breast), (10, 10), template=breast)
    assert inside[:5, :5].all() and inside.sum() == 25
    assert region_mask(parse("small", breast), (10, 10), template=breast).all()


def test_places_follow_the_patients_side_where_it_matters(tmp_path: Path) -> None:
    template = read(
        tmp_path, BREAST.replace('name = "breast"', 'name = "breast"\nlaterality = true')
    )
    shown = describe(blob((5, 5, 15, 15)), template, sides=Sides("patient", "L"))
    assert shown.finding.dense == ("upper right",)
    assert check(parse("tumor at the upper right", template), shown, template).agrees
    assert not check(parse("tumor at the upper left", template), shown, template).agrees


def test_a_draft_that_says_nothing_replaces_nothing(breast: Template) -> None:
    assert keeping_words("one tumor", "", breast) == "one tumor"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[words.shape]", "[words.form]", "words.shape must list the words of the slot {shape}"),
        (
            'oval = ["oval-shaped"',
            'small = ["oval-shaped"',
            "words.shape.small cannot be read back",
        ),
        ("sizes = [0.05, 0.2]", "sizes = [0.05]", "sentence.sizes must hold 2 limits"),
        ("sizes = [0.05, 0.2]", "sizes = [0.2, 0.05]", "sentence.sizes must rise"),
        ("{shape}", "{filler}", "the slot {filler} must have another name"),
        ('["tumor", "tumors"]', '["tumor"]', "sentence.nouns must hold two words"),
        ('negative = "No tumor."', 'negative = "Fine."', "sentence.negative must contain a word"),
        ('negative = "No tumor."\n', "", "sentence.negative must say that there is nothing"),
        ('[words.side]\nleft = ["lt"]', "[words.side]", "words.side must name two sides"),
    ],
)
def test_a_template_that_cannot_be_spoken_says_why(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    assert old in BREAST
    with pytest.raises(LViTError) as caught:
        read(tmp_path, BREAST.replace(old, new, 1))
    assert told in caught.value.message
