"""Data come into the open project by the dialog: planned, stopped, reported, and whose they are."""

from __future__ import annotations

import json
import threading

import numpy as np
import pytest
from PySide6.QtWidgets import QFileDialog

from app.views.composition import make_import
from app.views.dialogs import import_data
from app.views.dialogs.export import Export
from app.views.dialogs.import_data import Import
from app.views.dialogs.readers import Readers
from lvit_core.annotation.edits.areas import add_area
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError
from lvit_core.exchange.filling import Filling
from lvit_core.exchange.outlook import Outlook
from lvit_core.geometry import Rect

WAIT_MS = 30_000
SENTENCE = "Unilateral pulmonary infection, one infected area, upper left lung."


@pytest.fixture
def labelme(images):
    """Labels of the three images, with one that encloses nothing, and a file that is cut off."""
    corners = [[30, 20], [60, 20], [60, 50], [30, 50]]
    for number, image in enumerate(images):
        shapes = [{"label": "infection", "points": corners, "shape_type": "polygon"}]
        if number == 1:
            shapes.append({"label": "infection", "points": [[3, 3]], "shape_type": "point"})
        told = {"imagePath": image.name, "shapes": shapes}
        image.with_suffix(".json").write_text(json.dumps(told))
    (images[0].parent / "cut.json").write_text('{"shapes": [')
    return images[0].parent


@pytest.fixture
def sheet(opened, session, labelme, qtbot):
    session.actions.exchange.bring_in.trigger()
    made = opened.findChild(Import)
    made.question.source.setText(str(labelme))
    made.question.source.editingFinished.emit()
    qtbot.waitUntil(lambda: made.question.format.currentData() == "labelme", timeout=WAIT_MS)
    yield made
    made.close()


def choose(box, value):
    box.setCurrentIndex(box.findData(value))


def look(sheet, qtbot):
    sheet.start.click()
    qtbot.waitUntil(lambda: sheet.plan.status.text().startswith("Nothing is"), timeout=WAIT_MS)


def finish(sheet, qtbot):
    sheet.start.click()
    qtbot.waitUntil(lambda: sheet.plan.status.text().startswith("Done"), timeout=WAIT_MS)


def told(sheet):
    return [sheet.plan.notes.item(row).text() for row in range(sheet.plan.notes.count())]


def draw(session):
    document = session.state.document
    region = Region(Rect(60, 60, 70, 70), np.ones((10, 10), bool))
    workspace = session.masks.workspace()
    document.commit(add_area(workspace, region))
    return document


def test_the_plan_changes_nothing_and_the_import_what_it_said(
    opened, session, sheet, qtbot, tmp_path
):
    document = session.state.document
    look(sheet, qtbot)
    planned = told(sheet)
    assert session.state.document is document and not document.planes["lesion"].to_array().any()
    assert any("cut.json" in line for line in planned)
    assert any("encloses no pixels" in line for line in planned)
    finish(sheet, qtbot)
    assert [line.replace(" went ", " go ") for line in told(sheet)] == planned
    qtbot.waitUntil(lambda: session.state.document is not None, timeout=WAIT_MS)
    assert session.state.document.planes["lesion"].to_array().any()
    states = {image.name: image.state.value for image in session.state.library.images}
    assert states == {
        "film-0.png": "labeled", "film-1.png": "in_progress", "film-2.png": "labeled",
    }  # fmt: skip
    session.state.document.undo_stack.undo()
    assert not session.state.document.planes["lesion"].to_array().any(), "one step to undo"

    sheet.save.click()
    dialog = opened.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "report.json"))
    dialog.close()
    qtbot.waitUntil((tmp_path / "report.json").is_file, timeout=WAIT_MS)
    assert json.loads((tmp_path / "report.json").read_text())["objects_found"] == 4


def test_own_labels_are_replaced_only_when_asked(opened, session, sheet, qtbot):
    assert sheet.question.onto.currentData() == ""
    draw(session)
    look(sheet, qtbot)
    assert any("has labels already" in line for line in told(sheet))
    assert told(sheet)[0] == "Labels that are there stay. Back: replace them, or add to them."
    assert not any("--" in line for line in told(sheet)), "flags are for the command line"
    sheet.back.click()
    choose(sheet.question.onto, "same")
    look(sheet, qtbot)
    finish(sheet, qtbot)
    qtbot.waitUntil(lambda: session.state.document is not None, timeout=WAIT_MS)
    document = session.state.document
    assert np.count_nonzero(document.planes["lesion"].to_array()) == 900
    document.undo_stack.undo()
    assert np.count_nonzero(document.planes["lesion"].to_array()) == 100


