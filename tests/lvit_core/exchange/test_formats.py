"""Each format by its own rules, as the programs that read it see them."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pydicom
import pytest
import tifffile
from PIL import Image as Picture
from pydicom.data import get_testdata_file
from pydicom.uid import ComputedRadiographyImageStorage
from shapely import contains_xy
from shapely.geometry import shape

from lvit_core.annotation.encodings import rle_decode
from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.dicom_segments import making
from lvit_core.exchange.yolo import read_labels
from lvit_core.imaging.placement import patient_affine
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings, Proposal
from tests.lvit_core.exchange.conftest import (
    CHEST_SENTENCE,
    HEIGHT,
    WIDTH,
    chest_labels,
    finish,
    nuclei_labels,
)

pytestmark = pytest.mark.exchange

RING = chest_labels()[0] == 3  # a square with a hole
PLAIN = chest_labels()[0] == 5


def _load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def test_coco_has_polygons_for_plain_shapes_and_run_lengths_for_holes(
    project: Project, tmp_path: Path
) -> None:
    format_named("coco").export(project, tmp_path / "out", {"machine": True})
    document = _load(tmp_path / "out" / "annotations.json")
    scan = next(i for i in document["images"] if i["file_name"] == "images/scan.png")
    assert scan["sentence"] == CHEST_SENTENCE
    own = {
        a["object_id"]: a
        for a in document["annotations"]
        if a["image_id"] == scan["id"] and a["layer"] == "lesion"
    }
    by_area = {a["area"]: a for a in own.values()}
    ring, plain, machine = by_area[300], by_area[100], by_area[110]
    assert np.array_equal(rle_decode(ring["segmentation"]), RING)
    assert isinstance(ring["segmentation"]["counts"], str)
    assert ring["segmentation"]["size"] == [HEIGHT, WIDTH]
    assert ring["bbox"] == [10, 10, 20, 20]
    assert len(plain["segmentation"]) == 1
    assert len(plain["segmentation"][0]) >= 6
    assert set(plain["segmentation"][0][::2]) == {20.0, 30.0}
    assert (machine["state"], plain["state"]) == ("machine", "labeled")
    assert {a["iscrowd"] for a in document["annotations"]} == {0}
    names = {c["id"]: (c["supercategory"], c["name"]) for c in document["categories"]}
    assert names[plain["category_id"]] == ("lesion", "consolidation")
    identifiers = [a["id"] for a in document["annotations"]]
    assert len(set(identifiers)) == len(identifiers)


@pytest.mark.parametrize("name", ["coco", "labelme", "jsonl"])
def test_what_can_be_imported_comes_back_whole(project: Project, tmp_path: Path, name: str) -> None:
    format_named(name).export(project, tmp_path / "out", {"keep_readers": True})
    report = import_as_project(name, tmp_path / "out", tmp_path / "again")
    parts = "The data have parts of their own: 1 image is held out, 3 images are to learn from."
    assert (report.images, report.notes) == (4, [parts])
    lesion, lungs = chest_labels()
    with Project.open(tmp_path / "again") as again:
        records = {Path(record.name).stem: record for record in again.images.all()}
        tissue = records["tissue"]
        assert tissue.template == "nuclei"
        plane = again.journal.load_plane(tissue.id, "nuclei").to_array()
        pairs = set(zip(plane.ravel().tolist(), nuclei_labels().ravel().tolist(), strict=True))
        assert len(pairs) == 61  # every object is one object again
        scan = records["scan"]
        assert scan.sentence == CHEST_SENTENCE
        table = {
            record.class_name: record for record in again.journal.load_objects(scan.id, "lesion")
        }
        stored = again.journal.load_plane(scan.id, "lesion").to_array()
        assert np.array_equal(stored == table["infection"].id, lesion == 3)
        assert np.array_equal(stored == table["consolidation"].id, lesion == 5)
        assert table["consolidation"].provenance.person == "ann"
        assert again.settings.laterality == "patient"
        assert np.array_equal(again.journal.load_plane(scan.id, "lungs").to_array() > 0, lungs > 0)
        assert records["empty"].state.value == "labeled"


def test_labelme_has_all_keys_and_inclusive_corners(project: Project, tmp_path: Path) -> None:
    format_named("labelme").export(project, tmp_path / "out")
    document = _load(tmp_path / "out" / "scan.json")
    assert {
        "version", "flags", "shapes", "imagePath", "imageData", "imageHeight", "imageWidth",
    } <= set(document)  # fmt: skip
    assert document["imageData"] is None
    assert (document["imagePath"], document["imageHeight"]) == ("scan.png", HEIGHT)
    assert document["lvit_sentence"] == CHEST_SENTENCE
    found = next(s for s in document["shapes"] if s["points"][0] == [10, 10])
    assert {"label", "points", "group_id", "description", "shape_type", "flags", "mask"} <= set(
        found
    )
    assert (found["shape_type"], found["points"]) == ("mask", [[10, 10], [29, 29]])
    mask = np.asarray(Picture.open(io.BytesIO(base64.b64decode(found["mask"])))) > 0
    assert np.array_equal(mask, RING[10:30, 10:30])


def test_labelme_polygons_keep_holes_as_masks(project: Project, tmp_path: Path) -> None:
    report = format_named("labelme").export(project, tmp_path / "out", {"polygons": True})
    shapes = _load(tmp_path / "out" / "scan.json")["shapes"]
    kinds = {tuple(s["points"][0]): s["shape_type"] for s in shapes}
    assert kinds[10, 10] == "mask"
    polygon = next(s for s in shapes if s["shape_type"] == "polygon" and s["label"] != "lung")
    assert polygon["mask"] is None
    assert sorted(map(tuple, polygon["points"])) == [(20, 40), (20, 50), (30, 40), (30, 50)]
    assert any("holes" in loss for loss in report.losses)


def test_foreign_labelme_files_can_be_read(tmp_path: Path) -> None:
    Picture.fromarray(np.zeros((40, 50), np.uint8)).save(tmp_path / "a.png")
    shapes = [
        {"label": "nucleus", "points": [[1, 1], [9, 1], [9, 9], [1, 9]], "shape_type": "polygon"},
        {"label": "nucleus", "points": [[20, 20], [25, 20]], "shape_type": "circle"},
        {"label": "nucleus", "points": [[30, 2], [40, 12]], "shape_type": "rectangle"},
        {"label": "mark", "points": [[3, 3]], "shape_type": "point"},
    ]
    document = {"shapes": shapes, "imagePath": "..\\x\\a.png", "imageHeight": 40, "imageWidth": 50}
    document["imagePath"] = "a.png"
    (tmp_path / "a.json").write_text(json.dumps(document))
    report = import_as_project("labelme", tmp_path, tmp_path / "p", {"template": "nuclei"})
    assert report.objects == 3
    assert any("point" in note for note in report.notes)
    with Project.open(tmp_path / "p") as project:
        plane = project.journal.load_plane(1, "nuclei").to_array()
    areas = sorted(np.bincount(plane.ravel())[1:].tolist())
    assert areas[:2] == [64, areas[1]]
    assert abs(areas[1] - np.pi * 25) < 6
    assert areas[2] == 100


def test_geojson_is_what_qupath_reads(project: Project, tmp_path: Path) -> None:
    format_named("geojson").export(project, tmp_path / "out")
    document = _load(tmp_path / "out" / "scan.geojson")
    assert document["type"] == "FeatureCollection"
    ring = next(
        f for f in document["features"] if len(f["geometry"]["coordinates"]) == 2
        and f["geometry"]["type"] == "Polygon"
    )  # fmt: skip
    for line in ring["geometry"]["coordinates"]:
        assert line[0] == line[-1]
    geometry = shape(ring["geometry"])
    assert geometry.is_valid
    assert geometry.area == RING.sum()
    assert geometry.bounds == (10, 10, 30, 30)
    properties = ring["properties"]
    assert properties["objectType"] == "annotation"
    assert properties["classification"]["name"] == "infection"
    assert len(properties["classification"]["color"]) == 3
    assert len(ring["id"]) == 36
    tissue = _load(tmp_path / "out" / "tissue.geojson")["features"]
    assert len(tissue) == 60
    assert {f["properties"]["objectType"] for f in tissue} == {"detection"}
    format_named("geojson").export(project, tmp_path / "second")
    assert _load(tmp_path / "second" / "scan.geojson") == document


def test_geojson_outlines_are_smooth_and_exact_ones_are_along_pixels(
    project: Project, tmp_path: Path
) -> None:
    chosen = format_named("geojson")
    smooth = chosen.export(project, tmp_path / "smooth", {"machine": True})
    exact = chosen.export(project, tmp_path / "exact", {"machine": True, "exact_outlines": True})
    assert any("smoothed" in loss for loss in smooth.losses)
    assert not any("smoothed" in loss for loss in exact.losses)
    assert smooth.findings == [
        "The smoothed outlines of 70 objects were drawn again: 0 pixels differ."
    ]
    assert exact.findings == []
    ring = chest_labels()[0] == 3
    for folder, least in ((tmp_path / "smooth", 0.5), (tmp_path / "exact", 1)):
        features = _load(folder / "scan.geojson")["features"]
        found = next(f for f in features if len(f["geometry"]["coordinates"]) == 2)
        steps = [
            abs(x1 - x0) + abs(y1 - y0)
            for line in found["geometry"]["coordinates"]
            for (x0, y0), (x1, y1) in pairwise(line)
        ]
        assert min(steps) >= least
        geometry = shape(found["geometry"])
        y, x = np.mgrid[:HEIGHT, :WIDTH] + 0.5
        assert np.array_equal(contains_xy(geometry, x, y), ring)
    plain = {tuple(map(tuple, f["geometry"]["coordinates"][0])) for f in features}
    assert ((20, 40), (30, 40), (30, 50), (20, 50), (20, 40)) in plain


def test_yolo_is_normalised_and_tells_of_holes(project: Project, tmp_path: Path) -> None:
    report = format_named("yolo").export(project, tmp_path / "out")
    assert any("2 objects have holes" in loss for loss in report.losses)
    for line in (tmp_path / "out" / "labels" / "train" / "scan.txt").read_text().splitlines():
        values = [float(value) for value in line.split()[1:]]
        assert len(values) >= 6
        assert len(values) % 2 == 0
        assert all(0 <= value <= 1 for value in values)
    rings = read_labels(tmp_path / "out" / "labels" / "train" / "scan.txt", HEIGHT, WIDTH)
    assert rings != [(20.0, 40.0)]
    corners = {tuple(sorted(ring)) for _, ring in rings}
    assert ((40.0, 20.0), (40.0, 30.0), (50.0, 20.0), (50.0, 30.0)) in corners
    names = (tmp_path / "out" / "data.yaml").read_text()
    assert '"consolidation"' in names
    assert (tmp_path / "out" / "labels" / "train" / "empty.txt").read_text() == ""


def test_jsonl_has_image_text_and_mask(project: Project, tmp_path: Path) -> None:
    format_named("jsonl").export(project, tmp_path / "out")
    lines = (tmp_path / "out" / "train" / "metadata.jsonl").read_text(encoding="utf-8").splitlines()
    entries = {entry["file_name"]: entry for entry in map(json.loads, lines)}
    scan = entries["images/scan.png"]
    assert scan["text"] == CHEST_SENTENCE
    mask = np.asarray(Picture.open(tmp_path / "out" / "train" / scan["mask_file_name"]))
    assert np.array_equal(mask > 0, RING | PLAIN)
    lesion = next(layer for layer in scan["layers"] if layer["layer"] == "lesion")
    assert json.loads(lesion["objects"])[0]["origin"] == "person"
    held_out = (tmp_path / "out" / "validation" / "metadata.jsonl").read_text("utf-8")
    assert json.loads(held_out)["file_name"] == "images/SCAN-2.png"


def test_older_and_foreign_metadata_lines_can_be_read(tmp_path: Path) -> None:
    for grey, name in enumerate(("a", "b")):
        Picture.fromarray(np.full((9, 9), grey, np.uint8)).save(tmp_path / f"{name}.png")
    mask = np.zeros((9, 9), np.uint8)
    mask[2:4, 2:4] = 255
    Picture.fromarray(mask).save(tmp_path / "m.png")
    facts = {"object_id": 1, "class": "nucleus", "layer": "nuclei", "origin": "person",
             "person": "ann", "state": "labeled"}  # fmt: skip
    old = {"file_name": "a.png", "text": "one\u2028two", "mask": "m.png", "state": "labeled",
           "layers": {"nuclei": {"mask": "m.png", "instances": "m.png", "objects": []},
                      "machine/nuclei": {"mask": "m.png", "objects": []}}}  # fmt: skip
    old["layers"]["nuclei"]["objects"].append({**facts, "object_id": 255})
    foreign = {"file_name": "b.png", "mask_file_name": "m.png"}
    lines = [json.dumps(entry, ensure_ascii=False) for entry in (old, foreign)]
    (tmp_path / "metadata.jsonl").write_text("\n".join(lines), encoding="utf-8")
    report = import_as_project("jsonl", tmp_path, tmp_path / "p", {"template": "nuclei"})
    assert (report.images, report.objects, report.losses) == (2, 2, [])
    with Project.open(tmp_path / "p") as project:
        (record,) = project.journal.load_objects(1, "nuclei")
        assert record.provenance.person == "ann"


@pytest.fixture
def dicom_project(tmp_path: Path) -> tuple[Project, Path]:
    """A CT slice and a chest film (no slice thickness), each with two objects."""
    ct = Path(get_testdata_file("CT_small.dcm"))
    film = pydicom.dcmread(ct)
    for keyword in ("SliceThickness", "FrameOfReferenceUID", "ImagePositionPatient",
                    "ImageOrientationPatient"):  # fmt: skip
        del film[keyword]
    film.SOPClassUID = film.file_meta.MediaStorageSOPClassUID = ComputedRadiographyImageStorage
    film.Modality = "CR"
    film.PatientOrientation = ["L", "F"]
    film.PixelSpacing = [0.2, 0.1]
    film.save_as(tmp_path / "film.dcm")
    project = Project.create(
        tmp_path / "project", ProjectSettings("x", "chest-xray", "viewer"), seed="a"
    )
    for record in project.images.add([ct, tmp_path / "film.dcm"]).added:
        labels = np.zeros((128, 128), np.int32)
        labels[10:20, 30:60], labels[50:70, 5:9] = 1, 2
        origins = {1: Provenance("person", "ann"), 2: Provenance("person", "ann", "gen-2")}
        store_labels(
            project, record.id, "lesion", labels, classes="infection", provenance=origins,
            title="Draw",
        )  # fmt: skip
        finish(project, record.id, CHEST_SENTENCE)
    return project, ct


def test_nifti_lies_where_its_source_lies(
    dicom_project: tuple[Project, Path], tmp_path: Path
) -> None:
    nibabel = pytest.importorskip("nibabel")
    project, ct = dicom_project
    with project:
        format_named("nifti").export(project, tmp_path / "out", {"keep_identity": True})
    image = nibabel.load(tmp_path / "out" / "images" / "CT_small.nii.gz")
    labels = nibabel.load(tmp_path / "out" / "lesion" / "instances" / "CT_small.nii.gz")
    assert image.shape == labels.shape == (128, 128, 1)
    assert np.allclose(image.affine, labels.affine)
    dataset = pydicom.dcmread(ct)
    x, y, z = (float(v) for v in dataset.ImagePositionPatient)
    assert np.allclose(image.affine @ [0, 0, 0, 1], [-x, -y, z, 1])
    column_step = image.affine @ [1, 0, 0, 0]
    assert np.isclose(np.linalg.norm(column_step), float(dataset.PixelSpacing[1]))
    stored = np.asarray(labels.dataobj)[:, :, 0]
    assert stored[30:60, 10:20].min() == 1  # columns first
    assert np.asarray(image.dataobj).min() < -800
    film = patient_affine(tmp_path / "film.dcm", (0.2, 0.1), "L")
    # Its words say that rows of pixels run to the left and columns to the feet.
    assert np.allclose(film[:3, 0], [-0.1, 0, 0]) and np.allclose(film[:3, 1], [0, 0, -0.2])


def test_nnunet_finds_its_cases(project: Project, tmp_path: Path) -> None:
    nibabel = pytest.importorskip("nibabel")
    for image_id, split in ((1, "train"), (2, "holdout"), (3, "train")):
        project.images.set_split(image_id, split)
    report = format_named("nnunet").export(project, tmp_path / "out")
    root = tmp_path / "out" / "Dataset001_LViT"
    document = _load(root / "dataset.json")
    assert document["numTraining"] == 2
    assert document["labels"]["background"] == 0
    assert sorted(document["labels"].values()) == list(range(len(document["labels"])))
    cases = sorted(path.name for path in (root / "labelsTr").iterdir())
    assert cases == ["empty-00003.nii.gz", "scan-00001.nii.gz"]
    assert [path.name for path in (root / "imagesTs").iterdir()] == ["SCAN-2-00002_0000.nii.gz"]
    labels = np.asarray(nibabel.load(root / "labelsTr" / "scan-00001.nii.gz").dataobj)[:, :, 0].T
    assert np.array_equal(labels == document["labels"]["consolidation"], PLAIN)
    assert report.images == 3


def test_ome_tiff_has_levels_tiles_and_pixel_size(
    dicom_project: tuple[Project, Path], tmp_path: Path
) -> None:
    project, _ = dicom_project
    with project:
        large = np.random.default_rng(0).integers(0, 255, (1300, 700, 3), np.uint8)
        tifffile.imwrite(tmp_path / "slide.tif", large, tile=(256, 256), photometric="rgb")
        record = project.images.add([tmp_path / "slide.tif"], template="nuclei").added[0]
        labels = np.zeros((1300, 700), np.int32)
        labels[600:1200, 100:650] = 9
        store_labels(
            project, record.id, "nuclei", labels, classes="nucleus",
            provenance=Provenance("person"), title="Draw",
        )  # fmt: skip
        finish(project, record.id, "")
        format_named("ome-tiff").export(project, tmp_path / "out", {"keep_identity": True})
    with tifffile.TiffFile(tmp_path / "out" / "slide.ome.tif") as tiff:
        assert tiff.is_ome
        levels = tiff.series[0].levels
        assert [level.shape for level in levels] == [(1300, 700, 3), (650, 350, 3), (325, 175, 3)]
        assert levels[0].keyframe.is_tiled
        assert np.array_equal(levels[0].asarray(), large)
    with tifffile.TiffFile(tmp_path / "out" / "slide.nuclei.ome.tif") as tiff:
        stored = [level.asarray() for level in tiff.series[0].levels]
        assert np.array_equal(stored[0] > 0, labels > 0)
        assert set(np.unique(stored[2])) == {0, 1}
    with tifffile.TiffFile(tmp_path / "out" / "film.ome.tif") as tiff:
        assert 'PhysicalSizeX="100.0"' in (tiff.ome_metadata or "")
        assert 'PhysicalSizeY="200.0"' in (tiff.ome_metadata or "")


def test_dicom_seg_tells_how_each_segment_was_made(
    dicom_project: tuple[Project, Path], tmp_path: Path
) -> None:
    highdicom = pytest.importorskip("highdicom")
    project, ct = dicom_project
    with project:
        probability = np.zeros((128, 128), np.uint8)
        probability[5:9, 5:9] = 128
        project.proposals.save(
            Proposal(1, "lesion", ("infection",), probability[None], 0.5, "", "chest")
        )
        options = {"probabilities": True, "keep_identity": True}
        report = format_named("dicom-seg").export(project, tmp_path / "out", options)
    assert (report.images, report.objects) == (2, 4)
    assert any("patient data" in loss for loss in report.losses)
    for name in ("CT_small.dcm", "film.dcm"):
        found = highdicom.seg.segread(tmp_path / "out" / name)
        assert found.SegmentationType == "BINARY"
        assert [s.SegmentNumber for s in found.SegmentSequence] == [1, 2]
        kinds = [s.SegmentAlgorithmType for s in found.SegmentSequence]
        assert kinds == ["MANUAL", "SEMIAUTOMATIC"]
        assert (found.Rows, found.Columns) == (128, 128)
        assert found.pixel_array[0, 10:20, 30:60].min() == 1
        assert found.pixel_array[0].sum() == 300
    source = pydicom.dcmread(ct)
    found = highdicom.seg.segread(tmp_path / "out" / "CT_small.dcm")
    assert found.StudyInstanceUID == source.StudyInstanceUID
    assert found.FrameOfReferenceUID == source.FrameOfReferenceUID
    fractional = highdicom.seg.segread(tmp_path / "out" / "probability" / "CT_small.dcm")
    assert fractional.SegmentationType == "FRACTIONAL"
    assert fractional.pixel_array.max() == 128


def test_a_dicom_header_that_is_not_complete_costs_one_image_and_not_the_export(
    dicom_project: tuple[Project, Path], tmp_path: Path
) -> None:
    pytest.importorskip("highdicom")
    project, ct = dicom_project
    with project:
        record = next(image for image in project.images.all() if image.name != ct.name)
        film = project.images.path(record.id)
        dataset = pydicom.dcmread(film)
        del dataset.StudyID
        dataset.save_as(film)
        project.pictures.follow(record.id)  # the file is another one, and that is right
        report = format_named("dicom-seg").export(
            project, tmp_path / "out", {"keep_identity": True}
        )
    assert report.images == 1
    assert any(loss.startswith("1 DICOM image is left out") for loss in report.losses)
    assert sorted(p.name for p in (tmp_path / "out").glob("*.dcm")) == ["CT_small.dcm"]


def test_dicom_seg_needs_dicom_sources(project: Project, tmp_path: Path) -> None:
    pytest.importorskip("highdicom")
    assert any("only DICOM files" in loss for loss in format_named("dicom-seg").losses_of(project))
    with pytest.raises(LViTError, match="none of the images"):
        format_named("dicom-seg").export(project, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("origin", "generation", "state", "kind"),
    [
        ("person", "", "labeled", "MANUAL"),
        ("person", "2", "labeled", "SEMIAUTOMATIC"),
        ("model", "2", "labeled", "SEMIAUTOMATIC"),
        ("import", "", "labeled", "SEMIAUTOMATIC"),
        ("model", "2", "machine", "AUTOMATIC"),
        ("pseudo", "2", "machine", "AUTOMATIC"),
    ],
)
def test_no_machine_work_is_called_manual(
    origin: str, generation: str, state: str, kind: str
) -> None:
    provenance = Provenance(origin, generation=generation)  # type: ignore[arg-type]
    record = ObjectRecord(1, "lesion", "infection", provenance, state)  # type: ignore[arg-type]
    assert making(record)[0] == kind


def test_formats_that_cannot_be_imported_say_so(tmp_path: Path) -> None:
    written = replace(format_named("coco"), reader=None)
    with pytest.raises(LViTError, match="cannot be imported"):
        written.read(tmp_path)


def test_a_slide_goes_to_qupath_without_being_held_whole(tmp_path: Path) -> None:
    import tracemalloc

    from lvit_core.annotation.edit import Edit
    from lvit_core.annotation.objects import ObjectChange
    from lvit_core.annotation.patch import PatchBuilder
    from lvit_core.geometry import Rect

    side = 20_480
    tiles = (np.zeros((4096, 4096), np.uint8) for _ in range(25))
    tifffile.imwrite(
        tmp_path / "slide.tif", tiles, shape=(side, side), dtype=np.uint8, tile=(4096, 4096),
        compression="zlib",
    )  # fmt: skip
    with Project.create(tmp_path / "p", ProjectSettings("x", "nuclei")) as project:
        project.images.add([tmp_path / "slide.tif"])
        builder = PatchBuilder(project.journal.load_plane(1, "nuclei"), live=False)
        builder.write(Rect(20_000, 20_100, 20_050, 20_130), 1)
        record = ObjectRecord(1, "nuclei", "nucleus", Provenance("person"))
        edit = Edit("Draw", "nuclei", builder.finish(), (ObjectChange(None, record),))
        project.journal.append(1, edit)
        finish(project, 1, "")
        tracemalloc.start()
        format_named("geojson").export(project, tmp_path / "out")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    feature = _load(tmp_path / "out" / "slide.geojson")["features"][0]
    assert shape(feature["geometry"]).bounds == (20_100, 20_000, 20_130, 20_050)
    assert peak < 100_000_000  # the plane alone would take 1.7 GB
