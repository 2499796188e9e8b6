"""Tells the objects of a proposal apart, again and again while a person moves a slider."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.levels import Levels
from lvit_core.project.deciding import told_apart
from lvit_core.project.records import Proposal
from lvit_core.prompt.template import Template

QUICK_PX = 2_000_000  # so many pixels are divided within a frame once they are prepared


class Cutter:
    """Keeps the last answer prepared for all thresholds."""

    def __init__(self) -> None:
        self._prepared: tuple[NDArray[np.uint8] | None, tuple[Levels, ...]] = (None, ())

    def quick(self, proposal: Proposal) -> bool:
        """Whether a proposal is prepared, and so small that the window's thread may divide it."""
        small = proposal.probability.size <= QUICK_PX
        return small and self._prepared[0] is proposal.probability

    def told_apart(self, proposal: Proposal, template: Template) -> Proposal:
        """The proposal with its objects, the same ones whether it was prepared or not.

        It takes a second where a person chose another threshold of an answer that is not prepared.
        """
        probability, levels = self._prepared
        if probability is not proposal.probability:
            if not proposal.cut.chosen:
                return told_apart(proposal, template)
            separate = template.layer(proposal.layer).role == "instances"
            levels = proposal.levels(separate=separate)
            self._prepared = proposal.probability, levels
        return proposal.told_apart(levels=levels)
