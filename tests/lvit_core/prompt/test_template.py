"""Templates are data: a site's own file works like a built-in one, a wrong one says why."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from lvit_core.errors import LViTError
from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.contrast import region_mask
from lvit_core.prompt.grammars import OURS, grammar_named
from lvit_core.prompt.laterality import PICTURE, Sides, restate
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import UNKNOWN, Template, Term
from lvit_core.prompt.templates import list_templates, load_template, read_template
from lvit_core.prompt.wordpiece import WordPiece
from lvit_core.resources import resource_path

# Another organ, in another language: nothing of it stands in code.
KIDNEYS = """
name = "nieren"
title = "Nieren"
grammar = "paired-organ"
model = "chest"
laterality = true

[[layers]]
name = "befund"
title = "Befund"
colour = "#56B4E9"
classes = [{ name = "stein", title = "Stein", colour = "#56B4E9" }]

[sentence]
finding = "{laterality} Nierensteine"
count = "{count} {noun}"
nouns = ["Stein", "Steine"]
place = "{levels} {side} Niere"
organ = ["Niere", "Nieren"]
negative = "Keine Steine."
join = "und"

[words.laterality]
einseitig = []
beidseitig = ["beiderseits"]
[words.side]
left = ["linke", "linken"]
right = ["rechte", "rechten"]
[words.level]
upper = ["oberer"]
lower = ["unterer"]
all = ["ganze"]
[words.number]
null = []
ein = ["eine"]
zwei = []
drei = []
[words.count_noun]
stein = ["steine"]
[words.negation]
keine = ["ohne"]
[words.filler]
pol = ["in", "der"]

