"""`lvit project set`: what is said of images without a window is chained, reasoned and undoable."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.annotation.objects import Provenance
from lvit_core.cli import build_app
from lvit_core.cli.output import run
from lvit_core.project.acceptance import state_edit
from lvit_core.project.care.audit import audit
from lvit_core.project.chain import links
from lvit_core.project.labels import store_labels
from lvit_core.project.making import making_of
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from lvit_core.project.sqlite_file import FILE_NAME

Said = tuple[int, dict[str, Any], str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four images, two of them of one name."""
    files = []
    for number, name in enumerate(("ward-1.png", "ward-2.png", "b/x [1].png", "c/x [1].png")):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        Picture.fromarray(np.full((64, 64), 40 + number, np.uint8)).save(file)
        files.append(file)
    with Project.create(tmp_path / "P", ProjectSettings("P", "chest-xray", "viewer")) as made:
        made.images.add(files)
        for number in made.images.ids():
            made.images.set_split(number, "train")
    return tmp_path / "P"


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    def call(*words: object) -> Said:
        code = 0
        try:
            run(build_app(), ["project", "set", str(folder), *map(str, words), "--json"])
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, json.loads(said.out) if said.out else {}, said.err

    return call


def facts(folder: Path) -> list[tuple[str, str, str, float | None]]:
    with Project.open(folder, read_only=True) as project:
        return [
            (one.split, one.group, one.template, one.spacing_um) for one in project.images.all()
        ]


