"""How a proposal becomes part of the mask: one pure edit, with its provenance and reason."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from lvit_core.annotation import edits
from lvit_core.annotation.edit import Edit, ImageChange
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.instances import label_areas
from lvit_core.annotation.looked_at import LookedAt
from lvit_core.annotation.objects import ObjectTable, Provenance
from lvit_core.annotation.patch import EMPTY_PATCH
from lvit_core.annotation.plane import LabelPlane, Labels
from lvit_core.annotation.regions import Region
from lvit_core.annotation.runs import measure
from lvit_core.annotation.surroundings import surroundings
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.project.clock import now
from lvit_core.project.records import ImageRecord, ImageState, Proposal
from lvit_core.prompt.template import Layer
from lvit_core.wording import said

ACCEPTING = said("Accept proposal"), said("Accept part")  # titles: all of it, or some objects
TOGETHER = said("Mark images as labeled")  # the title where several were marked at once


@dataclass(frozen=True, eq=False)
class Acceptance:
    """What accepting does: the edit, and what is left of the proposal."""

    edit: Edit
    rest: Proposal | None


def acceptance_workspace(
    plane: LabelPlane,
    objects: ObjectTable,
    layer: Layer,
    proposal: Proposal,
    person: str,
    at: str = "",
) -> Workspace:
    """The layer a proposal goes to, with the model as the author of what is new there.

    ``at`` is when it was accepted; now where nothing is said.
    """
    author = Provenance(
        "model",
        person,
        proposal.generation,
        proposal.sentence,
        at or now(),
        answer=origin.key if (origin := proposal.taken_origin) is not None else "",
    )
    return Workspace(plane, objects, layer.name, layer.classes[0].name, author)


def accepting(
    workspace: Workspace, proposal: Proposal, region: Region | None, *, whole_objects: bool
) -> Acceptance:
    """Takes a proposal whose objects are known over, whole or inside ``region``; for any thread.

    What people drew stays to the pixel; what an earlier prediction left untouched gives way.

    Raises:
        LViTError: Of that part people have drawn everything already.
    """
    title = ACCEPTING[0 if region is None else 1]
    edit = edits.accept_instances(
        workspace,
        known_objects(proposal),
        region,
        place=proposal.place,
        whole_objects=whole_objects,
        classes=proposal.class_of_objects(),
        title=title,
    )
    if region is None:
        return Acceptance(edit, None)
    if all(change.before is not None for change in edit.objects):
        raise LViTError(
            "Your work covers this already.", "What is left is its rim: draw what is missing."
        )
    without = without_objects_in if whole_objects else without_region
    return Acceptance(edit, without(proposal, region))


class LeftToAccept:
    """A proposal as it is drawn: to the pixel what accepting all of it would take.

    Where people's work lies is looked up once, for a slider asks again and again.

    Args:
        plane, objects: The layer, which stay as they are.
        layer: What it is.
    """

    def __init__(self, plane: LabelPlane, objects: ObjectTable, layer: Layer) -> None:
        self._plane, self._objects, self._layer = plane, objects, layer
        self.left_out = 0  # objects of the last proposal that people have drawn already
        self._human: Region | None = None
        self._of: tuple[Rect | None, str, str] | None = None

    def of(self, proposal: Proposal) -> Proposal:
        """What is left of a proposal.

        One whose objects are not told apart yet, or that does not fit the image, stays as it is.
        """
        self.left_out = 0
        fits = proposal.area.intersect(self._plane.bounds()) == proposal.area
        if proposal.objects is None or not fits or not len(self._objects):
            return proposal
        key = proposal.place, proposal.generation, proposal.sentence
        if key != self._of:
            workspace = acceptance_workspace(self._plane, self._objects, self._layer, proposal, "")
            self._human, self._of = edits.human_work(workspace, proposal.place), key
        assert self._human is not None
        whole = self._layer.role == "instances"
        taken, self.left_out = edits.acceptable(proposal.objects, self._human, whole_objects=whole)
        return replace(proposal, objects=taken)


def with_reason(edit: Edit, before: str, reason: str) -> Edit:
    """The edit that also records why a person accepted over a contradiction."""
    if not reason or reason == before:
        return edit
    return replace(edit, image=(*edit.image, ImageChange("reason", before, reason)))


def with_progress(edit: Edit, state: ImageState) -> Edit:
    """Drawing on an untouched image makes it 'in progress', in the same undo step."""
    if (edit.patch.empty and not edit.objects) or state != ImageState.UNLABELED:
        return edit
    started = ImageChange("state", str(state), str(ImageState.IN_PROGRESS))
    return replace(edit, image=(*edit.image, started))


def state_edit(record: ImageRecord, layer: str, state: ImageState, reason: str) -> Edit:
    """Unlabeled, in progress or labeled; ``reason`` is kept with it."""
    title = "Mark as labeled" if state == ImageState.LABELED else "Change state"
    change = ImageChange("state", str(record.state), str(state))
    return with_reason(Edit(title, layer, EMPTY_PATCH, (), (change,)), record.reason, reason)


def object_at(proposal: Proposal, y: float, x: float) -> Region:
    """A proposal's object at an image point; raises ``LViTError`` where there is none."""
    top, left = proposal.area.y0, proposal.area.x0
    region = edits.proposed_object(known_objects(proposal), (y - top, x - left)).moved(top, left)
    if region.empty:
        raise LViTError("The proposal has nothing there.", "Click inside one of its areas.")
    return region


