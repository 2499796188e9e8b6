"""Ctrl+K finds actions, images, classes and settings, and does what is chosen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from app.views.dialogs.finder import MOST_SHOWN, Finder
from app.views.dialogs.preferences import PreferencesSheet


@pytest.fixture
def finder(opened):
    opened.commands.find.ask()
    (sheet,) = opened.findChildren(Finder)
    return sheet


def titles(finder):
    found = finder.found
    return [found.topLevelItem(row).text(0) for row in range(found.topLevelItemCount())]


def _found(finder, typed):
    finder.field.setText(typed)
    return titles(finder)


def test_typed_letters_narrow_the_list_and_return_does_the_first(finder, session, qtbot):
    assert len(titles(finder)) <= MOST_SHOWN
    QTest.keyClicks(finder.field, "poly")
    assert titles(finder)[0] == "Polygon"
    assert "Choose model…" in _found(finder, "models"), "of several things one is meant"
    assert not _found(finder, "zs"), "what begins with a z is no answer"
    _found(finder, "poly")
    assert finder.found.topLevelItem(0).text(2) == "P", "the key is told"
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.palette.current == "polygon")


def test_images_and_classes_are_found(finder, session, qtbot):
    QTest.keyClicks(finder.field, "film-2")
    assert titles(finder) == ["film-2.png"]
    finder.field.clear()
    QTest.keyClicks(finder.field, "consol")
    assert titles(finder)[0] == "Consolidation"
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.state.document.classes["lesion"] == "consolidation")


def test_a_class_of_another_layer_is_found_and_brings_its_layer(finder, session, qtbot):
    QTest.keyClicks(finder.field, "lung")
    assert "Lung" in titles(finder)
    assert finder.found.topLevelItem(0).isDisabled()  # a window of CT; it is passed over
    QTest.keyClick(finder.field, Qt.Key.Key_Down)
    assert finder.found.currentItem().text(0) == "Lung"
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.state.document.active_layer == "lungs")
    assert session.state.document.classes["lungs"] == "lung"


def test_arrow_keys_choose_and_an_image_is_shown(finder, session, qtbot):
    QTest.keyClicks(finder.field, "film")
    assert titles(finder) == ["film-0.png", "film-1.png", "film-2.png"]
    QTest.keyClick(finder.field, Qt.Key.Key_Down)
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.state.current.name == "film-1.png")


def test_a_setting_is_shown_in_the_preferences(finder, opened, session, qtbot):
    item = next(i for i in session.services.preferences.described() if i.title == "Theme")
    QTest.keyClicks(finder.field, "theme")
    assert titles(finder)[0] == "Theme"
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened.findChildren(PreferencesSheet)))
    (sheet,) = opened.findChildren(PreferencesSheet)
    assert sheet.tabs.tabText(sheet.tabs.currentIndex()) == item.group
    assert sheet.fields[item.key].isVisible()


def test_what_cannot_be_done_is_shown_and_not_done(finder, session, qtbot):
    QTest.keyClicks(finder.field, "redo")
    assert finder.found.topLevelItem(0).isDisabled()
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert finder.isVisible()


def test_nothing_found_is_said(finder):
    QTest.keyClicks(finder.field, "xyzzy")
    assert titles(finder) == [] and "xyzzy" in finder._nothing.text()
    assert not finder.found.isVisible(), "the words stand below the field, not below an empty list"
    finder.field.clear()
    assert finder.found.isVisible()


def test_every_action_of_the_menus_is_found_by_its_name(finder, opened, session):
    """What has no key must be found: whoever uses no mouse gets nowhere else."""
    found = {entry.title for entry in finder._actions()}
    menus = opened.menus.findChildren(QMenu)
    titles = {menu.title() for menu in menus}
    entries = [action for menu in menus for action in menu.actions() if not action.isSeparator()]
    leaves = [action for action in entries if action.text() not in titles]
    assert len(leaves) > 80
    assert [one.text() for one in leaves if one.text().replace("&", "") not in found] == []
    by_click = {action.id for action in session.actions.all() if not action.menu}
    keys = {action.id for action in session.actions.all() if action.shortcuts}
    of_classes = {f"class.key_{number}" for number in range(1, 10)}  # told beside each class
    assert by_click & keys == of_classes, "a key that nobody is told"


def test_classes_are_found_with_their_keys(finder, session):
    document = session.state.document
    layer = document.template.layer(document.active_layer)
    told = {entry.title: entry.keys for entry in finder._classes(session.state)}
    keys = {item.title: layer.key_of(item) for item in layer.classes}
    assert all(keys.values()) and keys
    assert told == {**keys, "Lung": ""}, "keys are those of the layer in hand"


def test_settings_and_keys_are_found_in_the_preferences(opened, session):
    session.actions.project.show_preferences.trigger()
    (sheet,) = opened.findChildren(PreferencesSheet)
    described = session.services.preferences.described()
    QTest.keyClicks(sheet.search, "theme")
    shown = {key for key, field in sheet.fields.items() if field.isVisibleTo(sheet)}
    assert "appearance.theme" in shown and len(shown) < len(described) / 2
    sheet.search.clear()
    QTest.keyClicks(sheet.search, "polygon")
    seen = [n for n in range(sheet.tabs.count()) if sheet.tabs.isTabVisible(n)]
    keys = next(item for item in described if item.kind == "keys")
    assert sheet.tabs.tabText(sheet.tabs.currentIndex()) == keys.group
    assert len(seen) == 1 and sheet.fields[keys.key].table.item(0, 0).text() == "Polygon"
    sheet.search.clear()
    assert all(sheet.tabs.isTabVisible(n) for n in range(sheet.tabs.count()))
    sheet.close()


def test_what_is_typed_before_it_has_the_keyboard_is_its_own(opened, session):
    opened.commands.find.ask()
    QTest.keyClicks(opened.canvas, "poly")  # the window system has not made it active yet
    (sheet,) = opened.findChildren(Finder)
    assert sheet.field.text() == "poly"
    assert session.palette.current == "brush", "no letter was a tool's key"
