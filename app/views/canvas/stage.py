"""One document on the screen: listens to it, keeps its tiles, and draws a part of the view.

The widget above decides where and when; nothing here knows of events or of the pointer.
"""

from __future__ import annotations

import math
import time
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QPoint, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from app.jobs.outlines import Outlines, OutlineTracer
from app.session.difference_view import Compared
from app.views.canvas.image_tiles import ImageTiles
from app.views.canvas.mask_scene import (
    EMPTY_SCENE,
    MaskScene,
    SceneBuilder,
)
from app.views.canvas.mask_tiles import MaskTiles
from app.views.canvas.moving_proposal import Labels, MovingProposal
from app.views.canvas.palette import MaskStyle
from app.views.canvas.tiles import TileCache, TileGrid
from app.views.canvas.viewport import Viewport
from lvit_core.geometry import Rect
from lvit_core.project.acceptance import LeftToAccept
from lvit_core.project.records import Proposal
from lvit_core.project.two_answers import Matching, match_sides
from lvit_core.prompt.template import REGIONS

if TYPE_CHECKING:
    from app.session.document import Document

LABELS_REST_MS = 100  # from the last change of labels to a look at what the proposal still adds
FRAME_BUDGET_S = 0.0045  # for making new tiles; the rest of them comes in the next frame
PATIENT_BUDGET_S = 0.003  # for what a finished edit changed, which took its time already
SCREENS_KEPT = 3  # tiles of this many screens are kept, whatever the size of the screen
SMALLEST_LIMIT_BYTES = 64_000_000


