"""A kind of image of one's own from the window, and the classes of the open project."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QColorDialog, QLineEdit, QPushButton

from app.session.session import Session
from app.views.dialogs.class_matching import ClassMatching
from app.views.dialogs.class_sheet import ClassSheet
from app.views.dialogs.new_kind import NewKind
from app.views.dialogs.new_project import NewProject
from app.views.main_window import MainWindow
from lvit_core.project.project import Project
from lvit_core.project.records import ProjectSettings
from lvit_core.prompt.template import Augmentation
from lvit_core.prompt.templates import list_templates, load_template
from tests.app.views.conftest import WAIT_MS
from tests.lvit_core.prompt.own_kinds import POLYPS


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the user's templates lie, for this test."""
    monkeypatch.setattr(platformdirs, "user_config_dir", lambda *_, **__: str(tmp_path / "own"))
    return tmp_path / "own" / "templates"


def sheet_of(window: MainWindow, kind: type):
    (found,) = [sheet for sheet in window.findChildren(kind) if sheet.isVisible()]
    return found


def test_a_kind_is_made_in_the_window_and_a_project_of_it(
    qtbot, window: MainWindow, session: Session, own_folder: Path
) -> None:
    window.commands.new_kind.trigger()
    sheet = sheet_of(window, NewKind)
    assert not sheet.make.isEnabled() and sheet.problem.text() == "Give it a name."
    sheet.title.setText("Polyps")
    sheet.words.setPlainText("shape = flat, stalked\nsize = small, large")
    sheet.one.setText("polyp")
    sheet.several.setText("polyps")
    sheet.check()
    assert sheet.make.isEnabled()
    assert sheet.preview.text() == "One flat small polyp at the left."
    assert "before its first training" in sheet.beginning.text()
    sheet.words.setPlainText("shape = flat, flat\nsize = flat")
    sheet.check()
    assert not sheet.make.isEnabled() and "cannot be read back" in sheet.problem.text()
    sheet.words.setPlainText("shape")
    sheet.check()
    assert "Write the slot and its words" in sheet.problem.text()
    sheet.words.setPlainText("shape = flat, stalked")
    sheet.classes.add_row()
    sheet.classes.table.item(1, 0).setText("Flat polyp")
    sheet.classes.set_colour(1, "#123456")
    sheet.check()
    qtbot.mouseClick(sheet.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.findChildren(NewProject)), timeout=WAIT_MS)
    assert sheet_of(window, NewProject).template.currentData() == "polyps"
    assert (own_folder / "polyps.toml").is_file()
    layer = load_template("polyps").finding_layer
    assert [(one.name, one.colour) for one in layer.classes][1] == ("flat polyp", "#123456")


def test_every_grammar_can_begin_a_kind(qtbot, window: MainWindow, own_folder: Path) -> None:
    window.commands.new_kind.trigger()
    sheet = sheet_of(window, NewKind)
    sheet.title.setText("Mine")
    for place in range(sheet.grammar.count()):
        sheet.grammar.setCurrentIndex(place)
        sheet.check()
        assert sheet.made is not None, sheet.problem.text()
        assert sheet.grammar.itemText(place) != sheet.grammar.itemData(place)
    sheet.title.setText(list_templates()[0])
    sheet.check()
    assert sheet.made is None
    assert sheet.height() <= 640


@pytest.fixture
def drawn(qtbot, opened: MainWindow, session: Session) -> MainWindow:
    """Two objects of the first class, drawn in the image that is shown."""
    window, document = opened, session.state.require_document()
    assert window.objects is not None
    for x in (30.0, 80.0):
        session.palette.tool.press((40.0, x))
        session.palette.tool.release((40.0, x))
    assert len(document.objects[document.active_layer]) == 2
    return window


def wait_for_class(qtbot, session: Session, name: str) -> None:
    def there() -> bool:
        document = session.state.document
        return document is not None and any(
            item.name == name for item in document.template.layer(document.active_layer).classes
        )

    qtbot.waitUntil(there, timeout=WAIT_MS)


