"""Mouse and pen turned into panning, window/level, and tool gestures.

Tools get image coordinates and never see an event. A gesture ends with its button; Esc or a right
click during it gives it up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QWidget

from app.session.notices import Notices
from app.session.palette import Palette
from app.session.preferences import Preferences
from app.session.state import State
from app.session.tools.base import Tool
from app.views.canvas.contrast_drag import ContrastDrag
from app.views.canvas.filtering import CanvasFilter, Handlers
from app.views.canvas.view_control import ViewControl
from lvit_core.annotation.gesture import Button, Pointer, ToolModifiers
from lvit_core.errors import LViTError
from lvit_core.preferences import PRESSURE_KEY


class Drag(Protocol):
    """Something that goes on while a button is held."""

    button: Qt.MouseButton

    def move(self, at: QPointF, modifiers: ToolModifiers) -> None: ...

    def release(self, at: QPointF, modifiers: ToolModifiers) -> None: ...

    def cancel(self) -> None: ...


class PanDrag:
    """The image follows the hand."""

    def __init__(self, gestures: Gestures, button: Qt.MouseButton, at: QPointF) -> None:
        self.button = button
        self._gestures = gestures
        self._last = at

    def move(self, at: QPointF, modifiers: ToolModifiers) -> None:
        dpr = self._gestures.dpr
        self._gestures.view.pan((at.y() - self._last.y()) * dpr, (at.x() - self._last.x()) * dpr)
        self._last = at

    def release(self, at: QPointF, modifiers: ToolModifiers) -> None:
        """Nothing is left to do."""

    def cancel(self) -> None:
        """The image stays where it is."""


class ToolDrag:
    """A tool's gesture of one button."""

    def __init__(self, gestures: Gestures, tool: Tool) -> None:
        self.button = Qt.MouseButton.LeftButton
        self._gestures = gestures
        self._tool = tool

    def press(self, at: QPointF, modifiers: ToolModifiers) -> None:
        self._tool.press(self._gestures.image_yx(at), modifiers, Button.LEFT)

    def move(self, at: QPointF, modifiers: ToolModifiers) -> None:
        self._tool.move(self._gestures.image_yx(at), modifiers)

    def release(self, at: QPointF, modifiers: ToolModifiers) -> None:
        self._tool.release(self._gestures.image_yx(at), modifiers)

    def cancel(self) -> None:
        self._tool.cancel()


