"""What the predictor is asked, and what it answers, as values that cross threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import smallest_object_px
from lvit_core.geometry import Rect
from lvit_core.model.choice import ModelChoice
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.answer_planes import class_planes, told_planes
from lvit_core.project.records import Proposal
from lvit_core.prompt.template import Layer

LARGEST_MAP_PX = 512  # a map of attention is coarse; more would only cost time to draw
COPIED_PX = 16_000_000  # larger answers begin empty: copying them would be felt


@dataclass(frozen=True, eq=False)
class NextImage:
    """An image that will probably be asked about soon.

    ``pixels`` and ``model`` are called in a background thread: uint8 (H, W, 3) as the network
    sees the image, and the model in force for it. ``key`` names it in the predictor's caches.
    """

    key: str
    spacing_um: float | None
    pixels: Callable[[], NDArray[np.uint8]]
    model: Callable[[], ModelChoice]


@dataclass(frozen=True, eq=False)
class PredictionJob:
    """One question about one image.

    ``pixels`` and ``model`` are called in a background thread: uint8 (H, W, 3) as the network
    sees the image, and the model in force for it. ``sentence`` is as typed, ``network_sentence``
    the same in the viewer's left and right, which is all that networks know. ``place`` is the
    part of the image that is asked about, None for all of it; ``size``, ``pixels`` and the answer
    are of this part. ``image_id`` 0 asks for an answer that becomes no image's proposal.
    ``network_layer`` asks what this layer looks at, instead of for a mask.
    """

    image_id: int
    key: str
    sentence: str | None
    size: tuple[int, int]
    spacing_um: float | None
    pixels: Callable[[], NDArray[np.uint8]]
    model: Callable[[], ModelChoice]
    center_yx: tuple[float, float] | None = None
    network_sentence: str | None = None
    place: Rect | None = None
    network_layer: str | None = None

    @property
    def area_px(self) -> int:
        """Pixels that are asked about."""
        return self.size[0] * self.size[1]

    def begun(self, layer: Layer, threshold: float, shown: Proposal | None) -> Proposal:
        """A proposal of ``size`` to write tiles into; a copy of the shown one if it is alike."""
        height, width = self.size
        same = shown is not None and (shown.layer, shown.threshold) == (layer.name, threshold)
        if shown is not None and same and height * width <= COPIED_PX:
            planes, classes = shown.probability.copy(), shown.classes
        else:
            planes, classes = class_planes(np.zeros((height, width), np.uint8), layer)
        return Proposal(
            self.image_id, layer.name, classes, planes, threshold, self.sentence or "", ""
        )


@dataclass(frozen=True, eq=False)
class PredictionResult:
    """A finished answer; ``probability`` is uint8 (H, W), 0 to 255 for 0 to 1.

    ``depth``, of the same form, is that of each pixel in its object, if the model knows objects;
    ``classes`` is uint8 (K, H, W), what objects are, if it tells classes apart.
    ``model`` is what was asked, and ``origin`` what answered: the same model, never another.
    """

    job: PredictionJob
    model: ModelChoice
    probability: NDArray[np.uint8]
    origin: AnswerOrigin
    uses_text: bool
    seconds: float
    doubt: str | None = None  # why the image is probably of the wrong kind for the model
    places_ignored: bool = False  # the image was asked in parts, so words of place were left out
    depth: NDArray[np.uint8] | None = None
    classes: NDArray[np.uint8] | None = None

    @property
    def title(self) -> str:
        """What answered, as people say it: "generation 21", or "model chest"."""
        label = self.origin.label
        return label if label.startswith("generation") else f"model {label}"

    def as_proposal(self, layer: Layer) -> Proposal:
        """What the answer proposes for a layer of its image."""
        spacing_um = self.job.spacing_um or self.model.scale_um
        names = self.model.class_names
        planes, classes = class_planes(self.probability, layer, names)
        return Proposal(
            self.job.image_id,
            layer.name,
            classes,
            planes,
            self.origin.threshold,
            self.job.sentence or "",
            self.origin.model,
            place=self.job.place,
            min_area_px=smallest_object_px(self.model.min_area_um2, spacing_um),
            origin=replace(self.origin, insisted=self.model.insisted),
            depth=self.depth,
            told=told_planes(self.classes, layer, names, dict(self.model.class_words)),
        )


@dataclass(frozen=True, eq=False)
class Attention:
    """What a layer looked at: ``values`` is uint8 (h, w), coarse, over ``place`` of the image."""

    network_layer: str
    values: NDArray[np.uint8]
    place: Rect


@dataclass(frozen=True, eq=False)
class SaliencyResult:
    """What a layer looked at: ``values`` is uint8 (h, w), 0 to 255, over ``place`` of the image."""

    job: PredictionJob
    values: NDArray[np.uint8]
    place: Rect
    uses_text: bool

    def attention(self, longest_px: int = LARGEST_MAP_PX) -> Attention:
        """The same, to be drawn: no side is longer than ``longest_px``."""
        step = max(1, -(-max(self.values.shape) // longest_px))
        values = np.ascontiguousarray(self.values[::step, ::step])
        return Attention(self.job.network_layer or "", values, self.place)
