"""Coded terms that come with data: kept with classes the template does not know, else told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lvit_core.exchange import format_named, import_as_project
from lvit_core.project.project import Project
from lvit_core.prompt.template import Coded, Term
from tests.lvit_core.exchange.conftest import finish

hd = pytest.importorskip("highdicom", reason="highdicom is not installed")
pydicom = pytest.importorskip("pydicom")

from tests.lvit_core.exchange.test_dicom_seg_in import (  # noqa: E402 - needs highdicom
    SIDE,
    bring,
    segment,
    segmentation,
    write_slices,
)

pytestmark = pytest.mark.exchange

CAVITY = ("56838007", "SCT", "Cavity")
NODULE = ("27925004", "SCT", "Nodule")
ABNORMAL = Term("49755003", "SCT", "Abnormal")


def write(folder: Path, *described: tuple[str, tuple[str, str, str]]) -> None:
    """A segmentation of one slice with a square for each label and term."""
    slices = write_slices(folder / "images", 1)
    masks = np.zeros((1, SIDE, SIDE, len(described)), np.uint8)
    for number in range(len(described)):
        masks[0, 5:15, 5 + 20 * number : 15 + 20 * number, number] = 1
    segments = [segment(n, *one) for n, one in enumerate(described, start=1)]
    segmentation(slices, masks, segments).save_as(folder / "a.dcm")


def codes(place: Path) -> dict[tuple[str, str], Coded]:
    with Project.open(place) as project:
        return project.class_codes.all()


def test_a_class_that_nobody_knew_keeps_its_terms(tmp_path: Path) -> None:
    write(tmp_path / "d", ("Cavity", CAVITY), ("spot", NODULE))
    report = bring(tmp_path)
    assert codes(tmp_path / "p") == {
        ("lesion", "Cavity"): Coded(ABNORMAL, Term(*CAVITY)),
        ("lesion", "spot"): Coded(ABNORMAL, Term(*NODULE)),
    }
    assert "spot is Nodule (27925004, SCT) from now on, as the data say." in report.notes


@pytest.mark.parametrize("name", ["dicom-seg", "coco", "labelme", "png"])
def test_terms_survive_a_round_trip(tmp_path: Path, name: str) -> None:
    write(tmp_path / "d", ("Cavity", CAVITY), ("spot", NODULE))
    bring(tmp_path)
    with Project.open(tmp_path / "p") as project:
        project.images.set_split(1, "train")
        finish(project, 1, "")
        before = project.class_codes.all()
        format_named(name).export(project, tmp_path / "out")
    if name == "dicom-seg":
        (file,) = (tmp_path / "out").glob("*.dcm")
        described = pydicom.dcmread(file).SegmentSequence
        found = [one.SegmentedPropertyTypeCodeSequence[0].CodeMeaning for one in described]
        assert sorted(found) == ["Cavity", "Nodule"]
        (tmp_path / "out" / "provenance.json").unlink()  # the file itself says it
    options = {"laterality": "viewer", "template": "chest-xray"}
    import_as_project(name, tmp_path / "out", tmp_path / "again", options)
    assert codes(tmp_path / "again") == before


def test_what_the_template_says_stays_and_that_is_told(tmp_path: Path) -> None:
    write(tmp_path / "d", ("infection", NODULE))
    report = bring(tmp_path)
    assert codes(tmp_path / "p") == {}
    assert any(
        note.startswith("infection is coded as Nodule (27925004, SCT) in the data, and stays")
        for note in report.notes
    )


def test_a_difference_of_categories_alone_names_them(tmp_path: Path) -> None:
    write(tmp_path / "d", ("nucleus", ("84640000", "SCT", "Nucleus")))
    report = import_as_project("dicom-seg", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    (told,) = [note for note in report.notes if "is coded as" in note]
    assert "Abnormal (49755003, SCT) in the data" in told
    assert "Anatomical Structure (91723000, SCT) here" in told


def test_two_terms_of_one_class_are_told(tmp_path: Path) -> None:
    write(tmp_path / "d", ("spot", NODULE), ("spot", CAVITY))
    report = bring(tmp_path)
    assert codes(tmp_path / "p") == {("lesion", "spot"): Coded(ABNORMAL, Term(*NODULE))}
    assert "spot is coded in several ways: Nodule is kept, Cavity is not." in report.notes


def test_modifiers_are_named_as_lost(tmp_path: Path) -> None:
    write(tmp_path / "d", ("spot", NODULE))
    file = tmp_path / "d" / "a.dcm"
    made = pydicom.dcmread(file)
    made.SegmentSequence[0].AnatomicRegionSequence = [
        made.SegmentSequence[0].SegmentedPropertyTypeCodeSequence[0]
    ]
    made.save_as(file)
    report = bring(tmp_path)
    assert "Modifiers and body regions in the terms of 1 segment are not kept." in report.notes
