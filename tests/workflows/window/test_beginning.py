"""The first minutes: the sample opens by itself, a project is made, and files come in."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image as PillowImage
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from app.views.dialogs.arrivals import ArrivalsSheet
from app.views.dialogs.messages import Details
from app.views.dialogs.new_project import NewProject
from lvit_core.imaging.phantom import chest_phantom
from lvit_core.imaging.window import model_rgb
from lvit_core.project.sample_folder import sample_folder

pytestmark = pytest.mark.qt_log_ignore(
    "does not support grabbing the keyboard"
)  # lists that drop down


def test_the_sample_project_opens_by_itself_and_nothing_is_asked(start, home):
    person = start()
    asked: list[object] = []
    person.session.actions.arguments_wanted.connect(asked.append)
    person.wait_shown(timeout=120_000)
    assert sample_folder().is_relative_to(home), "the test would touch a real sample project"
    assert person.session.state.project.folder == sample_folder()
    assert person.sheets() == [] and asked == []
    assert person.window.windowTitle() == "Sample - LViT Annotator"
    rows = person.window.images.model.rowCount()
    assert rows == len(person.session.state.library.images) == 14

    canvas = person.window.canvas
    person.wait(lambda: _colors(canvas) > 50)  # a picture, not an empty field
    for name in ("tissue.png", "ct.dcm"):
        person.show_image(name)
        person.wait(lambda: _colors(canvas) > 50)
    assert not [n for n in person.session.services.notices.history if n.level != "info"]


def test_a_new_project_is_made_and_filled_by_hand(start, home, films, tmp_path):
    person = start(_elsewhere(tmp_path))
    person.control(Qt.Key.Key_N)
    sheet = person.sheet(NewProject)
    assert not sheet.create.isEnabled()
    person.write("Thorax 2026")
    person.click(sheet.template)
    person.write("Chest")  # the list of the box finds entries by their first letters
    person.key(Qt.Key.Key_Return)
    assert sheet.template.currentData() == "chest-xray"
    assert not sheet.create.isEnabled(), "whose left was not asked"
    person.click(sheet.laterality.buttons["patient"])
    person.click(sheet.folder)
    person.control(Qt.Key.Key_A)
    person.write(str(tmp_path))
    person.click(sheet.create)
    project = tmp_path / "Thorax 2026"
    person.wait(
        lambda: person.session.state.project and person.session.state.project.folder == project
    )
    assert person.session.state.project.settings.laterality == "patient"
    person.wait(lambda: person.sheets() == [])

    person.drop([films])
    told = person.sheet(ArrivalsSheet)
    assert told.lines[0].text() == "6 images will be looked at and added."
    assert person.session.state.library.images == []
    person.click(told.add)
    person.wait_shown("film-0")
    person.wait(person.window.notices.toasts)
    notice = person.session.services.notices.history[-1]
    assert notice.message == "3 images added, 3 skipped.", notice
    toast = person.window.notices.toasts()[0]
    person.click(_button(toast, "Show details"))
    details = person.sheet(Details)
    lines = sorted(details.list.item(row).text() for row in range(details.list.count()))
    assert [line.split(":")[0] for line in lines] == ["cut.png", "empty.png", "words.jpg"]
    assert all(len(line.split(": ", 1)[1]) > 15 for line in lines), lines
    person.key(Qt.Key.Key_Escape)
    person.wait(lambda: person.sheets() == [])

    late = home / "late film.png"
    PillowImage.fromarray(model_rgb(chest_phantom(8, 256).image)[:, :, 0]).save(late)
    _add_by_dialog(person, late)
    person.wait(lambda: person.window.images.model.rowCount() == 4)
    person.show_image("late film.png")
    np.testing.assert_array_equal(person.mask(), 0)


def test_files_dropped_on_the_image_join_the_project(start, chest_project, films):
    person = start(chest_project)
    person.wait_shown("chest-0")
    person.drop([films / "film-1.png"], person.at((100.0, 100.0)))
    person.wait(lambda: person.window.images.model.rowCount() == 5)
    person.drop([films / "film-1.png"], person.at((100.0, 100.0)))
    person.wait(lambda: "already" in person.messages()[-1])
    assert person.window.images.model.rowCount() == 5


def test_a_sample_that_is_ready_late_does_not_push_the_chosen_project_away(start, home):
    person = start(None)
    person.wait(person.session.services.tasks.running)
    person.session.projects.create(home / "mine", "nuclei", "none")
    person.wait(lambda: not person.session.services.tasks.running(), timeout=120_000)
    assert person.session.state.project.folder == home / "mine"


def _elsewhere(folder: Path) -> Path:
    """A project that is open before: making one must work from there too."""
    from lvit_core.project.project import Project
    from lvit_core.project.records import ProjectSettings

    made = folder / "before"
    Project.create(made, ProjectSettings("before", "nuclei", "none")).close()
    return made


def _add_by_dialog(person, path: Path) -> None:
    person.control(Qt.Key.Key_O, shift=True)
    dialog = person.sheet(QFileDialog)
    person.click(dialog.findChild(QLineEdit, "fileNameEdit"))
    person.write(str(path))
    person.key(Qt.Key.Key_Return)
    person.wait(lambda: not person.sheets())


def _button(parent, words: str):
    return next(b for b in parent.findChildren(QPushButton) if b.text() == words)


def _colors(canvas) -> int:
    """How many different brightnesses the canvas shows."""
    image = canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    values = np.frombuffer(bytes(image.constBits()), np.uint8)
    return len(np.unique(values))
