"""The sentence sets the threshold: the cut nearest to the model's at which it is true of the image.

One rule for the window and for commands. Side, number of areas and zones are looked for on a small
picture of the answer, where a threshold means the same and everything takes a tenth of a second. A
thin bridge or a speck may be missing there, so what is found is judged once more at full size, and
the next one is looked for where it does not hold. Nothing is chosen silently: who uses it tells the
cut, or that no cut makes the sentence true.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import label_areas, without_small
from lvit_core.annotation.levels import AS_THE_MODEL, Cut
from lvit_core.annotation.threshold import as_bytes, inside
from lvit_core.project.deciding import told_apart
from lvit_core.project.measuring import Masks, compare, measure, sampled, standing
from lvit_core.prompt.checks import check
from lvit_core.prompt.describe import describe
from lvit_core.prompt.grammar import Diagram
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import said

if TYPE_CHECKING:
    from lvit_core.annotation.plane import Labels

_LOOKED_AT_PX = 256  # along the longer side
_PERCENT = range(10, 96, 5)
_SHARES = (0.001, 0.002, 0.005, 0.01, 0.02)  # of the image: smallest areas, the usual one first
_AT_FULL_SIZE = 6  # cuts at most that are judged so, besides the model's
_DOUBLING = 0.02  # what twice as large a smallest area counts in threshold


@dataclass(frozen=True)
class TrueCut:
    """A cut, and whether the sentence is true at it; ``None``: it says nothing of masks."""

    cut: Cut
    true: bool | None

    @property
    def told(self) -> str:
        """One sentence for a person; empty where the model's own cut is right."""
        if self.true is None:
            return said("The sentence names nothing that a threshold could make true.")
        if not self.true:
            return said("No threshold that was tried makes the sentence true: the model's is kept.")
        if not self.cut.chosen:
            return ""
        level = "" if self.cut.threshold is None else f"{self.cut.threshold:.2f}"
        if self.cut.min_area_px is None:
            return said("At the threshold {level} the sentence is true.", level=level)
        size = self.cut.min_area_px
        if not level:
            return said("From {size} px on the sentence is true.", size=size)
        return said(
            "At the threshold {level}, from {size} px on, the sentence is true.",
            level=level,
            size=size,
        )


def true_cut(
    probability: NDArray[Any],
    threshold: float,
    sentence: Sentence,
    template: Template,
    organs: NDArray[Any] | None = None,
    beside: Labels | None = None,
    true_at: Callable[[Cut], bool] | None = None,
) -> TrueCut:
    """The cut nearest to the model's at which the sentence contradicts nothing.

    Args:
        probability: (H, W), floats 0 to 1 or uint8.
        threshold: The model's.
        sentence: In the viewer's left and right.
        template: A kind of image with zones; for others nothing is chosen.
        organs: (H, W), non-zero in the lungs, if they are known; else their usual place is taken.
        beside: (H, W), the objects that are there already, which the answer is added to.
        true_at: Has the last word about a cut that looks right on the small picture; else the
            answer at full size has, as it is kept and written.
    """
    zoned = grammar_of(template).diagram is Diagram.ORGAN
    finding = sentence.finding
    if not zoned or not (finding.located or finding.areas):  # a denial hides no finding
        return TrueCut(AS_THE_MODEL, None)
    step = max(1, math.ceil(max(probability.shape) / _LOOKED_AT_PX))
    full = probability if probability.dtype == np.uint8 else as_bytes(probability, threshold)
    there = None if beside is None or not beside.any() else beside
    asked = _Asked(sentence, template, threshold)
    judged = 0
    for cut in _cuts(threshold, probability.size):
        if cut != AS_THE_MODEL and not asked.holds(cut, full, organs, there, step):
            continue
        if true_at(cut) if true_at is not None else asked.holds(cut, full, organs, there):
            return TrueCut(cut, True)
        judged += 1
        if judged > _AT_FULL_SIZE:
            break
    return TrueCut(AS_THE_MODEL, False)


@dataclass(frozen=True)
class _Asked:
    sentence: Sentence
    template: Template
    threshold: float

    def holds(
        self,
        cut: Cut,
        probability: NDArray[np.uint8],
        organs: NDArray[Any] | None,
        there: Labels | None,
        step: int = 1,
    ) -> bool:
        """Whether the mask of a cut contradicts nothing, of each ``step``-th row and column."""
        level = self.threshold if cut.threshold is None else cut.threshold
        labels = label_areas(inside(np.ascontiguousarray(probability[::step, ::step]), level))
        least = 1 if cut.min_area_px is None else max(1, round(cut.min_area_px / step**2))
        whole = _together(
            without_small(labels, least), None if there is None else there[::step, ::step]
        )
        lungs = None if organs is None else organs[::step, ::step]
        return check(self.sentence, describe(whole, self.template, lungs), self.template).agrees


def true_cut_of(masks: Masks, sentence: Sentence) -> TrueCut:
    """The cut at which the sentence is true of what accepting the proposal leaves in an image.

    What is drawn or accepted already counts, by the rule that compares mask and sentence
    everywhere else (`measuring`). Takes up to seconds.

    Args:
        masks: With the proposal, for the viewer's sides.
        sentence: In the viewer's left and right.
    """
    proposal = masks.proposal
    if proposal is None:
        raise ValueError("there is no proposal to cut")

    def true_at(cut: Cut) -> bool:
        whole = replace(masks, proposal=told_apart(proposal.cut_to(cut), masks.template))
        return compare(sentence, measure(whole), whole).agrees

    probability = proposal.likeliest
    if proposal.rejected is not None:
        probability = np.where(proposal.rejected > 0, 0, probability)
    part = proposal.area.slices
    organs = None if masks.organ is None else sampled(masks.organ, 1)[part]
    return true_cut(
        probability,
        proposal.threshold,
        sentence,
        masks.template,
        organs if organs is not None and organs.any() else None,
        standing(masks)[part],
        true_at,
    )


def _together(proposed: Labels, there: Labels | None) -> Labels:
    """Both, each object with a number of its own; what is there already keeps its pixels."""
    if there is None:
        return proposed
    return np.where(there > 0, there + proposed.max(initial=0), proposed)


def _cuts(threshold: float, size_px: int) -> Iterator[Cut]:
    """All cuts that are tried, the model's first and the furthest from it last."""
    yield AS_THE_MODEL
    own = round(100 * threshold)
    ranked = sorted(
        (abs(percent - own) / 100 + _DOUBLING * math.log2(share / _SHARES[0]), percent, share)
        for percent in {*_PERCENT, own}
        for share in _SHARES
    )
    for _, percent, share in ranked:
        level = None if percent == own else percent / 100
        yield Cut(level, None if share == _SHARES[0] else round(share * size_px))
