"""Rejecting a proposal or objects of it as a step of the journal: undone, done again, kept.

A step says which objects are put away or brought back, by their shapes, or holds a whole proposal
that is taken away. Carrying it out changes what is proposed, and no label.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace

import numpy as np

from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.instances import without_small
from lvit_core.annotation.levels import Cut, with_rejected
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.regions import Region
from lvit_core.errors import LViTError
from lvit_core.geometry import EMPTY_RECT, Rect
from lvit_core.project.acceptance import known_objects, rejected_objects
from lvit_core.project.accepted import Point
from lvit_core.project.records import Proposal
from lvit_core.project.tiles import pack_labels, unpack_labels
from lvit_core.project.whole_rejection import gone_text, held_proposal, held_text, is_whole

FIELD = "rejection"  # what an edit calls it


@dataclass(frozen=True, eq=False)
class Step:
    """Objects of answers of some weights that are put away, or brought back.

    Args:
        layer: The layer of the answers.
        weights: Which answers.
        area: The part of the image that the answers cover.
        whole: It is all of the image; what is rejected in a part of a very large one is not kept.
        cut: By what threshold and size they were objects; ``None`` for several.
        away: False where they are brought back.
        place: The part of the image in which they lie.
        objects: int32 (H, W) of ``place``, each by a number.
    """

    layer: str
    weights: str
    area: Rect
    whole: bool
    cut: Cut | None
    away: bool
    place: Rect
    objects: Labels

    def to_text(self) -> str:
        """For an edit."""
        facts = {
            "layer": self.layer,
            "weights": self.weights,
            "area": _sides(self.area),
            "whole": self.whole,
            "cut": None if self.cut is None else [self.cut.threshold, self.cut.min_area_px],
            "away": self.away,
            "place": _sides(self.place),
            "objects": base64.b64encode(pack_labels(self.objects)).decode(),
        }
        return json.dumps(facts)

    @classmethod
    def from_text(cls, text: str) -> Step:
        """The inverse of `to_text`; raises ``LViTError`` for what no version writes."""
        try:
            facts = json.loads(text)
            area, place = (Rect(*map(int, facts[name])) for name in ("area", "place"))
            packed = base64.b64decode(facts["objects"], validate=True)
            objects = unpack_labels(packed, place.height, place.width)
            cut = None if facts["cut"] is None else Cut(*facts["cut"])
            flags = bool(facts["whole"]), cut, bool(facts["away"])
            if place.intersect(area) != place:
                raise ValueError("objects outside of their answer")
            return cls(str(facts["layer"]), str(facts["weights"]), area, *flags, place, objects)
        except (KeyError, TypeError, ValueError) as error:
            raise LViTError(
                "A step that rejected a proposal is damaged.", "The labels are not affected by it."
            ) from error

    @property
    def of_area(self) -> tuple[slice, slice]:
        """Where the objects lie in a plane of the answers' size."""
        return self.place.moved(-self.area.y0, -self.area.x0).slices

    def carried_out(self, rejected: Labels | None) -> Labels | None:
        """What is rejected after it, 1..n, int32 of the answers' size; ``None`` for nothing."""
        if self.away:
            more = np.zeros((self.area.height, self.area.width), np.int32)
            more[self.of_area] = self.objects
            return with_rejected(rejected, more)
        if rejected is None:
            return None
        left = rejected.copy()
        left[self.of_area][self.objects > 0] = 0
        left = without_small(left, 1)
        return left if left.any() else None


def rejecting(proposal: Proposal, part: Region | Point, *, touching: bool = False) -> Edit:
    """Puts the object at a point away, or those that an outline means.

    Probabilities stay, so that a threshold can be moved; what is rejected is left out by its shape.
    A proposal of which nothing is left is taken away.

    Raises:
        LViTError: There is none, or the objects are not known yet.
    """
    found = rejected_objects(proposal, part, touching=touching)
    edit = _edit("Reject area", proposal, found, proposal.cut, away=True)
    rest = carried_out(proposal, edit.image[0].after)
    if rest is None or rest.objects is None or known_objects(rest).any():
        return edit
    return replace(edit, image=(*edit.image, *rejecting_all(rest).image))


