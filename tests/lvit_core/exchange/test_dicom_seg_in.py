"""DICOM segmentations come in: highdicom and pydicom write them, pixels are what they wrote."""

from __future__ import annotations

import gc
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange import dicom_images, format_named, import_as_project
from lvit_core.exchange.dicom_grids import Grid
from lvit_core.exchange.dicom_images import DicomImage
from lvit_core.exchange.dicom_seg_frames import Segment, SegmentFile
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from tests.lvit_core.exchange.conftest import finish

hd = pytest.importorskip("highdicom", reason="highdicom is not installed")
pydicom = pytest.importorskip("pydicom")

pytestmark = pytest.mark.exchange

SIDE = 128
LUNG, LESION = ("39607008", "SCT", "Lung"), ("52988006", "SCT", "Lesion")


def write_slices(folder: Path, count: int = 2) -> list[Any]:
    """A CT series with other pixels in each slice."""
    from pydicom.data import get_testdata_file

    folder.mkdir(parents=True, exist_ok=True)
    slices = []
    for number in range(count):
        image = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
        image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = hd.UID()
        image.ImagePositionPatient = [-158.0, -179.0, -75.0 + 5 * number]
        pixels = image.pixel_array.copy()
        pixels[0, 0] = number
        image.PixelData = pixels.tobytes()
        image.save_as(folder / f"slice{number}.dcm")
        slices.append(image)
    return slices


def segment(
    number: int, label: str, term: tuple[str, ...] = LESION, *, tracked: bool = True
) -> Any:
    code = hd.sr.CodedConcept(*term)
    uid = {"tracking_uid": hd.UID(), "tracking_id": label} if tracked else {}
    return hd.seg.SegmentDescription(
        number, label, hd.sr.CodedConcept("49755003", "SCT", "Abnormal"), code, "MANUAL", **uid
    )


def segmentation(sources: list[Any], masks: np.ndarray, segments: list[Any], **told: Any) -> Any:
    """``masks``: (frames, H, W, segments)."""
    values = {"segmentation_type": "BINARY"} | told
    return hd.seg.Segmentation(
        source_images=sources, pixel_array=masks, segment_descriptions=segments,
        series_instance_uid=hd.UID(), series_number=9, sop_instance_uid=hd.UID(), instance_number=1,
        manufacturer="Somebody", manufacturer_model_name="x", software_versions="1",
        device_serial_number="1", **values,
    )  # fmt: skip


def bring(tmp_path: Path, name: str = "dicom-seg") -> ImportReport:
    told = {"template": "chest-xray", "laterality": "viewer"}
    report = import_as_project(name, tmp_path / "d", tmp_path / "p", told)
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return report


def drawn(place: Path) -> dict[tuple[str, str, str], list[np.ndarray]]:
    """The masks of the objects by image, layer and class."""
    found: dict[tuple[str, str, str], list[np.ndarray]] = {}
    with Project.open(place) as project:
        for image in project.images.all():
            for layer in sorted(project.journal.labeled_layers(image.id)):
                plane = project.journal.load_plane(image.id, layer).to_array()
                for record in project.journal.load_objects(image.id, layer):
                    key = (image.name, layer, record.class_name)
                    found.setdefault(key, []).append(plane == record.id)
    return found


def blocks() -> np.ndarray:
    masks = np.zeros((2, SIDE, SIDE, 3), np.uint8)
    masks[0, 10:30, 10:40, 0] = 1
    masks[0, 15:20, 15:20, 0] = 0
    masks[0, 5:100, 5:60, 1] = 1  # overlaps the first, in another layer
    masks[1, 50:60, 50:60, 2] = masks[1, 80:90, 80:90, 2] = 1
    return masks


