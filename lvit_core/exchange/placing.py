"""Brings the labels of one image of a data set onto one image of a project.

Every object gets the layer that owns its class. One that cannot be drawn costs itself only, and
whatever does not arrive is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.looked_at import LookedAt
from lvit_core.annotation.objects import ObjectRecord, ObjectState, ObjectTable, Provenance
from lvit_core.annotation.plane import TILE_PX, LabelPlane
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import UNREADABLE, BundleItem, BundleLayer, Labeled
from lvit_core.exchange.class_names import ClassNames
from lvit_core.exchange.content import translated
from lvit_core.exchange.drawing import LayerDrawing
from lvit_core.exchange.label_numbers import numbers_in
from lvit_core.exchange.other_pictures import other_mask, other_picture, other_pixels
from lvit_core.exchange.picture_files import is_turned
from lvit_core.exchange.report_lines import spoken_what
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.shape_runs import OUTSIDE, DrawnShapes, drawn_together
from lvit_core.geometry import Rect
from lvit_core.project.readings import layer_of
from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.prompt.template import REGION_CLASS, REGIONS, Template
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import counted, said, spoken

_ROWS_AT_ONCE = 4 * TILE_PX  # a second plane of numbers would be as large as the first
_UNREAD = said("It cannot be read.")
Stored = Callable[[str], tuple[LabelPlane, ObjectTable]]
Origin = Callable[[Provenance | None, str | None], Provenance]


class Placing:
    """The labels of one item, drawn for one image.

    Args:
        record: The image; nothing is written.
        stored: Plane and objects of one of its layers.
        item: Its labels.
        template: Of the image.
        names: The classes of the import.
        origin: Who made an object, from what its file knows of it and whose sides that speaks of.
        keep: Whether objects that the image has stay.
        reader: Whose layers they go to; the project's own when empty.
        picture: The file of the image.
    """

    def __init__(
        self, record: ImageRecord, stored: Stored, item: BundleItem, template: Template,
        names: ClassNames, origin: Origin, keep: bool = False,
        reader: str = "", picture: Path | None = None,
    ) -> None:  # fmt: skip
        self._record, self._stored, self._item = record, stored, item
        self._template, self._names, self._origin = template, names, origin
        self._keep, self._reader = keep, reader
        self._places: dict[tuple[str, str], tuple[str, str]] = {}
        self._arrived: set[tuple[str, str]] = set()  # layer and class of objects that are drawn
        self._drawings: dict[str, LayerDrawing] = {}
        self._regions: dict[str, LayerDrawing] = {}  # no labels, and counted with none
        # Not where the image as a whole was looked at before, and keeps what it has.
        whole = keep and record.state is not ImageState.UNLABELED
        self._takes_regions = not whole or LookedAt.of(stored(REGIONS)[0]) is not None
        self._size = (record.height, record.width)
        self.losses: list[Loss] = list(item.losses)
        self.remarks: list[str] = []
        self.boxes = 0
        self.cut: list[bool] = []  # of objects that reach out of the image, as `DrawnShapes` says
        self.scraps = 0
        self.unnamed: dict[str, int] = {}  # class taken for shapes that name none: how many
        self.read_layers: set[str] = set()
        for layer in item.layers:
            if layer.name != REGIONS or self._takes_regions:
                self._place_layer(layer)
        if item.layers and picture is not None and is_turned(picture):
            self.remarks.append(
                said(
                    "{name} is shown turned, as its file says; its masks are taken as they lie on "
                    "the picture that is shown.",
                    name=picture.name,
                )
            )
        self._place_shapes()
        finding = template.finding_layer.name
        if item.whole and not self.losses and finding not in self._drawings:
            self._nothing_in(finding, looked_at=item.state == ImageState.LABELED.value)
        self.objects = self._settle()

    @property
    def file(self) -> str:
        """What reports call the item."""
        return self._item.source or self._item.image.name

    @property
    def arrived(self) -> dict[tuple[str, str], tuple[str, str]]:
        """Of the objects that arrived: class and layer in the data, layer and class here."""
        return {said: place for said, place in self._places.items() if place in self._arrived}

    @property
    def lost(self) -> bool:
        """Whether an object did not arrive; what an import before left of one is there."""
        return any(loss.objects and not loss.kept for loss in self.losses)

    @property
    def incomplete(self) -> bool:
        """Whether anything of the labels did not arrive."""
        return any(not loss.kept for loss in self.losses)

    def already(self) -> int:
        """How many of the objects the image holds just as they are."""
        return sum(drawing.already for drawing in self._drawings.values())

    def unchanged(self) -> int:
        """How many of the objects the image holds, and `edits` leaves as they are."""
        return sum(drawing.unchanged for drawing in self._drawings.values())

    @property
    def removes(self) -> bool:
        """Whether `edits` takes objects away that the image has."""
        return any(drawing.removes for drawing in self._drawings.values())

    @property
    def empties(self) -> dict[str, int]:
        """By layer: objects that the image has where the data say that there is nothing."""
        found = {layer: drawing.empties for layer, drawing in self._drawings.items()}
        return {layer: count for layer, count in found.items() if count}

    @property
    def replaces(self) -> dict[str, int]:
        """By layer: objects that the image has where the data say that there are others."""
        told = {layer: one.removes for layer, one in self._drawings.items() if not one.empties}
        return {layer: count for layer, count in told.items() if count}

    @property
    def otherwise(self) -> int:
        """Of the objects that the image holds: those of which the data say another making."""
        return sum(drawing.otherwise for drawing in self._drawings.values())

    @property
    def unsaid(self) -> list[str]:
        """Layers in which the image has objects, and of which nothing was said or read."""
        names = (layer.name for layer in self._template.layers)
        return [name for name in names if name not in self._drawings and len(self._stored(name)[1])]

    def left(self) -> dict[str, set[int]]:
        """By layer: the objects of the image that are not among those that came."""
        return {layer: drawing.left for layer, drawing in self._drawings.items()}

    def edits(self, title: str) -> list[Edit]:
        """What stores the objects, one edit for each layer; to be asked once."""
        made = []
        for drawings in (self._regions, self._drawings):
            for layer in list(drawings):  # what is drawn takes the memory of the whole image
                made.append(drawings.pop(layer).edit(title))
        return [edit for edit in made if not edit.empty]

    def _drawing(self, layer: str) -> LayerDrawing:
        drawings = self._regions if layer == REGIONS else self._drawings
        if layer not in drawings:
            plane, table = self._stored(layer)
            name = layer_of(layer, self._reader)
            # of an image without labels nobody has looked at its region either
            planned = layer == REGIONS and self._record.state is ImageState.UNLABELED
            drawings[layer] = LayerDrawing(name, plane, table, keep=self._keep and not planned)
        return drawings[layer]

    def _record_of(
        self, known: ObjectRecord | None, class_name: str, laterality: str | None = None,
        *, box: bool = False,
    ) -> ObjectRecord:  # fmt: skip
        state: ObjectState = "labeled" if known is None else known.state
        box = box or (known is not None and known.box)
        made = self._origin(None if known is None else known.provenance, laterality)
        sure = known.probability if known is not None and known.class_name == class_name else None
        return ObjectRecord(1, "", class_name, made, state, box, sure)

    def _place_layer(self, layer: BundleLayer) -> None:
        what = layer.what or (f"layer {layer.name}" if layer.name else said("the mask"))
        try:
            found = layer.look() if layer.look is not None else Labeled(layer.load())
        except LViTError as error:
            self.losses.append(Loss(self.file, what, error.message))
            return
        except UNREADABLE:
            self.losses.append(Loss(self.file, what, _UNREAD))
            return
        labels, classes = found.labels, layer.classes | found.classes
        if found.remark:
            remark, whole = spoken(found.remark), spoken_what(what)
            self.remarks.append(
                said("{what} of {file}: {remark}", what=whole, file=self.file, remark=remark)
            )
        refuse_stopped()
        numbers = [int(number) for number in numbers_in(labels) if number]
        of_which = f" of {what}" if len(self._item.layers) > 1 else ""
        if labels.shape != self._size:
            reason = other_mask(labels.shape, self._size)
            self.losses.append(Loss(self.file, what, reason))
            return
        if reason := other_pixels(found.spacing_mm, self._record):
            self.losses.append(Loss(self.file, what, reason))
            return
        if found.unknown is not None and self._takes_regions:
            looked_at = (~found.unknown).astype(np.int32)
            self._place_layer(BundleLayer(REGIONS, lambda: looked_at))
        if found.out and not numbers:
            self._lose(what, OUTSIDE)
            return
        self.cut += [False] * found.out
        if not numbers and layer.name == REGIONS:  # no region would mean that all of it was
            self.losses.append(Loss(self.file, what, said("Nothing of it was looked at.")))
            return
        if not numbers:
            self._nothing_in(self._names.place("", self._template, layer.name)[0])
        targets: dict[str, dict[int, int]] = {}
        for number in numbers:
            known = layer.records.get(number)
            name = classes.get(number) or ("" if known is None else known.class_name)
            target, class_name = self._place_of(name, layer.name)
            record = self._record_of(known, class_name, layer.laterality)
            drawing, known_as = self._drawing(target), f"object {number}{of_which}"
            new = drawing.new(record, known_as, told=known is not None)
            targets.setdefault(target, {})[number] = new
        for target, mapping in targets.items():
            self.read_layers.add(target)
            for top in range(0, labels.shape[0], _ROWS_AT_ONCE):
                refuse_stopped()
                part = labels[top : top + _ROWS_AT_ONCE]
                rect = Rect(top, 0, top + part.shape[0], part.shape[1])
                self._drawing(target).draw_labels(rect, _told(part, mapping))

    @property
    def _finished(self) -> bool:
        """Whether nothing says that the labels are unfinished, where none mean nothing."""
        return self._item.state not in (ImageState.UNLABELED.value, ImageState.IN_PROGRESS.value)

    def _nothing_in(self, layer: str, *, looked_at: bool = True) -> None:
        """The data say that nothing is there; of unfinished labels that is not known."""
        if looked_at:
            self.read_layers.add(layer)
        if self._finished:
            self._drawing(layer)

    def _place_of(self, class_name: str, layer: str) -> tuple[str, str]:
        """Layer and class in the project; asked once for each pair that the data have."""
        if layer == REGIONS:
            return REGIONS, REGION_CLASS
        key = class_name, layer
        if key not in self._places:
            self._places[key] = self._names.place(class_name, self._template, layer)
        return self._places[key]

    def _place_shapes(self) -> None:
        size = self._item.size
        shapes = self._item.shapes
        if shapes and size is not None and size != self._size:
            reason = other_picture(size, self._record)
            count = len(shapes)
            self.losses.append(Loss(self.file, counted(count, "object"), reason, count))
            return
        try:
            # A box knows less than an outline, so that it lies below.
            taken = (x for x in shapes if x.layer != REGIONS or self._takes_regions)
            ordered = sorted(taken, key=lambda shape: not shape.box)
        except (LViTError, *UNREADABLE) as error:
            reason = error.message if isinstance(error, LViTError) else _UNREAD
            self.losses.append(Loss(self.file, said("all objects"), reason, len(shapes)))
            return
        for drawn in drawn_together(ordered, self._size):
            self._take_in(drawn)

    def _take_in(self, drawn: DrawnShapes) -> None:
        """Registers the shapes that have pixels, and draws them."""
        self.cut += drawn.cut.values()
        self.scraps += drawn.scraps
        numbers = np.zeros(len(drawn.shapes), np.int64)
        places: dict[str, list[int]] = {}
        for place, shape in enumerate(drawn.shapes):
            if place in drawn.reasons:
                self._lose(shape.what, drawn.reasons[place])
                continue
            target, class_name = self._place_of(shape.class_name, shape.layer)
            record = self._record_of(shape.record, class_name, box=shape.box)
            told = shape.record is not None
            numbers[place] = self._drawing(target).new(record, shape.what, told=told)
            places.setdefault(target, []).append(place)
            self.boxes += shape.box
            if not shape.class_name.strip() and not shape.layer:
                self.unnamed[class_name] = self.unnamed.get(class_name, 0) + 1
        for target, some in places.items():
            self.read_layers.add(target)
            self._drawing(target).draw(drawn.numbered(numbers, some))

    def _lose(self, what: str, reason: str) -> None:
        self.losses.append(Loss(self.file, what, reason, 1))

    def _settle(self) -> int:
        """Counts what arrived; tells of what lies under something else."""
        arrived = 0
        for layer, drawing in self._drawings.items():
            arrived += len(drawing)
            self._arrived.update((layer, name) for name in drawing.classes)
            for fate in drawing.covered():
                if fate.lost:
                    arrived -= 1
                    reason = said(
                        "All of its {pixels} pixels lie under {under}.",
                        pixels=fate.pixels,
                        under=fate.under,
                    )
                    if fate.rest:
                        reason = said(
                            "What an import before could draw of it is there; the rest of its "
                            "{pixels} pixels lies under {under}.",
                            pixels=fate.pixels,
                            under=fate.under,
                        )
                    self.losses.append(Loss(self.file, fate.what, reason, 1, kept=fate.rest))
                    continue
                self.remarks.append(
                    said(
                        "{what} of {name} lost {hidden} of its {pixels} pixels to {under}, which "
                        "lies on top.",
                        what=fate.what,
                        name=self.file,
                        hidden=fate.hidden,
                        pixels=fate.pixels,
                        under=fate.under,
                    )
                )
        return arrived


def hold_all(placings: Iterable[Placing]) -> bool:
    """Whether the image holds all that several items of one picture say of it, and nothing more.

    Args:
        placings: Of each, drawn below the objects that the image has.
    """
    left: dict[str, set[int]] = {}
    for placing in placings:
        if placing.unchanged() < placing.objects:
            return False
        for layer, numbers in placing.left().items():
            left[layer] = left.get(layer, numbers) & numbers
    return not any(left.values())


def _told(labels: NDArray[np.int32], mapping: dict[int, int]) -> NDArray[np.int32]:
    """The numbers of the file as those of the project; 0 for what is not among them."""
    if labels.min(initial=0) >= 0:
        return translated(labels, mapping)
    numbers, dense = np.unique(labels, return_inverse=True)
    ids = np.array([mapping.get(int(number), 0) for number in numbers], np.int32)
    return ids[dense.reshape(labels.shape)]


def provenance_of(
    known: Provenance | None, imported: Provenance, reword: Callable[[str], str]
) -> Provenance:
    """Who made an object: as its file says, its sentence in the project's words."""
    if known is None:
        return imported
    return replace(known, sentence=reword(known.sentence))


def state_with(
    record: ImageRecord, item: BundleItem, placing: Placing, template: Template
) -> ImageState:
    """How far the image is: never finished when something of it did not arrive."""
    known = {state.value: state for state in ImageState}
    found = template.finding_layer.name in placing.read_layers
    state = known.get(item.state) or (ImageState.LABELED if found else record.state)
    if placing.lost or (placing.incomplete and state is ImageState.LABELED):
        return ImageState.IN_PROGRESS
    if record.state is ImageState.IN_PROGRESS and state is ImageState.UNLABELED:
        return record.state
    return state
