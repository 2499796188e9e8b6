"""Where panels stand, and that none of them ever changes the size of the image by itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar, QWidget

from app.views import docks
from app.views.docks import first_widths
from app.views.layout_memory import NARROW_STATE, STATE
from lvit_core.training.run import CurvePoint, TrainingState

LEFT = Qt.MouseButton.LeftButton
LEFT_AREA, RIGHT_AREA = Qt.DockWidgetArea.LeftDockWidgetArea, Qt.DockWidgetArea.RightDockWidgetArea
SENTENCE = (
    "Bilateral pulmonary infection, two infected areas, upper left lung and lower right lung."
)


def seen(window) -> set[str]:
    return {dock.name for dock in window.docks if dock.seen}


class Sizes(QObject):
    """Every size that a widget has had since."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen: list[QSize] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.seen.append(event.size())
        return False


def tabs(window) -> QTabBar:
    bars = window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return next(bar for bar in bars if bar.isVisible())


@pytest.mark.parametrize("width", [1280, 1440, 1920, 2560, 3840])
def test_the_image_is_the_largest_part(width):
    assert sum(first_widths(width)) + 54 <= 0.45 * width  # 54: the tools and the dividing lines


def test_at_first_one_panel_is_seen_beside_the_list(opened):
    assert seen(opened) == {"images", "check"}
    assert opened.canvas.width() >= 0.55 * opened.width()
    images, check = opened.docks["images"], opened.docks["check"]
    lower = opened.status.y()
    for dock in (images, check):
        bottom = dock.mapTo(opened, QPoint(0, dock.height())).y()
        assert lower - bottom <= 1, "not at full height"
    assert images.geometry().right() < opened.canvas.mapTo(opened, QPoint(0, 0)).x()
    assert [tabs(opened).tabText(n) for n in range(5)] == [
        "Check", "Objects", "Numbers", "Training", "Text",
    ]  # fmt: skip
    bar = tabs(opened)
    assert all(bar.tabRect(n).width() >= bar.tabSizeHint(n).width() for n in range(5))


@pytest.mark.parametrize("name", ["images", "check", "objects", "numbers", "training", "text"])
def test_nothing_is_cut_at_1280_by_720(opened, session, name):
    opened.resize(1280, 720)
    session.actions.get("panel.reset").trigger()
    opened.docks.show(name)
    QTest.qWait(20)
    area = opened.docks[name]._area
    assert area.horizontalScrollBar().maximum() == 0
    assert area.verticalScrollBar().maximum() == 0


def test_what_nobody_looked_at_is_not_made(opened):
    QTest.qWait(1)
    made = {dock.name for dock in opened.docks if dock._panel is not None}
    assert made == {"images", "check"}
    QTest.mouseClick(tabs(opened), LEFT, pos=tabs(opened).tabRect(3).center())
    assert seen(opened) == {"images", "training"}
    assert opened.training.isVisible()


def test_a_click_on_a_tab_leaves_the_keys_to_the_image(opened, session):
    opened.canvas.setFocus()
    QTest.mouseClick(tabs(opened), LEFT, pos=tabs(opened).tabRect(1).center())
    assert opened.focusWidget() is opened.canvas


@pytest.mark.parametrize(
    ("action", "name"),
    [
        ("panel.images", "images"),
        ("panel.check", "check"),
        ("panel.objects", "objects"),
        ("panel.training", "training"),
        ("panel.text", "text"),
        ("panel.numbers", "numbers"),
    ],
)
def test_an_action_shows_a_panel_and_hides_the_one_that_is_seen(opened, session, action, name):
    toggle = session.actions.get(action)
    assert toggle.shortcuts
    if not toggle.checked():
        toggle.trigger()
    assert name in seen(opened) and toggle.checked()
    toggle.trigger()
    assert name not in seen(opened) and not toggle.checked()
    toggle.trigger()
    assert name in seen(opened)


def test_the_image_can_stand_alone_and_everything_comes_back(opened, session, qtbot):
    opened.docks.show("objects")
    before = opened.canvas.size()
    alone = session.actions.get("panel.none")
    alone.trigger()
    assert seen(opened) == set() and alone.checked()
    qtbot.waitUntil(lambda: opened.canvas.width() > before.width())
    alone.trigger()
    qtbot.waitUntil(lambda: opened.canvas.size() == before)
    assert seen(opened) == {"images", "objects"}


def test_reset_brings_back_what_was_moved(opened, session):
    before = opened.canvas.size()
    opened.docks["check"].setFloating(True)
    opened.docks["images"].hide()
    opened.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, opened.docks["text"])
    session.actions.get("panel.reset").trigger()
    QTest.qWait(10)
    assert seen(opened) == {"images", "check"} and opened.canvas.size() == before
    assert tabs(opened).count() == 5


