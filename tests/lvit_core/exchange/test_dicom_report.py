"""The report beside a segmentation, as highdicom and dicom3tools read it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named
from lvit_core.exchange.dicom_sources import size_in_patient_mm
from lvit_core.exchange.measures import area_mm2, longest_diameter_mm
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import finish
from tests.lvit_core.exchange.test_dicom_seg import errors

hd = pytest.importorskip("highdicom", reason="highdicom is not installed")
pydicom = pytest.importorskip("pydicom")

pytestmark = pytest.mark.exchange

SIDE = 128


def film(path: Path, orientation: str | None, **facts: Any) -> Path:
    """A chest film that says how it shows the patient, if it says so."""
    from pydicom.data import get_testdata_file
    from pydicom.uid import ComputedRadiographyImageStorage

    dataset = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    for keyword in ("SliceThickness", "FrameOfReferenceUID", "ImagePositionPatient",
                    "ImageOrientationPatient", "PixelSpacing"):  # fmt: skip
        del dataset[keyword]
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = (
        ComputedRadiographyImageStorage
    )
    dataset.Modality = "CR"
    dataset.PatientOrientation = [orientation, "F"] if orientation else None
    for keyword, value in facts.items():
        setattr(dataset, keyword, value)
    dataset.save_as(path)
    return path


def report_of(
    folder: Path, file: Path, whose: str, text: str, *, lungs: bool = True, **origin: str
) -> Any:
    """The report of a lesion at the upper left of the picture."""
    lesion, organ = (np.zeros((SIDE, SIDE), np.int32) for _ in range(2))
    lesion[12:22, 20:44] = 1
    organ[10:110, 10:55], organ[10:110, 70:115] = 1, 2
    told = Provenance(**{"origin": "person", "person": "Ann", **origin})
    with Project.create(folder / "p", ProjectSettings("x", "chest-xray", whose)) as project:
        project.images.add([file])
        store_labels(
            project, 1, "lesion", lesion, classes="infection", provenance=told, title="Draw"
        )
        if lungs:
            store_labels(project, 1, "lungs", organ, classes="lung", provenance=told, title="Draw")
        finish(project, 1, text)
        format_named("dicom-seg").export(project, folder / "out", {"keep_readers": True})
    (path,) = (folder / "out" / "reports").iterdir()
    return hd.sr.srread(path)


def items(node: Any) -> list[Any]:
    """A content item and all below it."""
    return [node, *(one for child in node.get("ContentSequence", ()) for one in items(child))]


def meanings(node: Any) -> list[tuple[str, str]]:
    """Names and values of all coded items."""
    return [
        (item.ConceptNameCodeSequence[0].CodeMeaning, item.ConceptCodeSequence[0].CodeMeaning)
        for item in items(node)
        if item.ValueType == "CODE"
    ]


def numbers(node: Any) -> dict[str, tuple[float, str]]:
    found = {}
    for item in items(node):
        if item.ValueType == "NUM":
            (value,) = item.MeasuredValueSequence
            unit = value.MeasurementUnitsCodeSequence[0].CodeValue
            name = item.ConceptNameCodeSequence[0].CodeMeaning
            found[name] = float(value.NumericValue), unit
    return found


# The lesion lies at the left of the picture: whose side that is, by how the film shows the patient.
@pytest.mark.parametrize(
    ("orientation", "whose", "word", "side"),
    [
        ("L", "viewer", "left", "Right"),
        ("L", "patient", "right", "Right"),
        ("R", "viewer", "left", "Left"),
        ("R", "patient", "left", "Left"),
        (None, "patient", "right", "Right"),
        (None, "viewer", "left", None),
    ],
)
def test_sides_are_the_patients_or_are_not_told(
    tmp_path: Path, orientation: str | None, whose: str, word: str, side: str | None
) -> None:
    text = f"Unilateral pulmonary infection, one infected area, upper {word} lung."
    report = report_of(tmp_path, film(tmp_path / "a.dcm", orientation), whose, text)
    groups = report.content.get_image_measurement_groups()
    (said,) = groups
    (drawn, *organs) = report.content.get_planar_roi_measurement_groups()
    assert len(organs) == 2
    for group in (said, drawn):
        (site,) = group.finding_sites
        assert site.value.meaning == "Upper zone of lung"
        assert (site.laterality and site.laterality.meaning) == side
    assert ("Laterality", "Unilateral") in meanings(report)
    assert numbers(said[0])["Number of lesions (observable entity)"] == (1, "1")
    (words,) = [item.TextValue for item in items(report) if item.ValueType == "TEXT"
                and item.TextValue.startswith(text)]  # fmt: skip
    assert words.endswith(f"(Left and right: the {whose}'s.)")


@pytest.mark.parametrize(
    ("said", "site"),
    [
        ("RF", ("Upper zone of lung", "Left")),
        ("AF", ("Upper zone of lung", None)),  # from the side: left and right are front and back
        ("LH", None),  # upside down
        ("FR", None),  # lies on its side
        ("", ("Upper zone of lung", "Right")),  # says nothing: the usual display is declared
    ],
)
def test_what_was_drawn_is_only_told_as_the_film_lies(
    tmp_path: Path, said: str, site: tuple[str, str | None] | None
) -> None:
    text = "Unilateral pulmonary infection, one infected area, upper right lung."
    file = film(tmp_path / "a.dcm", None, PatientOrientation=list(said) or None)
    report = report_of(tmp_path, file, "patient", text)
    (drawn, *_) = report.content.get_planar_roi_measurement_groups()
    found = [(one.value.meaning, one.laterality and one.laterality.meaning)
             for one in drawn.finding_sites]  # fmt: skip
    assert found == ([] if site is None else [site])
    (written,) = report.content.get_image_measurement_groups()[0].finding_sites
    assert written.laterality.meaning == "Right", "a person said so of the patient"


def test_segments_and_image_are_referred_to(tmp_path: Path) -> None:
    report = report_of(tmp_path, film(tmp_path / "a.dcm", "L"), "patient", "")
    (path,) = (tmp_path / "out").glob("*.dcm")
    seg = hd.seg.segread(path)
    image = pydicom.dcmread(tmp_path / "out" / "images" / path.name)
    groups = report.content.get_planar_roi_measurement_groups()
    for number, group in enumerate(groups, start=1):
        segment, shown = (
            item.ReferencedSOPSequence[0] for item in items(group[0]) if item.ValueType == "IMAGE"
        )
        assert segment.ReferencedSOPInstanceUID == seg.SOPInstanceUID
        assert segment.ReferencedSegmentNumber == number
        assert shown.ReferencedSOPInstanceUID == image.SOPInstanceUID
        assert group.tracking_uid == seg.SegmentSequence[number - 1].TrackingUID
    evidence = {
        one.ReferencedSOPInstanceUID
        for study in report.CurrentRequestedProcedureEvidenceSequence
        for series in study.ReferencedSeriesSequence
        for one in series.ReferencedSOPSequence
    }
    assert evidence == {seg.SOPInstanceUID, image.SOPInstanceUID}


def test_zones_are_not_guessed_where_no_lung_was_drawn(tmp_path: Path) -> None:
    report = report_of(tmp_path, film(tmp_path / "a.dcm", "L"), "patient", "", lungs=False)
    (drawn,) = report.content.get_planar_roi_measurement_groups()
    assert not drawn.finding_sites


@pytest.mark.parametrize(
    ("facts", "measured"),
    [
        ({"PixelSpacing": [0.5, 0.25], "PixelSpacingCalibrationType": "GEOMETRY"}, True),
        ({"PixelSpacing": [0.5, 0.25], "ImagerPixelSpacing": [0.6, 0.3]}, True),
        ({"PixelSpacing": [0.5, 0.25], "ImagerPixelSpacing": [0.5, 0.25]}, False),
        ({"PixelSpacing": [0.5, 0.25]}, False),
        ({"ImagerPixelSpacing": [0.5, 0.25]}, False),
        ({}, False),
    ],
)
def test_millimetres_only_where_they_are_the_patients(
    tmp_path: Path, facts: dict[str, Any], measured: bool
) -> None:
    file = film(tmp_path / "a.dcm", "L", **facts)
    report = report_of(tmp_path, file, "patient", "", lungs=False)
    found = numbers(report)
    if measured:
        assert found == {"Area": (30, "mm2"), "Long axis": (pytest.approx(61**0.5, abs=1e-3), "mm")}
    else:
        assert found == {"Area": (240, "{pixels}")}
    assert (size_in_patient_mm(pydicom.dcmread(file)) is not None) == measured


def test_a_slice_is_measured_in_the_patient() -> None:
    from pydicom.data import get_testdata_file

    assert size_in_patient_mm(pydicom.dcmread(get_testdata_file("CT_small.dcm"))) is not None


@pytest.mark.parametrize(
    ("origin", "observer"),
    [
        ({}, ("Person", "Ann")),
        ({"origin": "model", "person": "", "generation": "21"}, ("Device", "LViT 21")),
        ({"person": ""}, ("Device", "LViT Annotator")),
    ],
)
def test_who_looked_is_told(
    tmp_path: Path, origin: dict[str, str], observer: tuple[str, str]
) -> None:
    report = report_of(tmp_path, film(tmp_path / "a.dcm", "L"), "patient", "", **origin)
    kinds = [value for name, value in meanings(report) if name == "Observer Type"]
    names = [str(i.get("PersonName") or i.get("TextValue")) for i in items(report)
             if i.ValueType in ("PNAME", "TEXT")]  # fmt: skip
    assert kinds == [observer[0]] and observer[1] in names


def test_sizes_are_those_of_the_pixels_borders() -> None:
    mask = np.zeros((9, 9), bool)
    assert longest_diameter_mm(mask, (1, 1)) == 0
    mask[2, 3] = True
    assert longest_diameter_mm(mask, (3, 4)) == 5
    mask[2:5, 3:7] = True
    assert longest_diameter_mm(mask, (1, 1)) == 5 and area_mm2(mask, (2, 0.5)) == 12
    grid = np.indices((40, 40))
    disc = ((grid - 20) ** 2).sum(axis=0) <= 15**2
    assert longest_diameter_mm(disc, (1, 1)) == pytest.approx(31, abs=1)


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="dicom3tools is not installed")
@pytest.mark.parametrize("spacing", [True, False])
def test_dciodvfy_finds_no_error_of_ours(tmp_path: Path, spacing: bool) -> None:
    calibrated = {"PixelSpacing": [0.5, 0.25], "PixelSpacingCalibrationType": "GEOMETRY"}
    file = film(tmp_path / "a.dcm", "L", **(calibrated if spacing else {}))
    text = "Unilateral pulmonary infection, one infected area, upper right lung."
    report_of(tmp_path, file, "patient", text)
    for folder in ("", "reports", "images"):
        (path,) = (tmp_path / "out" / folder).glob("*.dcm")
        assert errors(path) - errors(file) == set(), folder or "segmentation"
