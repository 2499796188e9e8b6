"""Masks as run lengths and polygons: what other programs read, without losing a pixel or a hole.

Run lengths follow the COCO convention: column by column, zeros first. Polygons run along pixel
corners, so drawing them again gives the same mask; they are valid in the OGC sense.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lvit_core.annotation.contours import outline_rings
from lvit_core.annotation.raster import polygon_region
from lvit_core.annotation.runs import find_runs
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect

Mask = npt.NDArray[np.bool_]
Ring = list[tuple[float, float]]

_CONTINUES, _SIGN, _PAYLOAD, _FIRST_CHARACTER = 0x20, 0x10, 0x1F, 48


@dataclass(frozen=True)
class Polygon:
    """One connected area: an outer ring and its holes.

    Rings are lists of (y, x) pixel corners in image coordinates, without the first point repeated;
    the outer ring has positive area by the shoelace formula in (x, y), holes negative.
    """

    outer: Ring
    holes: tuple[Ring, ...] = ()


def rle_encode(
    mask: npt.NDArray[np.bool_], rect: Rect | None = None, size: tuple[int, int] | None = None
) -> dict[str, object]:
    """``{"size": [height, width], "counts": str}``, COCO's compressed run lengths.

    Args:
        mask: ``(H, W)`` of an image, or of ``rect`` in an image of ``size``, which is never made.
        rect: Where the mask lies; the whole image when omitted.
        size: Height and width of the image, where the mask is a part of it.
    """
    from pycocotools.mask import frPyObjects  # noqa: PLC0415 - only exports need it

    height, width = mask.shape if size is None else size
    y0, x0 = (0, 0) if rect is None else (rect.y0, rect.x0)
    runs = find_runs(mask.T)  # column after column
    base = (runs.row + x0) * height + y0
    edges = np.stack((base + runs.start, base + runs.stop), axis=1).ravel()
    # A run that ends at the foot of a column goes on at the head of the next.
    meet = np.flatnonzero(edges[1:-1:2] == edges[2::2]) * 2 + 1
    edges = np.delete(edges, np.concatenate((meet, meet + 1)))
    counts = np.diff(np.concatenate(([0], edges, [height * width])))
    if len(counts) > 1 and counts[-1] == 0:
        counts = counts[:-1]
    found = frPyObjects({"size": [height, width], "counts": counts.tolist()}, height, width)
    return {"size": [height, width], "counts": found["counts"].decode("ascii")}


def rle_decode(encoded: dict[str, object]) -> Mask:
    """The bool mask (H, W) of a COCO run length dictionary, counts as text or as a list.

    Read here and not by pycocotools, whose decoder gives whatever lies in memory where the runs of
    a damaged file end too soon, and reads beyond a text that is cut off.

    Raises:
        LViTError: the runs do not fill the size.
    """
    size, counts = encoded.get("size"), encoded.get("counts")
    if not isinstance(size, Sequence) or len(size) != 2:
        raise _not_rle()
    height, width = int(size[0]), int(size[1])
    if isinstance(counts, (str, bytes)):
        counts = text_to_counts(counts if isinstance(counts, str) else counts.decode("ascii"))
    if not isinstance(counts, Sequence) or min(height, width) < 0:
        raise _not_rle()
    kinds = set(map(type, counts))
    if not kinds <= {int, float}:
        raise _not_rle()
    told = np.asarray(counts, np.float64 if float in kinds else np.int64)
    if not np.isfinite(told).all() or (np.rint(told) != told).any():
        raise _not_rle()
    lengths = told.astype(np.int64)
    if (lengths < 0).any() or int(lengths.sum()) != height * width:
        raise _not_rle()
    values = np.arange(len(lengths)) % 2 == 1
    return np.repeat(values, lengths).reshape((height, width), order="F")


def text_to_counts(text: str) -> list[int]:
    """The runs of COCO's text: base 32, least first; from the third on, differences to two back.

    Raises:
        LViTError: It is no such text.
    """
    counts: list[int] = []
    value, shift = 0, 0
    for character in text:
        digit = ord(character) - _FIRST_CHARACTER
        if not 0 <= digit < 64:
            raise _not_rle()
        value |= (digit & _PAYLOAD) << shift
        shift += 5
        if digit & _CONTINUES:
            continue
        if digit & _SIGN:
            value -= 1 << shift
        counts.append(value + counts[-2] if len(counts) > 2 else value)
        value, shift = 0, 0
    if shift:
        raise _not_rle()
    return counts


def polygons(mask: npt.NDArray[np.bool_], origin_yx: tuple[int, int] = (0, 0)) -> list[Polygon]:
    """Polygons with holes of a mask (H, W) whose corner lies at ``origin_yx``.

    Areas that touch at a corner only become polygons of their own. The result is drawn again and
    compared before it is returned.

    Raises:
        ValueError: the polygons would not give the same mask back (never seen; a bug).
    """
    found = [
        Polygon(_shifted(outer, origin_yx), tuple(_shifted(hole, origin_yx) for hole in holes))
        for outer, holes in outline_rings(mask)
    ]
    height, width = mask.shape
    rect = Rect(0, 0, height, width).moved(*origin_yx)
    if not np.array_equal(polygons_to_mask(found, rect), np.asarray(mask, bool)):
        raise ValueError("polygons do not restore the mask")
    return found


def polygons_to_mask(items: Sequence[Polygon], rect: Rect) -> Mask:
    """The pixels of ``rect`` whose centre lies in one of the polygons and in none of its holes."""
    rings = [ring for item in items for ring in (item.outer, *item.holes)]
    return polygon_region(rings, rect, "evenodd").fitted(rect).mask


def _shifted(ring: Sequence[tuple[int, int]], origin_yx: tuple[int, int]) -> Ring:
    return [(float(y + origin_yx[0]), float(x + origin_yx[1])) for y, x in ring]


def _not_rle() -> LViTError:
    return LViTError(
        "A run-length mask is damaged.", "Its counts must fill the given height and width."
    )
