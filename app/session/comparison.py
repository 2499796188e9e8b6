"""Sentence against mask while a person works: measured in the background, shortly after a change.

What is compared is what would be stored if the person accepted now: the mask of the layer the
sentence speaks of, together with the proposal that waits over it.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, QTimer, Signal

from app.jobs.checking import LatestRunner
from lvit_core.annotation.plane import TILE_PX
from lvit_core.geometry import Rect
from lvit_core.project.records import ImageState
from lvit_core.prompt.agreement import Agreement
from lvit_core.prompt.checks import check

if TYPE_CHECKING:
    from app.session.document import Document
    from app.session.session import Session
    from lvit_core.annotation.plane import LabelPlane
    from lvit_core.project.records import Proposal
    from lvit_core.prompt.describe import Description
    from lvit_core.prompt.sentence import Sentence
    from lvit_core.prompt.template import Template

PAUSE_MS = 250
LARGEST_READ_PX = 40_000_000
TYPING_REST_MS = 300
NOTHING = Agreement((), ())


@dataclass(frozen=True, eq=False)
class _Masks:
    """What the background thread reads; tiles may still change, a later check follows then."""

    finding: LabelPlane
    organ: LabelPlane | None
    proposal: Proposal | None
    template: Template
    convention: str


class Comparison(QObject):
    """The description of the current mask, and the sentence's agreement with it.

    Signals:
        changed: ``description`` or ``agreement`` is another one.
    """

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._sentence: Sentence | None = None
        self._runner = LatestRunner("sentence and mask", self)
        self._runner.finished.connect(self._on_described)
        self._runner.failed.connect(session.notices.error)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._start)
        self._rest = QTimer(self, singleShot=True, interval=TYPING_REST_MS)
        self._rest.timeout.connect(self._compare)
        self.description: Description | None = None
        self.agreement = NOTHING
        self.pending = False
        self.with_proposal = False
        self._waiting: Callable[[], None] | None = None

    @property
    def nothing_drawn(self) -> bool:
        """There is no mask to compare with yet; an accepted empty mask is one."""
        document, description = self._session.document, self.description
        if document is None or description is None:
            return False
        empty = description.finding.negative and not self.with_proposal
        return empty and document.record.state != ImageState.LABELED

    def follow(self, document: Document | None) -> None:
        """Watches another image; the old answer is dropped at once."""
        self._runner.drop()
        self._pause.stop()
        self._waiting = None
        self.description = None
        self.agreement = NOTHING
        self.pending = document is not None
        if document is not None:
            document.mask_changed.connect(self._on_mask_changed)
            document.proposal_changed.connect(self._on_mask_changed)
            document.state_changed.connect(self._compare)
            self._pause.start()
        self.changed.emit()

    def set_sentence(self, sentence: Sentence | None, *, typing: bool = False) -> None:
        """Compares another sentence with the mask that was already measured.

        While a person types, the comparison waits for a short rest: half a word contradicts
        everything, and no keystroke may wait for a list to be rebuilt.
        """
        self._sentence = sentence
        if typing:
            self._rest.start()
        else:
            self._compare()

    def measure_now(self) -> None:
        """Does not wait for the pause."""
        self._pause.stop()
        self._start()

    def when_measured(self, then: Callable[[], None]) -> None:
        """Calls ``then`` once the answer is up to date, which may be now; the latest call wins."""
        if self._rest.isActive():
            self._compare()
        if not self.pending:
            then()
            return
        self._waiting = then
        self.measure_now()

    def close(self) -> None:
        self._pause.stop()
        self._rest.stop()
        self._runner.close()

    def _on_mask_changed(self, *_changed: object) -> None:
        self.pending = True
        self._pause.start()

    def _start(self) -> None:
        session, document = self._session, self._session.document
        if document is None or session.project is None:
            return
        template = document.template
        organ = template.organ_layer
        masks = _Masks(
            document.planes[template.finding_layer.name],
            document.planes[organ.name] if organ is not None else None,
            document.proposal,
            template,
            session.project.settings.laterality,
        )
        self._runner.submit(lambda: (document, _describe(masks)))

    def _on_described(self, result: tuple[Document, Description]) -> None:
        document, description = result
        if document is not self._session.document:
            return
        self.pending = self._pause.isActive()
        self.with_proposal = document.proposal is not None
        self.description = description
        self._compare()
        if not self.pending and self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting()

    def _compare(self) -> None:
        self._rest.stop()
        document = self._session.document
        sentence, description = self._sentence, self.description
        if document is None or description is None or sentence is None or self.nothing_drawn:
            self.agreement = NOTHING
        else:
            agreement = check(sentence, description, document.template)
            step = _step(document.planes[document.template.finding_layer.name])
            self.agreement = _scaled(agreement, step)
        self.changed.emit()


def _step(plane: LabelPlane) -> int:
    """Every how many-th row and column is read, so that a slide does not fill the memory."""
    return max(1, math.ceil(math.sqrt(plane.height * plane.width / LARGEST_READ_PX)))


def _sampled(plane: LabelPlane, step: int) -> npt.NDArray[np.int32]:
    """Every ``step``-th label of a plane: int32 (H / step, W / step), rounded up."""
    out = np.zeros((-(-plane.height // step), -(-plane.width // step)), np.int32)
    for (ty, tx), tile in plane.tiles():
        y, x = ty * TILE_PX, tx * TILE_PX
        part = tile[-y % step :: step, -x % step :: step]
        y, x = -(-y // step), -(-x // step)
        room = out[y : y + part.shape[0], x : x + part.shape[1]]
        room[...] = part[: room.shape[0], : room.shape[1]]
    return out


def _scaled(agreement: Agreement, step: int) -> Agreement:
    """Rectangles in pixels of the image instead of the pixels that were read."""
    if step == 1:
        return agreement
    found = tuple(
        replace(
            c, rect=Rect(*(step * edge for edge in (c.rect.y0, c.rect.x0, c.rect.y1, c.rect.x1)))
        )
        for c in agreement.contradictions
    )
    return replace(agreement, contradictions=found)


def _describe(masks: _Masks) -> Description:
    from lvit_core.prompt.describe import describe

    step = _step(masks.finding)
    finding: npt.NDArray[Any] = _sampled(masks.finding, step)
    proposal = masks.proposal
    if proposal is not None and proposal.probability[::step, ::step].shape == finding.shape:
        inside = proposal.probability[::step, ::step] >= round(proposal.threshold * 255)
        free = inside & (finding == 0)
        if masks.template.finding_layer.role == "instances":
            finding = _with_objects(finding, free)
        else:
            finding = (finding != 0) | free
    organ = _sampled(masks.organ, step) if masks.organ is not None else None
    if organ is not None and not organ.any():
        organ = None
    convention = masks.convention if masks.convention in ("viewer", "patient") else "viewer"
    return describe(finding, masks.template, organ, convention)


def _with_objects(finding: npt.NDArray[Any], free: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    """The drawn objects and, numbered after them, the connected pieces of the proposal."""
    from scipy import ndimage

    pieces, _ = ndimage.label(free, np.ones((3, 3), int))
    numbered = np.where(free, pieces + int(finding.max(initial=0)), finding)
    return numbered.astype(np.int32)
