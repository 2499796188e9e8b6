"""Masks that were compressed with loss: what they still tell comes in, the rest is said by file."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image as Picture

from lvit_core.data.folder import read_folder
from lvit_core.errors import LViTError
from lvit_core.exchange import import_as_project
from lvit_core.exchange.jpeg2000_losses import Kept
from lvit_core.exchange.label_pictures import read_mask, see_objects
from lvit_core.exchange.lossy_files import is_lossy, numbers_kept
from lvit_core.exchange.picture_files import read_numbers
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState

_Y, _X = np.mgrid[:120, :160]
FIRST, SECOND = ((_Y - y) ** 2 + (_X - x) ** 2 < r for y, x, r in ((40, 40, 300), (80, 110, 500)))
BINARY = ((FIRST | SECOND) * 255).astype(np.uint8)
CLASSES = (FIRST + SECOND * np.uint8(2)).astype(np.uint8)
COLOURS = np.dstack([FIRST * 255, SECOND * 255, FIRST * 0]).astype(np.uint8)
NUMBERS = np.zeros((120, 160), np.uint8)
for _place in range(35):
    _y, _x = 10 + 20 * (_place // 7), 10 + 20 * (_place % 7)
    NUMBERS[_y : _y + 12, _x : _x + 12] = _place + 1
_JP2 = {"irreversible": True, "quality_mode": "rates", "quality_layers": [20]}
KINDS = ("jpg", "webp", "jp2", "avif", "jpeg.tif", "jp2.tif", "icc.webp")


def save(pixels: np.ndarray, folder: Path, kind: str) -> Path:
    path = folder / f"a.{kind}"
    colour = {"photometric": "rgb" if pixels.ndim == 3 else "minisblack"}
    if kind == "jpeg.tif":
        tifffile.imwrite(path, pixels, compression="jpeg", **colour)
    elif kind == "jp2.tif":
        options: dict[str, Any] = {"level": 30, "reversible": False}
        tifffile.imwrite(
            path, pixels, compression="jpeg2000", compressionargs=options, **colour
        )  # fmt: skip
    elif kind == "jp2":
        Picture.fromarray(pixels).save(path, **_JP2)
    elif kind == "icc.webp":  # what lies before the picture is longer than what is looked at first
        Picture.fromarray(pixels).save(path, quality=75, icc_profile=b"\\0" * 9000)
    else:
        Picture.fromarray(pixels).save(path, quality=75)
    return path


@pytest.mark.parametrize("kind", KINDS)
def test_bright_and_dark_come_in_and_the_loss_is_told(tmp_path: Path, kind: str) -> None:
    path = save(BINARY, tmp_path, kind)
    assert is_lossy(path)
    found = read_mask(path)
    assert found.labels.max() == 2
    assert ((found.labels > 0) != (BINARY > 0)).mean() < 0.002
    assert "compressed with loss" in found.remark


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("pixels", [CLASSES * np.uint8(100), COLOURS])
def test_classes_are_not_guessed(tmp_path: Path, kind: str, pixels: np.ndarray) -> None:
    with pytest.raises(LViTError, match="with loss"):
        read_mask(save(pixels, tmp_path, kind))


@pytest.mark.parametrize("kind", ["jpg", "webp", "jp2", "avif", "jpeg.tif"])
@pytest.mark.parametrize("pixels", [CLASSES, NUMBERS])
def test_numbers_are_not_guessed(tmp_path: Path, kind: str, pixels: np.ndarray) -> None:
    with pytest.raises(LViTError, match="numbers"):
        read_mask(save(pixels, tmp_path, kind))


@pytest.mark.parametrize("kind", ["jp2", "webp", "jp2.tif", "zlib.tif"])
def test_numbers_that_were_kept_are_numbers(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "jp2":
        Picture.fromarray(NUMBERS).save(path, irreversible=False)
    elif kind == "webp":
        Picture.fromarray(NUMBERS).save(path, lossless=True)
    else:
        compression = {"jp2.tif": "jpeg2000", "zlib.tif": "zlib"}[kind]
        tifffile.imwrite(path, NUMBERS, compression=compression)
    assert not is_lossy(path)
    found = read_mask(path)
    assert np.array_equal(found.labels, NUMBERS)
    assert found.remark == ""


# Numbers that a reversible transform lost: many, or a few hundred pixels.
REVERSIBLE: dict[str, dict[str, Any]] = {
    "rate": {**_JP2, "irreversible": False},
    "mild rate": {"quality_mode": "rates", "quality_layers": [9]},
    "mild": {"quality_mode": "dB", "quality_layers": [60]},
    "milder": {"quality_mode": "dB", "quality_layers": [70]},
    "mildest": {"quality_mode": "dB", "quality_layers": [75]},
    "small blocks": {"quality_mode": "dB", "quality_layers": [70], "codeblock_size": (32, 32)},
    "tiles": {"quality_mode": "dB", "quality_layers": [70], "tile_size": (64, 64)},
}


def wrapped(stream: bytes, kind: str, path: Path) -> Path:
    """A codestream as a file of its own, with a large box before it, or inside of a TIFF."""
    path = path / f"a.{kind}"
    if kind == "tif":
        begin = stream.find(b"\xff\x4f\xff\x51")
        tifffile.imwrite(path, iter([stream[begin:]]), shape=NUMBERS.shape, dtype=np.uint8,
                         compression=34712, photometric="minisblack", rowsperstrip=120)  # fmt: skip
    elif kind == "boxed.jp2":
        box = b"\0\0\x20\x08xml " + b" " * 8192
        path.write_bytes(stream[:12] + stream[12:32] + box + stream[32:])
    else:
        path.write_bytes(stream)
    return path


@pytest.mark.parametrize("kind", ["jp2", "boxed.jp2", "tif"])
@pytest.mark.parametrize("name", REVERSIBLE)
def test_numbers_that_a_reversible_file_lost_are_never_taken_in_silence(
    tmp_path: Path, name: str, kind: str
) -> None:
    stream = io.BytesIO()
    Picture.fromarray(NUMBERS).save(
        stream, "JPEG2000", **{"irreversible": False, **REVERSIBLE[name]}
    )
    path = wrapped(stream.getvalue(), kind, tmp_path)
    with Picture.open(stream) as lossy:
        wrong = int((np.asarray(lossy) != NUMBERS).sum())
    assert wrong
    for reader in (read_mask, see_objects):
        try:
            found = reader(path)
        except LViTError as error:
            assert "with loss" in error.message
        else:
            assert wrong < 400
            assert "may change numbers" in found.remark
    if is_lossy(path):
        with pytest.raises(LViTError, match="with loss"):
            read_numbers(path)


@pytest.mark.parametrize(
    "style",
    [{}, {"num_resolutions": 1}, {"codeblock_size": (32, 32)}, {"tile_size": (64, 64)},
     {"progression": "RPCL"}, {"no_jp2": True}],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["jp2", "tif"])
def test_a_file_without_loss_is_known_to_be_one(
    tmp_path: Path, kind: str, style: dict[str, Any]
) -> None:
    stream = io.BytesIO()
    Picture.fromarray(NUMBERS).save(stream, "JPEG2000", irreversible=False, **style)
    path = wrapped(stream.getvalue(), kind, tmp_path)
    assert numbers_kept(path) is Kept.ALL
    assert np.array_equal(read_numbers(path), NUMBERS)


@pytest.mark.parametrize("kind", ["jpeg.tif", "jp2.tif"])
@pytest.mark.parametrize("layout", ["ome-tiff", "nnunet", "voc", "jsonl", "lvit", "png"])
def test_every_format_refuses_numbers_that_were_lost(
    tmp_path: Path, layout: str, kind: str
) -> None:
    """Label maps of any format; a mask of bright and dark would come in with a word."""
    data = tmp_path / "data"
    picture = np.random.default_rng(0).integers(0, 255, (120, 160), np.uint8)
    lossy = save(CLASSES * np.uint8(60), tmp_path, kind).read_bytes()

    def put(image: str, mask: str, text: dict[str, str] | None = None) -> None:
        for place in (image, mask, *(text or {})):
            (data / place).parent.mkdir(parents=True, exist_ok=True)
        tifffile.imwrite(data / image, picture, photometric="minisblack")
        (data / mask).write_bytes(lossy)
        for place, said in (text or {}).items():
            (data / place).write_text(said)

    if layout == "ome-tiff":
        put("a.ome.tif", "a_mask.ome.tif")
    elif layout == "nnunet":
        told = '{"labels": {"background": 0, "x": 60, "y": 120}, "file_ending": ".tif"}'
        put("imagesTr/a_0000.tif", "labelsTr/a.tif", {"dataset.json": told})
    elif layout == "voc":
        put(
            "JPEGImages/a.tif",
            "SegmentationObject/a.png",
            {
                "Annotations/a.xml": "<annotation><filename>a.tif</filename><object><name>x"
                "</name></object></annotation>"
            },
        )
    elif layout == "jsonl":
        objects = [{"object_id": 60, "class": "x", "origin": "person"}]
        line = {
            "file_name": "a.tif",
            "layers": [{"layer": "nuclei", "instances_file_name": "i/a.tif", "objects": objects}],
        }
        put("a.tif", "i/a.tif", {"metadata.jsonl": json.dumps(line)})
    elif layout == "lvit":
        put("img/a.tif", "instances/a.tif")
        tifffile.imwrite(tmp_path / "m.tif", (CLASSES > 0).astype(np.uint8) * 255)
        (data / "labelcol").mkdir()
        (tmp_path / "m.tif").rename(data / "labelcol" / "a.tif")
    else:
        put("images/a.tif", "masks/a.tif")
    report = import_as_project(layout, data, tmp_path / "new", {"template": "nuclei"})
    assert report.objects == 0
    assert any("with loss" in loss.reason for loss in report.losses), report.notes
    with Project.open(tmp_path / "new") as project:
        assert [one.state for one in project.images.all()] != [ImageState.LABELED]


def test_a_lossy_dicom_file_is_known_to_be_one(tmp_path: Path) -> None:
    pydicom = pytest.importorskip("pydicom")
    made = pydicom.dcmread(pydicom.data.get_testdata_file("CT_small.dcm"))
    made.save_as(tmp_path / "a.dcm")
    assert numbers_kept(tmp_path / "a.dcm") is Kept.ALL
    made.LossyImageCompression = "01"
    made.save_as(tmp_path / "b.dcm")
    assert numbers_kept(tmp_path / "b.dcm") is Kept.NOT_ALL


def test_rims_that_smoothing_made_up_are_told(tmp_path: Path) -> None:
    pixels = CLASSES * np.uint8(2)
    pixels[(pixels == 0) & (np.roll(pixels, 1, axis=1) == 4)] = 3
    pixels[pixels == 2] = 1
    Picture.fromarray(pixels).save(tmp_path / "a.png")
    assert "numbers 3 fill no area" in read_mask(tmp_path / "a.png").remark


def test_colours_of_a_jpeg_that_became_a_png_stay_two(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Picture.fromarray(COLOURS).save(stream, "JPEG", quality=75)
    with Picture.open(stream) as noisy:
        noisy.save(tmp_path / "a.png")
    found = read_mask(tmp_path / "a.png")
    assert len(np.unique(found.labels)) - 1 == 2
    assert "mixed at edges" in found.remark


@pytest.mark.parametrize("layout", ["masks", "labelcol", "one-each", "lungs"])
def test_the_report_tells_it_by_file(tmp_path: Path, layout: str) -> None:
    data = tmp_path / "data"
    pictures = "img" if layout in ("labelcol", "lungs") else "images"
    folder = {"one-each": "masks/a", "lungs": "lungs"}.get(layout, layout)
    for place in (pictures, folder):
        (data / place).mkdir(parents=True)
    Picture.fromarray(np.random.default_rng(0).integers(0, 255, (120, 160), np.uint8)).save(
        data / pictures / "a.png"
    )
    mask = "first.jpg" if layout == "one-each" else "a.jpg"
    Picture.fromarray(BINARY).save(data / folder / mask, quality=75)
    name = "lvit" if pictures == "img" else "png"
    options = {"template": "chest-xray", "laterality": "viewer"}
    report = import_as_project(name, data, tmp_path / "new", options)
    assert any(mask in note and "compressed with loss" in note for note in report.notes)
    assert report.objects == (1 if layout == "one-each" else 2)


def test_numbers_of_no_class_are_told(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for place in ("images", "nuclei/class", "nuclei/instances"):
        (data / place).mkdir(parents=True)
    Picture.fromarray(BINARY // 2).save(data / "images" / "a.png")
    Picture.fromarray(CLASSES).save(data / "nuclei" / "instances" / "a.png")
    smeared = CLASSES.copy()
    smeared[40, 40] = 7
    Picture.fromarray(smeared).save(data / "nuclei" / "class" / "a.png")
    (data / "classes.json").write_text('{"nuclei": ["background", "nucleus", "mitosis"]}')
    report = import_as_project("png", data, tmp_path / "new", {"template": "nuclei"})
    assert any("stand for no class (7)" in note for note in report.notes)


@pytest.mark.parametrize("rate", [0, 60])
def test_classes_that_jpeg_2000_lost_whole_are_told(tmp_path: Path, rate: int) -> None:
    labels = np.zeros((96, 96), np.uint8)
    for place in range(4):
        labels[5 + 20 * place : 20 + 20 * place, 10 + 9 * place : 40 + 9 * place] = place + 1
    options = {"quality_mode": "rates", "quality_layers": [rate]} if rate else {}
    Picture.fromarray(labels).save(tmp_path / "a.jp2", irreversible=False, **options)
    lost = not np.array_equal(np.asarray(Picture.open(tmp_path / "a.jp2")), labels)
    assert lost == bool(rate)
    if lost:
        with pytest.raises(LViTError, match="compressed with loss"):
            read_mask(tmp_path / "a.jp2")
    else:
        assert read_mask(tmp_path / "a.jp2").remark == ""


@pytest.mark.parametrize("place", ["labelcol", "instances", "lungs"])
def test_masks_of_another_size_are_told_where_models_are_judged(tmp_path: Path, place: str) -> None:
    """`evaluate` and `train` ended in a traceback."""
    for folder in ("img", "labelcol", "instances", "lungs"):
        (tmp_path / folder).mkdir()
        pixels = BINARY[:60] if folder == place else BINARY
        Picture.fromarray(pixels).save(tmp_path / folder / "a.png")
    (sample,) = read_folder(tmp_path).samples
    reads = {"labelcol": sample.read_mask, "instances": sample.read_instances,
             "lungs": sample.read_lungs}  # fmt: skip
    for name, read in reads.items():
        assert read is not None
        if name == place:
            with pytest.raises(LViTError, match=f"{place}/a.png has 160 x 60 pixels"):
                read()
        else:
            assert read().shape == BINARY.shape
