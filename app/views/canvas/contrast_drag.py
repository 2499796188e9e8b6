"""Window and level by dragging: sideways widens, downwards raises the level; Shift sets gamma."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt

from lvit_core.annotation.gesture import ToolModifiers
from lvit_core.imaging.window import Window

if TYPE_CHECKING:
    from app.session.document import Document

BEGINS_AFTER_PX = 3.0  # a click without a drag changes nothing
DOUBLES_AFTER_PX = 180.0  # sideways
LARGEST_GAMMA = 5.0
WIDTHS_PER_PX = 1 / 400  # downwards, in widths of the window


class ContrastDrag:
    """One drag; cancelled, it leaves the window as it was."""

    def __init__(self, document: Document, at: QPointF) -> None:
        self.button = Qt.MouseButton.RightButton
        self.begun = False
        self._document = document
        self._from = at
        self._before = document.contrast
        self._start = document.image_window
        kind = document.source.dtype.kind
        self._narrowest = 1.0 if kind in "iu" else max(self._start.width * 1e-4, 1e-9)

    def move(self, at: QPointF, modifiers: ToolModifiers) -> None:
        dx, dy = at.x() - self._from.x(), at.y() - self._from.y()
        if not self.begun and math.hypot(dx, dy) < BEGINS_AFTER_PX:
            return
        self.begun = True
        if modifiers.shift:
            gamma = self._before.gamma * 2 ** (-dy / DOUBLES_AFTER_PX)
            gamma = min(max(gamma, 1 / LARGEST_GAMMA), LARGEST_GAMMA)
            self._document.set_contrast(replace(self._before, gamma=gamma))
            return
        width = max(self._start.width * 2 ** (dx / DOUBLES_AFTER_PX), self._narrowest)
        center = self._start.center + dy * self._start.width * WIDTHS_PER_PX
        self._document.set_contrast(replace(self._before, window=Window(center, width)))

    def release(self, at: QPointF, modifiers: ToolModifiers) -> None:
        self.begun = False

    def cancel(self) -> None:
        self._document.set_contrast(self._before)
