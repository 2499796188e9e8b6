"""Hold-out, patients, sentences, states, sides and makers survive every format, or its sidecar."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lvit_core.annotation.objects import ObjectRecord, Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ProjectSettings
from lvit_core.project.splits import HOLDOUT, TRAIN
from tests.lvit_core.exchange.conftest import finish, write_image

pytestmark = pytest.mark.exchange

OWN = ("lvit", "png", "coco", "yolo", "labelme", "geojson", "nifti", "nnunet", "ome-tiff", "jsonl")
"""Formats that hold pictures, or go back onto those of the project; DICOM has tests of its own."""

ONE_TEMPLATE = ("lvit", "nnunet")
WITHOUT_PICTURES = ("geojson",)
WITHOUT_MAKERS = ("yolo", "nnunet")  # nothing in their files tells one object from another


def facts_of(project: Project, image: ImageRecord) -> dict[str, Any]:
    return {
        "sentence": image.sentence, "split": image.split, "group": image.group,
        "state": image.state.value, "template": image.template, "orientation": image.orientation,
        "reason": image.reason,
        "width": image.width, "kind": image.spacing_kind,
        "spacing": [round(value, 6) for value in image.spacing_mm or ()],
    }  # fmt: skip


def kept(facts: dict[str, Any]) -> dict[str, Any]:
    """What an import tells an image that was there before it."""
    return {key: facts[key] for key in ("sentence", "state", "template", "width")}


def makers(project: Project, image: ImageRecord) -> list[tuple[str, ...]]:
    found: list[ObjectRecord] = []
    for layer in project.journal.labeled_layers(image.id):
        found += [one for one in project.journal.load_objects(image.id, layer)
                  if one.state == "labeled"]  # fmt: skip
    made = [(one.class_name, one.provenance) for one in found]
    return sorted((name, one.origin, one.person, one.generation, one.created) for name, one in made)


@pytest.mark.parametrize("told", ["../outside.png", "{outside}", "link.png"])
@pytest.mark.parametrize("key", ["file", "source"])
def test_a_provenance_file_opens_nothing_outside(tmp_path: Path, told: str, key: str) -> None:
    outside = write_image(tmp_path / "outside.png", 1)
    folder = tmp_path / "d"
    write_image(folder / "lesion" / "binary" / "a.png", 2)
    (folder / "link.png").symlink_to(outside)
    image = {"name": "a", key: told.format(outside=outside), "layers": {}}
    (folder / "provenance.json").write_text(json.dumps({"images": [image]}))
    with pytest.raises(LViTError):
        import_as_project("png", folder, tmp_path / "p", {"template": "nuclei"})


@pytest.mark.parametrize(
    "change",
    [
        {"state": float("nan")}, {"state": "x"}, {"state": None}, {"box": "yes"},
        {"provenance": {"origin": "nobody"}}, {"provenance": {"origin": "person", "person": None}},
        {"provenance": {"origin": "person", "created": 7}},
    ],
)  # fmt: skip
def test_facts_of_another_kind_do_not_count_and_are_told(
    tmp_path: Path, change: dict[str, Any]
) -> None:
    write_image(tmp_path / "d" / "images" / "a.png", 1)
    write_image(tmp_path / "d" / "lesion" / "binary" / "a.png", 2)
    record = {
        "id": 1, "layer": "nuclei", "class_name": "tumour", "state": "labeled",
        "provenance": {"origin": "person"}, **change,
    }  # fmt: skip
    facts = {"images": [{"name": "a", "file": "images/a.png", "layers": {"nuclei": [record]}}]}
    (tmp_path / "d" / "provenance.json").write_text(json.dumps(facts))
    report = import_as_project("png", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    assert "What provenance.json says of 1 image cannot be read and does not count." in report.notes


def test_every_format_that_is_written_is_read() -> None:
    unread = [item.name for item in formats().values() if item.exporter and item.reader is None]
    assert unread == []


@pytest.mark.parametrize("name", OWN)
def test_what_the_project_knows_is_there_again(name: str, tmp_path: Path, project: Project) -> None:
    before = {}
    for number, image in enumerate(project.images.all()):
        project.images.set_split(image.id, (HOLDOUT, TRAIN)[number % 2])
        project.images.set_group([image.id], f"patient {number}")
        project.images.set_split(image.id, (HOLDOUT, TRAIN)[number % 2])
        project.images.set_orientation(image.id, (None, "R")[number % 2])
        project.images.set_reason(image.id, ("", "Seen on another film.")[number % 2])
    project.state_licence("CC BY 4.0")
    with project._store.write() as connection:  # as a file that knows it would have said
        connection.exec_driver_sql(
            "UPDATE images SET spacing_y_mm = 0.2, spacing_x_mm = 0.25, spacing_kind = 'film'"
        )
    done = [image for image in project.images.all() if image.state.value == "labeled"]
    format_named(name).export(project, tmp_path / "d", {"keep_readers": True})
    here = format_named(name)
    options = {"template": "chest-xray", "laterality": "patient"}
    if name in WITHOUT_PICTURES:
        with Project.create(tmp_path / "p", project.settings) as made:
            for image in done:
                added = made.images.add([project.images.path(image.id)], template=image.template)
                made.images.set_orientation(added.added[0].id, image.orientation)
        options["onto"] = "same"
    report = import_as_project(name, tmp_path / "d", tmp_path / "p", options)
    assert report.losses == []
    told = kept if name in WITHOUT_PICTURES else dict
    before = sorted(str(told(facts_of(project, image))) for image in done)
    with Project.open(tmp_path / "p") as again:
        if name not in WITHOUT_PICTURES:
            assert again.settings.licence == "CC BY 4.0"
        images = [one for one in again.images.all() if one.state.value == "labeled"]
        after = sorted(str(told(facts_of(again, image))) for image in images)
        mine = sorted(maker for image in images for maker in makers(again, image))
    if name in ONE_TEMPLATE:
        before = [one for one in before if "chest-xray" in one]
    assert after == before
    if name not in WITHOUT_MAKERS and here.exporter is not None:
        theirs = sorted(maker for image in done for maker in makers(project, image))
        if name == "lvit":
            theirs = [maker for maker in theirs if maker[0] not in ("lung", "nucleus")]
            mine = [maker for maker in mine if maker[0] != "lung"]
        assert mine == theirs


@pytest.mark.parametrize("name", ["dicom-seg", "dicom-ann"])
def test_dicom_objects_bring_back_what_the_project_knows(name: str, tmp_path: Path) -> None:
    pytest.importorskip("highdicom")
    from tests.lvit_core.exchange.test_pixel_sizes import film

    template, layer = ("chest-xray", "lesion") if name == "dicom-seg" else ("nuclei", "nuclei")
    seg = name == "dicom-seg"
    files = [
        film(tmp_path / f"{side}.dcm", PatientOrientation=[side, "F"], SOPInstanceUID=f"1.2.{n}",
             ImagerPixelSpacing=[0.2, 0.1], PatientID=side)
        for n, side in enumerate("LR", start=1)
    ]  # fmt: skip
    settings = ProjectSettings("w", template, "patient" if seg else "none")
    with Project.create(tmp_path / "q", settings) as project:
        project.state_licence("CC BY 4.0")
        for number, image in enumerate(project.images.add(files).added):
            labels = np.zeros((image.height, image.width), np.int32)
            labels[20:60, 20 : 50 + number] = 1
            made = Provenance("person", "ann", created="2025-01-01T00:00:00+00:00")
            store_labels(
                project, image.id, layer, labels, provenance=made, title="Draw",
                classes="infection" if seg else "nucleus",
            )  # fmt: skip
            finish(project, image.id, "Upper left lung." if seg else "Many nuclei.")
            project.images.set_split(image.id, (HOLDOUT, TRAIN)[number])
            project.images.set_reason(image.id, "Seen on another film.")
        format_named(name).export(project, tmp_path / "d", {"keep_readers": True})
        before = [facts_of(project, image) for image in project.images.all()]
        theirs = [maker for image in project.images.all() for maker in makers(project, image)]
    options = {"template": template, "laterality": settings.laterality}
    report = import_as_project(name, tmp_path / "d", tmp_path / "p", options)
    assert report.losses == []
    with Project.open(tmp_path / "p") as again:
        assert again.settings.licence == "CC BY 4.0"
        after = [facts_of(again, image) for image in again.images.all()]
        mine = [maker for image in again.images.all() for maker in makers(again, image)]
    assert sorted(map(str, after)) == sorted(map(str, before))
    if seg:  # annotations hold thousands of outlines, and do not tell them apart
        assert mine == theirs


def test_images_in_another_part_here_are_told(tmp_path: Path, project: Project) -> None:
    format_named("coco").export(project, tmp_path / "d")
    (record,) = [one for one in project.images.all() if one.name == "scan.png"]
    other = HOLDOUT if record.split == TRAIN else TRAIN
    project.images.set_split(record.id, other)
    report = import_as_project("coco", tmp_path / "d", project, {"onto": "same"})
    assert (
        "1 image stays in another part (training, hold-out) than in the data: scan.png."
    ) in report.notes


def test_a_volume_without_labels_keeps_that_nobody_knows_its_sides(tmp_path: Path) -> None:
    pytest.importorskip("nibabel")
    with Project.create(tmp_path / "q", ProjectSettings("q", "nuclei")) as project:
        project.images.add([write_image(tmp_path / "a.png", 1)])
        format_named("nifti").export(project, tmp_path / "d", {"images": "all"})
    import_as_project("nifti", tmp_path / "d", tmp_path / "p", {"template": "nuclei"})
    with Project.open(tmp_path / "p") as again:
        assert [one.orientation for one in again.images.all()] == [None]


@pytest.mark.parametrize("name", WITHOUT_MAKERS)
def test_formats_without_makers_say_so(name: str, tmp_path: Path, project: Project) -> None:
    losses = " ".join(format_named(name).losses_of(project))
    assert "objects are only in provenance" in losses or "who made each object" in losses
