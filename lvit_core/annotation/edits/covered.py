"""Which proposed objects people have drawn already: what is left of those is no object of its own.

Around a lesion that a person drew lies what a model would draw beyond it.  Taken over, that is a
ring or a crescent, which would count as one more lesion.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.instances import label_counts
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.regions import Region
from lvit_core.geometry import Rect

RIM_SHARE = 3  # what is left is a rim where it is at most one so-manieth as thick as the object
_MEASURED_PX = 128  # of the longer side, when thickness is measured: a slider asks in every frame

Mask = npt.NDArray[np.bool_]


def leave_out_covered(objects: Labels, human: Region, *, whole_objects: bool) -> int:
    """Takes out, in place, the objects that people have drawn already; the others stay as they are.

    Those are the objects that people's work mostly covers.  Of areas (lesions), which may reach far
    beyond it, only a rim may be left besides; nuclei are one object or none.

    What is mostly covered among the pixels around that work is looked at as a whole: the rest of
    it may lie anywhere.

    Args:
        objects: int32 (H, W), proposed objects 1..n.
        human: Where people's work lies, inside of it.
        whole_objects: Objects are nuclei.

    Returns:
        How many objects were taken out.
    """
    part = objects[human.rect.slices]
    covered = label_counts(part, where=human.mask)
    suspected = 2 * covered > label_counts(part, covered.size)[: covered.size]
    suspected[0] = False
    if not suspected.any():
        return 0
    flat = objects.reshape(-1)
    places, ids = _places(flat, suspected)
    suspected &= 2 * covered > np.bincount(ids, minlength=covered.size)
    if not whole_objects:
        for number in np.flatnonzero(suspected).tolist():
            suspected[number] = _only_a_rim(objects, number, places[ids == number], human)
    flat[places[suspected.take(ids)]] = 0
    return int(np.count_nonzero(suspected))


def _places(flat: Labels, wanted: Mask) -> tuple[npt.NDArray[np.intp], Labels]:
    """Where pixels of some objects lie, in order, and whose each is.

    Pixels are looked up run by run, for there are twenty times fewer runs than pixels.

    Args:
        flat: int32 (N,), all rows one after the other.
        wanted: By number, bool; higher numbers are not wanted.
    """
    ends = np.append(np.flatnonzero(flat[1:] != flat[:-1]) + 1, flat.size)
    ids = flat.take(ends - 1)
    some = np.flatnonzero(np.append(wanted, False).take(ids, mode="clip"))
    lengths = ends[some] - np.where(some > 0, ends[some - 1], 0)
    behind = np.cumsum(lengths)
    places = np.arange(lengths.sum()) + np.repeat(ends[some] - behind, lengths)
    return places, np.repeat(ids[some], lengths)


def _only_a_rim(objects: Labels, number: int, places: npt.NDArray[np.intp], human: Region) -> bool:
    """Whether an object is nowhere far beyond people's work; ``places`` are its flat indices."""
    y, x = np.divmod(places, objects.shape[1])
    box = Rect(int(y[0]), int(x.min()), int(y[-1]) + 1, int(x.max()) + 1)
    mask = objects[box.slices] == number
    left = mask & ~human.fitted(box).mask
    step = max(1, max(mask.shape) // _MEASURED_PX)
    return RIM_SHARE * _thickness(left[::step, ::step]) <= _thickness(mask[::step, ::step])


def _thickness(mask: Mask) -> int:
    """Of bool (H, W): how many pixels its innermost one lies within."""
    from scipy import ndimage  # noqa: PLC0415

    depth = ndimage.distance_transform_cdt(np.pad(mask, 1), metric="chessboard")
    return int(depth.max(initial=0))