class Gestures(CanvasFilter):
    """Filters the pointer events of one canvas.

    Signals:
        pointer_moved: The pointer is elsewhere on the canvas, and what is under way has
            followed it, or it has left.
        stepped: A tool or a drag has begun or ended; previews and cursor may look different.
        hand_changed: The key that takes the image by the hand was pressed or let go.
        menu_wanted: A click of the right button; dragged, it changes window and level.
    """

    pointer_moved = Signal()
    stepped = Signal()
    hand_changed = Signal()
    menu_wanted = Signal(QPointF)

    def __init__(
        self,
        canvas: QWidget,
        view: ViewControl,
        state: State,
        palette: Palette,
        preferences: Preferences,
        notices: Notices,
    ) -> None:
        super().__init__(canvas)
        self.view = view
        self.pointer: QPointF | None = None
        self.hand_held = False  # Space is down
        self.keyed = False  # keys move the pointer, and press where it is
        self._state = state
        self._palette = palette
        self._preferences = preferences
        self._notices = notices
        self._drag: Drag | None = None
        palette.tool_changed.connect(self.stepped)
        palette.settings.changed.connect(self.stepped)
        # Every point of a quick stroke counts; Qt would merge them while the window is busy.
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)

    @property
    def dpr(self) -> float:
        return self._canvas.devicePixelRatioF()

    @property
    def tool(self) -> Tool | None:
        """The tool in hand; ``None`` while nothing can be drawn on."""
        return self._palette.tool if self._state.document is not None else None

    @property
    def panning(self) -> bool:
        """Whether the hand is on the image or ready to take it."""
        return isinstance(self._drag, PanDrag) or self._hand_ready()

    @property
    def hand_closed(self) -> bool:
        """Whether the image is being dragged right now."""
        return isinstance(self._drag, PanDrag)

    @property
    def contrast_drag(self) -> ContrastDrag | None:
        """The running window/level drag, once it has really begun."""
        drag = self._drag
        return drag if isinstance(drag, ContrastDrag) and drag.begun else None

    def image_yx(self, at: QPointF) -> tuple[float, float]:
        """Image coordinates under a point of the canvas."""
        return self.view.viewport.to_image((at.y() * self.dpr, at.x() * self.dpr))

    def cancel(self) -> bool:
        """Gives up what is under way; false when nothing was."""
        drag, self._drag = self._drag, None
        tool = self.tool
        active = drag is not None or (tool is not None and tool.active)
        if drag is not None:
            drag.cancel()
        elif tool is not None and tool.active:
            tool.cancel()
        if active:
            self.stepped.emit()
        return active

    def hold_hand(self, held: bool) -> None:
        """A press takes the image by the hand, or is the tool's again."""
        if held != self.hand_held:
            self.hand_held = held
            self.hand_changed.emit()

    def forget(self) -> None:
        """The document has gone, and with it whatever was under way."""
        self._drag = None

    def finish(self) -> bool:
        """Completes a gesture of several clicks; false when there is none."""
        tool = self.tool
        if tool is None or self._drag is not None or not (tool.active or tool.preview):
            return False
        self._step(tool.finish)
        return True

    def press_at(self, at: QPointF, modifiers: ToolModifiers) -> None:
        """A press of the left button at a point of the canvas."""
        self.pointer = at
        if self._drag is None:
            self._press_left(at, modifiers)
        self.stepped.emit()

    def move_to(self, at: QPointF, modifiers: ToolModifiers | None = None) -> None:
        """The pointer is at another point of the canvas."""
        self.pointer, held = at, modifiers or ToolModifiers()
        drag, tool = self._drag, self.tool
        try:  # what is told last tells of the step too: it is looked at once a move
            if drag is not None:
                self._attempt(lambda: drag.move(at, held))
            elif tool is not None and tool.active:
                self._attempt(lambda: tool.move(self.image_yx(at), held))
        finally:
            self.pointer_moved.emit()

    def release_at(self, at: QPointF, modifiers: ToolModifiers) -> None:
        """The button is let go at a point of the canvas."""
        drag, self._drag = self._drag, None
        if drag is not None:
            self._step(lambda: drag.release(at, modifiers))

    def _on_press(self, event: QMouseEvent | QTabletEvent) -> bool:
        self._canvas.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._state.document is None:
            return False
        at, button = event.position(), event.button()
        self.pointer = at
        if self._drag is not None:
            if button == Qt.MouseButton.RightButton:
                self.cancel()
            return True
        if button == Qt.MouseButton.MiddleButton:
            self._drag = PanDrag(self, button, at)
        elif button == Qt.MouseButton.RightButton:
            self._press_right(at)
        elif button == Qt.MouseButton.LeftButton:
            self._press_left(at, self._held(event))
        self.stepped.emit()
        return True

    def _press_right(self, at: QPointF) -> None:
        document = self._state.document
        if self.tool is not None and self.tool.active:
            self.cancel()
        elif document is not None:
            self._drag = ContrastDrag(document, at)

    def _press_left(self, at: QPointF, modifiers: ToolModifiers) -> None:
        tool = self.tool
        if self._hand_ready():
            self._drag = PanDrag(self, Qt.MouseButton.LeftButton, at)
        elif tool is not None:
            drag = ToolDrag(self, tool)
            self._drag = drag
            self._step(lambda: drag.press(at, modifiers))

    def _on_double_click(self, event: QMouseEvent) -> bool:
        if event.button() == Qt.MouseButton.LeftButton and self.finish():
            return True
        return self._on_press(event)

    def _on_move(self, event: QMouseEvent | QTabletEvent) -> bool:
        busy = self._drag is not None
        self.move_to(event.position(), self._held(event))
        return busy

    def _on_release(self, event: QMouseEvent | QTabletEvent) -> bool:
        drag = self._drag
        if drag is None or event.button() != drag.button:
            return False
        self._drag = None
        if isinstance(drag, ContrastDrag) and not drag.begun:
            self.menu_wanted.emit(event.position())
        self._step(lambda: drag.release(event.position(), self._held(event)))
        return True

    def _on_leave(self, event: QEvent) -> bool:
        if not self.keyed:
            self.pointer = None
        self.pointer_moved.emit()
        return False

    def _hand_ready(self) -> bool:
        return self.hand_held or (self.tool is not None and self.tool.pointer is Pointer.HAND)

    def _held(self, event: QMouseEvent | QTabletEvent) -> ToolModifiers:
        """Ctrl is a second form of Alt: many window managers move windows with Alt and the mouse.

        The eraser end of a pen is a third, and its pressure counts where a person set it so.
        """
        keys, names, pressure = event.modifiers(), Qt.KeyboardModifier, 1.0
        taking = bool(keys & (names.AltModifier | names.ControlModifier))
        if isinstance(event, QTabletEvent):
            taking |= event.pointerType() == QPointingDevice.PointerType.Eraser
            if self._preferences.get(PRESSURE_KEY):
                pressure = event.pressure()
        return ToolModifiers(bool(keys & names.ShiftModifier), taking, pressure)

    def _step(self, step: Callable[[], None]) -> None:
        try:
            self._attempt(step)
        finally:
            self.stepped.emit()

    def _attempt(self, step: Callable[[], None]) -> None:
        """Runs one step of a gesture; what a person can mend becomes a notice."""
        try:
            step()
        except LViTError as error:
            self._drag = None
            if (current := self._state.current) is not None:
                error.about = error.about or current.id  # beside another image it says nothing
            self._notices.error(error)
        except BaseException:
            self._drag = None
            raise

    handlers: ClassVar[Handlers] = {
        QEvent.Type.MouseButtonPress: _on_press,
        QEvent.Type.MouseButtonDblClick: _on_double_click,
        QEvent.Type.MouseMove: _on_move,
        QEvent.Type.MouseButtonRelease: _on_release,
        QEvent.Type.Leave: _on_leave,
        QEvent.Type.TabletPress: _on_press,
        QEvent.Type.TabletMove: _on_move,
        QEvent.Type.TabletRelease: _on_release,
    }
