"""The plain values that leave the store; nobody outside this package ever sees a row of SQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import DEFAULT_MIN_AREA_PX
from lvit_core.annotation.levels import (
    AS_THE_MODEL,
    Cut,
    Levels,
    cut_objects,
    joined,
    without_rejected,
)
from lvit_core.annotation.object_classes import ClassPlanes, ToldClass
from lvit_core.annotation.plane import Labels
from lvit_core.annotation.threshold import inside, threshold_byte
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.spacing_kind import SpacingKind
from lvit_core.project.answer_origin import AnswerOrigin, model_label, unknown_weights
from lvit_core.project.answer_planes import classes_by_planes, own_planes


class ImageState(StrEnum):
    """How far a person has come with an image."""

    UNLABELED = "unlabeled"
    IN_PROGRESS = "in_progress"
    LABELED = "labeled"


class Picture(StrEnum):
    """Whether the file behind an image is the picture that was marked.

    ``SAME`` also stands for a file that nobody has needed yet. ``CHANGED`` waits for a person's
    decision; ``LEFT_OUT`` is one: the image takes no part until its picture is back.
    """

    SAME = "same"
    CHANGED = "changed"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class ObjectKind:
    """How many objects of one class and state a layer of an image holds."""

    image_id: int
    layer: str
    class_name: str
    state: str
    count: int
    highest_id: int


@dataclass(frozen=True, eq=False)
class PictureChange:
    """What lies under the name of an image instead of its picture.

    Args:
        image_id: The image.
        name: Its file name.
        same_size: Whether marks would fit pixel for pixel.
        belongs_to: Name of the image of the project whose picture it is: names were exchanged.
        before, now: Small uint8 ``(h, w)`` or ``(h, w, 3)`` pictures of what was marked and of what
            lies there, where somebody made them.
    """

    image_id: int
    name: str
    same_size: bool
    belongs_to: str | None
    before: NDArray[np.uint8] | None = None
    now: NDArray[np.uint8] | None = None


class ReplacedPictureError(LViTError):
    """The file of an image is another picture than the one that was marked.

    Args:
        change: What lies there instead; ``None`` where it cannot be read as an image.
    """

    def __init__(self, name: str, change: PictureChange | None) -> None:
        super().__init__(
            f"{name} is another picture than when the marks were made.",
            "Say what becomes of the marks: the choices are in the middle of the window.",
        )
        self.change = change


@dataclass(slots=True, unsafe_hash=True)
class ImageRecord:
    """One image of a project. Type checkers keep it from changing: freezing 100,000 takes 0.13 s.

    Args:
        id: Stable for the life of the project.
        path: Relative to the project folder with forward slashes, or absolute on another drive.
        name: The file name, for lists.
        content_hash: Finds the file again after a move.
        height, width: Rows and columns in pixels.
        channels: 1 or 3.
        spacing_mm: Height and width of a pixel in millimetres, from the file or as stated for the
            project, or ``None``.
        orientation: ``"L"``, ``"R"`` or ``None`` (unknown).
        group: Images of one patient share it; empty when unknown (the image is its own group).
        template: The template whose layers, grammar and model this image follows.
        sentence: The doctor's sentence, empty when there is none.
        state: How far the work is.
        split: ``"train"`` or ``"holdout"``.
        missing: True when the file was not found at the last look.
        has_proposal: True when a prediction waits for a decision.
        reason: Why the image was accepted against a contradiction.
        added_at: ISO 8601 time in UTC.
        picture: What was found when the file was last compared with what was marked.
        spacing_kind: What ``spacing_mm`` was measured on, ``None`` if nobody recorded it.
    """

    id: Final[int]
    path: Final[str]
    name: Final[str]
    content_hash: Final[str]
    height: Final[int]
    width: Final[int]
    channels: Final[int]
    spacing_mm: Final[tuple[float, float] | None]
    orientation: Final[str | None]
    group: Final[str]
    template: Final[str]
    sentence: Final[str]
    state: Final[ImageState]
    split: Final[str]
    missing: Final[bool]
    has_proposal: Final[bool]
    reason: Final[str]
    added_at: Final[str]
    picture: Final[Picture] = Picture.SAME
    spacing_kind: Final[SpacingKind | None] = None

    @property
    def spacing_um(self) -> float | None:
        """Micrometres per pixel, the mean of height and width; ``None`` when unknown."""
        spacing = self.spacing_mm
        return None if spacing is None else 1000.0 * (spacing[0] + spacing[1]) / 2


@dataclass(frozen=True)
class ProjectSettings:
    """What is decided when a project is made.

    Args:
        name: Shown in the title of the window.
        template: Default template of new images.
        laterality: ``"viewer"``, ``"patient"`` or ``"none"``: whose left the sentences mean.
        version: Schema version of the store; set by the store.
        pixel_sizes: Template or source -> micrometres per pixel of images whose files tell none, as
            a person stated it; ``None`` if nobody knows, no entry if nobody was asked.
        licence: Of the data, as a person stated it; empty while nobody has.
        for_the_record: What is labeled changes for a stated reason only.
    """

    name: str
    template: str
    laterality: str = "none"
    version: int = 0
    pixel_sizes: Mapping[str, float | None] = field(default_factory=dict)
    licence: str = ""
    for_the_record: bool = False


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One edit in the history of an image; ``status`` is done, undone or abandoned."""

    id: int
    image_id: int
    title: str
    layer: str
    status: str
    person: str
    created_at: str
    nbytes: int
    why: str = ""  # what was labeled was changed


