"""Refusals that every reader shares, so that the same fault is always told in the same words."""

from __future__ import annotations

from pathlib import Path

from lvit_core.errors import LViTError

LARGEST_SIDE_PX = 30_000
LARGEST_AREA_PX = 450_000_000


def check_size(path: Path, height: int, width: int, *, by_tiles: bool = False) -> None:
    """Refuses what would not fit into memory, from the header alone.

    Args:
        path: For the message.
        height: Rows in pixels.
        width: Columns in pixels.
        by_tiles: True when the file is read tile by tile, which has no such limit.

    Raises:
        LViTError: The image is empty or too large.
    """
    if height < 1 or width < 1:
        raise LViTError(f"{path.name} has no pixels.", "Export the image again.")
    too_large = max(height, width) > LARGEST_SIDE_PX or height * width > LARGEST_AREA_PX
    if too_large and not by_tiles:
        raise LViTError(
            f"{path.name} is too large: {width} x {height} pixels (at most {LARGEST_SIDE_PX} a "
            f"side and {LARGEST_AREA_PX // 1_000_000} million in all).",
            "Save it as a tiled TIFF or cut it into parts.",
        )


def truncated(path: Path) -> LViTError:
    """The refusal of a file that ends too early."""
    return LViTError(f"{path.name} is cut off: its end is missing.", "Copy or export it again.")


def unreadable(path: Path, why: object = "") -> LViTError:
    """The refusal of a file whose content makes no sense; ``why`` is the decoder's own word."""
    first = str(why).strip().splitlines()[0][:160] if str(why).strip() else ""
    detail = f" ({first})" if first else ""
    return LViTError(f"{path.name} is damaged and cannot be read{detail}.", "Export it again.")
