"""Reading OME-TIFF label masks beside their pictures, as we write them and as others do.

Masks of slides are read tile by tile, one object after the other; those of smaller pictures whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import (
    Bundle,
    BundleItem,
    BundleLayer,
    Drawn,
    Labeled,
    Shape,
    Size,
    labels_of,
)
from lvit_core.exchange.class_names import folded
from lvit_core.exchange.label_pictures import see_objects, told_apart
from lvit_core.exchange.mask_names import is_mask_name, plain_stem
from lvit_core.exchange.masks_alone import item_of
from lvit_core.exchange.picture_files import read_numbers, refuse_lossy
from lvit_core.exchange.provenance_file import KnownDataset, KnownImage, read_provenance
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.spool import Spool
from lvit_core.geometry import Rect
from lvit_core.imaging.pyramid import PixelSource, open_source
from lvit_core.imaging.readers import is_named_like_a_picture, probe
from lvit_core.wording import joined, said

_ENDINGS = (".ome.tiff", ".ome.tif", ".tiff", ".tif")
_MASK_FOLDERS = frozenset({"masks", "mask", "labels", "label", "instances", "segmentations", "gt"})
_MACHINE_FOLDER = "machine"
_AT_ONCE_PX = 16 << 20
_STRIPE_PX = 2048
_SAME_SIZE = 0.01  # rounding makes less


@dataclass(eq=False)
class _Picture:
    """A picture with its masks, each with the layer or class that its name tells."""

    file: Path
    masks: list[tuple[Path, str]] = field(default_factory=list)


def read(path: Path) -> Bundle:
    """Reads a folder of pictures and masks.

    Raises:
        LViTError: There is no TIFF file.
    """
    root = path if path.is_dir() else path.parent
    files = [file for file in sorted(root.rglob("*")) if _is_tiff(file)]
    if not files:
        raise LViTError(
            "{name} holds no TIFF files.", "Choose the folder of the images.", name=path.name
        )
    known = read_provenance(root)
    machine = [one for one in files if one.relative_to(root).parts[0] == _MACHINE_FOLDER]
    unread = said(
        "Of what nobody has accepted nothing is read: {names}.",
        names=some_names(m.name for m in machine),
    )
    own = {folded(stem) for stem in known.images}
    rest = [one for one in files if one not in set(machine)]
    pictures, alone, losses = _paired(rest, root, own)
    items = Spool([*(_item(picture, known) for picture in pictures), *alone])
    return Bundle(items, [unread] * bool(machine), known.template, losses=losses)


def _is_tiff(file: Path) -> bool:
    return file.name.lower().endswith(_ENDINGS) and file.is_file()


def _stem(file: Path) -> str:
    name = file.name
    ending = next((one for one in _ENDINGS if name.lower().endswith(one)), file.suffix)
    return name[: len(name) - len(ending)]


def _paired(
    files: list[Path], root: Path, own: set[str]
) -> tuple[list[_Picture], list[BundleItem], list[Loss]]:
    """Pictures with their masks, masks of no picture where there is none, and what is lost."""
    stems = {(file.parent, folded(_stem(file))) for file in files}
    masks: list[tuple[Path, str, str]] = []  # with the stem of the picture, and what is behind it
    pictures: list[_Picture] = []
    for file in files:
        stem = folded(_stem(file))
        start, _, behind = stem.rpartition(".")
        if stem in own:  # our provenance knows it as a picture, whatever its name looks like
            pictures.append(_Picture(file))
        elif start and (file.parent, start) in stems:
            masks.append((file, start, "" if is_mask_name(f"x_{behind}") else behind))
        elif _is_mask(file, root):
            masks.append((file, plain_stem(stem), ""))
        else:
            pictures.append(_Picture(file))
    by_stem: dict[str, list[_Picture]] = {}
    for picture in pictures:
        by_stem.setdefault(folded(_stem(picture.file)), []).append(picture)
    losses, alone = list[Loss](), list[BundleItem]()
    for picture in _of_other_kinds(root, {stem for _, stem, _ in masks} - set(by_stem)):
        pictures.append(picture)
        by_stem.setdefault(folded(picture.file.stem), []).append(picture)
    for file, stem, behind in masks:
        found = by_stem.get(stem) or by_stem.get(folded(_stem(file))) or []
        near = [one for one in found if one.file.parent == file.parent] or found
        if len(near) == 1:
            near[0].masks.append((file, behind))
        elif not pictures:
            alone.append(_alone(file))
        else:
            reason = (
                said("Several pictures have that name.")
                if near
                else (said("There is no image of that name."))
            )
            losses.append(Loss(file.name, "", reason))
    return pictures, alone, losses


def _of_other_kinds(root: Path, stems: set[str]) -> list[_Picture]:
    """Pictures that are no TIFF, where nothing else has the name that a mask tells."""
    files = sorted(root.rglob("*")) if stems else []
    named = [file for file in files if folded(file.stem) in stems and not _is_tiff(file)]
    return [_Picture(file) for file in named if is_named_like_a_picture(file)]


def _alone(file: Path) -> BundleItem:
    """A mask of an image that only a project has."""
    return item_of(file, [BundleLayer.of_file("", file, _apart, file.name)])


def _is_mask(file: Path, root: Path) -> bool:
    folders = {folder.lower() for folder in file.relative_to(root.parent).parts[:-1]}
    stem = _stem(file)
    return bool(folders & _MASK_FOLDERS) or is_mask_name(stem) or plain_stem(stem) != folded(stem)


def _item(picture: _Picture, known: KnownDataset) -> BundleItem:
    facts = known.images.get(_stem(picture.file), KnownImage())
    layers, shapes, losses = list[BundleLayer](), list[Shape](), list[Loss]()
    for file, layer in picture.masks:
        records = next((found for name, found in facts.layers.items() if folded(name) == layer), {})
        try:
            info = probe(file)
            if info.height * info.width > _AT_ONCE_PX:
                refuse_lossy(file)
                labels = _Labels(file)
                shapes += [
                    Shape(
                        f"object {number} of {file.name}",
                        records[number].class_name if number in records else "",
                        partial(labels.draw, number), layer, records.get(number),
                    )
                    for number in labels.places
                ]  # fmt: skip
                continue
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
            continue
        look = partial(_look, file, picture.file, bool(facts.layers))
        load = partial(labels_of, look)
        layers.append(BundleLayer(layer, load, records=records, what=file.name, look=look))
    return BundleItem(picture.file, layers=layers, shapes=shapes, losses=losses,
                      source=" and ".join(file.name for file, _ in picture.masks))  # fmt: skip


def _look(file: Path, picture: Path, numbered: bool) -> Labeled:
    """Numbers of objects; the areas of a mask that tells only inside from outside."""
    found = Labeled(read_numbers(file)) if numbered else _apart(file)
    return replace(found, remark=joined(found.remark, _other_size(file, picture)))


def _apart(file: Path) -> Labeled:
    """Numbers of objects; the areas of a mask that tells only inside from outside."""
    found = see_objects(file)
    if np.count_nonzero(np.unique(found.labels)) < 2:
        found = replace(found, labels=told_apart(found.labels, {}).labels)
    return found


def _other_size(file: Path, picture: Path) -> str:
    """What is told of a mask whose pixels are said to have another size than the picture's."""
    here, there = probe(file).spacing_mm, probe(picture).spacing_mm
    if here is None or there is None or np.allclose(here, there, rtol=_SAME_SIZE, atol=0):
        return ""
    own, other = (f"{height * 1000:.4g} x {width * 1000:.4g} um" for height, width in (here, there))
    return said(
        "it says that its pixels are {own}, its picture's {other}; they were taken one by one.",
        own=own,
        other=other,
    )