def told(folder: Path, image_id: int) -> list[dict[str, Any]]:
    """What the chain says of an image."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        return [one.told for one in links(file.execute) if one.image == image_id]


def test_all_four_facts_of_what_a_pattern_names(folder: Path, say: Callable[..., Said]) -> None:
    options = ("--split", "holdout", "--patient", " P  7 ", "--template", "nuclei")
    code, result, _ = say("ward-*.png", *options, "--pixel-size", 0.25)
    assert (code, result["chosen"], len(result["changed"]), result["left"]) == (0, 2, 2, [])
    assert facts(folder)[:2] == [("holdout", "P 7", "nuclei", pytest.approx(0.25))] * 2
    assert facts(folder)[2:] == [("train", "", "chest-xray", None)] * 2
    first = result["changed"][0]
    assert first["before"] == {
        "split": "train", "patient": "", "template": "chest-xray", "pixel_size_um": None,
        "orientation": None, "annotated": "whole",
    }  # fmt: skip
    back = ("--split", "train", "--patient", "", "--template", "chest-xray")
    assert say(1, "ward-2.png", *back, "--pixel-size", "kind")[0] == 0
    assert facts(folder) == [("train", "", "chest-xray", None)] * 4
    assert {"fields": {"patient_group": "P 7"}} in told(folder, 1)
    assert audit(folder).findings == []


def test_who_has_the_patient_goes_along_and_is_counted(
    folder: Path, say: Callable[..., Said]
) -> None:
    say(1, 2, "--patient", "P7")
    code, result, _ = say(1, "--split", "holdout")
    assert (code, [row["id"] for row in result["changed"]]) == (0, [1, 2])
    assert [one[0] for one in facts(folder)] == ["holdout", "holdout", "train", "train"]


def test_a_list_names_images_too(folder: Path, tmp_path: Path, say: Callable[..., Said]) -> None:
    (tmp_path / "list.txt").write_text("\ufeffward-1.png\n\n../b/x [1].png \n", encoding="utf-8")
    assert say("--list", tmp_path / "list.txt", "--patient", "A")[0] == 0
    assert [one[1] for one in facts(folder)] == ["A", "", "A", ""]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("x [1].png", "--split", "train"), "2 images are called x [1].png"),
        (("ward-1.png", "no*.png", "--split", "holdout"), "no image no*.png"),
        (("1", "--template", "nothing"), "nothing"),
        (("1", "--patient", "A", "--pixel-size", "1e9"), "not possible"),
    ],
)
def test_one_wrong_word_changes_nothing(
    words: tuple[str, ...], why: str, folder: Path, say: Callable[..., Said]
) -> None:
    before = facts(folder)
    code, _, said = say(*words)
    assert code == 1 and why in said
    assert facts(folder) == before


@pytest.mark.parametrize(
    "words",
    [
        ("1",), ("--split", "train"), ("1", "--split", "neither"), ("1", "--pixel-size", "nan"),
        ("1", "--patient", "x" * 300),
    ],
)  # fmt: skip
def test_half_a_wish_is_wrong_usage(words: tuple[str, ...], say: Callable[..., Said]) -> None:
    assert say(*words)[0] == 2


def test_what_is_labeled_for_the_record_needs_a_reason(
    folder: Path, say: Callable[..., Said]
) -> None:
    with Project.open(folder) as project:
        record = project.images.get(1)
        project.journal.append(1, state_edit(record, "lesion", ImageState.LABELED, ""))
        project.change_settings(for_the_record=True)
    before = facts(folder)
    for option in (("--split", "holdout"), ("--patient", "A"), ("--template", "nuclei")):
        code, _, said = say("*", *option)
        assert (code, facts(folder)) == (1, before), option
        assert "--reason TEXT" in said
    reason = ("--reason", "They were mixed up.")
    assert say("*", "--patient", "A", "--split", "holdout", *reason)[0] == 0
    assert [one[:2] for one in facts(folder)] == [("holdout", "A")] * 4
    assert [one.get("why") for one in told(folder, 1)][-2:] == ["They were mixed up."] * 2


def test_marks_are_not_put_out_of_sight_by_another_template(
    folder: Path, say: Callable[..., Said]
) -> None:
    with Project.open(folder) as project:
        mark = np.eye(64, dtype=np.int32)
        store_labels(
            project, 1, "lesion", mark, classes="infected area",
            provenance=Provenance("person", "", "", "", ""), title="Paint",
        )  # fmt: skip
    code, result, said = say(1, 2, "--template", "nuclei")
    assert code == 1 and "ward-1.png: it has marks in the layer lesion" in said
    assert len(result["left"]) == 1
    assert [one[2] for one in facts(folder)][:2] == ["chest-xray", "nuclei"]


def test_a_label_is_confirmed_as_truth_by_name(folder: Path, say: Callable[..., Said]) -> None:
    with Project.open(folder) as project:
        edit = state_edit(project.images.get(1), "lesion", ImageState.LABELED, "")
        project.journal.append(1, edit)
    code, result, told = say(1, 2, "--split", "holdout", "--confirm-truth")
    assert (code, result["confirmed"]) == (1, 1)
    assert result["left"] == ["ward-2.png: it is not labeled"]
    assert "ward-2.png" in told
    with Project.open(folder, read_only=True) as project:
        assert making_of(project, 1, "lesion").confirmed
        assert not making_of(project, 2, "lesion").confirmed
    assert audit(folder).findings == []


def test_how_a_film_shows_the_patient_is_said_where_its_file_does_not(
    folder: Path, say: Callable[..., Said]
) -> None:
    code, told, _ = say("ward-*.png", "--orientation", "R")
    assert (code, [row["name"] for row in told["changed"]]) == (0, ["ward-1.png", "ward-2.png"])
    assert told["changed"][0]["before"]["orientation"] is None
    with Project.open(folder, read_only=True) as project:
        sides = {one.name: project.sides(one).crossed for one in project.images.all()}
        assert sides["ward-1.png"] is False  # the viewer's words need no turn on any film
        assert [one.orientation for one in project.images.all()] == ["R", "R", None, None]
    assert audit(folder).findings == []
    taken_back = say("ward-1.png", "--orientation", "unknown")[1]["changed"]
    assert taken_back[0]["now"]["orientation"] is None
    assert say("ward-1.png", "--orientation", "left")[0] == 2


def test_what_a_file_says_of_its_sides_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], shared_data: Path
) -> None:
    """A mirrored extremity: its header says R."""
    film = shared_data / "formats/dicom/CR_extremity_mono1_j2klossless__RG3_J2KR.dcm"
    with Project.create(tmp_path / "P", ProjectSettings("P", "chest-xray", "patient")) as made:
        made.images.add([film])
        told = made.images.all()[0].orientation
    assert told is not None
    other = "L" if told == "R" else "R"
    with pytest.raises(SystemExit) as ended:
        run(build_app(), ["project", "set", str(tmp_path / "P"), "1", "--orientation", other])
    assert ended.value.code == 1
    assert f"its file says {told}" in capsys.readouterr().err
    with Project.open(tmp_path / "P", read_only=True) as project:
        assert project.images.all()[0].orientation == told


def _square(file: Path, side: int = 64) -> Path:
    """A picture of a region: the upper left quarter of it."""
    mask = np.zeros((side, side), np.uint8)
    mask[: side // 2, : side // 2] = 255
    file.parent.mkdir(parents=True, exist_ok=True)
    Picture.fromarray(mask).save(file)
    return file


def test_only_a_part_is_annotated(
    say: Callable[..., Said],
    folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, result, _ = say(1, "--regions", _square(tmp_path / "part.png"))
    assert code == 0
    (row,) = result["changed"]
    assert row["before"]["annotated"] == "whole"
    assert row["now"]["annotated"] == {"regions": 1, "share": 0.25}
    with Project.open(folder, read_only=True) as project:
        assert project.regions.images() == {1}
    with suppress(SystemExit):
        run(build_app(), ["info", str(folder)])
    assert "ward-1.png: annotated in 1 region, 25 % of the image" in capsys.readouterr().out
    with suppress(SystemExit):
        run(build_app(), ["info", str(folder), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["annotated_in_part"] == [{"name": "ward-1.png", "regions": 1, "share": 0.25}]
    code, result, _ = say(1, "--regions", "whole")
    assert code == 0
    assert result["changed"][0]["now"]["annotated"] == "whole"


def test_regions_come_from_a_folder_by_name(
    say: Callable[..., Said], folder: Path, tmp_path: Path
) -> None:
    _square(tmp_path / "r" / "ward-1.png")
    ring = [[0, 0], [64, 0], [64, 32], [0, 32], [0, 0]]
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (tmp_path / "r" / "ward-2.geojson").write_text(json.dumps(feature))
    _square(tmp_path / "r" / "x [1].png", 32)
    code, result, told = say("*", "--regions", tmp_path / "r")
    assert code == 1, "two stay as they are"
    shares = [row["now"]["annotated"]["share"] for row in result["changed"]]
    assert shares == [0.25, 0.5]
    assert len(result["left"]) == 1, "both have the name of the file"
    assert "32 x 32 pixels, its image 64 x 64" in told


def test_a_region_that_is_none_is_refused(say: Callable[..., Said], tmp_path: Path) -> None:
    empty = tmp_path / "empty.png"
    Picture.fromarray(np.zeros((64, 64), np.uint8)).save(empty)
    code, result, told = say(1, "--regions", empty)
    assert (code, result["changed"]) == (1, [])
    assert "tells no region" in told
    assert say(1, "--regions", tmp_path / "missing.png")[0] == 2
