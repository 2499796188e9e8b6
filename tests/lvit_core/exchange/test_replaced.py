"""What `same` and `merge` make of labels that are there: one object answers for one, empty is said.

A label that is there and empty takes away; one that is absent, unread or unfinished never does.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.exchange import bundle, format_named, import_as_project
from lvit_core.exchange.bundle import BundleItem, BundleLayer, Shape
from lvit_core.exchange.reports import ImportReport
from lvit_core.geometry import Rect
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image
from tests.lvit_core.exchange.random_projects import Drawn, Made, Plan, build
from tests.lvit_core.exchange.test_importing import areas, bring, item, square, state

pytestmark = pytest.mark.exchange

SAME, MERGE = {"onto": "same"}, {"onto": "merge"}


def bar(what: str, y: int, x: int, height: int, width: int) -> Shape:
    rect = Rect(y, x, y + height, x + width)
    return replace(
        square(what, y, x, 1), draw=lambda _: bundle.Drawn(rect, np.ones((height, width), bool))
    )


@pytest.mark.parametrize("others", [(), ("x",)])
def test_a_larger_object_over_several_is_lost_by_name(
    others: tuple[str, ...], tmp_path: Path
) -> None:
    image, place = write_image(tmp_path / "a.png", 1), tmp_path / "p"
    more = [square(one, 30, 30, 4) for one in others]
    small = [bar(str(n), 4, 4 + 5 * n, 6, 5) for n in range(3)]
    bring(place, [item(image, *small, *more)])
    report = bring(place, [item(image, bar("large", 4, 4, 6, 15), *more)], MERGE)
    assert (report.objects, report.already) == (0, len(others))
    (loss,) = report.losses
    assert (loss.what, loss.objects) == ("large", 1)
    assert "All of its 90 pixels lie under what was drawn before" in loss.reason
    assert sorted(areas(place)["nucleus"]) == sorted([30, 30, 30] + [16] * len(others))


def test_one_object_of_the_project_answers_for_one_that_comes(tmp_path: Path) -> None:
    image, place = write_image(tmp_path / "a.png", 1), tmp_path / "p"
    bring(place, [item(image, square("1", 4, 4, 5))])
    report = bring(place, [item(image, square("1", 4, 4, 5), square("2", 4, 4, 5))], MERGE)
    assert (report.objects, report.already, [one.what for one in report.losses]) == (0, 1, ["1"])
    assert "25 pixels lie under" in report.losses[0].reason
    nearly = replace(square("3", 0, 0, 1), draw=lambda _: _one_pixel_more(4, 4, 5))
    report = bring(place, [item(image, nearly)], MERGE)
    assert (report.objects, report.already) == (1, 0)  # the one pixel that lies on free ground
    assert sorted(areas(place)["nucleus"]) == [1, 25]


def _one_pixel_more(y: int, x: int, side: int) -> bundle.Drawn:
    mask = np.ones((side + 1, side), bool)
    mask[-1, 1:] = False
    return bundle.Drawn(Rect(y, x, y + side + 1, x + side), mask)


def test_what_an_import_left_of_an_object_is_no_whole_one(tmp_path: Path) -> None:
    image, place = write_image(tmp_path / "a.png", 1), tmp_path / "p"
    bring(place, [item(image)])
    with Project.open(place) as project:
        labels = np.zeros((HEIGHT, WIDTH), np.int32)
        labels[4:9, 4:9] = 1
        store_labels(project, 1, "nuclei", labels, classes="nucleus", title="Draw",
                     provenance=Provenance("person", "ann"))  # fmt: skip
    data = [item(image, square("1", 6, 6, 6), state="labeled")]
    bring(place, data, MERGE)
    before = state(place), areas(place)
    report = bring(place, data, MERGE)
    assert (report.objects, report.already, len(report.losses)) == (0, 0, 1)
    assert report.losses[0].kept  # what is left of it is there: the image is as finished as before
    assert (state(place), areas(place)) == before


def known(image: Path, record: ObjectRecord) -> BundleItem:
    labels = np.zeros((HEIGHT, WIDTH), np.int32)
    labels[4:9, 4:9] = record.id
    layer = BundleLayer("nuclei", lambda: labels, records={record.id: record})
    return BundleItem(image, layers=[layer])


MODEL = ObjectRecord(
    1, "nuclei", "nucleus", Provenance("model", "", "g1", created="2025"), "machine",
    probability=0.75,
)  # fmt: skip


@pytest.mark.parametrize(
    "other",
    [
        replace(MODEL, probability=0.5),
        replace(MODEL, class_name="mitosis"),
        replace(MODEL, state="labeled"),
        replace(MODEL, box=True),
        replace(MODEL, provenance=Provenance("import", "bob", created="2025")),
        replace(MODEL, provenance=replace(MODEL.provenance, generation="g2")),
        replace(MODEL, provenance=replace(MODEL.provenance, sentence="Many.")),
        replace(MODEL, provenance=replace(MODEL.provenance, edited_by="bob")),
        replace(MODEL, provenance=replace(MODEL.provenance, created="2026")),
    ],
)
def test_every_changed_fact_of_an_object_replaces_it_and_is_told_where_it_stays(
    other: ObjectRecord, tmp_path: Path
) -> None:
    image, place = write_image(tmp_path / "a.png", 1), tmp_path / "p"
    bring(place, [known(image, MODEL)])
    kept = bring(place, [known(image, other)], MERGE)
    assert kept.losses or any("how sure a model was" in note for note in kept.notes)
    assert bring(place, [known(image, MODEL)], SAME).already == 1
    report = bring(place, [known(image, other)], SAME)
    assert (report.objects, report.already, report.onto) == (1, 0, 1)
    with Project.open(place) as project:
        (stored,) = project.journal.load_objects(1, "nuclei")
    assert replace(stored, id=1) == other


def _labelme(out: Path) -> None:
    for file in out.rglob("a.json"):
        document = json.loads(file.read_text())
        file.write_text(json.dumps({**document, "shapes": [], "lvit_sentence": ""}))


def _coco(out: Path) -> None:
    file = out / "annotations.json"
    document = json.loads(file.read_text())
    gone = [one["id"] for one in document["images"] if one["file_name"].endswith("a.png")]
    left = [one for one in document["annotations"] if one["image_id"] not in gone]
    images = [{**one, "sentence": ""} if one["id"] in gone else one for one in document["images"]]
    file.write_text(json.dumps({**document, "annotations": left, "images": images}))


def _masks(out: Path) -> None:
    for file in [*out.rglob("*a.png"), *out.rglob("*a.tif")]:
        if file.parent.name not in ("img", "images"):
            pixels = np.asarray(Image.open(file))
            Image.fromarray(np.zeros_like(pixels)).save(file)


def _lvit(out: Path) -> None:
    from openpyxl import load_workbook

    _masks(out)
    (sheet,) = out.rglob("*.xlsx")
    book = load_workbook(sheet)
    for row in book.active.iter_rows(min_row=2):
        if "a." in str(row[0].value):
            row[1].value = None
    book.save(sheet)


def _png(out: Path) -> None:
    _masks(out)
    file = out / "sentences.json"
    told = json.loads(file.read_text())
    file.write_text(json.dumps({**told, "a": ""}))


def _jsonl(out: Path) -> None:
    _masks(out)
    for file in out.rglob("*.jsonl"):
        lines = [json.loads(line) for line in file.read_text().splitlines()]
        for one in lines:
            if "a.png" in json.dumps(one) and "text" in one:
                one["text"] = ""
        file.write_text("".join(json.dumps(one) + "\n" for one in lines))


def _yolo(out: Path) -> None:
    for file in out.rglob("a.txt"):
        file.write_text("")


def _geojson(out: Path) -> None:
    for file in out.rglob("a.geojson"):
        file.write_text(json.dumps({"type": "FeatureCollection", "features": []}))


EMPTIED: dict[str, tuple[Callable[[Path], None], bool]] = {
    "labelme": (_labelme, True), "coco": (_coco, True), "lvit": (_lvit, True),
    "png": (_png, True), "jsonl": (_jsonl, True), "yolo": (_yolo, False),
    "geojson": (_geojson, False),
}  # fmt: skip


def two_images(folder: Path) -> Project:
    labels = np.zeros((20, 24), np.int32)
    labels[2:8, 3:9] = 1
    drawn = Drawn("nuclei", labels, ("nucleus",) * 3, ("ann",) * 3, (False,) * 3, False)
    images = tuple(
        Made(
            name,
            "png",
            (20, 24),
            (drawn,),
            "The nuclei are evenly distributed.",
            "labeled",
            "train",
        )
        for name in "ab"
    )
    folder.mkdir()
    return build(Plan("nuclei", "none", images, (), pixel_size=False), folder)


def again(project: Project, name: str, out: Path, way: str) -> ImportReport:
    report = import_as_project(name, out, project, {"onto": way})
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return report


def held(project: Project) -> list[tuple[str, int, str, ImageState]]:
    journal = project.journal
    return [
        (one.name, len(journal.load_objects(one.id, "nuclei")), one.sentence, one.state)
        for one in project.images.all()
    ]


@pytest.mark.parametrize("name", EMPTIED)
def test_a_label_that_is_emptied_takes_the_last_object_away(name: str, tmp_path: Path) -> None:
    empty, speaks = EMPTIED[name]
    with two_images(tmp_path / "made") as project:
        format_named(name).export(project, tmp_path / "out")
        before = held(project)
        empty(tmp_path / "out")
        for way in ("", "merge", "new"):
            told = again(project, name, tmp_path / "out", way)
            assert held(project) == before
            if way != "merge":
                assert any("that nothing is there" in note for note in told.notes)
        report = again(project, name, tmp_path / "out", "same")
        sentence = "" if speaks else before[0][2]
        assert held(project) == [("a.png", 0, sentence, ImageState.LABELED), before[1]]
        assert report.onto == 1
        assert any("1 object was" in n and "a.png" in n and "taken away" in n for n in report.notes)
        assert speaks == any("The sentence of a.png was taken away" in n for n in report.notes)
        project.journal.undo(project.journal.history(1)[-1].id)
        assert held(project) == before


def _absent(out: Path) -> None:
    for file in out.rglob("a.*"):
        if file.parent.name not in ("img", "images"):
            file.unlink()


def _damaged(out: Path) -> None:
    for file in out.rglob("*a.png"):
        if file.parent.name not in ("img", "images"):
            file.write_bytes(file.read_bytes()[:40])


@pytest.mark.parametrize("name", ["lvit", "png", "labelme", "yolo"])
@pytest.mark.parametrize("spoil", [_absent, _damaged])
def test_a_label_that_is_absent_or_unread_takes_nothing_away(
    name: str, spoil: Callable[[Path], None], tmp_path: Path
) -> None:
    with two_images(tmp_path / "made") as project:
        format_named(name).export(project, tmp_path / "out")
        before = [one[1:3] for one in held(project)]
        spoil(tmp_path / "out")
        again(project, name, tmp_path / "out", "same")
        assert [one[1:3] for one in held(project)] == before


@pytest.mark.parametrize("said", ["in_progress", "unlabeled"])
def test_an_empty_label_that_is_unfinished_takes_nothing_away(said: str, tmp_path: Path) -> None:
    image, place = write_image(tmp_path / "a.png", 1), tmp_path / "p"
    bring(place, [item(image, square("1", 4, 4, 5), state="labeled")])
    blank = BundleLayer("nuclei", lambda: np.zeros((HEIGHT, WIDTH), np.int32))
    report = bring(place, [BundleItem(image, layers=[blank], state=said)], SAME)
    assert areas(place) == {"nucleus": [25]}
    assert any("objects that lie there stay" in note for note in report.notes)
    bring(place, [BundleItem(image, layers=[blank])], SAME)
    assert areas(place) == {}
    assert state(place) is ImageState.LABELED


@pytest.mark.parametrize("way", [{}, {"onto": "new"}, SAME])
def test_twins_once_more_are_there_or_told_by_what_lies_on_them(
    way: dict[str, str], tmp_path: Path
) -> None:
    image, place = write_image(tmp_path / "a.png", 1), tmp_path / "p"
    twin = tmp_path / "b.png"
    shutil.copy(image, twin)
    data = [
        item(image, square("1", 4, 4, 6)),
        item(twin, square("2", 4, 4, 6), square("3", 8, 8, 6), square("4", 30, 30, 4)),
    ]
    first = bring(place, data)
    assert (first.objects, first.already, first.losses) == (3, 1, [])
    again = bring(place, data, way)
    assert (again.objects, again.already) == (0, 3)
    (loss,) = again.losses
    assert loss.what == "3" and loss.kept
    assert "What an import before could draw of it is there" in loss.reason
