"""Sentence against mask: where the two disagree, how much, and what would settle it.

The sentence and the description must speak of the same sides (``describe`` takes them as an
argument), so nothing here turns left into right.
"""

from __future__ import annotations

from lvit_core.prompt.agreement import Agreement
from lvit_core.prompt.description import Description
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.laterality import Sides, owners_named
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import Message, said


def check(sentence: Sentence, description: Description, template: Template) -> Agreement:
    """Compares what a sentence says with what a mask shows.

    Points the sentence leaves open are never contradicted. A sentence that was not understood at
    all has no rows.
    """
    if sentence.finding.empty:
        return Agreement((), ())
    return grammar_of(template).check(sentence, description, template)


def doubts_of(sentence: Sentence, template: Template, sides: Sides) -> tuple[str, ...]:
    """What is wrong with a sentence by itself, one short line each."""
    lines = _other_owners(sentence, template, sides)
    lines += [_as_sentence(text) for text in sentence.complaints]
    read = [f"{token.text} \u2192 {token.corrected}" for token in sentence.corrected]
    if read:
        lines.append(said("Read as: {words}.", words=", ".join(read)))
    unknown = [token.text for token in sentence.unknown]
    if unknown:
        lines.append(said("Not in the vocabulary: {words}.", words=", ".join(unknown)))
    if template.laterality and sides.remark:
        lines.append(sides.remark)
    return tuple(lines)


def _other_owners(sentence: Sentence, template: Template, sides: Sides) -> list[str]:
    """Sides that the words give to another than the declaration does; the worst, so told first."""
    owners = owners_named(sentence.text, template).items()
    others = [words for words, owner in owners if owner != sides.convention]
    if sides.convention == "patient":
        told = "'{words}' is read as the patient's side, as declared."
    elif sides.convention == "viewer":
        told = "'{words}' is read as the viewer's side, as declared."
    else:
        told = "'{words}' is read as the picture's side."
    return [said(told, words=words) for words in others]


def _as_sentence(complaint: str) -> str:
    """With a capital and a full stop; who translates it puts them to the other words."""
    words = f"{complaint[0].upper()}{complaint[1:]}."
    if not isinstance(complaint, Message):
        return words
    return Message(words, complaint.template, complaint.values)