def test_a_class_is_added_changed_and_taken_back(qtbot, drawn, session: Session) -> None:
    panel, before = drawn.objects, session.state.require_document().template
    layer = before.finding_layer
    panel.classes.add_wanted.emit()
    sheet = sheet_of(drawn, ClassSheet)
    assert not sheet.ok.isEnabled()
    sheet.title.setText(layer.classes[0].title.upper())
    assert not sheet.ok.isEnabled() and "merge them" in sheet.problem.text()
    sheet.title.setText("Scar")
    sheet.key.setCurrentIndex(7)
    qtbot.mouseClick(sheet.ok, Qt.MouseButton.LeftButton)
    wait_for_class(qtbot, session, "scar")
    added = session.state.require_document().template.finding_layer.classes[-1]
    assert (added.title, added.key) == ("Scar", "7")
    chips = [button.text() for button in panel.classes.findChildren(QPushButton)]
    qtbot.waitUntil(lambda: "Scar" in chips_of(panel), timeout=WAIT_MS)
    assert chips is not None
    session.actions.edit.undo()
    qtbot.waitUntil(
        lambda: session.state.document is not None
        and session.state.document.template == before,
        timeout=WAIT_MS,
    )  # fmt: skip


def chips_of(panel) -> list[str]:
    return [one.text() for one in panel.classes.findChildren(QPushButton) if one.isVisible()]


def test_a_class_is_renamed_in_every_object_and_merged(qtbot, drawn, session: Session) -> None:
    document = session.state.require_document()
    layer = document.template.finding_layer
    first, second = layer.classes[:2]
    menu = drawn.objects.class_menu(first.name)
    titles = [entry.text() for entry in menu.actions()]
    assert {"Name, colour and key…", "Delete the class"} <= set(titles)
    drawn._classes.edit(first.name, "Pneumonia", first.colour, "")
    wait_for_class(qtbot, session, "pneumonia")

    def names() -> set[str]:
        shown = session.state.document
        return {item.class_name for item in shown.objects[layer.name]} if shown else set()

    assert names() == {"pneumonia"}
    drawn._classes.merge("pneumonia", second.name)
    qtbot.waitUntil(lambda: names() == {second.name}, timeout=WAIT_MS)
    now = session.state.require_document()
    assert now.classes[layer.name] == second.name  # what was drawn with is gone
    assert not now.template.knows_class(layer.name, "pneumonia")


def test_a_class_with_objects_is_not_deleted(qtbot, drawn, session: Session) -> None:
    first = session.state.require_document().template.finding_layer.classes[0]
    with qtbot.waitSignal(session.services.notices.posted, timeout=WAIT_MS) as told:
        drawn._classes.delete(first.name)
    assert "2 objects of the project are" in told.args[0].message


def test_digits_choose_the_class_that_is_drawn_next(qtbot, drawn, session: Session) -> None:
    document = session.state.require_document()
    layer = document.template.finding_layer
    drawn.canvas.setFocus()
    for number, item in enumerate(layer.classes, start=1):
        qtbot.keyClick(drawn.canvas, str(number))
        assert document.classes[layer.name] == item.name
    with qtbot.waitSignal(session.services.notices.posted) as told:
        qtbot.keyClick(drawn.canvas, "9")
    assert "has the key 9" in told.args[0].message
    assert "1 " in told.args[0].hint and "right click on a class" in told.args[0].hint


def test_a_class_that_nobody_knows_is_offered(qtbot, drawn, session: Session) -> None:
    document = session.state.require_document()
    session.actions.masks.relabel("cyst", [1])
    qtbot.waitUntil(lambda: drawn.objects.unknown.isVisibleTo(drawn.objects), timeout=WAIT_MS)
    drawn.objects.unknown.take_in.click()
    wait_for_class(qtbot, session, "cyst")
    qtbot.waitUntil(lambda: not drawn.objects.unknown.isVisibleTo(drawn.objects), timeout=WAIT_MS)
    assert document is not session.state.document


