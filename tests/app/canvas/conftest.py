"""A canvas on a document with known pixels, driven by real events."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from app.session.document import Document
from app.session.preferences import Preferences
from app.session.session import Session
from app.session.tools.registry import create_tools
from app.views.canvas.canvas import Canvas
from app.views.composition import make_canvas
from app.views.theme import apply_theme
from lvit_core.errors import LViTError
from lvit_core.imaging.image import Image
from lvit_core.imaging.pyramid import ArraySource
from lvit_core.imaging.window import Window, initial_window
from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.prompt.templates import load_template


class ForgetfulJournal:
    """Takes what a document stores and keeps nothing."""

    why = ""

    def require_writable(self, edit=None):
        pass

    def follow(self, state):
        pass

    def append(self, image_id, edit, settles=None):
        return SimpleNamespace(value=1)

    def undo(self, image_id, entry):
        pass

    def redo(self, image_id, entry):
        pass

    def hold(self, count):
        pass

    def choose_cut(self, template, cut, proposal):
        pass

    def load(self, entry):
        raise LookupError


@dataclass
class Shown:
    """One canvas with its session, and what a hand can do to it."""

    session: Session
    document: Document
    canvas: Canvas
    qtbot: object
    held: set[Qt.MouseButton] = field(default_factory=set)

    def settle(self) -> None:
        self.qtbot.wait(30)
        for _ in range(50):
            QApplication.processEvents()

    def picture(self) -> QImage:
        self.settle()
        return self.canvas.grab().toImage()

    def at(self, y: float, x: float) -> QPoint:
        """The widget's pixel that shows an image point."""
        top, left = self.canvas.viewport.to_device((y, x))
        return QPoint(int(left), int(top))

    def color(self, y: float, x: float) -> QColor:
        return self.picture().pixelColor(self.at(y, x))

    def wheel(self, at: QPoint, notches: float, keys=Qt.KeyboardModifier.NoModifier) -> None:
        event = QWheelEvent(
            QPointF(at),
            QPointF(self.canvas.mapToGlobal(at)),
            QPoint(),
            QPoint(0, int(120 * notches)),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas, event)

    def drag(
        self,
        path: list[QPoint],
        button=Qt.MouseButton.LeftButton,
        keys=Qt.KeyboardModifier.NoModifier,
        release: bool = True,
    ) -> None:
        """Press, move along the path, let go."""
        self.press(button, path[0], keys)
        for point in path[1:]:
            self.move(point, button, keys)
        if release:
            self.release(button, path[-1], keys)

    def press(self, button, at: QPoint, keys=Qt.KeyboardModifier.NoModifier) -> None:
        self.held.add(button)
        self.qtbot.mousePress(self.canvas, button, keys, at)

    def release(self, button, at: QPoint, keys=Qt.KeyboardModifier.NoModifier) -> None:
        self.held.discard(button)
        self.qtbot.mouseRelease(self.canvas, button, keys, at)

    def let_go(self) -> None:
        """QTest remembers buttons for the whole process: one left down spoils later tests."""
        for button in list(self.held):
            self.release(button, QPoint())

    def move(self, to: QPoint, button=Qt.MouseButton.NoButton, keys=Qt.KeyboardModifier.NoModifier):
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(to),
            QPointF(self.canvas.mapToGlobal(to)),
            Qt.MouseButton.NoButton,
            button,
            keys,
        )
        QApplication.sendEvent(self.canvas, event)

    @property
    def plane(self):
        return self.document.planes[self.document.active_layer]


def grey_ramp(height: int = 200, width: int = 300) -> Image:
    """Columns from 0 to 255, all rows alike."""
    row = np.linspace(0, 255, width).round().astype(np.uint8)
    return Image(np.repeat(row[None], height, axis=0))


def make_record(image: Image, template: str, **facts) -> ImageRecord:
    values = {
        "id": 1,
        "path": "image.png",
        "name": "image.png",
        "content_hash": "",
        "height": image.height,
        "width": image.width,
        "channels": 3 if image.is_color else 1,
        "spacing_mm": image.spacing_mm,
        "orientation": image.orientation,
        "group": "",
        "template": template,
        "sentence": "",
        "state": ImageState.UNLABELED,
        "split": "train",
        "missing": False,
        "has_proposal": False,
        "reason": "",
        "added_at": "",
    }
    return ImageRecord(**(values | facts))


@pytest.fixture
def session(qtbot, tmp_path: Path) -> Iterator[Session]:
    apply_theme("dark")
    made = Session(Preferences(tmp_path / "preferences"))
    made.edits.patience_s = 10.0  # done when asked for, however busy the machine is
    made.projects.patience_s = 10.0
    if not made.palette.tools:
        made.palette.tools = create_tools(made.palette.context)
    yield made
    made.state.document = made.state.current = made.state.project = None
    made.shutdown()


def _no_model(template: str) -> int:
    raise LViTError(f"There is no model for {template}.")


@pytest.fixture
def show(qtbot, session: Session) -> Iterator[Callable[..., Shown]]:
    """Shows an image; keywords: ``template``, ``size``, ``laterality``, facts of the record."""

    kept: list[Shown] = []  # or the Python half may be collected before Qt takes the rest apart

    def make(
        image: Image | None = None,
        *,
        template: str = "chest-xray",
        size: tuple[int, int] = (640, 480),
        laterality: str = "viewer",
        window: Window | None = None,
        **facts,
    ) -> Shown:
        image = image or grey_ramp()
        record = make_record(image, template, **facts)
        source = ArraySource(image)
        document = Document(record, source, load_template(template), ForgetfulJournal(), session)
        document.own_window = window or initial_window(image)
        session.state.project = SimpleNamespace(
            settings=SimpleNamespace(laterality=laterality),
            images=SimpleNamespace(get=lambda _image_id: record),
            generations=SimpleNamespace(in_force=_no_model),
        )
        session.state.document, session.state.current = document, record
        canvas = make_canvas(session)
        qtbot.addWidget(canvas)
        canvas.resize(QSize(*size))
        with qtbot.waitExposed(canvas):
            canvas.show()
        canvas.activateWindow()
        canvas.setFocus()
        shown = Shown(session, document, canvas, qtbot)
        kept.append(shown)
        shown.settle()
        return shown

    yield make
    for shown in kept:
        shown.let_go()
    session.state.document = session.state.current = session.state.project = None
    session.state.document_ready.emit()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def blended(base: QColor, over: QColor, alpha: float) -> tuple[int, int, int]:
    """What ``over`` with ``alpha`` looks like on ``base``."""
    return tuple(
        round(b * (1 - alpha) + o * alpha)
        for b, o in zip(base.getRgb()[:3], over.getRgb()[:3], strict=True)
    )


def close_to(color: QColor, rgb: tuple[int, int, int], tolerance: int = 4) -> bool:
    pairs = zip(color.getRgb()[:3], rgb, strict=True)
    return all(abs(one - other) <= tolerance for one, other in pairs)
