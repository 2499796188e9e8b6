"""What hands do at mouse and keys, as events a widget really gets."""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

STEP_PX = 7.0  # how far the hand moves between two events
NOTCH = 120  # Qt's figure of one notch of a wheel, in eighths of a degree


def send_mouse(widget: QWidget, kind: QEvent.Type, at: QPointF, button: Qt.MouseButton) -> None:
    """Sends one press, move or release of a button at a place of the widget."""
    up = kind == QEvent.Type.MouseButtonRelease
    moved = kind == QEvent.Type.MouseMove
    event = QMouseEvent(
        kind,
        at,
        widget.mapToGlobal(at),
        Qt.MouseButton.NoButton if moved else button,
        Qt.MouseButton.NoButton if up else button,
        Qt.KeyboardModifier.NoModifier,
    )
    QCoreApplication.sendEvent(widget, event)


def turn_wheel(widget: QWidget, notches: int) -> None:
    """Turns the wheel over the middle of the widget; negative is towards the person."""
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at,
        widget.mapToGlobal(at),
        QPoint(),
        QPoint(0, notches * NOTCH),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QCoreApplication.sendEvent(widget, event)


def press_key(widget: QWidget, letter: str) -> None:
    """Presses and releases the key of one letter."""
    key = Qt.Key(ord(letter.upper()))
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QCoreApplication.sendEvent(widget, event)


def spiral(middle: QPointF) -> Iterator[QPointF]:
    """Places of a hand that moves round a middle, always further out."""
    angle, radius = 0.0, 40.0
    while True:
        yield QPointF(middle.x() + radius * math.cos(angle), middle.y() + radius * math.sin(angle))
        angle += STEP_PX / radius
        radius += 0.5
