"""What the predictor process is told, and how both sides write messages.

On the wire a message is JSON: the name of its type and its fields; arrays are left out, because
they lie in memory that both processes see.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

from lvit_core.geometry import Rect
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.worker.events import (
    Begun,
    Failed,
    Finished,
    Looked,
    ModelWish,
    OutOfMemory,
    Ready,
    Refused,
    Said,
    TileReady,
)


@dataclass(frozen=True)
class ArrayPlace:
    """Where a shared array lies; ``dtype`` as numpy writes it."""

    path: str
    shape: tuple[int, ...]
    dtype: str


@dataclass(frozen=True)
class TakeImage:
    """The image that questions are about from now on.

    Attributes:
        key: Names the pixels.
        spacing_um: Micrometres per pixel.
        pixels: uint8 (H, W, 3).
        result: uint8 (H, W), where answers go.
    """

    key: str
    spacing_um: float | None
    pixels: ArrayPlace
    result: ArrayPlace


@dataclass(frozen=True)
class PrepareImage:
    """An image to encode while nothing is asked; as ``TakeImage``."""

    key: str
    spacing_um: float | None
    pixels: ArrayPlace


@dataclass(frozen=True)
class Ask:
    """A question, and the one model that may answer it.

    Attributes:
        request_id: Comes back with the answer.
        model: Answers once it is loaded; no other model does.
        image_key: The image it is about.
        sentence: ``None`` or blank runs the model without text.
        center_yx: What the person looks at, image pixels.
        network_layer: Asks what this layer looks at, instead of for a mask.
    """

    request_id: int
    model: ModelWish
    image_key: str
    sentence: str | None
    center_yx: tuple[float, float] | None = None
    network_layer: str | None = None


@dataclass(frozen=True)
class Cancel:
    """The question is withdrawn."""

    request_id: int


@dataclass(frozen=True)
class Stop:
    """The process is to end."""


Order = ModelWish | TakeImage | PrepareImage | Ask | Cancel | Stop

_KINDS: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        *(ModelWish, TakeImage, PrepareImage, Ask, Cancel, Stop, ArrayPlace, Rect, AnswerOrigin),
        *(Ready, Refused, Begun, TileReady, Finished, Looked, Failed, OutOfMemory),
    )
}


def packed(message: Order | Said) -> bytes:
    """The message as JSON."""
    return json.dumps(_plain(message), ensure_ascii=False).encode()


def unpacked(data: bytes) -> Any:
    """The inverse of ``packed``; raises ``ValueError`` for what is no message of ours."""
    try:
        return _typed(json.loads(data))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("not a message of the predictor") from error


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        parts = {field.name: getattr(value, field.name) for field in fields(value)}
        kept = {k: _plain(v) for k, v in parts.items() if not isinstance(v, np.ndarray)}
        return {"type": type(value).__name__, **kept}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _typed(plain: Any) -> Any:
    if isinstance(plain, dict):
        kind = _KINDS[plain.pop("type")]
        return kind(**{key: _typed(value) for key, value in plain.items()})
    return tuple(_typed(item) for item in plain) if isinstance(plain, list) else plain
