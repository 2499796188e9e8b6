"""What `lvit predict` tells of objects, as other programs read it."""

from __future__ import annotations

import csv
from importlib.util import find_spec

import numpy as np
import tifffile
from PIL import Image
from skimage import io
from skimage.measure import regionprops_table

from lvit_core.annotation.instances import label_areas
from lvit_core.exchange.picture_files import read_labels
from lvit_core.inference import object_files
from lvit_core.inference.object_files import are_there, save_objects


def scattered(seed=3):
    """Some areas, and a probability that is no constant in them."""
    rng = np.random.default_rng(seed)
    labels = label_areas(rng.random((60, 83)) > 0.7)
    return labels, rng.random(labels.shape).astype(np.float32)


def simple_itk(file):
    import SimpleITK

    return SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(file)))


# SimpleITK comes with the extra of others' software.
WHERE_AT_HAND = (simple_itk,) if find_spec("SimpleITK") else ()


def columns_of(file):
    with file.open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {name: [row[name] for row in rows] for name in rows[0]}


def test_other_programs_read_the_same_numbers_and_measures(tmp_path, monkeypatch):
    monkeypatch.setattr(object_files, "_AT_ONCE_PX", 500)  # a few rows at a time
    labels, probability = scattered()
    assert save_objects(tmp_path, "a", labels, probability, "nucleus") == labels.max()
    file = tmp_path / "objects" / "a.png"
    for read in (Image.open, io.imread, *WHERE_AT_HAND):
        found = np.asarray(read(file))
        np.testing.assert_array_equal(found, labels)
    np.testing.assert_array_equal(read_labels(file), labels)
    table = columns_of(tmp_path / "objects" / "a.csv")
    measured = regionprops_table(
        labels, probability, properties=("label", "area", "mean_intensity", "centroid")
    )
    assert [int(number) for number in table["id"]] == measured["label"].tolist()
    assert set(table["class"]) == {"nucleus"}
    for name, other, first in (
        ("area_px", "area", 0),
        ("probability", "mean_intensity", 0),
        ("centre_y_px", "centroid-0", 0.5),
        ("centre_x_px", "centroid-1", 0.5),
    ):
        values = [float(value) for value in table[name]]
        np.testing.assert_allclose(values, measured[other] + first, rtol=0, atol=6e-3)


def test_more_objects_than_16_bits_can_count_are_all_there(tmp_path):
    labels = np.zeros((400, 700), np.int32)
    count = labels[::2, ::2].size
    labels[::2, ::2] = np.arange(1, count + 1).reshape(labels[::2, ::2].shape)
    assert count > 65_535
    small, probability = scattered()
    save_objects(tmp_path, "a", small, probability, "nucleus")
    save_objects(tmp_path, "a", labels, np.ones(labels.shape, np.float32), "nucleus")
    assert not (tmp_path / "objects" / "a.png").exists(), "the numbers of the answer before"
    for read in (tifffile.imread, io.imread, Image.open, *WHERE_AT_HAND):
        found = np.asarray(read(tmp_path / "objects" / "a.tif"))
        np.testing.assert_array_equal(found, labels)
    assert len(columns_of(tmp_path / "objects" / "a.csv")["id"]) == count


def test_an_image_without_objects_has_an_empty_table(tmp_path):
    nothing = np.zeros((4, 6), np.int32)
    assert not are_there(tmp_path, "none")
    assert save_objects(tmp_path, "none", nothing, np.ones((4, 6), np.float32), "nucleus") == 0
    assert are_there(tmp_path, "none")
    assert (tmp_path / "objects" / "none.csv").read_text().splitlines() == [
        "id,class,probability,area_px,centre_x_px,centre_y_px"
    ]
