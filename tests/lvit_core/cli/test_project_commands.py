"""`lvit new|add|info|export|import`: one JSON object, exit codes as promised."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import typer
from PIL import Image as Picture

from lvit_core.annotation.objects import Provenance
from lvit_core.cli import care, class_codes, exchange, project
from lvit_core.cli.output import ProgressLines, run
from lvit_core.cli.predict import _project_jobs
from lvit_core.errors import LViTError
from lvit_core.project.accepted import Accepted
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings, Proposal
from lvit_core.project.schema import SCHEMA_VERSION
from tests.lvit_core.project.older import before_chains


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of one command."""
    app = typer.Typer(pretty_exceptions_enable=False)
    project.register(app)
    exchange.register(app)
    class_codes.register(app)
    code = 0
    try:
        run(app, [str(argument) for argument in arguments])
    except SystemExit as error:
        code = int(error.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_sides_must_be_declared_for_chests_but_not_for_nuclei(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = call(capsys, "new", tmp_path / "p", "--template", "chest-xray")
    assert (code, out) == (2, "")
    assert "--laterality" in err
    assert not (tmp_path / "p").exists()
    code, out, _ = call(
        capsys, "new", tmp_path / "p", "--template", "chest-xray", "--laterality", "patient",
        "--json",
    )  # fmt: skip
    assert code == 0
    assert json.loads(out)["laterality"] == "patient"
    code, out, _ = call(capsys, "new", tmp_path / "n", "--template", "nuclei", "--json")
    assert (code, json.loads(out)["laterality"]) == (0, "none")


def test_a_stated_pixel_size_is_kept_and_an_impossible_one_makes_no_project(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    command = ["new", tmp_path / "n", "--template", "nuclei", "--json", "--pixel-size"]
    code, out, err = call(capsys, *command, "0")
    assert (code, out) == (1, "")
    assert "not possible" in err and "Hint" in err
    assert not (tmp_path / "n").exists()
    code, out, _ = call(capsys, *command, "0.5")
    assert (code, json.loads(out)["pixel_size_um"]) == (0, 0.5)
    with Project.open(tmp_path / "n") as project:
        assert project.settings.pixel_sizes == {"nuclei": 0.5}


def test_a_class_gets_coded_terms_of_the_project(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Project.create(tmp_path / "n", ProjectSettings("x", "nuclei")).close()
    terms = ["--category", "4421005 SCT Cell", "--type", "75934005 SCT Mitosis in a cell"]
    code, out, _ = call(capsys, "code", tmp_path / "n", "mitosis", *terms, "--json")
    row = {"layer": "nuclei", "class": "mitosis", "category": ["4421005", "SCT", "Cell"],
           "type": ["75934005", "SCT", "Mitosis in a cell"]}  # fmt: skip
    assert (code, json.loads(out)) == (0, {"classes": [row]})
    code, out, _ = call(capsys, "code", tmp_path / "n", "--json")
    assert (code, json.loads(out)) == (0, {"classes": [row]})
    assert call(capsys, "code", tmp_path / "n", "mitosis")[0] == 2
    assert call(capsys, "code", tmp_path / "n", "mitosis", *terms[:3], "SCT")[0] == 2


@pytest.mark.parametrize(
    "wrong",
    [["--template", "brain"], ["--template", "chest-xray", "--laterality", "left"], []],
)
def test_wrong_usage_ends_with_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, wrong: list[str]
) -> None:
    assert call(capsys, "new", tmp_path / "p", *wrong)[0] == 2
    assert not (tmp_path / "p").exists()


def test_expected_errors_end_with_1_and_a_hint(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, err = call(capsys, "info", tmp_path / "nothing", "--json")
    assert (code, out) == (1, "")
    assert "Error:" in err
    assert "Hint:" in err


def test_from_new_to_export_and_back(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    images = tmp_path / "images"
    images.mkdir()
    for number in range(2):
        Picture.fromarray(np.full((20, 30), number, np.uint8)).save(images / f"{number}.png")
    (images / "broken.png").write_bytes(b"")
    assert call(capsys, "new", tmp_path / "p", "--template", "nuclei")[0] == 0
    code, out, err = call(capsys, "add", tmp_path / "p", images, "--json")
    added = json.loads(out)
    assert code == 0
    assert len(added["added"]) == 2
    assert added["skipped"][0]["path"].endswith("broken.png")
    assert "empty" in added["skipped"][0]["reason"]
    assert "broken.png" in err
    code, out, _ = call(capsys, "info", tmp_path / "p", "--json")
    info = json.loads(out)
    assert info["counts"] == {"unlabeled": 2, "in_progress": 0, "labeled": 0}
    assert (info["schema_version"], info["generations"]) == (SCHEMA_VERSION, [])
    arguments = ("export", tmp_path / "p", "--format", "lvit", "--out", tmp_path / "out")
    assert call(capsys, *arguments)[0] == 1  # nothing is labeled yet
    code, out, _ = call(capsys, *arguments, "--all", "--json")
    assert (code, json.loads(out)["images"], json.loads(out)["persons"]) == (0, 2, [])
    code, out, _ = call(
        capsys, "import", tmp_path / "again", "--format", "lvit", tmp_path / "out", "--json"
    )
    assert (code, json.loads(out)["images"]) == (0, 2)
    assert call(capsys, "info", tmp_path / "again")[1].count("\n") > 5


def test_info_names_images_whose_picture_was_replaced(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """They looked like all others until an export or a run refused them."""
    for number in range(2):
        Picture.new("L", (40, 30), 40 * number).save(tmp_path / f"film-{number}.png")
    call(capsys, "new", tmp_path / "p", "--template", "chest-xray", "--laterality", "viewer")
    call(capsys, "add", tmp_path / "p", tmp_path / "film-0.png", tmp_path / "film-1.png")
    assert json.loads(call(capsys, "info", tmp_path / "p", "--json")[1])["replaced"] == []
    Picture.new("L", (40, 30), 200).save(tmp_path / "film-1.png")
    with Project.open(tmp_path / "p") as opened:
        opened.pictures.verify_all(record.id for record in opened.images.all())
    assert json.loads(call(capsys, "info", tmp_path / "p", "--json")[1])["replaced"] == [
        "film-1.png"
    ]
    assert "film-1.png: another picture lies" in call(capsys, "info", tmp_path / "p")[1]


def test_info_tells_the_model_by_the_number_people_know(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    call(capsys, "new", tmp_path / "n", "--template", "nuclei")
    assert call(capsys, "info", tmp_path / "n")[1].strip().endswith("nuclei")
    with Project.open(tmp_path / "n") as opened:
        opened.generations.add(tmp_path / "n" / "gen-0001", "nuclei", 0.7, succeeds="nuclei")
    told = call(capsys, "info", tmp_path / "n")[1]
    assert told.strip().endswith("generation 1 of nuclei")


def test_a_place_that_refuses_is_an_expected_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """It ended with a traceback."""
    app = typer.Typer()

    @app.command()
    def write(path: Path) -> None:
        path.write_text("x", encoding="utf-8")

    with pytest.raises(SystemExit) as ended:
        run(app, ["/proc/no-such-place/x"])
    told = capsys.readouterr().err
    assert ended.value.code == 1
    assert "/proc/no-such-place/x: No such file or directory." in told and "Hint:" in told


def test_an_export_without_a_name_says_so(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Picture.fromarray(np.zeros((20, 30), np.uint8)).save(tmp_path / "a.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "nuclei")) as made:
        made.images.add([tmp_path / "a.png"])
        labels = np.eye(20, 30, dtype=np.int32)
        store_labels(
            made, 1, "nuclei", labels, classes="nucleus",
            provenance=Provenance("person"), title="Draw",
        )  # fmt: skip
    arguments = ("--format", "jsonl", "--out", tmp_path / "out", "--all")
    code, out, _ = call(capsys, "export", tmp_path / "p", *arguments)
    assert code == 0 and "person: not stated" in out.splitlines()


@pytest.mark.exchange
def test_what_an_export_finds_while_it_writes_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    Picture.fromarray(np.zeros((20, 30), np.uint8)).save(tmp_path / "a.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "nuclei")) as made:
        made.images.add([tmp_path / "a.png"])
        labels = np.zeros((20, 30), np.int32)
        labels[2:6, 2:6] = labels[10:18, 10:18] = 1
        store_labels(
            made, 1, "nuclei", labels, classes="nucleus",
            provenance=Provenance("person"), title="Draw",
        )  # fmt: skip
    arguments = ("--format", "dicom-ann", "--out", tmp_path / "out", "--all")
    code, _, err = call(capsys, "export", tmp_path / "p", *arguments)
    assert code == 0 and "with holes or several parts: the outline is that of the" in err


def test_an_export_holds_what_was_accepted_last(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It was a wish in the memory of a window that was killed."""
    Picture.fromarray(np.zeros((64, 64), np.uint8)).save(tmp_path / "a.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "nuclei")) as made:
        made.images.add([tmp_path / "a.png"])
        probability = np.zeros((1, 64, 64), np.uint8)
        probability[0, 10:30, 10:30] = probability[0, 40:60, 10:30] = 255
        answer = Proposal(1, "nuclei", ("nucleus",), probability, 0.5, "", "base")
        made.acceptances.keep(Accepted(1, answer))
    arguments = ("--format", "geojson", "--out", tmp_path / "out", "--all", "--json")
    code, out, _ = call(capsys, "export", tmp_path / "p", *arguments)
    assert (code, json.loads(out)["objects"]) == (0, 2)


def test_unknown_formats_are_wrong_usage(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = call(capsys, "export", tmp_path, "--format", "word", "--out", tmp_path / "o")
    assert code == 2
    assert "lvit" in err


def test_the_commands_need_neither_torch_nor_qt(tmp_path: Path) -> None:
    code = (
        "import sys, typer\nfrom lvit_core.cli import exchange, project\n"
        "app = typer.Typer()\nproject.register(app)\nexchange.register(app)\n"
        "app(['new', sys.argv[1], '--template', 'nuclei'], standalone_mode=False)\n"
        "print([m for m in ('torch', 'transformers', 'PySide6', 'alembic') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "p")],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.stdout.strip().endswith("[]")


def test_a_replaced_picture_stops_a_command_until_it_may_be_left_out(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    rng = np.random.default_rng(5)
    for name in "ab":
        Picture.fromarray(rng.integers(0, 255, (40, 50, 3), np.uint8)).save(
            tmp_path / f"{name}.png"
        )
    call(capsys, "new", tmp_path / "p", "--template", "nuclei")
    call(capsys, "add", tmp_path / "p", tmp_path / "a.png", tmp_path / "b.png")
    Picture.fromarray(rng.integers(0, 255, (40, 50, 3), np.uint8)).save(tmp_path / "a.png")
    command = ["export", tmp_path / "p", "--format", "png", "--all", "--json"]
    code, out, err = call(capsys, *command, "--out", tmp_path / "out")
    assert (code, out) == (1, "")
    assert "a.png is another picture" in err and "--skip-changed" in err
    code, out, _ = call(capsys, *command, "--out", tmp_path / "out", "--skip-changed")
    assert (code, json.loads(out)["images"]) == (0, 1)
    with pytest.raises(LViTError, match=r"a\.png is another picture"):
        _project_jobs(tmp_path / "p", "tissue", None)
    (job,) = _project_jobs(tmp_path / "p", "tissue", None, skip_changed=True)
    assert job.path.name == "b.png"
    assert "a.png is left out" in capsys.readouterr().err


def test_what_cannot_be_added_is_named_and_hangs_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Pipes, devices, links and names that are no text: each costs itself, with its reason."""
    folder, good = tmp_path / "in", tmp_path / "good.png"
    (folder / "sub").mkdir(parents=True)
    Picture.fromarray(np.full((20, 30), 7, np.uint8)).save(good)
    os.mkfifo(folder / "pipe.png")
    (folder / "device.png").symlink_to("/dev/zero")
    (folder / "lost.png").symlink_to("nowhere")
    (folder / "sub" / "loop").symlink_to(folder, target_is_directory=True)
    bad = os.fsencode(folder) + b"/bad\xff.png"
    Path(os.fsdecode(bad)).write_bytes(good.read_bytes())
    call(capsys, "new", tmp_path / "p", "--template", "nuclei")
    code, out, err = call(capsys, "add", tmp_path / "p", folder, "--json")
    told = {Path(one["path"]).name: one["reason"] for one in json.loads(out)["skipped"]}
    assert code == 0, "nothing was asked for by name"
    assert set(told) == {"pipe.png", "device.png", "lost.png", "loop", "bad?.png"}
    assert "pipe" in told["pipe.png"] and "link to a folder" in told["loop"]
    assert "Adding 1 of " in err and "bad?.png" in err

    code, _, err = call(capsys, "add", tmp_path / "p", tmp_path / "nofile", good)
    assert code == 1 and "nofile does not exist" in err
    code, out, _ = call(capsys, "add", tmp_path / "p", good, "--json")
    assert code == 0 and json.loads(out)["already"] == [str(good)]
    code, _, err = call(capsys, "add", tmp_path / "p", folder / "pipe.png")
    assert code == 1 and "pipe.png" in err


def test_progress_says_what_is_done_and_not_too_often(capsys: pytest.CaptureFixture[str]) -> None:
    one, both = ProgressLines("Importing"), ProgressLines("Writing", "Checking")
    for done in range(1000):
        one(done, 1000, "a\n.png")
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "Importing 1 of 1,000: a?.png"
    assert lines[-1] == "Importing 1,000 of 1,000: a?.png"
    assert len(lines) < 20
    both(3, 4, "b.png")
    assert capsys.readouterr().err == "Checking 2 of 2: b.png\n"


def test_info_tells_what_was_accepted_and_is_no_label_yet(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """It said nothing of it: what a person had accepted was nowhere among the counts."""
    Picture.new("L", (40, 30)).save(tmp_path / "film.png")
    call(capsys, "new", tmp_path / "p", "--template", "chest-xray", "--laterality", "viewer")
    call(capsys, "add", tmp_path / "p", tmp_path / "film.png")
    assert json.loads(call(capsys, "info", tmp_path / "p", "--json")[1])["accepted_unfinished"] == 0
    assert "accepted" not in call(capsys, "info", tmp_path / "p")[1]
    with Project.open(tmp_path / "p") as opened:
        opened.acceptances.keep(Accepted(1, None))
    assert json.loads(call(capsys, "info", tmp_path / "p", "--json")[1])["accepted_unfinished"] == 1
    assert "1 without labels yet" in call(capsys, "info", tmp_path / "p")[1]


def test_names_of_files_say_nothing_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name may have lines; one of them looked like an answer of the program."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a\nError: all is lost.png").write_bytes(b"no picture")
    call(capsys, "new", tmp_path / "p", "--template", "nuclei")
    _, out, err = call(capsys, "add", tmp_path / "p", folder)
    assert "all is lost" in err
    assert not any(line.startswith("Error") for line in (out + err).splitlines())


def test_a_project_of_an_older_version_is_brought_up_to_date_by_a_command(tmp_path, capsys) -> None:
    """Who has no window had no way: whatever only reads refuses it."""
    Project.create(tmp_path / "p", ProjectSettings("p", "nuclei", "none"), seed="s").close()
    before_chains(tmp_path / "p" / "project.sqlite")
    code, _, said = call(capsys, "info", tmp_path / "p")
    assert code == 1 and "lvit project update" in said
    app = typer.Typer()
    care.register(app)
    with pytest.raises(SystemExit) as ended:
        run(app, ["project", "update", str(tmp_path / "p"), "--json"])
    assert not ended.value.code
    assert json.loads(capsys.readouterr().out) == {"before": 10, "version": SCHEMA_VERSION}
    assert len(list((tmp_path / "p" / "backups").iterdir())) >= 1
    assert call(capsys, "info", tmp_path / "p")[0] == 0
