"""Which part of the canvas the next frame has to draw.

Qt joins updates to a region of many rectangles; one growing rectangle is cheaper to draw, because
tiles are then copied without a complicated clip.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtWidgets import QWidget


class Repainting(QObject):
    """Collects what has to be painted again, now or when there is time."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._damage = QRect()
        self._late = QRect()
        self._next_frame = QTimer(self, singleShot=True, interval=0)
        self._next_frame.timeout.connect(self._on_next_frame)

    @property
    def waiting(self) -> bool:
        """Whether something asked for is not on the screen yet."""
        return self._next_frame.isActive() or not self._damage.isEmpty()

    def touch(self, area: QRect) -> None:
        """Paints ``area`` again in the next frame."""
        inside = area.intersected(self._canvas.rect())
        if not inside.isEmpty():
            self._damage = self._damage.united(inside)
            self._canvas.update(self._damage)

    def begin_frame(self) -> None:
        """A frame is being drawn; what was asked for is done with it."""
        self._damage = QRect()

    def postpone(self, area: QRect) -> None:
        """Paints ``area`` once waiting events have been answered: it was too much for one frame."""
        self._late = self._late.united(area)
        self._next_frame.start()

    def _on_next_frame(self) -> None:
        late, self._late = self._late, QRect()
        self.touch(late)
