"""What the predictor process tells its client, as typed values; torch-free and Qt-free."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lvit_core.geometry import Rect

RestartReason = Literal["killed", "hung", "memory"]


@dataclass(frozen=True)
class Ready:
    """A model answers from now on.

    Attributes:
        generation: The label given with ``start`` or ``switch_model``.
        backend: Name of the chosen way to compute, such as "openvino-bf16".
        seconds: From the request to this answer.
        notes: What a person may want to know, such as a refused backend.
    """

    generation: str
    backend: str
    seconds: float
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Begun:
    """A request is being answered.

    Attributes:
        request_id: The request.
        expected_s: Seconds it should take, from what a tile took on this computer.
    """

    request_id: int
    expected_s: float


@dataclass(frozen=True, eq=False)
class TileReady:
    """A part of an answer that is still growing.

    Attributes:
        request_id: The request it belongs to.
        rect: Place in the image, pixels.
        probability: float32 (rect.height, rect.width), 0..1; later tiles may refine its border.
        threshold: As in ``Finished``.
    """

    request_id: int
    rect: Rect
    probability: NDArray[np.float32]
    threshold: float


@dataclass(frozen=True, eq=False)
class Finished:
    """The whole answer.

    Attributes:
        request_id: The request it answers.
        image_key: Key given with ``set_image``.
        sentence: What was asked; ``None`` means the model ran without text.
        probability: float32 (H, W) of the image, 0..1, a copy the receiver owns.
        threshold: Probability above which the model's makers count a pixel as mask.
        generation: Label of the model that answered.
        uses_text: False when this model ignores sentences.
        seconds: Time in the predictor.
        doubt: Why the image is probably of the wrong kind for the model, one sentence.
        places_ignored: The image is asked part by part, so its words of place changed nothing.
    """

    request_id: int
    image_key: str
    sentence: str | None
    probability: NDArray[np.float32]
    threshold: float
    generation: str
    uses_text: bool
    seconds: float
    doubt: str | None = None
    places_ignored: bool = False


@dataclass(frozen=True, eq=False)
class Looked:
    """What a layer of the model looked at.

    Attributes:
        request_id: The request it answers.
        layer: As asked.
        saliency: float32 (place.height, place.width), 0..1, a copy the receiver owns.
        place: The part of the image the network was shown, pixels.
        generation: Label of the model.
        uses_text: False when this model ignores sentences.
        seconds: Time in the predictor.
    """

    request_id: int
    layer: str
    saliency: NDArray[np.float32]
    place: Rect
    generation: str
    uses_text: bool
    seconds: float


@dataclass(frozen=True)
class Superseded:
    """A request will get no answer: a newer one, another image or a cancel took its place."""

    request_id: int


@dataclass(frozen=True)
class Failed:
    """A request (or, without a number, loading a model) failed for good.

    Attributes:
        request_id: ``None`` when it concerns a model.
        message: What happened, one sentence.
        hint: What to do next.
    """

    request_id: int | None
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Restarted:
    """The process ended and a new one is being started.

    Attributes:
        reason: What ended it.
        repeats: The open request is asked once more.
    """

    reason: RestartReason
    repeats: bool


Event = Ready | Begun | TileReady | Finished | Looked | Superseded | Failed | Restarted


def rect_from(values: Any) -> Rect:
    """A rectangle from its four numbers in a message."""
    y0, x0, y1, x1 = (int(value) for value in values)
    return Rect(y0, x0, y1, x1)
