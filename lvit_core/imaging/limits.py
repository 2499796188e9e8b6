"""Refusals that every reader shares, so that the same fault is always told in the same words.

What counts is bytes in memory, not bytes on the disk: a few kilobytes can unfold to gigabytes.
"""

from __future__ import annotations

from pathlib import Path

from lvit_core.errors import LViTError

LARGEST_SIDE_PX = 30_000
LARGEST_AREA_PX = 450_000_000
LARGEST_WHOLE_PX = 20_000_000  # an image up to here is predicted as a whole
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
        raise LViTError("{name} has no pixels.", "Export the image again.", name=path.name)
    if by_tiles:
        return
    advice = "Save it as a tiled TIFF with smaller levels or cut it into parts."
    if max(height, width) > LARGEST_SIDE_PX or height * width > LARGEST_AREA_PX:
        raise LViTError(
            "{name} is too large: {width} x {height} pixels (at most "
            "{largest_side_px} a side and {largest_area_px} million in all).",
            advice,
            name=path.name,
            width=width,
            height=height,
            largest_side_px=LARGEST_SIDE_PX,
            largest_area_px=LARGEST_AREA_PX // 1000000,
        )
    if height * width * pixel_bytes > LARGEST_BYTES:
        raise LViTError(
            "{name} is too large: {width} x {height} pixels need {height_2:.0f} MB "
            "of memory (at most {largest_bytes}).",
            advice,
            name=path.name,
            width=width,
            height=height,
            height_2=height * width * pixel_bytes / 1000000.0,
            largest_bytes=LARGEST_BYTES // 1000000,
        )


def check_file(path: Path) -> None:
    """Refuses a file that would have to be taken into memory as it is, and is too large for that.

    Raises:
        LViTError: It is.
    """
    size_mb = path.stat().st_size / 1e6
    if size_mb > LARGEST_BYTES / 1e6:
        raise LViTError(
            "{name} is too large: {size_mb:.0f} MB (at most {largest_bytes}).",
            "Save it as a tiled TIFF with smaller levels or cut it into parts.",
            name=path.name,
            size_mb=size_mb,
            largest_bytes=LARGEST_BYTES // 1000000,
        )


def truncated(path: Path) -> LViTError:
    """The refusal of a file that ends too early."""
    return LViTError(
        "{name} is cut off: its end is missing.", "Copy or export it again.", name=path.name
    )


def other_colours(path: Path) -> LViTError:
    """The refusal of colours that no reader here converts."""
    return LViTError(
        "{name} stores colours in a way that cannot be read.",
        "Save it in grey or RGB.",
        name=path.name,
    )


def other_channels(path: Path, depth: int) -> LViTError:
    """The refusal of channels that are no colour as far as the file says.

    Args:
        path: For the message.
        depth: How many there are.
    """
    return LViTError(
        "{name} has {depth} channels, and does not say how they make a picture.",
        "Save the channel you need, or a picture in RGB, as a file of its own.",
        name=path.name,
        depth=depth,
    )


def unreadable(path: Path, why: object = "") -> LViTError:
    """The refusal of a file whose content makes no sense.

    Args:
        path: For the message.
        why: Own words, or what a decoder raised: of that only the kind is told, because its text
            may quote what stands in the file, names of patients included.
    """
    word = type(why).__name__ if isinstance(why, BaseException) else str(why)
    return LViTError(
        "{name} is damaged and cannot be read{value}.",
        "Export it again.",
        name=path.name,
        value=f" ({word})" if word else "",
    )
