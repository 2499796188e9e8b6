"""Refusals that every reader shares, so that the same fault is always told in the same words.

What counts is bytes in memory, not bytes on the disk: a few kilobytes can unfold to gigabytes.
"""

from __future__ import annotations

from pathlib import Path

from lvit_core.errors import LViTError

LARGEST_SIDE_PX = 30_000
LARGEST_AREA_PX = 450_000_000
LARGEST_BYTES = 450_000_000  # of one decoded image: with a second copy, below 1 GB
LARGEST_TILE_BYTES = 200_000_000


def check_size(
    path: Path, height: int, width: int, *, pixel_bytes: float = 1, by_tiles: bool = False
) -> None:
    """Refuses what would not fit into memory, from the header alone.

    Args:
        path: For the message.
        height: Rows in pixels.
        width: Columns in pixels.
        pixel_bytes: Memory that the decoder takes for a pixel, all its channels together.
        by_tiles: True when the file is read tile by tile, which has no such limit.

    Raises:
        LViTError: The image is empty or too large.
    """
    if height < 1 or width < 1:
        raise LViTError(f"{path.name} has no pixels.", "Export the image again.")
    if by_tiles:
        return
    advice = "Save it as a tiled TIFF with smaller levels or cut it into parts."
    if max(height, width) > LARGEST_SIDE_PX or height * width > LARGEST_AREA_PX:
        raise LViTError(
            f"{path.name} is too large: {width} x {height} pixels (at most {LARGEST_SIDE_PX} a "
            f"side and {LARGEST_AREA_PX // 1_000_000} million in all).",
            advice,
        )
    if height * width * pixel_bytes > LARGEST_BYTES:
        raise LViTError(
            f"{path.name} is too large: {width} x {height} pixels need "
            f"{height * width * pixel_bytes / 1e6:.0f} MB of memory (at most "
            f"{LARGEST_BYTES // 1_000_000}).",
            advice,
        )


def check_file(path: Path) -> None:
    """Refuses a file that would have to be taken into memory as it is, and is too large for that.

    Raises:
        LViTError: It is.
    """
    size_mb = path.stat().st_size / 1e6
    if size_mb > LARGEST_BYTES / 1e6:
        raise LViTError(
            f"{path.name} is too large: {size_mb:.0f} MB (at most {LARGEST_BYTES // 1_000_000}).",
            "Save it as a tiled TIFF with smaller levels or cut it into parts.",
        )


def truncated(path: Path) -> LViTError:
    """The refusal of a file that ends too early."""
    return LViTError(f"{path.name} is cut off: its end is missing.", "Copy or export it again.")


def unreadable(path: Path, why: object = "") -> LViTError:
    """The refusal of a file whose content makes no sense.

    Args:
        path: For the message.
        why: Own words, or what a decoder raised: of that only the kind is told, because its text
            may quote what stands in the file, names of patients included.
    """
    word = type(why).__name__ if isinstance(why, BaseException) else str(why)
    return LViTError(
        f"{path.name} is damaged and cannot be read{f' ({word})' if word else ''}.",
        "Export it again.",
    )
