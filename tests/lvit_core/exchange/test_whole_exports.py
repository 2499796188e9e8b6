"""An export as a whole: one class table, one name an image, no image that stops the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image as Picture

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.objects import ObjectChange, ObjectRecord, Provenance
from lvit_core.annotation.patch import PatchBuilder
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.exchange.picture_files import read_labels
from lvit_core.exchange.stem_names import key_of
from lvit_core.geometry import Rect
from lvit_core.imaging.image import Image
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ProjectSettings
from tests.lvit_core.exchange.conftest import finish, write_image

pytestmark = [pytest.mark.exchange, pytest.mark.thorough]

DICOM = ("dicom-seg", "dicom-ann")  # which take some images only
WITH_FILES = [n for n, f in formats().items() if f.exporter and n not in DICOM]
Draw = Callable[..., int]
ANN = Provenance("person", "ann")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "project", ProjectSettings("x", "nuclei"), seed="x") as made:
        yield made


@pytest.fixture
def draw(empty: Project, tmp_path: Path) -> Draw:
    """Adds a picture, draws squares of the given classes, and marks it as labeled."""

    return partial(drawn, empty, tmp_path / "images")


def drawn(
    project: Project,
    images: Path,
    name: str,
    classes: list[str],
    numbers: list[int] | None = None,
) -> int:
    count = len(project.images.all())
    file = write_image(images / str(count) / name, 100 + count)
    (record,) = project.images.add([file]).added
    numbers = numbers or list(range(1, len(classes) + 1))
    builder = PatchBuilder(project.journal.load_plane(record.id, "nuclei"), live=False)
    for place, number in enumerate(numbers):
        y, x = 4 * (place // 30), 4 * (place % 30)
        builder.write(Rect(y, x, y + 3, x + 3), number)
    if classes:
        changes = tuple(
            ObjectChange(None, ObjectRecord(number, "nuclei", name, Provenance("person", "ann")))
            for number, name in zip(numbers, classes, strict=True)
        )
        edit = Edit("Draw", "nuclei", builder.finish(), changes)
        project.journal.append(record.id, edit)
    project.images.set_split(record.id, "train")
    finish(project, record.id, "")
    return record.id


def test_a_class_has_one_number_in_every_image_and_file(
    empty: Project, draw: Draw, tmp_path: Path
) -> None:
    nibabel = pytest.importorskip("nibabel")
    for name, classes in (
        ("a", ["mitosis"]),
        ("b", ["apoptosis"]),
        ("c", ["apoptosis", "mitosis"]),
    ):
        draw(f"{name}.png", classes)
    for name in ("png", "nifti", "nnunet", "coco", "yolo", "labelme", "jsonl"):
        format_named(name).export(empty, tmp_path / name)
    expected = {"a": [5], "b": [6], "c": [6, 5]}
    legend = json.loads((tmp_path / "png" / "classes.json").read_text())["nuclei"]
    assert (legend.index("mitosis"), legend.index("apoptosis")) == (5, 6)
    assert json.loads((tmp_path / "nifti" / "classes.json").read_text())["nuclei"] == legend
    dataset = tmp_path / "nnunet" / "Dataset001_LViT"
    labels = json.loads((dataset / "dataset.json").read_text())["labels"]
    assert [labels[name] for name in legend] == list(range(len(legend)))
    coco = json.loads((tmp_path / "coco" / "annotations.json").read_text())
    lines = (tmp_path / "labelme" / "labels.txt").read_text().splitlines()
    assert lines[:2] == ["__ignore__", "_background_"] and lines[2:] == legend[1:]
    line = (tmp_path / "jsonl" / "train" / "metadata.jsonl").read_text().splitlines()[1]
    assert json.loads(line)["classes"] == legend
    plane = np.asarray(Picture.open(tmp_path / "jsonl/train/classes/nuclei/b.png"))
    assert plane[1, 1] == 6
    for number, (stem, classes) in enumerate(expected.items(), start=1):
        plane = np.asarray(Picture.open(tmp_path / "png" / "nuclei" / "class" / f"{stem}.png"))
        assert [plane[1, 1 + 4 * index] for index in range(len(classes))] == classes
        for path in (
            tmp_path / "nifti" / "nuclei" / "class" / f"{stem}.nii.gz",
            dataset / "labelsTr" / f"{stem}-{number:05d}.nii.gz",
        ):
            volume = np.asarray(nibabel.load(path).dataobj)
            assert [volume[1 + 4 * index, 1, 0] for index in range(len(classes))] == classes
        found = [a["category_id"] for a in coco["annotations"] if a["image_id"] == number]
        assert found == classes
        lines = (tmp_path / "yolo" / "labels" / "train" / f"{stem}.txt").read_text().splitlines()
        assert [int(line.split()[0]) for line in lines] == [value - 1 for value in classes]


def test_three_hundred_classes_need_sixteen_bits(
    empty: Project, draw: Draw, tmp_path: Path
) -> None:
    names = [f"class {number:03d}" for number in range(300)]
    draw("a.png", names)
    draw("b.png", ["nucleus"])
    format_named("png").export(empty, tmp_path / "out")
    legend = json.loads((tmp_path / "out" / "classes.json").read_text())["nuclei"]
    plane = np.asarray(Picture.open(tmp_path / "out" / "nuclei" / "class" / "a.png"))
    assert plane.dtype == np.uint16
    assert [legend[plane[1 + 4 * (n // 30), 1 + 4 * (n % 30)]] for n in range(300)] == names
    for name in ("labelme", "yolo", "coco", "jsonl"):
        format_named(name).export(empty, tmp_path / name)
    labels = (tmp_path / "labelme" / "labels.txt").read_text().splitlines()
    coco = json.loads((tmp_path / "coco" / "annotations.json").read_text())
    assert labels[2:] == [one["name"] for one in coco["categories"]] == legend[1:]
    data = (tmp_path / "yolo" / "data.yaml").read_text()
    assert f'  {legend.index("class 299") - 1}: "class 299"' in data
    own = np.asarray(Picture.open(tmp_path / "jsonl" / "train" / "classes" / "nuclei" / "a.png"))
    assert np.array_equal(own, plane)
    second = np.asarray(Picture.open(tmp_path / "out" / "nuclei" / "class" / "b.png"))
    assert second.dtype == np.uint16  # one kind of file in one export


def test_object_numbers_above_sixteen_bits_keep_objects_apart_and_are_told(
    empty: Project, draw: Draw, tmp_path: Path
) -> None:
    draw("a.png", ["nucleus"] * 3, [7, 70_000, 2_000_000_000])
    for name in ("png", "lvit", "jsonl"):
        report = format_named(name).export(empty, tmp_path / name)
        assert any("numbered anew" in loss for loss in report.losses)
        (image,) = json.loads((tmp_path / name / "provenance.json").read_text())["images"]
        assert [item["id"] for item in image["layers"]["nuclei"]] == [1, 2, 3]
    for file in (
        tmp_path / "png" / "nuclei" / "instances" / "a.png",
        tmp_path / "lvit" / "instances" / "a.png",
        tmp_path / "jsonl" / "train" / "instances" / "nuclei" / "a.png",
    ):
        plane = np.asarray(Picture.open(file))
        assert [plane[1, 1], plane[1, 5], plane[1, 9]] == [1, 2, 3]
    assert not any("numbered" in loss for loss in format_named("coco").losses_of(empty))
    import_as_project("lvit", tmp_path / "lvit", tmp_path / "again")
    with Project.open(tmp_path / "again") as again:
        assert len(list(again.journal.load_objects(1, "nuclei"))) == 3


def test_more_objects_than_sixteen_bits_hold_get_thirty_two(tmp_path: Path) -> None:
    from lvit_core.exchange.picture_files import write_numbers

    labels = np.arange(70_000, dtype=np.int32).reshape(700, 100)
    path = write_numbers(tmp_path, "a", labels)
    assert path.suffix == ".tif"
    import tifffile

    assert np.array_equal(tifffile.imread(path), labels)
    assert np.array_equal(read_labels(path), labels)


AWKWARD = (
    "image [1].png", "image [1].jpg", "s.png", "s-3.png", "S.png", "s.png", "s-6.png",
    "a.nuclei.png", "a.png", "a.b.c.png", "décran.png", "de\u0301cran.png", "provenance.png",
    "con.png", "com1.txt.png", "-rf.png", ".hidden.png", "readme.png", "train.png", "croissant.png",
    "a\u2028b.png", "a\u200bb.png", "manifest.png",
    "x" * 250 + ".png", "x" * 249 + "y.png", "trailing .png",
    "trailing.png", "影像 001.png", "🩻.png", "a%20b#c.png", "*.png", ".png", "-.png",
)  # fmt: skip


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project of images with awkward names, for tests that only export it."""
    place = tmp_path_factory.mktemp("awkward")
    with Project.create(place / "project", ProjectSettings("x", "nuclei"), seed="x") as made:
        for file in AWKWARD:
            drawn(made, place / "images", file, ["nucleus"])
        yield made


