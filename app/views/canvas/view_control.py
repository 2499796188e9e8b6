"""Zoom and position of the open document: one place that changes them, whoever asks.

The document remembers them (so that they survive a change of image); "fit" is remembered as such
and follows the size of the window.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.views.canvas.viewport import Point, Viewport
from lvit_core.geometry import Rect
from lvit_core.imaging.view_state import FIT_ZOOM, ViewState

if TYPE_CHECKING:
    from app.session.document import Document

NOWHERE = Viewport((1, 1), (1, 1), 1.0, (0.5, 0.5))


class ViewControl(QObject):
    """Holds the viewport; positions are in device pixels of the canvas.

    Signals:
        moved: The viewport is another one.
    """

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.viewport = NOWHERE
        self._document: Document | None = None
        self._telling = False

    def attach(self, document: Document | None) -> None:
        """Shows another document where it was looked at last."""
        self._document = document
        if document is not None:
            document.view_changed.connect(self._on_view_changed)
            document.stepped.connect(self._on_stepped)
        self._on_view_changed()

    @property
    def fitted(self) -> bool:
        """Whether the whole image is kept in view."""
        return self._document is None or self._document.view.zoom == FIT_ZOOM

    def resize(self, size_hw: tuple[int, int]) -> None:
        """The canvas has another size in device pixels."""
        if size_hw == self.viewport.size_hw:
            return
        resized = self.viewport.resized(size_hw)
        self.viewport = resized.fitted() if self.fitted else resized
        self._tell()

    def fit(self) -> None:
        self._take(self.viewport.fitted(), fitted=True)

    def zoom_to(self, zoom: float, at_px: Point | None = None) -> None:
        """Sets the zoom and keeps the image point under ``at_px`` in place."""
        self._take(self.viewport.zoomed(zoom, at_px))

    def zoom_by(self, factor: float, at_px: Point | None = None) -> None:
        self.zoom_to(self.viewport.zoom * factor, at_px)

    def pan(self, dy_px: float, dx_px: float) -> None:
        self._take(self.viewport.panned(dy_px, dx_px))

    def center_on(self, image_yx: Point) -> None:
        self._take(self.viewport.centered(image_yx))

    def show_rect(self, rect: Rect) -> None:
        """Goes to a part of the image, as large as it fits."""
        self._take(self.viewport.showing(rect))

    def go_to(self, rect: Rect) -> None:
        """Brings a part of the image into view; the zoom changes only where it has to."""
        there = self.viewport.going_to(rect)
        if there != self.viewport:
            self._take(there)

    def _on_stepped(self, _words: str, rect: Rect) -> None:
        seen = self.viewport.revealing(rect)
        if seen != self.viewport:
            self._take(seen)

    def _take(self, viewport: Viewport, fitted: bool = False) -> None:
        document = self._document
        if document is None or (viewport == self.viewport and fitted == self.fitted):
            return
        self.viewport = viewport
        self._tell(fitted)

    def _tell(self, fitted: bool | None = None) -> None:
        """Writes the viewport into the document and announces it."""
        document, viewport = self._document, self.viewport
        if document is not None:
            zoom = FIT_ZOOM if (self.fitted if fitted is None else fitted) else viewport.zoom
            document.shown_zoom = viewport.zoom
            document.shown_rect = viewport.image_rect()
            self._telling = True
            try:
                document.set_view(ViewState(zoom, viewport.center_yx))
            finally:
                self._telling = False
        self.moved.emit()

    def _on_view_changed(self) -> None:
        """Somebody else changed the document's view, or another document is shown."""
        document = self._document
        if self._telling or document is None:
            return
        view = document.view
        image_hw = (document.source.height, document.source.width)
        shown = Viewport(image_hw, self.viewport.size_hw, max(view.zoom, 1e-6), view.center_yx)
        if view.zoom == FIT_ZOOM:
            self.viewport = shown.fitted()
        else:
            self.viewport = shown.zoomed(view.zoom)
        self._tell()
