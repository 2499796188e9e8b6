"""How much of each stain lies on a pixel of stained tissue.

Light that passes a stain is absorbed exponentially (Beer and Lambert), so optical densities add:
OD = -log10(I / I0) per colour channel, and OD = amounts x vectors. Default vectors are those of
Ruifrok and Johnston (2001); ``estimate_vectors`` finds an image's own by Macenko et al. (2009).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.wording import said

Floats = NDArray[np.float64]
WHITE = 255.0  # light without tissue
_LEAST_OD = 0.15  # less is background (Macenko: beta)
_OUTLIERS = 1.0  # percent at each end of the angles (Macenko: alpha)
_FEWEST_PIXELS = 100
_LEAST_DEGREES = 2.0  # between two stains


@dataclass(frozen=True, eq=False)
class Stains:
    """The stains of a picture.

    Attributes:
        names: Two or three, such as ``("hematoxylin", "eosin")``.
        vectors: (n, 3) float, the optical density of each stain in red, green and blue, of
            length 1.
        source: Where the vectors come from, in words.
    """

    names: tuple[str, ...]
    vectors: Floats
    source: str

    def amounts(self, rgb: NDArray[Any]) -> Floats:
        """Optical density of each stain: uint8 (..., 3) -> float (..., n).

        Of two stains, what neither explains (the direction across both) is left out.
        """
        basis = self.vectors
        if len(basis) == 2:
            across = np.cross(basis[0], basis[1])
            basis = np.vstack([basis, across / np.linalg.norm(across)])
        found = optical_density(rgb) @ np.linalg.inv(basis)
        return np.asarray(found[..., : len(self.names)])


def optical_density(rgb: NDArray[Any]) -> Floats:
    """-log10(I / 255) of each channel: uint8 (..., 3) -> float (..., 3); black counts as 1."""
    return np.asarray(-np.log10(np.maximum(rgb, 1.0) / WHITE))


def _unit(*rows: tuple[float, float, float]) -> Floats:
    vectors = np.array(rows)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


_RUIFROK = "Ruifrok and Johnston (2001)"
DEFAULT_STAINS = {
    "he": Stains(("hematoxylin", "eosin"), _unit((0.65, 0.70, 0.29), (0.07, 0.99, 0.11)), _RUIFROK),
    "hdab": Stains(("hematoxylin", "dab"), _unit((0.65, 0.70, 0.29), (0.27, 0.57, 0.78)), _RUIFROK),
}


def stated_stains(names: tuple[str, ...], vectors: Sequence[Sequence[float]]) -> Stains:
    """Stain vectors that a person measured or drew, of any length.

    Args:
        names: Of the stains, two or three.
        vectors: For each the optical density in red, green and blue, as ``vector_of`` gives it.

    Raises:
        LViTError: There are not as many vectors as names, or two of them point the same way.
    """
    table = np.asarray(vectors, np.float64)
    good = table.shape == (len(names), 3) and np.isfinite(table).all() and (table >= 0).all()
    if not good or not (table.sum(axis=1) > 0).all():
        raise LViTError(
            "Stain vectors are three optical densities each, 0 or more: red, green and blue.",
            "Give one for each of {names}.",
            names=", ".join(names),
        )
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    close = np.triu(table @ table.T, 1) > np.cos(np.radians(_LEAST_DEGREES))
    if close.any():
        raise LViTError(
            "Two stain vectors point the same way, so the stains cannot be told apart.",
            "Draw on places where only one of the stains lies.",
        )
    return Stains(names, table, said("stated"))


def vector_of(rgb: NDArray[Any]) -> Floats:
    """The stain vector of pixels on which only that stain lies, (n, 3) uint8 -> (3,), length 1.

    Raises:
        LViTError: There is hardly any stain on them.
    """
    mean = optical_density(rgb).reshape(-1, 3).mean(axis=0) if rgb.size else np.zeros(3)
    length = float(np.linalg.norm(mean))
    if length < _LEAST_OD:
        raise LViTError("There is hardly any stain there.", "Draw on a darker place.")
    return np.asarray(mean / length)


def estimate_vectors(rgb: NDArray[Any], names: tuple[str, str]) -> Stains:
    """The two stain vectors of an image itself (Macenko et al. 2009).

    Args:
        rgb: (H, W, 3) uint8.
        names: What to call the two. The first is the one that absorbs more red, as haematoxylin
            does beside eosin or DAB.

    Raises:
        LViTError: There is hardly any stained tissue in it, or only one stain.
    """
    density = optical_density(rgb).reshape(-1, 3)
    density = density[(density > _LEAST_OD).all(axis=1)]
    if len(density) < _FEWEST_PIXELS:
        raise LViTError(
            "There is too little stained tissue to tell its stains.", "Use he or hdab instead."
        )
    plane = np.linalg.eigh(np.cov(density.T))[1][:, [2, 1]]  # the two directions of most change
    plane *= np.sign(plane.sum(axis=0) + (plane.sum(axis=0) == 0))
    angles = np.arctan2(*(density @ plane).T[::-1])
    ends = np.percentile(angles, (_OUTLIERS, 100 - _OUTLIERS))
    vectors = np.array([plane @ (np.cos(end), np.sin(end)) for end in ends])
    vectors = np.maximum(vectors, 0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    if vectors[0] @ vectors[1] > np.cos(np.radians(_LEAST_DEGREES)):
        raise LViTError("Only one stain can be told in it.", "Use he or hdab instead.")
    first = int(np.argmax(vectors[:, 0]))
    return Stains(names, vectors[[first, 1 - first]], said("estimated from the image (Macenko)"))
