"""The widget that shows the image of the session's document and its masks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.session.session import Session
from app.views.canvas.viewport import Viewport
from lvit_core.geometry import Rect


class Canvas(QWidget):
    """Image, masks, proposal and pointer of the current document.

    Signals:
        pointer_moved: ``(y, x)`` image coordinates under the pointer, or ``None`` outside.
        view_moved: Zoom or position changed.
    """

    pointer_moved = Signal(object)
    view_moved = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._viewport = Viewport((1, 1), (1, 1), 1.0, (0.5, 0.5))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAcceptDrops(True)

    @property
    def viewport(self) -> Viewport:
        """The transform between image and device pixels in force."""
        return self._viewport

    def fit(self) -> None:
        """Shows the whole image."""

    def actual_size(self) -> None:
        """Shows one image pixel per device pixel."""

    def zoom_by(self, factor: float) -> None:
        """Zooms about the middle."""

    def show_rect(self, rect: Rect) -> None:
        """Goes to a part of the image, such as an object chosen in a list."""
