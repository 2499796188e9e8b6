"""Handling some events of the canvas outside of it, so that each kind of input has its room."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTabletEvent
from PySide6.QtWidgets import QWidget

# Event type -> method of a filter; it returns whether the event ends here.
Handlers = Mapping[QEvent.Type, Callable[[Any, Any], bool]]


class CanvasFilter(QObject):
    """Sees the events of one canvas first and handles those in its table.

    The table belongs to the class, and an object without attributes handles nothing: when a canvas
    is garbage, Qt still sends it last events after Python has emptied its filters.
    """

    handlers: ClassVar[Handlers] = {}

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        handler = self.handlers.get(event.type())
        done = handler is not None and bool(self.__dict__) and handler(self, event)
        if done and isinstance(event, QTabletEvent):
            event.accept()  # or Qt tells it again, as a mouse that knows no pressure
        return done
