"""What packages may add, table by table; what is wrong with one says so and costs nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from lvit_core.errors import LViTError
from lvit_core.exchange.registry import format_named, formats
from lvit_core.model.catalogue import find_model, list_models, model_table
from lvit_core.plugins import FOLDER_VARIABLE, Plugin, installed, table
from lvit_core.prompt.describe import describe
from lvit_core.prompt.grammars import grammar_named, grammar_table
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import list_templates, load_template
from lvit_core.resources import resource_path

CODE = """
from pathlib import Path
from lvit_core.prompt.density.grammar import SpreadObjects

MODELS = Path(__file__).parent / "weights"
TEMPLATE = str(Path(__file__).parent / "own.toml")
NUMBER = 3

class Own(SpreadObjects):
    name = "own"

GRAMMAR = Own()
"""
ENTRIES = """
[lvit_annotator.models]
more = adds:MODELS
[lvit_annotator.grammars]
own = adds:GRAMMAR
number = adds:NUMBER
density = adds:GRAMMAR
[lvit_annotator.templates]
own = adds:TEMPLATE
[lvit_annotator.formats]
crash = adds.crash:FORMAT
[console_scripts]
adds = adds:main
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "site"
    (folder / "adds" / "weights" / "tiny").mkdir(parents=True)
    for name in ("config.toml", "model.safetensors"):
        (folder / "adds" / "weights" / "tiny" / name).write_text("")
    (folder / "adds" / "__init__.py").write_text(CODE)
    (folder / "adds" / "crash.py").write_text("raise SystemError('half written')")
    text = resource_path("templates", "nuclei.toml").read_text(encoding="utf-8")
    text = text.replace('name = "nuclei"', 'name = "own"', 1)
    own = text.replace('grammar = "density"', 'grammar = "own"')
    (folder / "adds" / "own.toml").write_text(own, encoding="utf-8")
    facts = folder / "adds-1.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: adds\nVersion: 1\n")
    (facts / "entry_points.txt").write_text(ENTRIES)
    monkeypatch.setenv(FOLDER_VARIABLE, str(folder))
    yield folder
    sys.path[:] = [entry for entry in sys.path if entry != str(folder)]
    for name in [name for name in sys.modules if name.partition(".")[0] == "adds"]:
        del sys.modules[name]


def test_nothing_is_imported_before_a_table_is_asked_for(package: Path) -> None:
    assert {plugin.name for plugin in installed()} >= {"more", "own", "crash"}
    assert {plugin.kind for plugin in installed("models")} == {"models"}
    assert "adds" not in sys.modules


def test_a_grammar_and_a_template_that_follows_it(package: Path) -> None:
    assert grammar_named("own").name == "own" and "own" in list_templates()
    template = load_template("own")
    sentence = parse("dense in the upper left", template)
    assert sentence.dense == ("upper left",)
    import numpy as np

    assert describe(np.zeros((40, 40), bool), template).finding.negative
    told = [problem.message for problem in grammar_table().problems]
    assert any("'number' of adds cannot be used: it is no Grammar." in line for line in told)
    assert any("'density' of adds cannot be used: the name is taken." in line for line in told)
    assert type(grammar_named("density")).__name__ == "SpreadObjects", "ours keeps its name"


def test_models_are_found_by_name(package: Path) -> None:
    assert find_model("tiny") == package / "adds" / "weights" / "tiny"
    assert "tiny" in {entry.name for entry in list_models()} and not model_table().problems


def test_a_module_that_crashes_is_told_and_run_once(package: Path) -> None:
    assert "crash" not in formats() and format_named("coco").name == "coco"
    plugin = installed("formats")[0]
    with pytest.raises(LViTError, match="half written") as first:
        plugin.load()
    (package / "adds" / "crash.py").write_text("FORMAT = 1")
    with pytest.raises(LViTError) as again:
        plugin.load()
    assert again.value is first.value and "adds" in again.value.hint


def test_whatever_a_check_raises_costs_that_plugin_alone(package: Path) -> None:
    def accept(plugin: Plugin) -> str:
        if plugin.name == "number":
            raise KeyError("x")
        return plugin.name

    found = table("grammars", {"density": "ours"}, accept)
    assert dict(found.items) == {"density": "ours", "own": "own"}
    assert len(found.problems) == 2


def test_without_packages_there_is_nothing_but_ours() -> None:
    assert installed() == ()
    assert set(grammar_table().items) == {"paired-organ", "density", "attributes", "free-words"}
