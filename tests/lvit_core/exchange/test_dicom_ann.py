"""Outlines of nuclei as DICOM annotations, as highdicom and dicom3tools read them."""

from __future__ import annotations

import shutil
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named
from lvit_core.exchange.reports import ExportReport
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.prompt.template import Coded, Term
from lvit_core.prompt.templates import load_template
from tests.lvit_core.exchange.conftest import finish
from tests.lvit_core.exchange.test_dicom_report import film
from tests.lvit_core.exchange.test_dicom_seg import errors

hd = pytest.importorskip("highdicom", reason="highdicom is not installed")
pydicom = pytest.importorskip("pydicom")

pytestmark = pytest.mark.exchange

SIDE = 120
# dicom3tools of 2022 says so of every group in two dimensions: it looks whether the attribute is
# empty, and takes one that is not there for that. The standard has it in three dimensions only.
NO_ERRORS = {
    "Error - Only valid for AnnotationCoordinateType of 3D - attribute "
    "<CommonZCoordinateValue> = <>"
}
Export = Callable[..., ExportReport]


def labels_of(count: int) -> np.ndarray:
    labels = np.zeros((SIDE, SIDE), np.int32)
    for number in range(count):
        y, x = 8 * (number // 15), 8 * (number % 15)
        labels[y : y + 6, x : x + 5] = number + 1
    return labels


@pytest.fixture
def tissue(tmp_path: Path) -> Iterator[Project]:
    """A tissue image, a PNG file, in a project."""
    pixels = np.random.default_rng(0).integers(0, 255, (SIDE, SIDE, 3), np.uint8)
    Picture.fromarray(pixels).save(tmp_path / "tissue.png")
    with Project.create(tmp_path / "project", ProjectSettings("x", "nuclei")) as project:
        project.images.add([tmp_path / "tissue.png"])
        yield project


def mark(project: Project, labels: np.ndarray, **told: object) -> None:
    numbers = [int(number) for number in np.unique(labels) if number]
    classes = dict.fromkeys(numbers, "nucleus")
    origins = {number: Provenance("person", "Ann") for number in numbers}
    told = {"classes": classes, "provenance": origins, "title": "Draw", **told}
    store_labels(project, 1, "nuclei", labels, **told)
    finish(project, 1, "")


def export(project: Project, folder: Path, **options: object) -> tuple[ExportReport, object]:
    report = format_named("dicom-ann").export(project, folder, options)
    return report, hd.ann.annread(folder / "tissue.dcm")


def test_every_nucleus_is_an_outline_with_its_area(tissue: Project, tmp_path: Path) -> None:
    tissue.state_pixel_size("nuclei", 0.5)
    labels = labels_of(100)
    mark(tissue, labels)
    _, found = export(tissue, tmp_path / "out", keep_readers=True)
    (group,) = found.AnnotationGroupSequence
    assert "CommonZCoordinateValue" not in group
    rings = group.get_graphic_data("2D")
    assert len(rings) == 100
    assert sorted(map(tuple, rings[0].tolist())) == [(0, 0), (0, 6), (5, 0), (5, 6)]
    names, values, units = group.get_measurements()
    assert [name.meaning for name in names] == ["Area"]
    assert [unit.value for unit in units] == ["um2"]
    assert np.allclose(values[:, 0], 30 * 0.25)
    assert group.AnnotationGroupGenerationType == "MANUAL"
    assert group.annotated_property_type.value == "84640000"
    assert str(found.ContentCreatorName) == "Ann"


def test_no_area_where_nobody_knows_the_size_of_a_pixel(tissue: Project, tmp_path: Path) -> None:
    mark(tissue, labels_of(3))
    report, found = export(tissue, tmp_path / "out")
    assert "MeasurementsSequence" not in found.AnnotationGroupSequence[0]
    assert any("no known size of a pixel" in line for line in report.losses)


def test_groups_tell_class_and_way_of_making(tissue: Project, tmp_path: Path) -> None:
    origins = {
        1: Provenance("person", "Ann"),
        2: Provenance("model", "Ann", "nuclei"),
        3: Provenance("model", "", "nuclei"),
        4: Provenance("person", "Ann"),
    }
    classes = {1: "nucleus", 2: "nucleus", 3: "nucleus", 4: "mitosis"}
    mark(tissue, labels_of(4), classes=classes, provenance=origins, machine=frozenset({3}))
    _, found = export(tissue, tmp_path / "out", machine=True)
    told = {
        (g.AnnotationGroupLabel, g.AnnotationGroupGenerationType): g
        for g in found.AnnotationGroupSequence
    }
    assert set(told) == {
        ("nucleus", "MANUAL"), ("nucleus", "SEMIAUTOMATIC"),
        ("nucleus (not accepted)", "AUTOMATIC"), ("mitosis", "MANUAL"),
    }  # fmt: skip
    made = told["nucleus", "SEMIAUTOMATIC"].algorithm_identification
    assert made.name == "LViT nuclei"
    assert told["nucleus", "MANUAL"].algorithm_identification is None
    assert told["mitosis", "MANUAL"].annotated_property_type.meaning == "Image Region"
    assert {len(group.RecommendedDisplayCIELabValue) for group in told.values()} == {3}
    _, found = export(tissue, tmp_path / "people")
    assert "AUTOMATIC" not in {
        g.AnnotationGroupGenerationType for g in found.AnnotationGroupSequence
    }


def test_a_class_of_the_project_says_itself_what_it_is(tissue: Project, tmp_path: Path) -> None:
    mark(tissue, labels_of(2), classes={1: "nucleus", 2: "mitosis"})
    layer = load_template("nuclei").finding_layer
    mitosis = Coded(
        Term("49755003", "SCT", "Morphologically Abnormal Structure"),
        Term("75934005", "99TEST", "Mitosis"),
    )
    tissue.class_codes.state(layer, "mitosis", mitosis)
    _, found = export(tissue, tmp_path / "out")
    said = {
        g.AnnotationGroupLabel: g.annotated_property_type for g in found.AnnotationGroupSequence
    }
    assert (said["mitosis"].value, said["mitosis"].meaning) == ("75934005", "Mitosis")
    assert said["nucleus"].meaning == "Nucleus"
    with pytest.raises(LViTError, match="1 to 16 characters"):
        long = Term("1" * 17, "SCT", "x")
        tissue.class_codes.state(layer, "mitosis", Coded(long, long))


def test_the_image_lies_beside_and_is_what_is_referred_to(tissue: Project, tmp_path: Path) -> None:
    mark(tissue, labels_of(2))
    _, found = export(tissue, tmp_path / "out")
    image = pydicom.dcmread(tmp_path / "out" / "images" / "tissue.dcm")
    (reference,) = found.ReferencedImageSequence
    assert reference.ReferencedSOPInstanceUID == image.SOPInstanceUID
    assert reference.ReferencedSOPClassUID == image.SOPClassUID
    assert found.StudyInstanceUID == image.StudyInstanceUID
    assert np.array_equal(image.pixel_array, np.asarray(Picture.open(tmp_path / "tissue.png")))
    assert list(image.ImageType) == ["DERIVED", "PRIMARY"] and not image.StudyDate
    _, again = export(tissue, tmp_path / "again")
    assert again.ReferencedImageSequence[0].ReferencedSOPInstanceUID == image.SOPInstanceUID


def test_holes_and_parts_are_told(tissue: Project, tmp_path: Path) -> None:
    labels = labels_of(3)
    labels[2, 2] = 0  # a hole in the first
    labels[100:103, 100:103] = 2  # a part of the second
    tissue.state_pixel_size("nuclei", 1.0)
    mark(tissue, labels)
    report, found = export(tissue, tmp_path / "out")
    assert any(line.startswith("2 objects with holes or several parts") for line in report.losses)
    (group,) = found.AnnotationGroupSequence
    assert len(group.get_graphic_data("2D")) == 3
    assert group.get_measurements()[1][:, 0].tolist() == [29, 39, 30]


def test_an_image_without_nuclei_has_no_file(tissue: Project, tmp_path: Path) -> None:
    finish(tissue, 1, "")
    report = format_named("dicom-ann").export(tissue, tmp_path / "out")
    assert not list((tmp_path / "out").rglob("*.dcm"))
    assert any("1 image without objects has no file: tissue.png" in line for line in report.losses)


def test_films_have_nothing_to_count(tmp_path: Path) -> None:
    Picture.fromarray(np.zeros((SIDE, SIDE), np.uint8)).save(tmp_path / "a.png")
    settings = ProjectSettings("x", "chest-xray", "viewer")
    with Project.create(tmp_path / "project", settings) as project:
        project.images.add([tmp_path / "a.png"])
        finish(project, 1, "")
        with pytest.raises(LViTError, match="nothing to export"):
            format_named("dicom-ann").export(project, tmp_path / "out")


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="dicom3tools is not installed")
@pytest.mark.parametrize("kind", ["png", "grey jpg"])
def test_dciodvfy_finds_no_error(tmp_path: Path, kind: str) -> None:
    name = f"tissue.{kind.rsplit(maxsplit=1)[-1]}"
    pixels = np.random.default_rng(0).integers(0, 255, (SIDE, SIDE - 1, 3), np.uint8)
    Picture.fromarray(pixels if kind == "png" else pixels[..., 0]).save(tmp_path / name)
    with Project.create(tmp_path / "project", ProjectSettings("x", "nuclei")) as project:
        project.images.add([tmp_path / name])
        project.state_pixel_size("nuclei", 0.25)
        mark(project, labels_of(30)[:, : SIDE - 1])
        export(project, tmp_path / "out")
    for group in pydicom.dcmread(tmp_path / "out" / "tissue.dcm").AnnotationGroupSequence:
        assert "CommonZCoordinateValue" not in group
    assert errors(tmp_path / "out" / "images" / "tissue.dcm") == set()
    assert errors(tmp_path / "out" / "tissue.dcm") - NO_ERRORS == set()


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="dicom3tools is not installed")
@pytest.mark.parametrize("keep", [True, False])
def test_of_a_dicom_image_the_annotations_are_its_own(tmp_path: Path, keep: bool) -> None:
    from pydicom.data import get_testdata_file

    source = Path(get_testdata_file("CT_small.dcm"))
    with Project.create(tmp_path / "project", ProjectSettings("x", "nuclei")) as project:
        project.images.add([source])
        labels = np.zeros((128, 128), np.int32)
        labels[:SIDE, :SIDE] = labels_of(5)
        mark(project, labels)
        format_named("dicom-ann").export(project, tmp_path / "out", {"keep_identity": keep})
    (file,) = (tmp_path / "out").glob("*.dcm")
    copies = list((tmp_path / "out").glob("images/*.dcm"))
    image = pydicom.dcmread(source if keep else copies[0])
    assert len(copies) == (not keep)
    (reference,) = hd.ann.annread(file).ReferencedImageSequence
    assert reference.ReferencedSOPInstanceUID == image.SOPInstanceUID
    assert errors(file) - errors(source) - NO_ERRORS == set()


