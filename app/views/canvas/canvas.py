"""The widget that shows the current document and its masks.

It joins the parts: tiles (`stage`), zoom and position (`view_control`), pointer (`gestures`),
dropped files, and what is drawn over the image (`chrome`). Wheel and keys are filters put on it.
Everything is drawn in software, so it looks the same over a remote desktop and in a test.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from app.session.difference_view import DifferenceView
from app.session.palette import Palette
from app.session.registry import Action
from app.session.services import Services
from app.session.state import State
from app.translation import tr
from app.views.canvas.drops import Drops
from app.views.canvas.empty_state import EmptyState
from app.views.canvas.gestures import Gestures
from app.views.canvas.heat_maps import HeatMaps
from app.views.canvas.key_cursor import KeyCursor
from app.views.canvas.mask_styling import MaskStyling
from app.views.canvas.overlays import placeholder
from app.views.canvas.repainting import Repainting
from app.views.canvas.view_control import ViewControl
from app.views.canvas.viewport import Viewport
from app.views.theme import appearance, current_theme
from lvit_core.geometry import Rect

if TYPE_CHECKING:  # of no use before there is an image
    from app.views.canvas.chrome import Chrome
    from app.views.canvas.overlays.proposal_bar import ProposalBar
    from app.views.canvas.stage import Stage


class Canvas(QWidget):
    """Image, masks, proposal and pointer of the current document.

    Signals:
        pointer_moved: The pointer is at these image coordinates, y and x.
        pointer_left: The pointer is off the image.
        view_moved: Zoom or position changed.
    """

    pointer_moved = Signal(float, float)
    pointer_left = Signal()
    view_moved = Signal()
    files_dropped = Signal(list)  # of Path
    menu_wanted = Signal(QPointF)  # of the widget
    key_refused = Signal(Action)  # its action cannot be done now

    def __init__(
        self,
        state: State,
        services: Services,
        palette: Palette,
        differences: DifferenceView,
        styling: MaskStyling,
        heat: HeatMaps,
        make_bar: Callable[[QWidget], ProposalBar],
    ) -> None:
        """``make_bar`` is called with the first image."""
        super().__init__()
        self._state = state
        self._services = services
        self._differences = differences
        self._styling = styling
        self._make_bar = make_bar
        self.heat = heat
        self._stage: Stage | None = None
        self.covered = QRect()  # where something lies over the canvas
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(tr("Image"))
        self.setMinimumSize(QSize(240, 96))
        self.view = ViewControl(self)
        preferences, notices = services.preferences, services.notices
        self.gestures = Gestures(self, self.view, state, palette, preferences, notices)
        self.key_cursor = KeyCursor(self, self.gestures, state, notices)
        self._drops = Drops(self)
        self.repainting = Repainting(self)
        self._empty = EmptyState(self, state, services.loader)
        for part in (styling, heat):
            part.setParent(self)
        self._connect()
        self._on_document_ready()

    @property
    def viewport(self) -> Viewport:
        """The transform between image and device pixels in force."""
        return self.view.viewport

    @cached_property
    def _chrome(self) -> Chrome:
        """What lies over an image, made with the first one."""
        from app.views.canvas.chrome import Chrome

        chrome = Chrome(
            self,
            self.view,
            self.gestures,
            self.heat,
            self._make_bar(self),
            self._state,
            self._services.preferences,
        )
        chrome.damaged.connect(self.repainting.touch)
        return chrome

    def keep_clear(self, area: QRect) -> None:
        """Something lies over this part: letters of the sides are drawn below it."""
        self.covered = area
        if self._stage is not None:
            self._chrome.covered = area
        self.update()

    def fit(self) -> None:
        """Shows the whole image and keeps doing so when the window changes size."""
        self.view.fit()

    def actual_size(self) -> None:
        """Shows one image pixel per device pixel."""
        self.view.zoom_to(1.0)

    def zoom_by(self, factor: float) -> None:
        """Zooms about the middle."""
        self.view.zoom_by(factor)

    def show_rect(self, rect: Rect, *, closer: bool = False) -> None:
        """Brings a part of the image into view, such as an object chosen in a list.

        ``closer``: As large as it fits, because nothing marks it.
        """
        (self.view.show_rect if closer else self.view.go_to)(rect)

    def look_at(self, image_yx: tuple[float, float], zoom: float) -> None:
        """Shows an image point in the middle at a zoom in device pixels per image pixel."""
        self.view.zoom_to(zoom)
        self.view.center_on(image_yx)

    def value_at(self, yx: tuple[float, float]) -> int | float | tuple[int, ...] | None:
        """The stored value at image coordinates; ``None`` outside or not read yet."""
        return None if self._stage is None else self._stage.value_at(yx)

    def paintEvent(self, event: QPaintEvent) -> None:
        area = event.rect()
        self.repainting.begin_frame()
        painter = QPainter(self)
        if self._stage is None:
            self._empty.paint(painter, area)
        else:
            self._paint_document(painter, self._stage, area)
        if self._drops.hovered:
            placeholder.paint_drop(painter, self.size(), current_theme())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure()
        self._arrange()

    def _arrange(self) -> None:
        if self._stage is not None:
            self._chrome.arrange()

    def _paint_document(self, painter: QPainter, stage: Stage, area: QRect) -> None:
        self._measure()
        frame = self._chrome.frame()
        if frame is None:
            return
        dpr = frame.dpr
        self._chrome.paint_surround(painter, frame, area)
        painter.save()
        painter.scale(1 / dpr, 1 / dpr)
        late = stage.paint(painter, self.viewport, _scaled(area, dpr))
        painter.restore()
        self._chrome.paint(painter, frame, area)
        if not late.empty:
            self.repainting.postpone(_unscaled(late, dpr))

    def _measure(self) -> None:
        dpr = self.devicePixelRatioF()
        self.view.resize((max(1, round(self.height() * dpr)), max(1, round(self.width() * dpr))))

    def _connect(self) -> None:
        state = self._state
        state.document_ready.connect(self._on_document_ready)
        state.current_changed.connect(self._on_document_ready)
        state.project_opened.connect(self.update)
        state.project_closed.connect(self._on_document_ready)
        state.images_changed.connect(self.update)
        self._differences.changed.connect(self._on_compared)
        self._styling.changed.connect(self._on_restyled)
        self.view.moved.connect(self._on_moved)
        self.gestures.pointer_moved.connect(self._on_pointer_moved)
        self.gestures.menu_wanted.connect(self.menu_wanted)
        self._drops.hovered_changed.connect(self.update)
        self._drops.dropped.connect(self.files_dropped)
        appearance().changed.connect(self._on_theme_changed)

    def _on_document_ready(self) -> None:
        document = self._state.document
        known = self._stage is not None
        if self._stage is not None:
            if self._stage.document is document:
                return
            self.gestures.forget()
            self._stage.close()
            self._stage.deleteLater()
            self._stage = None
        if document is None:
            self._empty.begin()
            if self._state.current is not None:  # while the image is being read
                QTimer.singleShot(0, self, lambda: self._chrome)
        else:
            from app.views.canvas.stage import Stage

            self._empty.end()
            self._stage = Stage(document, self._styling.style(self.devicePixelRatioF()), self)
            self._stage.damaged.connect(self._on_damaged)
            self._stage.outdated.connect(self.update)
            self._stage.failed.connect(self._services.notices.error)
            self._measure()
        self.view.attach(document)
        if known or self._stage is not None:
            self._chrome.covered = self.covered
            self._chrome.attach(self._stage)
        self.update()

    def _on_damaged(self, rect: Rect) -> None:
        y, x = self.viewport.origin_px
        self.repainting.touch(_unscaled(rect.moved(y, x), self.devicePixelRatioF()))

    def _on_moved(self) -> None:
        self._arrange()
        self.update()
        self.view_moved.emit()

    def _on_pointer_moved(self) -> None:
        at = self.gestures.pointer
        if at is not None and self._stage is not None:
            y, x = self.gestures.image_yx(at)
            height, width = self.viewport.image_hw
            if 0 <= y < height and 0 <= x < width:
                self.pointer_moved.emit(y, x)
                return
        self.pointer_left.emit()

    def _on_compared(self) -> None:
        if self._stage is not None:
            differences = self._differences
            self._stage.compare(differences.base, differences.other)
            self.update()

    def _on_restyled(self) -> None:
        if self._stage is not None:
            self._stage.set_style(self._styling.style(self.devicePixelRatioF()))
        self.update()

    def _on_theme_changed(self) -> None:
        if self._stage is not None:
            self._stage.refresh()
            self._chrome.refresh()
        self.update()


def _scaled(area: QRect, dpr: float) -> QRect:
    """Logical pixels as device pixels, rounded outwards."""
    x0, y0 = math.floor(area.left() * dpr), math.floor(area.top() * dpr)
    x1 = math.ceil((area.left() + area.width()) * dpr)
    y1 = math.ceil((area.top() + area.height()) * dpr)
    return QRect(QPoint(x0, y0), QSize(x1 - x0, y1 - y0))


def _unscaled(rect: Rect, dpr: float) -> QRect:
    """Device pixels as logical pixels, rounded outwards."""
    x0, y0 = math.floor(rect.x0 / dpr), math.floor(rect.y0 / dpr)
    x1, y1 = math.ceil(rect.x1 / dpr), math.ceil(rect.y1 / dpr)
    return QRect(x0, y0, x1 - x0, y1 - y0)
