"""How the slices of a volume lie in its array and in the patient.

A slice is shown as people look at a patient: the patient's left on its right, or from the side the
front on the left; head or front on top. Slices follow the axis along which voxels are clearly
longest, as a scanner took them; where none is, they are axial. They are counted as the array
counts, so that slice 1 is index 0 for every other program.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

_CLEARLY = 1.2  # times as long as both others
_NAMES = ("sagittal", "coronal", "axial")  # by the patient's axis that slices follow
_TO_LPS = np.diag(
    [-1.0, -1.0, 1.0]
)  # NIfTI counts to right, front, head; DICOM to left, back, head


@dataclass(frozen=True, eq=False)
class SliceGeometry:
    """The slices of a volume.

    Args:
        shape: Voxels along the three axes of the array.
        affine: float (4, 4): from indices to millimetres towards the patient's right, front, head;
            ``None`` where nobody says how the volume lies.
        ways: For each axis of the array the patient's axis (0 right, 1 front, 2 head) it is nearest
            to, and 1 where it runs there, -1 where it runs the other way.
        voxel_mm: Lengths of a voxel along the three axes; ``None`` where they are unknown.
    """

    shape: tuple[int, int, int]
    affine: npt.NDArray[np.float64] | None
    ways: tuple[tuple[int, int], ...]
    voxel_mm: tuple[float, float, float] | None

    @cached_property
    def through(self) -> int:
        """The axis of the array that slices follow."""
        single = [axis for axis in range(3) if self.shape[axis] == 1]
        if single:
            return single[-1]
        if self.voxel_mm is not None:
            longest = int(np.argmax(self.voxel_mm))
            others = [self.voxel_mm[axis] for axis in range(3) if axis != longest]
            if self.voxel_mm[longest] > _CLEARLY * max(others):
                return longest
        if self.affine is None:
            return 2
        return next((axis for axis in range(3) if self.ways[axis][0] == 2), 2)

    @cached_property
    def in_plane(self) -> tuple[int, int]:
        """The axes of the array along a row and along a column of a slice."""
        first, second = (axis for axis in range(3) if axis != self.through)
        if self.affine is None or self.ways[first][0] < self.ways[second][0]:
            return first, second
        return second, first

    @cached_property
    def flips(self) -> tuple[bool, bool]:
        """Whether rows and columns of a slice run against the array."""
        if self.affine is None:
            return False, False
        across, down = self.in_plane
        return self.ways[across][1] > 0, self.ways[down][1] > 0

    @property
    def count(self) -> int:
        return self.shape[self.through]

    @property
    def size(self) -> tuple[int, int]:
        """Rows and columns of a slice."""
        across, down = self.in_plane
        return self.shape[down], self.shape[across]

    @property
    def name(self) -> str:
        """ "axial", "coronal" or "sagittal"; empty where nobody says how the volume lies."""
        return "" if self.affine is None else _NAMES[self.ways[self.through][0]]

    @property
    def spacing_mm(self) -> tuple[float, float] | None:
        """Height and width of a pixel."""
        if self.voxel_mm is None:
            return None
        across, down = self.in_plane
        return self.voxel_mm[down], self.voxel_mm[across]

    @property
    def thickness_mm(self) -> float | None:
        """From a slice to the next."""
        return None if self.voxel_mm is None else self.voxel_mm[self.through]

    def directions(self) -> list[float] | None:
        """DICOM's Image Orientation (Patient): where a row and a column of a slice run to."""
        if self.affine is None:
            return None
        columns = [
            _TO_LPS @ self.affine[:3, axis] * (-1 if flip else 1)
            for axis, flip in zip(self.in_plane, self.flips, strict=True)
        ]
        return [float(part) for one in columns for part in one / np.linalg.norm(one)]

    def corner(self, index: int) -> list[float] | None:
        """DICOM's Image Position (Patient): the middle of the first pixel of a slice, in mm.

        Args:
            index: Of the slice, from 0, as the array counts.
        """
        if self.affine is None:
            return None
        at = np.array([0.0, 0.0, 0.0, 1.0])
        at[self.through] = index
        for axis, flip in zip(self.in_plane, self.flips, strict=True):
            at[axis] = self.shape[axis] - 1 if flip else 0
        return [float(part) for part in _TO_LPS @ (self.affine @ at)[:3]]

    def turned(self, values: npt.NDArray[Any], index: int) -> npt.NDArray[Any]:
        """A slice of an array with the axes of the volume first, rows first and upright."""
        across, down = self.in_plane
        flat = np.moveaxis(values, self.through, 0)[index]  # the other two keep their order
        picture = np.swapaxes(flat, 0, 1) if across < down else flat
        rows = slice(None, None, -1) if self.flips[1] else slice(None)
        columns = slice(None, None, -1) if self.flips[0] else slice(None)
        return np.ascontiguousarray(picture[rows, columns])