class Stage(QObject):
    """The tiles of a document.

    Signals:
        damaged: A ``Rect`` of device pixels from the image's corner to paint again.
        outdated: Everything is to be painted again.
        failed: Reading the image raised this exception.
        left_out: So many proposed objects are not drawn: people have drawn them already.
    """

    damaged = Signal(Rect)
    outdated = Signal()
    failed = Signal(Exception)
    left_out = Signal(int)

    def __init__(self, document: Document, style: MaskStyle, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.style = style
        self.image = ImageTiles(document.source, self)
        self.masks = MaskTiles()
        self._builder = SceneBuilder(document)
        self._tracer = OutlineTracer(self)
        self._labels_rest = QTimer(self, singleShot=True, interval=LABELS_REST_MS)
        self._outlines: Outlines | None = None
        self._traced: Proposal | None = None  # what outlines belong to
        self._left: tuple[Labels, LeftToAccept] | None = None  # what found what is left of it
        self._moving = MovingProposal(document)
        self._selected = document.selected_object
        self._several = bool(document.chosen_objects)
        self._base: Compared | None = None
        self._other: Compared | None = None
        self._matching: Matching | None = None  # the objects of what is compared
        self._connect()
        self._on_window_changed()
        self._on_proposal_changed()

    def close(self) -> None:
        """Lets go of the document and of all memory."""
        self._labels_rest.stop()
        self._tracer.close()
        self.image.close()
        self.masks.cache.clear()
        self.masks.adopt_scene(EMPTY_SCENE)

    def set_style(self, style: MaskStyle) -> None:
        """Draws masks differently from now on."""
        if style != self.style:
            other_region = style.difference != self.style.difference
            self.style = style
            if other_region:
                self._on_proposal_changed()
            else:
                self.refresh()

    def compare(self, base: Compared | None, other: Compared | None) -> None:
        """What the difference view compares; ``None``: the active layer, and the proposal."""
        self._base, self._other = base, other
        self._on_proposal_changed()

    @property
    def compares(self) -> bool:
        """Whether a difference is on the screen."""
        return self.masks.scene.difference is not None

    @property
    def compared(self) -> tuple[str, str]:
        """The names of what is compared."""
        base = "mask" if self._base is None else self._base.name
        return base, "proposal" if self._other is None else self._other.name

    def refresh(self) -> None:
        """Makes every colour anew: style, theme, layer or proposal changed."""
        self.masks.set_scene(self._scene())
        self.outdated.emit()

    def paint(self, painter: QPainter, viewport: Viewport, area: QRect) -> Rect:
        """Draws the image and the masks in ``area``.

        Args:
            painter: One unit is one device pixel.
            viewport: Where the image lies.
            area: Device pixels of the widget to draw.

        Returns:
            Device pixels of the widget that need another frame, empty when all is finished.
        """
        grid = TileGrid(viewport.image_hw, viewport.zoom)
        origin_y, origin_x = viewport.origin_px
        seen = _rect(area).moved(-origin_y, -origin_x)
        for cache in (self.image.cache, self.masks.cache):
            cache.set_zoom(viewport.zoom)
            cache.limit_bytes = _limit(viewport)
        begun = time.perf_counter()
        deadline = begun + FRAME_BUDGET_S
        self.masks.patient_until_s = begun + PATIENT_BUDGET_S
        late = Rect(0, 0, 0, 0)
        painter.save()
        painter.translate(origin_x, origin_y)
        for key in grid.keys(seen):
            place = grid.rect(key)
            part = place.intersect(seen)
            tile, more = self.image.tile(grid, key, deadline)
            if tile is None:
                self._stand_in(painter, viewport, part)
            elif tile.image is not None:
                _copy(painter, tile.image, place, part)
            mask, mask_more = self.masks.tile(grid, key, deadline)
            if mask is not None and mask.image is not None:
                _copy(painter, mask.image, place, part)
            elif mask is None:
                _draw_before(painter, self.masks.cache, part)
            if more or mask_more:
                late = late.union(part)
        painter.restore()
        whole = area.height() >= viewport.size_hw[0] and area.width() >= viewport.size_hw[1]
        if late.empty and whole:
            self.image.cache.forget_before()
            self.masks.cache.forget_before()
        return late.moved(origin_y, origin_x) if not late.empty else late

    def value_at(self, yx: tuple[float, float]) -> int | float | tuple[int, ...] | None:
        """The stored value under an image point; ``None`` outside or while it is not read yet."""
        y, x = math.floor(yx[0]), math.floor(yx[1])
        height, width = self.image.image_hw
        if not (0 <= y < height and 0 <= x < width):
            return None
        sample = self.image.value_at(y, x)
        if sample is None:
            return None
        value = sample.pixels[0, 0]
        if sample.pixels.ndim == 3:
            return tuple(int(channel) for channel in value)
        return float(value) if sample.pixels.dtype.kind == "f" else int(value)

    def _stand_in(self, painter: QPainter, viewport: Viewport, part: Rect) -> None:
        """What can be shown at once: tiles of the last zoom over the small whole image."""
        overview = self.image.overview()
        if overview is not None:
            scale_y = overview.height() / (viewport.image_hw[0] * viewport.zoom)
            scale_x = overview.width() / (viewport.image_hw[1] * viewport.zoom)
            source = QRectF(
                part.x0 * scale_x, part.y0 * scale_y, part.width * scale_x, part.height * scale_y
            )
            painter.drawImage(QRectF(_qrect(part)), overview, source)
        _draw_before(painter, self.image.cache, part)

    def _scene(self) -> MaskScene:
        sides = self._base, self._other
        return self._builder.build(self.style, self._outlines, *sides, self._matching)

    def _connect(self) -> None:
        document = self.document
        document.mask_changed.connect(self._on_mask_changed)
        document.painted.connect(self._on_mask_changed)
        document.objects_changed.connect(self._on_objects_changed)
        document.proposal_changed.connect(self._on_proposal_changed)
        document.growing_changed.connect(self._on_growing_changed)
        document.layer_changed.connect(self.refresh)
        document.selection_changed.connect(self._on_selection_changed)
        document.window_changed.connect(self._on_window_changed)
        self.image.arrived.connect(self.outdated)
        self.image.failed.connect(self.failed)
        self._tracer.traced.connect(self._on_traced)
        document.mask_changed.connect(self._on_labels_changed)
        document.objects_changed.connect(self._on_labels_changed)
        self._labels_rest.timeout.connect(self._on_labels_rested)

    def _on_mask_changed(self, layer: str, changed: Rect | tuple[Rect, ...]) -> None:
        if layer == REGIONS and (self.masks.scene.region is not None) != self._builder.has_region:
            self.refresh()  # what lies outside is dim from now on, or no more
            return
        highest = int(self.document.objects[layer].next_id) + 1
        if self._builder.room_needed(layer, highest):
            self.masks.adopt_scene(self._scene())
        by_hand = isinstance(changed, tuple)
        parts = changed if isinstance(changed, tuple) else (changed,)
        self.damaged.emit(self.masks.invalidate(*parts, hurried=by_hand))

    def _on_objects_changed(self, layer: str) -> None:
        self._builder.forget_classes(layer, self.document.objects_told)
        old, new = self.masks.scene, self._scene()
        if _same_colours(old, new):
            self.masks.adopt_scene(new)
        else:
            self.masks.set_scene(new)
            self.outdated.emit()

    def _on_selection_changed(self, object_id: int) -> None:
        extents = self.document.planes[self.document.active_layer].built_extents
        several, self._several = self._several, bool(self.document.chosen_objects)
        if extents is None or several or self._several:
            self.refresh()
        else:
            self.masks.adopt_scene(self._scene())
            for box in (extents.box(self._selected), extents.box(object_id)):
                if not box.empty:
                    self.damaged.emit(self.masks.invalidate(box))
        self._selected = object_id

    def _on_proposal_changed(self, _rect: object = None) -> None:
        proposal = self.document.proposal if self._other is None else self._other.proposal
        growing = self._other is None and self.document.growing is not None
        before, self._traced = self._traced, None if growing else proposal
        if not _same_outlines(before, self._traced):
            compared = self._other is not None or self.style.difference
            self._outlines = None if compared else self._moving.outlines(self._traced)
            if self._outlines is not None:
                self.left_out.emit(self._moving.left_out)
        if proposal is None or growing:
            self._tracer.cancel()
        else:
            self._trace(proposal)
        self.refresh()

    def _trace(self, proposal: Proposal) -> None:
        """A proposal is drawn as accepting all of it would take it, a comparison as it is."""
        document, self._left = self.document, None
        if self.style.difference:
            under = None if self._base is None else self._base.proposal
            base = under or document.planes[document.active_layer].snapshot()
            counted = self._builder.counted(self._base)
            match = partial(match_sides, base, proposal, document.template, counted)
            self._tracer.request(lambda: (proposal, match()))
            return
        if self._other is not None or proposal.objects is None:
            self._tracer.request(lambda: (proposal, None))
            return
        layer = document.template.layer(proposal.layer)
        plane, objects = document.planes[layer.name], document.objects[layer.name]
        left = LeftToAccept(plane.snapshot(), objects.copy(), layer)
        self._left = self._moving.labels(layer.name), left
        self._tracer.request(lambda: (left.of(proposal), None))

    def _on_labels_changed(self, *_what: object) -> None:
        if self._traced is not None:
            self._labels_rest.start()

    def _on_labels_rested(self) -> None:
        """What people drew may leave another part of the proposal to be accepted."""
        document, proposal = self.document, self._traced
        if any(plane.open_strokes for plane in document.planes.values()):
            self._labels_rest.start()
        elif proposal is not None and document.growing is None:
            self._trace(proposal)

    def _on_growing_changed(self, rect: Rect) -> None:
        """One more tile of an answer: only its part is drawn again, with a plain contour."""
        growing, ink = self.document.growing, self.masks.scene.proposal
        if growing is not None and (self._other is not None or not self.style.proposal):
            return
        if growing is None or ink is None or ink.values.base is not growing.probability:
            self._on_proposal_changed()
        else:
            self.damaged.emit(self.masks.invalidate(rect))

    def _on_traced(self, outlines: Outlines) -> None:
        self._outlines, self._matching = outlines, outlines.matching
        if self._left is not None:
            self._moving.know(*self._left)
        self.left_out.emit(0 if self._left is None else self._left[1].left_out)
        self.refresh()

    def _on_window_changed(self) -> None:
        document = self.document
        self.image.set_tone(document.image_window, document.contrast.gamma, document.invert)
        self.outdated.emit()


def _same_outlines(old: Proposal | None, new: Proposal | None) -> bool:
    """Whether at most the objects were told apart, which moves outlines by next to nothing."""
    if old is None or new is None or old.probability is not new.probability:
        return False
    return old.cut == new.cut and old.rejected is new.rejected


def _same_colours(old: MaskScene, new: MaskScene) -> bool:
    """Whether every object that had a colour has it still."""
    if [layer.name for layer in old.layers] != [layer.name for layer in new.layers]:
        return False
    for before, after in zip(old.layers, new.layers, strict=True):
        count = min(before.paint.size, after.paint.size)
        for told, tells in zip(before.paint.tables, after.paint.tables, strict=True):
            if not np.array_equal(told[:count], tells[:count]):
                return False  # of a selected object only the area tells the class
    return True


def _limit(viewport: Viewport) -> int:
    screen = viewport.size_hw[0] * viewport.size_hw[1] * 7  # colour and stored values
    return max(SMALLEST_LIMIT_BYTES, SCREENS_KEPT * screen)


def _copy(painter: QPainter, picture: QImage, place: Rect, part: Rect) -> None:
    if part == place:
        painter.drawImage(QPoint(place.x0, place.y0), picture)
    else:
        source = _qrect(part.moved(-place.y0, -place.x0))
        painter.drawImage(QPoint(part.x0, part.y0), picture, source)


def _draw_before(painter: QPainter, cache: TileCache, part: Rect) -> None:
    """Tiles of the zoom before, stretched, within ``part``."""
    found = list(cache.stand_ins(part))
    if not found:
        return
    painter.save()
    painter.setClipRect(_qrect(part))
    for picture, (y, x), scale in found:
        target = QRectF(x, y, picture.width() * scale, picture.height() * scale)
        painter.drawImage(target, picture)
    painter.restore()


def _rect(area: QRect) -> Rect:
    return Rect(area.y(), area.x(), area.y() + area.height(), area.x() + area.width())


def _qrect(rect: Rect) -> QRect:
    return QRect(rect.x0, rect.y0, rect.width, rect.height)
