"""Tells the objects of a proposal apart, again and again while a person moves a slider."""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.levels import Cut, Levels
from lvit_core.project.deciding import told_apart
from lvit_core.project.records import Proposal
from lvit_core.prompt.template import Template

QUICK_PX = 2_000_000  # so many pixels are divided within a frame once they are prepared
LOWEST_PERCENT, HIGHEST_PERCENT = 5, 95
SIZES_PX = (
    1, 2, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048,
    3072, 4096, 6144, 8192, 12288, 16384,
)  # fmt: skip


class Positions:
    """The positions of the two sliders for a proposal, the model's own among them."""

    def __init__(self, proposal: Proposal) -> None:
        self._own = proposal.min_area_px
        self._model_percent = round(100 * proposal.threshold)
        self.lowest = min(LOWEST_PERCENT, self._model_percent)
        self.highest = max(HIGHEST_PERCENT, self._model_percent)
        self.percent = round(100 * proposal.level)
        self.sizes_px = tuple(sorted({*SIZES_PX, self._own, proposal.smallest_px}))
        self.size = self.sizes_px.index(proposal.smallest_px)

    def cut(self, percent: int, size: int) -> Cut:
        """What is chosen by a threshold in per cent and a place in ``sizes_px``."""
        threshold = None if percent == self._model_percent else percent / 100
        chosen = self.sizes_px[size]
        return Cut(threshold, None if chosen == self._own else chosen)

    def moved(self, percent: int = 0, size: int = 0) -> Cut:
        """What is chosen so many per cent and so many sizes further, as far as both go."""
        at = min(max(self.percent + percent, self.lowest), self.highest)
        return self.cut(at, min(max(self.size + size, 0), len(self.sizes_px) - 1))


class Cutter:
    """Keeps the last answer prepared for all thresholds."""

    def __init__(self) -> None:
        self._prepared: tuple[NDArray[np.uint8] | None, tuple[Levels, ...]] = (None, ())
        self._preparing = threading.Lock()

    def quick(self, proposal: Proposal) -> bool:
        """Whether a proposal is prepared, and so small that the window's thread may divide it."""
        small = proposal.probability.size <= QUICK_PX
        return small and self._prepared[0] is proposal.probability

    def prepare(self, proposal: Proposal, template: Template) -> None:
        """Prepares an answer before a person asks, unless it is large; takes a second."""
        if proposal.probability.size <= QUICK_PX:
            self._levels(proposal, template)

    def told_apart(self, proposal: Proposal, template: Template) -> Proposal:
        """The proposal with its objects, the same ones whether it was prepared or not.

        It takes a second where a person chose another threshold of an answer that is not prepared.
        """
        if self._prepared[0] is not proposal.probability and not proposal.cut.chosen:
            return told_apart(proposal, template)
        return proposal.told_apart(levels=self._levels(proposal, template))

    def _levels(self, proposal: Proposal, template: Template) -> tuple[Levels, ...]:
        probability, levels = self._prepared
        if probability is proposal.probability:
            return levels
        with self._preparing:  # who asks for what is on its way waits for it
            probability, levels = self._prepared
            if probability is not proposal.probability:
                separate = template.layer(proposal.layer).role == "instances"
                levels = proposal.levels(separate=separate)
                self._prepared = proposal.probability, levels
            return levels
