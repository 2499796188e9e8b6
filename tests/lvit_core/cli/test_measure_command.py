"""`lvit measure`: one JSON object, tables beside it, words with units, exit codes as promised."""

from __future__ import annotations

import json
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
import typer

from lvit_core.annotation.edit import ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.cli import measure
from lvit_core.cli.output import run
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A labeled project: two nuclei of 100 pixels of 0.5 um, on 100 x 100."""
    place = tmp_path_factory.mktemp("measure")
    picture = place / "tissue.png"
    pixels = np.random.default_rng(0).integers(50, 250, (100, 100, 3), np.uint8)
    picture.write_bytes(imagecodecs.png_encode(pixels))
    labels = np.zeros((100, 100), np.int32)
    labels[10:20, 10:20], labels[40:50, 40:50] = 1, 2
    settings = ProjectSettings("Slides", "nuclei", pixel_sizes={"nuclei": 0.5})
    with Project.create(place / "project", settings) as project:
        image = project.images.add([picture]).added[0]
        store_labels(
            project, image.id, "nuclei", labels, classes="nucleus", title="Draw",
            provenance=Provenance("person", "ann"),
            image_changes=[ImageChange("state", "unlabeled", "labeled")],
        )  # fmt: skip
    return place / "project"


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, stdout and stderr."""
    app = typer.Typer(pretty_exceptions_enable=False)
    app.callback()(lambda: None)
    measure.register(app)
    with pytest.raises(SystemExit) as ended:
        run(app, ["measure", *map(str, arguments)])
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out, captured.err


def test_the_tables_are_told_in_words_with_units(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = call(capsys, folder, "--out", tmp_path / "t.csv")
    assert code == 0
    assert "Measured 2 objects on 1 image" in out
    assert "nuclei: 2 objects on 1 image; 5e-05 mm2; 800.0 per mm2 of the labeled images." in out
    assert (tmp_path / "t.csv").read_text().count("\n") == 3
    assert (tmp_path / "t-images.csv").read_text().count("\n") == 2


def test_json_has_the_sums(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--json", "--stains", "hdab", "--cuts", "0.2")
    code, out, _ = call(capsys, folder, "--out", tmp_path / "t.csv", *options)
    assert code == 0
    told = json.loads(out)
    assert (told["objects"], told["images"]) == (2, 1)
    [layer] = told["layers"]
    assert layer["area_px"] == 200
    assert layer["positive_share"] in (0.0, 0.5, 1.0)
    assert layer["h_score"] is None  # one cut has no strengths


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--stains", "eosin"), 2),
        (("--stains", "hdab", "--cuts", "many"), 2),
        (("--stains", "hdab", "--cuts", "nan"), 2),
        (("--stains", "hdab", "--cuts", "0.4,0.2,0.6"), 1),
        (("--stains", "he", "--cuts", "0.2"), 1),
        (("--reader", "nobody"), 1),
    ],
)
def test_what_cannot_be_asked_is_refused(
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    expected: int,
) -> None:
    code, _, told = call(capsys, folder, "--out", tmp_path / "t.csv", *options)
    assert code == expected
    assert "Traceback" not in told
    assert not list(tmp_path.iterdir())
