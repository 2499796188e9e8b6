"""Wheel, touch pad and pinch: zoom at the pointer, scroll, and the brush's size."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent
from PySide6.QtWidgets import QGestureEvent, QPinchGesture, QWidget

from app.session.actions.tools import ToolActions
from app.views.canvas.filtering import CanvasFilter, Handlers
from app.views.canvas.gestures import Gestures
from app.views.canvas.view_control import ViewControl

NOTCH = 120.0  # one step of a mouse wheel in Qt's unit
ZOOM_PER_NOTCH = 1.2
LEAST_FACTOR = 0.1  # of one event, so that no device can turn the image inside out


class Zooming(CanvasFilter):
    """Filters the wheel and pinch events of one canvas."""

    def __init__(
        self, canvas: QWidget, view: ViewControl, gestures: Gestures, tools: ToolActions
    ) -> None:
        super().__init__(canvas)
        self._view = view
        self._gestures = gestures
        self._tools = tools
        canvas.grabGesture(Qt.GestureType.PinchGesture)

    def _on_wheel(self, event: QWheelEvent) -> bool:
        """A wheel zooms, two fingers scroll; Ctrl always zooms, Shift sizes the brush."""
        keys, angle, pixels = event.modifiers(), event.angleDelta(), event.pixelDelta()
        control = bool(keys & Qt.KeyboardModifier.ControlModifier)
        on_pad = event.phase() != Qt.ScrollPhase.NoScrollPhase and not pixels.isNull()
        if on_pad and not control:
            dpr = self._canvas.devicePixelRatioF()
            self._view.pan(pixels.y() * dpr, pixels.x() * dpr)
        elif keys & Qt.KeyboardModifier.ShiftModifier:
            turned = angle.y() or angle.x()
            if turned:
                tools = self._tools
                (tools.enlarge_brush if turned > 0 else tools.shrink_brush)()
        elif angle.y():
            self._zoom(ZOOM_PER_NOTCH ** (angle.y() / NOTCH), event.position())
        event.accept()
        return True

    def _on_native_gesture(self, event: QNativeGestureEvent) -> bool:
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self._zoom(1.0 + event.value(), event.position())
        return True

    def _on_gesture(self, event: QGestureEvent) -> bool:
        pinch = event.gesture(Qt.GestureType.PinchGesture)
        if not isinstance(pinch, QPinchGesture):
            return False
        self._gestures.cancel()  # the first finger may have begun a stroke
        self._zoom(pinch.scaleFactor(), self._canvas.mapFromGlobal(pinch.centerPoint()))
        event.accept(pinch)
        return True

    def _zoom(self, factor: float, at: QPointF) -> None:
        dpr = self._canvas.devicePixelRatioF()
        self._view.zoom_by(max(factor, LEAST_FACTOR), (at.y() * dpr, at.x() * dpr))

    handlers: ClassVar[Handlers] = {
        QEvent.Type.Wheel: _on_wheel,
        QEvent.Type.NativeGesture: _on_native_gesture,
        QEvent.Type.Gesture: _on_gesture,
    }
