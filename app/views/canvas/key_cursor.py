"""Drawing without a mouse: arrows move a crosshair over the image, Space does what a click does."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.session.actions.conditions import has_document
from app.session.notices import Notices
from app.session.registry import ActionGroup, action
from app.session.state import State
from app.translation import noop, tr
from app.views.canvas.gestures import Gestures
from app.views.elements import announce
from lvit_core.annotation.gesture import ToolModifiers

STEP_PX, FINE_PX = 8.0, 1.0  # on the screen
EDGE_PX = 24.0  # nearer to it the image moves along

_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

ROWS = (
    (noop("Arrows"), noop("Move the crosshair; with Shift by one pixel of the screen")),
    (noop("Space"), noop("Click: stamps, sets a corner, picks; with Ctrl takes away")),
    (noop("Shift+Space"), noop("Hold the button: arrows drag; Space or Return lets go")),
    (noop("Return"), noop("Close the outline")),
)
"""What the keys do while the mode is on, for the page of what works now."""
STARTED = noop("Arrows move the crosshair now and Space clicks; G or Esc ends that.")


class KeyCursor(QObject):
    """Moves the pointer of one canvas by keys, and presses where it is.

    Signals:
        toggled: Keys draw now, or no longer.
    """

    toggled = Signal()

    def __init__(self, canvas: QWidget, gestures: Gestures, state: State, notices: Notices) -> None:
        super().__init__(canvas)
        self._canvas, self._gestures = canvas, gestures
        self._state, self._notices = state, notices
        self._held: ToolModifiers | None = None  # as the button that is held was pressed

    @property
    def on(self) -> bool:
        """Whether keys draw now."""
        return self._gestures.keyed and self._state.document is not None

    def toggle(self) -> None:
        """Lets keys draw, or move the image again."""
        self._let_go()
        self._gestures.keyed = not self._gestures.keyed
        self._gestures.move_to(self._at())
        self.toggled.emit()
        if self.on:
            self._notices.info(STARTED)

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key is the cursor's now."""
        if not self.on:
            return False
        names, key = Qt.KeyboardModifier, event.key()
        control = bool(event.modifiers() & (names.ControlModifier | names.AltModifier))
        if key in _RETURNS:
            return self._held is not None
        return (key in _ARROWS and not control) or key == Qt.Key.Key_Space

    def press(self, event: QKeyEvent) -> None:
        """Does what a key that it wants means."""
        names, key = Qt.KeyboardModifier, event.key()
        shift = bool(event.modifiers() & names.ShiftModifier)
        if key in _ARROWS:
            down, right = _ARROWS[Qt.Key(key)]
            self._move(down, right, FINE_PX if shift else STEP_PX)
        elif event.isAutoRepeat():
            return
        elif self._held is not None:
            self._let_go()
        else:
            taking = bool(event.modifiers() & (names.ControlModifier | names.AltModifier))
            self._held = ToolModifiers(False, taking)
            self._gestures.press_at(self._at(), self._held)
            if not shift:
                self._let_go()

    def cancel(self) -> None:
        """What was held is given up."""
        self._held = None

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            self._gestures.release_at(self._at(), held)

    def _at(self) -> QPointF:
        middle = QPointF(self._canvas.width() / 2, self._canvas.height() / 2)
        return self._gestures.pointer or middle

    def _move(self, down: int, right: int, step_px: float) -> None:
        at = self._at() + QPointF(right * step_px, down * step_px)
        width, height = self._canvas.width(), self._canvas.height()
        inside = QPointF(
            min(max(at.x(), EDGE_PX), width - EDGE_PX), min(max(at.y(), EDGE_PX), height - EDGE_PX)
        )
        over = (inside - at) * self._gestures.dpr
        if not over.isNull():
            self._gestures.view.pan(over.y(), over.x())
        self._gestures.move_to(inside, self._held)
        y, x = self._gestures.image_yx(inside)
        words = tr("Crosshair at x {x}, y {y}", x=int(x), y=int(y))
        self._canvas.setAccessibleDescription(words)
        announce(self._canvas, words)


@dataclass(eq=False)
class DrawByKeys(ActionGroup, menu=noop("Tools"), enabled=has_document):
    """The mode in which keys draw."""

    _cursor: KeyCursor

    @action("draw.by_keys", "Draw with keys", shortcut="G", icon="keyboard", scope="canvas")
    def toggle(self) -> None:
        """Arrows move a crosshair and Space clicks there, with the tool in hand."""
        self._cursor.toggle()

    toggle.checked_when(lambda group: group._cursor.on)
