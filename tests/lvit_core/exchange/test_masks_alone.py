"""Masks without their pictures go to the images of a project that their names mean."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image as Picture

from lvit_core.errors import LViTError
from lvit_core.exchange import import_as_project
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.additions import PageChoice
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image

pytestmark = pytest.mark.exchange

NUMBERS = np.zeros((HEIGHT, WIDTH), np.uint8)
NUMBERS[10:20, 10:30], NUMBERS[40:50, 50:70] = 1, 2
INSIDE = (NUMBERS > 0).astype(np.uint8) * np.uint8(255)


def png(path: Path, pixels: np.ndarray = INSIDE) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Picture.fromarray(pixels).save(path)


def nnunet(folder: Path, case: str, ending: str) -> None:
    labels = {"background": 0, "nucleus": 1, "mitosis": 2}
    folder.mkdir(parents=True, exist_ok=True)
    told = {"labels": labels, "file_ending": ending, "channel_names": {"0": "x"}}
    (folder / "dataset.json").write_text(json.dumps(told))
    file = folder / "labelsTr" / f"{case}{ending}"
    if ending == ".png":
        png(file, NUMBERS)
        return
    nib = pytest.importorskip("nibabel")
    file.parent.mkdir()
    nib.save(nib.Nifti1Image(NUMBERS.T[:, :, None], np.eye(4)), file)


def ome(path: Path) -> None:
    path.parent.mkdir(parents=True)
    tifffile.imwrite(path, NUMBERS, ome=True)


def nifti(path: Path) -> None:
    nib = pytest.importorskip("nibabel")
    path.parent.mkdir(parents=True)
    nib.save(nib.Nifti1Image(NUMBERS.T[:, :, None], np.eye(4)), path)


# By name: the format, how the masks are laid, and what is read.
LAYOUTS: dict[str, tuple[str, Callable[[Path], None], str]] = {
    "masks of the same name": ("png", lambda d: png(d / "a.png"), ""),
    "a folder of masks": ("png", lambda d: png(d / "masks" / "a.tif"), ""),
    "a word behind": ("png", lambda d: png(d / "a_mask.png"), ""),
    "a word before": ("png", lambda d: png(d / "mask_a.png"), ""),
    "the whole name": ("png", lambda d: png(d / "a.png.png"), ""),
    "cellpose": ("png", lambda d: png(d / "a_cp_masks.png", NUMBERS), ""),
    "other case": ("png", lambda d: png(d / "A.PNG"), ""),
    "a folder of its name": ("png", lambda d: png(d / "a" / "masks" / "x.png"), ""),
    "paper": ("lvit", lambda d: png(d / "labelcol" / "a.png"), ""),
    "paper, the folder": ("lvit", lambda d: png(d / "labelcol" / "mask_a.png"), "labelcol"),
    "nnunet": ("nnunet", lambda d: nnunet(d, "a", ".png"), ""),
    "nnunet, the folder": ("nnunet", lambda d: nnunet(d, "a", ".png"), "labelsTr"),
    "nnunet, of our export": ("nnunet", lambda d: nnunet(d, "a-00001", ".png"), ""),
    "nnunet in nifti": ("nnunet", lambda d: nnunet(d, "a", ".nii.gz"), ""),
    "nifti": ("nifti", lambda d: nifti(d / "labels" / "a.nii.gz"), ""),
    "nifti, the folder": ("nifti", lambda d: nifti(d / "labels" / "a.nii.gz"), "labels"),
    "ome": ("ome-tiff", lambda d: ome(d / "a_mask.ome.tif"), ""),
    "ome, the folder": ("ome-tiff", lambda d: ome(d / "masks" / "a.ome.tif"), "masks"),
}


def project(place: Path, *images: Path) -> None:
    with Project.create(place, ProjectSettings("P", "nuclei", "none")) as made:
        assert len(made.images.add(list(images)).added) == len(images)


def bring(name: str, data: Path, place: Path, onto: str = "same") -> ImportReport:
    options: dict[str, Any] = {"onto": onto, "reader": "Eva" if onto == "reader" else ""}
    report = import_as_project(name, data, place, options)
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return report


def plane(place: Path, layer: str = "nuclei", number: int = 1) -> np.ndarray:
    with Project.open(place) as made:
        return made.journal.load_plane(number, layer).to_array()


@pytest.mark.parametrize("name", LAYOUTS)
def test_masks_go_to_the_image_of_their_name(name: str, tmp_path: Path) -> None:
    project(tmp_path / "p", write_image(tmp_path / "far" / "a.png", 1))
    kind, lay, inside = LAYOUTS[name]
    lay(tmp_path / "d")
    report = bring(kind, tmp_path / "d" / inside, tmp_path / "p")
    assert (report.onto, report.images, report.objects) == (1, 0, 2), report.notes
    assert report.losses == []
    assert np.array_equal(plane(tmp_path / "p") > 0, NUMBERS > 0)


@pytest.mark.parametrize("onto", ["", "same", "merge", "new", "reader"])
def test_every_way_to_bring_them_in(onto: str, tmp_path: Path) -> None:
    project(tmp_path / "p", write_image(tmp_path / "far" / "a.png", 1))
    png(tmp_path / "d" / "a.png")
    report = bring("png", tmp_path / "d", tmp_path / "p", onto)
    assert report.objects == (0 if onto == "new" else 2)
    with Project.open(tmp_path / "p") as made:
        (record,) = made.images.all()
        if onto == "reader":
            assert made.readings.by("Eva", record.id).state is ImageState.LABELED
    own = onto in ("", "same", "merge")
    assert record.state is (ImageState.LABELED if own else ImageState.UNLABELED)
    if onto == "new":
        assert "only new ones were asked for" in report.notes[0]
    again = bring("png", tmp_path / "d", tmp_path / "p", onto)
    assert again.objects == 0


def test_of_two_images_of_a_name_folder_or_size_tells_or_nothing_does(tmp_path: Path) -> None:
    images = [write_image(tmp_path / "far" / part / "a.png", seed) for seed, part in
              enumerate(("one", "two"))]  # fmt: skip
    small = tmp_path / "far" / "three" / "b.png"
    small.parent.mkdir()
    Picture.fromarray(np.full((20, 30), 9, np.uint8)).save(small)
    large = write_image(tmp_path / "far" / "four" / "b.png", 5)
    project(tmp_path / "p", *images, small, large)
    for place in ("two/a.png", "b.png"):
        png(tmp_path / "d" / place)
    report = bring("png", tmp_path / "d", tmp_path / "p")
    assert report.losses == []
    assert (plane(tmp_path / "p", number=2) > 0).any()
    assert (plane(tmp_path / "p", number=4) > 0).any()
    told = [note for note in report.notes if "is the name of 2 images" in note]
    assert [note.rpartition(" went to ")[2] for note in told] == [
        "the one of its size.", "the one of its folder.",
    ]  # fmt: skip
    png(tmp_path / "e" / "a.png")
    report = bring("png", tmp_path / "e", tmp_path / "p")
    (loss,) = report.losses
    assert "nothing says which is meant" in loss.reason
    assert report.objects == 0


def test_what_is_no_mask_of_an_image_is_named(tmp_path: Path) -> None:
    """Another name, another size, and the image itself, which is no mask of itself."""
    image = write_image(tmp_path / "far" / "a.png", 1)
    flat = tmp_path / "far" / "flat.png"
    png(flat, np.full((HEIGHT, WIDTH), 7, np.uint8))
    project(tmp_path / "p", image, flat)
    png(tmp_path / "d" / "b.png")
    png(tmp_path / "d" / "a.png", INSIDE[:50])
    (tmp_path / "d" / "flat.png").write_bytes(flat.read_bytes())
    report = bring("png", tmp_path / "d", tmp_path / "p")
    told = {loss.file: loss.reason for loss in report.losses}
    assert told["b.png"] == "There is no image of that name in the project."
    assert told["a.png"].startswith("The mask is 130 x 50 pixels")
    assert told["flat.png"] == "It is an image of the project, not a mask."
    with Project.open(tmp_path / "p") as made:
        assert not any(one.state is ImageState.LABELED for one in made.images.all())
    with pytest.raises(LViTError, match="There is no image of that name"):
        import_as_project("png", tmp_path / "d", tmp_path / "new", {"template": "nuclei"})
    assert not (tmp_path / "new").exists()


def test_folders_of_classes_and_several_masks_of_an_image(tmp_path: Path) -> None:
    project(tmp_path / "p", write_image(tmp_path / "far" / "a.png", 1))
    for number, name in ((1, "nucleus"), (2, "mitosis")):
        png(tmp_path / "d" / "masks" / name / "a.png", (number == NUMBERS) * np.uint8(255))
    report = bring("png", tmp_path / "d", tmp_path / "p")
    assert (report.objects, report.losses) == (2, [])
    with Project.open(tmp_path / "p") as made:
        kinds = {record.class_name for record in made.journal.load_objects(1, "nuclei")}
    assert kinds == {"nucleus", "mitosis"}


def test_a_turned_image_says_so(tmp_path: Path) -> None:
    image = tmp_path / "far" / "a.jpg"
    image.parent.mkdir()
    exif = Picture.Exif()
    exif[0x0112] = 6
    pixels = np.random.default_rng(0).integers(0, 255, (64, 64), np.uint8)
    Picture.fromarray(pixels).save(image, exif=exif)
    project(tmp_path / "p", image)
    png(tmp_path / "d" / "a.png", INSIDE[:64, :64])
    report = bring("png", tmp_path / "d", tmp_path / "p")
    assert any("a.jpg is shown turned" in note for note in report.notes)


def test_sentences_alone_reach_their_images(tmp_path: Path) -> None:
    project(tmp_path / "p", write_image(tmp_path / "far" / "a.png", 1))
    (tmp_path / "d" / "labelcol").mkdir(parents=True)
    png(tmp_path / "d" / "labelcol" / "a.png")
    sheet = "Image,Description\na.png,many nuclei\nb.png,few nuclei\n"
    (tmp_path / "d" / "Train_text.csv").write_text(sheet)
    report = bring("lvit", tmp_path / "d", tmp_path / "p")
    assert (report.objects, report.sentences) == (2, 1)
    assert [loss.sentences for loss in report.losses] == [1]


def test_masks_of_pages_reach_their_pages(tmp_path: Path) -> None:
    stack = tmp_path / "far" / "s.tif"
    stack.parent.mkdir()
    pages = np.random.default_rng(0).integers(0, 255, (3, HEIGHT, WIDTH), np.uint8)
    tifffile.imwrite(stack, pages, photometric="minisblack")
    with Project.create(tmp_path / "p", ProjectSettings("P", "nuclei", "none")) as made:
        assert len(made.images.add([stack], pages=PageChoice(every=True)).added) == 3
    png(tmp_path / "d" / "s_page_2.png")
    report = bring("png", tmp_path / "d", tmp_path / "p")
    assert (report.objects, report.losses) == (2, []), report.notes
    with Project.open(tmp_path / "p") as made:
        states = [one.state is ImageState.LABELED for one in made.images.all()]
    assert states == [False, True, False]
