"""Augmentation that keeps the text true: what a flip or a crop does to a sentence.

A network that sees "upper left" over a mirrored image learns to ignore the words. Every change of
an image that moves what the words point at has its counterpart here (section 2 of the paper's
method is silent on this; the reference leaves the sentence as it is).
"""

from __future__ import annotations

from dataclasses import replace

from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.laterality import swap_sides
from lvit_core.prompt.lexicon import Meaning
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template
from lvit_core.prompt.wording import exchange_words


def flip_sentence(
    text: str, template: Template, horizontal: bool = False, vertical: bool = False
) -> str:
    """The sentence of the mirrored image; unknown words and punctuation stay as typed.

    Args:
        horizontal: Columns reversed: left and right change places.
        vertical: Rows reversed: the levels change places, first for last.
    """
    exchange: dict[Meaning, Meaning] = {}
    if horizontal:
        exchange |= swap_sides(template)
    if vertical:
        levels = [Meaning("level", level) for level in template.levels]
        exchange |= {a: b for a, b in zip(levels, reversed(levels), strict=True) if a != b}
    return exchange_words(text, template, exchange) if exchange else text


def rotate_sentence(text: str, template: Template, quarter_turns: int) -> str | None:
    """The sentence of an image turned counter-clockwise by ``quarter_turns`` (as ``numpy.rot90``).

    Returns:
        ``None`` when no sentence of the grammar says what the turned image shows (places of a
        paired organ, or words nobody understood beside a place): do not turn that image.
    """
    turns = quarter_turns % 4
    sentence = parse(text, template)
    if turns == 0 or not (_placed(sentence) or sentence.unknown or sentence.complaints):
        return text
    if turns == 2 and not sentence.unknown:
        return flip_sentence(text, template, horizontal=True, vertical=True)
    if sentence.unknown or sentence.complaints:
        return None
    turned = grammar_of(template).turned(sentence.finding, template, turns)
    return None if turned is None else canonical_text(turned, template)


def without_location(text: str, template: Template) -> str | None:
    """What stays true of any part of the image: the sentence without its places.

    Returns:
        The canonical rest, or ``None`` when nothing is left. The number of areas goes with the
        places, because a part may hold fewer.
    """
    finding = parse(text, template).finding
    if finding.negative:
        return canonical_text(finding, template)
    kept = replace(finding, zones={}, dense=(), areas=None, laterality=None)
    return canonical_text(kept, template) or None


def _placed(sentence: Sentence) -> bool:
    """Whether a place is said, or may be in words that nothing is known of."""
    return sentence.finding.located or bool(sentence.finding.words)
