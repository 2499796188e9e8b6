"""The frame of every import: in = out + named losses, one transaction an image, started again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lvit_core.errors import Cancelled, LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, BundleLayer, Drawn, Shape
from lvit_core.exchange.importing import run_import
from lvit_core.exchange.reports import ImportReport
from lvit_core.geometry import Rect
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, write_image

pytestmark = pytest.mark.exchange


def square(what: str, y: int, x: int, side: int, class_name: str = "nucleus") -> Shape:
    """An object of ``side`` x ``side`` pixels."""

    def draw(size: tuple[int, int]) -> Drawn:
        rect = Rect(y, x, y + side, x + side).intersect(Rect(0, 0, *size))
        return Drawn(rect, np.ones((rect.height, rect.width), bool))

    return Shape(what, class_name, draw)


def broken(size: tuple[int, int]) -> Drawn:
    raise ValueError("a reader's own words")


def item(file: Path, *shapes: Shape, **more: Any) -> BundleItem:
    return BundleItem(file, shapes=shapes, **more)


def bring(
    place: Path, items: Sequence[BundleItem], options: Mapping[str, Any] | None = None
) -> ImportReport:
    chosen = {"template": "nuclei", **(options or {})}
    report = run_import("test", Bundle(list(items)), place, chosen, None, None)
    lost = sum(loss.objects for loss in report.losses)
    assert report.objects_found == report.objects + report.already + lost
    return report


def areas(place: Path, number: int = 1, layer: str = "nuclei") -> dict[str, list[int]]:
    """Class -> sizes of its objects in pixels; every object of the table has pixels."""
    found: dict[str, list[int]] = {}
    with Project.open(place) as project:
        plane = project.journal.load_plane(number, layer).to_array()
        for record in project.journal.load_objects(number, layer):
            found.setdefault(record.class_name, []).append(int((plane == record.id).sum()))
    return found


def state(place: Path, number: int = 1) -> ImageState:
    with Project.open(place) as project:
        return project.images.get(number).state


def test_one_bad_object_costs_itself_and_the_image_is_in_progress(tmp_path: Path) -> None:
    image = write_image(tmp_path / "a.png", 1)
    bad = Shape("shape 2", "nucleus", broken)
    outside = square("shape 3", 500, 500, 4)
    report = bring(tmp_path / "p", [item(image, square("shape 1", 2, 2, 4), bad, outside)])
    assert (report.objects, report.objects_found) == (1, 3)
    assert [(loss.file, loss.what) for loss in report.losses] == [
        ("a.png", "shape 2"),
        ("a.png", "shape 3"),
    ]
    assert all("reader's own" not in note for note in report.notes)
    assert state(tmp_path / "p") is ImageState.IN_PROGRESS


def test_a_whole_image_is_labeled_and_an_unread_mask_is_not_nothing(tmp_path: Path) -> None:
    good, bad = (write_image(tmp_path / f"{name}.png", seed) for seed, name in enumerate("ab"))

    def unreadable() -> Any:
        raise LViTError("The mask is damaged.")

    report = bring(
        tmp_path / "p",
        [
            item(good, layers=[BundleLayer("nuclei", lambda: np.zeros((HEIGHT, WIDTH), np.int32))]),
            item(bad, layers=[BundleLayer("nuclei", unreadable)], state="labeled"),
        ],
    )
    assert state(tmp_path / "p", 1) is ImageState.LABELED
    assert state(tmp_path / "p", 2) is ImageState.IN_PROGRESS
    assert [loss.file for loss in report.losses] == ["b.png"]


def test_what_lies_under_another_object_is_told_with_pixels(tmp_path: Path) -> None:
    image = write_image(tmp_path / "a.png", 1)
    shapes = [
        square("shape 1", 10, 10, 4),  # under shape 2 altogether
        square("shape 2", 8, 8, 10),
        square("shape 3", 16, 16, 4),  # takes 2 x 2 pixels of shape 2
    ]
    report = bring(tmp_path / "p", [item(image, *shapes)])
    assert sorted(areas(tmp_path / "p")["nucleus"]) == [16, 96]
    (lost,) = report.losses
    assert (lost.what, lost.reason) == ("shape 1", "All of its 16 pixels lie under shape 2.")
    assert any("shape 2 of a.png lost 4 of its 100 pixels to shape 3" in n for n in report.notes)
    assert state(tmp_path / "p") is ImageState.IN_PROGRESS


def test_objects_of_classes_of_other_layers_do_not_cover_each_other(tmp_path: Path) -> None:
    image = write_image(tmp_path / "a.png", 1)
    shapes = [
        square("1", 10, 10, 5, "Consolidation"), square("2", 5, 5, 40, " LUNG "),
        square("3", 50, 50, 5, "Lungs"), square("4", 60, 60, 5, "Rib"),
        square("5", 70, 70, 5, "rib"),
    ]  # fmt: skip
    options = {"template": "chest-xray", "laterality": "viewer"}
    report = bring(tmp_path / "p", [item(image, *shapes)], options)
    assert areas(tmp_path / "p", layer="lesion") == {"consolidation": [25], "Rib": [25, 25]}
    assert areas(tmp_path / "p", layer="lungs") == {"lung": [1600, 25]}
    (told,) = report.notes
    assert told.startswith("New classes of the project: Rib. `lvit classes add`")
    assert state(tmp_path / "p") is ImageState.LABELED


def test_labels_of_another_size_are_refused_by_name(tmp_path: Path) -> None:
    image = write_image(tmp_path / "a.png", 1)
    shapes = (square("1", 1, 1, 3), square("2", 9, 9, 3))
    report = bring(tmp_path / "p", [item(image, *shapes, size=(WIDTH, HEIGHT), source="a.json")])
    (lost,) = report.losses
    assert (lost.file, lost.what, lost.objects) == ("a.json", "2 objects", 2)
    assert f"{HEIGHT} x {WIDTH} pixels" in lost.reason
    assert state(tmp_path / "p") is ImageState.IN_PROGRESS


def test_an_import_that_was_cut_off_goes_on(tmp_path: Path) -> None:
    files = [write_image(tmp_path / f"{name}.png", seed) for seed, name in enumerate("abc")]
    items = [item(file, square("1", 1, 1, 3), sentence="No nuclei.") for file in files]
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 2  # before the third of three

    with pytest.raises(Cancelled):
        run_import("test", Bundle(items), tmp_path / "p", {"template": "nuclei"}, None, stop)
    with Project.open(tmp_path / "p") as project:
        assert [image.state.value for image in project.images.all()] == ["labeled"] * 2
        assert all(image.sentence for image in project.images.all())
    report = bring(tmp_path / "p", items)
    assert (report.images, report.objects, report.already) == (1, 1, 2)
    assert (report.images_found, report.unchanged, report.sentences_already) == (3, 2, 2)
    assert report.losses == []
    again = bring(tmp_path / "p", items)
    assert (again.objects, again.already, again.losses) == (0, 3, [])


def test_labels_go_onto_images_that_are_there(tmp_path: Path) -> None:
    image = write_image(tmp_path / "a.png", 1)
    place = tmp_path / "p"
    bring(place, [item(image)])
    report = bring(place, [item(image, square("1", 1, 1, 3))])
    assert (report.images, report.onto, report.objects) == (0, 1, 1)
    other = [item(image, square("x", 2, 2, 4, "stromal"), square("y", 30, 30, 4))]

    left = bring(place, other)
    assert (left.objects, left.objects_found) == (0, 2)
    assert left.keeps, "another way to import would bring them in"
    assert not any("--" in line for line in left.lines()), "the window has no flags"
    assert areas(place) == {"nucleus": [9]}

    merged = bring(place, other, {"onto": "merge"})
    assert areas(place) == {"nucleus": [9, 16], "stromal": [12]}
    assert any("x of a.png lost 4 of its 16 pixels" in note for note in merged.notes)

    bring(place, other, {"onto": "same"})
    assert areas(place) == {"stromal": [16], "nucleus": [16]}
    with Project.open(place) as project:
        project.journal.undo(project.journal.history(1)[-1].id)
    assert areas(place) == {"nucleus": [9, 16], "stromal": [12]}


def test_a_picture_of_another_content_is_known_by_its_name_if_asked(tmp_path: Path) -> None:
    first = write_image(tmp_path / "one" / "Scan.png", 1)
    second = write_image(tmp_path / "two" / "scan.png", 2)
    place = tmp_path / "p"
    bring(place, [item(first)])
    report = bring(place, [item(second, square("1", 1, 1, 3))], {"onto": "same"})
    assert any("scan.png is another file than the image Scan.png" in n for n in report.notes)
    with Project.open(place) as project:
        assert len(project.images.all()) == 1
    assert areas(place) == {"nucleus": [9]}
    bring(place, [item(second, square("1", 1, 1, 3))])
    with Project.open(place) as project:
        assert len(project.images.all()) == 2


def test_labels_without_a_picture_find_the_image_of_their_name(tmp_path: Path) -> None:
    place = tmp_path / "p"
    bring(place, [item(write_image(tmp_path / "a.tif.png", 1))])
    gone = [
        item(tmp_path / "gone" / f"{name}.png", square("1", 1, 1, 3)) for name in ("a.tif", "b")
    ]
    report = bring(place, gone)
    assert areas(place) == {"nucleus": [9]}
    assert [(loss.file, loss.objects) for loss in report.losses] == [("b.png", 1)]


def test_two_files_of_one_picture_keep_both_their_labels(tmp_path: Path) -> None:
    first = write_image(tmp_path / "a.png", 1)
    second = tmp_path / "b.png"
    second.write_bytes(first.read_bytes())
    report = bring(
        tmp_path / "p", [item(first, square("1", 1, 1, 3)), item(second, square("1", 9, 9, 4))]
    )
    assert (report.images, report.objects) == (1, 2)
    assert areas(tmp_path / "p") == {"nucleus": [9, 16]}
    assert any("b.png is the same picture as a.png" in note for note in report.notes)


def test_nothing_usable_leaves_no_project_behind(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no picture")
    with pytest.raises(LViTError, match="No image was found"):
        bring(tmp_path / "p", [item(tmp_path / "a.png", square("1", 1, 1, 3))])
    assert not (tmp_path / "p").exists()


def test_a_bad_picture_costs_itself_with_all_that_was_on_it(tmp_path: Path) -> None:
    good = write_image(tmp_path / "a.png", 1)
    bad = tmp_path / "b.png"
    bad.write_bytes(b"no picture")
    shapes = (square("1", 1, 1, 3), square("2", 9, 9, 3))
    report = bring(tmp_path / "p", [item(good, *shapes), item(bad, *shapes, sentence="No nuclei.")])
    (lost,) = report.losses
    assert (lost.file, lost.objects, lost.sentences) == ("b.png", 2, 1)
    assert (report.images, report.objects) == (1, 2)


def test_broken_characters_do_not_stop_an_import(tmp_path: Path) -> None:
    image = write_image(tmp_path / "a.png", 1)
    shape = replace(square("1", 1, 1, 3), class_name="tumo\ud83dr")
    report = bring(tmp_path / "p", [item(image, shape, sentence="No \ud83d nuclei.")])
    assert "".join(report.lines()).encode("utf-8")
    with Project.open(tmp_path / "p") as project:
        assert project.images.get(1).sentence == "No ? nuclei."


def test_another_picture_of_a_known_name_is_told(tmp_path: Path) -> None:
    first, second = write_image(tmp_path / "a.png", 1), write_image(tmp_path / "x" / "a.png", 2)
    bring(tmp_path / "p", [item(first, square("1", 2, 2, 4))])
    report = bring(tmp_path / "p", [item(second, square("1", 2, 2, 4))])
    assert report.images == 1
    told = "a.png is another picture than the image of that name in the project"
    assert sum(note.startswith(told) for note in report.notes) == 1