class _Labels:
    """A large mask of object numbers, read in parts."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def _source(self) -> PixelSource:
        return open_source(self._file)

    @cached_property
    def places(self) -> dict[int, Rect]:
        """Where each object lies, in the order they come from the top."""
        found: dict[int, Rect] = {}
        source = self._source
        for y in range(0, source.height, _STRIPE_PX):
            for x in range(0, source.width, _STRIPE_PX):
                part = Rect(
                    y, x, min(y + _STRIPE_PX, source.height), min(x + _STRIPE_PX, source.width)
                )
                for number, rect in _boxes(self._numbers(part)).items():
                    place = rect.moved(y, x)
                    found[number] = place.union(found[number]) if number in found else place
        return found

    def draw(self, number: int, size: Size) -> Drawn:
        """One object."""
        if (self._source.height, self._source.width) != size:
            raise LViTError(
                "The mask is {width} x {height} pixels, the image {size} x {size_2}.",
                width=self._source.width,
                height=self._source.height,
                size=size[1],
                size_2=size[0],
            )
        rect = self.places[number]
        return Drawn(rect, self._numbers(rect) == number)

    def _numbers(self, rect: Rect) -> NDArray[np.int32]:
        pixels = self._source.read(0, rect)
        plane = pixels if pixels.ndim == 2 else pixels.max(axis=2)
        if plane.dtype.kind == "f" and (np.rint(plane) != plane).any():
            raise LViTError("{name} holds fractions, not labels.", name=self._file.name)
        return plane.astype(np.int32)


def _boxes(labels: NDArray[np.int32]) -> dict[int, Rect]:
    from scipy.ndimage import find_objects  # noqa: PLC0415 - slow to import

    numbers, dense = np.unique(labels, return_inverse=True)
    boxes = find_objects(dense.reshape(labels.shape).astype(np.int32) + 1)
    return {
        int(number): Rect(box[0].start, box[1].start, box[0].stop, box[1].stop)
        for number, box in zip(numbers, boxes, strict=True)
        if number > 0 and box is not None
    }
