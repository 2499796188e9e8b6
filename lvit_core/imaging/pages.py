"""The pages of a file that holds several pictures, and one of them as a file of its own.

No page is ever chosen for a person. The one that a person chose becomes a file without loss of its
values and scale; whatever reads pictures later needs to know nothing of pages.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from lvit_core.errors import LViTError
from lvit_core.imaging.image import Image
from lvit_core.wording import said

MOST_PAGES = 10_000
_TITLE, _WHITE = 269, 341  # the tags DocumentName and SMaxSampleValue
HOW_TO_CHOOSE = "Add it to a project and choose a page, or save the page as a file of its own."


class SeveralPagesError(LViTError):
    """The refusal of a file that holds several pictures, of which none is chosen.

    Args:
        message: What the file holds.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message, HOW_TO_CHOOSE)


@dataclass(frozen=True)
class Page:
    """One of the pictures in a file.

    Args:
        number: As people count, from 1.
        height: Rows as it is shown, in pixels.
        width: Columns as it is shown, in pixels.
        title: Which it is, such as "Z 2 of 5"; empty where the number says it all.
    """

    number: int
    height: int
    width: int
    title: str = ""

    @property
    def words(self) -> str:
        """One line for a person."""
        facts = {"number": self.number, "height": self.height, "width": self.width}
        if self.title:
            return said(
                "Page {number} ({title}): {width} x {height} pixels", title=self.title, **facts
            )
        return said("Page {number}: {width} x {height} pixels", **facts)


class OpenPages(Protocol):
    """A file with several pictures, held open so that thousands of them cost no more than one each.

    Pages may be asked for in any order; one after the other is the fastest.
    """

    def write(self, number: int, target: Path) -> None:
        """Writes the page of that number to a path, the same bytes each time.

        Raises:
            LViTError: There is no such page, it cannot be decoded, or it is too large.
        """

    def write_numbers(self, number: int, target: Path) -> None:
        """The same for masks, whose numbers stay as they are stored where `write` changes them."""
        self.write(number, target)

    def close(self) -> None:
        """Lets the file go; asked for nothing afterwards."""


@dataclass(frozen=True)
class Pages:
    """How a family of files is taken apart.

    Attributes:
        list: The pages of a file, without decoding pixels; one where it holds one picture. Raises
            ``LViTError`` for more than ``MOST_PAGES``.
        open: The file, to write pages of.
        suffix: The ending of what is written.
    """

    list: Callable[[Path], list[Page]]
    open: Callable[[Path], OpenPages]
    suffix: str = ".tif"


def too_many_pages(path: Path) -> LViTError:
    """The refusal of a file with more pages than ``MOST_PAGES``."""
    return LViTError(
        "{name} is a stack of more than {most_pages:,} pictures.",
        "Save the plane or channel you need as a file of its own.",
        name=path.name,
        most_pages=MOST_PAGES,
    )


def no_such_page(path: Path, number: int, count: int) -> LViTError:
    """The refusal of a number that no page has."""
    return LViTError(
        "{name} has no page {number}.",
        "Its pages have the numbers 1 to {count}.",
        name=path.name,
        number=number,
        count=count,
    )


def write_picture(
    image: Image, target: Path, title: str, per_unit: tuple[float, float] | None = None
) -> None:
    """Writes a picture as a TIFF that reads back with the same values, scale and polarity.

    Args:
        image: Upright.
        target: The file.
        title: Kept in the file.
        per_unit: Pixels for each unit along a column and along a row, of which only the ratio
            means something.
    """
    from tifffile import imwrite  # noqa: PLC0415 - slow to import

    size = None
    if image.spacing_mm is not None:
        height_mm, width_mm = image.spacing_mm
        size = (1 / width_mm, 1 / height_mm)
    elif per_unit is not None:
        size = (per_unit[1], per_unit[0])
    dark = "miniswhite" if image.inverted else "minisblack"
    imwrite(
        target, image.pixels, photometric="rgb" if image.is_color else dark, compression="zlib",
        resolution=size, resolutionunit=None if size is None else "NONE",
        # a scale in units of ImageJ is believed; many values of the usual tags mean nothing
        description=None if image.spacing_mm is None else "ImageJ=1.11a\nimages=1\nunit=mm\n",
        metadata=None, software=False,
        extratags=[(_TITLE, "s", 0, title.encode(), True), *_white(image)],
    )  # fmt: skip


def _white(image: Image) -> list[tuple[int, str, int, object, bool]]:
    """The tag that states the white of colours of more than 8 bits, as their own file did."""
    if not image.is_color or image.pixels.dtype != np.uint16 or image.window is None:
        return []
    return [(_WHITE, "H", 3, (round(image.window.high),) * 3, True)]
