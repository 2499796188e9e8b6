"""The files of a folder in the layout of the LViT paper, matched by stem; pixels are read later.

The sheet names the *mask's* file, images may have another extension, and masks may be called
``mask_STEM.png``. Importing and training find the files here, so that both see the same data set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lvit_core.exchange.bundle import ORGAN
from lvit_core.exchange.declaration import declared_in
from lvit_core.exchange.sheets import read_sheet

IMAGE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".dcm"})
_PREFIX = "mask_"


@dataclass(frozen=True)
class LayoutFiles:
    """What one folder holds, by stem.

    Attributes:
        images, masks, instances, lungs: Files of ``img``, ``labelcol``, ``instances``, ``lungs``.
        sentences: Rows of all sheets, also of images that are not there.
        whose: Whose left and right each sentence means, ``None`` where nothing declares it.
    """

    images: Mapping[str, Path]
    masks: Mapping[str, Path]
    instances: Mapping[str, Path]
    lungs: Mapping[str, Path]
    sentences: Mapping[str, str]
    whose: Mapping[str, str | None]

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that have masks beside the finding's."""
        return (ORGAN,) if self.lungs else ()


def layout_files(folder: Path) -> LayoutFiles:
    """Looks through a folder; what is not there is empty.

    Raises:
        LViTError: A sheet cannot be read, or declares sides that this program does not know.
    """
    sentences: dict[str, str] = {}
    whose: dict[str, str | None] = {}
    usual = declared_in(folder)
    for path in sorted(folder.glob("*_text.xlsx")):
        sheet = read_sheet(path)
        sentences |= sheet.sentences
        whose |= dict.fromkeys(sheet.sentences, sheet.laterality or usual)
    images, masks, instances, lungs = (
        _by_stem(folder / name) for name in ("img", "labelcol", "instances", "lungs")
    )
    return LayoutFiles(images, masks, instances, lungs, sentences, whose)


def _by_stem(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    found: dict[str, Path] = {}
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in IMAGE_SUFFIXES:
            stem = file.stem.removeprefix(_PREFIX)
            found[file.stem if stem in found else stem] = file
    return found
