"""`lvit text` as a person or a script runs it: in a process of its own, by its documented keys."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import typer
from PIL import Image
from typer.testing import CliRunner

from lvit_core.cli import text as text_command
from lvit_core.errors import LViTError
from lvit_core.prompt.describe import describe
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    made = typer.Typer(pretty_exceptions_enable=False)
    text_command.register(made)
    return made


def run(app: typer.Typer, *arguments: str) -> dict[str, object]:
    result = CliRunner().invoke(app, ["text", *arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def masks(folder: Path) -> tuple[Path, Path]:
    lungs = np.zeros((120, 120), np.uint8)
    lungs[10:100, 10:50] = 255
    lungs[10:100, 70:110] = 255
    lesion = np.zeros((120, 120), np.uint8)
    lesion[15:35, 15:40] = 255
    for name, pixels in (("lungs", lungs), ("masks", lesion)):
        (folder / name).mkdir()
        Image.fromarray(pixels).save(folder / name / "case1.png")
    return folder / "masks", folder / "lungs"


def test_check_shows_what_the_network_is_asked(app: typer.Typer) -> None:
    arguments = ["text", "check", "--template", "chest-xray", "lower right lung, upper left"]
    lines = CliRunner().invoke(app, arguments, catch_exceptions=False).stdout.splitlines()
    assert lines == [
        "Pulmonary infection, upper left lung and lower right lung.",
        "  the network is asked: Bilateral pulmonary infection, two infected areas, "
        "upper left lung and lower right lung.",
    ]


def test_check_prints_the_documented_keys(app: typer.Typer) -> None:
    result = run(app, "check", "--template", "chest-xray", "bilateral, two areas, upper left lung")
    assert result == {
        "canonical": "Bilateral pulmonary infection, two infected areas, upper left lung.",
        "laterality": "bilateral",
        "areas": 2,
        "zones": {"left": ["upper"], "right": []},
        "complaints": ["bilateral, but names only the left lung"],
        "unknown": [],
    }
    nuclei = run(app, "check", "--template", "nuclei", "dense in the upper right, mitoses")
    assert nuclei == {
        "canonical": "The nuclei density in the upper right is high.",
        "distribution": None,
        "dense": ["upper right"],
        "complaints": [],
        "unknown": ["mitoses"],
    }


def test_list_prints_the_vocabulary(app: typer.Typer) -> None:
    result = run(app, "list", "--template", "chest-xray")
    assert result["words"]["level"]["lower"][:2] == ["basal", "basilar"]
    assert "lesion" in result["layers"]
    plain = CliRunner().invoke(app, ["text", "list", "--template", "nuclei"])
    assert "evenly" in plain.stdout and "homogeneously" in plain.stdout


def test_describe_one_mask(app: typer.Typer, tmp_path: Path) -> None:
    folder, lungs = masks(tmp_path)
    arguments = ["--mask", str(folder / "case1.png"), "--lungs", str(lungs / "case1.png")]
    result = run(app, "describe", "--template", "chest-xray", *arguments)
    assert result["canonical"] == (
        "Unilateral pulmonary infection, one infected area, upper left lung."
    )
    assert result["components"] == [{"side": "left", "zones": ["upper"], "area_px": 500}]
    patient = run(
        app, "describe", "--template", "chest-xray", *arguments, "--laterality", "patient"
    )
    assert patient["zones"] == {"left": [], "right": ["upper"]}
    small = run(app, "describe", "--template", "chest-xray", *arguments, "--smallest-px", "501")
    assert small["areas"] == 0
    scaled = ["--smallest-mm2", "130", "--spacing-mm", "0.5"]
    assert run(app, "describe", "--template", "chest-xray", *arguments, *scaled)["areas"] == 0
    told = [
        "text",
        "describe",
        "--template",
        "chest-xray",
        *arguments,
        "--out",
        str(tmp_path / "t"),
    ]
    with pytest.raises(LViTError, match="--out is for a folder of masks"):
        CliRunner().invoke(app, told, catch_exceptions=False)


def test_describe_a_folder_writes_the_table(
    app: typer.Typer, tmp_path: Path, chest: Template
) -> None:
    folder, lungs = masks(tmp_path)
    (folder / "case2.png").write_bytes(b"no picture")
    table = tmp_path / "cases_text.xlsx"
    words = ["describe", "--template", "chest-xray", "--mask", folder, "--lungs", lungs]
    done = CliRunner().invoke(app, list(map(str, ["text", *words, "--out", table, "--json"])))
    assert isinstance(done.exception, LViTError)
    assert done.exception.message == "1 mask could not be described; the others are."
    result = json.loads(done.stdout)
    assert result["sentences"] == 1
    assert result["without_lungs"] == ["case2.png"]
    assert [item["name"] for item in result["skipped"]] == ["case2.png"]
    rows = list(openpyxl.load_workbook(table).active.values)
    assert rows[0] == ("Image", "Description")
    assert rows[1][0] == "case1.png"
    assert parse(str(rows[1][1]), chest).zones["left"] == ("upper",)


def test_describe_reads_instances_colours_and_arrays(
    app: typer.Typer, tmp_path: Path, nuclei: Template
) -> None:
    labels = np.zeros((80, 80), np.uint16)
    for number, (y, x) in enumerate(np.ndindex(8, 8), start=1):
        labels[y * 10 : y * 10 + 10, x * 10 : x * 10 + 9] = number * 300
    expected = describe(labels, nuclei)
    Image.fromarray(labels).save(tmp_path / "sixteen.png")
    np.save(tmp_path / "array.npy", labels)
    for name in ("sixteen.png", "array.npy"):
        result = run(app, "describe", "--template", "nuclei", "--mask", str(tmp_path / name))
        assert result["objects"] == 64
        assert result["canonical"] == expected.sentence.canonical
    colours = np.zeros((80, 80, 3), np.uint8)
    colours[10:20, 10:20, 2] = 200
    Image.fromarray(colours).save(tmp_path / "colours.png")
    one = run(app, "describe", "--template", "nuclei", "--mask", str(tmp_path / "colours.png"))
    assert one["objects"] == 1


def test_what_cannot_be_done_says_so(app: typer.Typer, tmp_path: Path) -> None:
    folder, lungs = masks(tmp_path)
    Image.fromarray(np.zeros((10, 10), np.uint8)).save(lungs / "small.png")
    cases = (
        ["check", "--template", "knees", "x"],
        ["describe", "--template", "nuclei", "--mask", str(tmp_path / "absent.png")],
        [
            "describe", "--template", "chest-xray",
            "--mask", str(folder / "case1.png"), "--lungs", str(lungs / "small.png"),
        ],
        [
            "describe", "--template", "nuclei", "--mask", str(folder / "case1.png"),
            "--smallest-mm2", "1",
        ],
    )  # fmt: skip
    for arguments in cases:
        result = CliRunner().invoke(app, ["text", *arguments])
        assert isinstance(result.exception, LViTError), arguments
        assert result.exception.message


def test_the_command_starts_without_torch_or_qt() -> None:
    code = (
        "import sys; from lvit_core.cli import text; from lvit_core.cli.output import run;"
        "import typer; app = typer.Typer(); text.register(app);"
        "sys.argv = ['lvit', 'text', 'check', '--template', 'nuclei', 'no nuclei', '--json'];"
        "\ntry: run(app)\nexcept SystemExit as end: code = end.code\n"
        "heavy = {'torch', 'PySide6', 'transformers', 'scipy', 'skimage'} & set(sys.modules);"
        "assert not heavy, heavy; sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["canonical"] == "No nuclei."


def test_a_data_sets_own_sentences_are_not_written_over(app, tmp_path):
    labels = tmp_path / "Train_Folder" / "labelcol"
    labels.mkdir(parents=True)
    Image.fromarray(np.full((20, 20), 255, np.uint8)).save(labels / "a.png")
    own = tmp_path / "Train_Folder" / "Train_text.xlsx"
    own.write_bytes(b"what people wrote")
    arguments = ["text", "describe", "--template", "nuclei", "--mask", str(labels)]
    with pytest.raises(LViTError, match=r"Train_text\.xlsx already"):
        CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert own.read_bytes() == b"what people wrote"
