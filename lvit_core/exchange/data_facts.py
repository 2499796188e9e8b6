"""What the project's own records say of an export as a whole: counts for its data sheet.

Nothing is estimated: what no record tells is counted as unknown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from lvit_core.annotation.objects import ObjectRecord
from lvit_core.exchange.content import Content
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.records import ImageRecord, ImageState
from lvit_core.wording import counted, said

PixelSize = tuple[float, float, SpacingKind | None]  # height, width in mm


class Making(StrEnum):
    """How an object came about."""

    DRAWN = "drawn"
    ACCEPTED = "accepted"
    CORRECTED = "corrected"
    IMPORTED = "imported"
    MACHINE = "machine"


class Found(StrEnum):
    """What the labels of an image say."""

    OBJECTS = "objects"
    NOTHING = "nothing there"
    UNLABELED = "not labeled"


def making(record: ObjectRecord) -> Making:
    """How an object came about, from its provenance."""
    made = record.provenance
    if record.state == "machine":
        return Making.MACHINE
    if made.origin == "person":
        return Making.DRAWN
    if made.edited_by is not None:
        return Making.CORRECTED
    return Making.IMPORTED if made.origin == "import" else Making.ACCEPTED


@dataclass
class DataFacts:
    """Counts over the images and objects that were written; only names of patients are kept.

    Attributes:
        objects: All objects.
        boxes: Those that are boxes around what was meant.
        makings: Objects by layer, class and `Making`.
        persons: Objects that each person drew, accepted or edited, by name as recorded.
        answers: Objects by the key of the answer they were taken from.
        makers: Objects by the model or generation that their records name.
        labels: Images by state and what their labels say.
        parts: Images by split.
        patients: Splits in which each known patient has images.
        nameless: Images that name no patient.
        pixel_sizes: Images by height and width of a pixel in mm and what that was measured on;
            ``None`` where it is unknown.
        sides: Images by how they show the patient: L, R or ``None``.
        templates: Images by template.
        sizes: Least and greatest height and width in pixels.
        sentences: Images with a sentence.
        reasons: Images that were accepted against a contradiction.
        made: Sentences that were made by the program and added, by column.
    """

    objects: int = 0
    boxes: int = 0
    makings: dict[tuple[str, str], Counter[Making]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    persons: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    makers: Counter[str] = field(default_factory=Counter)
    labels: Counter[tuple[ImageState, Found]] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)
    patients: dict[str, tuple[str, ...]] = field(default_factory=dict)
    nameless: int = 0
    pixel_sizes: Counter[PixelSize | None] = field(default_factory=Counter)
    sides: Counter[str | None] = field(default_factory=Counter)
    templates: Counter[str] = field(default_factory=Counter)
    sizes: tuple[int, int, int, int] | None = None
    sentences: int = 0
    reasons: int = 0
    made: Counter[str] = field(default_factory=Counter)

    @property
    def images(self) -> int:
        """All images."""
        return self.parts.total()

    def add_image(self, image: ImageRecord, found: Found) -> None:
        """Counts an image that was written."""
        self.labels[image.state, found] += 1
        self.parts[image.split] += 1
        if image.group:
            before = self.patients.get(image.group, ())
            if image.split not in before:
                self.patients[image.group] = _parts((*before, image.split))
        else:
            self.nameless += 1
        size = image.spacing_mm
        self.pixel_sizes[None if size is None else (*size, image.spacing_kind)] += 1
        self.sides[image.orientation] += 1
        self.templates[image.template] += 1
        self.sentences += bool(image.sentence)
        self.reasons += bool(image.reason)
        low_h, high_h, low_w, high_w = self.sizes or (image.height,) * 2 + (image.width,) * 2
        self.sizes = (
            min(low_h, image.height), max(high_h, image.height),
            min(low_w, image.width), max(high_w, image.width),
        )  # fmt: skip

    def add_object(self, record: ObjectRecord) -> None:
        """Counts an object that was written."""
        self.objects += 1
        self.boxes += record.box
        self.makings[record.layer, record.class_name][making(record)] += 1
        self.persons.update(set(record.persons))
        if record.provenance.answer:
            self.answers[record.provenance.answer] += 1
        if record.provenance.origin in ("model", "pseudo"):
            self.makers[record.provenance.generation] += 1


@lru_cache(maxsize=64)
def _parts(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The same object for the same parts, which thousands of patients share."""
    return parts


def found_in(content: Content, image: ImageRecord) -> Found:
    """What the labels of an image say: an accepted empty image is not one that nobody looked at."""
    layers = content.template(image).layers
    if any(content.counts.has(image, layer) for layer in layers):
        return Found.OBJECTS
    return Found.NOTHING if image.state is ImageState.LABELED else Found.UNLABELED


def kind_losses(images: Iterable[ImageRecord]) -> list[str]:
    """How many images have millimetres that are not those of the patient, one sentence each.

    For formats whose files can tell millimetres, but not what they were measured on.
    """
    kinds = Counter(image.spacing_kind for image in images if image.spacing_mm is not None)
    return [
        said(
            "The millimetres of {kind} are {remark}.",
            kind=counted(kinds[kind], "image"),
            remark=kind.remark,
        )
        for kind in SpacingKind
        if kinds[kind] and not kind.of_the_patient
    ]
