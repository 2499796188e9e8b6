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
