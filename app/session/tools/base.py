"""What every tool is: a gesture with a beginning, a middle and an end, in image coordinates.

The canvas turns mouse events into image coordinates and calls ``press``, ``move``, ``release`` and
``cancel``; it draws ``preview`` and ``cursor_radius_px``. One gesture ends in one ``Edit`` or in
nothing; a cancelled gesture leaves no trace. Tools know neither widgets nor the store.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt

from app.session.document import Document, workspace_of
from app.session.tools.settings import ToolSettings
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.gesture import (
    NO_MODIFIERS,
    Button,
    Pointer,
    PointYX,
    Preview,
    ToolModifiers,
)
from lvit_core.annotation.objects import ObjectTable, Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.regions import Region
from lvit_core.annotation.tool_values import ToolGroup, ToolOption
from lvit_core.geometry import Rect

_REACH_ON_SCREEN = 8.0
_SMALLEST_ZOOM = 0.05


Make = Callable[[Workspace], Edit]
Background = Callable[[str, Workspace, Make, Callable[[Edit], None]], None]


@dataclass(frozen=True)
class ToolContext:
    """Everything a gesture needs: the document it works on, the settings, and who is working.

    ``accept_within`` takes over a part of the shown proposal (inside a region, or the object at an
    image point y, x) as one undo step; it raises ``LViTError`` without one. ``reject_within``
    takes that part out of the proposal.
    ``background`` computes an edit of a snapshot elsewhere and hands it back here.
    ``require_writable`` raises ``LViTError`` where nothing may be drawn; cursors are shown there.
    """

    document: Document
    settings: ToolSettings
    author: Callable[[], Provenance]
    accept_within: Callable[[Region | PointYX], None]
    reject_within: Callable[[Region | PointYX], None]
    background: Background
    require_writable: Callable[[], None] = lambda: None

    @property
    def layer(self) -> str:
        return self.document.active_layer

    @property
    def plane(self) -> LabelPlane:
        return self.document.planes[self.layer]

    @property
    def table(self) -> ObjectTable:
        return self.document.objects[self.layer]

    @property
    def selected(self) -> int:
        """The selected object of the active layer, 0 when there is none."""
        chosen = self.document.selected_object
        return chosen if chosen in self.table else 0

    @property
    def reach_px(self) -> float:
        """How far from a point a click still means it, in image pixels at the present zoom."""
        return _REACH_ON_SCREEN / max(self.document.shown_zoom, _SMALLEST_ZOOM)

    @property
    def value_range(self) -> float:
        """The range of image values that tolerances are a part of."""
        source = self.document.source
        if source.is_color:
            return float(np.iinfo(source.dtype).max) if source.dtype.kind == "u" else 1.0
        return self.document.image_window.width

    def workspace(self) -> Workspace:
        """The active layer as pure edits want it."""
        return workspace_of(self.document, self.author())

    def pixels(self, rect: Rect) -> npt.NDArray[Any]:
        """Image values (h, w) or (h, w, 3) of a rectangle inside the image, full resolution."""
        return self.document.source.read(0, rect)

    def commit(self, edit: Edit, *, already_applied: bool = False) -> None:
        """Make the edit one undo step; with ``already_applied`` plane and table have it already."""
        self.document.commit(edit, already_applied)

    def carry_out(self, title: str, make: Make, then: Callable[[Edit], None] | None = None) -> None:
        """Make one undo step of a computed edit, however long it takes to compute.

        Args:
            title: What the edit is called while it is computed.
            make: Computes it of a workspace, perhaps in another thread and more than once: it
                must not look at the document.
            then: Called with the edit once it is carried out; not for an empty one.
        """

        def use(edit: Edit) -> None:
            if edit.empty:
                return
            self.commit(edit)
            if then is not None:
                then(edit)

        self.background(title, self.workspace(), make, use)

    def take_back(self) -> None:
        """Undo the last step without a word, for another in its place."""
        self.document.replacing = True
        self.document.undo_stack.undo()
        self.document.replacing = False

    def took(self, object_id: int) -> None:
        """An object got what was drawn: it is selected, and what comes next is not a new one."""
        self.settings.update(new_object=False)
        if object_id in self.table:
            self.document.select_object(object_id)

    def repaint(self, parts: tuple[Rect, ...]) -> None:
        """Tell the canvas that pixels look different while the gesture still runs."""
        self.document.painted.emit(self.layer, parts)


ContextProvider = Callable[[], ToolContext | None]


class Tool:
    """One tool. Subclasses fill in ``_begin``, ``_drag``, ``_end`` and, if needed, the others.

    What a gesture collects is set to nothing by ``_reset``, which is called before the first one
    and after each, however it ended; ``_abort`` takes back what it has done to plane and table.

    What a tool is called and where it stands is declared here and nowhere else: palette, menu,
    keys and options bar read it.

    Args:
        provider: Gives the context of the open document, or None while nothing is open. A gesture
            keeps the context it began with; cancel it before another document is shown.

    Attributes:
        id: One word; the tool's action is ``tool.ID``.
        title: What menus, buttons and the history of edits say.
        hint: How to use it, in one sentence.
        key: Default key on the canvas; empty for none.
        icon: A glyph of the icon font, such as ``ph.heart``.
        group: Where it stands in the palette.
        options: What the options bar offers for it.
        pointer: What the pointer looks like.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    hint: ClassVar[str]
    key: ClassVar[str] = ""
    icon: ClassVar[str] = "ph.wrench"
    group: ClassVar[ToolGroup] = ToolGroup.DRAWING
    options: ClassVar[frozenset[ToolOption]] = frozenset()
    pointer: ClassVar[Pointer] = Pointer.CROSS

    def __init__(self, provider: ContextProvider) -> None:
        self._provider = provider
        self._context: ToolContext | None = None
        self._reset()

    @property
    def active(self) -> bool:
        """Whether a gesture is under way; ``cancel`` ends it without a trace."""
        return self._context is not None

    @property
    def cursor_radius_px(self) -> float | None:
        """Radius of the round cursor in image pixels, None for an ordinary one."""
        return None

    @property
    def preview(self) -> Preview | None:
        """What to draw over the image now, None for nothing."""
        return None

    def press(
        self, yx: PointYX, modifiers: ToolModifiers = NO_MODIFIERS, button: Button = Button.LEFT
    ) -> None:
        """Begin a gesture, or continue one that takes several clicks."""
        if button is not Button.LEFT:
            return
        if self._context is not None:
            self._guarded(lambda: self._again(yx, modifiers))
            return
        context = self._provider()
        if context is not None:
            context.require_writable()
            self._context = context
            self._guarded(lambda: self._begin(yx, modifiers))

    def move(self, yx: PointYX, modifiers: ToolModifiers = NO_MODIFIERS) -> None:
        """The pointer moved; without a gesture under way this does nothing."""
        if self._context is not None:
            self._guarded(lambda: self._drag(yx, modifiers))

    def release(self, yx: PointYX, modifiers: ToolModifiers = NO_MODIFIERS) -> None:
        """The button went up: most gestures end here."""
        if self._context is not None:
            self._guarded(lambda: self._end(yx, modifiers))

    def finish(self) -> None:
        """Complete a gesture of several clicks (Return or a double click)."""
        if self._context is not None:
            self._guarded(self._complete)

    def cancel(self) -> None:
        """Give the gesture up; plane and table are as they were before it."""
        if self._context is not None:
            try:
                self._abort()
            finally:
                self._done()

    @property
    def context(self) -> ToolContext:
        """The context of the running gesture."""
        if self._context is None:
            raise RuntimeError("no gesture is under way")
        return self._context

    def _guarded(self, step: Callable[[], None]) -> None:
        """Run a step; if it fails the gesture is undone before the error goes on."""
        try:
            step()
        except BaseException:
            self.cancel()
            raise

    def _done(self) -> None:
        """The gesture has ended."""
        self._context = None
        self._reset()

    def _reset(self) -> None:
        """Forget what a gesture collects."""

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        raise NotImplementedError

    def _again(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        """A further press inside a gesture of several clicks."""

    def _drag(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        """The pointer moved during the gesture."""

    def _end(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        self._done()

    def _complete(self) -> None:
        """The gesture was asked to complete."""

    def _abort(self) -> None:
        """Take back what the gesture has done so far."""


class PathTool(Tool):
    """Collects the path of a drag."""

    def _reset(self) -> None:
        self._path: list[PointYX] = []

    @property
    def preview(self) -> Preview | None:
        return Preview(tuple(self._path)) if self._path else None

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        self._path = [yx]

    def _drag(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        self._path.append(yx)

    def _span(self) -> float:
        """The longer side of the box around the path, in pixels."""
        return float(np.ptp(np.asarray(self._path), axis=0).max())


class ClickTool(Tool):
    """Does its work where the button goes up, so that Escape can still stop it."""

    def _begin(self, yx: PointYX, modifiers: ToolModifiers) -> None:
        """Wait for the release."""
