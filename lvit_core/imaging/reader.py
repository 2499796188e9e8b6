"""What a reader of image files says of itself; plug-ins add theirs as lvit_annotator.readers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lvit_core.imaging.image import Image
from lvit_core.imaging.info import ImageInfo
from lvit_core.imaging.pages import Pages


@dataclass(frozen=True)
class Reader:
    """How one family of files is read.

    Attributes:
        name: One word.
        recognises: Whether a file that begins with these bytes (up to ``sniff.HEAD_BYTES``) is one
            of the family; names and extensions are no guide.
        probe: Size, type and facts without decoding pixels. Raises ``LViTError`` for a file that
            is damaged, a stack or too large.
        read: The whole image with all its bits. Raises ``LViTError`` as ``probe`` does.
        tells_patient: ``probe`` knows whose image it is; else the file's name is asked.
        suffixes: Usual endings in lower case with the dot, for choosing files.
        pages: How a file with several pictures is taken apart, which ``probe`` refuses with
            ``SeveralPagesError``; ``None`` where there are no such files.
        stacks: Endings of files that hold many pictures, or their labels: a name alone does not
            tell which.
    """

    name: str
    recognises: Callable[[bytes], bool]
    probe: Callable[[Path], ImageInfo]
    read: Callable[[Path], Image]
    tells_patient: bool = False
    suffixes: tuple[str, ...] = ()
    pages: Pages | None = None
    stacks: tuple[str, ...] = ()