@pytest.mark.parametrize("syntax", ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2.5"])
def test_segments_go_to_the_images_and_layers_they_name(tmp_path: Path, syntax: str) -> None:
    slices, masks = write_slices(tmp_path / "d" / "images"), blocks()
    kind = "BINARY" if syntax.endswith("2.1") else "LABELMAP"
    if kind == "LABELMAP":
        masks[..., 1] &= 1 - masks[..., 0]
    described = [segment(1, "Infection "), segment(2, "Lunge", LUNG),
                 segment(3, "Segment_3", tracked=False)]  # fmt: skip
    made = segmentation(
        slices, masks, described, segmentation_type=kind, transfer_syntax_uid=syntax
    )
    made.save_as(tmp_path / "d" / "a.dcm")
    report = bring(tmp_path)
    assert (report.images, report.objects, report.losses) == (2, 4, [])
    found = drawn(tmp_path / "p")
    expected = {
        ("slice0.dcm", "lesion", "infection"): [masks[0, ..., 0]],
        ("slice0.dcm", "lungs", "Lunge"): [masks[0, ..., 1]],
        ("slice1.dcm", "lesion", "Lesion"): [
            masks[1, ..., 2] * (np.arange(SIDE)[:, None] < 70),
            masks[1, ..., 2] * (np.arange(SIDE)[:, None] > 70),
        ],
    }
    assert found.keys() == expected.keys()
    for key, items in expected.items():
        assert all(np.array_equal(a, b > 0) for a, b in zip(found[key], items, strict=True)), key


@pytest.mark.parametrize("size", [(13, 17), (16, 16), (9, 11)])
def test_frames_may_begin_inside_of_a_byte(tmp_path: Path, size: tuple[int, int]) -> None:
    from pydicom.data import get_testdata_file

    image = pydicom.dcmread(get_testdata_file("CT_small.dcm"))
    image.PixelData = image.pixel_array[: size[0], : size[1]].tobytes()
    image.Rows, image.Columns = size
    (tmp_path / "d").mkdir()
    image.save_as(tmp_path / "d" / "image.dcm")
    masks = np.zeros((1, *size, 7), np.uint8)
    for number in range(7):
        masks[0, number + 1, number : number + 3, number] = 1
    segments = [segment(number + 1, f"class {number + 1}") for number in range(7)]
    segmentation([image], masks, segments).save_as(tmp_path / "d" / "seg.dcm")
    report = bring(tmp_path)
    assert (report.objects, report.losses) == (7, [])
    found = drawn(tmp_path / "p")
    for number in range(7):
        (mask,) = found["image.dcm", "lesion", f"class {number + 1}"]
        assert np.array_equal(mask, masks[0, ..., number] > 0)


def test_fractions_count_from_half_on_and_that_is_told(tmp_path: Path) -> None:
    slices = write_slices(tmp_path / "d")
    values = np.zeros((2, SIDE, SIDE, 1), np.float32)
    values[0, :10, :10], values[0, :4, :10], values[1, 0, 0] = 0.49, 0.5, 1.0
    made = segmentation(
        slices, values, [segment(1, "a")], segmentation_type="FRACTIONAL",
        fractional_type="PROBABILITY", max_fractional_value=200,
    )  # fmt: skip
    made.save_as(tmp_path / "d" / "seg.dcm")
    report = bring(tmp_path)
    found = drawn(tmp_path / "p")
    assert found["slice0.dcm", "lesion", "a"][0].sum() == 40
    assert found["slice1.dcm", "lesion", "a"][0].sum() == 1
    assert "Of fractions, half or more counts as inside: seg.dcm." in report.notes


@pytest.mark.parametrize("turn", ["as it is", "mirrored", "rows up", "transposed", "cut out"])
def test_frames_without_references_go_where_they_lie(tmp_path: Path, turn: str) -> None:
    """Programs for volumes turn their grid; the patient stays where he is."""
    slices = write_slices(tmp_path / "d")
    masks = np.zeros((2, SIDE, SIDE, 1), np.uint8)
    masks[1, 20:30, 40:70] = 1
    masks[0, 1, 1] = 1
    made = segmentation(slices, masks, [segment(1, "a")])
    frames = made.pixel_array
    step = slices[0].PixelSpacing[0]
    way, move = {
        "as it is": ([1, 0, 0, 0, 1, 0], (0, 0)), "mirrored": ([-1, 0, 0, 0, 1, 0], (SIDE - 1, 0)),
        "rows up": ([1, 0, 0, 0, -1, 0], (0, SIDE - 1)),
        "transposed": ([0, 1, 0, 1, 0, 0], (0, 0)), "cut out": ([1, 0, 0, 0, 1, 0], (30, 10)),
    }[turn]  # fmt: skip
    if turn == "mirrored":
        frames = frames[:, :, ::-1]
    elif turn == "rows up":
        frames = frames[:, ::-1]
    elif turn == "transposed":
        frames = frames.transpose(0, 2, 1)
    elif turn == "cut out":
        frames = frames[:, 10:58, 30:94]
    made.Rows, made.Columns = frames.shape[1:]
    made.PixelData = np.packbits(frames.ravel(), bitorder="little").tobytes()
    shared = made.SharedFunctionalGroupsSequence[0]
    shared.PlaneOrientationSequence[0].ImageOrientationPatient = way
    for frame in made.PerFrameFunctionalGroupsSequence:
        del frame.DerivationImageSequence
        place = frame.PlanePositionSequence[0].ImagePositionPatient
        frame.PlanePositionSequence[0].ImagePositionPatient = [
            f"{place[0] + move[0] * step:.4f}", f"{place[1] + move[1] * step:.4f}", place[2]
        ]  # fmt: skip
    made.save_as(tmp_path / "d" / "seg.dcm")
    report = bring(tmp_path)
    found = drawn(tmp_path / "p")
    assert np.array_equal(found["slice1.dcm", "lesion", "a"][0], masks[1, ..., 0] > 0)
    if turn == "cut out":
        assert [loss.what for loss in report.losses] == ["segment 1 (a)"]  # outside of what was cut


def test_a_damaged_term_costs_its_file_only(tmp_path: Path) -> None:
    slices = write_slices(tmp_path / "d", 1)
    for name in ("bad.dcm", "good.dcm"):
        made = segmentation(slices, blocks()[:1, ..., :1], [segment(1, "a")])
        made.save_as(tmp_path / "d" / name)
    file = tmp_path / "d" / "bad.dcm"
    scheme = b"\x08\x00\x02\x01SH\x04\x00SCT "
    assert scheme in file.read_bytes()
    file.write_bytes(file.read_bytes().replace(scheme, scheme.replace(b"SH", b"S\xff")))
    report = bring(tmp_path)
    assert (report.objects, [loss.file for loss in report.losses]) == (1, ["bad.dcm"])


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize("away", [100, 120])
def test_what_reaches_out_of_the_image_is_told(tmp_path: Path, away: int, tracked: bool) -> None:
    slices = write_slices(tmp_path / "d", 1)
    masks = np.zeros((1, SIDE, SIDE, 1), np.uint8)
    masks[0, 20:30, 10:38] = 1
    made = segmentation(slices, masks, [segment(1, "a", tracked=tracked)])
    place = made.PerFrameFunctionalGroupsSequence[0].PlanePositionSequence[0].ImagePositionPatient
    place[0] += away * slices[0].PixelSpacing[1]
    made.save_as(tmp_path / "d" / "seg.dcm")
    report = bring(tmp_path)
    told = any("1 object reaches out of the picture" in note for note in report.notes)
    if away == 100:
        assert (report.objects, report.losses, told) == (1, [], True)
        assert drawn(tmp_path / "p").popitem()[1][0].sum() == 10 * 18
        return
    assert [loss.reason for loss in report.losses] == ["It lies outside of the image."]
    with Project.open(tmp_path / "p") as project:
        assert project.images.get(1).state is ImageState.IN_PROGRESS


def test_another_grid_is_told_and_never_stretched(tmp_path: Path) -> None:
    slices = write_slices(tmp_path / "d", 1)
    made = segmentation(slices, np.ones((1, SIDE, SIDE, 1), np.uint8), [segment(1, "a")])
    measures = made.SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0]
    measures.PixelSpacing = [value * 2 for value in measures.PixelSpacing]
    made.save_as(tmp_path / "d" / "seg.dcm")
    report = bring(tmp_path)
    assert [loss.reason for loss in report.losses] == [
        "It lies on another grid of pixels than its image."
    ]
    assert report.objects == 0


