"""RT structure sets come in: pydicom writes them, shapely says how large they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from lvit_core.errors import LViTError
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from tests.lvit_core.exchange.test_dicom_seg_in import bring, drawn, write_slices

pydicom = pytest.importorskip("pydicom")

pytestmark = pytest.mark.exchange

LUNG = ("39607008", "SCT", "Lung")
Corners = list[tuple[float, float]]  # columns and rows from the corner of the picture


def in_patient(image: Any, corners: Corners) -> list[float]:
    """The places of corners in the patient, as ContourData has them."""
    origin = np.array(image.ImagePositionPatient, float)
    cosines = np.array(image.ImageOrientationPatient, float).reshape(2, 3)
    down, across = (float(value) for value in image.PixelSpacing)
    places = [
        origin + (x - 0.5) * across * cosines[0] + (y - 0.5) * down * cosines[1] for x, y in corners
    ]
    return [round(float(value), 4) for place in places for value in place]


def contour(
    image: Any, corners: Corners, kind: str = "CLOSED_PLANAR", *, named: bool = True
) -> Any:
    made = pydicom.Dataset()
    made.ContourGeometricType = kind
    made.NumberOfContourPoints = len(corners)
    made.ContourData = in_patient(image, corners)
    if named:
        source = pydicom.Dataset()
        source.ReferencedSOPClassUID = image.SOPClassUID
        source.ReferencedSOPInstanceUID = image.SOPInstanceUID
        made.ContourImageSequence = [source]
    return made


def save(path: Path, image: Any, regions: dict[str, list[Any]], terms: dict[str, Any]) -> None:
    made = pydicom.Dataset()
    made.SOPClassUID = "1.2.840.10008.5.1.4.1.1.481.3"
    made.SOPInstanceUID = pydicom.uid.generate_uid()
    made.Modality = "RTSTRUCT"
    made.file_meta = pydicom.dataset.FileMetaDataset()
    made.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    made.StructureSetROISequence, made.ROIContourSequence = [], []
    made.RTROIObservationsSequence = []
    for number, (name, contours) in enumerate(regions.items(), start=1):
        region = pydicom.Dataset()
        region.ROINumber, region.ROIName = number, name
        region.ReferencedFrameOfReferenceUID = image.FrameOfReferenceUID
        made.StructureSetROISequence.append(region)
        drawn_ = pydicom.Dataset()
        drawn_.ReferencedROINumber, drawn_.ContourSequence = number, contours
        if contours:
            made.ROIContourSequence.append(drawn_)
        if name in terms:
            seen, code = pydicom.Dataset(), pydicom.Dataset()
            seen.ObservationNumber = seen.ReferencedROINumber = number
            code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = terms[name]
            seen.RTROIIdentificationCodeSequence = [code]
            made.RTROIObservationsSequence.append(seen)
    made.save_as(path, enforce_file_format=True)


def circle(x: float, y: float, radius: float, count: int = 60) -> Corners:
    angles = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return [(x + radius * np.cos(a), y + radius * np.sin(a)) for a in angles]


def ring_with_channel(x: float, y: float) -> Corners:
    """A square of 40 with a hole of 20, joined by a channel without width."""
    outer = [(x, y), (x + 40, y), (x + 40, y + 40), (x, y + 40), (x, y)]
    inner = [(x + 10, y + 10), (x + 10, y + 30), (x + 30, y + 30), (x + 30, y + 10)]
    return [*outer, *inner, (x + 10, y + 10), (x, y)]


def area(found: dict[Any, list[np.ndarray]], class_name: str) -> int:
    return sum(
        int(m.sum()) for (_, _, name), masks in found.items() if name == class_name for m in masks
    )


def test_contours_cover_the_pixels_they_enclose(tmp_path: Path) -> None:
    first, second = write_slices(tmp_path / "d")
    blob = circle(64.3, 50.7, 30.2)
    hole, island = circle(64.3, 50.7, 18.1), circle(64.3, 50.7, 8.4)
    triangle: Corners = [(10.2, 10.7), (60.9, 15.1), (22.3, 80.8)]
    save(tmp_path / "d" / "rs.dcm", first, {
        "Infection": [contour(first, island), contour(first, blob), contour(first, hole)],
        "keyhole": [contour(second, ring_with_channel(5, 5))],
        "xor": [contour(second, ring, "CLOSEDPLANAR_XOR")
                for ring in (circle(90, 90, 20), circle(100, 90, 20))],
        "Lunge": [contour(first, triangle, named=False)],
    }, {"Lunge": LUNG})  # fmt: skip
    report = bring_in(tmp_path)
    assert (report.objects, report.losses) == (4, [])
    found = drawn(tmp_path / "p")
    assert set(found) == {
        ("slice0.dcm", "lesion", "infection"), ("slice0.dcm", "lungs", "Lunge"),
        ("slice1.dcm", "lesion", "keyhole"), ("slice1.dcm", "lesion", "xor"),
    }  # fmt: skip
    truth: dict[str, BaseGeometry] = {
        "infection": Polygon(blob) - Polygon(hole) | Polygon(island), "Lunge": Polygon(triangle),
        "xor": Polygon(circle(90, 90, 20)) ^ Polygon(circle(100, 90, 20)),
    }  # fmt: skip
    for name, shape in truth.items():
        assert abs(area(found, name) - shape.area) < 0.03 * shape.area, name
    assert area(found, "keyhole") == 40 * 40 - 20 * 20
    assert not found["slice1.dcm", "lesion", "keyhole"][0][20, 20]


def bring_in(tmp_path: Path) -> Any:
    return bring(tmp_path, name="rtstruct")


def test_turned_images_get_their_contours_where_they_lie(tmp_path: Path) -> None:
    image = write_slices(tmp_path / "d", 1)[0]
    image.ImageOrientationPatient = [0, 1, 0, 0, 0, -1]
    image.PixelSpacing = [0.5, 0.8]
    image.save_as(tmp_path / "d" / "slice0.dcm")
    save(tmp_path / "d" / "rs.dcm", image, {
        "a": [contour(image, [(20, 30), (50, 30), (50, 100), (20, 100)])],
    }, {})  # fmt: skip
    assert bring_in(tmp_path).objects == 1
    mask = drawn(tmp_path / "p")["slice0.dcm", "lesion", "a"][0]
    assert mask.sum() == 30 * 70 and mask[30:100, 20:50].all()


def test_what_encloses_nothing_or_is_damaged_is_named(tmp_path: Path) -> None:
    image, other = write_slices(tmp_path / "d")
    (tmp_path / "d" / "slice1.dcm").unlink()
    square: Corners = [(10, 10), (20, 10), (20, 20), (10, 20)]
    broken = contour(image, square)
    broken.ContourData = broken.ContourData[:-1]
    lifted = contour(image, square)
    lifted.ContourData = [v + 7 * (i % 3 == 2) for i, v in enumerate(lifted.ContourData)]
    save(tmp_path / "d" / "rs.dcm", image, {
        "good": [contour(image, square)], "point": [contour(image, square[:1], "POINT")],
        "open": [contour(image, square, "OPEN_PLANAR")], "none": [], "broken": [broken],
        "mixed": [contour(image, circle(80, 80, 5)), contour(image, square[:2], "OPEN_PLANAR")],
        "elsewhere": [contour(image, circle(400, 400, 5))], "lifted": [lifted],
        "gone": [contour(other, square)],
    }, {})  # fmt: skip
    report = bring_in(tmp_path)
    told = {(loss.what, loss.objects): loss.reason for loss in report.losses}
    assert told.keys() == {
        ("region 2 (point)", 1), ("region 3 (open)", 1), ("region 4 (none)", 1),
        ("a contour of region 5 (broken)", 1), ("a contour of region 6 (mixed)", 0),
        ("region 7 (elsewhere)", 1), ("region 8 (lifted)", 1), ("", 1),
    }  # fmt: skip
    assert "is not there" in told["", 1]
    assert report.objects == 2
    with Project.open(tmp_path / "p") as project:
        assert project.images.all()[0].state is ImageState.IN_PROGRESS


def test_another_number_of_points_than_the_file_says_is_told(tmp_path: Path) -> None:
    image = write_slices(tmp_path / "d", 1)[0]
    rings = [contour(image, circle(64, 64, radius)) for radius in (30, 20, 10)]
    rings[0].NumberOfContourPoints, rings[1].NumberOfContourPoints = 61, 3
    del rings[2].NumberOfContourPoints
    save(tmp_path / "d" / "rs.dcm", image, {"a": rings, "b": [contour(image, circle(9, 9, 5))]}, {})
    report = bring_in(tmp_path)
    assert (report.objects, report.losses) == (2, [])
    told = [note for note in report.notes if "another number of points" in note]
    assert len(told) == 1 and told[0].startswith("2 contours have another number")
    assert "region 1 (a) of rs.dcm" in told[0]


def test_what_reaches_out_of_the_image_is_told(tmp_path: Path) -> None:
    image = write_slices(tmp_path / "d", 1)[0]
    over, out = (contour(image, circle(x, 64, 20)) for x in (120, 180))
    save(tmp_path / "d" / "rs.dcm", image, {"a": [over], "b": [out], "c": [over, out]}, {})
    report = bring_in(tmp_path)
    assert [loss.reason for loss in report.losses][:1] == ["It lies outside of the image."]
    told = [note for note in report.notes if "out of the picture" in note]
    assert len(told) == 1 and told[0].startswith("2 objects reach ") and "rs.dcm (2)" in told[0]


def test_a_contour_that_is_written_twice_is_no_hole(tmp_path: Path) -> None:
    first, second = write_slices(tmp_path / "d")
    square: Corners = [(10, 10), (30, 10), (30, 30), (10, 30)]
    both = contour(first, [(x + 50, y + 50) for x, y in square])
    both.ContourImageSequence = [
        *contour(second, square).ContourImageSequence, *both.ContourImageSequence
    ]  # fmt: skip
    save(tmp_path / "d" / "rs.dcm", first, {
        "twice": [contour(first, square), contour(first, square[::-1]),
                  contour(first, square[2:] + square[:2], "closed_planar")],
        "line": [contour(second, square), contour(second, square[:2])],
        "out": [contour(second, [(118, 50), (138, 50), (138, 70), (118, 70)])],
        "two images": [both],
    }, {})  # fmt: skip
    report = bring_in(tmp_path)
    found = drawn(tmp_path / "p").items()
    assert {(image, name): int(masks[0].sum()) for (image, _, name), masks in found} == {
        ("slice0.dcm", "twice"): 400, ("slice0.dcm", "two images"): 400,
        ("slice1.dcm", "line"): 400, ("slice1.dcm", "out"): 200,
    }  # fmt: skip
    told = [(loss.what, loss.objects) for loss in report.losses]
    assert ("a contour of region 2 (line)", 0) in told
    assert any("out of the picture and lost what lies there" in note for note in report.notes)


def test_regions_with_one_number_are_not_made_one_in_silence(tmp_path: Path) -> None:
    image = write_slices(tmp_path / "d", 1)[0]
    square: Corners = [(10, 10), (30, 10), (30, 30), (10, 30)]
    path = tmp_path / "d" / "rs.dcm"
    others = [contour(image, circle(60, 60, 9))]
    save(path, image, {"a": [contour(image, square)], "b": others}, {})
    made = pydicom.dcmread(path)
    made.StructureSetROISequence[1].ROINumber = 1
    made.ROIContourSequence[1].ReferencedROINumber = 1
    made.save_as(path)
    report = bring_in(tmp_path)
    (loss,) = report.losses
    assert (loss.what, loss.objects, report.objects) == ("region 1 (b)", 1, 1)
    assert "same number" in loss.reason


def test_contours_that_name_no_region_cost_themselves(tmp_path: Path) -> None:
    image = write_slices(tmp_path / "d", 1)[0]
    square: Corners = [(10, 10), (20, 10), (20, 20), (10, 20)]
    path = tmp_path / "d" / "rs.dcm"
    other = contour(image, circle(60, 60, 9))
    save(path, image, {"a": [contour(image, square)], "b": [other]}, {})
    made = pydicom.dcmread(path)
    del made.ROIContourSequence[1].ReferencedROINumber
    made.save_as(path)
    report = bring_in(tmp_path)
    assert report.objects == 1
    assert {(loss.what, loss.objects) for loss in report.losses} == {
        ("region 2 (b)", 1), ("contours", 0),
    }  # fmt: skip


def test_a_structure_set_that_is_lost_is_no_picture_that_nobody_names(tmp_path: Path) -> None:
    image = write_slices(tmp_path / "d", 1)[0]
    broken = contour(image, [(10, 10), (20, 10), (20, 20), (10, 20)])
    broken.ContourData = broken.ContourData[:-1]
    save(tmp_path / "d" / "rs.dcm", image, {"broken": [broken]}, {})
    report = bring_in(tmp_path)
    assert [loss.file for loss in report.losses] == ["rs.dcm"]
    assert not any("named by no label file" in note for note in report.notes)


def test_a_contour_out_of_plane_costs_itself_and_another_frame_its_region(tmp_path: Path) -> None:
    image = write_slices(tmp_path / "d", 1)[0]
    square: Corners = [(10, 10), (20, 10), (20, 20), (10, 20)]
    lifted = contour(image, circle(60, 60, 9))
    lifted.ContourData = [v + 7 * (i % 3 == 2) for i, v in enumerate(lifted.ContourData)]
    save(tmp_path / "d" / "a.dcm", image, {"a": [contour(image, square), lifted]}, {})
    frame, image.FrameOfReferenceUID = image.FrameOfReferenceUID, "1.2.3"
    save(tmp_path / "d" / "b.dcm", image, {"b": [contour(image, square)]}, {})
    image.FrameOfReferenceUID = frame
    report = bring_in(tmp_path)
    told = {(loss.what, loss.objects): loss.reason for loss in report.losses}
    assert told.keys() == {("a contour of region 1 (a)", 0), ("a contour of region 1 (b)", 1)}
    assert "another frame of reference" in told["a contour of region 1 (b)", 1]
    assert list(drawn(tmp_path / "p")) == [("slice0.dcm", "lesion", "a")]


def test_a_folder_without_structure_sets_is_refused(tmp_path: Path) -> None:
    write_slices(tmp_path / "d", 1)
    with pytest.raises(LViTError, match="holds no RT structure set"):
        bring_in(tmp_path)
