"""What holds for every format: all or nothing, a true manifest, and no silence."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from lvit_core.annotation.objects import Provenance
from lvit_core.errors import Cancelled, LViTError
from lvit_core.exchange import format_named, formats, import_as_project
from lvit_core.project.labels import store_labels
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from tests.lvit_core.exchange.conftest import chest_labels, nuclei_labels, write_image

pytestmark = pytest.mark.exchange

DICOM = ("dicom-seg", "dicom-ann")  # which take some images only
WITHOUT_DICOM = [n for n, f in formats().items() if f.exporter and n not in DICOM]


@pytest.mark.parametrize("name", WITHOUT_DICOM)
def test_the_manifest_names_every_file_with_its_hash(
    project: Project, tmp_path: Path, name: str
) -> None:
    report = format_named(name).export(project, tmp_path / "out")
    manifest = json.loads((report.folder / "manifest.json").read_text(encoding="utf-8"))
    files = {
        path.relative_to(report.folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in report.folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert manifest["sha256"] == files
    assert manifest["losses"] == report.losses == format_named(name).losses_of(project)
    assert report.files == len(files)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["images", "out", "project"]
    assert report.lines()[0].startswith(str(report.images))


def test_an_export_says_whose_work_it_is_or_that_nobody_says(
    project: Project, tmp_path: Path
) -> None:
    record = next(image for image in project.images.all() if image.name == "todo.png")
    labels = np.zeros((record.height, record.width), np.int32)
    labels[2:9, 2:9] = 1
    store_labels(
        project, record.id, "lesion", labels, classes="infection",
        provenance=Provenance("person"), title="Draw",
    )  # fmt: skip
    done = format_named("lvit").export(
        project, tmp_path / "out", {"images": "all", "keep_readers": True}
    )
    assert done.persons == ["ann", "not stated"]
    assert "person: ann, not stated" in done.lines()
    text = (tmp_path / "out" / "provenance.json").read_text(encoding="utf-8")
    layers = [image["layers"].get("lesion", []) for image in json.loads(text)["images"]]
    assert {o["provenance"]["person"] for layer in layers for o in layer} == {"ann", "not stated"}
    import_as_project("lvit", tmp_path / "out", tmp_path / "again")
    with Project.open(tmp_path / "again") as again:
        todo = next(image for image in again.images.all() if image.name == "todo.png")
        (drawn,) = again.journal.load_objects(todo.id, "lesion")
    assert drawn.provenance.person == "", "no person is called 'not stated'"


@pytest.mark.parametrize("name", WITHOUT_DICOM)
def test_provenance_tells_people_from_machines(project: Project, tmp_path: Path, name: str) -> None:
    format_named(name).export(project, tmp_path / "human")
    format_named(name).export(project, tmp_path / "both", {"machine": True})
    found = {}
    for place in ("human", "both"):
        text = (tmp_path / place / "provenance.json").read_text(encoding="utf-8")
        document = json.loads(text)
        image = next(entry for entry in document["images"] if entry["name"] == "scan")
        found[place] = [(o["state"], o["provenance"]["origin"]) for o in image["layers"]["lesion"]]
        assert document["laterality"] == "patient"
    assert found["human"] == [("labeled", "person")] * 2
    assert sorted(found["both"]) == [("labeled", "person")] * 2 + [("machine", "model")]


@pytest.mark.parametrize("name", WITHOUT_DICOM)
def test_cancelling_leaves_nothing(project: Project, tmp_path: Path, name: str) -> None:
    calls: list[int] = []

    def stop() -> bool:
        calls.append(1)
        return len(calls) > 2

    with pytest.raises(Cancelled):
        format_named(name).export(project, tmp_path / "out", cancelled=stop)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["images", "project"]


def test_a_folder_in_use_is_refused_and_kept(project: Project, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("precious")
    with pytest.raises(LViTError, match="not empty"):
        format_named("png").export(project, tmp_path / "out")
    assert (tmp_path / "out" / "mine.txt").read_text() == "precious"


def test_a_damaged_write_is_noticed(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lvit_core.exchange import png_masks

    def lossy(path: Path, pixels: np.ndarray) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, np.roll(pixels, 1, axis=0))

    write = png_masks.write_png
    monkeypatch.setattr(png_masks, "write_png", lossy)
    with pytest.raises(LViTError, match="read back"):
        format_named("png").export(project, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_nothing_labeled_is_told(tmp_path: Path) -> None:
    with Project.create(tmp_path / "p", ProjectSettings("x", "nuclei")) as project:
        project.images.add([write_image(tmp_path / "a.png", 1)])
        with pytest.raises(LViTError, match="nothing to export"):
            format_named("png").export(project, tmp_path / "out")
        assert format_named("png").export(project, tmp_path / "out", {"images": "all"}).images == 1


def test_wrong_options_and_formats_are_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(LViTError, match="Known"):
        format_named("word")
    with pytest.raises(LViTError):
        format_named("png").losses_of(project, {"images": "some"})
    with pytest.raises(LViTError):
        format_named("png").losses_of(project, {"colour": True})


def test_missing_images_are_told_not_skipped_in_silence(project: Project, tmp_path: Path) -> None:
    (tmp_path / "images" / "c" / "empty.png").unlink()
    report = format_named("png").export(project, tmp_path / "out")
    assert report.images == 3
    told = "1 image is left out because its file is missing: empty.png."
    assert told in report.losses


def test_png_masks_come_back_exactly(project: Project, tmp_path: Path) -> None:
    format_named("png").export(project, tmp_path / "out")
    report = import_as_project("png", tmp_path / "out", tmp_path / "again")
    assert report.images == 4
    lesion, lungs = chest_labels()
    with Project.open(tmp_path / "again") as again:
        records = {record.name: record for record in again.images.all()}
        assert records["tissue.png"].template == "nuclei"
        plane = again.journal.load_plane(records["tissue.png"].id, "nuclei").to_array()
        assert np.array_equal(plane, nuclei_labels())
        scan = records["scan.png"]
        assert scan.state is ImageState.LABELED
        stored = again.journal.load_plane(scan.id, "lesion").to_array()
        assert np.array_equal(stored > 0, np.isin(lesion, (3, 5)))
        assert np.array_equal(again.journal.load_plane(scan.id, "lungs").to_array(), lungs)
        assert again.settings.laterality == "patient"


def test_class_masks_follow_the_named_order(project: Project, tmp_path: Path) -> None:
    from lvit_core.exchange.picture_files import read_labels

    format_named("png").export(project, tmp_path / "out")
    names = json.loads((tmp_path / "out" / "classes.json").read_text())["lesion"]
    plane = read_labels(tmp_path / "out" / "lesion" / "class" / "scan.png")
    lesion, _ = chest_labels()
    assert names[0] == "background"
    assert np.array_equal(plane == names.index("consolidation"), lesion == 5)
    assert np.array_equal(plane == names.index("infection"), lesion == 3)


def test_a_replaced_picture_stops_the_export_or_is_left_out(
    project: Project, tmp_path: Path
) -> None:
    write_image(tmp_path / "images" / "c" / "empty.png", 99)
    with pytest.raises(LViTError, match=r"empty\.png is another picture") as refusal:
        format_named("png").export(project, tmp_path / "out")
    assert "--skip-changed" in refusal.value.hint
    assert not (tmp_path / "out").exists()
    told = format_named("png").losses_of(project)
    assert any("another picture" in line and "empty.png" in line for line in told)
    report = format_named("png").export(project, tmp_path / "out", {"skip_changed": True})
    assert report.images == 3 and report.losses == told
    (empty,) = (image for image in project.images.all() if image.name == "empty.png")
    project.pictures.leave_out(empty.id)  # once a person has said so, nothing stops
    assert format_named("png").export(project, tmp_path / "again").images == 3


def test_masks_are_not_brought_onto_another_picture(project: Project, tmp_path: Path) -> None:
    format_named("png").export(project, tmp_path / "out")
    write_image(tmp_path / "out" / "images" / "empty.png", 99)
    report = import_as_project("png", tmp_path / "out", tmp_path / "again")
    assert report.images == 3
    assert next(note for note in report.notes if "another picture" in note).startswith("empty.png")


@pytest.mark.parametrize("options", [{"skip_bad": True}, {"skip_bad": True, "skip_changed": True}])
def test_a_file_that_is_no_picture_any_more_is_told_once(
    project: Project, tmp_path: Path, options: dict[str, bool]
) -> None:
    bad = next(image for image in project.images.all() if image.state is ImageState.LABELED)
    project.images.path(bad.id).write_bytes(b"no picture")
    report = format_named("png").export(project, tmp_path / "out", {"images": "all", **options})
    (told,) = [line for line in report.losses if bad.name in line]
    assert "cannot be read" in told