@pytest.mark.parametrize("keyword", ["ImagerPixelSpacing", "NominalScannedPixelSpacing"])
def test_the_size_of_a_detectors_pixel_makes_no_area(tmp_path: Path, keyword: str) -> None:
    source = film(tmp_path / "a.dcm", "L", **{keyword: [0.1, 0.1]})
    with Project.create(tmp_path / "project", ProjectSettings("x", "nuclei")) as project:
        project.images.add([source])
        labels = np.zeros((128, 128), np.int32)
        labels[:SIDE, :SIDE] = labels_of(2)
        mark(project, labels)
        format_named("dicom-ann").export(project, tmp_path / "out")
    (file,) = (tmp_path / "out").glob("*.dcm")
    assert "MeasurementsSequence" not in hd.ann.annread(file).AnnotationGroupSequence[0]


def test_pixels_and_drawing_of_a_slide_are_not_held_together(tmp_path: Path) -> None:
    side = 1536  # pixels of 6.75 MB, twice while they are packed, and a drawing of 9 MB
    Picture.fromarray(np.full((side, side, 3), 200, np.uint8)).save(tmp_path / "tissue.png")
    labels = np.zeros((side, side), np.int32)
    for number, corner in enumerate(range(0, side, 48), start=1):
        labels[corner : corner + 20, ::400] = labels[corner, -20:] = number
    with Project.create(tmp_path / "project", ProjectSettings("x", "nuclei")) as project:
        project.images.add([tmp_path / "tissue.png"])
        mark(project, labels)
        export(project, tmp_path / "first")  # brings all the code into memory
        tracemalloc.start()
        export(project, tmp_path / "out")
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 18 << 20
