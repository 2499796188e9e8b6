"""Everything over the image that is not a mask: words, scales, cursors, bar and navigator.

Knows which pixels each of them needs, so that a moving brush repaints its own surroundings only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from app.session.session import Session
from app.views.canvas.density_layer import DensityLayer
from app.views.canvas.gestures import Gestures
from app.views.canvas.overlays import corner_texts, pointer, readout
from app.views.canvas.overlays.frame import EDGE_PX, Frame
from app.views.canvas.overlays.navigator import Navigator
from app.views.canvas.overlays.proposal_bar import ProposalBar
from app.views.canvas.palette import MaskStyle
from app.views.canvas.view_control import ViewControl
from app.views.theme import current_theme
from lvit_core.annotation.gesture import Pointer

if TYPE_CHECKING:
    from app.views.canvas.stage import Stage

SCALE_PX, WIDEST_SCALE_PX = 40, 480
CONTOUR_PX = 2  # solid part of a mask's contour, in logical pixels
STYLE_KEYS = frozenset({"view.mask_opacity", "view.mask_style", "view.mask_colours", "view.rulers"})


class Chrome(QObject):
    """Overlays of one canvas.

    Signals:
        damaged: A ``QRect`` of the canvas has to be painted again.
        restyled: Masks are to be drawn differently.
    """

    damaged = Signal(QRect)
    restyled = Signal()

    def __init__(
        self,
        canvas: QWidget,
        session: Session,
        view: ViewControl,
        gestures: Gestures,
        density: DensityLayer,
    ) -> None:
        super().__init__(canvas)
        self._density = density
        self._canvas = canvas
        self._session = session
        self._view = view
        self._gestures = gestures
        self._stage: Stage | None = None
        self._warmth: QImage | None = None  # what a layer looked at, in colours
        self._drawn = QRect()  # where pointer, preview and numbers were drawn last
        self.covered = QRect()  # where something lies over the canvas
        self._bar_was = QRect()
        self.bar = ProposalBar(session, canvas)
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
            stage.image.arrived.connect(self.arrange)
        self._drawn = QRect()
        self.refresh()

    def refresh(self) -> None:
        """Keys, colours or the proposal may have changed."""
        self.bar.refresh()
        self._on_proposal_changed()
        self.update_cursor()

    def mask_style(self) -> MaskStyle:
        """From the preferences and the session's switches."""
        preferences, display = self._session.services.preferences, self._session.display
        return MaskStyle(
            filled=preferences.get("view.mask_style") == "fill",
            opacity=float(preferences.get("view.mask_opacity")),
            colouring=preferences.get("view.mask_colours"),
            masks=display.mask_visible,
            proposal=display.proposal_visible,
            difference=display.difference,
            contour_px=1 + max(1, round(CONTOUR_PX * self._canvas.devicePixelRatioF())),
        )

    def frame(self) -> Frame | None:
        """The present view for overlays; ``None`` without a document."""
        if self._stage is None:
            return None
        project = self._session.state.project
        return Frame(
            document=self._stage.document,
            viewport=self._view.viewport,
            dpr=self._canvas.devicePixelRatioF(),
            width=self._canvas.width(),
            height=self._canvas.height(),
            theme=current_theme(),
            font=self._canvas.font(),
            convention=project.settings.laterality if project is not None else "none",
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

        looked = self._session.text_effect.attention
        if looked is not None and self._warmth is not None:
            from app.views.canvas.overlays import attention

            attention.paint(painter, frame, area, looked, self._warmth)
        density = self._density
        if density.map is not None and density.picture is not None:
            from app.views.canvas.overlays import density as warmth

            made = density.map, density.picture, density.title
            warmth.paint(painter, frame, area, *made, lower=looked is not None)
        scale.paint_grid(painter, frame, area)
        if self._session.services.preferences.get("view.rulers"):
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
        self.navigator.show_view(self._stage.image.overview(), self._view.viewport)
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
        session = self._session
        self._gestures.pointer_moved.connect(self._on_stepped)
        self._gestures.stepped.connect(self._on_stepped)
        session.palette.tool_changed.connect(self._on_tool_changed)
        session.palette.settings.changed.connect(self._on_tool_changed)
        session.actions.changed.connect(self.bar.refresh)
        session.display.changed.connect(self._on_display_changed)
        session.services.preferences.changed.connect(self._on_preference_changed)
        self._density.changed.connect(self._canvas.update)
        session.text_effect.attention_changed.connect(self._on_attention_changed)
        self.bar.renamed.connect(self.arrange)
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

    def _on_tool_changed(self, _name: str) -> None:
        self._on_stepped()

    def _on_proposal_changed(self, _rect: object = None) -> None:
        document = self._stage.document if self._stage is not None else None
        shown = document is not None and document.proposal is not None
        if shown:
            self.bar.name()
        self.bar.setVisible(shown and self._session.display.proposal_visible)
        self.arrange()

    def _on_display_changed(self) -> None:
        self._on_proposal_changed()
        self.restyled.emit()

    def _on_attention_changed(self) -> None:
        from app.views.canvas.overlays import attention

        looked = self._session.text_effect.attention
        self._warmth = None if looked is None else attention.picture(looked)
        self._canvas.update()

    def _on_preference_changed(self, key: str) -> None:
        if key in STYLE_KEYS:
            self.restyled.emit()


def scale_area(height: int, bar: QRect) -> QRect:
    """Where the scale may be, beside the bar of a proposal or above it."""
    top = min(height, bar.top()) - 2 * EDGE_PX - SCALE_PX
    return QRect(0, top, EDGE_PX + WIDEST_SCALE_PX, height - top)
