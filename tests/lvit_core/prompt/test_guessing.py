"""One guess of the template for importing and training, by words and layers, for any template."""

from pathlib import Path

import pytest

from lvit_core.prompt.guessing import guess_template
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import (
    TEMPLATE_FOLDER_VARIABLE,
    default_name,
    load_template,
    sample_template,
)
from lvit_core.resources import resource_path
from tests.lvit_core.prompt.own_kinds import POLYPS


def test_words_and_layers_decide(chest: Template, nuclei: Template) -> None:
    assert guess_template([chest.example]) == chest.name
    assert guess_template([nuclei.example]) == nuclei.name
    assert guess_template([nuclei.example], {"lungs"}) == chest.name
    assert guess_template([], {"", "nuclei"}) == nuclei.name
    assert guess_template([]) == nuclei.name, "what needs no declaration of sides comes first"


def test_a_template_of_ones_own_is_guessed_and_can_be_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = resource_path("templates", "nuclei.toml").read_text(encoding="utf-8")
    own = text.replace('name = "nuclei"', 'name = "pollen"', 1).replace("nuclei", "grains")
    own = own.replace('modality = "histology"', 'modality = "histology"\ndefault = true')
    (tmp_path / "pollen.toml").write_text(own, encoding="utf-8")
    (tmp_path / "broken.toml").write_text("name = 3", encoding="utf-8")
    assert default_name() == "chest-xray"
    monkeypatch.setenv(TEMPLATE_FOLDER_VARIABLE, str(tmp_path))
    assert default_name() == "pollen"
    assert guess_template(["The grains are evenly distributed."]) == "pollen"
    assert sample_template("section") == load_template("nuclei")


def test_a_kind_of_free_words_is_guessed_only_by_its_layers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chest: Template, nuclei: Template
) -> None:
    """It knows every word, and was taken for the best fit of all."""
    (tmp_path / "polyps.toml").write_text(POLYPS, encoding="utf-8")
    monkeypatch.setenv(TEMPLATE_FOLDER_VARIABLE, str(tmp_path))
    assert guess_template([f"{chest.example} Spiculated."]) == chest.name
    assert guess_template([nuclei.example]) == nuclei.name
    assert guess_template([]) == nuclei.name
    assert guess_template(["A red polyp."], {"polyp"}) == "polyps"