@pytest.mark.parametrize("name", WITH_FILES)
def test_any_two_images_get_two_names(awkward: Project, tmp_path: Path, name: str) -> None:
    report = format_named(name).export(awkward, tmp_path / "out")
    assert report.images == len(AWKWARD)
    images = json.loads((tmp_path / "out" / "provenance.json").read_text("utf-8"))["images"]
    stems = [image["name"] for image in images]
    assert len({key_of(stem) for stem in stems}) == len(AWKWARD)
    assert stems[0] == "image [1]" and stems[8:10] == ["a", "a.b.c"]
    for path in (tmp_path / "out").rglob("*"):
        assert len(path.name.encode()) <= 200 and "\\" not in path.name
        assert path.name[0] not in "-." and path.name.isprintable()
        assert path.name.split(".")[0] not in ("con", "com1")
    table = (tmp_path / "out" / "images.jsonl").read_text("utf-8")
    assert len(table.splitlines()) == len(AWKWARD)


@pytest.mark.parametrize("name", WITH_FILES)
def test_a_picture_that_cannot_be_converted_costs_itself_in_every_format(
    empty: Project, draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from lvit_core.exchange.content import Content

    for file in ("a.png", "bad.png", "c.png"):
        draw(file, ["nucleus"])
    read = Content.read

    def fails(content: Content, image: ImageRecord) -> Image:
        if image.name == "bad.png":
            raise ValueError("no")
        return read(content, image)

    monkeypatch.setattr(Content, "read", fails)
    report = format_named(name).export(empty, tmp_path / "out", {"skip_bad": True})
    if name in ("geojson", "ome-tiff"):  # which hold no pictures, or copy them as they are
        assert report.images == 3
        return
    assert report.images == report.objects == 2
    assert any(line.startswith("bad.png is left out") for line in report.losses)
    assert not list((tmp_path / "out").rglob("bad*"))
    rows = [json.loads(line) for line in (tmp_path / "out" / "images.jsonl").open()]
    assert [row["name"] for row in rows] == ["a", "c"]


@pytest.mark.parametrize("name", [*WITH_FILES])
def test_a_damaged_picture_costs_itself_only_and_is_named(
    empty: Project, draw: Draw, tmp_path: Path, name: str
) -> None:
    for file in ("a.png", "bad.png", "c.png"):
        draw(file, ["nucleus"])
    broken = empty.images.path(2)
    broken.write_bytes(broken.read_bytes()[:60])
    with pytest.raises(LViTError, match=r"bad\.png") as refusal:
        format_named(name).export(empty, tmp_path / "out")
    assert "--skip-bad" in refusal.value.hint or "--skip-changed" in refusal.value.hint
    assert not (tmp_path / "out").exists()
    options = {"skip_bad": True, "skip_changed": True}
    report = format_named(name).export(empty, tmp_path / "out", options)
    assert report.images == 2
    assert any("bad.png" in line for line in report.losses)
    assert not [path for path in (tmp_path / "out").rglob("*") if path.name.startswith("bad")]
    assert not (tmp_path / "out" / ".image").exists()


def test_a_picture_that_fails_half_way_leaves_nothing_behind(
    empty: Project, draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lvit_core.exchange import jsonl

    for file in ("a.png", "bad.png", "c.png"):
        draw(file, ["nucleus"])
    write = jsonl.write_numbers

    def fails(folder: Path, stem: str, labels: np.ndarray) -> Path:
        if stem == "bad":
            raise ValueError("no")
        return write(folder, stem, labels)

    monkeypatch.setattr(jsonl, "write_numbers", fails)
    report = format_named("jsonl").export(empty, tmp_path / "out", {"skip_bad": True})
    assert report.images == 2 and report.objects == 2
    assert any(line.startswith("bad.png is left out") for line in report.losses)
    assert not list((tmp_path / "out").rglob("bad*"))
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["losses"] == report.losses


@pytest.mark.parametrize("name", WITH_FILES)
def test_a_layer_nobody_annotated_is_absent(tmp_path: Path, name: str) -> None:
    """An accepted image without lesions says so; of lungs that nobody drew it says nothing."""
    with Project.create(tmp_path / "p", ProjectSettings("x", "chest-xray", "viewer")) as project:
        files = [write_image(tmp_path / f"{stem}.png", seed) for seed, stem in enumerate("ab")]
        project.images.add(files)
        finish(project, 1, "")
        format_named(name).export(project, tmp_path / "out", {"images": "all"})
    files = [
        path.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    ]
    assert not [file for file in files if "lungs" in file]
    named = [(file, file.removeprefix("unlabeled/")) for file in files]
    masks = [file for file, rest in named if "lesion" in rest or "label" in rest]
    if name in ("png", "nifti", "ome-tiff", "jsonl", "lvit", "nnunet", "yolo"):
        assert [file for file in masks if "a" in Path(file).name.split(".")[0]]
    assert not [file for file in masks if Path(file).name.startswith("b")]
    if name in ("yolo", "nnunet"):  # there, an image without labels says that nothing is there
        assert not [file for file in files if Path(file).name.startswith("b")]


def test_yolo_keeps_the_hold_out_apart_and_works_from_any_folder(
    empty: Project, draw: Draw, tmp_path: Path
) -> None:
    import yaml

    for file in ("a.png", "b.png", "c.png"):
        draw(file, ["nucleus"])
    for image_id, split in ((1, "train"), (2, "holdout"), (3, "train")):
        empty.images.set_split(image_id, split)
    format_named("yolo").export(empty, tmp_path / "out")
    data = yaml.safe_load((tmp_path / "out" / "data.yaml").read_text())
    assert "path" not in data  # then the folder of the file is meant
    for part, stems in (("train", ["a", "c"]), ("val", ["b"])):
        folder = tmp_path / "out" / data[part]
        assert sorted(path.stem for path in folder.iterdir()) == stems
        labels = Path(str(folder).replace("/images/", "/labels/"))
        assert sorted(path.stem for path in labels.iterdir()) == stems


@pytest.mark.parametrize("name", ["geojson", "yolo", "coco"])
def test_a_failing_disk_is_no_fault_of_the_image(
    empty: Project, draw: Draw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A full disk stops the export and leaves nothing, also where bad images are left out."""
    import errno

    from lvit_core.exchange import image_steps

    def full(_part: Path, _folder: Path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    draw("a.png", ["nucleus"])
    monkeypatch.setattr(image_steps, "_move", full)
    with pytest.raises(OSError, match="No space"):
        format_named(name).export(empty, tmp_path / "out", {"skip_bad": True})
    assert sorted(path.name for path in tmp_path.iterdir()) == ["images", "project"]


NUMBERED = ("png", "lvit", "jsonl", "nifti", "ome-tiff", "coco", "labelme", "geojson")


@pytest.mark.parametrize("name", NUMBERED)
def test_objects_with_the_highest_ids_stay_apart(
    empty: Project, draw: Draw, tmp_path: Path, name: str
) -> None:
    ids = [65_535, 65_536, 2**24, 2**24 + 1, 2**31 - 2, 2**31 - 1]
    image_id = draw("a.png", ["nucleus", "mitosis"] * 3, ids)
    before = empty.journal.load_plane(image_id, "nuclei").to_array()
    report = format_named(name).export(empty, tmp_path / name)
    if name in ("png", "lvit", "jsonl", "ome-tiff"):
        assert any("numbered anew" in loss for loss in report.losses)
    picture = empty.images.path(image_id)
    if name == "geojson":
        (tmp_path / name / picture.name).write_bytes(picture.read_bytes())
    import_as_project(name, tmp_path / name, tmp_path / "again", {"template": "nuclei"})
    with Project.open(tmp_path / "again") as again:
        (record,) = again.images.all()
        after = again.journal.load_plane(record.id, "nuclei").to_array()
        table = again.journal.load_objects(record.id, "nuclei")
    pairs = set(zip(before.ravel().tolist(), after.ravel().tolist(), strict=True))
    assert len(pairs) == 7
    assert sorted(r.class_name for r in table) == ["mitosis"] * 3 + ["nucleus"] * 3


def test_tiled_pictures_where_white_is_zero_are_bright_in_pyramids(
    empty: Project, tmp_path: Path
) -> None:
    values = np.random.default_rng(0).integers(0, 200, (1100, 1300), np.uint8)
    file = tmp_path / "white.tif"
    tifffile.imwrite(file, values, tile=(256, 256), photometric="miniswhite")
    (record,) = empty.images.add([file]).added
    finish(empty, record.id, "")
    format_named("ome-tiff").export(empty, tmp_path / "out")
    with tifffile.TiffFile(tmp_path / "out" / "white.ome.tif") as written:
        assert written.pages[0].photometric.name == "MINISBLACK"
        assert np.array_equal(written.pages[0].asarray(), 255 - values)


@pytest.mark.parametrize("name", ["png", "coco"])
def test_an_export_tells_of_one_moment_while_a_person_goes_on_drawing(name, empty, draw, tmp_path):
    """It compared what it had written with what was drawn since, and blamed the disk."""
    images = [draw("a.png", ["nucleus"]), draw("b.png", ["nucleus", "nucleus"])]
    used = iter(range(10, 90, 4))

    def go_on(*_: object) -> None:
        for image in images:
            builder = PatchBuilder(empty.journal.load_plane(image, "nuclei"), live=False)
            number = next(used)
            builder.write(Rect(number, 50, number + 3, 53), number)
            added = ObjectChange(None, ObjectRecord(number, "nuclei", "nucleus", ANN))
            empty.journal.append(image, Edit("Paint", "nuclei", builder.finish(), (added,)))

    report = format_named(name).export(empty, tmp_path / "out", {"images": "all"}, go_on)
    assert report.objects == 3
    told = json.loads((tmp_path / "out" / "provenance.json").read_text())
    assert [len(one["layers"]["nuclei"]) for one in told["images"]] == [1, 2]
    go_on()  # the moment is over: the next export has it all
    assert len(empty.journal.load_objects(images[0], "nuclei")) > 2