def test_what_is_there_already_cannot_be_imported_in_vain(opened, session, sheet, qtbot):
    look(sheet, qtbot)
    assert sheet.start.isEnabled()
    finish(sheet, qtbot)
    question, again = sheet.question, make_import(session, sheet._places, opened)
    again.question.source.setText(question.source.text())
    choose(again.question.format, "labelme")
    again.start.click()
    qtbot.waitUntil(lambda: again.plan.status.text().startswith("Nothing of it"), timeout=WAIT_MS)
    assert not again.start.isEnabled() and again.back.isVisibleTo(again)
    again.back.click()
    assert again.start.isEnabled()
    again.close()


def test_a_look_that_ends_late_shows_nothing_of_another_question(sheet, qtbot, monkeypatch):
    first, second, look_into = threading.Event(), threading.Event(), import_data._look_into
    turns, begun = iter((first, second)), threading.Event()

    def slow(name, path, told, _stop):
        turn = next(turns)
        begun.set()
        turn.wait(10)
        return look_into(name, path, told, lambda: False)  # too late to be stopped

    monkeypatch.setattr(import_data, "_look_into", slow)
    tasks = sheet._tasks
    sheet.start.click()
    old = sheet._looking
    assert begun.wait(10), "what was stopped before it began would show nothing in any case"
    sheet.back.click()
    sheet.start.click()
    first.set()
    qtbot.waitUntil(lambda: old not in tasks._tasks, timeout=WAIT_MS)
    assert sheet.plan.rows.isHidden() and sheet._looking not in (0, old)
    second.set()
    qtbot.waitUntil(lambda: sheet.plan.status.text().startswith("Nothing is"), timeout=WAIT_MS)


def test_another_readers_labels_are_compared_taken_over_and_exported(
    opened, session, sheet, qtbot, tmp_path
):
    draw(session)
    choose(sheet.question.onto, "reader")
    assert not sheet.start.isEnabled(), "nothing says whose they are"
    sheet.question.reader.setText("Dr. B")
    look(sheet, qtbot)
    finish(sheet, qtbot)
    qtbot.waitUntil(lambda: session.state.document is not None, timeout=WAIT_MS)
    document = session.state.document
    assert np.count_nonzero(document.planes["lesion"].to_array()) == 100
    session.actions.overlays.compare_reader.trigger()
    readers = opened.findChild(Readers)
    qtbot.waitUntil(lambda: readers.list.count() == 1, timeout=WAIT_MS)
    assert readers.list.item(0).text() == "Dr. B · labeled"
    readers.compare.click()
    view = session.difference_view
    qtbot.waitUntil(lambda: view.base is not None, timeout=WAIT_MS)
    assert (view.base.name, view.other.name) == ("your mask", "Dr. B")
    assert session.display.difference and view.other.proposal.inside().sum() == 900
    readers._image = 2  # the list is still that of the image before
    session.state.current_changed.emit()
    assert not readers.take.isEnabled() and not readers.compare.isEnabled()
    readers.refresh()
    qtbot.waitUntil(readers.take.isEnabled, timeout=WAIT_MS)
    readers.take.click()
    plane = document.planes["lesion"]
    qtbot.waitUntil(lambda: np.count_nonzero(plane.to_array()) == 900, timeout=WAIT_MS)
    (record,) = document.objects["lesion"]
    assert record.provenance == Provenance("import", "Dr. B", created=record.provenance.created)
    document.undo_stack.undo()
    assert np.count_nonzero(document.planes["lesion"].to_array()) == 100
    document.undo_stack.undo()  # their labels leave, which nothing here holds
    document.undo_stack.redo()
    readers.close()

    session.actions.exchange.export.trigger()
    export = opened.findChild(Export)
    qtbot.waitUntil(export.reader.isVisible, timeout=WAIT_MS)
    assert export.options["reader"] == ""
    choose(export.reader, "Dr. B")
    qtbot.waitUntil(lambda: "Checking" not in export.losses.text(), timeout=WAIT_MS)
    export.folder.setText(str(tmp_path / "theirs"))
    export.start.click()
    qtbot.waitUntil(lambda: export.status.text().startswith("Done"), timeout=WAIT_MS)
    told_by = json.loads((tmp_path / "theirs" / "provenance.json").read_text())
    assert told_by["reader"] == session.state.project.pseudonyms.reader("Dr. B")
    export.close()


