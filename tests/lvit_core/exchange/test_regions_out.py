"""What nobody has looked at leaves as unknown or not at all, and comes back as unknown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import nibabel as nib
import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.annotation.edit import ImageChange
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.regions import Region
from lvit_core.data.folder import read_folder
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.exchange.nifti import load
from lvit_core.geometry import Rect
from lvit_core.measurement.options import MeasureOptions
from lvit_core.measurement.project import measure_project, sum_project
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image

HOLDING = [name for name, one in formats().items() if one.exporter and one.exporter.holds_unknown]
OTHERS = [
    name
    for name, one in formats().items()
    if one.exporter and not one.exporter.holds_unknown and not name.startswith("dicom")
]
SIZE = (HEIGHT, WIDTH)


def _region() -> np.ndarray:
    """A triangle and a rectangle that does not touch it."""
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    return (rows + columns < 70) | ((rows > 60) & (columns > 90) & (columns < 120))


def _labels() -> np.ndarray:
    """Inside, across the border, outside, and in the second part."""
    labels = np.zeros(SIZE, np.int32)
    labels[5:15, 5:15], labels[20:30, 35:55], labels[40:50, 60:70] = 1, 2, 3
    labels[70:80, 100:110] = 4
    return labels


def _scribbled(labels: np.ndarray) -> np.ndarray:
    """Another drawing of what nobody looked at."""
    other = labels.copy()
    other[40:50, 60:70] = 0
    other[30:40, 70:88] = 3
    other[0:5, 100:125] = 2
    return np.where(_region(), labels, other)


def _project(folder: Path, labels: np.ndarray) -> Project:
    made = Project.create(
        folder / "project", ProjectSettings("x", "nuclei", pixel_sizes={"nuclei": 0.5}), seed="x"
    )
    files = [
        write_image(folder / "images" / name, n) for n, name in enumerate(("part.png", "all.png"))
    ]
    labeled = ImageChange("state", "unlabeled", "labeled")
    for image in made.images.add(files).added:
        store_labels(
            made, image.id, "nuclei", labels, classes="nucleus", title="Draw",
            provenance=Provenance("person", "ann"), image_changes=[labeled],
        )  # fmt: skip
    made.regions.put(1, [Region(Rect(0, 0, HEIGHT, WIDTH), _region())], person="ann")
    return made


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with _project(tmp_path, _labels()) as made:
        yield made


def _rows(folder: Path) -> list[dict]:
    return [json.loads(line) for line in (folder / "images.jsonl").read_text().splitlines()]


def test_most_formats_of_masks_hold_what_is_unknown() -> None:
    assert set(HOLDING) >= {"lvit", "png", "nnunet", "geojson", "nifti"}


@pytest.mark.parametrize("name", OTHERS)
def test_formats_that_cannot_tell_leave_the_image_out_by_name(
    name: str, project: Project, tmp_path: Path
) -> None:
    losses = format_named(name).losses_of(project)
    report = format_named(name).export(project, tmp_path / "out")
    for lines in (losses, report.losses):
        (line,) = [line for line in lines if "only a region is annotated" in line]
        assert "part.png" in line
    assert [row["name"] for row in _rows(tmp_path / "out")] == ["all"]


def test_an_export_of_nothing_else_says_why(project: Project, tmp_path: Path) -> None:
    project.images.remove([2])
    with pytest.raises(LViTError, match=r"only a region is annotated.*part\.png"):
        format_named("yolo").export(project, tmp_path / "out")


@pytest.mark.parametrize("name", HOLDING)
def test_region_and_known_labels_come_back(name: str, project: Project, tmp_path: Path) -> None:
    report = format_named(name).export(project, tmp_path / "out")
    assert any("unknown" in line and "part.png" in line for line in report.losses)
    if name == "geojson":  # holds no pictures
        for file in (tmp_path / "images").iterdir():
            (tmp_path / "out" / file.name).write_bytes(file.read_bytes())
    done = import_as_project(name, tmp_path / "out", tmp_path / "again")
    assert done.images == 2
    assert done.losses == []
    with Project.open(tmp_path / "again") as again:
        second, first = sorted(again.images.all(), key=lambda image: image.name)
        assert {one.state.value for one in (first, second)} == {"labeled"}
        found = again.regions.of(first.id)
        assert found is not None
        assert np.array_equal(found.mask(), _region())
        assert again.regions.of(second.id) is None
        known = again.journal.load_plane(first.id, "nuclei").to_array()
        assert np.array_equal(known > 0, (_labels() > 0) & _region())
        whole = again.journal.load_plane(second.id, "nuclei").to_array()
        assert np.array_equal(whole > 0, _labels() > 0)


@pytest.mark.parametrize("name", ["lvit", "png", "nnunet", "nifti", "geojson"])
def test_no_written_pixel_depends_on_what_lies_outside(
    name: str, project: Project, tmp_path: Path
) -> None:
    """Whatever is drawn where nobody looked, all files of labels are the same to the byte."""
    format_named(name).export(project, tmp_path / "out")
    with _project(tmp_path / "other", _scribbled(_labels())) as other:
        format_named(name).export(other, tmp_path / "elsewhere")

    def files(folder: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        for path in sorted(folder.rglob("*")):
            key = path.relative_to(folder).as_posix()
            if path.suffix == ".gz":
                found[key] = load(path)[0].tobytes()
            elif path.suffix == ".geojson":
                features = json.loads(path.read_text())["features"]
                found[key] = [one["geometry"] for one in features]
            elif path.is_file() and "part" in path.name:
                found[key] = path.read_bytes()
        return found

    first, second = files(tmp_path / "out"), files(tmp_path / "elsewhere")
    assert first.keys() == second.keys()
    wrong = [key for key in first if first[key] != second[key] and "all" not in key]
    assert wrong == []


def test_nnunet_has_an_ignore_label_above_all_others(project: Project, tmp_path: Path) -> None:
    format_named("nnunet").export(project, tmp_path / "out")
    root = tmp_path / "out" / "Dataset001_LViT"
    labels = json.loads((root / "dataset.json").read_text())["labels"]
    highest = max(labels.values())
    assert labels["ignore"] == highest
    assert sorted(labels.values()) == list(range(highest + 1))
    (file,) = root.glob("labelsT*/part-*.nii.gz")
    assert np.array_equal(load(file)[0] == highest, ~_region())
    (file,) = root.glob("labelsT*/all-*.nii.gz")
    assert not (load(file)[0] == highest).any()


def test_nnunet_has_none_where_everything_is_known(project: Project, tmp_path: Path) -> None:
    project.regions.put(1, [])
    format_named("nnunet").export(project, tmp_path / "out")
    document = tmp_path / "out" / "Dataset001_LViT" / "dataset.json"
    assert "ignore" not in json.loads(document.read_text())["labels"]


def test_qupath_finds_an_annotation_with_detections_inside(
    project: Project, tmp_path: Path
) -> None:
    format_named("geojson").export(project, tmp_path / "out")
    features = json.loads((tmp_path / "out" / "part.geojson").read_text())["features"]
    region, *objects = (one["properties"] for one in features)
    assert region["objectType"] == "annotation"
    assert region["classification"]["name"] == "Region*"
    assert region["isLocked"]
    assert {one["objectType"] for one in objects} == {"detection"}
    assert len(objects) == 3, "the one outside is not among them"


def test_a_region_of_qupath_says_what_was_looked_at(tmp_path: Path) -> None:
    ring = [[10, 10], [60, 10], [60, 60], [10, 60], [10, 10]]
    cell = [[20, 20], [30, 20], [30, 30], [20, 30], [20, 20]]
    features = [
        {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [shape]},
         "properties": {"objectType": kind, "classification": {"name": name}}}
        for shape, kind, name in ((ring, "annotation", "Region*"), (cell, "detection", "nucleus"))
    ]  # fmt: skip
    write_image(tmp_path / "in" / "a.png", 3)
    (tmp_path / "in" / "a.geojson").write_text(
        json.dumps({"type": "FeatureCollection", "features": features})
    )
    done = import_as_project("geojson", tmp_path / "in", tmp_path / "p", {"template": "nuclei"})
    assert (done.objects, done.losses) == (1, [])
    with Project.open(tmp_path / "p") as made:
        (image,) = made.images.all()
        found = made.regions.of(image.id)
        assert found is not None
        assert (found.area_px, image.state.value) == (2500, "labeled")


def test_labels_of_a_part_do_not_make_a_known_image_unknown(
    project: Project, tmp_path: Path
) -> None:
    """They come on top of what the whole image was looked at for."""
    format_named("lvit").export(project, tmp_path / "out")
    project.regions.put(1, [])
    import_as_project("lvit", tmp_path / "out", project, {"onto": "merge"})
    assert project.regions.images() == set()
    import_as_project("lvit", tmp_path / "out", project, {"onto": "same"})
    assert project.regions.images() == {1}


def test_another_reader_may_have_looked_at_a_part(project: Project, tmp_path: Path) -> None:
    format_named("lvit").export(project, tmp_path / "out")
    project.regions.put(1, [])
    import_as_project("lvit", tmp_path / "out", project, {"reader": "Bo"})
    assert project.regions.images() == set()
    assert project.regions.images("Bo") == {1}
    report = format_named("yolo").export(project, tmp_path / "theirs", {"reader": "Bo"})
    assert any("only a region is annotated" in line for line in report.losses)


def test_measures_are_of_the_region(project: Project, tmp_path: Path) -> None:
    done = measure_project(project, tmp_path / "t.csv", MeasureOptions())
    assert any("part.png" in line and "unknown" in line for line in done.notes)
    lines = (tmp_path / "t.csv").read_text().splitlines()
    header, rows = lines[0].split(","), [line.split(",") for line in lines[1:]]
    column = header.index("reaches_unknown")
    part = [row[column] for row in rows if row[0] == "part.png"]
    assert part == ["0", "1", "0"]
    numbers = {row["image"]: row for row in sum_project(project, MeasureOptions()).images}
    row, area = numbers["part.png"], int(_region().sum())
    inside = (_labels() > 0) & _region()
    assert (row["regions"], row["annotated_px"]) == (1, area)
    assert row["annotated_share"] == area / (HEIGHT * WIDTH)
    assert (row["nuclei_objects"], row["nuclei_area_px"]) == (3, int(inside.sum()))
    assert row["nuclei_per_megapixel"] == pytest.approx(3e6 / area)
    assert row["nuclei_share_of_image"] == inside.sum() / area
    assert numbers["all.png"]["nuclei_objects"] == 4
    whole = sum_project(project, MeasureOptions()).layers[0]
    assert whole.per_megapixel == pytest.approx(7e6 / (area + HEIGHT * WIDTH))


def test_no_measure_depends_on_what_lies_outside(project: Project, tmp_path: Path) -> None:
    measure_project(project, tmp_path / "t.csv", MeasureOptions())
    with _project(tmp_path / "other", _scribbled(_labels())) as other:
        measure_project(other, tmp_path / "u.csv", MeasureOptions())
    for name in ("{}.csv", "{}-images.csv"):
        one, two = (
            [
                line
                for line in (tmp_path / name.format(x)).read_text().splitlines()
                if "part" in line
            ]
            for x in "tu"
        )
        assert one == two != []


def test_a_region_that_cannot_be_read_leaves_the_image_unfinished(
    project: Project, tmp_path: Path
) -> None:
    """Else all of it would count as looked at."""
    format_named("lvit").export(project, tmp_path / "out")
    (tmp_path / "out" / "looked_at" / "part.png").write_bytes(b"no picture")
    done = import_as_project("lvit", tmp_path / "out", tmp_path / "again")
    assert any("looked_at/part.png" in loss.what for loss in done.losses)
    with Project.open(tmp_path / "again") as again:
        (part,) = [image for image in again.images.all() if image.name == "part.png"]
        assert part.state.value == "in_progress"


@pytest.mark.parametrize("name", ["lvit", "png", "nnunet"])
def test_where_nobody_looked_at_anything_nothing_is_known(
    name: str, project: Project, tmp_path: Path
) -> None:
    """No region says that all was looked at, so an empty one made all of it background."""
    format_named(name).export(project, tmp_path / "out")
    if name == "nnunet":
        (file,) = (tmp_path / "out" / "Dataset001_LViT").glob("labelsT*/part-*.nii.gz")
        stored = nib.load(file)
        nobody = np.full(stored.shape, np.asarray(stored.dataobj).max(), np.uint8)
        nib.save(nib.Nifti1Image(nobody, stored.affine, stored.header), file)
    else:
        nothing = np.zeros(SIZE, np.uint8)
        Picture.fromarray(nothing).save(tmp_path / "out" / "looked_at" / "part.png")
    options = {"template": "nuclei"}
    done = import_as_project(name, tmp_path / "out", tmp_path / "again", options)
    assert any("Nothing of it was looked at" in loss.reason for loss in done.losses)
    with Project.open(tmp_path / "again") as again:
        (part,) = [image for image in again.images.all() if image.name.startswith("part")]
        assert part.state.value == "in_progress"


def test_nothing_known_is_not_scored(project: Project, tmp_path: Path) -> None:
    format_named("lvit").export(project, tmp_path / "out")
    Picture.fromarray(np.zeros(SIZE, np.uint8)).save(tmp_path / "out" / "looked_at" / "part.png")
    samples = {sample.key: sample for sample in read_folder(tmp_path / "out").samples}
    part = next(sample for sample in samples.values() if sample.read_known is not None)
    with pytest.raises(LViTError, match="nothing of its image was looked at"):
        part.read_known()


def test_a_region_without_labels_is_no_place_that_was_looked_at(
    project: Project, tmp_path: Path
) -> None:
    """Somebody meant to look there; what comes in was looked at elsewhere."""
    format_named("lvit").export(project, tmp_path / "out")
    files = [tmp_path / "images" / name for name in ("part.png", "all.png")]
    with Project.create(tmp_path / "new", ProjectSettings("x", "nuclei"), seed="x") as other:
        other.images.add(files)
        planned = ~_region()
        other.regions.put(1, [Region(Rect(0, 0, HEIGHT, WIDTH), planned)], person="ann")
        import_as_project("lvit", tmp_path / "out", other, {"onto": "merge"})
        found = other.regions.of(1)
        assert found is not None and np.array_equal(found.mask(), _region())


def test_pictures_of_regions_are_plain_masks(project: Project, tmp_path: Path) -> None:
    format_named("png").export(project, tmp_path / "out")
    shown = np.asarray(Picture.open(tmp_path / "out" / "looked_at" / "part.png"))
    assert np.array_equal(shown, np.where(_region(), 255, 0))
    assert [file.name for file in (tmp_path / "out" / "looked_at").iterdir()] == ["part.png"]
