"""Sentences that an export makes are told from those of people, and never come back as theirs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from lvit_core.cli import exchange as exchange_commands
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template
from lvit_core.prompt.templates import load_template
from tests.lvit_core.exchange.conftest import finish, write_image

pytestmark = pytest.mark.exchange

SENTENCES = ("The nuclei are evenly distributed.", "Nuclei xyzzy evenly.", "")


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A sentence of the grammar, one with a word that nobody knows, and none."""
    place = tmp_path_factory.mktemp("ward")
    with Project.create(place / "p", ProjectSettings("Ward", "nuclei"), seed="x") as project:
        project.images.add([write_image(place / f"{n}.png", n) for n in range(len(SENTENCES))])
        for number, text in enumerate(SENTENCES, start=1):
            finish(project, number, text)
        yield project


def lines_of(folder: Path) -> list[dict[str, object]]:
    (sheet,) = folder.glob("*/metadata.jsonl")
    return [json.loads(line) for line in sheet.read_text("utf-8").splitlines()]


def test_they_stand_in_columns_of_their_own_and_are_counted_apart(
    ward: Project, tmp_path: Path
) -> None:
    template: Template = load_template("nuclei")
    asked = {"rewordings": 2, "false_sentences": 3}
    report = format_named("jsonl").export(ward, tmp_path / "out", asked)

    first, *others = lines_of(tmp_path / "out")
    said = parse(SENTENCES[0], template).finding
    true, false = first["made_rewordings"], first["made_false_sentences"]
    assert isinstance(true, list) and isinstance(false, list)
    assert [parse(text, template).finding == said for text in true] == [True, True]
    assert [parse(text, template).finding == said for text in false] == [False] * 3
    assert first["text"] == SENTENCES[0]
    assert all(line["made_rewordings"] == line["made_false_sentences"] == [] for line in others)
    told = " ".join(report.losses)
    assert "No sentences are made for 1 image: not understood is xyzzy." in told
    assert "No sentences are made for 1 image: no sentence." in told

    page = (tmp_path / "out" / "README.md").read_text("utf-8")
    assert "2 of 3 images have a sentence." in page
    assert "2 other wordings of them were made by the program" in page
    assert "3 sentences that are false were made by the program" in page
    assert "  - name: made_rewordings\n    list: string" in page


def test_an_import_names_them_and_passes_over_them(ward: Project, tmp_path: Path) -> None:
    format_named("jsonl").export(ward, tmp_path / "out", {"rewordings": 2, "false_sentences": 1})
    bundle = format_named("jsonl").read(tmp_path / "out")
    assert [item.sentence for item in bundle.items] == list(SENTENCES)
    told = " ".join(bundle.notes)
    assert "'made_rewordings' of 1 image" in told
    assert "'made_false_sentences' of 1 image" in told


def test_none_are_written_unless_asked_for(ward: Project, tmp_path: Path) -> None:
    report = format_named("jsonl").export(ward, tmp_path / "out")
    assert not any(key.startswith("made_") for line in lines_of(tmp_path / "out") for key in line)
    assert "made" not in " ".join(report.losses)
    assert "made_rew" not in (tmp_path / "out" / "README.md").read_text("utf-8")


def test_a_format_without_room_for_them_says_so(ward: Project, tmp_path: Path) -> None:
    app = typer.Typer(pretty_exceptions_enable=False)
    exchange_commands.register(app)
    out = tmp_path / "out"
    result = CliRunner().invoke(
        app,
        ["export", str(ward.folder), "--format", "coco", "--out", str(out), "--rewordings", "2"],
    )
    assert isinstance(result.exception, LViTError)
    assert "no room for made sentences" in result.exception.message
    assert not out.exists()
