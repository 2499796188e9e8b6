"""The one place that chooses where torch computes and how precisely.

Everything else asks here, so that "which device" has one answer in training, prediction and tests.
torch is imported inside, because this module may be read by parts that must stay light.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lvit_core.errors import LViTError

if TYPE_CHECKING:
    import torch


_MOST_TILES = 16  # more would only make a cancel wait
_TILES_WITHOUT_FIGURES = 4  # where nobody says how much memory is free
_MAPS_ALIVE = 24  # of full size and width, float32, while a tile is encoded and decoded
_SHARE_FOR_TILES = 0.25  # of what is free: features are kept beside it, and others compute too


@dataclass(frozen=True)
class Computation:
    """A device and the number format for fast arithmetic on it.

    Attributes:
        device: "cpu", "cuda", "cuda:1" or "mps".
        precision: "float32", "bfloat16" or "float16"; what autocast should use.
        scaled_gradients: float16 training needs loss scaling, the others do not.
    """

    device: str
    precision: str

    @property
    def scaled_gradients(self) -> bool:
        return self.precision == "float16"

    @property
    def torch_device(self) -> torch.device:
        import torch  # noqa: PLC0415 - see the module docstring

        return torch.device(self.device)

    @property
    def dtype(self) -> torch.dtype:
        """The torch type of ``precision``."""
        import torch  # noqa: PLC0415 - see the module docstring

        dtypes = {
            "float32": torch.float32,
            "bfloat16": torch.bfloat16,
            "float16": torch.float16,
        }
        return dtypes[self.precision]


def choose(device: str | None = None, precision: str | None = None) -> Computation:
    """CUDA before MPS before CPU, and the fastest precision the device computes natively.

    Args:
        device: A wish such as "cpu" or "cuda:1"; ``None`` chooses.
        precision: A wish such as "float32"; ``None`` chooses.

    Raises:
        LViTError: The wished device or precision does not exist.
    """
    chosen = device or _best_device()
    _check_device(chosen)
    if precision not in (None, "float32", "bfloat16", "float16"):
        raise LViTError(
            "There is no precision '{precision}'.",
            "Choose float32, bfloat16 or float16.",
            precision=precision,
        )
    return Computation(chosen, precision or _best_precision(chosen))


def tiles_at_once(device: str, side_px: int, width: int) -> int:
    """How many tiles a network should get in one call.

    A processor is busy with one, and a person waits for it; a graphics card starves on one.

    Args:
        device: As in ``Computation``.
        side_px: Of a tile.
        width: Channels of the network at full size.
    """
    if device == "cpu":
        return 1
    if not device.startswith("cuda"):
        return _TILES_WITHOUT_FIGURES
    import torch  # noqa: PLC0415 - see the module docstring

    free_bytes, _ = torch.cuda.mem_get_info(torch.device(device))
    tile_bytes = _MAPS_ALIVE * width * side_px**2 * 4
    return max(1, min(_MOST_TILES, int(free_bytes * _SHARE_FOR_TILES) // tile_bytes))


def take_own_device() -> None:
    """In one of several processes started together: a CUDA device of its own, by local rank."""
    rank = os.environ.get("LOCAL_RANK")
    if rank is None:
        return
    import torch  # noqa: PLC0415 - see the module docstring

    if torch.cuda.is_available():
        torch.cuda.set_device(int(rank) % torch.cuda.device_count())


def has_fast_bfloat16() -> bool:
    """Whether this CPU multiplies bfloat16 in hardware; emulation is slower than float32."""
    import torch  # noqa: PLC0415 - see the module docstring

    checks = ("_is_avx512_bf16_supported", "_is_amx_tile_supported", "_is_arm_bf16_supported")
    return any(bool(getattr(torch.cpu, name, lambda: False)()) for name in checks)


def return_free_memory() -> None:
    """Gives memory that conversions have used and freed back to the system (Linux keeps it)."""
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def return_device_memory(device: str) -> None:
    """Gives memory of a device that torch keeps but does not use back to it, for the next try."""
    import gc  # noqa: PLC0415 - after a failure

    import torch  # noqa: PLC0415 - see the module docstring

    gc.collect()
    if device.startswith("cuda"):
        torch.cuda.empty_cache()
    elif device == "mps":
        torch.mps.empty_cache()


def _best_device() -> str:
    import torch  # noqa: PLC0415 - see the module docstring

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _check_device(name: str) -> None:
    import torch  # noqa: PLC0415 - see the module docstring

    try:
        kind = torch.device(name).type
    except RuntimeError as error:
        raise LViTError(
            "There is no device '{name}'.", "Choose cpu, cuda or mps.", name=name
        ) from error
    available = {
        "cpu": True,
        "cuda": torch.cuda.is_available(),
        "mps": torch.backends.mps.is_available(),
    }
    if not available.get(kind, False):
        raise LViTError(
            "This computer has no device '{name}'.", "Leave it out or choose cpu.", name=name
        )


def _best_precision(device: str) -> str:
    import torch  # noqa: PLC0415 - see the module docstring

    if device.startswith("cuda"):
        return "bfloat16" if torch.cuda.is_bf16_supported() else "float16"
    if device == "cpu" and has_fast_bfloat16():
        return "bfloat16"
    return "float32"


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error of Python, torch, CUDA or OpenVINO means that memory ran out."""
    import torch  # noqa: PLC0415 - as above

    if isinstance(error, (MemoryError, torch.OutOfMemoryError)):
        return True
    text = str(error).lower()
    signs = ("out of memory", "not enough memory", "can't allocate memory", "bad_alloc")
    return isinstance(error, RuntimeError) and any(sign in text for sign in signs)