def objects_inside(proposal: Proposal, outline: Region, *, touching: bool = False) -> Region:
    """All pixels of the proposal's objects that an outline means, and no others.

    Meant is an object whose centre of mass, or most of which, lies in the outline; with
    ``touching`` every one of which a pixel does.

    Raises:
        LViTError: There is none.
    """
    objects, scope = known_objects(proposal), outline.fitted(proposal.area).mask
    if touching:
        ids = np.unique(objects[scope])
        ids = ids[ids > 0]
    else:
        measured = measure(objects)
        centres = (measured.sum_y // measured.area, measured.sum_x // measured.area)
        ids = np.union1d(measured.ids[scope[centres]], edits.objects_within(objects, scope))
    if not len(ids):
        raise LViTError(
            "No area of the proposal lies inside.", "Draw around the middle of those you accept."
        )
    region = Region(Rect(0, 0, *objects.shape), np.isin(objects, ids)).tight()
    return region.moved(proposal.area.y0, proposal.area.x0)


def reaching_into(proposal: Proposal, looked_at: LookedAt) -> Proposal:
    """A proposal with the objects alone of which a pixel lies where a person has looked.

    They stay whole: cut off, they would have a wrong shape once the region grows.
    """
    objects = known_objects(proposal)
    ids = np.unique(objects[looked_at.mask(proposal.area)])
    return replace(proposal, objects=np.where(np.isin(objects, ids), objects, 0))


def known_objects(proposal: Proposal) -> Labels:
    """The objects of a proposal that were told apart; raises ``LViTError`` when they were not."""
    if proposal.objects is None:
        raise LViTError("The proposal is still being divided.", "Try again in a moment.")
    return proposal.objects


def without_region(proposal: Proposal, region: Region) -> Proposal | None:
    """The proposal with a region cut out; what the cut divides counts as several objects."""
    gone = region.fitted(proposal.area).mask
    return _without(proposal, label_areas((known_objects(proposal) > 0) & ~gone), gone)


def without_objects_in(proposal: Proposal, region: Region) -> Proposal | None:
    """The proposal without the objects that lie mostly in a region; the others stay whole."""
    taken = edits.objects_within(known_objects(proposal), region.fitted(proposal.area).mask)
    return without_objects(proposal, taken)


def rejected_objects(
    proposal: Proposal, part: Region | tuple[float, float], *, touching: bool = False
) -> Labels:
    """The object at a point, or those that an outline means, by their numbers; 0 elsewhere.

    Raises:
        LViTError: There is none, or the objects are not known yet.
    """
    objects = known_objects(proposal)
    if isinstance(part, tuple):
        region = object_at(proposal, *part)
    else:
        region = objects_inside(proposal, part, touching=touching)
    taken = np.isin(objects, edits.objects_within(objects, region.fitted(proposal.area).mask))
    return np.where(taken, objects, 0)


def without_objects(proposal: Proposal, ids: npt.ArrayLike) -> Proposal | None:
    """The proposal without some of its objects; None when nothing of it is left."""
    objects = known_objects(proposal)
    numbers = np.arange(int(objects.max(initial=0)) + 1, dtype=np.int32)
    numbers[np.asarray(ids)] = 0
    rest = numbers[objects]
    return _without(proposal, rest, rest != objects)


def _without(proposal: Proposal, rest: Labels, gone: npt.NDArray[np.bool_]) -> Proposal | None:
    """What slopes away from it goes too: at another threshold it would be a ring around a label.

    The influence of the sentence was that on the whole, so the rest has none.
    """
    if not rest.any():
        return None
    gone = surroundings(proposal.likeliest, proposal.level, gone, rest)
    probability = np.where(gone, np.uint8(0), proposal.probability)
    return replace(proposal, probability=probability, objects=rest, influence=None)
