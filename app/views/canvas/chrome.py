"""Everything over the image that is not a mask: words, scales, cursors, bar and navigator.

Knows which pixels each of them needs, so that a moving brush repaints its own surroundings only.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from app.session.preferences import Preferences
from app.session.state import State
from app.views.canvas.gestures import Gestures
from app.views.canvas.heat_maps import HeatMaps
from app.views.canvas.overlays import corner_texts, pointer, readout
from app.views.canvas.overlays.frame import EDGE_PX, Frame
from app.views.canvas.overlays.navigator import Navigator
from app.views.canvas.overlays.proposal_bar import ProposalBar
from app.views.canvas.view_control import ViewControl
from app.views.theme import current_theme
from lvit_core.annotation.gesture import Pointer
from lvit_core.preferences import NAVIGATOR_KEY, SMALL_BAR_KEY, TEXTS_KEY

if TYPE_CHECKING:
    from app.views.canvas.stage import Stage

SCALE_PX, WIDEST_SCALE_PX = 40, 480
KEYS_KEY = "keys.overrides"  # a person's own keys


class Chrome(QObject):
    """Overlays of one canvas.

    Signals:
        damaged: A ``QRect`` of the canvas has to be painted again.
    """

    damaged = Signal(QRect)

    def __init__(
        self,
        canvas: QWidget,
        view: ViewControl,
        gestures: Gestures,
        heat: HeatMaps,
        bar: ProposalBar,
        state: State,
        preferences: Preferences,
    ) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._view = view
        self._gestures = gestures
        self._heat = heat
        self.bar = bar
        self._state = state
        self._preferences = preferences
        self._stage: Stage | None = None
        self._drawn = QRect()  # where pointer, preview and numbers were drawn last
        self.covered = QRect()  # where something lies over the canvas
        self._bar_was = QRect()
        self.navigator = Navigator(canvas)
        self._connect()
        self.update_cursor()

    def attach(self, stage: Stage | None) -> None:
        """Another document is shown, or none."""
        self._stage = stage
        self.bar.follow(None if stage is None else stage.document)
        if stage is not None:
            stage.document.proposal_changed.connect(self._on_proposal_changed)
            stage.left_out.connect(self.bar.tell_left_out)
            stage.outdated.connect(self.arrange)  # the navigator shows the picture, too
        self._drawn = QRect()
        self.refresh()

    def refresh(self) -> None:
        """Keys, colours or the proposal may have changed."""
        self.bar.refresh()
        self._on_proposal_changed()
        self.update_cursor()

    def frame(self) -> Frame | None:
        """The present view for overlays; ``None`` without a document."""
        if self._stage is None:
            return None
        project = self._state.project
        return Frame(
            document=self._stage.document,
            viewport=self._view.viewport,
            dpr=self._canvas.devicePixelRatioF(),
            width=self._canvas.width(),
            height=self._canvas.height(),
            theme=current_theme(),
            font=self._canvas.font(),
            convention=project.settings.laterality if project is not None else "none",
            texts=self._preferences.get(TEXTS_KEY),
            covered=self.covered,
            bar=QRect() if self.bar.isHidden() else self.bar.geometry(),
        )

    def paint_surround(self, painter: QPainter, frame: Frame, area: QRect) -> None:
        """Fills what the image does not cover."""
        around = QRegion(area)
        around -= QRegion(frame.image_area().toAlignedRect().adjusted(1, 1, -1, -1))
        for part in around:
            painter.fillRect(part, frame.theme.color("canvas"))

    def paint(self, painter: QPainter, frame: Frame, area: QRect) -> None:
        """Draws the overlays that touch ``area``, the pointer last."""
        from app.views.canvas.overlays import laterality, legend, scale

        self._heat.paint(painter, frame, area)
        scale.paint_grid(painter, frame, area)
        if self._preferences.get("view.rulers"):
            scale.paint_rulers(painter, frame, area)
        scale.paint_bar(painter, frame, area)
        laterality.paint(painter, frame, area)
        corner_texts.paint(painter, frame, area)
        if self._stage is not None and self._stage.compares:
            legend.paint(painter, frame, area, self._stage.compared)
        tool = self._gestures.tool
        if tool is not None and tool.preview is not None:
            pointer.paint_preview(painter, frame, tool.preview)
        at, radius = self._gestures.pointer, self._brush_radius()
        if at is not None and radius is not None:
            pointer.paint_circle(painter, frame, at, radius)
        if self._gestures.contrast_drag is not None and at is not None:
            readout.paint(painter, frame, at.toPoint())

    def arrange(self) -> None:
        """Places bar and navigator for the present size and view."""
        width, height = self._canvas.width(), self._canvas.height()
        self.bar.fit(width, height)
        size = self.bar.size()
        self.bar.move((width - size.width()) // 2, height - size.height() - EDGE_PX)
        if self._stage is None:
            self.navigator.hide()
            return
        now = QRect() if self.bar.isHidden() else self.bar.geometry()
        if now != self._bar_was:  # the scale makes room for it
            self.damaged.emit(scale_area(height, now.united(self._bar_was)))
            self._bar_was = now
        overview = self._stage.image.overview() if self._preferences.get(NAVIGATOR_KEY) else None
        self.navigator.show_view(overview, self._view.viewport)
        bottom = height - self.navigator.height() - EDGE_PX
        if self.bar.isVisible() and self.bar.geometry().right() > width - EDGE_PX - 140:
            bottom -= size.height() + 8
        self.navigator.move(QPoint(width - self.navigator.width() - EDGE_PX, bottom))

    def update_cursor(self) -> None:
        """The shape of the system's cursor for what a press would do now."""
        shape = Qt.CursorShape
        tool = self._gestures.tool
        if self._gestures.panning:
            cursor = shape.ClosedHandCursor if self._gestures.hand_closed else shape.OpenHandCursor
        elif tool is None or tool.pointer is Pointer.ARROW:
            cursor = shape.ArrowCursor
        else:
            cursor = shape.BlankCursor if tool.cursor_radius_px is not None else shape.CrossCursor
        if self._canvas.cursor().shape() != cursor:
            self._canvas.setCursor(cursor)

    def _connect(self) -> None:
        self._gestures.pointer_moved.connect(self._on_stepped)
        self._gestures.stepped.connect(self._on_stepped)
        self._gestures.hand_changed.connect(self.update_cursor)
        self._preferences.changed.connect(self._on_preference_changed)
        self._heat.changed.connect(self._canvas.update)
        self.bar.resized.connect(self.arrange)
        self.bar.small_wanted.connect(partial(self._preferences.set, SMALL_BAR_KEY))
        self.bar.show_small(self._preferences.get(SMALL_BAR_KEY))
        self.navigator.point_chosen.connect(self._view.center_on)

    def _brush_radius(self) -> float | None:
        tool, gestures = self._gestures.tool, self._gestures
        busy = gestures.panning or gestures.contrast_drag is not None
        if tool is None or busy:
            return None
        if gestures.keyed and tool.cursor_radius_px is None:
            return 0.0  # a crosshair
        return tool.cursor_radius_px

    def _pointer_area(self, frame: Frame) -> QRect:
        """Where pointer, preview and numbers are to be drawn now."""
        at, radius, tool = self._gestures.pointer, self._brush_radius(), self._gestures.tool
        area = QRect() if tool is None else pointer.preview_area(frame, tool.preview)
        if at is not None and radius is not None:
            area = area.united(pointer.circle_area(frame, at, radius))
        if at is not None and self._gestures.contrast_drag is not None:
            area = area.united(readout.area_of(frame, at.toPoint()))
        return area

    def _on_stepped(self) -> None:
        frame = self.frame()
        now = QRect() if frame is None else self._pointer_area(frame)
        for area in (self._drawn, now):
            if not area.isEmpty():
                self.damaged.emit(area)
        self._drawn = now
        self.update_cursor()

    def _on_proposal_changed(self, _rect: object = None) -> None:
        self.bar.show_proposal()
        self.arrange()

    def _on_preference_changed(self, key: str) -> None:
        if key == KEYS_KEY:
            self.bar.refresh()
        if key == NAVIGATOR_KEY:
            self.arrange()
        if key == SMALL_BAR_KEY:
            self.bar.show_small(self._preferences.get(key))


def scale_area(height: int, bar: QRect) -> QRect:
    """Where the scale may be, beside the bar of a proposal or above it."""
    top = min(height, bar.top()) - 2 * EDGE_PX - SCALE_PX
    return QRect(0, top, EDGE_PX + WIDEST_SCALE_PX, height - top)
