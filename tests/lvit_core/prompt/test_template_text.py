"""A template file of anybody's: every fault is told in words, and no file does harm."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvit_core.config import WrongSettingsError, from_dict
from lvit_core.errors import LViTError
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template
from lvit_core.prompt.template_faults import MOST_BYTES, template_faults
from lvit_core.prompt.template_text import template_of, template_text
from lvit_core.prompt.templates import list_templates, load_template
from tests.lvit_core.prompt.own_kinds import BREAST, POLYPS

ALL = [*(load_template(name) for name in list_templates()), template_of(BREAST, "b")]
ALL.append(template_of(POLYPS, "p"))


@pytest.mark.parametrize("template", ALL, ids=lambda template: template.name)
def test_what_is_written_is_read_back(template: Template) -> None:
    text = template_text(template)
    assert template_of(text, "t") == template
    assert template_text(template_of(text, "t")) == text
    assert text.count("# ") > 5


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('name = "breast"', "", "name is missing"),
        ('name = "breast"', 'name = "a/../b"', "name must begin with a letter or digit"),
        ('name = "breast"', f'name = "{"b" * 65}"', "name is too long"),
        ('name = "breast"', 'name = "breast"\nnmae = "x"', "there is no key nmae"),
        ('title = "Breast ultrasound"', 'title = ""', "title is empty: say what people call"),
        ('title = "Breast ultrasound"', 'title = "a\\u001b[2J"', "title holds signs"),
        ('colour = "#D55E00"', 'colour = "red"', "layers[1].classes[2].colour 'red' is no colour"),
        ('name = "malignant"', 'name = "Benign"', "classes[2].name 'Benign' stands twice"),
        ('name = "malignant"', 'name = ""', "classes[2].name is empty: name the class"),
        ('title = "Malignant"', 'title = "M"\nkey = "x"', "classes[2].key 'x' must be one of 1"),
        ('title = "Lesions"', 'title = "Lesions"\nrole = "organ"', "at least one must hold"),
        ('title = "Lesions"', 'title = "Lesions"\nrole = "x"', "layers[1].role must be one of"),
        ("{count} {size}", "{count.__class__} {size}", "sentence.finding: braces hold the name"),
        ("{count} {size}", "{count:>99999999} {size}", "sentence.finding: braces hold the name"),
        ('["tiny", "little"]', '["tiny", ""]', "words.size holds an empty word"),
        ('["tiny", "little"]', f'["{"x" * 101}"]', "words.size is too long: at most 100 signs"),
        ('medium = ["medium-sized"]', "medium = 3", "words"),
        ("[words.unit]", '[words.short]\nll = []\n[words.unit]', "words.short.ll must stand for"),
        ('grammar = "attributes"', 'grammar = "prose"', "grammar must be one of"),
        ('modality = "ultrasound"', "learning_rate = 7.0", "learning_rate must lie between"),
        ('modality = "ultrasound"', "learning_rate = nan", "learning_rate must lie between"),
    ],
)  # fmt: skip
def test_every_fault_names_its_key(old: str, new: str, told: str) -> None:
    assert old in BREAST
    with pytest.raises(WrongSettingsError) as caught:
        template_of(BREAST.replace(old, new, 1), "breast.toml")
    assert any(told in fault for fault in caught.value.faults), caught.value.faults
    assert "breast.toml" in caught.value.message and "\x1b" not in caught.value.message


def test_several_faults_are_told_at_once() -> None:
    text = BREAST.replace("#D55E00", "red").replace('title = "Benign"', 'title = ""')
    with pytest.raises(WrongSettingsError) as caught:
        template_of(text, "breast.toml")
    assert len(caught.value.faults) == 2


def hostile() -> dict[str, str]:
    layer = '[[layers]]\nname = "l{0}"\ntitle = "L"\ncolour = "#000000"\nclasses = []\n'
    return {
        "large": "#" * (MOST_BYTES + 1),
        "nested": "a = " + "[" * 100_000,
        "dotted": "a" + ".a" * 60_000 + " = 1",
        "layers": POLYPS + "".join(layer.format(n) for n in range(2000)),
        "roles": BREAST + "".join(f"[words.r{n}]\n" for n in range(3000)),
        "words": BREAST.replace('["tiny", "little"]', str([f"w{n}" for n in range(20_000)])),
        "slots": BREAST.replace("{count}", "{count}" + "".join(f"{{s{n}}}" for n in range(80))),
        "text": BREAST.replace("{count}", "{noun}" * 20_000),
        "no toml": "\x00\ufffd",
    }


@pytest.mark.parametrize("name", hostile())
def test_a_file_that_means_harm_is_refused_at_once(name: str) -> None:
    """Keys of many parts took half a minute in 120 kB."""
    with pytest.raises(LViTError, match=r"^x\.toml "):
        template_of(hostile()[name], "x.toml")


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)  # fmt: skip


def places(value: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value)
    found = [here]
    for key, item in inside if isinstance(value, (dict, list)) else ():
        found += places(item, (*here, key)) if isinstance(item, (dict, list)) else [(*here, key)]
    return found


@settings(max_examples=150)
@given(st.data())
def test_any_change_of_a_file_is_a_template_or_told(data: st.DataObject) -> None:
    values = tomllib.loads(data.draw(st.sampled_from([BREAST, POLYPS])))
    *way, last = data.draw(st.sampled_from([place for place in places(values) if place]))
    inner: Any = values
    for key in way:
        inner = inner[key]
    inner[last] = data.draw(ANYTHING)
    try:
        template = from_dict(values, Template)
    except LViTError as error:
        assert error.message
        return
    if not template_faults(template):
        assert template_of(template_text(template), "t") == template
        sentence = parse("One small tumor at the upper left, no.", template)
        assert parse(sentence.canonical, template).finding == sentence.finding