def test_a_missing_image_is_named_and_found_in_the_project_by_its_number(tmp_path: Path) -> None:
    slices = write_slices(tmp_path / "images")
    (tmp_path / "d").mkdir()
    made = segmentation(slices, blocks()[..., :1], [segment(1, "a")])
    made.save_as(tmp_path / "d" / "seg.dcm")
    with pytest.raises(LViTError, match=r"Its picture 1\.2\.[0-9.]+\.dcm is not there"):
        bring(tmp_path)
    with Project.create(tmp_path / "p", ProjectSettings("x", "chest-xray", "viewer")) as project:
        project.images.add([tmp_path / "images"])
    assert bring(tmp_path).onto == 1
    assert drawn(tmp_path / "p").keys() == {("slice0.dcm", "lesion", "a")}


def test_the_image_of_the_only_segmentation_is_not_called_by_its_name(tmp_path: Path) -> None:
    slices = write_slices(tmp_path / "images", 1)
    (tmp_path / "d").mkdir()
    made = segmentation(slices, blocks()[:1, ..., :1], [segment(1, "a")])
    made.save_as(tmp_path / "d" / "seg.dcm")
    with pytest.raises(LViTError, match=r"Its picture 1\.[0-9.]+ is not there"):
        bring(tmp_path)


def test_segmentations_that_wait_are_not_held(tmp_path: Path) -> None:
    """Those of ten thousand images are too many; they come back from the disk as they were."""
    slices = write_slices(tmp_path / "images")
    segmentation(slices, blocks(), [segment(n, "a") for n in (1, 2, 3)]).save_as(
        tmp_path / "images" / "seg.dcm"
    )
    bundle = format_named("dicom-seg").read(tmp_path / "images")
    gc.collect()
    kinds = (SegmentFile, Segment, DicomImage, Grid)
    assert not [one for one in gc.get_objects() if type(one) in kinds]
    drawn_again = [shape.draw((SIDE, SIDE)).mask.sum() for shape in bundle.items[0].shapes]
    assert drawn_again == [20 * 30 - 25, 95 * 55]


