"""The LViT layout as people have it."""

import numpy as np
import pytest
from openpyxl import Workbook
from PIL import Image

from lvit_core.data.folder import read_folder, read_groups, tcga_patient
from lvit_core.errors import LViTError


@pytest.fixture
def layout(tmp_path):
    rng = np.random.default_rng(0)
    for name in ("img", "labelcol", "lungs"):
        (tmp_path / name).mkdir()
    for stem in ("TCGA-AA-0001-01Z", "TCGA-BB-0002-01Z", "other"):
        pixels = rng.integers(0, 255, (20, 30, 3), np.uint8)
        Image.fromarray(pixels).save(tmp_path / "img" / f"{stem}.tif")
    mask = np.zeros((20, 30), np.uint8)
    mask[5:9, 5:9] = 255
    Image.fromarray(mask).save(tmp_path / "labelcol" / "TCGA-AA-0001-01Z.png")
    Image.fromarray(mask).save(tmp_path / "labelcol" / "mask_other.png")
    book = Workbook()
    book.active.append(["Image", "Description"])
    book.active.append(["TCGA-AA-0001-01Z.png", "The nuclei are evenly distributed."])
    book.active.append(["mask_other.png", " The nuclei are sparsely distributed. "])
    book.active.append(["nowhere.png", "The nuclei are evenly distributed."])
    book.save(tmp_path / "Train_text.xlsx")
    return tmp_path


def test_images_masks_and_sentences_meet_by_stem(layout):
    folder = read_folder(layout, template="nuclei")
    by_key = {s.key: s for s in folder.samples}
    assert list(by_key) == ["TCGA-AA-0001-01Z", "TCGA-BB-0002-01Z", "other"]
    assert by_key["other"].sentence == "The nuclei are sparsely distributed."
    assert by_key["other"].labeled
    assert by_key["TCGA-BB-0002-01Z"].sentence is None
    assert not by_key["TCGA-BB-0002-01Z"].labeled
    assert set(np.unique(by_key["other"].read_mask())) == {0, 1}
    assert by_key["other"].read_image().shape == (20, 30, 3)
    assert any("1 images that are not there" in note for note in folder.notes)
    assert any("1 images have no sentence" in note for note in folder.notes)


def test_template_is_guessed_from_sentences(tmp_path, layout):
    assert read_folder(layout).template == "nuclei"
    Image.fromarray(np.zeros((20, 30), np.uint8)).save(layout / "lungs" / "other.png")
    assert read_folder(layout).template == "chest-xray"


def test_groups_from_notes_correct_lying_names(layout):
    notes = layout / "NOTES.txt"
    notes.write_text("Train TCGA-AA-0001 -> TCGA-ZZ-A217 ; other -> somebody")
    by_key = {s.key: s.group for s in read_folder(layout, groups=notes).samples}
    assert by_key == {
        "TCGA-AA-0001-01Z": "TCGA-ZZ-A217",
        "TCGA-BB-0002-01Z": "TCGA-BB-0002",
        "other": "somebody",
    }


def test_groups_from_csv_are_found_beside_the_images(layout):
    (layout / "groups.csv").write_text("other,patient 7\n")
    groups = {s.key: s.group for s in read_folder(layout).samples}
    assert groups["other"] == "patient 7"


def test_real_notes_name_seven_wrong_patients(shared_data):
    assert len(read_groups(shared_data / "MoNuSeg" / "NOTES.txt")) == 7
    assert tcga_patient("TCGA-18-5592-01Z-00-DX1") == "TCGA-18-5592"


def test_refusals_say_what_to_do(tmp_path, layout):
    with pytest.raises(LViTError, match="No images"):
        read_folder(tmp_path / "nothing")
    (layout / "Bad_text.xlsx").write_bytes(b"no sheet")
    with pytest.raises(LViTError, match="Bad_text"):
        read_folder(layout)
