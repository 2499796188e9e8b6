"""Names of classes that formats have no signs for, and pictures of one pixel, leave as well."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.class_table import ClassTable
from lvit_core.exchange.png_strips import write_png
from lvit_core.exchange.stem_names import stem_names
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import finish

pydicom = pytest.importorskip("pydicom")
pytestmark = pytest.mark.exchange

CLASSES = ("名", "a\\b", "é", "x" * 90, "two\nlines", "__ignore__", "_background_", "lung", "a: #b")
SENTENCE = "Unilateral pulmonary infection, 一 area, upper left lung."


@pytest.fixture
def ward(tmp_path: Path) -> Project:
    """A film in an alphabet of western Europe, a picture, and a picture of one pixel."""
    from pydicom.data import get_testdata_file

    source = tmp_path / "in"
    source.mkdir()
    files = [Path(shutil.copy(get_testdata_file("CT_small.dcm"), source / "film.dcm"))]
    assert pydicom.dcmread(files[0]).SpecificCharacterSet == "ISO_IR 100"
    for name, size in (("a", (40, 60)), ("one", (1, 1))):
        pixels = np.random.default_rng(len(name)).integers(0, 250, size, np.uint8)
        Picture.fromarray(pixels).save(source / f"{name}.png")
        files.append(source / f"{name}.png")
    project = Project.create(tmp_path / "p", ProjectSettings("x", "chest-xray", "viewer"), seed="x")
    for record in project.images.add(files).added:
        labels = np.zeros((record.height, record.width), np.int32)
        for number in range(len(CLASSES)):
            labels[2:8, 6 * number : 6 * number + 5] = number + 1
        labels[0, 0] = record.height == 1
        numbers = [int(number) for number in np.unique(labels) if number]
        store_labels(
            project, record.id, "lesion", labels,
            classes={number: CLASSES[number - 1] for number in numbers},
            provenance=Provenance("person", "名前\\x"), title="Draw",
        )  # fmt: skip
        finish(project, record.id, SENTENCE)
    lungs = np.zeros((40, 60), np.int32)
    lungs[20:38, 3:50] = 1
    store_labels(
        project, 2, "lungs", lungs, classes="lung", provenance=Provenance("person"), title="Draw"
    )
    return project


def classes_of(place: Path) -> list[tuple[int, str]]:
    """Pixels and class of all findings."""
    with Project.open(place) as project:
        return sorted(
            (int((project.journal.load_plane(image.id, "lesion").to_array() == one.id).sum()),
             " ".join(one.class_name.split()))
            for image in project.images.all()
            for one in project.journal.load_objects(image.id, "lesion")
        )  # fmt: skip


def wanted(drawn: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return sorted(pair for pair in drawn if pair[1] != "lung")


@pytest.mark.parametrize("name", ["labelme", "coco", "yolo", "png", "jsonl", "lvit"])
def test_every_class_comes_back_and_a_picture_may_have_one_pixel(
    ward: Project, tmp_path: Path, name: str
) -> None:
    with ward:
        format_named(name).export(ward, tmp_path / "out", {"keep_identity": True})
    if name == "lvit":  # classes as files tell them, not as provenance does
        (tmp_path / "out" / "provenance.json").unlink()
    report = import_as_project(
        name, tmp_path / "out", tmp_path / "again", {"template": "chest-xray"}
    )
    assert report.images == 3
    assert not any("damaged" in note for note in report.notes)
    # What is called as the lungs' class goes to their layer.
    assert wanted(classes_of(tmp_path / "again")) == wanted(classes_of(tmp_path / "p"))


def test_dicom_spells_all_alphabets_and_says_which_names_it_changes(
    ward: Project, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with ward:
        report = format_named("dicom-seg").export(ward, out, {"keep_readers": True})
        assert any(
            "written otherwise" in line and "a\\b" in line and "x" * 60 in line
            for line in report.losses
        )
    (file,) = out.glob("*.dcm")
    header = pydicom.dcmread(file)
    labels = {str(one.SegmentLabel) for one in header.SegmentSequence}
    assert {"名 1", "a b 2", "two lines 5"} <= labels
    assert str(header.ContentCreatorName) == "名前 x"
    (text,) = out.glob("reports/*.dcm")
    assert SENTENCE.encode() in text.read_bytes()
    import_as_project("dicom-seg", out, tmp_path / "again", {"template": "chest-xray"})
    drawn = classes_of(tmp_path / "p")
    back = wanted(classes_of(tmp_path / "again"))
    assert {name for _, name in back} == {name for _, name in wanted(drawn)}


def test_no_two_classes_get_one_name() -> None:
    table = ClassTable({"lesion": ["lung", "lesion/lung", "", "x"], "lungs": ["lung", "bg"]})
    labels = table.labels(["bg", "x"])
    assert len(set(labels.values())) == 6 and not {"bg", "x"} & set(labels.values())
    assert labels["lesion", "lesion/lung"] == "lesion/lesion/lung"  # readers take the layer away
    assert labels["lesion", "x"] == "x (class)"


def test_one_pixel_of_a_colour_is_a_picture(tmp_path: Path) -> None:
    write_png(tmp_path / "a.png", np.full((1, 1, 3), 7, np.uint8)[:, :, 0])
    assert np.asarray(Picture.open(tmp_path / "a.png")).tolist() == [[7]]


def test_devices_of_windows_are_no_names(ward: Project) -> None:
    from dataclasses import replace

    with ward:
        (image, *_) = ward.images.all()
    for name in ("COM¹.png", "conin$.png", "CONOUT$.a.png", "lpt³"):
        assert stem_names([replace(image, name=name)])[image.id].startswith("image-")
