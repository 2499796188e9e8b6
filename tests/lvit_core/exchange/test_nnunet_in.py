"""nnU-Net's raw data sets come in, of both versions and every file ending."""

from __future__ import annotations

import json
from pathlib import Path

import imagecodecs
import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named
from lvit_core.imaging.readers import read
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.project.splits import HOLDOUT, TRAIN
from tests.lvit_core.exchange.conftest import CHEST_SENTENCE, chest_labels
from tests.lvit_core.exchange.test_dicom_seg_in import drawn
from tests.lvit_core.exchange.test_nifti_in import FILM, MASK, PICTURE, bring, save

pytest.importorskip("nibabel", reason="nibabel is not installed")

pytestmark = pytest.mark.exchange


def describe(root: Path, **told: object) -> None:
    root.mkdir(parents=True, exist_ok=True)
    (root / "dataset.json").write_text(json.dumps(told))


def splits(place: Path) -> dict[str, tuple[str, str]]:
    with Project.open(place) as project:
        return {one.name: (one.split, one.state.value) for one in project.images.all()}


def classes(place: Path) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for key, masks in drawn(place).items():
        found.setdefault(key[2], []).extend(int(mask.sum()) for mask in masks)
    return {name: sorted(sizes) for name, sizes in found.items()}


def test_the_first_version_with_its_test_cases(tmp_path: Path) -> None:
    root = tmp_path / "d" / "Task01_Chest"
    describe(
        root, modality={"0": "CR"}, labels={"0": "background", "1": "infection", "2": "Fluid"},
        training=[{"image": "./imagesTr/a.nii.gz", "label": "./labelsTr/a.nii.gz"}],
        test=["./imagesTs/b.nii.gz"],
    )  # fmt: skip
    save(root / "imagesTr" / "a_0000.nii.gz", PICTURE, FILM)
    save(root / "labelsTr" / "a.nii.gz", MASK, FILM)
    save(root / "imagesTs" / "b_0000.nii.gz", PICTURE + 1, FILM)
    report = bring(tmp_path, "nnunet")
    assert report.losses == []
    assert classes(tmp_path / "p") == {"infection": [20, 300], "Fluid": [100]}
    found = splits(tmp_path / "p")
    assert found["a.tif"][1] == "labeled"
    assert found["b.tif"] == (HOLDOUT, "unlabeled")


