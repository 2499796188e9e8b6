"""Dialogs by real clicks: a new project, preferences, keys, export, generations."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
)

from app.views.composition import named_sheets
from app.views.dialogs.about import licence_of
from app.views.dialogs.backups import Backups
from app.views.dialogs.base import BodyArea, Sheet
from app.views.dialogs.export import Export
from app.views.dialogs.generations import Changes, Generations, when_in_words
from app.views.dialogs.import_data import Import
from app.views.dialogs.keyboard import key_groups
from app.views.dialogs.new_project import NewProject
from app.views.dialogs.preferences import PreferencesSheet
from app.views.dialogs.shortcuts import ShortcutEditor
from app.views.window_actions import keys_in_words

LEFT = Qt.MouseButton.LeftButton


def click(button: QAbstractButton) -> None:
    QTest.mouseClick(button, LEFT)


def test_new_project_by_clicks(window, session, tmp_path: Path, qtbot):
    click(window.empty.buttons["project.new"])
    sheet = window.findChild(NewProject)
    assert sheet is not None and sheet.isVisible() and not sheet.isModal()
    assert not sheet.create.isEnabled()
    QTest.keyClicks(sheet.name, "Thorax 2026")
    sheet.folder.setText(str(tmp_path))
    sheet.template.setCurrentIndex(sheet.template.findData("chest-xray"))
    assert not sheet.create.isEnabled()
    assert "left" in sheet.problem.text()
    click(sheet.laterality.buttons["patient"])
    assert sheet.create.isEnabled()
    assert str(tmp_path / "Thorax 2026") in sheet.problem.text()
    click(sheet.create)
    qtbot.waitUntil(lambda: session.state.project is not None)
    assert session.state.project.settings.name == "Thorax 2026"
    assert session.state.project.settings.laterality == "patient"
    qtbot.waitUntil(lambda: window.top.laterality.text() == "patient's left")
    assert (tmp_path / "Thorax 2026").is_dir()


def test_new_project_asks_for_laterality_only_where_it_matters(window, session, tmp_path):
    session.actions.project.new.trigger()
    sheet = window.findChild(NewProject)
    sheet.folder.setText(str(tmp_path))
    QTest.keyClicks(sheet.name, "Tissue")
    sheet.template.setCurrentIndex(sheet.template.findData("nuclei"))
    assert not sheet.laterality.isVisible()
    assert sheet.create.isEnabled()
    sheet.name.setText("a/b")
    assert not sheet.create.isEnabled()
    sheet.close()


@pytest.mark.parametrize(
    "name",
    ["app.preferences", "model.choose", "generations.show", "help.keyboard", "help.about"],
)
def test_sheets_are_not_modal_labelled_and_open_once(opened, session, name, all_children):
    session.actions.get(name).trigger()
    session.actions.get(name).trigger()
    sheets = opened.findChildren(Sheet)
    assert len(sheets) == 1
    sheet = sheets[0]
    assert sheet.isVisible() and not sheet.isModal() and sheet.windowTitle()
    for button in all_children(sheet, QAbstractButton):
        if button.metaObject().className() not in ("QTableCornerButton",):
            words = button.text() or button.accessibleName() or button.toolTip()
            assert words, button.metaObject().className()
    for kind in (QLineEdit, QComboBox, QCheckBox):
        for field in all_children(sheet, kind):
            if not field.parent().inherits("QAbstractSpinBox"):
                assert field.accessibleName() or field.parent().accessibleName(), kind
    sheet.close()


def test_preferences_are_made_from_their_descriptions(opened, session, qtbot):
    session.actions.project.show_preferences()
    sheet = opened.findChild(PreferencesSheet)
    assert set(sheet.fields) == {item.key for item in session.services.preferences.described()}
    for item in session.services.preferences.described():
        field = sheet.fields[item.key]
        if item.kind == "bool":
            before = session.services.preferences.get(item.key)
            field.click()
            assert session.services.preferences.get(item.key) is not before
        elif item.kind == "choice":
            field.setCurrentIndex(field.count() - 1)
            assert session.services.preferences.get(item.key) == item.choices[-1][0]
        elif item.kind == "int":
            assert isinstance(field, QSpinBox)
            field.setValue(int(item.maximum))
            assert session.services.preferences.get(item.key) == int(item.maximum)
        elif item.kind == "text":
            field.setText("Dr. Example")
            field.editingFinished.emit()
            assert session.services.preferences.get(item.key) == "Dr. Example"
    session.services.preferences.reset("training.minutes")
    shown = sheet.fields["training.minutes"].value()
    assert shown == session.services.preferences.get("training.minutes")
    sheet.close()


def test_keys_move_only_after_saying_whose_they_are(opened, session, qtbot):
    session.actions.project.show_preferences()
    sheet = opened.findChild(PreferencesSheet)
    editor = sheet.fields["keys.overrides"]
    assert isinstance(editor, ShortcutEditor)
    editor.search.setText("eraser")
    editor.table.selectRow(0)
    assert editor.selected() == "tool.eraser"
    editor.keys.setKeySequence("B")
    assert "Brush" in editor.words.text()
    editor.assign.click()
    assert session.actions.shortcuts("tool.eraser") == ("B",)
    assert session.actions.shortcuts("tool.brush") == ()
    editor.search.setText("brush")
    editor.table.selectRow(0)
    editor.default.click()
    assert session.actions.shortcuts(editor.selected())
    sheet.close()


def test_keyboard_page_knows_every_key(window, session):
    told = {words for _, items in key_groups(session.actions) for words, _ in items}
    for action in session.actions.all():
        if session.actions.shortcuts(action.id):
            first = keys_in_words(session.actions.shortcuts(action.id)[0])
            assert any(first in words for words in told), action.id


def test_export_says_what_is_left_out_and_reports_success(opened, session, tmp_path, qtbot):
    session.actions.image.mark_labeled()
    session.actions.exchange.export.trigger()
    sheet = opened.findChild(Export)
    qtbot.waitUntil(lambda: "Checking" not in sheet.losses.text(), timeout=20_000)
    assert "2 images" in sheet.losses.text()
    sheet.format.setCurrentIndex(sheet.format.findData("png"))
    target = tmp_path / "out"
    sheet.folder.setText(str(target))
    click(sheet.start)
    qtbot.waitUntil(lambda: sheet.status.text().startswith("Done"), timeout=30_000)
    assert target.is_dir() and any(target.rglob("*.png"))
    assert sheet.start.isEnabled()
    sheet.close()


def test_export_offers_what_the_format_heeds(opened, session):
    session.actions.exchange.export.trigger()
    sheet = opened.findChild(Export)
    heeded = {"labelme": {"machine", "polygons"}, "nnunet": set(), "coco": {"machine"}}
    for name, own in heeded.items():
        choices = own | {"keep_identity", "keep_readers"}  # whatever the format
        sheet.format.setCurrentIndex(sheet.format.findData(name))
        assert {key for key, box in sheet.choices.items() if box.isVisible()} == choices
        assert set(sheet.options) == {"images", "licence", "reader", *choices}
        assert not any(box.isVisible() for box in sheet.counts.values())
    sheet.format.setCurrentIndex(sheet.format.findData("jsonl"))
    for name, count in {"rewordings": 3, "false_sentences": 2}.items():
        assert sheet.counts[name].isVisible() and sheet.count_names[name].isVisible()
        sheet.counts[name].setValue(count)
        assert sheet.options[name] == count
    sheet.close()


def test_import_browses_for_a_file_where_the_format_is_one(opened, session):
    session.actions.exchange.bring_in.trigger()
    sheet = opened.findChild(Import)
    browse = sheet.question.source.parentWidget().findChild(QPushButton)
    modes = {}
    for name in ("coco", "lvit"):
        sheet.question.format.setCurrentIndex(sheet.question.format.findData(name))
        click(browse)
        dialog = opened.findChild(QFileDialog)
        modes[name] = dialog.fileMode()
        dialog.close()
        dialog.setParent(None)
    assert modes["coco"] == QFileDialog.FileMode.ExistingFile
    assert modes["lvit"] == QFileDialog.FileMode.Directory
    sheet.close()


def test_export_that_fails_says_so(opened, session, tmp_path, qtbot):
    session.actions.exchange.export.trigger()
    sheet = opened.findChild(Export)
    target = tmp_path / "taken"
    target.mkdir()
    (target / "file.txt").write_text("mine")
    sheet.folder.setText(str(target))
    click(sheet.start)
    qtbot.waitUntil(lambda: "Not exported" in sheet.status.text(), timeout=30_000)
    assert (target / "file.txt").read_text() == "mine"
    assert opened.notices.toasts()
    qtbot.waitUntil(lambda: "taken" in sheet.status.text())  # the message may lie under the sheet
    sheet.close()


def test_many_losses_do_not_push_the_buttons_off_a_low_screen(opened, session, qtbot):
    session.actions.exchange.export.trigger()
    sheet = opened.findChild(Export)
    qtbot.waitUntil(lambda: "Checking" not in sheet.losses.text(), timeout=20_000)
    lines = [
        f"{number} images are left out for a reason of many words. " * 3 for number in range(9)
    ]
    sheet._show_losses(sheet._looking, lines)
    qtbot.wait(20)
    assert sheet.height() <= 700 and sheet.minimumSizeHint().height() <= 700
    assert sheet.losses.height() >= sheet.losses.heightForWidth(sheet.losses.width())
    sheet.close()


def test_import_needs_a_data_set_and_a_side(opened, session, tmp_path):
    session.actions.exchange.bring_in.trigger()
    sheet = opened.findChild(Import)
    ask = sheet.question
    assert not sheet.start.isEnabled()
    ask.source.setText(str(tmp_path))
    assert sheet.start.isEnabled() and not ask.laterality.isVisible(), "the project has its sides"
    ask.into.setCurrentIndex(ask.into.findData("new"))
    assert not sheet.start.isEnabled() and ask.laterality.isVisible()
    click(ask.laterality.buttons["viewer"])
    assert sheet.start.isEnabled()
    sheet.close()


def test_generations_tell_the_figures_and_put_one_in_force(opened, session, tmp_path, qtbot):
    project = session.state.project
    for folder, before, dice in (("first", "chest", 0.71), ("second", "first", None)):
        project.generations.add(project.folder / folder, before, dice, "made by a test")
    session.actions.get("generations.show").trigger()
    sheet = opened.findChild(Generations)
    qtbot.waitUntil(lambda: sheet.table.rowCount() == 3)
    cells = [[sheet.table.item(row, column).text() for column in range(1, 4)] for row in range(3)]
    assert cells == [
        ["original", "", ""], ["1", "0.710", "chest"], ["2", "not judged", "generation 1"],
    ]  # fmt: skip
    assert not sheet.table.item(0, 0).icon().isNull(), "the bundled model is in force"
    sheet.table.selectRow(0)
    assert sheet.use.isEnabled() and not sheet.changes.isEnabled()
    sheet.table.selectRow(1)
    least = sheet.table.rowHeight(2)
    note = "hold-out Dice 0.742, no worse than 0.725; offered only, because a person chose another"
    project.generations.add(project.folder / "third", "second", 0.742, note)
    sheet.refresh()
    qtbot.waitUntil(lambda: sheet.table.rowCount() == 4 and sheet.table.rowHeight(3) > least)
    assert sheet.table.item(1, 1).text() == "1", "no row moves when a new one comes"
    assert sheet.table.currentRow() == 1
    (project.folder / "first").mkdir()
    for name, text in (("model.safetensors", ""), ("config.toml", "")):
        (project.folder / "first" / name).write_text(text)
    (project.folder / "first" / "CHANGES.md").write_text("# gen-0001: in force, verified")
    click(sheet.changes)
    qtbot.waitUntil(lambda: sheet.findChild(Changes) is not None)
    report = sheet.findChild(Changes)
    assert "in force, verified" in report.page.toPlainText()
    report.close()
    qtbot.waitUntil(lambda: sheet.findChild(Changes) is None)
    link = sheet.table.item(1, 5)
    assert link.text() == "What changed" and not sheet.table.item(0, 5).text()
    middle = sheet.table.visualItemRect(link).center()
    QTest.mouseClick(
        sheet.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle
    )
    qtbot.waitUntil(lambda: sheet.findChild(Changes) is not None)
    sheet.findChild(Changes).close()
    sheet.table.clearSelection()
    assert not sheet.use.isEnabled()
    sheet.table.selectRow(1)
    assert sheet.use.isEnabled()
    sheet.close()


def test_times_and_licences_are_told_for_people():
    assert when_in_words("2026-03-04T10:11:12+00:00").startswith("2026-03-0")
    assert when_in_words("yesterday") == "yesterday"
    version, licence = licence_of("numpy")
    assert version and "BSD" in licence
    assert licence_of("no-such-library") == ("", "")


def test_a_backup_is_restored_by_clicks(opened, session, window, qtbot):
    session.actions.care.restore.trigger()
    sheet = window.findChild(Backups)
    qtbot.waitUntil(lambda: "no backups yet" in shown_text(sheet), timeout=10_000)
    assert not sheet.restore.isEnabled()
    sheet.close()
    session.actions.care.back_up()
    qtbot.waitUntil(lambda: not session.services.tasks.running(), timeout=10_000)
    qtbot.waitUntil(lambda: window.findChild(Backups) is None, timeout=10_000)
    session.actions.care.restore.trigger()
    sheet = window.findChild(Backups)
    qtbot.waitUntil(sheet.restore.isEnabled, timeout=10_000)
    assert "asked for" in sheet.list.item(0).text()
    with qtbot.waitSignal(session.state.document_ready, timeout=20_000):
        click(sheet.restore)


def shown_text(sheet: Sheet) -> str:
    return " ".join(one.text() for one in sheet.findChildren(QLabel) if not one.isHidden())


class LowScreen:
    """1280 x 720 at 150 %."""

    def availableSize(self) -> QSize:
        return QSize(853, 480)

    def availableGeometry(self) -> QRect:
        return QRect(QPoint(), self.availableSize())


def test_every_sheet_shows_its_buttons_on_a_low_screen(opened, session, qtbot, monkeypatch):
    for kind in (BodyArea, Sheet):
        monkeypatch.setattr(kind, "screen", lambda _: LowScreen())
    asking = [one for one in session.actions.all() if opened.asking.answers(one)]
    files = ("project.open", "project.copy", "images.add", "images.find_missing", "app.quit")
    for action in asking:
        if action.id in (*files, "images.add_folder", "image.locate_picture"):
            continue  # the system's own dialogs
        action.ask()
        qtbot.waitUntil(lambda: bool(opened.findChildren(Sheet)))
        for sheet in opened.findChildren(Sheet):
            QTest.qWait(20)
            least = sheet.minimumSizeHint().expandedTo(sheet.size())
            assert least.width() <= 853 and least.height() <= 480, action.id
            for button in sheet.findChildren(QPushButton):
                if button.parent() is sheet and button.isVisible():
                    assert sheet.rect().contains(button.geometry()), action.id
            sheet.close()
        qtbot.waitUntil(lambda: not opened.findChildren(Sheet))


@pytest.mark.parametrize("name", ["pseudo", "history", "generations", "backups", "readers"])
def test_the_lines_of_a_sheet_without_rows_stay_together(opened, session, qtbot, name):
    """Of the pseudo labels the title, what it says and 'No pseudo label yet' drifted apart."""
    sheet = named_sheets(session, opened)[name]()
    sheet.resize(900, 640)
    sheet.show()
    nothing = getattr(sheet, "nothing", None) or sheet._nothing
    qtbot.waitUntil(nothing.isVisible)
    qtbot.waitUntil(lambda: nothing.mapTo(sheet, nothing.rect().bottomLeft()).y() < 200)
    sheet.close()


def test_a_sheet_that_grows_keeps_its_buttons_on_the_screen(opened, qtbot):
    """An import into a new project asks for more: 'Next' slid below the screen."""
    sheet = Sheet("Import", opened)
    sheet.add_close()
    sheet.show()
    area = sheet.screen().availableGeometry()
    sheet.move(area.left(), area.bottom() - sheet.frameGeometry().height() + 1)
    more = QLabel("more")
    more.setMinimumHeight(sheet.height() + 100)
    sheet.body.addWidget(more)
    qtbot.waitUntil(lambda: sheet.height() > more.minimumHeight())
    qtbot.waitUntil(lambda: sheet.frameGeometry().bottom() <= area.bottom())
    assert sheet.frameGeometry().top() >= area.top()
    sheet.close()
