"""Other people's programs read what is exported, and see what is in the project."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, finish, write_image
from tests.lvit_core.exchange.others import ask, needs_others

pytestmark = pytest.mark.exchange

ANN = Provenance("person", "ann", created="2025-01-01T00:00:00+00:00")
SENTENCE = (
    "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."
)
STEMS = ["image [1]", "décran", "a.b.c", "nothing there"]
LABELS = ["infection", "ground-glass", "consolidation", "lung", "rind"]


def hard_shapes() -> np.ndarray:
    """A hole, two parts, one pixel, lines one pixel thin, corners of the image, neighbours."""
    labels = np.zeros((HEIGHT, WIDTH), np.int32)
    labels[10:30, 10:30] = 1
    labels[15:25, 15:25] = 0
    labels[40:45, 20:25] = labels[47:50, 20:25] = 2
    labels[60, 60] = 3
    labels[62, 10:50] = labels[64:80, 12] = 4
    labels[0:5, 0:5] = 5
    labels[HEIGHT - 4 :, WIDTH - 6 :] = 6
    labels[40:50, 30:35], labels[40:50, 35:40] = 7, 8
    labels[range(70, 80), range(70, 80)] = 9  # touches itself at corners only
    return labels


CLASSES = {number: LABELS[number % 2] for number in (1, 2, 3, 4, 5, 6, 7)}
CLASSES |= {8: "rind", 9: "consolidation"}


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Four images: two drawn, one of them held out; one in training; one accepted as empty."""
    place = tmp_path_factory.mktemp("hard")
    lungs = np.zeros((HEIGHT, WIDTH), np.int32)
    lungs[5:80, 5:60], lungs[5:80, 70:125] = 1, 2
    with Project.create(place / "p", ProjectSettings("Ward", "chest-xray", "viewer")) as project:
        files = [write_image(place / f"{stem}.png", seed) for seed, stem in enumerate(STEMS)]
        for record in project.images.add(files).added:
            if record.id < 4:
                classes = {n: "lung" if record.id == 3 else name for n, name in CLASSES.items()}
                store_labels(
                    project, record.id, "lesion", hard_shapes(), classes=classes,
                    provenance=ANN, title="Draw",
                )  # fmt: skip
                store_labels(
                    project, record.id, "lungs", lungs, classes="lung", provenance=ANN, title="Draw"
                )
            project.images.set_split(record.id, "holdout" if record.id == 2 else "train")
            finish(project, record.id, SENTENCE if record.id < 4 else "")
        yield project


def test_pycocotools_draws_our_pixels(hard: Project, tmp_path: Path) -> None:
    from pycocotools.coco import COCO

    format_named("coco").export(hard, tmp_path / "out")
    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO(str(tmp_path / "out" / "annotations.json"))
    assert sorted(coco.getImgIds()) == [1, 2, 3, 4]
    for image_id in (1, 2):
        found = np.zeros((HEIGHT, WIDTH), np.int32)
        for one in coco.loadAnns(coco.getAnnIds(image_id)):
            if one["layer"] == "lesion":
                mask = coco.annToMask(one) > 0
                assert not found[mask].any()
                assert mask.sum() == one["area"]
                found[mask] = one["object_id"]
                (category,) = coco.loadCats(one["category_id"])
                assert category["name"] == CLASSES[one["object_id"]]
        assert np.array_equal(found, hard_shapes())
    assert coco.getAnnIds(4) == []


@needs_others
def test_labelme_draws_our_pixels(hard: Project, tmp_path: Path) -> None:
    format_named("labelme").export(hard, tmp_path / "out")
    told = ask("by_labelme", tmp_path / "out")
    assert sorted(told["files"]) == sorted(STEMS)
    assert told["files"]["décran"]["sentence"] == SENTENCE
    names = told["names"]
    drawn = np.load(tmp_path / "image [1].npz")
    expected = np.zeros((HEIGHT, WIDTH), np.int32)
    expected[5:80, 5:60] = expected[5:80, 70:125] = names.index("lungs/lung") - 1
    shapes = hard_shapes()
    for number, name in CLASSES.items():
        expected[shapes == number] = names.index(name) - 1
    assert np.array_equal(drawn["classes"], expected)
    objects, counts = np.unique(drawn["objects"][shapes > 0], return_counts=True)
    assert sorted(counts) == sorted(np.unique(shapes[shapes > 0], return_counts=True)[1])
    assert len(objects) == len(CLASSES)
    assert names[2:].index("lesion/lung") != names[2:].index("lungs/lung")
    assert set(told["files"]["a.b.c"]["labels"]) == {"lesion/lung", "lungs/lung"}


