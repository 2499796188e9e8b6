"""What the predictor process is told, and how both sides write messages.

On the wire a message is JSON: the name of its type and its fields; arrays are left out, because
they lie in memory that both processes see.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from lvit_core.worker.events import ModelWish, Said, elsewhere

if TYPE_CHECKING:
    from cattrs.preconf.json import JsonConverter


@dataclass(frozen=True)
class ArrayPlace:
    """Where a shared array of uint8 lies."""

    path: str
    shape: tuple[int, ...]


@dataclass(frozen=True)
class TakeImage:
    """The image that questions are about from now on.

    Attributes:
        key: Names the pixels.
        spacing_um: Micrometres per pixel.
        pixels: uint8 (H, W, 3).
        result: uint8 (2, H, W), where answers go: probability and depth.
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


Order = ModelWish | TakeImage | PrepareImage | Ask | Cancel
_Message: Any = Order | Said  # either side's


def packed(message: Order | Said) -> bytes:
    """The message as JSON."""
    return _converter().dumps(message, _Message, ensure_ascii=False).encode()


def unpacked(data: bytes) -> Any:
    """The inverse of ``packed``: an ``Order`` for the process, for its parent a ``Said``."""
    return _converter().loads(data, _Message)


@lru_cache(maxsize=1)
def _converter() -> JsonConverter:
    """Made when first used: the window is painted before it asks anything."""
    from cattrs.preconf.json import make_converter  # noqa: PLC0415
    from cattrs.strategies import configure_tagged_union  # noqa: PLC0415

    converter = make_converter()
    converter.register_unstructure_hook_func(_is_array, lambda _: None)
    converter.register_structure_hook_func(_is_array, lambda *_: elsewhere())
    configure_tagged_union(_Message, converter, tag_name="type")
    return converter


def _is_array(kind: Any) -> bool:
    return np.ndarray in (kind, typing.get_origin(kind))
