"""Importing and training look through a folder with the same eyes."""

from pathlib import Path

import numpy as np
from PIL import Image

from lvit_core.data.folder import read_folder
from lvit_core.exchange import format_named
from lvit_core.exchange.sheets import write_sheet


def test_both_find_the_same_images_masks_and_sentences(tmp_path: Path) -> None:
    for folder, name in (
        ("img", "a.png"), ("img", "b.bmp"), ("img", "mask_c.png"), ("img", "mask_a.png"),
        ("labelcol", "mask_a.png"), ("labelcol", "c.png"), ("img", "notes.txt"),
    ):  # fmt: skip
        (tmp_path / folder).mkdir(exist_ok=True)
        if name.endswith(".txt"):
            (tmp_path / folder / name).write_text("no image")
        else:
            Image.fromarray(np.zeros((8, 8), np.uint8)).save(tmp_path / folder / name)
    rows = [(f"mask_{stem}.png", f"Density {number}.") for number, stem in enumerate("abc")]
    write_sheet(tmp_path / "Train_text.xlsx", rows)

    imported = {item.image.name: item for item in format_named("lvit").read(tmp_path).items}
    trained = {sample.key: sample for sample in read_folder(tmp_path).samples}
    assert set(imported) == {"a.png", "b.bmp", "mask_c.png", "mask_a.png"}, "no image is lost"
    for name, key in (
        ("a.png", "a"),
        ("b.bmp", "b"),
        ("mask_c.png", "c"),
        ("mask_a.png", "mask_a"),
    ):
        assert (imported[name].sentence or None) == trained[key].sentence
        assert bool(imported[name].layers) == trained[key].labeled
    assert trained["c"].sentence == "Density 2." and trained["c"].labeled


def test_masks_mean_the_same_to_both(tmp_path: Path) -> None:
    labels = np.array([[0, 1, 2], [3, 0, 1]], np.uint8)
    coloured = Image.fromarray(labels, "P")
    coloured.putpalette([0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 128, 0])  # object 2 is black
    grey = Image.fromarray((labels == 0).astype(np.uint8), "P")
    grey.putpalette([255, 255, 255, 0, 0, 0])  # white comes first
    transparent = Image.merge("LA", [Image.fromarray(labels), Image.new("L", (3, 2), 255)])
    many = Image.fromarray(labels.astype(np.int32) * 70_000)
    for folder in ("img", "labelcol", "instances"):
        (tmp_path / folder).mkdir()
    for stem, mask in (("a", coloured), ("b", grey), ("c", transparent)):
        Image.new("L", (3, 2)).save(tmp_path / "img" / f"{stem}.png")
        mask.save(tmp_path / "labelcol" / f"{stem}.png")
    Image.new("L", (3, 2)).save(tmp_path / "img" / "d.png")
    many.save(tmp_path / "labelcol" / "d.tif")
    coloured.save(tmp_path / "instances" / "a.png")
    imported = {item.image.stem: item for item in format_named("lvit").read(tmp_path).items}
    for sample in read_folder(tmp_path).samples:
        assert np.array_equal(sample.read_mask() > 0, labels > 0), sample.key
        assert np.array_equal(imported[sample.key].layers[0].load() > 0, labels > 0), sample.key
        if sample.read_instances is not None:
            assert np.array_equal(sample.read_instances(), labels)