@needs_others
def test_what_labelme_draws_of_polygons_differs_as_the_report_says(
    hard: Project, tmp_path: Path
) -> None:
    report = format_named("labelme").export(hard, tmp_path / "out", {"polygons": True})
    assert any("one pixel too far to the right and down" in line for line in report.losses)
    assert any("In 3 images layers may overlap" in line for line in report.losses)
    told = ask("by_labelme", tmp_path / "out")
    assert told["files"]["image [1]"]["kinds"] == ["mask", "polygon"]
    drawn = np.load(tmp_path / "image [1].npz")["classes"]
    ours = hard_shapes() > 0
    wider = ours.copy()
    for down, right in ((0, 1), (1, 0), (1, 1)):
        wider[down:, right:] |= ours[: HEIGHT - down, : WIDTH - right]
    lesions = np.isin(drawn, [told["names"].index(name) - 1 for name in set(CLASSES.values())])
    assert not (ours & ~lesions).any()
    assert not (lesions & ~wider).any()


@needs_others
def test_ultralytics_checks_the_data_set_from_any_folder(hard: Project, tmp_path: Path) -> None:
    report = format_named("yolo").export(hard, tmp_path / "out")
    moved = (tmp_path / "out").rename(tmp_path / "another place")
    told = ask("by_ultralytics", moved)
    assert list(told["names"].values())[:3] == LABELS[:3]
    parts = told["parts"]
    assert sorted(parts["train"]) == sorted([STEMS[0], STEMS[2], STEMS[3]])
    assert list(parts["val"]) == [STEMS[1]]
    numbers = {name: int(number) for number, name in told["names"].items()}
    for part in parts.values():
        for found in part.values():
            assert (found["corrupt"], found["missing"], found["message"]) == (0, 0, "")
            assert found["shape"] == [HEIGHT, WIDTH]
    assert parts["train"]["nothing there"]["classes"] == []
    assert set(parts["val"]["décran"]["classes"]) == {numbers[n] for n in CLASSES.values()} | {
        numbers["lungs/lung"]
    }
    assert set(parts["train"]["a.b.c"]["classes"]) == {
        numbers["lesion/lung"], numbers["lungs/lung"],
    }  # fmt: skip
    assert any("holes" in line for line in report.losses)


@needs_others
def test_nnunet_finds_the_data_set_whole(hard: Project, tmp_path: Path) -> None:
    format_named("nnunet").export(hard, tmp_path / "out")
    cases = ask("by_nnunet", tmp_path / "out" / "Dataset001_LViT")
    assert len(cases) == 3  # the hold-out is among the test cases
    assert not [case for case in cases if case.startswith("décran")]


@needs_others
def test_the_papers_own_rules_find_image_mask_and_sentence(hard: Project, tmp_path: Path) -> None:
    format_named("lvit").export(hard, tmp_path / "out")
    told = ask("by_paper_loader", tmp_path / "out")
    assert sorted(name[:-4] for name in told) == sorted(STEMS)
    for name, found in told.items():
        assert found["mask"] == [HEIGHT, WIDTH]
        empty = name.startswith("nothing")
        assert found["values"] == ([0] if empty else [0, 255])
        assert found["inside"] == (0 if empty else (hard_shapes() > 0).sum())
        assert found["words"] == ([] if empty else SENTENCE.split())


@needs_others
def test_geojson_is_right_by_its_standard(hard: Project, tmp_path: Path) -> None:
    format_named("geojson").export(hard, tmp_path / "out")
    told = ask("by_geojson", tmp_path / "out")
    assert sorted(told) == sorted(STEMS)
    assert {one["kind"] for one in told.values()} == {"FeatureCollection"}
    assert not [error for one in told.values() for error in one["errors"]]
    assert told["décran"]["features"] == len(CLASSES) + 2


@needs_others
def test_ome_tiff_is_valid_by_its_schema(hard: Project, tmp_path: Path) -> None:
    format_named("ome-tiff").export(hard, tmp_path / "out")
    told = ask("by_ome", tmp_path / "out")
    assert {one["valid"] for one in told.values()} == {True}
    assert f"{STEMS[1]}.lungs.ome.tif" in told
    assert f"{STEMS[3]}.lungs.ome.tif" not in told


@needs_others
def test_hugging_face_loads_pictures_masks_and_sentences(hard: Project, tmp_path: Path) -> None:
    """Offline and without code of ours; the columns are those that the card promises."""
    format_named("jsonl").export(hard, tmp_path / "out", {"images": "all"})
    told = ask("by_datasets", tmp_path / "out")
    assert list(told) == ["default"]
    assert told["default"]["as_promised"]
    rows = told["default"]["rows"]
    assert (len(rows["train"]), len(rows["validation"])) == (3, 1)
    (held_out,) = rows["validation"]
    assert held_out["text"] == SENTENCE and held_out["laterality"] == "viewer"
    assert held_out["image"]["size"] == held_out["mask"]["size"] == [HEIGHT, WIDTH]
    assert held_out["mask"]["values"] == [0, 255]
    assert held_out["instances"]["values"] == list(range(10))
    numbers = held_out["class_mask"]["values"][1:]
    assert {held_out["classes"][number] for number in numbers} == set(CLASSES.values())
    lungs = held_out["layers"][1]
    assert (lungs["layer"], lungs["instances"]["values"]) == ("lungs", [0, 1, 2])
    empty = rows["train"][-1]
    assert (empty["mask"]["values"], empty["state"], empty["text"]) == ([0], "labeled", "")


