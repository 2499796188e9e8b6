"""Labels of others come in and DICOM objects go out, by nothing but keys and the mouse."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage
from PySide6.QtCore import Qt

from app.views.dialogs.export import Export
from app.views.dialogs.import_data import Import
from app.views.dialogs.readers import Readers
from lvit_core.project.project import Project
from lvit_core.project.records import ImageState, ProjectSettings
from tests.workflows.window.conftest import Person
from tests.workflows.window.test_exchanging import _pick

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard")  # menus


def coco(folder: Path, *files: Path) -> Path:
    """A square on each picture as another program's COCO file, and one shape without points."""
    folder.mkdir()
    images, annotations = [], []
    for number, file in enumerate(files, start=1):
        width, height = PillowImage.open(file).size
        images.append({"id": number, "file_name": file.name, "width": width, "height": height})
        square = [60, 70, 90, 70, 90, 100, 60, 100]
        annotations.append({"id": number, "image_id": number, "category_id": 1,
                            "segmentation": [square]})  # fmt: skip
    annotations.append({"id": 99, "image_id": 1, "category_id": 1, "segmentation": [[1, 1]]})
    told = {"images": images, "annotations": annotations,
            "categories": [{"id": 1, "name": "infection"}]}  # fmt: skip
    (folder / "annotations.json").write_text(json.dumps(told))
    return folder


def bring_in(person: Person, data: Path, onto: str, reader: str = "") -> Import:
    """Types and clicks through the import into the open project, up to its report."""
    person.choose("File", "project.import")
    sheet = person.sheet(Import)
    ask = sheet.question
    person.click(ask.source)
    person.write(str(data))
    person.key(Qt.Key.Key_Tab)
    person.wait(lambda: ask.format.currentData() == "coco")
    assert ask.into.currentData() == "open", "the open project is what is meant first"
    _pick(person, ask.onto, onto)
    if reader:
        assert not sheet.start.isEnabled()
        person.click(ask.reader)
        person.write(reader)
    person.click(sheet.start)
    person.wait(lambda: sheet.plan.status.text().startswith("Nothing is changed"))
    person.click(sheet.start)
    person.wait(lambda: sheet.plan.status.text().startswith("Done"))
    return sheet


def notes(sheet: Import) -> str:
    return "\n".join(sheet.plan.notes.item(row).text() for row in range(sheet.plan.notes.count()))


def test_coco_of_another_reader_is_compared_and_taken_over(start, chest_project, tmp_path) -> None:
    with Project.open(chest_project, read_only=True) as project:
        files = [project.images.path(one.id) for one in project.images.all()][:2]
    data = coco(tmp_path / "coco", *files)
    person = start(chest_project)
    person.wait_shown("chest-0")
    person.go_to_canvas()
    person.drag([(70.0, 60.0), (80.0, 70.0)])
    mine = person.mask() > 0
    assert mine.any()

    sheet = bring_in(person, data, "reader", "Dr. B")
    assert "kept apart, as those of Dr. B" in notes(sheet)
    assert "annotation 99" in notes(sheet), "what did not come in is named"
    person.key(Qt.Key.Key_Escape)
    person.wait(lambda: person.sheets() == [])
    person.wait_shown("chest-0")
    np.testing.assert_array_equal(person.mask() > 0, mine, "theirs never mix with mine")

    person.choose("View", "view.compare_reader")
    readers = person.sheet(Readers)
    person.wait(lambda: readers.list.count() == 1)
    assert readers.list.item(0).text().startswith("Dr. B")
    person.click(readers.compare)
    person.wait(lambda: person.session.display.difference)
    view = person.session.difference_view
    assert (view.base.name, view.other.name) == ("your mask", "Dr. B")
    theirs = view.other.proposal.inside()
    assert theirs.sum() == 900
    person.click(readers.take)
    person.wait(lambda: np.count_nonzero(person.mask()) == 900)
    person.key(Qt.Key.Key_Escape)
    person.wait(lambda: person.sheets() == [])
    person.go_to_canvas()
    person.control(Qt.Key.Key_Z)
    person.wait(lambda: np.array_equal(person.mask() > 0, mine))