def test_what_we_write_comes_back(tmp_path: Path) -> None:
    write_slices(tmp_path / "images", 1)
    labels = np.zeros((SIDE, SIDE), np.int32)
    labels[5:15, 5:15], labels[20:40, 20:40], labels[60:63, 60:62] = 1, 2, 3
    labels[80:83, 80:82] = 4
    person = Provenance("person", "ann", created="2025-01-01T00:00:00+00:00")
    with Project.create(tmp_path / "q", ProjectSettings("x", "chest-xray", "viewer")) as project:
        image = project.images.add([tmp_path / "images"]).added[0]
        classes = {1: "infection", 2: "consolidation", 3: "infection", 4: "infection"}
        store_labels(
            project, image.id, "lesion", labels, classes=classes, provenance=person, title="Draw"
        )
        finish(project, image.id, "")
        # Another project knows these images by their own numbers only.
        options = {"keep_identity": True, "keep_readers": True}
        format_named("dicom-seg").export(project, tmp_path / "d", options)
    with Project.create(tmp_path / "p", ProjectSettings("x", "chest-xray", "viewer")) as project:
        project.images.add([tmp_path / "images"])
    report = bring(tmp_path)
    assert (report.onto, report.objects, report.losses) == (1, 4, [])
    found = drawn(tmp_path / "p")
    assert [int(mask.sum()) for mask in found["slice0.dcm", "lesion", "infection"]] == [6, 6, 100]
    assert np.array_equal(found["slice0.dcm", "lesion", "consolidation"][0], labels == 2)
    with Project.open(tmp_path / "p") as project:
        records = list(project.journal.load_objects(1, "lesion"))
    assert sum(record.provenance.person == "ann" for record in records) == 2


@pytest.mark.parametrize(
    ("placed", "told", "back"),
    [
        (((5, 5), (9, 9)), 0, 2),
        (((5, 5), (5, 7)), 2, 1),
        (((5, 5), (9, 9), (9, 11), (20, 20)), 2, 3),
    ],
)
def test_specks_that_touch_are_told(
    tmp_path: Path, placed: tuple[tuple[int, int], ...], told: int, back: int
) -> None:
    write_slices(tmp_path / "images", 1)
    labels = np.zeros((SIDE, SIDE), np.int32)
    for number, (y, x) in enumerate(placed, start=1):
        labels[y : y + 2, x : x + 2] = number
    with Project.create(tmp_path / "q", ProjectSettings("x", "chest-xray", "viewer")) as project:
        image = project.images.add([tmp_path / "images"]).added[0]
        made = Provenance("person", "ann")
        store_labels(
            project, image.id, "lesion", labels, classes="infection", provenance=made, title="Draw"
        )
        finish(project, image.id, "")
        out = format_named("dicom-seg").export(project, tmp_path / "d")
    lines = [line for line in out.losses if "share a segment with others" in line]
    assert [line.split()[0] for line in lines] == [str(told)] * bool(told)
    assert bring(tmp_path).objects == back


