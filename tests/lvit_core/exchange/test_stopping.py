"""A cancel is heard at every step, and leaves nothing half: of exports, checks and imports."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
from pydicom.data import get_testdata_file

from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.plane import TILE_PX
from lvit_core.errors import Cancelled
from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.exchange.filling import Filling
from lvit_core.exchange.previewing import preview_import
from lvit_core.project.labels import store_labels
from lvit_core.project.paths import content_hash
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.stopping import stoppable
from tests.lvit_core.exchange.conftest import finish, nuclei_labels, write_image

pytestmark = [pytest.mark.exchange, pytest.mark.thorough]

OBJECTS = 60
WRITTEN = [name for name, item in formats().items() if item.exporter is not None]
# Formats that go object by object; the others write whole planes, a few calls for an image.
BY_OBJECTS = ("coco", "yolo", "labelme", "geojson", "dicom-ann")


class Asked:
    """Answers whether to stop: after so many questions, or never."""

    def __init__(self, after: int | None = None) -> None:
        self.after = after
        self.count = 0

    def __call__(self) -> bool:
        self.count += 1
        return self.after is not None and self.count > self.after


@pytest.fixture(scope="module")
def tissue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Two pictures with sixty objects each, and a DICOM slice with two."""
    place = tmp_path_factory.mktemp("stopping")
    project = Project.create(place / "project", ProjectSettings("x", "nuclei"), seed="x")
    files = [write_image(place / f"{name}.png", seed) for seed, name in enumerate("ab")]
    for record in project.images.add(files).added:
        store_labels(
            project, record.id, "nuclei", nuclei_labels(), classes="nucleus",
            provenance=Provenance("person", "ann"), title="Draw",
        )  # fmt: skip
        finish(project, record.id, "The nuclei are evenly distributed.")
    slices = project.images.add([get_testdata_file("CT_small.dcm")], template="chest-xray")
    labels = np.zeros((128, 128), np.int32)
    labels[10:20, 30:60], labels[50:70, 5:9] = 1, 2
    store_labels(
        project, slices.added[0].id, "lesion", labels, classes="infection",
        provenance=Provenance("person", "ann"), title="Draw",
    )  # fmt: skip
    finish(project, slices.added[0].id, "")
    yield project
    project.close()


@pytest.mark.parametrize("name", WRITTEN)
def test_an_export_hears_a_cancel_at_every_step(tissue: Project, tmp_path: Path, name: str) -> None:
    never, marks = Asked(), list[int]()

    def note(done: int, total: int, name: str) -> None:
        marks.append(never.count)

    format_named(name).export(tissue, tmp_path / "whole", {}, note, never)
    steps = len(marks)
    assert steps >= 2, "each image is a step of the writing and one of the check"
    if name in BY_OBJECTS:
        begin, end = marks[0], marks[1]
        assert end - begin >= OBJECTS, "a large image is left between two of its objects"
    assert never.count > marks[-1] + 3, "provenance and hashes of files are steps too"
    moments = {0, marks[0] + 1, marks[-1] + 1, never.count - 1}
    for moment in sorted(moments):
        with pytest.raises(Cancelled):
            format_named(name).export(tissue, tmp_path / "out", {}, None, Asked(moment))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["whole"], moment


def data_of(tissue: Project, place: Path, name: str) -> Path:
    format_named(name).export(tissue, place, {})
    if name == "geojson":
        for letter in "ab":
            write_image(place / f"{letter}.png", "ab".index(letter))
    return place


def everything(folder: Path) -> list[tuple[object, ...]]:
    """What each image of a project is; none where there is no project."""
    if not Project.exists(folder):
        return []
    found = []
    with Project.open(folder) as project:
        for image in project.images.all():
            layer = project.journal.labeled_layers(image.id)
            planes = [project.journal.load_plane(image.id, one).to_array() for one in layer]
            objects = [len(project.journal.load_objects(image.id, one)) for one in layer]
            numbers = [len(np.unique(plane)) - 1 for plane in planes]
            assert objects == numbers, "no object without pixels, no pixels without an object"
            # Each project has its own key for patients and draws lots of its own.
            told = replace(image, id=0, added_at="", path="", split="", group="")
            found.append((told, tuple(layer), tuple(objects)))
    return found


@pytest.mark.parametrize("name", WRITTEN)
def test_an_import_hears_a_cancel_and_has_each_image_whole_or_not(
    tissue: Project, tmp_path: Path, name: str
) -> None:
    data = data_of(tissue, tmp_path / "data", name)
    never = Asked()
    options = {"template": "nuclei", "laterality": "viewer"}
    bring: Callable[..., object] = import_as_project
    bring(name, data, tmp_path / "whole", options, None, never)
    whole = everything(tmp_path / "whole")
    assert whole and never.count >= 2
    for moment in (0, never.count // 2):
        place = tmp_path / f"p{moment}"
        with pytest.raises(Cancelled):
            bring(name, data, place, options, None, Asked(moment))
        there = everything(place)
        assert all(one in whole for one in there), "an image is whole or not there"
        assert Project.exists(place) == bool(there)
        assert bool(there) == place.exists()
    bring(name, data, place, options)
    assert sorted(map(str, everything(place))) == sorted(map(str, whole)), "it goes on"


def test_a_preview_that_is_stopped_leaves_nothing(
    tissue: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = data_of(tissue, tmp_path / "data", "yolo")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    for moment in (0, 4):
        with pytest.raises(Cancelled):
            preview_import(
                "yolo", data, tmp_path / "p", {"template": "nuclei"}, None, Asked(moment)
            )
        assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "temp"]
        assert list((tmp_path / "temp").iterdir()) == []


def test_a_cancel_is_heard_inside_of_one_large_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its hash is made piece by piece; a slide of gigabytes is left between two of them."""
    monkeypatch.setattr("lvit_core.project.paths.HASH_CHUNK_BYTES", 16)
    file = write_image(tmp_path / "a.png", 1)
    asked = Asked(after=3)
    with stoppable(asked), pytest.raises(Cancelled):
        content_hash(file)
    assert asked.count == 4 < file.stat().st_size / 16


def test_a_cancel_is_heard_while_the_labels_of_one_image_are_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lvit_core.exchange.filling.MOST_WAITING_BYTES", 1)
    monkeypatch.setattr("lvit_core.project.planes._TILES_AT_ONCE", 1)
    side = 4 * TILE_PX
    for folder, pixels in (("images", np.indices((side, side)).sum(0)), ("masks", None)):
        (tmp_path / "d" / folder).mkdir(parents=True)
        plane = np.zeros((side, side)) if pixels is None else pixels
        plane[::TILE_PX, ::TILE_PX] = 255
        data = imagecodecs.png_encode(plane.astype(np.uint8))
        (tmp_path / "d" / folder / "a.png").write_bytes(data)
    asked, moments = Asked(), list[int]()

    def store(filling: Filling, waiting: list[Any]) -> None:
        moments.append(asked.count)
        stored(filling, waiting)
        moments.append(asked.count)

    stored = Filling._store
    monkeypatch.setattr(Filling, "_store", store)
    options = {"template": "nuclei"}
    import_as_project("png", tmp_path / "d", tmp_path / "whole", options, None, asked)
    begin, end = moments
    assert end - begin >= 16, "it is left between two tiles"
    with pytest.raises(Cancelled):
        import_as_project("png", tmp_path / "d", tmp_path / "p", options, None, Asked(begin + 8))
    assert not (tmp_path / "p").exists(), "nothing of the image is there"
