"""What the words of one question did to its answer, in numbers: the content of a figure.

The model is asked with the sentence, without it, with sides swapped and with every slot saying
something else; and its layers are looked at with the sentence and without it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import as_bytes, inside
from lvit_core.explain.influence import influence, sureness
from lvit_core.explain.slots import (
    SIDE,
    counterfactuals,
    one_of_each,
    said_slots,
    title,
    unchanged_slots,
)
from lvit_core.explain.verdicts import NO_TEXT, PLACES_IGNORED, about_sides, about_text
from lvit_core.geometry import Rect
from lvit_core.metrics.overlap import dice
from lvit_core.prompt.difference import difference
from lvit_core.prompt.flips import flip_sentence
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template

ASKED, WITHOUT = "asked", "without"


@dataclass(frozen=True)
class Question:
    """One thing that is asked.

    Attributes:
        slot: ``"asked"``, ``"without"``, or the slot that says something else.
        title: For a person.
        text: The sentence, in the sides of the person; "" without one.
    """

    slot: str
    title: str
    text: str


@dataclass(frozen=True, eq=False)
class Shown:
    """The answer to one question.

    Attributes:
        question: What was asked.
        mask: (H, W) bool, what is inside at the threshold.
        influence: How much it differs from the answer asked for, 0..1 (see `influence`).
        sureness: Mean probability within its mask, 0..1; 0 where the mask is empty.
        dice: Of its mask with that of the answer asked for, 0..1.
        removed: Words of the asked sentence that are not in this one.
        added: Words of this one that are not in the asked sentence.
    """

    question: Question
    mask: NDArray[np.bool_]
    influence: float
    sureness: float
    dice: float
    removed: tuple[str, ...]
    added: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "slot": self.question.slot,
            "sentence": self.question.text or None,
            "area_px": int(self.mask.sum()),
            "share": round(float(self.mask.mean()), 6),
            "dice_to_asked": round(self.dice, 4),
            "influence": round(self.influence, 4),
            "sureness": round(self.sureness, 4),
            "words_removed": list(self.removed),
            "words_added": list(self.added),
        }


@dataclass(frozen=True, eq=False)
class Seen:
    """What the layers of the network looked at under one sentence.

    Attributes:
        text: "" without a sentence.
        maps: Layer -> float32 (h, w), 0..1, 1 the strongest place of that layer.
        place: The part of the image that they cover.
    """

    text: str
    maps: Mapping[str, NDArray[np.float32]]
    place: Rect

    def within(self, mask: NDArray[np.bool_]) -> dict[str, float | None]:
        """Share of each layer's attention that falls into a mask of the image, 0..1.

        ``None`` of a layer in which nothing speaks for the answer.
        """
        part = mask[self.place.slices]
        sums = {layer: float(values.sum(dtype=np.float64)) for layer, values in self.maps.items()}
        return {
            layer: float(values[part].sum(dtype=np.float64)) / sums[layer] if sums[layer] else None
            for layer, values in self.maps.items()
        }


@dataclass(frozen=True, eq=False)
class Explanation:
    """All that a figure shows.

    Attributes:
        image: What the image is called where it leaves.
        rgb: uint8 (H, W, 3).
        um_per_px: As the file says; ``None`` where it does not.
        template: Kind of image.
        whose: Whose left and right the sentences mean; "" where the kind has none.
        letters: At the left and right of the picture; ``None`` without sides.
        model: What it is called.
        weights: SHA-256 of its weights, hexadecimal.
        threshold: Above which a pixel is inside, 0..1.
        shown: The answers; the first is the one asked for.
        seen: What the layers looked at, with the sentence and without it.
        remarks: What is to be known besides, in sentences.
    """

    image: str
    rgb: NDArray[np.uint8]
    um_per_px: float | None
    template: str
    whose: str
    letters: tuple[str, str] | None
    model: str
    weights: str
    threshold: float
    shown: tuple[Shown, ...]
    seen: tuple[Seen, ...]
    remarks: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What was asked."""
        return self.shown[0].question.text

    def as_json(self) -> dict[str, Any]:
        """Every number of the figure."""
        mask = self.shown[0].mask
        return {
            "image": self.image,
            "height": self.rgb.shape[0],
            "width": self.rgb.shape[1],
            "um_per_px": self.um_per_px,
            "template": self.template,
            "laterality": self.whose or None,
            "model": self.model,
            "weights": self.weights,
            "threshold": self.threshold,
            "sentence": self.sentence,
            "answers": [one.as_json() for one in self.shown],
            "attention": [
                {
                    "sentence": one.text or None,
                    "place": [one.place.y0, one.place.x0, one.place.y1, one.place.x1],
                    "share_in_answer": {
                        layer: None if share is None else round(share, 4)
                        for layer, share in one.within(mask).items()
                    },
                }
                for one in self.seen
            ],
            "remarks": list(self.remarks),
        }


