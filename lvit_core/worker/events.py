"""What is heard of the predictor, as typed values to match by type; torch-free and Qt-free."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lvit_core.geometry import Rect
from lvit_core.project.answer_origin import AnswerOrigin

RestartReason = Literal["killed", "hung", "memory"]


def elsewhere() -> NDArray[np.uint8]:
    """Stands for pixels until they are taken from where they are shared."""
    return np.zeros((0, 0), np.uint8)


@dataclass(frozen=True)
class ModelWish:
    """A model to load and to answer with.

    Attributes:
        path: What ``load_model`` takes.
        name: How answers call it: a model's name or the number of a generation.
        backend: "auto", or a way to compute.
        threads: Cores it may use; ``None`` leaves it to the process.
        digest: Of its weights when it was wished for; empty where they cannot be read.
    """

    path: str
    name: str
    backend: str = "auto"
    threads: int | None = None
    digest: str = ""


@dataclass(frozen=True)
class Loading:
    """A model is being loaded; questions for it wait, and no other model answers them.

    Attributes:
        model: As it was wished for.
        republished: It was loaded before, and other weights lie in its place now.
    """

    model: ModelWish
    republished: bool = False


@dataclass(frozen=True)
class Ready:
    """A model answers from now on.

    Attributes:
        model: As it was wished for.
        backend: Name of the chosen way to compute, such as "openvino-bf16".
        notes: What a person may want to know, such as a refused backend.
        seconds: From the wish to this answer.
    """

    model: ModelWish
    backend: str
    notes: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Begun:
    """A request is being answered.

    Attributes:
        expected_s: Seconds it should take, from what a tile took on this computer.
        encoded: The image was encoded before: only the sentence is decoded.
    """

    request_id: int
    expected_s: float
    encoded: bool = False


@dataclass(frozen=True, eq=False)
class TileReady:
    """A part of an answer that is still growing.

    Attributes:
        rect: Place in the image, pixels.
        threshold: From this probability on (0 to 1) a pixel counts as inside.
        probability: uint8 (rect.height, rect.width), 0..255; later tiles may refine its border.
    """

    request_id: int
    rect: Rect
    threshold: float
    probability: NDArray[np.uint8] = field(default_factory=elsewhere)


@dataclass(frozen=True, eq=False)
class Finished:
    """The whole answer.

    Attributes:
        origin: What made it.
        uses_text: False when this model ignores sentences.
        seconds: Time in the predictor.
        doubt: Why the image is probably of the wrong kind for the model, one sentence.
        places_ignored: The image is asked part by part, so its words of place changed nothing.
        knows_objects: The model has said how deep a pixel lies in its object, too.
        probability, depth: uint8 (H, W) of the image, 0..255 for 0..1, the receiver's own copies.
        classes: The same (K, H, W), if the model tells classes apart.
    """

    request_id: int
    origin: AnswerOrigin
    uses_text: bool
    seconds: float
    doubt: str | None = None
    places_ignored: bool = False
    knows_objects: bool = False
    probability: NDArray[np.uint8] = field(default_factory=elsewhere)
    depth: NDArray[np.uint8] | None = None
    classes: NDArray[np.uint8] | None = None


@dataclass(frozen=True, eq=False)
class Looked:
    """What a layer of the model looked at.

    Attributes:
        origin: What made it.
        place: The part of the image the network was shown, pixels.
        uses_text: False when this model ignores sentences.
        saliency: uint8 (place.height, place.width), 0..255, a copy the receiver owns.
    """

    request_id: int
    origin: AnswerOrigin
    place: Rect
    uses_text: bool
    saliency: NDArray[np.uint8] = field(default_factory=elsewhere)


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
        model: The one that cannot be loaded.
    """

    request_id: int | None
    message: str
    hint: str = ""
    model: ModelWish | None = None


@dataclass(frozen=True)
class OutOfMemory:
    """The process's last words: only a new one gets its memory back for certain."""


@dataclass(frozen=True)
class Ended:
    """The process is gone: what it said before was its last."""


@dataclass(frozen=True)
class Restarted:
    """The process ended and a new one is being started.

    Attributes:
        reason: What ended it.
        repeats: The open request is asked once more.
    """

    reason: RestartReason
    repeats: bool


Answer = Begun | TileReady | Finished | Looked
"""To a request, or a part of it."""

Said = Ready | Answer | Failed | OutOfMemory
"""By the process."""

Event = Loading | Ready | Answer | Superseded | Failed | Restarted
"""Told to whoever asks."""
