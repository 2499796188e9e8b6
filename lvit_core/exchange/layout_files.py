"""The files of a folder in the layout of the LViT paper, matched by stem; pixels are read later.

The sheet names the *mask's* file, images may have another extension, and masks may be called
``mask_STEM.png``. Importing and training find the files here, so that both see the same data set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lvit_core.exchange.bundle import ORGAN
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.declaration import declared_in
from lvit_core.exchange.mask_names import by_stem, match_masks, plain_stem, stem_of
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.sheets import UnreadableSheetError, find_sheets, read_sheet
from lvit_core.imaging.readers import is_named_like_a_picture
from lvit_core.wording import said

REGION_FOLDER = "looked_at"  # pictures of what has been looked at, see `region_pictures`
CLASS_FOLDER, CLASS_NAMES, MOST_CLASSES = "classes", "classes.json", 255
FOLDERS = ("img", "labelcol", "instances", "lungs", CLASS_FOLDER, REGION_FOLDER)
_CLUTTER = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


@dataclass(frozen=True)
class LayoutFiles:
    """What one folder holds, by stem.

    Attributes:
        images, masks, instances, lungs, classes: Files of ``img``, ``labelcol``, ``instances``,
            ``lungs``, ``classes``.
        regions: Files of ``looked_at``: which part of an image was looked at, where not all was.
        sentences: Rows of all sheets, also of images that are not there.
        whose: Whose left and right each sentence means, ``None`` where nothing declares it.
        orphans: By folder the masks that belong to no image.
        others: Files of ``img`` that are no pictures this layout knows.
        unsaid: Images with a row in a sheet that holds no sentence, and none elsewhere.
        notes: What sheets say beside sentences, which is not read.
    """

    images: Mapping[str, Path]
    masks: Mapping[str, Path]
    instances: Mapping[str, Path]
    lungs: Mapping[str, Path]
    sentences: Mapping[str, str]
    whose: Mapping[str, str | None]
    orphans: Mapping[str, list[Path]] = field(default_factory=dict)
    others: list[Path] = field(default_factory=list)
    classes: Mapping[str, Path] = field(default_factory=dict)
    unsaid: frozenset[str] = frozenset()
    notes: list[str] = field(default_factory=list)
    regions: Mapping[str, Path] = field(default_factory=dict)

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that have masks beside the finding's."""
        return (ORGAN,) if self.lungs else ()


def layout_files(
    folder: Path, losses: list[Loss] | None = None, *, alone: bool = False
) -> LayoutFiles:
    """Looks through a folder; what is not there is empty.

    Args:
        folder: With ``img`` and the others in it.
        losses: Told of sentences that are lost, and of sheets that cannot be read.
        alone: Whether masks and sentences count without their images; those are then of names
            that no file has.

    Raises:
        LViTError: A sheet declares sides that this program does not know, or cannot be read and
            nobody is to be told.
    """
    sentences: dict[str, str] = {}
    whose: dict[str, str | None] = {}
    unsaid, notes = set[str](), list[str]()
    usual = declared_in(folder)
    lost: list[Loss] = [] if losses is None else losses
    for path in find_sheets(folder):
        try:
            sheet = read_sheet(path)
        except UnreadableSheetError as error:
            if losses is None:
                raise
            lost.append(Loss(path.name, "", error.message))
            continue
        lost += sheet.losses
        notes += sheet.notes
        unsaid |= sheet.unsaid
        for stem, text in sheet.sentences.items():
            if sentences.get(stem, text) != text:
                reason = said("{name} has another sentence for this image.", name=path.name)
                lost.append(Loss(folder.name, f"a sentence of {stem}", reason, sentences=1))
            sentences[stem] = text
            whose[stem] = sheet.whose.get(stem) or usual
    files = {name: _pictures(folder / name) for name in FOLDERS}
    images = by_stem(files["img"], files["labelcol"])
    if alone:
        images = {stem: folder / "img" / f"{stem}.png" for stem in _told(files, sentences)}
    found: dict[str, dict[str, Path]] = {}
    orphans: dict[str, list[Path]] = {}
    for name in FOLDERS[1:]:
        found[name], orphans[name] = match_masks(files[name], images)
    rows = _stems_of({*sentences, *unsaid}, images)
    return LayoutFiles(
        images,
        found["labelcol"],
        found["instances"],
        found["lungs"],
        {rows[stem]: text for stem, text in sentences.items()},
        {rows[stem]: convention for stem, convention in whose.items()},
        {name: left for name, left in orphans.items() if left},
        _others(folder / "img"),
        found[CLASS_FOLDER],
        frozenset(rows[stem] for stem in unsaid) - {rows[stem] for stem in sentences},
        notes,
        found[REGION_FOLDER],
    )


def _told(files: Mapping[str, list[Path]], sentences: Mapping[str, str]) -> dict[str, None]:
    """The stems of images that masks and sentences speak of."""
    masks = (file for name in FOLDERS[1:] for file in files[name])
    return dict.fromkeys([*(stem_of(file).removeprefix("mask_") for file in masks), *sentences])


def _stems_of(named: set[str], images: Mapping[str, Path]) -> dict[str, str]:
    """The stems of the images that sheets name, by the names they have there."""
    keys = {folded(key): key for key in reversed([*images])}
    keys = {plain_stem(key): key for key in reversed([*images])} | keys
    return {one: keys.get(folded(one)) or keys.get(plain_stem(one), one) for one in named}


def _pictures(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if is_named_like_a_picture(file))


def _others(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    known = {*_pictures(folder)}
    return sorted(
        file
        for file in folder.iterdir()
        if file not in known and file.is_file() and file.name.lower() not in _CLUTTER
    )