def questions(text: str, template: Template) -> tuple[Question, ...]:
    """All that is asked of an image: the sentence, nothing, sides swapped, and every other slot."""
    found = [Question(ASKED, "asked", text), Question(WITHOUT, "without words", "")]
    for one in one_of_each(counterfactuals(text, template)):
        swapped = one.text == flip_sentence(text, template, horizontal=True)
        name = "sides swapped" if swapped else title(one.slot, one.side)
        found.append(Question(one.slot, name, one.text))
    return tuple(found)


def unasked(text: str, template: Template) -> list[str]:
    """What could not be asked of a sentence, and why, in sentences."""
    if not grammar_of(template).knows_words:
        return ["These images take free words: no word has others that could stand for it."]
    sentence = parse(text, template)
    if sentence.finding.empty:
        return ["No word was understood, so none could be exchanged."]
    slots = said_slots(sentence)
    told = [
        f"Nothing else can be said of the {title(slot)}."
        for slot in unchanged_slots(text, template)
    ]
    if SIDE not in slots and template.laterality and not sentence.finding.negative:
        told.append("The sentence names no side that could be swapped.")
    if sentence.unknown:
        words = ", ".join(token.text for token in sentence.unknown)
        told.append(f"Not understood, and left as typed: {words}.")
    return told


def compared(
    asked: tuple[Question, ...],
    answer: Callable[[str], NDArray[np.float32]],
    threshold: float,
) -> tuple[Shown, ...]:
    """The answers beside the first one.

    Args:
        asked: The first is the one that all are compared with.
        answer: The probability, float32 (H, W), 0..1, that a model gives to a sentence.
        threshold: Above which a pixel is inside.
    """
    shown: list[Shown] = []
    first: NDArray[np.uint8] | None = None
    for question in asked:
        probability = answer(question.text)
        rounded, mask = as_bytes(probability, threshold), inside(probability, threshold)
        first = rounded if first is None else first
        base = shown[0].mask if shown else mask
        removed, added = words_changed(asked[0].text, question.text)
        moved, sure = influence(first, rounded), sureness(rounded, mask)
        shown.append(Shown(question, mask, moved, sure, dice(base, mask), removed, added))
    return tuple(shown)


def verdicts(shown: tuple[Shown, ...], *, uses_text: bool, places_ignored: bool) -> list[str]:
    """What the answers mean, in the words of the window.

    Args:
        shown: The first with the sentence, the second without it.
        uses_text: Whether the model reads sentences at all.
        places_ignored: Whether words of place were left out, because the image is read in tiles.
    """
    if not uses_text:
        return [NO_TEXT]
    told = [PLACES_IGNORED] if places_ignored else []
    first, without, *others = shown
    told.append(about_text(without.influence))
    swapped = next((one for one in others if one.question.slot == SIDE), None)
    if swapped is not None and not places_ignored:
        told.append(about_sides(swapped.influence, first.sureness, swapped.sureness))
    return told


def words_changed(before: str, after: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words that the second sentence leaves out, and those that only it has."""
    spans = difference(before, after)
    return (
        tuple(span.text for span in spans if span.kind == "removed"),
        tuple(span.text for span in spans if span.kind == "added"),
    )
