"""Made sentences: every true one says the same, every false one something else, none twice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from lvit_core.cli import text as text_command
from lvit_core.errors import LViTError
from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.paraphrase import paraphrase
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template
from lvit_core.prompt.template_text import template_of
from lvit_core.prompt.templates import load_template
from tests.lvit_core.prompt.own_kinds import BREAST, POLYPS

CHEST, NUCLEI = load_template("chest-xray"), load_template("nuclei")
KINDS = {"chest": CHEST, "nuclei": NUCLEI, "breast": template_of(BREAST, "breast")}
LEVELS = st.sets(st.sampled_from(CHEST.levels)).map(
    lambda said: tuple(level for level in CHEST.levels if level in said)
)
PLACES = ("", "left", "upper", "upper left", "lower right")
SENTENCES = st.one_of(
    st.tuples(
        st.just(CHEST),
        st.builds(
            Finding,
            laterality=st.sampled_from((None, "unilateral", "bilateral")),
            areas=st.none() | st.integers(1, 5),
            zones=st.fixed_dictionaries({"left": LEVELS, "right": LEVELS}),
        ),
    ),
    st.tuples(
        st.just(NUCLEI),
        st.builds(
            Finding,
            distribution=st.sampled_from((None, "evenly", "sparsely", "irregularly")),
            dense=st.sampled_from(PLACES[1:]).map(lambda place: (place,)) | st.just(()),
        ),
    ),
    st.tuples(
        st.just(KINDS["breast"]),
        st.builds(
            Finding,
            areas=st.sampled_from((None, 1, 2)),
            dense=st.sampled_from(PLACES).map(lambda place: (place,) if place else ()),
            attributes=st.sampled_from(({}, {"size": "small"}, {"shape": "oval", "size": "large"})),
        ),
    ),
).map(lambda told: (told[0], canonical_text(told[1], told[0])))


def letters(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


@settings(max_examples=60, deadline=None)
@given(SENTENCES, st.integers(0, 3))
def test_true_ones_say_the_same_and_false_ones_something_else(
    told: tuple[Template, str], seed: int
) -> None:
    template, text = told
    said = parse(text, template)
    if said.finding.empty or said.complaints:
        with pytest.raises(LViTError, match="cannot be reworded"):
            paraphrase(text, template)
        return

    made = paraphrase(text, template, 6, 6, seed)

    for one in made:
        read = parse(one.text, template)
        assert (read.finding == said.finding) == one.true, one
        assert not read.unknown and not read.complaints, one
        assert bool(one.change) != one.true
    assert len({letters(one.text) for one in made} | {letters(text)}) == len(made) + 1
    assert made == paraphrase(text, template, 6, 6, seed)
    assert [one.true for one in made].count(False) >= 1


def test_a_false_sentence_of_each_kind_comes_first() -> None:
    text = (
        "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."
    )
    made = paraphrase(text, CHEST, 20, 4)
    assert sum(one.true for one in made) == 20
    assert {one.change for one in made if not one.true} == {"side", "zone", "count", "negated"}
    assert paraphrase(text, CHEST, 20, 4, seed=1) != made
    zone = next(parse(one.text, CHEST).zones for one in made if one.change == "zone")
    true = parse(text, CHEST).zones
    assert any(zone[side] and set(zone[side]).isdisjoint(true[side]) for side in true)


@pytest.mark.parametrize("kind", KINDS)
def test_what_says_there_is_nothing_is_false_where_something_is(kind: str) -> None:
    template = KINDS[kind]
    made = paraphrase(template.sentence.negative, template, 1, 3)
    false = [one for one in made if not one.true]
    assert len(false) == 3 and {one.change for one in false} == {"negated"}
    assert not any(parse(one.text, template).is_negative for one in false)


@pytest.mark.parametrize(
    ("text", "template", "why"),
    [
        ("A flat polyp", template_of(POLYPS, "polyps"), "free words"),
        ("upper left xyzzy", CHEST, "xyzzy"),
        ("...", CHEST, "nothing was understood"),
        ("left " * 100_000, CHEST, "too long"),
    ],
)
def test_what_is_not_understood_as_a_whole_is_not_reworded(
    text: str, template: Template, why: str
) -> None:
    with pytest.raises(LViTError, match=why):
        paraphrase(text, template, 3, 3)


def test_the_command_flags_each_as_made_and_names_what_it_could_not(tmp_path: Path) -> None:
    app = typer.Typer(pretty_exceptions_enable=False)
    text_command.register(app)
    arguments = ["text", "paraphrase", "--template", "chest-xray", "-k", "2", "--false", "1"]

    result = CliRunner().invoke(app, [*arguments, "--json", "upper left"])
    (told,) = json.loads(result.stdout)["sentences"]
    assert [(one["true"], one["made"]) for one in told["made"]] == [(True, True)] * 2 + [
        (False, True)
    ]
    assert told["made"][-1]["change"] == "side"

    file = tmp_path / "sentences.txt"
    file.write_text("upper left\n\nupper left xyzzy\n", encoding="utf-8")
    result = CliRunner().invoke(app, [*arguments, str(file)])
    assert isinstance(result.exception, LViTError)
    assert "1 sentence could not be reworded" in result.exception.message
    assert "made, true: " in result.stdout and "not understood is xyzzy" in result.stdout