def test_a_person_says_which_class_a_name_means_and_takes_it_back(
    qtbot, drawn, session: Session
) -> None:
    document = session.state.require_document()
    layer = document.template.finding_layer
    session.actions.masks.relabel("Tumour", [1])
    qtbot.waitUntil(lambda: drawn.objects.unknown.isVisibleTo(drawn.objects), timeout=WAIT_MS)
    drawn.objects.unknown.say.click()
    sheet = sheet_of(drawn, ClassMatching)
    (field,) = sheet.fields.values()
    assert list(sheet.fields) == ["Tumour"] and field.currentData() == ""  # nothing is guessed
    field.setCurrentIndex(field.findData(layer.classes[1].name))
    qtbot.mouseClick(sheet.findChildren(QPushButton)[-1], Qt.MouseButton.LeftButton)

    def classes() -> list[str]:
        shown = session.state.document
        return [item.class_name for item in shown.objects[layer.name]] if shown else []

    wanted = [layer.classes[1].name, layer.classes[0].name]
    qtbot.waitUntil(lambda: classes() == wanted, timeout=WAIT_MS)
    project = session.state.require_project()
    assert project.class_words.of(document.template.name) == {"Tumour": layer.classes[1].name}
    session.actions.edit.undo()
    qtbot.waitUntil(lambda: "Tumour" in classes(), timeout=WAIT_MS)
    assert project.class_words.of(document.template.name) == {}


def test_a_line_around_objects_and_a_key_change_them_all_in_one_step(
    qtbot, drawn, session: Session
) -> None:
    document = session.state.require_document()
    layer, steps = document.template.finding_layer, document.undo_stack.index()
    session.palette.choose("select")
    tool = session.palette.tool
    tool.press((10.0, 10.0))
    for corner in ((10.0, 120.0), (80.0, 120.0), (80.0, 10.0)):
        tool.move(corner)
    tool.release((80.0, 10.0))
    assert document.chosen_objects == (1, 2)
    qtbot.waitUntil(lambda: drawn.objects.selected_ids() == [1, 2], timeout=WAIT_MS)
    drawn.canvas.setFocus()
    qtbot.keyClick(drawn.canvas, "2")

    def classes() -> set[str]:
        return {item.class_name for item in document.objects[layer.name]}

    qtbot.waitUntil(lambda: classes() == {layer.classes[1].name}, timeout=WAIT_MS)
    assert document.undo_stack.index() == steps + 1
    document.undo_stack.undo()
    assert classes() == {layer.classes[0].name}
    document.select_object(0)
    qtbot.keyClick(drawn.canvas, "3")  # nothing is selected: the next object is of it
    assert document.classes[layer.name] == layer.classes[2].name
    assert classes() == {layer.classes[0].name}


def test_a_project_can_be_of_the_kind_that_only_the_open_one_has(
    qtbot, window: MainWindow, session: Session, tmp_path: Path
) -> None:
    Project.create(tmp_path / "a", ProjectSettings("a", "polyps", "none"), kind=POLYPS).close()
    session.projects.open(tmp_path / "a")
    session.actions.project.new(tmp_path / "b", "polyps")
    qtbot.waitUntil(
        lambda: session.state.project is not None and session.state.project.folder.name == "b",
        timeout=WAIT_MS,
    )
    assert load_template("polyps").title == "Polyps"
    assert session.state.require_project().kinds.texts() == {"polyps": POLYPS}


def test_a_broken_file_of_ones_own_is_named_and_costs_itself(
    qtbot, window: MainWindow, session: Session, own_folder: Path
) -> None:
    """New project did not open at all."""
    own_folder.mkdir(parents=True)
    (own_folder / "broken.toml").write_text(POLYPS.replace("#56B4E9", "blue"), encoding="utf-8")
    (own_folder / "other.toml").write_text(POLYPS, encoding="utf-8")
    told: list[str] = []
    session.services.notices.posted.connect(lambda notice: told.append(notice.message))
    session.actions.project.new.trigger()
    sheet = sheet_of(window, NewProject)
    assert sheet.template.count() >= 2 and sheet.template.findData("polyps") < 0
    assert any("is no colour" in words for words in told)
    assert any("calls itself 'polyps'" in words for words in told)


