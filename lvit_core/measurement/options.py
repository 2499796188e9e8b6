"""What is asked of a measurement, beyond the shapes of objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from lvit_core.errors import LViTError
from lvit_core.exchange.export_options import ExportOptions
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import PixelSource, small_image
from lvit_core.measurement.positivity import Grading
from lvit_core.measurement.stains import DEFAULT_STAINS, Stains, estimate_vectors, stated_stains

StainChoice = Literal["none", "he", "hdab", "estimate-he", "estimate-hdab"]
_ESTIMATED = "estimate-"
_SAMPLE_PX = 1 << 21  # of an image, for its own stain vectors


@dataclass(frozen=True)
class MeasureOptions:
    """What to measure.

    Attributes:
        content: Which images and whose labels, as for an export.
        stains: Stain vectors of colour pictures: none, the usual ones of haematoxylin with eosin
            or with DAB, or those of each image itself.
        vectors: What a person stated instead, for each stain three optical densities: red, green
            and blue; ``()`` for none.
        cuts: Mean optical densities of DAB from which an object is positive (one), or weakly,
            moderately and strongly positive (three); ``()`` to grade nothing.

    Raises:
        LViTError: Cuts were given without DAB, or vectors that tell no stains.
    """

    content: ExportOptions = field(default_factory=ExportOptions)
    stains: StainChoice = "none"
    cuts: tuple[float, ...] = ()
    vectors: tuple[tuple[float, ...], ...] = ()

    def __post_init__(self) -> None:
        if self.cuts and not self.stains.endswith("hdab"):
            raise LViTError(
                "Positivity is measured by DAB, which was not asked for.",
                "Choose the stains hdab or estimate-hdab.",
            )
        _ = self.grading  # refuses cuts that do not ascend
        if self.vectors and self.stains not in DEFAULT_STAINS:
            raise LViTError(
                "Stain vectors were stated, and not of which stains.",
                "Choose the stains he or hdab.",
            )
        if self.vectors:
            stated_stains(self.stain_names, self.vectors)

    @property
    def grading(self) -> Grading | None:
        """What makes an object positive."""
        return Grading("dab", self.cuts) if self.cuts else None

    @property
    def stain_names(self) -> tuple[str, ...]:
        """What is measured on colour pictures."""
        return () if self.stains == "none" else self._default.names

    def stains_of(self, source: PixelSource) -> Stains | None:
        """The stains of one image; ``None`` where none were asked for or it has one channel.

        Raises:
            LViTError: Its channels are all the same, or stains were to be estimated and cannot be
                told.
        """
        if self.stains == "none" or not source.is_color:
            return None
        if not has_colours(source):
            raise LViTError("Its channels are all the same, so it shows no stain.")
        default = self._default
        if self.vectors:
            return stated_stains(default.names, self.vectors)
        if not self.stains.startswith(_ESTIMATED):
            return default
        small = (i for i in range(source.levels) if _pixels(source, i) <= _SAMPLE_PX)
        level = next(small, source.levels - 1)
        sample = source.read(level, Rect(0, 0, *source.shape(level)))
        return estimate_vectors(sample, (default.names[0], default.names[1]))

    @property
    def _default(self) -> Stains:
        return DEFAULT_STAINS[self.stains.removeprefix(_ESTIMATED)]


def has_colours(source: PixelSource) -> bool:
    """Whether there is anything to tell stains by: films are stored in three equal channels too.

    Reads pixels, of very large images those of the coarsest level.
    """
    if not source.is_color:
        return False
    pixels = small_image(source).pixels
    return bool((pixels[..., 1:] != pixels[..., :1]).any())


def _pixels(source: PixelSource, level: int) -> int:
    height, width = source.shape(level)
    return height * width
