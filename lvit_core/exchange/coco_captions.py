"""Captions of COCO files, which are the sentences of their images.

They stand among the annotations, often in a file of their own beside that of the objects, and often
there are several of one image: an image here has one sentence, so the first counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from lvit_core.exchange.bundle import BundleItem
from lvit_core.exchange.reports import Loss
from lvit_core.wording import said

Told = tuple[str, Mapping[str, Any]]  # how its file calls an annotation, and what it says
_SHOWN = 60  # letters of a sentence in a report


@dataclass(frozen=True)
class Captions:
    """The captions of one image.

    Attributes:
        sentence: The one that is taken; empty where there is none.
        losses: The others, one each.
    """

    sentence: str = ""
    losses: list[Loss] = field(default_factory=list)


def is_caption(annotation: Mapping[str, Any]) -> bool:
    """Whether an annotation is a sentence and no object."""
    drawn = annotation.get("segmentation") or annotation.get("bbox")
    return isinstance(annotation.get("caption"), str) and not drawn


def captions_of(told: Sequence[Told], file: str, sentence: str = "") -> Captions:
    """The captions among the annotations of an image.

    Args:
        told: Its annotations.
        file: What reports call their file.
        sentence: The one that the image has anyway.
    """
    losses: list[Loss] = []
    for what, annotation in told:
        text = annotation["caption"].strip() if is_caption(annotation) else ""
        if not text or text == sentence:
            continue
        if sentence:
            losses.append(another(file, f"the caption {what}", sentence))
        else:
            sentence = text
    return Captions(sentence, losses)


def together(items: Iterable[BundleItem], captioned: Sequence[BundleItem]) -> Iterator[BundleItem]:
    """The images of a data set, with the sentences that stand in files of captions.

    Args:
        items: Those of files with objects.
        captioned: Those of files of captions.
    """
    places: dict[int, list[int]] = {}
    for place, item in enumerate(captioned):
        places.setdefault(_picture(item), []).append(place)
    for item in items:
        yield _with_captions(item, (captioned[one] for one in places.pop(_picture(item), ())))
    for same in places.values():  # the others, in the order of their first captions
        yield _with_captions(captioned[same[0]], (captioned[one] for one in same[1:]))


def _with_captions(known: BundleItem, others: Iterable[BundleItem]) -> BundleItem:
    for item in others:
        losses = [*known.losses, *item.losses]
        if known.sentence and item.sentence not in ("", known.sentence):
            losses.append(another(item.source, "a sentence", known.sentence))
        whose = known.laterality if known.sentence else item.laterality
        known = replace(
            known, sentence=known.sentence or item.sentence, losses=losses, laterality=whose,
            size=known.size or item.size,
        )  # fmt: skip
    return known


def _picture(item: BundleItem) -> int:
    """A number for its picture: names of all pictures would take more memory."""
    return hash((str(item.image), item.page_said))


def another(file: str, what: str, taken: str) -> Loss:
    """What is told of a sentence beside the one that is ``taken``."""
    shown = taken if len(taken) <= _SHOWN else f"{taken[: _SHOWN - 1]}…"
    reason = said("An image has one sentence, and another one is taken: '{taken}'.", taken=shown)
    return Loss(file, what, reason, sentences=1)
