"""DICOM annotations come in: ours, and every kind that highdicom writes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lvit_core.exchange import import_as_project
from lvit_core.exchange.dicom_ann_reading import ANNOTATIONS
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.project import Project
from tests.lvit_core.exchange.test_dicom_ann import export, labels_of, mark, tissue
from tests.lvit_core.exchange.test_dicom_seg_in import drawn

hd = pytest.importorskip("highdicom", reason="highdicom is not installed")
pydicom = pytest.importorskip("pydicom")

pytestmark = pytest.mark.exchange

__all__ = ["tissue"]


def bring(tmp_path: Path) -> ImportReport:
    report = import_as_project("dicom-ann", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return report


def test_what_we_write_comes_back(tmp_path: Path, tissue: Project) -> None:
    labels = labels_of(40)
    mark(tissue, labels, machine=frozenset({1, 2}))
    export(tissue, tmp_path / "d", machine=True, keep_readers=True)
    report = bring(tmp_path)
    assert (report.images, report.objects, report.losses) == (1, 38, [])
    ((_, masks),) = drawn(tmp_path / "p").items()
    assert np.array_equal(sum(masks), labels > 2)
    assert any("nobody has accepted" in note for note in report.notes)
    assert not any("no label file" in note for note in report.notes)  # annotations are no pictures
    with Project.create(tmp_path / "q", tissue.settings) as again:
        again.images.add([tmp_path / "tissue.png"])
    onto = import_as_project("dicom-ann", tmp_path / "d", tmp_path / "q", {})
    assert (onto.onto, onto.images, onto.objects) == (1, 0, 38)


def test_classes_that_are_numbers_or_long_stay_what_they_are(
    tmp_path: Path, tissue: Project
) -> None:
    long = "x" * 60
    mark(tissue, labels_of(3), classes={1: "1", 2: "Region 2", 3: long}, machine=frozenset({3}))
    export(tissue, tmp_path / "d", machine=True)
    report = bring(tmp_path)
    assert {key[2] for key in drawn(tmp_path / "p")} == {"1", "Region 2"}
    assert any("nobody has accepted" in note for note in report.notes)


def group(number: int, kind: str, corners: list[list[tuple[float, float]]]) -> object:
    code = hd.sr.CodedConcept("84640000", "SCT", "Nucleus")
    return hd.ann.AnnotationGroup(
        number=number, uid=hd.UID(), label=f"{kind} {number}", annotated_property_category=code,
        annotated_property_type=code, graphic_type=kind, algorithm_type="MANUAL",
        graphic_data=[np.array(one, np.float32) for one in corners],
    )  # fmt: skip


def test_every_kind_is_read_or_named(tmp_path: Path, tissue: Project) -> None:
    mark(tissue, labels_of(3))
    export(tissue, tmp_path / "d")
    file = tmp_path / "d" / "tissue.dcm"
    made = pydicom.dcmread(file)
    assert made.SOPClassUID == ANNOTATIONS
    square = [(10.0, 10.0), (30.0, 10.0), (30.0, 20.0), (10.0, 20.0)]
    ellipse = [(40.0, 60.0), (80.0, 60.0), (60.0, 50.0), (60.0, 70.0)]
    broken = group(5, "POLYGON", [square, [(50, 90), (60, 90), (60, 99)]])
    broken.LongPrimitivePointIndexList = np.array([1, 999], np.uint32).tobytes()
    made.AnnotationGroupSequence = [
        group(1, "RECTANGLE", [square]), group(2, "ELLIPSE", [ellipse]),
        group(3, "POINT", [[(5.0, 5.0)], [(6.0, 6.0)]]),
        group(4, "POLYGON", [[(90, 90), (100, 90), (100, 100)]]), broken,
    ]  # fmt: skip
    made.save_as(file)
    report = bring(tmp_path)
    sizes = {key[2]: int(masks[0].sum()) for key, masks in drawn(tmp_path / "p").items()}
    assert sizes["RECTANGLE 1"] == 200
    assert abs(sizes["ELLIPSE 2"] - np.pi * 20 * 10) < 12
    assert sizes.keys() == {"RECTANGLE 1", "ELLIPSE 2", "POLYGON 4"}
    assert [(loss.what, loss.objects) for loss in report.losses] == [
        ("group 3 (POINT 3)", 2), ("group 5 (POLYGON 5)", 2),
    ]  # fmt: skip
