"""OME-TIFF comes in: our own exports, saved again by others too, and masks as others name them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import tifffile

from lvit_core.exchange import format_named, ome_tiff_reading
from lvit_core.project.project import Project
from tests.lvit_core.exchange.conftest import (
    HEIGHT,
    WIDTH,
    chest_labels,
    nuclei_labels,
    write_image,
)
from tests.lvit_core.exchange.test_dicom_seg_in import drawn
from tests.lvit_core.exchange.test_nifti_in import bring

pytestmark = pytest.mark.exchange


@pytest.mark.parametrize("way", ["as written", "saved again", "by tiles"])
def test_what_we_write_comes_back(
    tmp_path: Path, project: Project, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    format_named("ome-tiff").export(project, tmp_path / "d", {"keep_readers": True})
    if way == "saved again":
        for file in (tmp_path / "d").glob("*.ome.tif"):
            tifffile.imwrite(file, tifffile.imread(file), ome=True, compression="lzw")
    if way == "by tiles":
        monkeypatch.setattr(ome_tiff_reading, "_AT_ONCE_PX", 9)
        monkeypatch.setattr(ome_tiff_reading, "_STRIPE_PX", 32)
    report = bring(tmp_path, "ome-tiff")
    assert report.losses == []
    found = drawn(tmp_path / "p")
    lesion, lungs = chest_labels()
    name = next(key[0] for key in found if key[2] == "consolidation")
    assert np.array_equal(found[name, "lesion", "consolidation"][0], lesion == 5)
    assert np.array_equal(sum(found[name, "lungs", "lung"]), lungs > 0)
    nuclei = next(masks for key, masks in found.items() if key[1] == "nuclei")
    assert np.array_equal(sum(nuclei), nuclei_labels() > 0)
    assert len(nuclei) == 60
    with Project.open(tmp_path / "p") as again:
        image = next(one for one in again.images.all() if one.name == name)
        records = list(again.journal.load_objects(image.id, "lesion"))
    assert [one.provenance.person for one in records if one.class_name == "consolidation"] == [
        "ann"
    ]


def test_masks_of_others_are_found_by_their_names(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    labels = nuclei_labels().astype(np.uint32)
    for number, (picture, mask) in enumerate((
        ("a.ome.tif", "a_mask.ome.tif"), ("b.ome.tiff", "masks/b.tif"), ("c.tif", "c.lung.ome.tif"),
        ("e.ome.tif", "e_cp_masks.tif"),
    )):  # fmt: skip
        (folder / mask).parent.mkdir(parents=True, exist_ok=True)
        pixels = np.full((HEIGHT, WIDTH), number, np.uint8)
        tifffile.imwrite(folder / picture, pixels, ome=picture.startswith("a"))
        mask_pixels = (labels > 0).astype(np.uint8) * 255 if number == 2 else labels
        tifffile.imwrite(folder / mask, mask_pixels)
    tifffile.imwrite(folder / "masks" / "lonely.tif", labels)
    tifffile.imwrite(folder / "e_mask.tif", np.zeros((5, HEIGHT, WIDTH), np.uint8),
                     photometric="minisblack")  # fmt: skip
    report = bring(tmp_path, "ome-tiff")
    found = drawn(tmp_path / "p")
    assert {key: len(masks) for key, masks in found.items()} == {
        ("a.ome.tif", "lesion", "infection"): 60, ("b.ome.tiff", "lesion", "infection"): 60,
        ("c.tif", "lungs", "lung"): 1, ("e.ome.tif", "lesion", "infection"): 60,
    }  # fmt: skip
    assert {loss.what or loss.file for loss in report.losses} == {"lonely.tif", "e_mask.tif"}


@pytest.mark.parametrize(("size_um", "told"), [(0.25, 0), (0.5, 1), (None, 0)])
def test_pixels_of_two_sizes_are_told(tmp_path: Path, size_um: float | None, told: int) -> None:
    for name, size in (("a.ome.tif", 0.25), ("a_mask.ome.tif", size_um)):
        facts = {} if size is None else {"PhysicalSizeX": size, "PhysicalSizeY": size}
        pixels = np.arange(HEIGHT * WIDTH, dtype=np.uint16).reshape(HEIGHT, WIDTH)
        (tmp_path / "d").mkdir(exist_ok=True)
        tifffile.imwrite(tmp_path / "d" / name, pixels if name == "a.ome.tif" else pixels // 3000,
                         ome=True, metadata={"axes": "YX", **facts})  # fmt: skip
    report = bring(tmp_path, "ome-tiff", "nuclei")
    assert report.objects > 1
    assert sum("0.5 x 0.5 um, its picture's 0.25 x 0.25 um" in n for n in report.notes) == told


def test_masks_find_pictures_that_are_no_tiff(tmp_path: Path) -> None:
    for number, name in enumerate("ab"):
        write_image(tmp_path / "d" / f"{name}.png", number)
    for name in ("a_mask.ome.tif", "c_mask.tif"):
        tifffile.imwrite(tmp_path / "d" / name, nuclei_labels().astype(np.uint16))
    report = bring(tmp_path, "ome-tiff", "nuclei")
    assert (report.images, report.objects) == (1, 60)
    assert {key[0] for key in drawn(tmp_path / "p")} == {"a.png"}
    assert [loss.file for loss in report.losses] == ["c_mask.tif"]
