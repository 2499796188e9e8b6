"""Where DICOM files say that pixels lie in the patient, so that labels meet their image there.

Labels may lie on the image's grid turned, mirrored or cut out, as programs that work on volumes
write them. What would have to be interpolated is not brought in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from lvit_core.exchange.bundle import Drawn, ReadAgain, Size
from lvit_core.exchange.outlines import placed
from lvit_core.geometry import Rect

_SAME_PX = 0.05  # of a step, and of a place: what rounding in files makes
SAME_PLANE_MM = 0.5
T = TypeVar("T", bound=np.generic)


@dataclass(frozen=True, eq=False)
class Grid(ReadAgain):
    """The grid of one picture in the patient, in millimetres.

    Args:
        frame: Frame of reference; places in different ones have nothing to do with each other.
        origin: Centre of the first pixel, ``(3,)``.
        across: Step from one column to the next, ``(3,)``.
        down: Step from one row to the next, ``(3,)``.
    """

    frame: str
    origin: NDArray[np.float64]
    across: NDArray[np.float64]
    down: NDArray[np.float64]

    def __reduce__(self) -> tuple[Any, ...]:
        """As plain numbers where it is written down."""
        told = (self.origin.tolist(), self.across.tolist(), self.down.tolist())
        return _told_again, (self.frame, *told)

    def pixels_of(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """``(N, 2)`` columns and rows, 0 for the centre of the first, of ``(N, 3)`` places."""
        steps = np.stack((self.across, self.down), axis=1)
        return np.asarray(np.linalg.lstsq(steps, (points - self.origin).T, rcond=None)[0].T)

    def distance_mm(self, points: NDArray[np.float64]) -> float:
        """How far the farthest of ``(N, 3)`` places lies from the plane of the grid."""
        normal = np.cross(self.across, self.down)
        length = float(np.linalg.norm(normal))
        return float(np.abs((points - self.origin) @ (normal / length)).max()) if length else np.inf

    def holds(self, points: NDArray[np.float64]) -> bool:
        """Whether places lie in the plane of the grid."""
        return self.distance_mm(points) <= SAME_PLANE_MM

    def steps_to(self, other: Grid) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
        """How pixels of this grid are pixels of another.

        Returns:
            ``(2, 2)`` and ``(2,)`` with column and row there = matrix @ (column, row) + offset;
            ``None`` where pixels do not meet pixels.
        """
        if self.frame != other.frame or not other.holds(self.origin[None]):
            return None
        corners = np.stack((self.origin, self.origin + self.across, self.origin + self.down))
        if not other.holds(corners):
            return None
        found = other.pixels_of(corners)
        exact = np.stack((found[1] - found[0], found[2] - found[0]), axis=1)
        matrix, offset = np.rint(exact), np.rint(found[0])
        fits = np.abs(exact - matrix).max() <= _SAME_PX and abs(np.linalg.det(matrix)) == 1
        if not fits or np.abs(found[0] - offset).max() > _SAME_PX * 2:
            return None
        return matrix.astype(np.int64), offset.astype(np.int64)


def _told_again(frame: str, *told: list[float]) -> Grid:
    return Grid(frame, *map(np.array, told))


def grid_of(frame: str, position: Any, orientation: Any, spacing: Any) -> Grid | None:
    """The grid that the values of a header tell; ``None`` where they do not tell one.

    Args:
        frame: Frame of reference.
        position: ImagePositionPatient.
        orientation: ImageOrientationPatient.
        spacing: PixelSpacing, rows before columns.
    """
    origin, cosines, steps = _numbers(position, 3), _numbers(orientation, 6), _numbers(spacing, 2)
    if origin is None or cosines is None or steps is None or min(steps) <= 0:
        return None
    across, down = cosines[:3] * steps[1], cosines[3:] * steps[0]
    if not np.linalg.norm(np.cross(across, down)) > 0:
        return None
    return Grid(frame, origin, across, down)


def moved(
    mask: NDArray[np.bool_], matrix: NDArray[np.int64], offset: NDArray[np.int64], size: Size
) -> Drawn:
    """A mask of one grid on another of ``size``, as `Grid.steps_to` says."""
    height, width = mask.shape
    corners = np.array([[0, 0], [width - 1, 0], [0, height - 1], [width - 1, height - 1]])
    there = corners @ matrix.T + offset
    (x0, y0), (x1, y1) = there.min(axis=0).tolist(), there.max(axis=0).tolist()
    return placed(Rect(y0, x0, y1 + 1, x1 + 1), turned(mask, matrix), size)


def turned(values: NDArray[T], matrix: NDArray[np.int64]) -> NDArray[T]:
    """``(h, w)`` values with their rows and columns as another grid has them."""
    found = values.T if matrix[0, 0] == 0 else values
    # The step that moves along a column or row there decides whether it runs backwards.
    if matrix[0].sum() < 0:
        found = found[:, ::-1]
    return found[::-1] if matrix[1].sum() < 0 else found


def _numbers(values: Any, count: int) -> NDArray[np.float64] | None:
    if not isinstance(values, Sequence) or isinstance(values, str) or len(values) != count:
        return None
    try:
        found = np.array([float(value) for value in values])
    except (TypeError, ValueError):
        return None
    return found if np.isfinite(found).all() else None