def test_many_objects_of_a_class_with_a_number_come_back_apart(tmp_path: Path) -> None:
    write_slices(tmp_path / "images", 1)
    labels = np.zeros((SIDE, SIDE), np.int32)
    for number in range(65):
        y, x = 6 * (number // 10), 6 * (number % 10)
        labels[y : y + 4, x : x + 4] = number + 1
    with Project.create(tmp_path / "q", ProjectSettings("x", "chest-xray", "viewer")) as project:
        image = project.images.add([tmp_path / "images"]).added[0]
        made = Provenance("person", "ann")
        store_labels(
            project, image.id, "lesion", labels, classes="type 2", provenance=made, title="Draw"
        )
        finish(project, image.id, "")
        format_named("dicom-seg").export(project, tmp_path / "d")
    assert bring(tmp_path).objects == 65
    ((key, masks),) = drawn(tmp_path / "p").items()
    assert (key[2], len(masks)) == ("type 2", 65)


def test_without_names_and_numbers_it_comes_back_all_the_same(tmp_path: Path) -> None:
    """Copies of the images travel with an export whose numbers are exchanged."""
    write_slices(tmp_path / "images", 1)
    labels = np.zeros((SIDE, SIDE), np.int32)
    labels[20:40, 20:40] = 2
    with Project.create(tmp_path / "q", ProjectSettings("x", "chest-xray", "viewer")) as project:
        image = project.images.add([tmp_path / "images"]).added[0]
        made = Provenance("person", "ann")
        store_labels(
            project, image.id, "lesion", labels, classes="infection", provenance=made, title="Draw"
        )
        project.images.set_split(image.id, "holdout")
        finish(project, image.id, "Unilateral pulmonary infection, one infected area.")
        format_named("dicom-seg").export(project, tmp_path / "d")
    report = bring(tmp_path)
    assert (report.images, report.objects, report.sentences) == (1, 1, 1)
    ((_, (mask,)),) = drawn(tmp_path / "p").items()
    assert np.array_equal(mask, labels == 2)
    with Project.open(tmp_path / "p") as project:
        again = project.images.all()[0]
    assert (again.split, again.state.value) == ("holdout", "labeled")
    again_there = import_as_project("dicom-seg", tmp_path / "d", tmp_path / "q", {})
    assert (again_there.images, again_there.already) == (0, 1)


def test_damaged_files_cost_themselves_only(tmp_path: Path, monkeypatch: Any) -> None:
    slices = write_slices(tmp_path / "d", 1)
    good = segmentation(slices, blocks()[:1, ..., :1], [segment(1, "a")])
    good.save_as(tmp_path / "d" / "good.dcm")
    whole = (tmp_path / "d" / "good.dcm").read_bytes()
    (tmp_path / "d" / "cut.dcm").write_bytes(whole[:-700])
    (tmp_path / "d" / "meta.dcm").write_bytes(whole[:138] + b"A" + whole[139:])
    for name, keyword in (("a", "SegmentSequence"), ("b", "PerFrameFunctionalGroupsSequence")):
        bad = pydicom.dcmread(tmp_path / "d" / "good.dcm")
        del bad[keyword]
        bad.save_as(tmp_path / "d" / f"{name}.dcm")
    bad = pydicom.dcmread(tmp_path / "d" / "good.dcm")
    bad.Rows = bad.Columns = 65000
    bad.save_as(tmp_path / "d" / "huge.dcm")
    bad = pydicom.dcmread(tmp_path / "d" / "good.dcm")
    bad.file_meta.TransferSyntaxUID = "1.2.840.10008.1.2.1.99"
    bad.save_as(tmp_path / "d" / "bomb.dcm")
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    start = (tmp_path / "d" / "bomb.dcm").read_bytes()
    told = pydicom.filereader.read_file_meta_info(tmp_path / "d" / "bomb.dcm")
    meta = 132 + 12 + int(told.FileMetaInformationGroupLength)
    body = zlib.decompress(start[meta:], -zlib.MAX_WBITS)
    zeros = packer.compress(body + bytes(3 << 20)) + packer.flush()
    (tmp_path / "d" / "bomb.dcm").write_bytes(start[:meta] + zeros)
    monkeypatch.setattr(dicom_images, "LARGEST_BYTES", 1 << 20)
    report = bring(tmp_path)
    told = {(loss.file, loss.what): loss.reason for loss in report.losses}
    assert drawn(tmp_path / "p").keys() == {("slice0.dcm", "lesion", "a")}
    assert told["a.dcm", ""] == "It describes no segments."
    assert told["b.dcm", ""] == "It does not say what its frames show."
    assert "too large" in told["huge.dcm", ""]
    assert "damaged" in told["meta.dcm", ""]
    assert "more than 1 MB" in told["bomb.dcm", ""]


def test_the_samples_of_others_are_read_or_named() -> None:
    folder = Path(__file__).parents[4] / "shared" / "data" / "formats" / "dicom"
    if not folder.is_dir():
        pytest.skip("the data folder is not here")
    bundle = format_named("dicom-seg").read(folder)
    named = [item for item in bundle.items if item.source]
    tiles = [item for item in named if item.source == "SEG_of_SM__seg_image_sm_control.dcm"]
    assert sum(len(item.shapes) for item in tiles) == 20  # 19 segments, one lies on two tiles
    assert len({(item.instance, item.frame) for item in tiles}) == 20
    assert any(loss.what == "segment 2 (RGB(32, 224, 200))" for loss in bundle.losses)
    assert not any(item.found for item in named)
