"""Slides are asked part by part; their objects are those of the whole, numbered once."""

from __future__ import annotations

import csv
import json

import numpy as np
import pytest
import tifffile
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from skimage.measure import regionprops_table

from lvit_core.annotation.instances import label_areas
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource
from lvit_core.imaging.readers import read
from lvit_core.imaging.tissue import find_tissue
from lvit_core.inference import Predictor, slides
from lvit_core.inference.batch import Job, predict_all, rgb_and_spacing
from lvit_core.inference.slides import SlideObjects, open_slide
from lvit_core.metrics.instance import panoptic_quality
from lvit_core.model.checkpoint import build_model
from lvit_core.model.config import LViTConfig, ModelConfig


@pytest.fixture
def small_parts(monkeypatch):
    monkeypatch.setattr(slides, "PART_PX", 64)
    monkeypatch.setattr(slides, "MARGIN_PX", 24)
    monkeypatch.setattr(slides, "_FILE_TILE_PX", 32)
    monkeypatch.setattr(slides, "LARGE_PX", 10_000)


def blobs(seed, height, width, least=1):
    """Areas of at most some 20 pixels across, as a picture of 0 and 255."""
    rng = np.random.default_rng(seed)
    seeds = np.zeros((height, width), bool)
    for _ in range(height * width // 500):
        y, x = rng.integers(0, height), rng.integers(0, width)
        h, w = rng.integers(least, 10, 2)
        seeds[y : y + h, x : x + w] = True
    areas = label_areas(seeds)
    for number, (rows, columns) in enumerate(ndimage.find_objects(areas), start=1):
        if max(rows.stop - rows.start, columns.stop - columns.start) > 20:
            seeds[areas == number] = False
    return np.repeat(np.where(seeds, 255, 0).astype(np.uint8)[..., None], 3, axis=2)


def ask(pixels):
    bright = pixels[..., 0] / np.float32(255)
    return bright, label_areas(bright > 0.5)


def found_in(folder, stem="s"):
    labels = tifffile.imread(folder / "objects" / f"{stem}.tif").astype(np.int32)
    with (folder / "objects" / f"{stem}.csv").open(newline="") as stream:
        return labels, list(csv.DictReader(stream))


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), height=st.integers(1, 200), width=st.integers(1, 200))
def test_objects_found_by_parts_are_those_of_the_whole(tmp_path_factory, seed, height, width):
    folder = tmp_path_factory.mktemp("slide")
    pixels = blobs(seed, height, width)
    whole = label_areas(pixels[..., 0] > 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slides, "PART_PX", 64)
        patch.setattr(slides, "MARGIN_PX", 24)
        patch.setattr(slides, "_FILE_TILE_PX", 32)
        found = SlideObjects(folder, "s", (height, width), "nucleus")
        found.find(ArraySource(Image(pixels)), ask)
    labels, rows = found_in(folder)
    assert panoptic_quality(labels, whole).quality == 1.0
    assert found.count == labels.max() == whole.max() == len(rows) and found.cut == 0
    assert not list((folder / "objects").glob("*.partial"))
    measured = regionprops_table(labels, properties=("area", "centroid"))
    assert [int(row["area_px"]) for row in rows] == measured["area"].tolist()
    centres = [float(row["centre_y_px"]) for row in rows]
    np.testing.assert_allclose(centres, measured["centroid-0"] + 0.5, atol=6e-3)


def test_where_parts_disagree_a_place_is_taken_once(tmp_path, small_parts):
    """Each part sees the objects at its borders shifted by a pixel."""
    pixels = blobs(5, 190, 190, least=6)
    asked = []

    def unsure(part):
        asked.append(part.shape)
        shift = len(asked) % 2
        return ask(np.pad(part, ((0, 0), (shift, 0), (0, 0)))[:, : part.shape[1]])

    found = SlideObjects(tmp_path, "s", (190, 190), "nucleus")
    found.find(ArraySource(Image(pixels)), unsure)
    labels, rows = found_in(tmp_path)
    whole = label_areas(pixels[..., 0] > 0)
    assert len(asked) == 9
    assert len(rows) == labels.max() and abs(len(rows) - whole.max()) <= 0.05 * whole.max()


def test_what_is_larger_than_a_margin_is_told(tmp_path, small_parts):
    pixels = np.full((64, 190, 3), 255, np.uint8)
    found = SlideObjects(tmp_path, "s", (64, 190), "nucleus")
    found.find(ArraySource(Image(pixels)), ask)
    assert found.count == found.cut > 0


def test_a_slide_is_predicted_by_parts_and_gone_on_with(tmp_path, small_parts):
    file = tmp_path / "slide.tif"
    rng = np.random.default_rng(0)
    coarse = rng.integers(0, 255, (10, 11, 3)).astype(np.uint8)
    tifffile.imwrite(file, coarse.repeat(16, 0).repeat(16, 1), tile=(64, 64), photometric="rgb")
    torch.manual_seed(0)
    network = LViTConfig(width=8, image_size=64, text_dim=32, tokens=8)
    model = build_model(ModelConfig(name="tiny", network=network, input="tiles", template="nuclei"))
    job = Job(file, None, "nuclei", "slide")

    def predict(out):
        return predict_all(
            [job],
            out,
            lambda _: Predictor(model, "eager", 1),
            lambda path: rgb_and_spacing(read(path)),
        )

    report = predict(tmp_path / "out")
    assert (report.predicted, report.failed) == (1, [])
    assert any("too large" in text for _, text in report.remarks)
    labels, rows = found_in(tmp_path / "out", "slide")
    assert labels.shape == (160, 176) and len(rows) == labels.max() == report.objects
    line = json.loads((tmp_path / "out" / "predictions.jsonl").read_text())
    assert line["parts"] and line["objects"] == len(rows) and len(line["answer"]["image"]) > 16
    assert predict(tmp_path / "out").resumed == 1


def test_small_or_untiled_pictures_are_taken_whole(tmp_path, small_parts):
    tifffile.imwrite(tmp_path / "a.tif", np.zeros((200, 200), np.uint8))
    tifffile.imwrite(tmp_path / "b.tif", np.zeros((64, 64), np.uint8), tile=(16, 16))
    assert open_slide(tmp_path / "a.tif") is None and open_slide(tmp_path / "b.tif") is None


def test_only_parts_with_tissue_are_asked_and_the_others_stay_unknown(tmp_path, small_parts):
    pixels = np.full((256, 320, 3), 245, np.uint8)
    pixels[80:100, 118:137] = (150, 60, 140)
    source = ArraySource(Image(pixels))
    tissue = find_tissue(source)
    asked, told = [], []

    def dark(part):
        asked.append(part.shape)
        return np.zeros(part.shape[:2], np.float32), label_areas(part[..., 1] < 100)

    found = SlideObjects(tmp_path, "s", (256, 320), "nucleus")
    found.find(source, dark, tissue, lambda done, parts: told.append((done, parts)))
    assert (found.parts, found.asked, found.count) == (20, 2, 1)
    assert len(asked) == 2
    assert told == [(0, 2), (1, 2)]
    labels, rows = found_in(tmp_path)
    assert np.array_equal(labels > 0, pixels[..., 1] < 100)
    assert len(rows) == 1
