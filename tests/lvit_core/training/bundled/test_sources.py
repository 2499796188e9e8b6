"""The data of the bundled weights: complete folders, and no patient on both sides."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from openpyxl import load_workbook
from PIL import Image

from lvit_core.errors import LViTError
from lvit_core.prompt.templates import load_template
from lvit_core.training.bundled import sources
from lvit_core.training.bundled.sentences import with_drafted_sentences


def save(path: Path, pixels: np.ndarray) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)
    return path


def drafted(example: sources.Example) -> list[sources.Example]:
    return with_drafted_sentences([example], load_template("chest-xray"))


@pytest.fixture
def example(tmp_path: Path) -> sources.Example:
    """A picture of 60 x 60 with two lungs and one lesion in the upper left one."""
    lungs = np.zeros((60, 60), np.uint8)
    lungs[6:54, 6:26] = 255
    lungs[6:54, 34:54] = 255
    lesion = np.zeros((60, 60), np.uint8)
    lesion[8:18, 10:22] = 255
    picture = np.full((60, 60), 90, np.uint8)
    return sources.Example(
        name="one",
        group="patient",
        image=save(tmp_path / "in" / "one.jpg", picture),
        mask=save(tmp_path / "in" / "mask.png", lesion),
        lungs=save(tmp_path / "in" / "lungs.png", lungs),
    )


def test_a_folder_follows_the_layout(example: sources.Example, tmp_path: Path) -> None:
    written = sources.write_dataset(tmp_path / "set", drafted(example))
    assert Image.open(written / "img" / "one.png").mode == "RGB"
    assert set(np.unique(np.asarray(Image.open(written / "labelcol" / "one.png")))) == {0, 255}
    sheet = load_workbook(written / "set_text.xlsx").active
    assert list(sheet.iter_rows(values_only=True)) == [
        ("Image", "Description"),
        ("one.png", "Unilateral pulmonary infection, one infected area, upper left lung."),
    ]
    with (written / "groups.csv").open(newline="") as file:
        assert list(csv.reader(file)) == [["image", "group"], ["one.png", "patient"]]


def test_writing_again_leaves_nothing_of_the_old_folder(
    example: sources.Example, tmp_path: Path
) -> None:
    folder = sources.write_dataset(tmp_path / "set", [example])
    (folder / "img" / "stale.png").write_bytes(b"")
    sources.write_dataset(folder, [example])
    assert not (folder / "img" / "stale.png").exists()


def test_an_image_without_a_mask_stays_unlabeled(example: sources.Example, tmp_path: Path) -> None:
    unlabeled = sources.Example("two", "g", example.image, None, lungs=example.lungs)
    folder = sources.write_dataset(tmp_path / "set", drafted(unlabeled))
    assert list((folder / "labelcol").iterdir()) == []
    assert (folder / "lungs" / "two.png").exists()


def test_a_missing_data_set_is_named(tmp_path: Path) -> None:
    with pytest.raises(LViTError, match="MoNuSeg"):
        sources.monuseg_examples(tmp_path)


@pytest.mark.parametrize(
    "collect",
    [
        sources.monuseg_examples,
        sources.tissue_examples,
        sources.lung_examples,
        sources.lesion_examples,
    ],
)
def test_no_patient_is_on_both_sides(shared_data: Path, collect) -> None:
    parts = collect(shared_data)
    train = {example.group for example in parts["train"]}
    val = {example.group for example in parts["val"]}
    assert train and val and not train & val


def test_follow_ups_of_a_patient_stay_together(shared_data: Path) -> None:
    parts = sources.lesion_examples(shared_data)
    days = [e.group for part in parts.values() for e in part if "pneumococcal" in e.name]
    assert len(days) == 3 and len(set(days)) == 1


def test_numbers_beyond_eight_bits_are_objects_too(tmp_path: Path) -> None:
    """Objects 256 and 512 end in eight zero bits, and must not become background."""
    objects = np.array([[0, 1, 256], [0, 512, 300]], np.uint16)
    image = save(tmp_path / "in" / "picture.png", np.full((2, 3), 90, np.uint8))
    counted = save(tmp_path / "in" / "objects.png", objects)
    example = sources.Example("one", "g", image, counted, instances=counted)
    written = sources.write_dataset(tmp_path / "set", [example])
    mask = np.asarray(Image.open(written / "labelcol" / "one.png"))
    assert np.array_equal(mask > 0, objects > 0)
    assert np.array_equal(np.asarray(Image.open(written / "instances" / "one.png")), objects)


def test_pictures_in_transmitted_light_are_no_fluorescence(tmp_path: Path) -> None:
    folder = tmp_path / "dsb2018_fluo_cc0"
    folder.mkdir()
    rows = [("name", "kind"), ("a", "fluorescence"), ("b", "brightfield"), ("c", "fluorescence")]
    with (folder / "index.csv").open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    found = sources.fluorescence_examples(tmp_path)
    assert sorted(example.name for part in found.values() for example in part) == ["a", "c"]
