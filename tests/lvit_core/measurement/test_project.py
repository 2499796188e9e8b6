"""The tables of a project: every number against the drawing, nothing told that nobody knows."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from skimage.measure import regionprops_table

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.errors import Cancelled, LViTError
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.exchange.identity import leaving_name
from lvit_core.measurement.options import MeasureOptions
from lvit_core.measurement.project import images_table_of, measure_project, sum_project
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.wording import Message

SIDE = 100
PERSON = Provenance("person", "ann")


def _write_picture(path: Path, pixels: np.ndarray) -> Path:
    path.write_bytes(imagecodecs.png_encode(pixels))
    return path


def _tissue() -> np.ndarray:
    return np.random.default_rng(5).integers(60, 250, (SIDE, SIDE, 3), np.uint8)


def _nuclei() -> np.ndarray:
    labels = np.zeros((SIDE, SIDE), np.int32)
    labels[10:20, 10:30] = 1
    labels[15:25, 60:70] = 2
    labels[50:53, 50:53] = 3
    labels[70:90, 70:90] = 4
    labels[75:85, 75:85] = 0
    return labels


@pytest.fixture
def tissue(tmp_path: Path) -> Project:
    settings = ProjectSettings("Slides", "nuclei", pixel_sizes={"nuclei": 0.5})
    project = Project.create(tmp_path / "project", settings)
    image = project.images.add([_write_picture(tmp_path / "=1+1.png", _tissue())]).added[0]
    classes = {1: "nucleus", 2: "nucleus", 3: "nucleus", 4: "nucleus"}
    store_labels(
        project, image.id, "nuclei", _nuclei(), classes=classes, provenance=PERSON, title="Draw",
        machine=frozenset({3}), image_changes=[ImageChange("state", "unlabeled", "labeled")],
    )  # fmt: skip
    return project


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _measured(project: Project, out: Path, **wanted: object) -> tuple[list, list, object]:
    done = measure_project(project, out, MeasureOptions(**wanted))  # type: ignore[arg-type]
    return _rows(out), _rows(images_table_of(out)), done


def test_objects_are_as_others_measure_them(tissue: Project, tmp_path: Path) -> None:
    objects, _, _ = _measured(tissue, tmp_path / "t.csv")
    labels, picture = _nuclei(), _tissue()
    labels[labels == 3] = 0  # only the machine says so
    names = ("label", "area", "centroid", "perimeter_crofton", "solidity", "intensity_mean")
    table = regionprops_table(labels, picture, properties=names)
    assert [int(row["object"]) for row in objects] == table["label"].tolist()
    for i, row in enumerate(objects):
        assert int(row["area_px"]) == table["area"][i]
        assert float(row["area_um2"]) == pytest.approx(table["area"][i] / 4)
        assert float(row["centre_y_px"]) == pytest.approx(table["centroid-0"][i] + 0.5)
        assert float(row["centre_x_px"]) == pytest.approx(table["centroid-1"][i] + 0.5)
        assert float(row["perimeter_um"]) == pytest.approx(table["perimeter_crofton"][i] / 2)
        assert float(row["solidity"]) == pytest.approx(table["solidity"][i])
        for channel, name in enumerate(("red", "green", "blue")):
            mean = table[f"intensity_mean-{channel}"][i]
            assert float(row[f"{name}_mean"]) == pytest.approx(mean)
    assert "value_mean" not in objects[0]


def test_the_image_adds_up(tissue: Project, tmp_path: Path) -> None:
    objects, [image], done = _measured(tissue, tmp_path / "t.csv")
    area = sum(int(row["area_px"]) for row in objects)
    assert image["nuclei_objects"] == "3"
    assert int(image["nuclei_area_px"]) == area
    assert float(image["nuclei_area_mm2"]) == pytest.approx(area * 0.25e-6)
    assert float(image["nuclei_per_mm2"]) == pytest.approx(3 / (SIDE * SIDE * 0.25e-6))
    assert float(image["nuclei_share_of_image"]) == pytest.approx(area / SIDE**2)
    assert image["pixel_size_from"] == "stated"
    assert float(image["nuclei_nucleus_share_of_objects"]) == 1.0
    assert float(image["nuclei_stromal_share_of_objects"]) == 0.0
    assert {row["class_probability"] for row in objects} == {""}  # people drew them
    [layer] = done.layers
    assert (layer.objects, layer.area_px) == (3, area)
    assert layer.per_mm2 == pytest.approx(3 / (SIDE * SIDE * 0.25e-6))


def test_what_only_a_machine_says_is_asked_for_and_told_apart(
    tissue: Project, tmp_path: Path
) -> None:
    content = ExportOptions(machine=True)
    objects, _, _ = _measured(tissue, tmp_path / "t.csv", content=content)
    states = {row["object"]: row["state"] for row in objects}
    assert states == {"1": "labeled", "2": "labeled", "3": "machine", "4": "labeled"}


def test_without_a_pixel_size_there_are_no_micrometres(tissue: Project, tmp_path: Path) -> None:
    tissue.state_pixel_size("nuclei", None)
    objects, [image], done = _measured(tissue, tmp_path / "t.csv")
    for row in (*objects, image):
        told = {
            name for name, cell in row.items() if name.endswith(("_um", "_um2", "mm2")) and cell
        }
        assert not told
    assert any("measured in pixels only" in note for note in done.notes)
    assert done.layers[0].area_mm2 is None


def test_an_image_that_is_not_finished_has_no_density(tissue: Project, tmp_path: Path) -> None:
    [image] = tissue.images.all()
    back = Edit("Reopen", "", image=(ImageChange("state", "labeled", "in_progress"),))
    tissue.journal.append(image.id, back)
    with pytest.raises(LViTError, match="nothing to measure"):
        _measured(tissue, tmp_path / "t.csv")
    _, [row], done = _measured(tissue, tmp_path / "t.csv", content=ExportOptions("all"))
    assert row["nuclei_objects"] == "3"
    assert row["nuclei_per_mm2"] == row["nuclei_share_of_image"] == ""
    assert done.layers[0].per_mm2 is None


def test_positivity_follows_the_density_of_dab(tissue: Project, tmp_path: Path) -> None:
    objects, [image], done = _measured(
        tissue, tmp_path / "t.csv", stains="hdab", cuts=(0.05, 0.15, 0.3)
    )
    grades = [int(row["grade"]) for row in objects]
    densities = [float(row["dab_od_mean"]) for row in objects]
    assert grades == [sum(od >= cut for cut in (0.05, 0.15, 0.3)) for od in densities]
    assert float(image["nuclei_h_score"]) == pytest.approx(100 * sum(grades) / len(grades))
    assert done.layers[0].h_score == pytest.approx(100 * sum(grades) / len(grades))


def test_a_layer_that_nobody_drew_on_has_no_count(tmp_path: Path) -> None:
    """Of two labeled chest films one has lungs: only there a share of each lung is known."""
    project = Project.create(tmp_path / "p", ProjectSettings("Ward", "chest-xray", "patient"))
    grey = np.random.default_rng(6).integers(0, 250, (SIDE, SIDE), np.uint8)
    files = [_write_picture(tmp_path / f"{n}.png", grey + np.uint8(n)) for n in range(2)]
    first, second = (one.id for one in project.images.add(files).added)
    lungs, lesion = np.zeros((2, SIDE, SIDE), np.int32)
    lungs[10:70, 5:45] = 1
    lungs[10:70, 55:95] = 2
    lesion[10:30, 5:25] = 1  # the upper third of the lung on the left of the picture, half of it
    done = [ImageChange("state", "unlabeled", "labeled")]
    for layer, labels, name in (("lungs", lungs, "lung"), ("lesion", lesion, "infection")):
        changes = done if layer == "lesion" else []
        store_labels(
            project, first, layer, labels, classes=name, provenance=PERSON, title="Draw",
            image_changes=changes,
        )  # fmt: skip
    project.journal.append(second, Edit("Finish", "", image=tuple(done)))
    _, rows, _ = _measured(project, tmp_path / "t.csv")
    with_lungs, without = rows
    # The patient's right lung is on the left of the picture.
    assert float(with_lungs["lesion_share_of_upper_right_lung"]) == pytest.approx(0.5)
    assert float(with_lungs["lesion_share_of_right_lung"]) == pytest.approx(1 / 6)
    assert float(with_lungs["lesion_share_of_left_lung"]) == 0
    assert with_lungs["sides"] == "patient's left"
    assert without["lesion_objects"] == "0"  # a person found nothing
    assert without["lungs_objects"] == ""  # nobody looked
    assert without["lesion_share_of_left_lung"] == ""


def test_a_name_that_is_a_formula_is_a_name_in_the_table(tissue: Project, tmp_path: Path) -> None:
    objects, _, _ = _measured(tissue, tmp_path / "t.csv")
    assert {row["image"] for row in objects} == {"'=1+1.png"}


def test_who_stops_it_keeps_the_older_tables(tissue: Project, tmp_path: Path) -> None:
    out = tmp_path / "t.csv"
    _measured(tissue, out)
    before = out.read_bytes(), images_table_of(out).read_bytes()
    asked = iter([False, False])
    with pytest.raises(Cancelled):
        measure_project(tissue, out, MeasureOptions(), cancelled=lambda: next(asked, True))
    assert (out.read_bytes(), images_table_of(out).read_bytes()) == before
    assert not list(tmp_path.glob("*.part"))


def test_another_file_is_not_written_over(tissue: Project, tmp_path: Path) -> None:
    (tmp_path / "t-images.csv").write_text("my notes")
    with pytest.raises(LViTError, match="would be lost"):
        _measured(tissue, tmp_path / "t.csv")
    assert not (tmp_path / "t.csv").exists()


def test_an_image_that_tells_no_stains_is_named(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "p", ProjectSettings("Slides", "nuclei"))
    white = _write_picture(tmp_path / "white.png", np.full((SIDE, SIDE, 3), 250, np.uint8))
    image = project.images.add([white]).added[0]
    store_labels(
        project, image.id, "nuclei", _nuclei(), classes="nucleus", provenance=PERSON, title="Draw",
        image_changes=[ImageChange("state", "unlabeled", "labeled")],
    )  # fmt: skip
    objects, [row], done = _measured(project, tmp_path / "t.csv", stains="estimate-he")
    assert row["stains_from"] == objects[0]["hematoxylin_od_mean"] == ""
    assert any(note.startswith("white.png has no optical densities") for note in done.notes)


@pytest.mark.parametrize("wanted", [{}, {"stains": "hdab", "cuts": (0.2, 0.4, 0.6)}])
def test_the_sums_alone_are_those_of_the_tables(tissue, tmp_path: Path, wanted) -> None:
    _, [image], done = _measured(tissue, tmp_path / "t.csv", **wanted)
    summed = sum_project(tissue, MeasureOptions(**wanted))
    assert summed.layers == done.layers and summed.notes == done.notes
    [row] = summed.images
    assert summed.columns == list(image)
    told = {name: "" if row.get(name) is None else str(row[name]) for name in summed.columns}
    assert told | {"image": "'=1+1.png"} == image  # a cell of CSV is no formula
    with pytest.raises(Cancelled):
        sum_project(tissue, MeasureOptions(), cancelled=lambda: True)


def test_what_leaves_of_a_patient_is_told_of_tables_alone(tmp_path: Path) -> None:
    """Sums are looked at here; in a table a DICOM image has another name unless somebody asks."""
    from pydicom.data import get_testdata_file

    project = Project.create(tmp_path / "p", ProjectSettings("Slides", "nuclei"))
    film = Path(shutil.copy(get_testdata_file("CT_small.dcm"), tmp_path / "Zwettler.dcm"))
    image = project.images.add([film]).added[0]
    labels = np.zeros((image.height, image.width), np.int32)
    labels[10:20, 10:20] = 1
    store_labels(
        project, image.id, "nuclei", labels, classes="nucleus", provenance=PERSON, title="Draw"
    )
    every = ExportOptions("all")
    _, [row], done = _measured(project, tmp_path / "t.csv", content=every)
    told = next(note for note in done.notes if "names of files become others" in note)
    assert isinstance(told, Message) and told.template.startswith("{come}"), "it can be translated"
    assert row["image"] == leaving_name(project, image) != image.name
    for keep in (False, True):
        summed = sum_project(project, MeasureOptions(replace(every, keep_identity=keep)))
        assert not [note for note in summed.notes if "DICOM" in note]
