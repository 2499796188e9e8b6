"""The same data once more change nothing: no object, no step, no state, whatever the way."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.exchange import format_named, import_as_project
from lvit_core.exchange.bundle import BundleItem, BundleLayer
from lvit_core.exchange.reports import ImportReport
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.readings import layer_of
from lvit_core.project.records import ImageState
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image
from tests.lvit_core.exchange.random_projects import Drawn, Made, Plan, build
from tests.lvit_core.exchange.test_importing import bring, item, square, state
from tests.lvit_core.exchange.test_there_and_back import BOTH_WAYS

pytestmark = [pytest.mark.exchange, pytest.mark.thorough]

WAYS = {
    "": {}, "new": {"onto": "new"}, "same": {"onto": "same"}, "merge": {"onto": "merge"},
    "reader": {"onto": "reader", "reader": "B"},
    "merge reader": {"onto": "merge", "reader": "B"},
}  # fmt: skip
TOLD_EACH_TIME = ("chain", "sqlite_sequence")  # that an import was made


def held(place: Path) -> tuple[dict[str, list[str]], list[str]]:
    """Every row that a project has, and its files."""
    with sqlite3.connect(place / "project.sqlite") as file:
        tables = file.execute("SELECT name FROM sqlite_master WHERE type='table'").fetchall()
        rows = {
            name: sorted(map(repr, file.execute(f'SELECT * FROM "{name}"')))
            for (name,) in tables
            if name not in TOLD_EACH_TIME
        }
    file.close()
    files = {str(one.relative_to(place)) for one in place.rglob("*") if one.is_file()}
    return rows, sorted(one for one in files if not one.startswith("backups"))


def told_as_there(report: ImportReport, before: ImportReport) -> None:
    assert (report.images, report.onto, report.objects, report.sentences) == (0, 0, 0, 0)
    there = before.objects + before.already + sum(one.objects for one in before.losses if one.kept)
    same = report.already + sum(one.objects for one in report.losses if one.kept)
    assert same == there


@pytest.mark.parametrize("name", BOTH_WAYS)
def test_every_format_finds_its_own_labels_again(name: str, tmp_path: Path) -> None:
    kind = "dcm" if name.startswith("dicom") else "png"
    size = (128, 128) if kind == "dcm" else (20, 24)
    labels = np.zeros(size, np.int32)
    labels[2:8, 3:9] = 1
    labels[8:12, 3:9] = 2
    labels[12:18, 12:20] = 3
    drawn = Drawn(
        "nuclei", labels, ("nucleus", "mitosis", "nucleus"), ("ann", "", "ann"), (False,) * 3, False
    )  # fmt: skip
    images = (
        Made("a", kind, size, (drawn,), "The nuclei are evenly distributed.", "labeled", "holdout"),
        Made(
            "b", kind, size, (replace(drawn, labels=labels[::-1].copy()),), "", "labeled", "train"
        ),
    )
    with build(Plan("nuclei", "none", images, (), pixel_size=False), tmp_path) as project:
        format_named(name).export(project, tmp_path / "out")
        if name == "geojson":
            for record in project.images.all():
                shutil.copy(project.images.path(record.id), tmp_path / "out")
    chosen = {"template": "nuclei"}
    import_as_project(name, tmp_path / "out", tmp_path / "p", chosen)
    import_as_project(name, tmp_path / "out", tmp_path / "p", {**chosen, **WAYS["reader"]})
    before = held(tmp_path / "p")
    for way in ("same", "merge", "merge reader"):
        options = {**chosen, **WAYS[way]}
        again = import_as_project(name, tmp_path / "out", tmp_path / "p", options)
        assert held(tmp_path / "p") == before
        assert again.already == again.objects_found > 0
        assert (again.images, again.onto, again.sentences) == (0, 0, 0)


@settings(
    derandomize=True, deadline=None, max_examples=2, suppress_health_check=list(HealthCheck),
    database=None,
)  # fmt: skip
@given(
    places=st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 12), st.booleans()),
        min_size=1, max_size=8,
    ),
    own=st.booleans(),
)  # fmt: skip
def test_objects_that_cover_each_other_and_those_of_people_are_found_again(
    places: list[tuple[int, int, int, bool]], own: bool
) -> None:
    shapes = [
        replace(square(f"{n}", y, x, side, "mitosis" if other else "nucleus"), box=side == 7)
        for n, (y, x, side, other) in enumerate(places)
    ]
    folder = Path(tempfile.mkdtemp())
    try:
        image = write_image(folder / "a.png", 1)
        for number, way in enumerate(WAYS[name] for name in ("", "same", "merge", "merge reader")):
            place = folder / f"p{number}"
            bring(place, [item(image)])
            if own:
                with Project.open(place) as project:
                    labels = np.zeros((HEIGHT, WIDTH), np.int32)
                    labels[5:25, 5:25] = 1
                    by = Provenance("person", "ann")
                    store_labels(project, 1, "nuclei", labels, classes="nucleus", provenance=by,
                                 title="Draw")  # fmt: skip
            data = [item(image, *shapes, sentence="One.")]
            first = bring(place, data, way)
            before = held(place)
            again = bring(place, data, way)
            assert held(place) == before
            told_as_there(again, first)
    finally:
        shutil.rmtree(folder)


@pytest.mark.parametrize("way", ["same", "merge", "same reader"])
def test_pictures_of_one_content_are_found_again(way: str, tmp_path: Path) -> None:
    image, other = write_image(tmp_path / "a.png", 1), write_image(tmp_path / "b.png", 2)
    twin = tmp_path / "c.png"
    shutil.copy(image, twin)
    data = [
        item(image, square("1", 2, 2, 4), sentence="One."),
        item(other, square("1", 9, 9, 4)),
        item(twin, square("2", 20, 20, 5, "mitosis"), square("3", 4, 4, 6), sentence="Two."),
    ]
    place = tmp_path / "p"
    options = {"onto": way.split(maxsplit=1)[0], "reader": "B" if "reader" in way else ""}
    first = bring(place, data, options)
    before = held(place)
    again = bring(place, data, options)
    assert held(place) == before
    told_as_there(again, first)
    fewer = [data[0], replace(data[2], shapes=data[2].shapes[:1])]
    bring(place, fewer, {**options, "onto": "same"})
    with Project.open(place) as project:
        layer = layer_of("nuclei", options["reader"])
        assert len(project.journal.load_objects(1, layer)) == 2


def known(record: ObjectRecord) -> BundleItem:
    labels = np.zeros((HEIGHT, WIDTH), np.int32)
    labels[4:9, 4:9] = record.id
    layer = BundleLayer("nuclei", lambda: labels, records={record.id: record})
    return item(Path("a.png"), layers=[layer])


def test_only_what_differs_is_replaced_and_the_rest_keeps_its_number(tmp_path: Path) -> None:
    image = write_image(tmp_path / "a.png", 1)
    place = tmp_path / "p"
    bring(place, [item(image, square("1", 2, 2, 4), square("2", 20, 20, 5))])
    other = [item(image, square("1", 2, 2, 4), square("2", 20, 20, 6), square("3", 40, 40, 3))]
    report = bring(place, other, WAYS["same"])
    assert (report.onto, report.objects, report.already) == (1, 2, 1)
    assert any("nuclei, 1 object was replaced by what the data" in one for one in report.notes)
    with Project.open(place) as project:
        table = project.journal.load_objects(1, "nuclei")
        plane = project.journal.load_plane(1, "nuclei").to_array()
    assert sorted(record.id for record in table) == sorted(set(np.unique(plane)) - {0})
    assert plane[2, 2] == 1
    assert sorted(np.bincount(plane.ravel())[1:].tolist(), reverse=True)[:3] == [36, 16, 9]


def test_facts_that_come_later_are_taken_and_once(tmp_path: Path) -> None:
    image = write_image(tmp_path / "a.png", 1)
    place = tmp_path / "p"
    bring(place, [item(image, square("1", 4, 4, 5))])
    record = ObjectRecord(1, "nuclei", "nucleus", Provenance("person", "ann", created="2025"))
    data = [replace(known(record), image=image)]
    assert bring(place, data, WAYS["same"]).objects == 1
    with Project.open(place) as project:
        (stored,) = project.journal.load_objects(1, "nuclei")
        assert stored.provenance == record.provenance
    assert bring(place, data, WAYS["same"]).already == 1


def test_how_sure_the_model_was_comes_in(tmp_path: Path) -> None:
    image = write_image(tmp_path / "a.png", 1)
    made = Provenance("model", "", "gen-1")
    record = ObjectRecord(1, "nuclei", "nucleus", made, "machine", probability=0.75)
    bring(tmp_path / "p", [replace(known(record), image=image)])
    with Project.open(tmp_path / "p") as project:
        (stored,) = project.journal.load_objects(1, "nuclei")
    assert stored.probability == 0.75


@pytest.mark.parametrize("way", ["same", "merge"])
def test_what_a_person_finished_stays_finished(way: str, tmp_path: Path) -> None:
    image = write_image(tmp_path / "a.png", 1)
    data = [item(image, square("1", 2, 2, 4), square("2", 500, 500, 4))]
    bring(tmp_path / "p", data)
    assert state(tmp_path / "p") is ImageState.IN_PROGRESS
    with Project.open(tmp_path / "p") as project:
        change = ImageChange("state", "in_progress", "labeled")
        project.journal.append(1, Edit("Finish", "", image=(change,)))
    report = bring(tmp_path / "p", data, WAYS[way])
    assert [loss.what for loss in report.losses] == ["2"]
    assert state(tmp_path / "p") is ImageState.LABELED


def test_what_lies_just_under_an_object_of_another_making_is_lost_and_said(tmp_path: Path) -> None:
    image = write_image(tmp_path / "a.png", 1)
    place = tmp_path / "p"
    bring(place, [item(image)])
    with Project.open(place) as project:
        labels = np.zeros((HEIGHT, WIDTH), np.int32)
        labels[4:9, 4:9], labels[4:9, 9:14] = 1, 2
        store_labels(project, 1, "nuclei", labels, classes="nucleus", title="Draw",
                     provenance=Provenance("person", "ann"))  # fmt: skip
    report = bring(place, [item(image, square("1", 5, 5, 4))], WAYS["merge"])
    assert (report.already, [loss.what for loss in report.losses]) == (0, ["1"])
    wide = replace(square("2", 4, 4, 5), draw=lambda _: square("", 4, 4, 10).draw((14, 14)))
    report = bring(place, [item(image, wide)], WAYS["merge"])
    assert report.already == 0