def rejecting_all(proposal: Proposal) -> Edit:
    """Takes the whole proposal away; the same answer may be proposed again."""
    change = ImageChange(FIELD, held_text(proposal), gone_text(proposal))
    return Edit("Reject proposal", proposal.layer, image=(change,))


def taking(proposal: Proposal, rest: Proposal | None) -> ImageChange:
    """What accepting takes of a proposal, beside its labels: undo brings it back on any day.

    Args:
        proposal: What was accepted, of a whole image.
        rest: What is left of it.
    """
    after = gone_text(proposal) if rest is None else held_text(rest)
    return ImageChange(FIELD, held_text(proposal), after)


def putting_away(
    layer: str, weights: str, image: Rect, place: Rect, objects: Labels
) -> ImageChange:
    """Rejects objects that were labels, int32 (H, W) of ``place``, of the weights they came from.

    Whatever is proposed meanwhile is told apart anew: by which threshold they were objects, nobody
    knows any more.
    """
    return _change(Step(layer, weights, image, True, None, True, place, objects))


def bringing_back(proposal: Proposal) -> Edit:
    """Brings back all that was rejected; an empty edit where nothing was."""
    if proposal.rejected is None:
        return Edit("Take rejected back", proposal.layer)
    return _edit("Take rejected back", proposal, proposal.rejected, None, away=False)


def carried_out(proposal: Proposal | None, told: str | None) -> Proposal | None:
    """A proposal after a step, or after it was undone.

    Args:
        proposal: Of any answer, or none.
        told: The side of the change that holds now.

    Returns:
        Its objects are unknown where some came back, or after another cut: they are told apart
        anew.
    """
    if told is not None and is_whole(told):
        gone = proposal is not None and gone_text(proposal) == told
        return None if gone else held_proposal(told) or proposal
    if proposal is None or told is None:
        return proposal
    step = Step.from_text(told)
    if (step.layer, step.weights, step.area) != (proposal.layer, proposal.weights, proposal.area):
        return proposal
    objects = proposal.objects
    if not step.away or step.cut != proposal.cut:
        objects = None
    elif objects is not None:
        objects = objects.copy()
        objects[step.of_area][step.objects > 0] = 0
    rejected = step.carried_out(proposal.rejected)
    return replace(proposal, rejected=rejected, objects=objects, influence=None)


def following(answer: Proposal, before: Proposal | None) -> Proposal:
    """An answer in the place of another: what was rejected of the same weights stays so.

    Of a whole image the store knows it, with what was deleted since; of a part nobody else does.
    """
    if before is None or before.weights != answer.weights or answer.place is None:
        return answer
    return replace(answer, rejected=before.rejected)


def to_look_up(shown: Proposal | None) -> Proposal | None:
    """A proposal after a step was undone: of a deletion the store alone knows what it rejected."""
    if shown is None or shown.rejected is None or shown.place is not None:
        return shown
    return replace(shown, rejected=None, objects=None)


def alone_in(edit: Edit) -> bool:
    """Whether an edit is such a step, and changes no label."""
    drawn = not edit.patch.empty or bool(edit.objects)
    return not drawn and {change.field for change in edit.image} == {FIELD}


def within(edit: Edit) -> bool:
    """Whether an edit changes what is proposed, beside labels or alone."""
    return any(change.field == FIELD for change in edit.image)


def place_of(edit: Edit) -> Rect:
    """Where in the image objects are put away or brought back; empty where none are."""
    for change in edit.image:
        told = change.after or change.before
        if change.field == FIELD and told is not None and not is_whole(told):
            return Step.from_text(told).place
    return EMPTY_RECT


def _edit(title: str, proposal: Proposal, objects: Labels, cut: Cut | None, *, away: bool) -> Edit:
    area = proposal.area
    around = Region(Rect(0, 0, *objects.shape), objects > 0).tight().rect
    place, whole = around.moved(area.y0, area.x0), proposal.place is None
    of = proposal.layer, proposal.weights, area, whole
    return Edit(title, of[0], image=(_change(Step(*of, cut, away, place, objects[around.slices])),))


def _change(step: Step) -> ImageChange:
    undone = replace(step, away=not step.away)
    return ImageChange(FIELD, undone.to_text(), step.to_text())


def _sides(rect: Rect) -> list[int]:
    return [rect.y0, rect.x0, rect.y1, rect.x1]
