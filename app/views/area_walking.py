"""Objects and proposed areas one after the other by keys, for work without a mouse.

While a proposal waits for a decision its areas are walked through, else the objects of the layer.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from app.session.acceptance_guard import AcceptanceGuard
from app.session.actions.conditions import has_document
from app.session.document import Document
from app.session.registry import ActionGroup, action
from app.session.state import State
from app.translation import tr
from app.views.canvas.canvas import Canvas
from app.views.canvas.overlays.area_mark import AreaMark
from app.views.elements import announce
from lvit_core.annotation.regions import object_region
from lvit_core.annotation.runs import measure
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.view_state import ViewState
from lvit_core.project.records import Proposal


@dataclass(frozen=True)
class Area:
    """One proposed area: its place, and a pixel that is inside."""

    rect: Rect
    inside: tuple[float, float]


class AreaWalk:
    """The proposed areas from the top down, and which of them is meant."""

    def __init__(self, state: State, canvas: Canvas) -> None:
        self._state = state
        self._canvas = canvas
        self._mark = AreaMark(canvas)
        self._of: Proposal | None = None
        self._areas: list[Area] = []
        self._at = -1
        canvas.view_moved.connect(self.show)
        state.document_ready.connect(self._on_document)
        state.current_changed.connect(self._forget)

    @property
    def area(self) -> Area | None:
        """What keys act on; ``None`` while nothing is meant or nothing is left."""
        self._follow()
        return self._areas[self._at] if 0 <= self._at < len(self._areas) else None

    @property
    def anything(self) -> bool:
        """Whether there is something to walk through."""
        document = self._state.document
        self._follow()
        return bool(self._areas) or (
            document is not None and len(document.objects[document.active_layer]) > 0
        )

    def step(self, by: int) -> None:
        """To the next area, or the one before; around at the ends."""
        document = self._state.require_document()
        self._follow()
        if self._of is not None and self._areas:
            self._at = (max(self._at + by, -1)) % len(self._areas)
            _bring_into_view(document, self._areas[self._at].rect)
        else:
            _step_objects(document, by)
        self.show()

    def show(self) -> None:
        """Draws the mark where it belongs now."""
        area = self.area
        self._mark.show_around(None if area is None else area.rect, self._canvas.viewport)
        words = (
            ""
            if area is None
            else tr("Proposed area {at} of {count}", at=self._at + 1, count=len(self._areas))
        )
        if words != self._canvas.accessibleDescription():
            self._canvas.setAccessibleDescription(words)
            announce(self._canvas, words)

    def _follow(self) -> None:
        """Areas may have been decided about, or another answer may be there."""
        document = self._state.document
        proposal = None if document is None else document.proposal
        if proposal is None or proposal.objects is None:
            self._of, self._areas, self._at = None, [], -1
        elif proposal is not self._of:
            same = self._of is not None and proposal.same_answer(self._of)
            self._of, self._areas = proposal, _areas(proposal)
            self._at = min(self._at, len(self._areas) - 1) if same else -1

    def _on_document(self) -> None:
        document = self._state.document
        if document is not None:
            document.proposal_changed.connect(lambda _rect: self.show())
        self.show()

    def _forget(self) -> None:
        self._of = None
        self.show()


def _areas(proposal: Proposal) -> list[Area]:
    objects = proposal.objects
    if objects is None:
        return []
    found = measure(objects)
    top, left = proposal.area.y0, proposal.area.x0
    areas = []
    for number, *box in zip(
        found.ids.tolist(),
        *(side.tolist() for side in (found.y0, found.x0, found.y1, found.x1)),
        strict=True,
    ):
        y0, x0, y1, x1 = box
        row = int(np.argmax(objects[y0, x0:x1] == number))  # it begins somewhere in its first row
        areas.append(Area(Rect(y0, x0, y1, x1).moved(top, left), (y0 + top, x0 + row + left)))
    areas.sort(key=lambda area: (area.rect.y0, area.rect.x0))
    return areas


def _step_objects(document: Document, by: int) -> None:
    layer = document.active_layer
    ids = sorted(record.id for record in document.objects[layer])
    if not ids:
        raise LViTError("There are no objects in this layer.", "Draw or accept some first.")
    chosen = document.selected_object
    at = ids.index(chosen) if chosen in ids else (-1 if by > 0 else 0)
    document.select_object(ids[(at + by) % len(ids)])
    _bring_into_view(document, object_region(document.planes[layer], document.selected_object).rect)


def _bring_into_view(document: Document, rect: Rect) -> None:
    """Moves the view where not all of it is seen; smaller where it does not fit."""
    seen = document.shown_rect
    if rect.intersect(seen) == rect:
        return
    height, width = max(1, rect.y1 - rect.y0), max(1, rect.x1 - rect.x0)
    fits = min((seen.y1 - seen.y0) / height, (seen.x1 - seen.x0) / width)
    middle = ((rect.y0 + rect.y1) / 2, (rect.x0 + rect.x1) / 2)
    document.set_view(ViewState(document.shown_zoom * min(1.0, 0.8 * fits), middle))


@dataclass(eq=False)
class AreaCommands(ActionGroup, menu="Mask", enabled=has_document):
    """Walking, and deciding about the area that is meant."""

    _guard: AcceptanceGuard
    _canvas: Canvas
    walk: AreaWalk = field(init=False)

    def __post_init__(self) -> None:
        self.walk = AreaWalk(self.state, self._canvas)

    @action("object.next", "Next object", shortcut=".", icon="next", scope="canvas")
    def next(self) -> None:
        """Go to the next proposed area, or choose the next object where nothing is proposed."""
        self.walk.step(1)

    @action("object.previous", "Previous object", shortcut=",", icon="previous", scope="canvas")
    def previous(self) -> None:
        """Go to the proposed area before, or choose the object before."""
        self.walk.step(-1)

    @action(
        "proposal.accept_marked",
        "Accept marked area",
        shortcut="Shift+Return",
        icon="accept_object",
        scope="canvas",
    )
    def accept(self) -> None:
        """Accept the proposed area that keys have gone to."""
        self._guard.accept_within(self._marked().inside)

    @action(
        "proposal.reject_marked",
        "Reject marked area",
        shortcut="Shift+Delete",
        icon="reject_object",
        scope="canvas",
    )
    def reject(self) -> None:
        """Reject the proposed area that keys have gone to."""
        self._guard.reject_within(self._marked().inside)

    next.enabled_when(lambda group: group.walk.anything)
    previous.enabled_when(lambda group: group.walk.anything)

    @accept.enabled_when
    def _can_accept(self) -> bool:
        return self.walk.area is not None

    @reject.enabled_when
    def _can_reject(self) -> bool:
        return self.walk.area is not None

    def _marked(self) -> Area:
        area = self.walk.area
        if area is None:
            raise LViTError("No area is marked.", "Press . to go to one.")
        return area
