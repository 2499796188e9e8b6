"""A person at the real window: the whole program is composed, and touched by events alone.

Keys and mouse go to the window handle, as the window system delivers them, so that focus, what lies
under the pointer, shortcuts and drag targets are decided by the program and not by the test.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as PillowImage
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.application import Application
from app.session.document import Document
from app.session.preferences import Preferences
from app.session.session import Session
from app.views.composer.reason_sheet import ReasonSheet
from app.views.main_window import MainWindow
from lvit_core.imaging.phantom import chest_phantom
from lvit_core.imaging.window import model_rgb
from tests.app.answers import proposed

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
WAIT_MS = 30_000
MODEL_MS = 120_000  # the process imports torch and measures its backends
STEPS = 8  # events of one stroke

Point = tuple[float, float]  # image coordinates (y, x)


class Person:
    """Hands and eyes at one running program."""

    def __init__(self, program: Application, qtbot) -> None:
        self.program, self.qtbot = program, qtbot
        self.bugs: list[object] = []
        program.session.services.notices.bug_reported.connect(self.bugs.append)

    # What is there ----------------------------------------------------------------------------

    @property
    def session(self) -> Session:
        return self.program.session

    @property
    def window(self) -> MainWindow:
        return self.program.window

    @property
    def document(self) -> Document:
        document = self.session.state.document
        assert document is not None, "no image is shown"
        return document

    def mask(self, layer: str = "lesion") -> NDArray[np.int32]:
        return self.document.planes[layer].to_array()

    def sheets(self, kind: type = QWidget) -> list[QWidget]:
        """Every visible window beside the main one."""
        return [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget.isVisible() and widget is not self.window and isinstance(widget, kind)
        ]

    def sheet(self, kind: type):
        """The dialog of a kind, once it is there."""
        self.wait(lambda: len(self.sheets(kind)) == 1)
        return self.sheets(kind)[0]

    def messages(self) -> list[str]:
        return [notice.message for notice in self.session.services.notices.history]

    def wait(self, condition: Callable[[], object], timeout: int = WAIT_MS) -> None:
        self.qtbot.waitUntil(lambda: bool(condition()), timeout=timeout)

    def wait_shown(self, name: str = "", timeout: int = WAIT_MS) -> None:
        """Until an image is on the canvas."""

        def shown() -> bool:
            document = self.session.state.document
            return document is not None and name in document.record.name

        self.wait(shown, timeout)
        self.wait(self.window.canvas.isVisible)

    # Keys -------------------------------------------------------------------------------------

    def keyboard(self) -> QWindow:
        """The window that has the keys; a window manager gives them back when a dialog closes."""
        if QGuiApplication.focusWindow() is None:
            self.window.activateWindow()
            self.wait(self.window.isActiveWindow)
        return QGuiApplication.focusWindow()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.keyClick(self.keyboard(), key, modifiers)

    def control(self, key: Qt.Key, *, shift: bool = False) -> None:
        names = Qt.KeyboardModifier
        self.key(
            key, names.ControlModifier | names.ShiftModifier if shift else names.ControlModifier
        )

    def write(self, text: str) -> None:
        """Types into whatever has the focus."""
        for letter in text:
            QTest.keyClick(self.keyboard(), letter)

    # Mouse ------------------------------------------------------------------------------------

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Clicks the middle of a widget, which must be visible and not lie under another."""
        top = widget.window()

        def place() -> QPoint:
            return widget.mapTo(top, at or widget.rect().center())

        def reachable() -> bool:
            found = top.childAt(place())
            hit = found is widget or (found is not None and widget.isAncestorOf(found))
            return widget.isVisible() and widget.isEnabled() and (hit or widget is top)

        self.wait(reachable)  # not while it is cut off, or under something else
        QTest.mouseClick(top.windowHandle(), LEFT, NO_KEYS, place())

    def choose(self, menu_title: str, entry: str) -> None:
        """Opens a menu of the bar and clicks an entry, both by mouse."""
        bar = self.window.menus
        action = next(a for a in bar.actions() if a.text().replace("&", "") == menu_title)
        self.click(bar, bar.actionGeometry(action).center())
        menu = action.menu()
        self.wait(menu.isVisible)
        chosen = next(a for a in menu.actions() if a.objectName() == entry)
        assert chosen.isEnabled(), f"{entry} cannot be chosen"
        QTest.mouseClick(menu.windowHandle(), LEFT, NO_KEYS, menu.actionGeometry(chosen).center())
        assert not self.sheets(QMenu)

    def at(self, point: Point) -> QPoint:
        """Where the window shows an image point."""
        canvas = self.window.canvas
        y, x = canvas.viewport.to_device(point)
        dpr = canvas.devicePixelRatioF()
        return canvas.mapTo(self.window, QPoint(int(x / dpr), int(y / dpr)))

    def drag(self, points: Sequence[Point], button: Qt.MouseButton = LEFT) -> None:
        """Press, move in small steps, let go; all on the image."""
        places = [QPointF(self.at(point)) for point in points]
        handle = self.window.windowHandle()
        QTest.mouseMove(handle, places[0].toPoint())
        QTest.mousePress(handle, button, NO_KEYS, places[0].toPoint())
        for one, other in pairwise(places):
            for step in range(1, STEPS + 1):
                QTest.mouseMove(handle, (one + (other - one) * step / STEPS).toPoint())
        QTest.mouseRelease(handle, button, NO_KEYS, places[-1].toPoint())

    def wheel(self, at: QPoint, notches: int) -> None:
        QTest.wheelEvent(self.window.windowHandle(), QPointF(at), QPoint(0, 120 * notches))

    def drop(self, paths: Sequence[Path], at: QPoint | None = None) -> None:
        """Drags files over the window and lets them go."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place = at or self.window.rect().center()
        copy, handle = Qt.DropAction.CopyAction, self.window.windowHandle()
        enter = QDragEnterEvent(place, copy, data, LEFT, NO_KEYS)
        QApplication.sendEvent(handle, enter)
        assert enter.isAccepted(), "the window does not take files"
        QApplication.sendEvent(handle, QDragMoveEvent(place, copy, data, LEFT, NO_KEYS))
        drop = QDropEvent(QPointF(place), copy, data, LEFT, NO_KEYS)
        QApplication.sendEvent(handle, drop)
        assert drop.isAccepted()

    # What people do ---------------------------------------------------------------------------

    def show_image(self, name: str) -> None:
        """Clicks an image in the list."""
        images = self.window.images
        rows = [images.model.record(row).name for row in range(images.model.rowCount())]
        index = images.model.index(rows.index(name))
        images.list.scrollTo(index)
        self.click(images.list.viewport(), images.list.visualRect(index).center())
        self.wait_shown(name)

    def write_sentence(self, text: str) -> None:
        """Clicks into the field under the image and types over what is there."""
        self.click(self.window.strip.field)
        self.control(Qt.Key.Key_A)
        self.write(text)
        assert self.document.sentence == text

    def predict(self) -> None:
        """Ctrl+Return, until the proposal and its objects are there."""
        with self.qtbot.waitSignal(self.session.services.predictor.finished, timeout=MODEL_MS):
            self.control(Qt.Key.Key_Return)
        self.wait(lambda: proposed(self.session) is not None)

    def give_reason(self, done: Callable[[], bool]) -> None:
        """Waits until something is done; where sentence and mask disagree, says why."""
        self.wait(lambda: done() or self.sheets(ReasonSheet))
        if not done():
            self.sheet(ReasonSheet)
            self.write("Seen on another film.")
            self.key(Qt.Key.Key_Return)
            self.wait(done)

    def go_to_canvas(self) -> None:
        """Escape leads from the sentence back to the image, where single letters act."""
        if not self.window.canvas.hasFocus():
            self.click(self.window.strip.field)
            self.key(Qt.Key.Key_Escape)
        assert self.window.canvas.hasFocus()

    def close(self) -> None:
        """Closes the window, as its corner does, and ends the program."""
        self.window.close()
        self.program.close()
        assert not self.bugs, self.bugs


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folders, all of them new."""
    home = tmp_path / "home"
    for name, variable in (
        ("config", "XDG_CONFIG_HOME"),
        ("data", "XDG_DATA_HOME"),
        ("cache", "XDG_CACHE_HOME"),
        ("", "HOME"),
    ):
        (home / name).mkdir(parents=True, exist_ok=True)
        monkeypatch.setenv(variable, str(home / name))
    return home


