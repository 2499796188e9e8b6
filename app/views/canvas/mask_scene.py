"""What lies over the image, ready for drawing: layers with their colours, proposal, difference.

A scene is rebuilt when colours, objects or the proposal change, not while a stroke runs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from app.jobs.outlines import Outlines
from app.session.difference_view import Compared
from app.views.canvas.palette import (
    MaskStyle,
    Paint,
    class_indices,
    paint_by_class,
    paint_by_object,
    premultiplied,
    room_for,
)
from app.views.theme import DARK
from lvit_core.annotation.threshold import threshold_byte
from lvit_core.geometry import EMPTY_RECT, Rect
from lvit_core.project.two_answers import Matching
from lvit_core.prompt.template import REGIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.session.document import Document
    from lvit_core.annotation.objects import ObjectChange
    from lvit_core.annotation.plane import LabelPlane
    from lvit_core.project.records import Proposal
    from lvit_core.prompt.template import Layer

PROPOSAL_FILL = 0.42  # of the mask opacity: a suggestion is fainter than work
DIFFERENCE_FILL = 0.55
AGREEMENT_FILL = 0.16
FIRST_ROOM = 1024
INKS = DARK  # images are read on a dark canvas in every theme


@dataclass(frozen=True)
class LayerInk:
    """One layer: its ids and its colours."""

    name: str
    plane: LabelPlane
    paint: Paint
    filled: bool


@dataclass(frozen=True)
class ProposalInk:
    """What the model suggests (or another mask to compare with): a region and its look.

    ``values`` is ``(H, W)`` and lies at ``corner`` (y, x) of the image; the region is where they
    reach ``least``: the objects once they are told apart, probabilities before. ``outlines``
    count from the corner too.
    """

    values: NDArray[np.uint8] | NDArray[np.int32]
    least: int
    fill: int
    line: QColor
    outlines: Outlines | None
    corner: tuple[int, int] = (0, 0)
    fills: NDArray[np.uint32] | None = None  # by object, where classes are told

    @cached_property
    def reach(self) -> Rect:
        """The pixels of the image around its region; empty where it has none."""
        region = self.values >= self.least
        rows, columns = np.flatnonzero(region.any(axis=1)), np.flatnonzero(region.any(axis=0))
        if not rows.size:
            return EMPTY_RECT
        found = Rect(int(rows[0]), int(columns[0]), int(rows[-1]) + 1, int(columns[-1]) + 1)
        return found.moved(*self.corner)


@dataclass(frozen=True)
class DifferenceInk:
    """Premultiplied colours of a comparison; ``base`` None compares the active layer.

    Objects that both sides have (``matching``) look alike to their rim.
    """

    person: int
    proposal: int
    both: int
    line: int  # around the first of the two
    base: ProposalInk | None = None
    counted: NDArray[np.bool_] | None = None  # by id: the objects that count; None for all
    matching: Matching | None = None


@dataclass(frozen=True)
class MaskScene:
    """Everything that mask tiles draw; the active layer is the last.

    Outside of ``region``, which nobody has looked at, the image is dim; ``None`` dims nothing.
    """

    layers: tuple[LayerInk, ...]
    proposal: ProposalInk | None
    difference: DifferenceInk | None
    contour_px: int
    region: LabelPlane | None = None


EMPTY_SCENE = MaskScene((), None, None, 3)


class SceneBuilder:
    """Makes scenes of a document, and keeps the tables that did not change."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._classes: dict[str, NDArray[np.uint8] | None] = {}
        self._room: dict[str, int] = {}

    def forget_classes(self, layer: str, changes: Sequence[ObjectChange] = ()) -> None:
        """Objects of a layer changed: their classes are looked up again.

        ``changes`` names them; without it all objects of the layer count as changed.
        """
        known = self._classes.get(layer)
        if known is None or not changes or len(changes) > len(self._document.objects[layer]) // 4:
            self._classes.pop(layer, None)
            return
        names = [item.name for item in self._document.template.layer(layer).classes]
        records = [self._document.objects[layer].get(change.id) for change in changes]
        news = class_indices([record for record in records if record is not None], names)
        if news.size > known.size:
            known = np.pad(known, (0, room_for(news.size) - known.size))
        ids = [record.id for record in records if record is not None]
        known[ids] = news[ids]
        self._classes[layer] = known

    def room_needed(self, layer: str, highest_id: int) -> bool:
        """Makes room for a new object id; True when the scene has to be built again."""
        if highest_id < self._room.get(layer, FIRST_ROOM):
            return False
        self._room[layer] = room_for(highest_id)
        return True

    def build(
        self,
        style: MaskStyle,
        outlines: Outlines | None,
        base: Compared | None = None,
        other: Compared | None = None,
        matching: Matching | None = None,
    ) -> MaskScene:
        """The scene of the document as it is now.

        ``base`` and ``other`` replace the active layer and the proposal in a difference;
        ``matching`` says which of their objects are the same, once that is known.
        """
        document = self._document
        region = document.planes[REGIONS] if self.has_region else None
        shown_layers = [
            name
            for name in document.planes
            if name != REGIONS or region is not None or name == document.active_layer
        ]
        order = sorted(shown_layers, key=lambda name: name == document.active_layer)
        layers = tuple(self._layer(name, style) for name in order) if style.masks else ()
        shown = other.proposal if other is not None else document.shown_proposal
        if not style.proposal and other is None:
            shown = None
        proposal = None if shown is None else _region(shown, style, outlines)
        if shown is not None and proposal is not None and style.filled:
            layer = self._document.template.layer(shown.layer)
            proposal = replace(proposal, fills=_class_fills(shown, proposal, layer, style))
        difference = None
        if style.difference and proposal is not None and layers:
            assert shown is not None
            known = matching if matching is not None and matching.of is shown else None
            if known is not None:
                proposal = replace(proposal, values=known.other, least=1)
            difference = self._difference(base, style, known)
        dimmed = region if style.masks else None
        return MaskScene(layers, proposal, difference, style.contour_px, dimmed)

    @property
    def has_region(self) -> bool:
        """Whether only a part of the image has been looked at."""
        return any(True for _ in self._document.planes[REGIONS].tiles())

    def _difference(
        self, base: Compared | None, style: MaskStyle, matching: Matching | None
    ) -> DifferenceInk:
        under = base.proposal if base is not None else None
        region = None if under is None else _region(under, style, None)
        if region is not None and matching is not None and matching.base is not None:
            region = replace(region, values=matching.base, least=1)
        return DifferenceInk(
            person=premultiplied(INKS.color("mask"), DIFFERENCE_FILL),
            proposal=premultiplied(INKS.color("proposal"), DIFFERENCE_FILL),
            both=premultiplied(QColor("white"), AGREEMENT_FILL),
            line=premultiplied(INKS.color("mask"), 1.0),
            base=region,
            counted=self.counted(base),
            matching=matching,
        )

    def counted(self, base: Compared | None) -> NDArray[np.bool_] | None:
        """Of the active layer, by id, which objects are compared; ``None`` for all."""
        return self._by_person() if base is not None and base.by_person else None

    def _by_person(self) -> NDArray[np.bool_]:
        """Of the active layer, by id: whether a person drew, corrected or imported the object."""
        table = self._document.objects[self._document.active_layer]
        counted = np.zeros(table.next_id + 1, bool)
        counted[[record.id for record in table if record.human]] = True
        return counted

    def _layer(self, name: str, style: MaskStyle) -> LayerInk:
        document = self._document
        active = name == document.active_layer
        several = document.chosen_objects or (document.selected_object,)
        chosen = several if active else ()
        room = self._room.setdefault(name, self._first_room(name))
        if style.colouring == "object":
            paint = paint_by_object(room, style, chosen)
        else:
            classes = document.template.layer(name).classes
            hues = [item.colour for item in classes] or [document.template.layer(name).colour]
            paint = paint_by_class(room, self._class_of(name, classes), hues, style, chosen)
        filled = active and style.filled and name != REGIONS  # no veil over what is looked at
        return LayerInk(name, document.planes[name], paint, filled)

    def _first_room(self, name: str) -> int:
        return max(FIRST_ROOM, room_for(int(self._document.objects[name].next_id)))

    def _class_of(self, name: str, classes: tuple[Any, ...]) -> NDArray[np.uint8] | None:
        if len(classes) < 2:
            return None
        if name not in self._classes:
            names = [item.name for item in classes]
            self._classes[name] = class_indices(self._document.objects[name], names)
        return self._classes[name]