def test_no_image_is_opened_while_data_come_in_and_a_stop_keeps_what_is_whole(
    opened, session, sheet, qtbot, monkeypatch
):
    number = session.state.current.id
    reached, go_on, run = [], threading.Event(), Filling._fill

    def slow(self, match):
        reached.append(match.item.image.name)
        if len(reached) == 2:
            assert go_on.wait(WAIT_MS / 1000)
        run(self, match)

    sheet.start.click()
    qtbot.waitUntil(lambda: sheet.plan.status.text().startswith("Nothing is"), timeout=WAIT_MS)
    monkeypatch.setattr(Filling, "_fill", slow)
    sheet.start.click()
    qtbot.waitUntil(lambda: len(reached) == 2, timeout=WAIT_MS)
    assert session.state.document is None
    with pytest.raises(LViTError, match="being imported"):
        session.opening.select(number)
    assert sheet.cancel.text() == "Stop"
    sheet.cancel.click()
    go_on.set()
    qtbot.waitUntil(lambda: sheet.plan.status.text().startswith("Stopped"), timeout=WAIT_MS)
    qtbot.waitUntil(lambda: session.state.document is not None, timeout=WAIT_MS)
    states = [image.state.value for image in session.state.library.images]
    assert sorted(states) == ["labeled", "unlabeled", "unlabeled"]


def test_sides_are_asked_for_when_the_data_do_not_say(opened, session, sheet, labelme, qtbot):
    told_by = json.loads((labelme / "film-0.json").read_text()) | {"lvit_sentence": SENTENCE}
    (labelme / "film-0.json").write_text(json.dumps(told_by))
    sheet.start.click()
    qtbot.waitUntil(sheet.question.laterality.isVisible, timeout=WAIT_MS)
    assert not sheet.start.isEnabled()
    sheet.question.laterality.buttons["patient"].click()
    look(sheet, qtbot)
    finish(sheet, qtbot)
    assert any("became" in line for line in told(sheet)), "a conversion is listed"


def test_rows_come_before_anything_is_drawn_and_pictures_only_of_what_is_seen(
    sheet, labelme, qtbot, monkeypatch
):
    """The look at what would happen waits: the rows are there, and nothing drew on this thread."""
    for number in range(40):
        told = {"imagePath": "film-0.png", "shapes": []}
        (labelme / f"more-{number:02}.json").write_text(json.dumps(told))
    go_on, drew = threading.Event(), set()
    run, picture = Filling.run, Outlook.picture

    def waiting(self, steps):
        go_on.wait(60)
        run(self, steps)

    def drawn(self, place, side_px):
        drew.add(threading.current_thread() is threading.main_thread())
        return picture(self, place, side_px)

    monkeypatch.setattr(Filling, "run", waiting)
    monkeypatch.setattr(Outlook, "picture", drawn)
    sheet.start.click()
    rows = sheet.plan.rows
    qtbot.waitUntil(lambda: rows.rows.rowCount() == 43, timeout=WAIT_MS)
    words = [rows.rows.index(row).data() for row in range(43)]
    assert "film-0.png\n1 object" in words
    assert "film-1.png\n2 objects" in words
    assert words.count("film-0.png\nno labels") == 40
    qtbot.waitUntil(lambda: any(icon for icon in rows.rows._pictures.values()), timeout=WAIT_MS)
    assert drew == {False}
    assert 0 < rows.rows.made() < 43
    assert not go_on.is_set(), "nothing was drawn for the plan yet"
    go_on.set()
    qtbot.waitUntil(lambda: sheet.plan.status.text().startswith("Nothing is"), timeout=WAIT_MS)
    assert rows.isVisible()