def test_a_class_without_a_name_is_told_in_words_and_where_it_stands(
    qtbot, window: MainWindow, session: Session, own_folder: Path
) -> None:
    session.actions.get("kind.new").trigger()
    sheet = sheet_of(window, NewKind)
    qtbot.keyClicks(sheet.title, "Colon polyps")
    table = sheet.classes.table
    (more,) = [one for one in sheet.findChildren(QPushButton) if one.text() == "Add class"]
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    row, marked = table.rowCount() - 1, QBrush()
    sheet.check()
    assert sheet.problem.text() == f"Class {row + 1} has no name: type one, or remove its row."
    assert table.item(row, 0).background() != marked and not sheet.make.isEnabled()
    first = table.item(0, 0).text()
    for typed, words in ((first.upper(), "stands twice"), ("Fold", "")):
        type_cell(qtbot, sheet, row, 0, typed)
        sheet.check()
        assert words in sheet.problem.text() and sheet.make.isEnabled() == (not words)
        assert (table.item(row, 0).background() != marked) == bool(words)
    for layer, words in (("", "'Fold' has no layer"), ("+++", "Latin alphabet")):
        type_cell(qtbot, sheet, row, 3, layer)
        sheet.check()
        assert words in sheet.problem.text() and table.item(row, 3).background() != marked


def type_cell(qtbot, sheet: NewKind, row: int, section: int, text: str) -> None:
    table = sheet.classes.table

    def editors() -> list[QLineEdit]:
        return [one for one in table.viewport().findChildren(QLineEdit) if one.isVisible()]

    if not editors():  # a new row waits for its name
        table.setCurrentCell(row, section)
        table.editItem(table.item(row, section))
    (editor,) = editors()
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not editors(), timeout=WAIT_MS)


def test_a_kind_made_by_hand_travels_inside_its_project(
    qtbot, window: MainWindow, session: Session, own_folder: Path, tmp_path: Path, images,
    monkeypatch,
) -> None:  # fmt: skip
    """Everything typed and clicked; the file of the kind is gone when the project is opened."""
    colour = QColor("#123456")
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: colour)
    session.actions.get("kind.new").trigger()
    sheet = sheet_of(window, NewKind)
    qtbot.keyClicks(sheet.title, "Colon polyps")
    qtbot.keyClicks(sheet.modality, "endoscopy")
    sheet.grammar.setCurrentIndex(sheet.grammar.findData("attributes"))
    sheet.words.selectAll()
    qtbot.keyClicks(sheet.words, "shape = flat, stalked")
    qtbot.keyClick(sheet.words, Qt.Key.Key_Return)
    qtbot.keyClicks(sheet.words, "size = small, large")
    for field, text in ((sheet.one, "polyp"), (sheet.several, "polyps")):
        field.selectAll()
        qtbot.keyClicks(field, text)
    (more,) = [one for one in sheet.findChildren(QPushButton) if one.text() == "Add class"]
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    row = sheet.classes.table.rowCount() - 1
    type_cell(qtbot, sheet, row, 0, "Fold")
    type_cell(qtbot, sheet, row, 3, "Wall")
    qtbot.mouseClick(sheet.classes.table.cellWidget(row, 1), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(sheet.classes.table.cellWidget(row, 2), "7")
    assert not any(switch.isChecked() for switch in sheet.changes.values())
    switch = sheet.changes["flip_vertical"]
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(8, switch.height() // 2))
    qtbot.waitUntil(sheet.make.isEnabled, timeout=WAIT_MS)
    assert sheet.preview.text() == "One flat small polyp at the left."
    qtbot.mouseClick(sheet.make, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(window.findChildren(NewProject)), timeout=WAIT_MS)
    file = own_folder / "colon-polyps.toml"
    made = load_template("colon-polyps")
    assert made.augmentation == Augmentation(False, True, False) and made.modality == "endoscopy"
    wall = made.layers[1]
    assert (wall.title, wall.classes[0].title, wall.classes[0].key) == ("Wall", "Fold", "7")
    assert wall.classes[0].colour == "#123456"
    sheet_of(window, NewProject).close()
    session.projects.create(tmp_path / "Polyps", "colon-polyps", "none")
    session.projects.close()
    file.unlink()
    session.projects.open(tmp_path / "Polyps")
    session.image_work.add(images)
    qtbot.waitUntil(lambda: session.state.document is not None, timeout=WAIT_MS)
    assert session.state.require_document().template == made
