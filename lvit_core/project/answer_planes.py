"""The planes of an answer: which classes they stand for, and which pixels are whose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.object_classes import ClassPlanes, ToldClass
from lvit_core.annotation.plane import Labels
from lvit_core.errors import LViTError
from lvit_core.prompt.template import Layer


def class_planes(
    probability: NDArray[np.uint8], layer: Layer, names: Sequence[str] = ()
) -> tuple[NDArray[np.uint8], tuple[str, ...]]:
    """An answer as proposals keep it: (C, H, W), and the classes of a layer that it speaks of.

    A network of one class answers (H, W); it means the first class. The planes of several are told
    by their names, never by their places: a project's list may be another than the network's. A
    name that the layer lacks stays, and its objects are offered to be taken into the list.

    Args:
        probability: uint8 (H, W) or (C, H, W), 0 to 255 for 0 to 1.
        layer: Of the image.
        names: What the network calls its planes.

    Raises:
        LViTError: There are several planes, and the network does not name each.
    """
    planes = probability[None] if probability.ndim == 2 else probability
    if len(planes) == 1:
        return planes, (layer.classes[0].name,)
    if len(names) != len(planes):
        raise LViTError(
            f"The network answers {len(planes)} classes and does not say which.",
            "Choose another model, or train this one anew.",
        )
    own = {item.name.casefold(): item.name for item in layer.classes}
    return planes, tuple(own.get(name.casefold(), name) for name in names)


def told_planes(
    classes: NDArray[np.uint8] | None,
    layer: Layer,
    names: Sequence[str],
    words: Mapping[str, str] | None = None,
) -> ClassPlanes | None:
    """What a network says of objects beside its mask, in the words of a layer; by names only.

    A name that the layer lacks stays, as in ``class_planes``.

    Args:
        classes: uint8 (K, H, W); ``None`` from a network that tells no classes apart.
        layer: Of the image.
        names: What the network calls its planes.
        words: What a person said the layer's classes are for names of the network.

    Raises:
        LViTError: The network does not name each of its planes.
    """
    if classes is None:
        return None
    if len(names) != len(classes):
        raise LViTError(
            f"The network tells {len(classes)} classes apart and does not say which.",
            "Choose another model, or train this one anew.",
        )
    said = {own.casefold(): other for own, other in (words or {}).items()}
    own = {item.name.casefold(): item.name for item in layer.classes}
    meant = [said.get(name.casefold(), name) for name in names]
    found = [own.get(name.casefold(), name) for name in meant]
    return ClassPlanes(tuple(names), classes).named(found)


def own_planes(probability: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """Of each plane of (C, H, W) its probability where it is the likeliest, 0 elsewhere."""
    if len(probability) == 1:
        yield probability[0]
        return
    best = probability.argmax(axis=0)
    for number, plane in enumerate(probability):
        yield np.where(best == number, plane, np.uint8(0))


def classes_by_planes(
    objects: Labels, probability: NDArray[np.uint8], names: Sequence[str]
) -> dict[int, ToldClass]:
    """The class of each object that is of one plane of (C, H, W) alone, by its number."""
    numbers, first = np.unique(objects, return_index=True)
    planes = probability.reshape(len(names), -1)[:, first].argmax(axis=0)
    pairs = zip(numbers.tolist(), planes.tolist(), strict=True)
    return {number: ToldClass(names[plane]) for number, plane in pairs if number}
