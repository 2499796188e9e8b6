"""Attributes against a mask: number, size and places; what cannot be measured is not judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lvit_core import wording
from lvit_core.geometry import Rect
from lvit_core.prompt.agreement import Agreement, Contradiction, Row
from lvit_core.prompt.attributes.describing import AttributeDescription, Found, size_of
from lvit_core.prompt.attributes.slots import SIZE, limits_of, region_at
from lvit_core.prompt.attributes.writing import region_text
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template

# Near a limit the eye may see either, so nothing is contradicted there.
_PLACE_SLACK = 0.07  # of height and width
_SIZE_SLACK = 1.3  # times

Part = tuple[Row, Contradiction | None]


def check_attributes(
    sentence: Sentence, description: AttributeDescription, template: Template
) -> Agreement:
    """One row per statement of the sentence; what it leaves open is not contradicted."""
    if sentence.is_negative or not description.objects:
        parts = [_check_presence(sentence, description)]
    else:
        parts = [
            *_check_number(sentence, description),
            *_check_size(sentence, description, template),
            *_check_places(sentence, description, template),
        ]
    rows = tuple(row for row, _ in parts)
    return Agreement(rows, tuple(found for _, found in parts if found is not None))


def _check_presence(sentence: Sentence, description: AttributeDescription) -> Part:
    count = len(description.objects)
    row = Row(
        "objects",
        wording.said("{count} in the mask", count=count),
        sentence.is_negative == (count == 0),
    )
    if row.agrees:
        return row, None
    says = (
        wording.said("there is nothing")
        if sentence.is_negative
        else wording.said("there is something")
    )
    message = wording.said(
        "The sentence says {says}, the mask has {count}.",
        says=says,
        count=count or wording.said("nothing"),
    )
    whole = Rect(0, 0, *description.shape)
    found = Contradiction(
        "presence", message, (says,), whole, description.finding, beyond=sentence.is_negative
    )
    return row, found


def _check_number(sentence: Sentence, description: AttributeDescription) -> Iterator[Part]:
    said, count = sentence.areas, len(description.objects)
    if said is None:
        return
    row = Row("number", wording.said("{count} in the mask", count=count), said == count)
    if row.agrees:
        yield row, None
        return
    yield (
        row,
        Contradiction(
            "areas",
            wording.said(
                "The sentence counts {said}, the mask has {count}.", said=said, count=count
            ),
            (str(said), str(count)),
            Rect(0, 0, *description.shape),
            replace(sentence.finding, areas=description.finding.areas),
            beyond=count > said,
        ),
    )


def _check_size(
    sentence: Sentence, description: AttributeDescription, template: Template
) -> Iterator[Part]:
    said = sentence.finding.attributes.get(SIZE)
    largest = max(description.objects, key=lambda item: item.share)
    shown = size_of(largest.share, template)
    if said is None or shown is None:
        return
    near = {size_of(largest.share * by, template) for by in (1 / _SIZE_SLACK, 1, _SIZE_SLACK)}
    row = Row(
        SIZE, wording.said("{share:.1f} % of the image", share=100 * largest.share), said in near
    )
    if row.agrees:
        yield row, None
        return
    settled = replace(sentence.finding, attributes={**sentence.finding.attributes, SIZE: shown})
    order = tuple(template.words[SIZE])
    told = (template.spelling(said), template.spelling(shown))
    message = wording.said(
        "The sentence says {told}, the largest object looks {told_2}.", told=told[0], told_2=told[1]
    )
    beyond = order.index(shown) > order.index(said)
    yield row, Contradiction(SIZE, message, told, largest.rect, settled, beyond=beyond)


def _check_places(
    sentence: Sentence, description: AttributeDescription, template: Template
) -> Iterator[Part]:
    for region in sentence.dense:
        there = any(_lies_in(item, region, description, template) for item in description.objects)
        words = region_text(region, template)
        if there:
            yield Row(words, wording.said("in the mask"), True), None
            continue
        kept = tuple(name for name in sentence.dense if name != region)
        settled = replace(sentence.finding, dense=kept or description.finding.dense)
        message = wording.said(
            "The sentence says {words}, the mask has nothing there that counts.", words=words
        )
        rect = _rect(region, description, template)
        found = Contradiction("place", message, (words,), rect, settled)
        yield Row(words, wording.said("nothing in the mask"), False), found
    if sentence.dense:
        yield from _unsaid_places(sentence, description, template)


def _unsaid_places(
    sentence: Sentence, description: AttributeDescription, template: Template
) -> Iterator[Part]:
    for item in description.objects:
        if any(_lies_in(item, region, description, template) for region in sentence.dense):
            continue
        region = region_at(item.y, item.x, description.sides, template)
        if not region:
            continue
        words = region_text(region, template)
        dense = (*sentence.dense, region)
        settled = replace(sentence.finding, dense=dense)
        message = wording.said(
            "The mask has something at {words}, the sentence does not name that place.", words=words
        )
        yield (
            Row(words, wording.said("only in the mask"), False),
            Contradiction("place", message, (words,), item.rect, settled, adds=True, beyond=True),
        )


def _lies_in(
    item: Found, region: str, description: AttributeDescription, template: Template
) -> bool:
    limits = limits_of(region, description.sides, template, _PLACE_SLACK)
    top, left, bottom, right = limits
    return top <= item.y <= bottom and left <= item.x <= right


def _rect(region: str, description: AttributeDescription, template: Template) -> Rect:
    height, width = description.shape
    top, left, bottom, right = limits_of(region, description.sides, template)
    return Rect(
        round(top * height), round(left * width), round(bottom * height), round(right * width)
    )