def _class_fills(
    shown: Proposal, ink: ProposalInk, layer: Layer, style: MaskStyle
) -> NDArray[np.uint32] | None:
    """The colours of a proposal's objects by their classes, once they are known; by object id."""
    known = [] if shown.told is None else [d for of, d in shown.told.known if of is ink.values]
    if not known:
        return None
    hues = {item.name: premultiplied(QColor(item.colour), style.opacity * PROPOSAL_FILL)
            for item in layer.classes}  # fmt: skip
    fills = np.full(max(known[0], default=0) + 1, ink.fill, np.uint32)
    for number, told in known[0].items():
        fills[number] = hues.get(told.name, ink.fill)
    return fills


def _region(proposal: Proposal, style: MaskStyle, outlines: Outlines | None) -> ProposalInk:
    amber = INKS.color("proposal")
    fill = premultiplied(amber, style.opacity * PROPOSAL_FILL) if style.filled else 0
    corner = proposal.area.y0, proposal.area.x0
    objects = proposal.objects
    if outlines is not None and outlines.objects is not None and not style.difference:
        objects = outlines.objects  # what accepting all of it would take
    outlines = outlines if outlines is not None and outlines.polygons else None
    if objects is not None:
        return ProposalInk(objects, 1, fill, amber, outlines, corner)
    least = threshold_byte(proposal.level)
    return ProposalInk(proposal.likeliest, least, fill, amber, outlines, corner)
