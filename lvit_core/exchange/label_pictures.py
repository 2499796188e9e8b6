"""What a picture of labels says: inside or outside, classes, or one number for each object.

Numbers of a palette count, not its colours; colours of other pictures stand for numbers. Pictures
that were compressed with loss know no numbers, only bright and dark. Numbers with gaps between
them are of objects too, because pieces cut from a large picture keep the numbers of the whole.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import label_areas
from lvit_core.errors import LViTError
from lvit_core.exchange.array_masks import is_array, read_array
from lvit_core.exchange.bundle import Labeled
from lvit_core.exchange.jpeg2000_losses import Kept
from lvit_core.exchange.label_numbers import (
    counts_of,
    looked_up,
    numbers_in,
    pair_counts,
    place_of,
    strips,
)
from lvit_core.exchange.lossy_files import is_lossy, numbers_kept
from lvit_core.exchange.lossy_masks import (
    DARK,
    inside_of_lossy,
    smeared,
    thick_numbers,
)
from lvit_core.exchange.mask_colours import MOST_CLASSES, colours_of, pure_colours
from lvit_core.exchange.picture_files import (
    check_labels,
    palette_numbers,
    read_labels,
    read_numbers,
    without_hidden,
)
from lvit_core.exchange.report_lines import some_names
from lvit_core.imaging.readers import read
from lvit_core.wording import counted, joined, said

_WHITE = 255
_WHITES = (_WHITE, 65535)
# Objects may fall into parts; a picture of classes has clearly more areas than numbers.
_AREAS_PER_CLASS = 1.5
_FEW = 4  # numbers; noise of compression has more
_MOST_COLOURS = 1000  # of a small mask; more, and every fifth pixel another, is a photograph
_RESTLESS = 0.3  # pixels that differ from their neighbour: fewer, where numbers are of areas
_MOSTLY = 0.5  # of the picture: objects seldom fill more, and then not the corners too
_TOUCH = "touch, and were taken for one inside."
_UNDECIDED = 255  # in palettes of the Pascal VOC kind: the rims that belong to nothing


def see_objects(path: Path) -> Labeled:
    """The objects of a picture in which every object has a number or a colour.

    Raises:
        LViTError: It cannot be read.
    """
    if is_array(path):
        return Labeled(read_array(path))
    if is_lossy(path):
        return _seen_lossy(path)
    labels = _numbers(path)[0]
    values = numbers_in(labels)
    binary = values[-1] == _WHITE and np.count_nonzero(values) == 1
    doubt = smeared(path, labels) if numbers_kept(path) is Kept.UNKNOWN else ""
    return Labeled(label_areas(labels > 0) if binary else labels, remark=doubt)


def _seen_lossy(path: Path) -> Labeled:
    inside, remark = inside_of_lossy(path)
    return Labeled(label_areas(inside), remark=remark)


def read_inside(path: Path) -> NDArray[np.bool_]:
    """``(H, W)``: what lies inside of a mask, by the one rule of imports and training.

    Raises:
        LViTError: It cannot be read.
    """
    return read_mask(path).labels > 0


def read_mask(path: Path) -> Labeled:
    """Objects of a picture that may be binary, of classes or of objects.

    Whole numbers from 1 on, or colours, are classes when they have several areas, and objects
    when they have one each. Anything else tells inside from outside.

    Raises:
        LViTError: It cannot be read.
    """
    if is_array(path):
        found = told_apart(read_array(path), {})
    elif is_lossy(path):
        found = _seen_lossy(path)
    else:
        labels, names, remark = _numbers(path)
        _refuse_photograph(path, labels)
        found = told_apart(labels, names, palette=palette_numbers(path) is not None)
        explained = remark or (found.remark and _TOUCH not in found.remark)
        doubt = "" if explained else smeared(path, labels)
        found = replace(found, remark=joined(found.remark, remark, doubt))
    return doubted(found)


def doubted(found: Labeled) -> Labeled:
    """With what speaks for an exchange of inside and outside, where nothing else is said."""
    return found if found.remark else replace(found, remark=_doubt(found.labels > 0))


def _refuse_photograph(path: Path, labels: NDArray[np.int32]) -> None:
    """Raises `LViTError` for many numbers that change from pixel to pixel: shades, no labels."""
    changes = sum(
        np.count_nonzero(labels[rows, 1:] != labels[rows, :-1])
        for _, rows, _ in strips(labels.shape)
    )
    if changes > _RESTLESS * labels.size and len(numbers_in(labels)) > MOST_CLASSES:
        raise LViTError(
            "{name} is a picture in many shades, not a mask.",
            "Save masks with one number for each class or object.",
            name=path.name,
        )


def _doubt(inside: NDArray[np.bool_]) -> str:
    """What speaks for a mask whose inside and outside were exchanged."""
    if inside.size and inside.all():
        return said("it fills the whole picture; see that it is a mask, and not inverted.")
    corners = inside[[0, 0, -1, -1], [0, -1, 0, -1]] if inside.size else inside
    if not corners.all() or inside.mean() <= _MOSTLY:
        return ""
    share = round(100 * float(inside.mean()))
    return said(
        "it fills {share} % of the picture with all four corners; see that it is not inverted.",
        share=share,
    )


def told_apart(
    labels: NDArray[np.int32], names: Mapping[int, str], *, palette: bool = False
) -> Labeled:
    """Objects of numbers that may tell inside from outside, classes or objects; see `read_mask`.

    Args:
        labels: ``(H, W)`` numbers.
        names: What is known to be the class of a number.
        palette: Whether the numbers are those of a palette of colours.
    """
    values = [int(value) for value in numbers_in(labels) if value]
    if palette and values[-1:] == [_UNDECIDED] and values[:-1] == list(range(1, len(values))):
        rims = int(np.count_nonzero(labels == _UNDECIDED))
        if len(values) > 1:
            known = told_apart(np.where(labels == _UNDECIDED, 0, labels), names)
            told = said(
                "the {rims} pixels numbered 255 were taken for rims that belong to no object.",
                rims=rims,
            )
            return replace(known, remark=told)
    counted = values == list(range(1, len(values) + 1))
    if len(values) < 2:
        return Labeled(label_areas(labels > 0))
    if not (counted or names):
        if _are_objects(labels, values):
            return Labeled(labels)
        if not _are_classes(labels, values):
            return _bright(labels, values)
    if len(values) > MOST_CLASSES:
        return Labeled(labels)
    objects = areas_of_classes(labels, names)
    many = len(objects.classes) >= _AREAS_PER_CLASS * len(values)
    return objects if many else Labeled(labels)


def _are_objects(labels: NDArray[np.int32], values: list[int]) -> bool:
    """Whether numbers with gaps are of objects: one area each, and no thin levels of an edge."""
    from skimage.measure import label  # noqa: PLC0415 - slow to import

    areas = label(labels, background=0)  # type: ignore[no-untyped-call]
    if int(areas.max()) >= _AREAS_PER_CLASS * len(values):
        return False
    return not _is_grey(values) or 2 * len(thick_numbers(labels) - {values[-1]}) >= len(values) - 1


def _are_classes(labels: NDArray[np.int32], values: list[int]) -> bool:
    """Whether numbers with gaps are of classes: each fills areas, and none touches another."""
    if len(values) > MOST_CLASSES or set(values) != thick_numbers(labels):
        return False
    areas = sum(int(label_areas(labels == value).max(initial=0)) for value in values)
    return areas == int(label_areas(labels > 0).max(initial=0))


def _is_grey(values: list[int]) -> bool:
    """Whether numbers may be brightness: up to white, or many up to something darker."""
    return values[-1] in _WHITES or (values[-1] < _WHITE and len(values) > _FEW)


def _bright(labels: NDArray[np.int32], values: list[int]) -> Labeled:
    """Inside and outside; soft edges and noise of compression lie nearer to the outside."""
    thick = sorted(thick_numbers(labels))
    if not _is_grey(values):
        return Labeled(label_areas(labels > 0), remark=_as_one(thick))
    levels = [v for v in thick if len(values) <= _FEW or v * DARK >= values[-1]]
    inside = labels * 2.0 > (levels[0] if levels else values[-1])
    dark = int(np.count_nonzero(labels)) - int(np.count_nonzero(inside))
    told = (
        said("{dark} dark pixels were taken for soft edges or noise, and left out.", dark=dark)
        if dark
        else ""
    )
    kept = [v for v in thick if v * 2.0 > (levels[0] if levels else values[-1])]
    told = joined(told, _as_one(kept))
    return Labeled(label_areas(inside), remark=told)


def _as_one(numbers: list[int]) -> str:
    """What is told where several numbers fill areas that are not kept apart."""
    if len(numbers) < 2:
        return ""
    names = some_names(map(str, numbers))
    return said("the numbers {names} touch, and were taken for one inside.", names=names)


def areas_of_classes(labels: NDArray[np.int32], names: Mapping[int, str]) -> Labeled:
    """The connected areas of each class.

    Args:
        labels: ``(H, W)`` numbers of classes.
        names: Of the classes; the others are called by their number.
    """
    objects = np.zeros_like(labels)
    classes: dict[int, str] = {}
    count = 0
    for value in (number for number in numbers_in(labels).tolist() if number > 0):
        place = place_of(labels, value)
        areas = label_areas(labels[place] == value)
        found = int(areas.max(initial=0))
        inside = objects[place]
        for _, rows, _ in strips(areas.shape):
            np.add(areas[rows], count, out=inside[rows], where=areas[rows] > 0)
        name = names.get(value, f"class {value}")
        classes |= dict.fromkeys(range(count + 1, count + found + 1), name)
        count += found
        del areas  # before the next ones, which are as large as the picture
    return Labeled(objects, classes)


def areas_of_named(labels: NDArray[np.int32], names: Mapping[int, str]) -> Labeled:
    """As `areas_of_classes`; numbers whose name is empty are of pixels that nobody knows."""
    nobody = [number for number, name in names.items() if number and not name]
    unknown = np.isin(labels, nobody)
    if not unknown.any():
        return areas_of_classes(labels, names)
    labels = np.where(unknown, 0, labels).astype(np.int32)
    return replace(areas_of_classes(labels, names), unknown=unknown)


def with_classes(labels: NDArray[np.int32], path: Path, names: list[str]) -> Labeled:
    """The objects with their classes from a picture of class numbers and their names.

    Args:
        labels: ``(H, W)`` object numbers.
        path: The picture.
        names: What 0, 1, 2 and so on mean; 0 is the background.

    Raises:
        LViTError: The picture cannot be read or has another size.
    """
    plane = read_numbers(path)
    return replace(
        Labeled(labels, classes_at(labels, plane, names, path.name)),
        remark=_unnamed(plane, names, path.name),
    )


def areas_by_class(plane: NDArray[np.int32]) -> NDArray[np.int32]:
    """``(H, W)`` object numbers: the connected areas of each class of a picture of classes."""
    objects = np.zeros_like(plane)
    for value in np.unique(plane[plane > 0]).tolist():
        areas = label_areas(plane == value)
        np.add(areas, objects.max(initial=0), out=objects, where=areas > 0)
    return objects


def _unnamed(plane: NDArray[np.int32], names: Sequence[str], what: str) -> str:
    """Numbers of a picture of classes that are in no table, as compression makes them up."""
    numbers = [int(number) for number in numbers_in(plane) if number >= len(names)]
    if not numbers:
        return ""
    pixels = int(np.count_nonzero(plane >= len(names)))
    told = some_names(map(str, numbers))
    return said(
        "{pixels} of {what} have numbers that stand for no class ({told}).",
        pixels=counted(pixels, "pixel"),
        what=what,
        told=told,
    )


def classes_at(
    labels: NDArray[np.int32], plane: NDArray[np.int32], names: Sequence[str], what: str
) -> dict[int, str]:
    """The same from numbers that were read; ``what`` is their file, for the error."""
    if plane.shape != labels.shape:
        raise LViTError("{what} has another size than the objects.", what=what)
    found = sorted(pair_counts(labels, plane).items(), key=lambda one: (one[1], one[0]))
    return {  # the commonest class comes last and stays
        number: names[value] for (number, value), _ in found if number and 0 < value < len(names)
    }


def _numbers(path: Path) -> tuple[NDArray[np.int32], dict[int, str], str]:
    """Numbers, what each is called where colours stand for them, and what had to be decided.

    Raises:
        LViTError: It cannot be read, or is a picture, not a mask.
    """
    check_labels(path)
    numbers = palette_numbers(path)
    if numbers is not None:
        return numbers, {}, ""
    pixels = without_hidden(path, read(path).pixels)
    if pixels.ndim != 3 or (pixels == pixels[:, :, :1]).all():
        return read_labels(path), {}, ""
    values, dense, bits = colours_of(pixels)
    del pixels
    if len(values) > max(_MOST_COLOURS, dense.size // 5):
        raise LViTError(
            "{name} is a picture in {count:,} colours, not a mask.",
            "Save masks with one colour or number for each class or object.",
            name=path.name,
            count=len(values),
        )
    pure = pure_colours(values, dense)
    mixed = 0 if pure is dense else int(np.count_nonzero(pure != dense))
    dense = pure
    remark = (
        said("{mixed} pixels in colours mixed at edges count to the nearest.", mixed=mixed)
        if mixed
        else ""
    )
    if bits:
        told = said(
            "its highest value alone tells that its colours have {bits} bits a channel; see that "
            "their names are right.",
            bits=bits,
        )
        remark = joined(told, remark)
    ground = 0 if values[0] == 0 else int(counts_of(dense, len(values)).argmax())
    places = np.arange(1, len(values) + 1, dtype=np.int32)
    places[ground] = 0
    names = {
        int(place): f"colour #{int(value):06X}"
        for place, value in zip(places, values, strict=True)
        if place
    }
    return looked_up(places, dense), names, remark
