"""Importing and training look through a folder with the same eyes."""

from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook
from PIL import Image

from lvit_core.annotation.objects import Provenance
from lvit_core.data.folder import read_folder
from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.layout_files import layout_files
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.sheets import write_sheet
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.prompt.templates import TEMPLATE_FOLDER_VARIABLE, load_template
from lvit_core.resources import resource_path
from tests.lvit_core.exchange.conftest import write_image


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


def test_the_organ_comes_back_whatever_a_template_calls_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = resource_path("templates", "chest-xray.toml").read_text(encoding="utf-8")
    own = text.replace('name = "chest-xray"', 'name = "kidney"', 1)
    own = own.replace('name = "lungs"', 'name = "kidneys"').replace("pulmonary", "renal")
    (tmp_path / "kidney.toml").write_text(own, encoding="utf-8")
    monkeypatch.setenv(TEMPLATE_FOLDER_VARIABLE, str(tmp_path))
    labels = np.zeros((40, 40), np.int32)
    labels[5:30, 4:16], labels[5:30, 24:36] = 1, 2
    Image.new("L", (40, 40), 9).save(tmp_path / "one.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "kidney", "viewer")) as project:
        project.images.add([tmp_path / "one.png"])
        for layer, plane in (("kidneys", labels), ("lesion", (labels == 1) * 1)):
            first = load_template("kidney").layer(layer).classes[0].name
            drawn = Provenance("person")
            store_labels(project, 1, layer, plane, classes=first, provenance=drawn, title="Draw")
        format_named("lvit").export(project, tmp_path / "out", {"images": "all"})
    report = import_as_project("lvit", tmp_path / "out", tmp_path / "again")
    with Project.open(tmp_path / "again") as again:
        assert again.settings.template == "kidney" and report.notes == []
        assert np.array_equal(again.journal.load_plane(1, "kidneys").to_array(), labels)
        assert [record.provenance.origin for record in again.journal.load_objects(1, "lesion")] == [
            "person"
        ]


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


def test_what_a_sheet_says_beside_its_sentences_is_told(tmp_path: Path) -> None:
    write_image(tmp_path / "img" / "a.png", 1)
    book = Workbook()
    for title, rows in (("one", [("a.png", "Text.", 71), (None, "Of nobody.", None)]),
                        ("two", [("b.png", "More.", None)])):  # fmt: skip
        sheet = book.create_sheet(title)
        for row in [("Image", "Description", "Age"), *rows]:
            sheet.append(row)
    book.save(tmp_path / "Train_text.xlsx")
    losses: list[Loss] = []
    found = layout_files(tmp_path, losses)
    assert found.sentences == {"a": "Text."}
    assert [(loss.what, loss.sentences) for loss in losses] == [
        ("two", 0), ("a sentence of row 3", 1)
    ]  # fmt: skip
    assert found.notes == ["What the data say as 'Age' of 1 image is not read: Train_text.xlsx."]