[written]
left = "linke"
right = "rechte"
upper = "obere"
lower = "untere"
all = "ganze"
"""


@pytest.fixture
def kidneys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Template:
    (tmp_path / "nieren.toml").write_text(KIDNEYS, encoding="utf-8")
    monkeypatch.setenv("LVIT_TEMPLATES", str(tmp_path))
    return load_template("nieren")


def test_a_site_adds_a_template_without_code(kidneys: Template) -> None:
    assert "nieren" in list_templates()
    sentence = parse("beidseitig, zwei Steine, obere linke und untere rechte Niere", kidneys)
    assert sentence.as_json() == {
        "canonical": "Beidseitig Nierensteine, zwei Steine, "
        "obere linke Niere und untere rechte Niere.",
        "laterality": "beidseitig",
        "areas": 2,
        "zones": {"left": ["upper"], "right": ["lower"]},
        "complaints": [],
        "unknown": [],
    }
    assert parse(sentence.canonical, kidneys).finding == sentence.finding
    assert parse("Keine Steine.", kidneys).is_negative
    swapped = restate(sentence.canonical, kidneys, PICTURE, Sides("patient"))
    assert parse(swapped, kidneys).zones == {"left": ("lower",), "right": ("upper",)}
    mask = region_mask(sentence, (40, 40), template=kidneys)
    assert mask[:18, :20].any() and mask[19:, 20:].any()
    assert not mask[:18, 20:].any() and not mask[19:, :20].any()


def test_a_changed_file_is_read_again(tmp_path: Path, kidneys: Template) -> None:
    path = tmp_path / "nieren.toml"
    path.write_text(KIDNEYS.replace('title = "Nieren"', 'title = "Renal"'), encoding="utf-8")
    assert load_template("nieren").title == "Renal"


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(LViTError) as caught:
        load_template("knees")
    assert "chest-xray" in caught.value.hint and "nuclei" in caught.value.hint


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('grammar = "paired-organ"', 'grammar = "prose"', "grammar"),
        ("{count} {noun}", "{noun}", "{count}"),
        ('right = ["rechte", "rechten"]\n', "", "two sides"),
        ('nouns = ["Stein", "Steine"]', 'nouns = ["Stein"]', "nouns"),
        ('name = "nieren"', 'nam = "nieren"', "nam"),
        (
            'title = "Befund"',
            'title = "Befund"\ncoded = { category = { value = "", scheme = "SCT", meaning = "x" }, '
            f'type = {{ value = "1", scheme = "SCT", meaning = "{"x" * 65}" }} }}',
            "meaning of a code",
        ),
        ('title = "Befund"', 'title = "Befund"\ncoded = { type = "stone" }', "coded"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(tmp_path: Path, old: str, new: str, named: str) -> None:
    assert old in KIDNEYS
    path = tmp_path / "broken.toml"
    path.write_text(KIDNEYS.replace(old, new), encoding="utf-8")
    with pytest.raises(LViTError, match=re.escape(named)):
        read_template(path)


@pytest.mark.parametrize("name", ["chest-xray", "nuclei"])
def test_built_in_templates_are_complete(name: str) -> None:
    template = load_template(name)
    colours = {item.colour for layer in template.layers for item in layer.classes}
    classes = [item for layer in template.layers for item in layer.classes]
    assert len(colours) == len(classes)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", colour) for colour in colours)
    assert resource_path("templates", f"{name}.toml").is_file()


def test_a_class_has_its_own_coded_terms_else_those_of_its_layer(tmp_path: Path) -> None:
    lesion = load_template("chest-xray").finding_layer
    assert lesion.coded_as("ground-glass").type.meaning == "Ground glass opacity"
    assert lesion.coded_as("infection") == lesion.coded
    # What nobody has described may be anything, and is called no lesion.
    assert lesion.coded_as("pacemaker") == UNKNOWN
    path = tmp_path / "nieren.toml"
    path.write_text(KIDNEYS, encoding="utf-8")
    (layer,) = read_template(path).layers
    assert layer.coded_as("stein") == UNKNOWN
    code = '{ value = "95570007", scheme = "SCT", meaning = "Kidney stone" }'
    own = f'colour = "#56B4E9", coded = {{ category = {code}, type = {code} }} }}]'
    path.write_text(KIDNEYS.replace('colour = "#56B4E9" }]', own), encoding="utf-8")
    (layer,) = read_template(path).layers
    assert layer.coded_as("stein").type == Term("95570007", "SCT", "Kidney stone")


def test_every_word_of_nuclei_sentences_is_one_piece() -> None:
    """They are asked as typed."""
    template, pieces = load_template("nuclei"), WordPiece.load()
    words = {
        word
        for role, entries in template.words.items()
        for key, synonyms in entries.items()
        for phrase in (key, *synonyms)
        for word in re.findall(r"[a-z]+", phrase.lower())
        if role != "short"
    }
    spelled = {word for word in words if len(pieces.encode(word)) != 1}
    assert spelled == set()


def test_every_word_that_a_chest_sentence_is_asked_with_is_one_piece() -> None:
    """Whatever is typed, the network is asked in the canonical form."""
    template, pieces = load_template("chest-xray"), WordPiece.load()
    form = template.sentence
    texts = [form.finding, form.count, *form.nouns, form.place, form.negative, form.join]
    texts += [
        key for role in ("laterality", "side", "level", "number") for key in template.words[role]
    ]
    words = {
        word for text in texts for word in re.findall(r"[a-z]+", re.sub(r"{.*?}", "", text).lower())
    }
    assert {word for word in words if len(pieces.encode(word)) != 1} == set()


def test_canonical_text_of_nothing_is_empty(kidneys: Template) -> None:
    assert canonical_text(parse("", kidneys).finding, kidneys) == ""


def test_a_template_brings_its_own_grammar_alone() -> None:
    """Both were imported with the first template: 23 ms before a project was open."""
    code = """
import sys
from lvit_core.prompt.templates import load_template
load_template("nuclei")
print("lvit_core.prompt.density.grammar" in sys.modules)
print("lvit_core.prompt.organ.grammar" in sys.modules)
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["True", "False"]
    assert {name: grammar_named(name).name for name in OURS} == {name: name for name in OURS}
