"""Every action can be found, understood and reached without a mouse."""

from __future__ import annotations

from collections import defaultdict

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTextEdit, QToolButton

from app.views.icons import ICONS, action_icon, has_icon
from app.views.menus import FILE_ORDER, MENUS, SEPARATED_BEFORE, SUBMENUS
from app.views.panels.tool_palette import VIEW_ACTIONS, grouped
from app.views.window_actions import ROLES

NEVER_TOGETHER = {"Delete": {"object.delete", "proposal.reject"}}


def test_every_action_has_title_tip_and_a_drawable_icon(window, session):
    for action in session.actions.all():
        assert action.title and action.tip, action.id
        assert action.tip.endswith("."), action.id
        # An icon of another font would be drawn, but loading that font delays the first paint.
        assert action.icon in ICONS or action.icon.startswith("ph."), action.id
        assert not action_icon(action.icon).pixmap(18, 18).isNull()


def test_what_cannot_be_done_says_what_it_lacks(opened, session, qtbot):
    """What an action would do is no reason why it cannot be done."""
    lacking = {
        "proposal.accept": "There is no proposal.",
        "object.delete": "No object selected.",
    }
    for name, reason in lacking.items():
        assert reason in opened.actions_by_id.get(name).toolTip()
    session.projects.close()
    qtbot.waitUntil(lambda: session.state.document is None)
    session.actions.proposals.predict()
    told = session.services.notices.history[-1]
    assert (told.message, told.hint) == ("'Predict' cannot be done now.", "No image is shown.")


def test_every_named_icon_can_be_drawn(window):
    assert [name for name in ICONS if not has_icon(name)] == []


def test_no_key_means_two_things_at_once(window, session):
    owners = defaultdict(set)
    for action in session.actions.all():
        for keys in session.actions.shortcuts(action.id):
            owners[keys].add(action.id)
    twice = {keys: ids for keys, ids in owners.items() if len(ids) > 1}
    assert all(ids <= NEVER_TOGETHER.get(keys, set()) for keys, ids in twice.items()), twice


def test_single_letters_belong_to_the_canvas(window, session):
    for action in session.actions.all():
        for keys in session.actions.shortcuts(action.id):
            if len(keys) == 1:
                assert action.scope == "canvas", action.id
                context = window.actions_by_id.get(action.id).shortcutContext()
                assert context == Qt.ShortcutContext.WidgetShortcut


def test_menus_hold_every_action_that_names_one(window, session):
    known = {*MENUS, *SUBMENUS}
    for action in session.actions.all():
        if action.menu:
            assert action.menu in known, action.id
            entry = window.actions_by_id.get(action.id)
            menus = [item for item in entry.associatedObjects() if item.inherits("QMenu")]
            assert menus, action.id
            assert entry.toolTip().startswith(action.title.rstrip("….")), action.id


def test_the_menus_arrange_only_actions_that_exist(window, session):
    known = {action.id for action in session.actions.all()}
    assert {*SEPARATED_BEFORE, *FILE_ORDER, *ROLES, *VIEW_ACTIONS} <= known


def test_window_can_ask_for_whatever_an_action_of_the_menus_needs(window, session):
    """What stands in no menu is done where a person has said the rest already: by a click."""
    clicked = {
        session.actions.images.remove,
        session.actions.masks.relabel,
        session.actions.masks.merge,
        session.actions.proposals.accept_object,
        session.actions.masks.take_over_reader,
        session.actions.proposals.reject_object,
        session.actions.sentence.compare_effect,
        session.actions.sentence.show_attention,
        session.actions.tools.choose_class,
        session.actions.tools.choose_layer,
        session.actions.training.put_in_force,
    }
    of_rows = ("predict", "say_state", "hold_out", "say_sentence", "say_size", "say_class")
    of_rows += ("confirm_truth",)
    clicked |= {session.actions.get(f"images.{name}") for name in of_rows}
    of_classes = ("add", "take_in", "edit", "match", "merge", "delete")
    clicked |= {session.actions.get(f"class.{name}") for name in of_classes}
    for action in session.actions.all():
        if action.needs:
            asks = window.asking.answers(action)
            assert asks or (action in clicked and not action.menu), action.id


def test_palette_shows_every_tool_and_the_one_in_hand(opened, session):
    ids = [action.id for action in session.actions.all()]
    tools = [item for item in ids if item.startswith("tool.")]
    shown = [item for group in grouped(session.palette.tools.values()) for item in group]
    assert set(tools) <= set(shown) <= set(ids)
    eraser = opened.palette_bar.findChild(QToolButton, "palette.tool.eraser")
    QTest.mouseClick(eraser, Qt.MouseButton.LeftButton)
    assert session.palette.current == "eraser"
    QTest.qWait(20)
    assert eraser.isChecked()
    brush = opened.palette_bar.findChild(QToolButton, "palette.tool.brush")
    assert not brush.isChecked()


@pytest.mark.parametrize("height_px", [720, 600, 1440])
def test_a_small_screen_shows_every_tool_and_every_row(opened, session, qtbot, height_px):
    """The last button of the palette was cut off at 1280 x 720."""
    opened.resize(1280, height_px)
    qtbot.waitUntil(lambda: opened.height() == height_px)
    opened.docks.show("training")
    QTest.qWait(50)
    buttons = opened.palette_bar.findChildren(QToolButton)
    ours = [button for button in buttons if button.objectName().startswith("palette.")]
    assert len(ours) == sum(map(len, grouped(session.palette.tools.values())))
    rows = [*ours, *opened.training.buttons.values(), *opened.training.findChildren(QLabel)]

    def cut() -> list[str]:
        shown = [item for item in rows if item.isVisibleTo(opened)]
        return [
            item.accessibleName() or item.text()
            for item in shown
            if not opened.rect().contains(QRect(item.mapTo(opened, QPoint()), item.size()))
            or item.visibleRegion().boundingRect().size() != item.size()
        ]

    qtbot.waitUntil(lambda: cut() == [])


def test_a_letter_chooses_a_tool_on_the_canvas_only(opened, session, qtbot):
    opened.activateWindow()
    opened.canvas.setFocus()
    qtbot.waitUntil(opened.canvas.hasFocus)
    QTest.keyClick(opened.canvas, Qt.Key.Key_E)
    assert session.palette.current == "eraser"
    fields = [opened.images.search]
    for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
        fields += [item for item in opened.strip.findChildren(kind) if item.isVisible()]
    for field in fields:
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        QTest.keyClicks(field, "bpwm")
        assert session.palette.current == "eraser"
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        assert "bpwm" in text


def test_own_keys_reach_the_menu_entry(opened, session, qtbot):
    session.actions.set_shortcut("tool.brush", "Q")
    entry = opened.actions_by_id.get("tool.brush")
    qtbot.waitUntil(lambda: entry.shortcut().toString() == "Q")
    assert "(Q)" in entry.toolTip()
