"""The data sheet and the Croissant file of an export say what the project's records say."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Picture

from lvit_core.annotation.objects import Provenance
from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.exchange.data_sheet import plain
from lvit_core.exchange.licences import Licence
from lvit_core.exchange.provenance_file import read_origins, read_provenance
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from tests.lvit_core.exchange.conftest import HEIGHT, WIDTH, finish, nuclei_labels, write_image
from tests.lvit_core.exchange.others import ask, needs_others

pytestmark = pytest.mark.exchange

WITH_FILES = [name for name, one in formats().items() if one.exporter and name != "dicom-seg"]
SENTENCE = "The nuclei are *evenly* distributed | <b>."
ORIGIN = AnswerOrigin("a" * 64, "nuclei", "0" * 16, "", 0.5, None, "torch")
MAKERS = {
    1: Provenance("person", "ann"),
    2: Provenance("person", ""),
    3: Provenance("model", "ann", "nuclei", answer=ORIGIN.key),
    4: Provenance("model", "ben", "nuclei", answer=ORIGIN.key, edited_by="ann"),
    5: Provenance("import"),
    6: Provenance("model", "", "7"),
}


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Objects of every making by two readers, a hold-out, an empty image and one not begun."""
    place = tmp_path_factory.mktemp("ward")
    labels = nuclei_labels()
    labels[labels > 6] = 0
    with Project.create(place / "p", ProjectSettings("Ward | 3", "nuclei"), seed="x") as project:
        files = [write_image(place / f"{name}.png", n) for n, name in enumerate("abcd")]
        project.images.add(files)
        project.answers.keep([ORIGIN])
        store_labels(
            project, 1, "nuclei", labels, classes="nucleus", provenance=MAKERS, title="Draw",
            machine=frozenset({6}),
        )  # fmt: skip
        for image_id, split in ((1, "train"), (2, "holdout"), (3, "train"), (4, "train")):
            project.images.set_split(image_id, split)
        finish(project, 1, SENTENCE)
        finish(project, 2, "")
        yield project


def _sheet(project: Project, out: Path, **options: object) -> str:
    format_named("png").export(project, out, {"images": "all", "machine": True, **options})
    return (out / "README.md").read_text("utf-8")


def test_it_counts_what_people_and_models_did(ward: Project, tmp_path: Path) -> None:
    text = _sheet(ward, tmp_path / "out", keep_readers=True)
    assert text.startswith("# Ward \\| 3\n")
    assert "4 images (nuclei) with 6 objects, 1 of them seen by nobody" in text
    assert "| finished by a person | nothing there | 1 |" in text
    assert "| not begun | not labeled | 2 |" in text
    heads = "| layer | class | objects | drawn by hand | accepted as a model proposed | made by"
    assert heads in text
    assert "| nuclei | nucleus | 6 | 2 | 1 | 1 | 1 | 1 |" in text
    for reader, count in (("ann", 3), ("ben", 1), ("not stated", 1)):
        assert f"| {reader} | {count} |" in text
    assert f"nuclei, weights SHA-256 {'a' * 64}: 2 objects" in text
    assert "1 object of models whose weights were not recorded" in text
    assert "hold-out: 1 image\n- training: 3 images" in text
    assert "The size of a pixel is unknown in 4 images." in text
    assert "left and right are not declared" in text
    machine = _sheet(ward, tmp_path / "less", machine=False)
    assert "1 object that no person has accepted is left out." in machine
    assert "seen by nobody" not in machine.partition("## What was left out")[0]


def test_an_unknown_licence_is_called_unknown_and_a_stated_one_is_told(
    ward: Project, tmp_path: Path
) -> None:
    assert "Nobody has stated a licence" in _sheet(ward, tmp_path / "none")
    assert "license" not in json.loads((tmp_path / "none" / "croissant.json").read_text())
    ward.state_licence(" CC BY  4.0 ")
    try:
        told = _sheet(ward, tmp_path / "project")
        other = _sheet(ward, tmp_path / "asked", licence="Ask Dr. Ann")
    finally:
        ward.state_licence("")
    assert "as stated: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)." in told
    assert "as stated: Ask Dr. Ann." in other
    document = json.loads((tmp_path / "project" / "croissant.json").read_text())
    assert document["license"] == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "unknown"),
        ("CC BY-NC-SA 4.0", "cc-by-nc-sa-4.0"),
        ("cc_by 3.0", "cc-by-3.0"),
        ("CC BY", "other"),  # of which version, nobody said
        ("CC0", "cc0-1.0"),
        ("https://creativecommons.org/licenses/by-nc/4.0/", "cc-by-nc-4.0"),
        ("for our hospital only", "other"),
    ],
)
def test_licences_get_the_names_that_others_know(text: str, key: str) -> None:
    assert Licence.of(text).key == key


