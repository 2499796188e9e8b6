"""The small inputs of ``../shared/cases`` that went wrong once, each with what is right."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.errors import LViTError
from lvit_core.exchange import import_as_project
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.project import Project

pytestmark = pytest.mark.exchange

# Class -> pixels of its objects, in ascending order.
Objects = dict[str, list[int]]
NUCLEUS: Objects = {"nucleus": [440]}
BOTH: Objects = {"nucleus": [308, 440]}


@dataclass(frozen=True)
class Case:
    """What an import must give.

    Attributes:
        name: Folder of the case.
        images: Name -> state and the objects of all layers.
        told: A part of one line of the report for each thing it must tell.
        lost: How many objects it must name as lost.
    """

    name: str
    format: str
    images: dict[str, tuple[str, Objects]]
    told: tuple[str, ...] = ()
    lost: int = 0


def coco(name: str, images: dict[str, tuple[str, Objects]], *told: str, lost: int = 0) -> Case:
    return Case(name, "coco", images, told, lost)


def labelme(name: str, images: dict[str, tuple[str, Objects]], *told: str, lost: int = 0) -> Case:
    return Case(name, "labelme", images, told, lost)


def done(objects: Objects) -> tuple[str, Objects]:
    return "labeled", objects


def left(objects: Objects) -> tuple[str, Objects]:
    return "in_progress", objects


A = {"a.png": done(NUCLEUS)}
OWN = {
    "A.png": done({"tumor": [100]}), "B.png": done({"stroma": [100]}),
    "C.png": done({"necrosis": [100], "tumor": [100]}),
}  # fmt: skip
CASES = [
    coco("coco-box-and-polygon", {"a.png": done({"nucleus": [136, 440]}), "b.png": done(NUCLEUS)},
         "1 object is a box", "annotation 2 of a.png lost 440 of its 576 pixels to annotation 1"),
    coco("coco-boxes-only", {"a.png": done({"nucleus": [576]})}, "1 object is a box"),
    coco("coco-no-segmentation-key", {"a.png": done({"nucleus": [576]})}, "1 object is a box"),
    coco("coco_bbox_only", OWN, "4 objects are boxes"),
    coco("coco_own_classes", OWN),
    coco("coco_backslash", OWN),
    coco("coco_covered", {**OWN, "A.png": left({"stroma": [1600]})},
         "annotation 1 of A.png was left out: All of its 100 pixels lie under", lost=1),
    coco("coco-overlap-hidden", {"a.png": left({"nucleus": [2764]})},
         "annotation 1 of a.png was left out: All of its 112 pixels lie under", lost=1),
    coco("coco-crash-then-again", {"a.png": done(NUCLEUS), "b.png": done({"nucleus": [308]})}),
    coco("coco-onto-existing-images", {"a.png": done(NUCLEUS), "b.png": done({"nucleus": [308]})}),
    coco("coco-crowd-rle", {"a.png": done({"nucleus": [308, 576]})}),
    coco("coco-cvat-layout", A),
    coco("coco-cvat-layout-flat", A),
    coco("coco-label-studio-backslash", A),
    coco("coco-identical-pictures", {"a.png": done(BOTH)}, "b.png is the same picture as a.png"),
    coco("coco-image-without-annotations", {"a.png": done(NUCLEUS), "b.png": ("unlabeled", {})}),
    coco("coco-no-categories", A, "names no classes"),
    coco("coco-unknown-category", {"a.png": done(NUCLEUS), "b.png": done({"category 7": [440]})},
         "does not say what its category 7 is"),
    coco("coco-one-damaged-rle", {"a.png": left(BOTH)}, "annotation 2 of a.png was left out",
         lost=1),
    coco("coco-same-stem", {"image1.png": done(NUCLEUS), "image1.jpg": done({"nucleus": [308]})}),
    labelme("labelme-bom", {**A, "c.png": done(NUCLEUS)}),
    labelme("labelme-class-case", {"a.png": done({"nucleus": [200, 308, 440]})}),
    labelme("labelme-embedded-image", A),
    labelme("labelme-group-id", {"a.png": done({"nucleus": [200, 400]})}),
    labelme("labelme-lesion-then-lung",
            {"cxr.png": done({"consolidation": [900], "lung": [9800]})}),
    labelme("labelme-lung-and-lesion",
            {"cxr.png": done({"consolidation": [900], "lung": [9800, 9800]})}),
    labelme("labelme-no-image-size", {**A, "b.png": done(NUCLEUS)}),
    labelme("labelme_no_size", {"x.png": done({"tumor": [55]})}),
    labelme("labelme-no-imagePath", {**A, "b.png": done(NUCLEUS)}),
    labelme("labelme-one-broken-json", A, "b.json was left out"),
    labelme("labelme-only-points", {"a.png": left({})}, "shape 1 (nucleus) of a.json was left out",
            "shape 2 (nucleus) of a.json was left out", lost=2),
    labelme("labelme-outside-image", {"a.png": left({"nucleus": [200, 900]})},
            "shape 3 (nucleus) of a.json was left out", lost=1),
    labelme("labelme-rectangle-reversed", {"a.png": done({"nucleus": [576]})}),
    labelme("labelme-two-point-polygon", {"a.png": left(NUCLEUS)},
            "shape 1 (nucleus) of a.json was left out", lost=1),
    labelme("labelme-windows-path", A),
    labelme("labelme-wrong-size", {"a.png": left({})}, "a.json was left out", lost=1),
    labelme("content-changed", {"a.png": left({})}, "a.json was left out", lost=1),
    labelme("xanylabeling-4-point-rectangle", {"a.png": done({"nucleus": [400, 576]})}),
    labelme("class-ids-differ-between-images",
            {"a.png": done({"mitosis": [440]}), "b.png": done({"apoptosis": [440]}),
             "c.png": done({"apoptosis": [440], "mitosis": [308]})}),
]  # fmt: skip


CASES.append(
    Case(
        "qupath-geojson",
        "geojson",
        {"a.png": done({"Tumor": [144, 560], "Stroma": [200]})},
        ("A LineString in feature 3 of a.geojson",),
    )
)
# The picture that others draw in these folders: four nuclei, of which two touch.
FOUR = done({"nucleus": [197, 317, 376, 441]})
THREE = done({"nucleus": [197, 317, 817]})
ONE = {"a.png": THREE}
CASES += [
    *(Case(name, "lvit", ONE) for name in
      ("mask-01-lvit", "mask-1bit-lvit", "mask-gray2-lvit", "mask-suffix", "jpeg-mask-lvit")),
    *(Case(name, "lvit", {"a.png": FOUR}) for name in
      ("label-tiff-i32", "label-tiff-u16", "label-tiff-u32", "palette-instances-lvit")),
    *(Case(name, "png", {"a.png": FOUR}) for name in
      ("palette-instances-png", "cellpose-layout", "stardist-layout")),
    Case("class-mask-lvit", "lvit",
         {"a.png": done({"class 1": [441], "class 2": [197, 317, 376]})}, ("New classes",)),
    Case("case-of-stem", "lvit", {"Scan01.PNG": THREE}),
    Case("nfc-nfd", "lvit", {"d\xe9cran.png": THREE}),
    Case("same-stem-lvit", "lvit", {"s.png": THREE, "s.jpg": ("unlabeled", {})},
         ("1 image in same-stem-lvit has no mask",)),
    Case("same-stem-png", "png", {"s.png": FOUR, "s.jpg": ("unlabeled", {})}),
    Case("mask-one-pixel-larger", "lvit", {"a.png": ("unlabeled", {})},
         ("labelcol/a.png of a.png was left out: The mask is 160 x 121",)),
]  # fmt: skip


def case_folder(kind: str, name: str) -> Path:
    folder = Path(__file__).resolve().parents[4] / "shared" / "cases" / kind / name
    if not folder.exists():
        pytest.skip("the cases (../shared/cases) are not beside this checkout")
    return folder


def bring(case: Case, folder: Path, place: Path) -> ImportReport:
    lungs = case.name.startswith("labelme-l")
    options = {"template": "chest-xray" if lungs else "nuclei", "laterality": "viewer"}
    return import_as_project(case.format, folder, place, options)


def found_in(place: Path) -> dict[str, tuple[str, Objects]]:
    found: dict[str, tuple[str, Objects]] = {}
    with Project.open(place) as project:
        for image in project.images.all():
            objects: Objects = {}
            for layer in project.journal.labeled_layers(image.id):
                plane = project.journal.load_plane(image.id, layer).to_array()
                for record in project.journal.load_objects(image.id, layer):
                    pixels = int((plane == record.id).sum())
                    objects.setdefault(record.class_name, []).append(pixels)
            sizes = {name: sorted(pixels) for name, pixels in objects.items()}
            found[image.name] = (image.state.value, sizes)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_comes_in_right(case: Case, tmp_path: Path) -> None:
    report = bring(case, case_folder("import", case.name), tmp_path / "p")
    assert found_in(tmp_path / "p") == case.images
    for part in case.told:
        assert sum(part in line for line in report.lines()) == 1, report.lines()
    lost = sum(loss.objects for loss in report.losses)
    assert lost == case.lost
    count = sum(len(p) for _, objects in case.images.values() for p in objects.values())
    assert (report.objects, report.objects_found) == (count, count + lost)
    assert all(loss.file and loss.reason for loss in report.losses)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_comes_onto_images_that_are_there(case: Case, tmp_path: Path) -> None:
    """Pictures first, then their labels, then all again: nothing is lost and nothing doubled."""
    folder = tmp_path / "data"
    shutil.copytree(case_folder("import", case.name), folder)
    bring(case, folder, tmp_path / "p")
    first = found_in(tmp_path / "p")
    again = bring(case, folder, tmp_path / "p")
    assert found_in(tmp_path / "p") == first
    assert again.objects == 0 or "coco-identical" in case.name
    assert (again.images, again.sentences) == (0, 0)


@pytest.mark.parametrize(
    ("name", "pictures", "objects"),
    [
        ("coco-box-only-annotation.json", ("a1.png", "a2.png", "a3.png"), 3),
        ("coco-lone-surrogate.json", ("a.png",), 1),
    ],
)
def test_a_hostile_file_costs_nothing_but_itself(
    name: str, pictures: tuple[str, ...], objects: int, tmp_path: Path
) -> None:
    file = tmp_path / "data" / name
    file.parent.mkdir()
    shutil.copyfile(case_folder("hostile", name), file)
    with pytest.raises(LViTError) as told:
        import_as_project("coco", file, tmp_path / "p", {})
    assert str(told.value).encode("utf-8") and not (tmp_path / "p").exists()
    for seed, picture in enumerate(pictures):
        pixels = np.random.default_rng(seed).integers(0, 255, (64, 64), np.uint8)
        Picture.fromarray(pixels).save(file.parent / picture)
    options = {"template": "chest-xray", "laterality": "viewer"}
    report = import_as_project("coco", file, tmp_path / "p", options)
    assert (report.images, report.objects, report.losses) == (len(pictures), objects, [])
    assert "".join(report.lines()).encode("utf-8")