@dataclass(frozen=True, eq=False)
class Proposal:
    """A prediction that waits beside the human work.

    Args:
        image_id: The image.
        layer: The layer it would go to.
        classes: Names of the classes of the layer that the planes of ``probability`` stand for.
        probability: ``(C, H, W)`` uint8, 0 to 255 for 0 to 1; C is 1 for most models.
        threshold: The model's: from this probability on (0 to 1) a pixel counts as inside.
        sentence: The sentence that was used; empty for a run without text.
        generation: Name of the model or number of the generation.
        created_at: ISO 8601 time in UTC; empty to let the store set it.
        change: 1 - Dice against the proposal of the model before, for the same sentence; ``None``
            when there was none. Set by the store.
        changed_from: That model or generation. Set by the store.
        place: The part of a very large image that ``probability`` covers; ``None`` for all of it.
            Only whole images' proposals are stored.
        influence: How far the sentence moved it from the answer without one, 0 to 1, if asked.
        min_area_px: The model's: smaller objects are specks, which are not proposed.
        objects: int32 ``(H, W)``, the objects 1..n that are proposed, 0 elsewhere; ``None`` until
            somebody told them apart.
        origin: What made it; ``None`` for proposals of older versions.
        cut: What a person chose instead of the model's threshold and smallest object.
        rejected: int32 ``(H, W)``, objects that a person rejected in answers of these weights, each
            by a number; they are not proposed. ``None`` for none.
        depth: uint8 ``(H, W)``, of each pixel in its object, if the model knows objects.
        told: What objects are at each pixel, if the model tells classes apart beside its mask.
    """

    image_id: int
    layer: str
    classes: tuple[str, ...]
    probability: NDArray[np.uint8]
    threshold: float
    sentence: str
    generation: str
    created_at: str = ""
    change: float | None = None
    changed_from: str = ""
    place: Rect | None = None
    influence: float | None = None
    min_area_px: int = DEFAULT_MIN_AREA_PX
    objects: Labels | None = None
    origin: AnswerOrigin | None = None
    cut: Cut = AS_THE_MODEL
    rejected: Labels | None = None
    depth: NDArray[np.uint8] | None = None
    told: ClassPlanes | None = None

    def __post_init__(self) -> None:
        if self.probability.ndim != 3 or len(self.classes) != len(self.probability):
            raise ValueError(f"{self.probability.shape} is not a plane for each of {self.classes}")

    def same_answer(self, other: Proposal | None) -> bool:
        """Whether both are of one answer, of which some may have been accepted meanwhile."""
        return other is not None and _answer(self) == _answer(other)

    @property
    def level(self) -> float:
        """The threshold in force: what a person chose, else the model's."""
        return self.threshold if self.cut.threshold is None else self.cut.threshold

    @property
    def smallest_px(self) -> int:
        """Pixels of the smallest object that is proposed."""
        return self.min_area_px if self.cut.min_area_px is None else self.cut.min_area_px

    @property
    def taken_origin(self) -> AnswerOrigin | None:
        """What made what is proposed: the answer, and what a person chose of it."""
        if self.origin is None or not self.cut.chosen:
            return self.origin
        return replace(self.origin, threshold=self.level, min_area_px=self.smallest_px)

    def cut_to(self, cut: Cut) -> Proposal:
        """Proposed by another threshold and size; its objects are to be told apart anew."""
        return self if cut == self.cut else replace(self, cut=cut, objects=None)

    @property
    def weights(self) -> str:
        """Names the weights that answered: their digest, or the model where nobody knows it."""
        known = self.origin.weights if self.origin is not None else ""
        return known or unknown_weights(self.generation)

    @property
    def made_by(self) -> str:
        """The model that made it, in words: "generation 21" or a name."""
        return model_label(self.generation)

    @property
    def size(self) -> tuple[int, int]:
        """Height and width."""
        _, height, width = self.probability.shape
        return height, width

    @property
    def area(self) -> Rect:
        """Where ``probability`` lies in the image."""
        return self.place or Rect(0, 0, *self.size)

    @property
    def likeliest(self) -> NDArray[np.uint8]:
        """The probability of the likeliest class at each pixel, ``(H, W)``; of one class a view."""
        one = len(self.classes) == 1
        likeliest: NDArray[np.uint8] = self.probability[0] if one else self.probability.max(axis=0)
        return likeliest

    def inside(self) -> NDArray[np.bool_]:
        """The mask that is proposed, bool ``(H, W)``: what is drawn, checked and accepted.

        Once the objects are told apart they are the mask; until then it is what reaches the
        threshold.
        """
        if self.objects is not None:
            return self.objects > 0
        reached = inside(self.likeliest, self.level)
        return reached if self.rejected is None else reached & (self.rejected == 0)

    @property
    def proposed(self) -> NDArray[np.uint8]:
        """``likeliest``, kept below the threshold wherever ``inside()`` is false, ``(H, W)``."""
        if self.objects is None:
            return self.likeliest
        last = np.uint8(threshold_byte(self.level) - 1)
        return np.where(self.objects > 0, self.likeliest, np.minimum(self.likeliest, last))

    def told_apart(self, *, separate: bool = False, levels: tuple[Levels, ...] = ()) -> Proposal:
        """The proposal with its objects; takes a while, so for any thread but the window's.

        Args:
            separate: Divide what touches (nuclei); otherwise one object is one connected area.
            levels: What ``levels`` returned for the same answer; with it, it takes moments.
        """
        if self.objects is not None:
            return self
        if levels:
            found = [one.objects(self.level, self.smallest_px) for one in levels]
        else:
            cut = partial(cut_objects, separate=separate, min_area_px=self.min_area_px)
            planes = own_planes(self.probability)
            found = [cut(own, self.threshold, self.cut, depth=self.depth) for own in planes]
        return replace(self, objects=without_rejected(joined(found), self.rejected))

    def levels(self, *, separate: bool) -> tuple[Levels, ...]:
        """The answer prepared for all thresholds, each class by itself; takes seconds."""
        planes, depth = own_planes(self.probability), self.depth
        return tuple(Levels(own, self.threshold, separate=separate, depth=depth) for own in planes)

    def class_of_objects(self) -> dict[int, ToldClass]:
        """The class of each object that was told apart, and how sure the model is of it."""
        if self.objects is None:
            return {}
        if self.told is not None:
            return self.told.of_objects(self.objects)
        return classes_by_planes(self.objects, self.probability, self.classes)


def _answer(proposal: Proposal) -> tuple[object, ...]:
    origin = proposal.origin
    return (
        proposal.image_id, proposal.layer, proposal.generation, proposal.sentence,
        proposal.threshold, proposal.place, None if origin is None else origin.key,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Need:
    """Why an image is next.

    Args:
        rank: 0 wants a look most; images of one rank are told apart by ``severity``.
        severity: Larger is more urgent.
        words: For people; empty where the state of the image says it all.
    """

    rank: int
    severity: float
    words: str


@dataclass(frozen=True)
class Generation:
    """One trained model of the project; ``folder`` is relative to the project folder."""

    number: int
    folder: str
    parent: str
    holdout_dice: float | None
    in_force: bool
    created_at: str
    note: str


@dataclass(frozen=True)
class Counts:
    """How many images there are, by state and otherwise."""

    total: int
    unlabeled: int
    in_progress: int
    labeled: int
    holdout: int
    with_sentence: int
    with_proposal: int
    missing: int
