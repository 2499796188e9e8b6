"""What an annotator does with a proposal whose truth is known: accepts, repairs, deletes, draws.

The truth stands for the person's eye.  Corrections are counted one for each edit that changes
something; what is kept as it was proposed costs none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from lvit_core.annotation import edits
from lvit_core.annotation.edit import Edit
from lvit_core.annotation.edits.workspace import Workspace
from lvit_core.annotation.instances import label_counts
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.regions import Region, object_region
from lvit_core.geometry import Rect

GOOD_IOU = 0.7
"""From here on an object is accepted as it is."""

USEFUL_IOU = 0.4
"""From here on an object is repaired; below, it is deleted and drawn anew."""

REJECTING = 1
"""Corrections that rejecting a whole proposal takes."""


@dataclass(frozen=True)
class Plan:
    """What is done with one proposal.

    Attributes:
        kept: Proposed objects that are accepted untouched.
        repaired: Proposed objects and the true ones that they become.
        deleted: Proposed objects that are none.
        drawn: True objects that nobody proposed well enough.
        rejected: The whole proposal goes at once, because repairing it takes longer.
        corrections: Edits that a person makes.
    """

    kept: tuple[int, ...]
    repaired: tuple[tuple[int, int], ...]
    deleted: tuple[int, ...]
    drawn: tuple[int, ...]
    rejected: bool
    corrections: int


def planned(proposed: Labels, truth: Labels) -> Plan:
    """The plan with the fewest edits among repairing all and beginning anew.

    Args:
        proposed: int32 (H, W), objects 1..n, 0 elsewhere.
        truth: The same of what is there.
    """
    there = np.flatnonzero(label_counts(truth)[1:]) + 1
    kept, repaired = [], []
    pending, wanted = set(_ids(proposed)), set(there.tolist())
    strokes = 0
    for iou, mine, true in _overlaps(proposed, truth):
        if mine not in pending or true not in wanted or iou < USEFUL_IOU:
            continue
        pending.discard(mine)
        wanted.discard(true)
        if iou >= GOOD_IOU:
            kept.append(mine)
        else:
            repaired.append((mine, true))
            strokes += _strokes(proposed == mine, truth == true)
    corrections = strokes + len(pending) + len(wanted)
    anew = len(there) + (REJECTING if _ids(proposed) else 0)
    if corrections > anew:
        return Plan((), (), (), tuple(there.tolist()), True, anew)
    return Plan(
        tuple(sorted(kept)),
        tuple(sorted(repaired)),
        tuple(sorted(pending)),
        tuple(sorted(wanted)),
        False,
        corrections,
    )


def corrections_from_nothing(truth: Labels) -> int:
    """Edits without any proposal: every object is drawn."""
    return len(_ids(truth))


def carry_out(
    plan: Plan,
    workspace: Workspace,
    proposed: Labels,
    truth: Labels,
    done: Callable[[Edit], object],
) -> int:
    """Makes the edits of a plan on what was accepted, each in turn.

    Args:
        plan: Of ``proposed`` and ``truth``.
        workspace: The layer with what was accepted; changes with each edit.
        proposed: int32 (H, W).
        truth: int32 (H, W).
        done: Gets each edit that changes something.

    Returns:
        How many edits changed something.
    """
    count = 0
    for edit in _edits(plan, workspace, proposed, truth):
        if edit.empty:
            continue
        edit.patch.apply(workspace.plane)
        workspace.table.apply(edit.objects)
        done(edit)
        count += 1
    return count


def _edits(plan: Plan, workspace: Workspace, proposed: Labels, truth: Labels) -> Iterator[Edit]:
    """The edits, each made on what the ones before have left."""
    accepted = {mine: _accepted(workspace, proposed == mine) for mine in _ids(proposed)}
    for mine in plan.deleted:
        if accepted[mine]:
            yield edits.delete(workspace, [accepted[mine]])
    for mine, true in plan.repaired:
        meant, known = _region(truth == true), accepted[mine]
        if known:
            present = object_region(workspace.plane, known)
            wrong = present.mask & ~meant.fitted(present.rect).mask
            yield edits.subtract_area(workspace, Region(present.rect, wrong), known)
        yield edits.add_area(workspace, meant, known)
    for true in plan.drawn:
        yield edits.add_area(workspace, _region(truth == true))


def _accepted(workspace: Workspace, mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> int:
    """The object of the plane that a proposed object became; 0 where nothing of it was taken."""
    region = _region(mask)
    ids = workspace.plane.read(region.rect)[region.mask]
    counts = np.bincount(ids[ids > 0]) if (ids > 0).any() else np.zeros(1, np.int64)
    return int(counts.argmax())


def _region(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Region:
    return Region(Rect(0, 0, mask.shape[0], mask.shape[1]), mask).tight()


def _strokes(
    mine: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
    true: np.ndarray[tuple[int, ...], np.dtype[np.bool_]],
) -> int:
    """Strokes of a repair: one that takes away, one that adds, as far as there is anything."""
    return int((mine & ~true).any()) + int((true & ~mine).any())


def _overlaps(proposed: Labels, truth: Labels) -> list[tuple[float, int, int]]:
    """IoU and numbers of all that overlap, the best first."""
    sizes, others = label_counts(proposed), label_counts(truth)
    both = (proposed > 0) & (truth > 0)
    pairs = proposed[both].astype(np.int64) * others.size + truth[both]
    numbers, shared = np.unique(pairs, return_counts=True)
    mine, theirs = numbers // others.size, numbers % others.size
    iou = shared / (sizes[mine] + others[theirs] - shared)
    found = zip(iou.tolist(), mine.tolist(), theirs.tolist(), strict=True)
    return sorted(found, key=lambda one: (-one[0], one[1], one[2]))


def _ids(labels: Labels) -> list[int]:
    return (np.flatnonzero(label_counts(labels)[1:]) + 1).tolist()