def test_coco_goes_onto_images_that_are_there(start, chest_project, tmp_path) -> None:
    with Project.open(chest_project, read_only=True) as project:
        files = [project.images.path(one.id) for one in project.images.all()]
    data = coco(tmp_path / "coco", *files[:2])
    person = start(chest_project)
    person.wait_shown("chest-0")
    sheet = bring_in(person, data, "same")
    told = notes(sheet)
    assert "New labels went onto 2 pictures" in told and "annotation 99" in told
    person.key(Qt.Key.Key_Escape)
    person.wait_shown("chest-0")
    person.wait(lambda: np.count_nonzero(person.mask()) == 900)
    assert person.document.record.state == ImageState.IN_PROGRESS, "it lost an object"
    person.show_image(files[1].name)
    person.wait(lambda: np.count_nonzero(person.mask()) == 900)
    assert person.document.record.state == ImageState.LABELED


def leave(person: Person, name: str, target: Path) -> Export:
    """Exports by the dialog."""
    person.choose("File", "project.export")
    sheet = person.sheet(Export)
    _pick(person, sheet.format, name)
    person.click(sheet.folder)
    person.control(Qt.Key.Key_A)
    person.write(str(target))
    person.wait(lambda: not sheet.losses.text().startswith("Checking"))
    person.click(sheet.start)
    person.wait(lambda: not sheet.status.text().startswith("Writing") and sheet.status.text())
    person.wait(lambda: sheet.status.text().startswith("Done and checked"))
    return sheet


def test_dicom_objects_leave_by_the_dialog(start, tmp_path) -> None:
    hd = pytest.importorskip("highdicom")
    from tests.lvit_core.exchange.test_dicom_report import film

    file = film(tmp_path / "Meier Anna.dcm", "L", PatientName="Meier^Anna")
    with Project.create(tmp_path / "p", ProjectSettings("p", "chest-xray", "patient")) as project:
        project.images.add([file])
    person = start(tmp_path / "p")
    person.wait_shown("Meier")
    person.write_sentence("Unilateral pulmonary infection, one infected area, upper right lung.")
    person.go_to_canvas()
    person.drag([(40.0, 40.0), (50.0, 50.0)])
    person.control(Qt.Key.Key_L)
    person.give_reason(lambda: person.document.record.state == ImageState.LABELED)
    mask = person.mask() > 0

    sheet = leave(person, "dicom-seg", tmp_path / "seg")
    losses = sheet.losses.text()
    assert "1 image is from a DICOM file" in losses
    (made,) = (tmp_path / "seg").glob("*.dcm")
    found = hd.seg.segread(made)
    np.testing.assert_array_equal(found.pixel_array.reshape(mask.shape) > 0, mask)
    report = hd.sr.srread(tmp_path / "seg" / "reports" / made.name)
    assert report.PatientID == found.PatientID and "Meier" not in str(report)
    person.key(Qt.Key.Key_Escape)
    person.wait(lambda: person.sheets() == [])


def test_annotations_of_nuclei_leave_by_the_dialog(start, tmp_path) -> None:
    hd = pytest.importorskip("highdicom")
    pixels = np.random.default_rng(0).integers(120, 250, (128, 160, 3), np.uint8)
    PillowImage.fromarray(pixels).save(tmp_path / "tissue.png")
    with Project.create(tmp_path / "p", ProjectSettings("p", "nuclei")) as project:
        project.images.add([tmp_path / "tissue.png"])
    person = start(tmp_path / "p")
    person.wait_shown("tissue")
    person.go_to_canvas()
    person.drag([(40.0, 40.0), (44.0, 44.0)])
    person.control(Qt.Key.Key_L)
    person.give_reason(lambda: person.document.record.state == ImageState.LABELED)
    leave(person, "dicom-ann", tmp_path / "ann")
    (made,) = (tmp_path / "ann").glob("*.dcm")
    (group,) = hd.ann.annread(made).get_annotation_groups()
    (outline,) = group.get_graphic_data("2D")
    rows, columns = np.nonzero(person.mask("nuclei"))
    assert np.allclose(outline.min(axis=0), (columns.min(), rows.min()), atol=1)
    assert np.allclose(outline.max(axis=0), (columns.max() + 1, rows.max() + 1), atol=1)
    person.key(Qt.Key.Key_Escape)
