"""Images whose pixels are known to be not square, but not how large: no file can say it rightly."""

from __future__ import annotations

from collections.abc import Iterable

from lvit_core.exchange.report_lines import some_names
from lvit_core.project.records import ImageRecord
from lvit_core.project.spacing_known import is_square
from lvit_core.wording import counted, said


def stretched_losses(images: Iterable[ImageRecord]) -> list[str]:
    """What is to be said of them in an export; nothing where there are none."""
    names = [image.name for image in images if not is_square(image)]
    told = counted(
        len(names), "image has pixels that are not square, of",
        "images have pixels that are not square, of",
    )  # fmt: skip
    line = said(
        "{told} unknown size: shapes in pixels are stretched: {names}.",
        told=told,
        names=some_names(names),
    )
    return [line] * bool(names)
