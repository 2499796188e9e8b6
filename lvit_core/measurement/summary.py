"""What a whole project adds up to, layer by layer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from lvit_core.measurement.images import PX_IN_MEGAPIXEL, LayerTotals
from lvit_core.measurement.positivity import h_score, positive_share


@dataclass(frozen=True)
class LayerSummary:
    """One layer of all measured images; ``None``: cannot be told.

    Attributes:
        layer: Its name.
        images: Images on which somebody drew on it, or found nothing.
        objects, area_px: Of all its objects.
        classes: Objects by class.
        area_mm2: Their area, where every one of these images tells its pixel size.
        per_mm2: Objects for each square millimetre of the labeled images, where all tell it.
        per_megapixel: Objects for each million pixels of the labeled images, whatever their scale.
        positive_share, h_score: Of all graded objects.
    """

    layer: str
    images: int
    objects: int
    area_px: int
    classes: dict[str, int]
    area_mm2: float | None
    per_mm2: float | None
    per_megapixel: float | None
    positive_share: float | None
    h_score: float | None


@dataclass
class LayerSum:
    """Adds up one layer, image by image.

    Attributes:
        layer: Its name.
        counted: Whether its objects are counted one by one, so that their density says something.
        grades: Objects of each grade, negative ones first; one entry where nothing is graded.
    """

    layer: str
    counted: bool
    grades: list[int]
    images: int = 0
    objects: int = 0
    area_px: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    area_mm2: float | None = 0.0
    labeled_objects: int = 0
    labeled_mm2: float | None = 0.0
    labeled_px: int = 0

    def add(
        self, totals: LayerTotals, image_px: int, pixel_mm2: float | None, *, finished: bool
    ) -> None:
        """Adds one image.

        Args:
            totals: Of its objects.
            image_px: Its number of pixels.
            pixel_mm2: Area of a pixel; ``None`` when unknown.
            finished: Whether it is labeled, so that what is not drawn is known to be absent.
        """
        self.images += 1
        self.objects += totals.objects
        self.area_px += totals.area_px
        self.classes.update(totals.classes)
        self.grades = [a + b for a, b in zip(self.grades, totals.grades, strict=True)]
        self.area_mm2 = _plus(self.area_mm2, totals.area_px, pixel_mm2)
        if finished:
            self.labeled_objects += totals.objects
            self.labeled_mm2 = _plus(self.labeled_mm2, image_px, pixel_mm2)
            self.labeled_px += image_px

    def summary(self) -> LayerSummary:
        """What was added so far."""
        return LayerSummary(
            self.layer,
            self.images,
            self.objects,
            self.area_px,
            dict(self.classes),
            self.area_mm2,
            self._density(self.labeled_mm2),
            self._density(self.labeled_px / PX_IN_MEGAPIXEL),
            positive_share(self.grades),
            h_score(self.grades),
        )

    def _density(self, area: float | None) -> float | None:
        return self.labeled_objects / area if self.counted and area else None


def _plus(sum_mm2: float | None, pixels: int, pixel_mm2: float | None) -> float | None:
    return None if sum_mm2 is None or pixel_mm2 is None else sum_mm2 + pixels * pixel_mm2
