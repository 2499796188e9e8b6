"""What a pixel size was measured on: the same number means different things.

On a chest film the detector's pixels are smaller than what they show of the patient, who lies
between tube and detector; a length in millimetres is only right where somebody calibrated it.
"""

from __future__ import annotations

from enum import StrEnum

from lvit_core.wording import said


class SpacingKind(StrEnum):
    """What a pixel size refers to."""

    FILE = "file"  # resolution tags of a picture file, or what a slide scanner wrote
    PATIENT = "patient"  # lengths in the patient: CT, MR, ultrasound
    CALIBRATED = "calibrated"  # a projection, calibrated to the patient
    ESTIMATED = "estimated"  # a projection, divided by the magnification that the file estimates
    DETECTOR = "detector"  # a projection, at the detector: lengths in the patient are shorter
    FILM = "film"  # of a scanned film
    STATED = "stated"  # a person said it, for all images of the kind
    OBLONG = "oblong"  # no size is known, only that pixels are not square

    @property
    def of_the_patient(self) -> bool:
        """Whether lengths are those of what is shown, as far as anybody says."""
        return self not in (
            SpacingKind.ESTIMATED, SpacingKind.DETECTOR, SpacingKind.FILM, SpacingKind.OBLONG
        )  # fmt: skip

    @property
    def remark(self) -> str:
        """A few words beside the number; empty where it means what a person expects."""
        return _REMARKS.get(self, "")


_SQUARE = 0.01  # what two sides of a square pixel may differ by


def oblong(height: float, width: float) -> SpacingKind | None:
    """What is known of pixels of which only the sides' ratio is told; ``None`` for square ones."""
    if not (height > 0 and width > 0) or abs(height / width - 1) <= _SQUARE:
        return None
    return SpacingKind.OBLONG


def kind_named(name: object) -> SpacingKind | None:
    """The kind that a file calls by that name; ``None`` for any other."""
    return next((kind for kind in SpacingKind if kind == name), None)


_REMARKS = {
    SpacingKind.CALIBRATED: said("calibrated"),
    SpacingKind.ESTIMATED: said("estimated from the magnification"),
    SpacingKind.DETECTOR: said("at the detector, not calibrated"),
    SpacingKind.FILM: said("on the film"),
    SpacingKind.STATED: said("as a person stated it"),
    SpacingKind.OBLONG: said("pixels are not square, of unknown size"),
}
