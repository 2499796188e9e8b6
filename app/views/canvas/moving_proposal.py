"""A proposal while its sliders move: what accepting all of it would take, before it is outlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.jobs.outlines import Outlines
from lvit_core.project.acceptance import LeftToAccept
from lvit_core.project.records import Proposal

if TYPE_CHECKING:
    from app.session.document import Document

LIVE_PX = 2_000_000  # of a larger answer all is drawn at first that is proposed


Labels = tuple[str, int, int]  # a layer, and the revisions of its mask and of its objects


class MovingProposal:
    """Looks up once where people's work lies in a document, and leaves it out again and again."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.left_out = 0  # objects that people have drawn already
        self._left: tuple[Labels, LeftToAccept] | None = None

    def labels(self, layer: str) -> Labels:
        """Which labels the document has now."""
        document = self._document
        return layer, document.planes[layer].revision, document.objects[layer].revision

    def know(self, labels: Labels, left: LeftToAccept) -> None:
        """Takes over what the tracing looked up already, so that the first move waits for less."""
        self._left = labels, left

    def outlines(self, proposal: Proposal | None) -> Outlines | None:
        """Its objects without lines; ``None`` where they are not known yet or too many pixels."""
        document = self._document
        if proposal is None or proposal.layer not in document.planes:
            return None
        if proposal.objects is None or proposal.objects.size > LIVE_PX:
            return None
        labels = self.labels(proposal.layer)
        if self._left is None or self._left[0] != labels:
            plane, objects = document.planes[proposal.layer], document.objects[proposal.layer]
            layer = document.template.layer(proposal.layer)
            self._left = labels, LeftToAccept(plane, objects, layer)
        left = self._left[1].of(proposal).objects
        self.left_out = self._left[1].left_out
        return Outlines((), np.zeros((0, 4)), left)