def test_a_wider_window_gives_its_panels_more_until_a_person_chose(opened, session, qtbot):
    images, check = opened.docks["images"], opened.docks["check"]
    for width in (1280, 2560, 1440):
        opened.resize(width, 800)
        left, right = first_widths(width)
        qtbot.waitUntil(lambda px=left: abs(images.width() - px) <= 4)
        qtbot.waitUntil(lambda px=right: abs(check.width() - px) <= 4)
    opened.resizeDocks([images], [400], Qt.Orientation.Horizontal)
    qtbot.waitUntil(lambda: images.width() == 400)
    opened.resize(2560, 800)
    qtbot.waitUntil(lambda: opened.canvas.width() > 1500)
    assert images.width() == 400


def test_a_tall_window_has_room_for_two_panels(opened, session):
    opened.resize(1280, 1100)
    session.actions.get("panel.reset").trigger()
    QTest.qWait(10)
    assert seen(opened) == {"images", "check", "objects"}


def test_a_layout_of_a_wide_screen_is_not_laid_over_a_narrow_one(opened, session, monkeypatch):
    """Panels on both sides left a third of 650 pixels to the image."""
    kept, images = session.services.preferences, opened.docks["images"]
    opened._layout.save()
    assert opened.dockWidgetArea(images) == LEFT_AREA
    wide = kept.recall(STATE, "")
    monkeypatch.setattr(docks, "NARROW_PX", opened.screen().availableSize().width() + 1)
    opened._restore()  # as when the program starts
    assert opened.docks.narrow and opened.dockWidgetArea(images) == RIGHT_AREA
    opened._layout.save()
    assert kept.recall(STATE, "") == wide != kept.recall(NARROW_STATE, "")
    monkeypatch.undo()
    opened._restore()
    assert opened.dockWidgetArea(images) == LEFT_AREA


def test_a_panel_taken_out_is_put_back_by_its_button_and_by_esc(opened):
    dock = opened.docks["check"]
    place = dock.mapToGlobal(QPoint(0, 0))
    dock.titleBarWidget()._float.click()
    assert dock.isFloating() and dock.mapToGlobal(QPoint(0, 0)) != place
    QTest.keyClick(dock, Qt.Key.Key_Escape)
    assert not dock.isFloating()


@pytest.mark.parametrize("name", ["images", "objects"])
def test_a_panel_taken_out_lies_whole_on_the_screen_and_comes_back_in_front(opened, name):
    """The list of images began left of the screen, and buttons lay below it."""
    opened.move(0, 0)
    opened.docks.show(name)
    dock = opened.docks[name]
    QTest.qWait(10)
    button = dock.titleBarWidget()._float
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dock.isFloating()
    assert dock.screen().availableGeometry().contains(dock.geometry())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.qWait(10)
    assert not dock.isFloating() and dock.seen


def test_a_contradiction_is_told_on_the_tab_of_a_panel_behind(opened, session, qtbot):
    opened.docks.show("training")
    session.state.document.type_sentence(SENTENCE)
    session.palette.settings.update(brush_radius_px=8.0)
    session.palette.tool.press((20.0, 20.0))
    session.palette.tool.release((20.0, 20.0))
    qtbot.waitUntil(lambda: tabs(opened).tabText(0) == "Check \u2022")
    session.actions.edit.undo()
    qtbot.waitUntil(lambda: tabs(opened).tabText(0) == "Check")


def test_no_panel_changes_the_size_of_the_image(opened, session, qtbot):
    """Sections that grew made the canvas jump by 17 pixels."""
    opened.resize(1280, 720)
    session.actions.get("panel.reset").trigger()
    qtbot.waitUntil(lambda: opened.docks["check"]._panel is not None)
    QTest.qWait(10)
    sizes = Sizes(opened.canvas)
    images = [image.id for image in session.state.library.images] * 2
    points = tuple(CurvePoint(step, 1 / step) for step in range(1, 9))
    trained = TrainingState("running", labeled=123_456, holdout=99_999, curves={"loss": points})
    failed = TrainingState("failed", message="The graphics card is out of memory. " * 9)
    for name, image_id in zip(("check", "objects", "training", "text"), images[1:], strict=False):
        opened.docks.show(name)
        session.state.document.type_sentence(SENTENCE)
        for place in (20.0, 60.0):
            session.actions.tools.start_object()
            session.palette.tool.press((place, place))
            session.palette.tool.release((place, place))
        qtbot.waitUntil(lambda: session.composer.agreement.found.rows != ())
        for state in (trained, failed, TrainingState()):
            session.services.trainer.state_changed.emit(state)
            QTest.qWait(1)
        for tool in session.actions.tools.choose.values():
            tool()
            session.palette.settings.update(
                stay_inside=not session.palette.settings.values.stay_inside
            )
            QTest.qWait(1)
        session.actions.tools.choose["brush"]()
        session.services.notices.info("Something else happened.", "It is told here. " * 9)
        with qtbot.waitSignal(session.state.document_ready):
            session.opening.select(image_id)
        QTest.qWait(1)
        assert sizes.seen == [], name
