"""Finished work leaves through the dialog and comes back through the other one."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image as PillowImage
from PySide6.QtCore import Qt

from app.views.dialogs.export import Export
from app.views.dialogs.import_data import Import
from lvit_core.project.records import ImageState

SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."

pytestmark = pytest.mark.qt_log_ignore("does not support grabbing the keyboard")  # menus


def test_labeled_images_go_out_and_become_a_new_project(start, chest_project, tmp_path):
    person = start(chest_project)
    person.wait_shown("chest-0")
    person.write_sentence(SENTENCE)
    person.go_to_canvas()
    person.drag([(80.0, 70.0), (95.0, 85.0)])
    person.control(Qt.Key.Key_L)
    person.give_reason(lambda: person.document.record.state == ImageState.LABELED)
    mask = person.mask() > 0

    for name in ("lvit", "png"):
        target = tmp_path / f"out {name}"
        person.choose("File", "project.export")
        sheet = person.sheet(Export)
        _pick(person, sheet.format, name)
        assert sheet.licence.text() == {"lvit": "", "png": "CC BY 4.0"}[name]  # the project's
        if name == "lvit":
            person.click(sheet.licence)
            person.write("CC BY 4.0")
        person.click(sheet.folder)
        person.control(Qt.Key.Key_A)
        person.write(str(target))
        person.wait(lambda sheet=sheet: not sheet.losses.text().startswith("Looking"))
        person.click(sheet.start)
        person.wait(lambda sheet=sheet: sheet.status.text().startswith("Done and checked"))
        person.key(Qt.Key.Key_Escape)
        person.wait(lambda: person.sheets() == [])
        assert (target / "manifest.json").is_file()
        assert "Licence, as stated: CC BY 4.0" in (target / "README.md").read_text("utf-8")
    written = np.asarray(PillowImage.open(tmp_path / "out lvit" / "labelcol" / "chest-0.png"))
    np.testing.assert_array_equal(written == 255, mask)
    assert len(list((tmp_path / "out lvit" / "img").iterdir())) == 1
    assert any(np.array_equal(plane > 0, mask) for plane in _planes(tmp_path / "out png"))

    person.choose("File", "project.import")
    sheet = person.sheet(Import)
    ask = sheet.question
    assert not sheet.start.isEnabled()
    person.click(ask.source)
    person.write(str(tmp_path / "out lvit"))
    person.key(Qt.Key.Key_Tab)
    person.wait(lambda: ask.format.currentData() == "lvit")  # it is recognised
    _pick(person, ask.into, "new")
    person.click(ask.target)
    person.control(Qt.Key.Key_A)
    person.write(str(tmp_path / "again"))
    _pick(person, ask.template, "chest-xray")
    person.click(ask.laterality.buttons["viewer"])
    person.click(sheet.start)
    person.wait(lambda: sheet.plan.status.text().startswith("Nothing is changed"))
    assert not (tmp_path / "again").exists()
    person.click(sheet.start)
    folder = tmp_path / "again"
    person.wait(
        lambda: person.session.state.project and person.session.state.project.folder == folder
    )
    person.wait_shown("chest-0")
    assert person.window.images.model.rowCount() == 1
    assert person.window.strip.field.toPlainText() == SENTENCE
    np.testing.assert_array_equal(person.mask() > 0, mask)
    assert person.document.record.state == ImageState.LABELED


def _pick(person, box, value: str) -> None:
    """Walks a list with the arrow keys until a value is chosen."""
    person.click(box)
    person.key(Qt.Key.Key_Escape)  # the open list closes, the box keeps the keys
    person.key(Qt.Key.Key_Home)
    for _ in range(box.count()):
        if box.currentData() == value:
            return
        person.key(Qt.Key.Key_Down)
    assert box.currentData() == value


def _planes(folder):
    return [np.asarray(PillowImage.open(path)) for path in sorted(folder.rglob("*.png"))]
