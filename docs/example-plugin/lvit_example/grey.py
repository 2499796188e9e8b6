"""A reader of images: GREY8, grey values after a line with this word and one with the size."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.reader import Reader


def probe(path: Path) -> ImageInfo:
    """The size in the header."""
    height, width, _ = _header(path)
    return ImageInfo(height, width, 1, "uint8", format="grey")


def read(path: Path) -> Image:
    """The whole image."""
    height, width, offset = _header(path)
    pixels = np.fromfile(path, np.uint8, height * width, offset=offset)
    if len(pixels) < height * width:
        raise LViTError(f"{path.name} is cut off.", "Copy it again.")
    return Image(pixels.reshape(height, width), source=path.name)


def _header(path: Path) -> tuple[int, int, int]:
    with path.open("rb") as stream:
        lines = [stream.readline() for _ in range(2)]
        try:
            width, height = map(int, lines[1].split())
        except ValueError as error:
            raise LViTError(f"{path.name} has no size.", "Write it again.") from error
        return height, width, stream.tell()


READER = Reader(
    name="grey",
    recognises=lambda head: head.startswith(b"GREY8\n"),
    probe=probe,
    read=read,
    suffixes=(".grey",),
)