@needs_others
def test_hugging_face_does_not_take_an_export_for_an_earlier_one(tmp_path: Path) -> None:
    """It keeps what it loaded, and knows a folder by its name."""
    images = []
    with Project.create(tmp_path / "p", ProjectSettings("x", "nuclei"), seed="x") as project:
        for number in (1, 2):
            project.images.add([write_image(tmp_path / f"{number}.png", number)])
            project.images.set_split(number, "train")
            finish(project, number, f"Sentence {number}.")
            format_named("jsonl").export(project, tmp_path / "out")
            rows = ask("by_datasets", tmp_path / "out")["default"]["rows"]["train"]
            images.append(len(rows))
            shutil.rmtree(tmp_path / "out")
    assert images == [1, 2]


@needs_others
def test_hugging_face_tells_unlabeled_images_from_empty_ones(
    project: Project, tmp_path: Path
) -> None:
    """Two templates, work in progress, objects nobody accepted, an image nobody has looked at."""
    lungs = np.zeros((HEIGHT, WIDTH), np.int32)
    lungs[5:80, 5:60] = 1
    todo = next(image.id for image in project.images.all() if image.name == "todo.png")
    project.images.add([write_image(tmp_path / "later.png", 9)])
    store_labels(project, todo, "lungs", lungs, classes="lung", provenance=ANN, title="Draw")
    for options in ({"images": "all"}, {"images": "all", "machine": True}):
        out = tmp_path / f"out{len(options)}"
        format_named("jsonl").export(project, out, options)
        told = ask("by_datasets", out)
        assert list(told) == ["default", "partial", "unlabeled"]
        assert all(one["as_promised"] for one in told.values())
        (partial,) = told["partial"]["rows"]["partial"]
        assert partial["layers"][0]["layer"] == "lungs" and "mask" not in partial
        (unlabeled,) = told["unlabeled"]["rows"]["unlabeled"]
        assert "mask" not in unlabeled and unlabeled["state"] == "unlabeled"
    report = format_named("jsonl").export(project, tmp_path / "last", {"images": "all"})
    assert report.images == 6


@needs_others
def test_a_sentence_that_pandas_would_drop_is_kept_and_all_may_be_held_out(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", ProjectSettings("x", "nuclei"), seed="x") as project:
        project.images.add([write_image(tmp_path / "a.png", 1)])
        project.images.set_split(1, "holdout")
        finish(project, 1, "None")
        format_named("lvit").export(project, tmp_path / "lvit")
        report = format_named("yolo").export(project, tmp_path / "yolo")
    assert ask("by_paper_loader", tmp_path / "lvit")["a.png"]["words"] == ["None"]
    assert any("Every image is held out" in line for line in report.losses)
    parts = ask("by_ultralytics", tmp_path / "yolo")["parts"]
    assert (list(parts["train"]), list(parts["val"])) == ([], ["a"])


@pytest.mark.parametrize("name", ["coco", "labelme", "geojson"])
def test_where_unlabeled_images_look_empty_it_is_told(
    project: Project, tmp_path: Path, name: str
) -> None:
    report = format_named(name).export(project, tmp_path / "out", {"images": "all"})
    assert any("1 image that nobody has labeled has" in line for line in report.losses)
    lines = (tmp_path / "out" / "images.jsonl").read_text("utf-8").splitlines()
    labels = {row["name"]: row["labels"] for row in map(json.loads, lines)}
    assert (labels["empty"], labels["todo"]) == ("nothing there", "not labeled")
    assert not any("nobody has labeled" in line for line in format_named(name).losses_of(project))


def test_coco_names_the_licence_of_the_data(project: Project, tmp_path: Path) -> None:
    format_named("coco").export(project, tmp_path / "out", {"licence": "CC BY 4.0"})
    document = json.loads((tmp_path / "out" / "annotations.json").read_text("utf-8"))
    (licence,) = document["licenses"]
    assert licence["url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {image["license"] for image in document["images"]} == {licence["id"]}


@needs_others
def test_what_ultralytics_skips_is_told(tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 255, (9, 40)).astype(np.uint8)
    Picture.fromarray(pixels).save(tmp_path / "thin.png")
    with Project.create(tmp_path / "p", ProjectSettings("x", "nuclei"), seed="x") as project:
        project.images.add([tmp_path / "thin.png"])
        project.images.set_split(1, "train")
        finish(project, 1, "")
        report = format_named("yolo").export(project, tmp_path / "out")
    assert any("1 image has a side below 10 pixels" in line for line in report.losses)
    (found,) = ask("by_ultralytics", tmp_path / "out")["parts"]["train"].values()
    assert found["corrupt"] == 1
