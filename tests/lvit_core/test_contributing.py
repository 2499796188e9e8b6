"""What CONTRIBUTING shows of the core runs as it stands there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lvit_core.model.catalogue import list_models
from lvit_core.model.checkpoint import load_model
from lvit_core.plugins import FOLDER_VARIABLE
from lvit_core.prompt.parser import parse
from lvit_core.prompt.templates import load_template
from tests.contributing_page import PAGE, run_example
from tests.plugin_folder import forget, install


@pytest.fixture
def packages(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "packages"
    yield folder
    forget(folder)


def test_the_grammar_of_the_example_reads_sentences(
    packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(packages, more={"lvit_annotator.grammars": {"spread": "spread_only:GRAMMAR"}})
    section = PAGE.read_text(encoding="utf-8").split("### A grammar\n")[1]
    code = section.split("```python\n")[1].split("```")[0]
    (packages / "spread_only.py").write_text(code, encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(packages))
    template = replace(load_template("nuclei"), grammar="spread")
    assert parse("The nuclei are evenly distributed.", template).complaints == ()
    said = parse("The nuclei density in the upper left is high.", template).complaints
    assert any("does not use" in line for line in said)


def test_the_model_of_the_example_is_found_and_loaded(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    run_example("A model")["write_tiny_model"](folder)
    assert "tiny" in {entry.name for entry in list_models([folder])}
    assert load_model(folder).config.licence == "CC0"
