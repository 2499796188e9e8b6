"""One image of an export at a time: it is written whole, or it is named and nothing of it is left.

What belongs to the image is written into a folder of its own and moved to its place at the end, so
that a damaged file in the middle of thousands costs that file only.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lvit_core.errors import Cancelled, LViTError
from lvit_core.exchange.content import Content
from lvit_core.exchange.reports import Steps
from lvit_core.project.records import ImageRecord
from lvit_core.project.steady import SteadyFile
from lvit_core.wording import said, spoken

_PART = ".image"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}


@contextmanager
def writing_image(
    content: Content, image: ImageRecord, folder: Path, steps: Steps
) -> Iterator[Path]:
    """Gives a folder for the files of one image, which come into ``folder`` at the end.

    What fails in the block costs this image, where that was asked for: `Content.bad` tells why. So
    does another picture that came under its name since the export began.

    Raises:
        Cancelled: A person asked to stop.
        LViTError: The image cannot be written, and is not to be left out.
        OSError: The disk takes no more.
    """
    steps.next(image.name)
    part = folder / _PART
    part.mkdir()
    file = SteadyFile(content.path(image))
    try:
        yield part
        file.require()
        content.project.pictures.require(image.id)
        _move(part, folder)
    except Cancelled:
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in _FULL:
            raise
        reason = error.message if isinstance(error, LViTError) else _told(error)
        reason = content.selection.identity.without_names(reason, image, content.path(image))
        if not content.options.skip_bad:
            raise LViTError(
                "{name} cannot be written: {reason}",
                "Mend the file, or leave out what cannot be written (--skip-bad).",
                name=image.name,
                reason=spoken(reason),
            ) from error
        content.bad[image.id] = reason
    finally:
        shutil.rmtree(part, ignore_errors=True)


def bad_lines(content: Content) -> list[str]:
    """A line for each image that could not be written."""
    names = {image.id: image.name for image in content.selection.images.of(sorted(content.bad))}
    return [
        said("{name} is left out: {reason}", name=names[id_], reason=spoken(reason))
        for id_, reason in content.bad.items()
    ]


def _told(error: Exception) -> str:
    """The error without what it may quote of the file."""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}."
    return said("it cannot be converted ({kind}).", kind=type(error).__name__)


def _move(part: Path, folder: Path) -> None:
    for file in sorted(part.rglob("*")):
        if file.is_dir():
            continue
        target = folder / file.relative_to(part)
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            raise LViTError(
                "Another image has a file {name} already.", "Rename one.", name=target.name
            )
        file.rename(target)