def test_the_second_version_in_colour_with_folds(tmp_path: Path) -> None:
    root = tmp_path / "d"
    rgb = np.random.default_rng(1).integers(0, 255, (*MASK.shape, 3)).astype(np.uint8)
    describe(
        root, channel_names={"0": "R", "1": "G", "2": "B"}, file_ending=".png",
        labels={"background": 0, "whole": [1, 2], "core": [2], "ignore": 3},
        regions_class_order=[1, 2], numTraining=2,
    )  # fmt: skip
    for number, name in enumerate("ab"):
        for channel in range(3):
            file = root / "imagesTr" / f"{name}_{channel:04d}.png"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(imagecodecs.png_encode(rgb[:, :, channel] // (number + 1)))
        (root / "labelsTr").mkdir(exist_ok=True)
        labels = MASK.copy()
        labels[:5, :5] = 3
        (root / "labelsTr" / f"{name}.png").write_bytes(imagecodecs.png_encode(labels))
    (root / "splits_final.json").write_text(json.dumps([{"train": ["a"], "val": ["b"]}, {}]))
    report = bring(tmp_path, "nnunet", "nuclei")
    assert report.losses == []
    assert classes(tmp_path / "p") == {"whole": [20, 20, 300, 300], "core": [100, 100]}
    found = splits(tmp_path / "p")
    assert found == {"a.tif": (TRAIN, "labeled"), "b.tif": (HOLDOUT, "labeled")}
    parts = "The data have parts of their own: 1 image is held out, 1 image is to learn from."
    assert parts in report.notes
    with Project.open(tmp_path / "p") as project:
        assert np.array_equal(read(project.images.path(1)).pixels, rgb)
        known = project.regions.of(1)  # what nobody knows is no background
        assert known is not None
        assert np.array_equal(known.mask(), labels != 3)


@pytest.mark.parametrize("ending", [".png", ".tif"])
def test_one_picture_of_colours_and_other_channels(tmp_path: Path, ending: str) -> None:
    root, rgb = tmp_path / "d", np.zeros((*MASK.shape, 3), np.uint8)
    rgb[..., 1] = 9
    encode = imagecodecs.png_encode
    if ending == ".tif":
        from lvit_core.exchange.nifti_files import tiff_of

        def encode(pixels: np.ndarray) -> bytes:
            return tiff_of(pixels, None)

    for folder, name in (("imagesTr", "a_0000"), ("imagesTs", "b_0000"), ("imagesTs", "b_0001")):
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / f"{name}{ending}").write_bytes(encode(rgb + int(name == "b_0000")))
    (root / "labelsTr").mkdir()
    (root / "labelsTr" / f"a{ending}").write_bytes(encode(MASK))
    (root / "labelsTr" / f"gone{ending}").write_bytes(encode(MASK))
    describe(root, channel_names={"0": "stain", "1": "dye"}, labels={"background": 0, "nucleus": 1},
             file_ending=ending)  # fmt: skip
    report = bring(tmp_path, "nnunet", "nuclei")
    assert [loss.file for loss in report.losses] == [f"labelsTr/gone{ending}"]
    assert "Of several channels, stain is shown: b." in report.notes
    assert splits(tmp_path / "p").keys() == {f"a_0000{ending}", f"b_0000{ending}"}
    assert classes(tmp_path / "p")["nucleus"] == [20, 300]


def test_what_we_write_comes_back_with_sentences_and_hold_out(
    tmp_path: Path, project: Project
) -> None:
    images = [one for one in project.images.all() if one.state.value == "labeled"]
    project.images.set_split(images[0].id, HOLDOUT)
    project.images.set_split(images[1].id, TRAIN)
    format_named("nnunet").export(project, tmp_path / "d")
    report = bring(tmp_path, "nnunet")
    assert report.losses == []
    with Project.open(tmp_path / "p") as again:
        found = again.images.all()
    assert sorted(one.split for one in found).count(HOLDOUT) >= 1
    assert [one.sentence for one in found].count(CHEST_SENTENCE.replace("left", "right")) == 2
    lesion, _ = chest_labels()
    merged = [int((lesion == 3).sum() + 0), 100]
    assert classes(tmp_path / "p")["consolidation"] == [100, 100]
    assert merged[0] in classes(tmp_path / "p")["infection"]


def test_names_that_look_alike_in_plain_letters_keep_their_facts(tmp_path: Path) -> None:
    with Project.create(tmp_path / "q", ProjectSettings("x", "nuclei", "none")) as project:
        for number, stem in enumerate(("ünï", "-n", "名")):
            pixels = np.full((8, 9), 40 * number + 20, np.uint8)
            pixels[0, number] = 0
            Picture.fromarray(pixels).save(tmp_path / f"{stem}.png")
            (record,) = project.images.add([tmp_path / f"{stem}.png"]).added
            state = ImageChange("state", "unlabeled", ("in_progress", "labeled")[number % 2])
            said = ImageChange("sentence", "", f"Of {stem}.")
            labels = np.ones((8, 9), np.int32)
            store_labels(
                project, record.id, "nuclei", labels, classes="nucleus",
                provenance=Provenance("person", "ann"), title="Draw",
            )  # fmt: skip
            project.journal.append(record.id, Edit("Finish", "", image=(state, said)))
        format_named("nnunet").export(project, tmp_path / "d", {"images": "all"})
    bring(tmp_path, "nnunet")
    with Project.open(tmp_path / "p") as again:
        found = {one.name: (one.state.value, one.sentence) for one in again.images.all()}
    assert sorted(found.values()) == [
        ("in_progress", "Of ünï."), ("in_progress", "Of 名."), ("labeled", "Of -n."),
    ]  # fmt: skip


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    describe(tmp_path / "d")
    with pytest.raises(LViTError, match="no data set of nnU-Net"):
        bring(tmp_path, "nnunet")
