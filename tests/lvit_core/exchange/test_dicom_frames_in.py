"""Labels of one frame of a DICOM file with several reach that frame, in data sets and projects."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lvit_core.annotation.edit import ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named
from lvit_core.project.additions import PageChoice
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.test_dicom_seg_in import (
    bring,
    drawn,
    segment,
    segmentation,
    write_slices,
)
from tests.lvit_core.exchange.test_rtstruct_in import contour, save

pydicom = pytest.importorskip("pydicom")
hd = pytest.importorskip("highdicom", reason="highdicom is not installed")

pytestmark = pytest.mark.exchange

SIZES = {1: 12, 2: 20, 4: 30}  # pixels of the object by frame; the third has none


def several(path: Path) -> Any:
    """An image of four frames that says where each lies in the patient."""
    from pydicom.data import get_testdata_file

    made = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    made.SOPClassUID = made.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.2.1"
    made.SOPInstanceUID = made.file_meta.MediaStorageSOPInstanceUID = hd.UID()
    first = made.pixel_array
    made.NumberOfFrames = 4
    made.PixelData = b"".join((first + number).tobytes() for number in range(4))
    shared, measures, orientation = (pydicom.Dataset() for _ in range(3))
    measures.PixelSpacing, measures.SliceThickness = made.PixelSpacing, 5
    orientation.ImageOrientationPatient = made.ImageOrientationPatient
    shared.PixelMeasuresSequence, shared.PlaneOrientationSequence = [measures], [orientation]
    made.SharedFunctionalGroupsSequence = [shared]
    made.PerFrameFunctionalGroupsSequence = []
    for number in range(4):
        group, place, content = (pydicom.Dataset() for _ in range(3))
        place.ImagePositionPatient = [-158.0, -179.0, -75.0 + 5 * number]
        content.DimensionIndexValues = [1, number + 1]
        group.PlanePositionSequence, group.FrameContentSequence = [place], [content]
        made.PerFrameFunctionalGroupsSequence.append(group)
    del made.ImagePositionPatient, made.ImageOrientationPatient, made.PixelSpacing
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save_as(path, enforce_file_format=True)
    return made


def masks() -> np.ndarray:
    found = np.zeros((4, 128, 128, 1), np.uint8)
    for number, size in SIZES.items():
        found[number - 1, 10 : 10 + size // 2, 20:22] = 1
    return found


def pages(home: Path, file: Path, numbers: tuple[int, ...]) -> None:
    with Project.create(home, ProjectSettings("P", "chest-xray", "viewer")) as project:
        project.images.add([file], pages=PageChoice(of={file: numbers}))


def found_in(home: Path) -> dict[str, int]:
    return {name: int(found[0].sum()) for (name, _, _), found in drawn(home).items()}


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("beside", [True, False])
@pytest.mark.parametrize("kind", ["named", "placed", "region"])
def test_labels_of_frames_reach_their_frame(
    tmp_path: Path, kind: str, beside: bool, there: bool
) -> None:
    source = several(tmp_path / "d" / "cine.dcm")
    if kind == "region":
        contours = []
        for number, size in SIZES.items():
            group = source.PerFrameFunctionalGroupsSequence[number - 1]
            one = pydicom.Dataset()
            one.update(source)
            one.ImagePositionPatient = group.PlanePositionSequence[0].ImagePositionPatient
            one.update(source.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0])
            one.update(source.SharedFunctionalGroupsSequence[0].PlaneOrientationSequence[0])
            low = 10 + size // 2
            made_of = contour(one, [(20, 10), (22, 10), (22, low), (20, low)])
            made_of.ContourImageSequence[0].ReferencedFrameNumber = number
            contours.append(made_of)
        save(tmp_path / "d" / "a.dcm", one, {"Infection": contours}, {})
    else:
        made = segmentation([source], masks(), [segment(1, "Infection")])
        if kind == "placed":
            for group in made.PerFrameFunctionalGroupsSequence:
                del group.DerivationImageSequence
            del made.ReferencedSeriesSequence
        made.save_as(tmp_path / "d" / "a.dcm")
    if there:
        pages(tmp_path / "p", tmp_path / "d" / "cine.dcm", (1, 2, 3, 4))
    if not beside:
        (tmp_path / "d" / "cine.dcm").unlink()
        if not there or kind == "placed":
            return  # nothing says then what they are of
    report = bring(tmp_path, "rtstruct" if kind == "region" else "dicom-seg")
    assert (report.objects, report.losses) == (3, [])
    assert report.images == (0 if there else 3)
    want = {f"cine-page-{number}.dcm": size for number, size in SIZES.items()}
    assert found_in(tmp_path / "p") == want
    unlabeled = "1 frame has no labels in cine.dcm, of which nothing is taken: 3."
    assert (unlabeled in report.notes) == beside


def test_a_frame_that_is_not_in_the_project_is_named(tmp_path: Path) -> None:
    source = several(tmp_path / "d" / "cine.dcm")
    segmentation([source], masks(), [segment(1, "Infection")]).save_as(tmp_path / "d" / "a.dcm")
    pages(tmp_path / "p", tmp_path / "d" / "cine.dcm", (2,))
    (tmp_path / "d" / "cine.dcm").unlink()
    report = bring(tmp_path)
    assert report.objects == 1
    assert [loss.objects for loss in report.losses] == [1, 1]
    assert all("frame" in loss.line() for loss in report.losses)


def test_labels_of_no_frame_in_particular_are_of_none(tmp_path: Path) -> None:
    source = several(tmp_path / "d" / "cine.dcm")
    made = segmentation([source], masks(), [segment(1, "Infection")])
    del made.FrameOfReferenceUID
    for group in made.PerFrameFunctionalGroupsSequence:
        for item in group.DerivationImageSequence[0].SourceImageSequence:
            del item.ReferencedFrameNumber
        del group.PlanePositionSequence
    made.save_as(tmp_path / "d" / "a.dcm")
    pages(tmp_path / "p", tmp_path / "d" / "cine.dcm", (1, 2))
    report = bring(tmp_path)
    assert report.objects == 0
    (loss,) = (loss for loss in report.losses if loss.objects)
    assert loss.file == "a.dcm"
    assert "4 frames, and nothing says which" in loss.reason


@pytest.mark.parametrize("kind", ["segment", "region"])
def test_the_projects_own_image_says_where_labels_lie(tmp_path: Path, kind: str) -> None:
    slices = write_slices(tmp_path / "far")
    (tmp_path / "d").mkdir()
    for place, one in enumerate(slices):
        one.ImagePositionPatient = [10.0, 10.0, 5.0 * place]  # places that could be pixels
        one.PixelSpacing = [0.5, 0.5]
        one.save_as(tmp_path / "far" / f"slice{place}.dcm")
    if kind == "region":
        around = contour(slices[0], [(10, 10), (40, 10), (40, 30), (10, 30)])
        save(tmp_path / "d" / "a.dcm", slices[0], {"Infection": [around]}, {})
    else:
        mask = np.zeros((2, 128, 128, 1), np.uint8)
        mask[0, 10:30, 5:35] = 1
        made = segmentation(slices, mask, [segment(1, "Infection")])
        for group in made.PerFrameFunctionalGroupsSequence:  # cut out five columns further right
            group.PlanePositionSequence[0].ImagePositionPatient[0] += 5 * 0.5
        made.save_as(tmp_path / "d" / "a.dcm")
    with Project.create(tmp_path / "p", ProjectSettings("P", "chest-xray", "viewer")) as project:
        project.images.add([tmp_path / "far"])
    report = bring(tmp_path, "rtstruct" if kind == "region" else "dicom-seg")
    assert (report.objects, report.losses) == (1, [])
    ((mask,),) = drawn(tmp_path / "p").values()
    want = np.zeros_like(mask)
    want[10:30, 10:40] = True
    assert (mask == want).all()


def test_a_frame_without_facts_about_frames_leaves_as_a_segmentation(tmp_path: Path) -> None:
    """As films of ultrasound and captures are; highdicom reads what was written."""
    source = several(tmp_path / "d" / "cine.dcm")
    for keyword in ("SharedFunctionalGroupsSequence", "PerFrameFunctionalGroupsSequence",
                    "FrameOfReferenceUID", "SliceThickness"):  # fmt: skip
        delattr(source, keyword)
    source.SOPClassUID = source.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.7.3"
    source.save_as(tmp_path / "d" / "cine.dcm")
    pages(tmp_path / "p", tmp_path / "d" / "cine.dcm", (2,))
    inside = np.zeros((128, 128), np.int32)
    inside[10:20, 5:9] = 1
    with Project.open(tmp_path / "p") as project:
        store_labels(
            project, 1, "lesion", inside, classes="infection", title="Draw",
            provenance=Provenance("person", "ann"),
            image_changes=(ImageChange("state", "unlabeled", "labeled"),),
        )  # fmt: skip
        format_named("dicom-seg").export(project, tmp_path / "out", {})
    files = [file for file in (tmp_path / "out").rglob("*.dcm") if file.parent.name != "images"]
    (made,) = (one for one in map(pydicom.dcmread, files) if one.Modality == "SEG")
    assert np.array_equal(hd.seg.Segmentation.from_dataset(made).pixel_array.squeeze(), inside)
    assert "PixelMeasuresSequence" not in made.SharedFunctionalGroupsSequence[0]