@pytest.fixture
def start(qtbot, qapp, home: Path) -> Iterator[Callable[..., Person]]:
    """Starts the program as its command does: ``start()`` or ``start(project)``."""
    before = qapp.quitOnLastWindowClosed()
    qapp.setQuitOnLastWindowClosed(False)  # the test goes on after a window is closed
    people: list[Person] = []

    def make(project: Path | None = None) -> Person:
        preferences = Preferences(home / "config")
        preferences.set("prediction.threads", 1)
        preferences.set("prediction.live", False)
        preferences.set("images.order", "name")  # a person of these tests knows which comes first
        person = Person(Application(qapp, preferences), qtbot)
        people.append(person)
        person.window.resize(1280, 800)
        person.program.show(project)
        qtbot.waitExposed(person.window)
        person.window.activateWindow()
        person.wait(person.window.isActiveWindow)
        return person

    yield make
    for person in people:
        for sheet in person.sheets():
            sheet.close()
        person.close()
        person.window.deleteLater()
    qapp.setQuitOnLastWindowClosed(before)


@pytest.fixture
def films(tmp_path: Path) -> Path:
    """A folder of three drawn chests and four files that cannot be used."""
    folder = tmp_path / "films"
    folder.mkdir()
    for seed in range(3):
        pixels = model_rgb(chest_phantom(20 + seed, 256).image)[:, :, 0]
        PillowImage.fromarray(pixels).save(folder / f"film-{seed}.png")
    (folder / "empty.png").write_bytes(b"")
    (folder / "words.jpg").write_bytes(b"this is no image")
    shutil.copy(folder / "film-0.png", folder / "cut.png")
    cut = (folder / "cut.png").read_bytes()
    (folder / "cut.png").write_bytes(cut[: len(cut) // 3])
    return folder