@pytest.mark.parametrize("name", WITH_FILES)
def test_every_format_has_a_sheet_and_a_line_for_each_image(
    ward: Project, tmp_path: Path, name: str
) -> None:
    report = format_named(name).export(ward, tmp_path / "out")
    lines = (tmp_path / "out" / "images.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    assert len(rows) == report.images
    assert [row["labels"] for row in rows] == ["objects", "nothing there"][: len(rows)]
    assert rows[0]["sentence"] == SENTENCE and rows[0]["pixel_width_mm"] is None
    assert (rows[0]["objects"], rows[0]["machine_objects"]) == (5, 0)
    text = (tmp_path / "out" / "README.md").read_text("utf-8")
    for line in report.losses:
        assert plain(line) in text
    hashes = json.loads((tmp_path / "out" / "manifest.json").read_text())["sha256"]
    assert {"README.md", "croissant.json", "images.jsonl", "provenance.json"} <= set(hashes)
    if rows[0]["file"]:
        assert (tmp_path / "out" / rows[0]["file"]).is_file()


@pytest.mark.parametrize("name", ["coco", "labelme", "geojson", "png", "yolo", "jsonl", "lvit"])
def test_our_own_importers_pass_over_the_side_files(
    ward: Project, tmp_path: Path, name: str
) -> None:
    format_named(name).export(ward, tmp_path / "out")
    path = tmp_path / "out"
    if name == "geojson":
        for image in ward.images.all():
            (path / image.name).write_bytes(ward.images.path(image.id).read_bytes())
    report = import_as_project(name, path, tmp_path / "again", {"template": "nuclei"})
    assert not [line for line in report.notes if "croissant" in line or "README" in line]
    assert report.objects == 5


@needs_others
def test_mlcroissant_validates_it_and_loads_the_records(ward: Project, tmp_path: Path) -> None:
    exports = tmp_path / "exports"
    exports.mkdir()
    for name in WITH_FILES:
        format_named(name).export(ward, exports / name, {"licence": "CC BY 4.0", "images": "all"})
    told = ask("by_mlcroissant", exports)
    assert sorted(told) == sorted(WITH_FILES)
    for name, one in told.items():
        assert one["errors"] == []
        assert all("citeAs" in warning for warning in one["warnings"])  # nobody made one up
        rows = one["records"]["images"]
        assert [row["name"] for row in rows][:2] == ["a", "b"][: len(rows)]
        assert rows[0]["sentence"] == SENTENCE
        assert (rows[0]["height"], rows[0]["objects"]) == (HEIGHT, 5)
        if name in ("lvit", "png", "coco", "labelme", "yolo", "jsonl"):
            assert rows[0]["image"] == [HEIGHT, WIDTH]
        if name in ("lvit", "png", "jsonl"):
            masks = {row["name"]: row["mask"] for row in one["records"]["masks"]}
            assert masks["a"] == masks["b"] == [HEIGHT, WIDTH]
            assert masks["c"] is None


@needs_others
def test_mlcroissant_loads_pictures_of_several_kinds(tmp_path: Path) -> None:
    """It opens all files of a set as one kind, and knows no kind that could be any."""
    kinds = ("png", "jpg", "tif", "bmp")
    pixels = np.random.default_rng(0).integers(0, 250, (HEIGHT, WIDTH), np.uint8)
    for place, kind in enumerate(kinds):
        Picture.fromarray(pixels + np.uint8(place)).save(tmp_path / f"{kind}.{kind}")
    exports = tmp_path / "exports"
    exports.mkdir()
    with Project.create(tmp_path / "p", ProjectSettings("x", "nuclei"), seed="x") as project:
        for record in project.images.add([tmp_path / f"{kind}.{kind}" for kind in kinds]).added:
            finish(project, record.id, "")
        format_named("lvit").export(project, exports / "lvit")
    rows = ask("by_mlcroissant", exports)["lvit"]["records"]["images"]
    assert {row["name"]: row["image"] for row in rows} == {key: [HEIGHT, WIDTH] for key in kinds}


def test_text_of_people_stays_text(ward: Project) -> None:
    assert plain("a\n# b | [c](d) `e`") == "a \\# b \\| \\[c\\](d) \\`e\\`"
    assert plain("\x1b]0;a\u202eb\x9b") == "?\\]0;a?b?", "nor does it steer a terminal"


@pytest.mark.parametrize(
    "document",
    [
        "[1]", "{}", "[" * 100_000, '{"images": {"a": 1}, "answers": [1]}',
        '{"images": [1, [], {"name": "x", "layers": [1]}, {"name": "y", "layers": {"n": [{}]}}]}',
        '{"images": [{"name": "x", "layers": {"n": [{"id": []}]}, "spacing_mm": [{}, 1]}]}',
        '{"template": [1], "images": null, "answers": {"k": {"sentence": 1}}}',
    ],
)  # fmt: skip
def test_a_provenance_of_any_shape_costs_what_is_wrong_in_it(tmp_path: Path, document: str) -> None:
    (tmp_path / "provenance.json").write_text(document)
    known = read_provenance(tmp_path)
    assert (known.images, known.template, read_origins(tmp_path)) == ({}, None, [])


def test_one_damaged_entry_leaves_the_others(ward: Project, tmp_path: Path) -> None:
    format_named("png").export(ward, tmp_path / "out", {"keep_identity": True})
    path = tmp_path / "out" / "provenance.json"
    document = json.loads(path.read_text("utf-8"))
    document["images"][1]["layers"] = 7
    document["answers"]["other"] = {"strange": 1}
    path.write_text(json.dumps(document))
    assert list(read_provenance(tmp_path / "out").images) == ["a"]
    assert read_origins(tmp_path / "out") == [ORIGIN]
