"""DICOM segmentations as other people's software reads them: highdicom and dicom3tools."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.prompt.templates import load_template
from tests.lvit_core.exchange.conftest import finish

hd = pytest.importorskip("highdicom", reason="highdicom is not installed")
pydicom = pytest.importorskip("pydicom")

pytestmark = pytest.mark.exchange

SIDE = 128
Write = Callable[[np.ndarray], Path]


@pytest.fixture(params=["slice", "slice without thickness", "film", "film with spacing"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A CT slice that says where it lies, and a projection that says nothing of it."""
    from pydicom.data import get_testdata_file
    from pydicom.uid import ComputedRadiographyImageStorage

    slice_ = Path(get_testdata_file("CT_small.dcm"))
    if request.param == "slice":
        return slice_
    film = pydicom.dcmread(slice_)
    if request.param == "slice without thickness":
        film.SliceThickness = None
        film.save_as(tmp_path / "slice.dcm")
        return tmp_path / "slice.dcm"
    for keyword in ("SliceThickness", "FrameOfReferenceUID", "ImagePositionPatient",
                    "ImageOrientationPatient"):  # fmt: skip
        del film[keyword]
    if request.param == "film":
        del film.PixelSpacing
    film.SOPClassUID = film.file_meta.MediaStorageSOPClassUID = ComputedRadiographyImageStorage
    film.Modality = "CR"
    film.PatientOrientation = ["R", "F"]
    film.save_as(tmp_path / "film.dcm")
    return tmp_path / "film.dcm"


@pytest.fixture
def write(source: Path, tmp_path: Path) -> Iterator[Write]:
    """Puts labels on the image, exports it, and gives the folder."""
    settings = ProjectSettings("x", "chest-xray", "viewer")
    with Project.create(tmp_path / "project", settings, seed="a") as project:
        (record,) = project.images.add([source]).added

        def run(labels: np.ndarray) -> Path:
            numbers = [int(number) for number in np.unique(labels) if number]
            origins = {number: Provenance("person", "Ann=Lee^X") for number in numbers}
            store_labels(
                project, record.id, "lesion", labels, classes="infection", provenance=origins,
                title="Draw",
            )  # fmt: skip
            finish(project, record.id, "")
            format_named("dicom-seg").export(project, tmp_path / "out", {"keep_readers": True})
            return tmp_path / "out"

        yield run


def labels_of(count: int, side: int = 6) -> np.ndarray:
    """Squares in rows, numbered from 1."""
    labels = np.zeros((SIDE, SIDE), np.int32)
    for number in range(count):
        y, x = 8 * (number // 15), 8 * (number % 15)
        labels[y : y + side, x : x + side] = number + 1
    return labels


@pytest.mark.parametrize("count", [1, 2, 64])
def test_every_object_is_a_segment_of_its_own_also_a_single_one(write: Write, count: int) -> None:
    labels = labels_of(count)
    (file,) = write(labels).glob("*.dcm")
    found = hd.seg.segread(file)
    assert list(found.segment_numbers) == list(range(1, count + 1))
    (instance,) = {uid for _, _, uid in found.get_source_image_uids()}
    planes = found.get_pixels_by_source_instance([instance])
    for number in found.segment_numbers:
        assert np.array_equal(planes[0, :, :, number - 1] > 0, labels == number)


def test_many_objects_share_the_segment_of_their_class(write: Write) -> None:
    labels = labels_of(65)
    (file,) = write(labels).glob("*.dcm")
    found = hd.seg.segread(file)
    assert found.number_of_segments == 1
    assert np.array_equal(found.pixel_array > 0, labels > 0)


def test_an_image_without_objects_has_no_file(write: Write) -> None:
    folder = write(labels_of(0))
    assert not list(folder.glob("*.dcm"))


def test_a_segment_may_fill_the_whole_image(write: Write) -> None:
    (file,) = write(np.ones((SIDE, SIDE), np.int32)).glob("*.dcm")
    assert hd.seg.segread(file).pixel_array.all()


def test_specks_are_no_segments_but_are_not_lost(write: Write) -> None:
    labels = labels_of(12, side=2)
    labels[100:120, 100:120] = 13
    (file,) = write(labels).glob("*.dcm")
    found = hd.seg.segread(file)
    names = [item.SegmentLabel for item in found.SegmentSequence]
    assert names == ["infection 13", "infection, 12 small areas"]
    assert np.array_equal(found.pixel_array.any(axis=0), labels > 0)


def test_the_header_says_what_it_is_who_made_it_and_in_which_colour(write: Write) -> None:
    (file,) = write(labels_of(2)).glob("*.dcm")
    found = hd.seg.segread(file)
    assert found.SeriesDescription == "Lesions: labels"
    assert str(found.ContentCreatorName) == "Ann Lee X"
    layer = load_template("chest-xray").finding_layer
    wanted = next(item.colour for item in layer.classes if item.name == "infection")
    shown = hd.color.CIELabColor.from_dicom_value(
        found.SegmentSequence[0].RecommendedDisplayCIELabValue
    ).to_rgb()
    assert np.abs(np.subtract(shown, list(bytes.fromhex(wanted[1:])))).max() <= 2


def test_segments_say_in_coded_terms_what_they_are(write: Write) -> None:
    (file,) = write(labels_of(1)).glob("*.dcm")
    found = hd.seg.segread(file).get_segment_description(1)
    lesion = load_template("chest-xray").finding_layer.coded_as("infection")
    for shown, wanted in (
        (found.segmented_property_category, lesion.category),
        (found.segmented_property_type, lesion.type),
    ):
        said = (shown.value, shown.scheme_designator, shown.meaning)
        assert said == (wanted.value, wanted.scheme, wanted.meaning)


def test_a_mirrored_film_is_mirrored_in_its_segmentation_too(write: Write, source: Path) -> None:
    (file,) = write(labels_of(2)).glob("*.dcm")
    found, film = pydicom.dcmread(file), pydicom.dcmread(source)
    shared = found.SharedFunctionalGroupsSequence[0]
    if "ImageOrientationPatient" in film:
        placed = shared.PlaneOrientationSequence[0]
        assert placed.ImageOrientationPatient == film.ImageOrientationPatient
    else:
        assert list(found.PatientOrientation) == ["R", "F"]


def test_no_thickness_and_no_spacing_are_made_up(write: Write, source: Path) -> None:
    (file,) = write(labels_of(2)).glob("*.dcm")
    shared = pydicom.dcmread(file).SharedFunctionalGroupsSequence[0]
    film = pydicom.dcmread(source)
    if film.get("SliceThickness") is None:
        assert "PixelMeasuresSequence" not in shared
    else:
        assert shared.PixelMeasuresSequence[0].PixelSpacing == film.PixelSpacing


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="dicom3tools is not installed")
@pytest.mark.parametrize("count", [1, 3])
def test_dciodvfy_finds_no_error_of_ours(write: Write, source: Path, count: int) -> None:
    (file,) = write(labels_of(count)).glob("*.dcm")
    assert errors(file) - errors(source) == set()


def errors(file: Path) -> set[str]:
    """What dicom3tools holds to be wrong with a file."""
    done = subprocess.run(
        ["dciodvfy", str(file)], capture_output=True, text=True, errors="replace", check=False
    )
    return {line for line in (done.stderr + done.stdout).splitlines() if line.startswith("Error")}
