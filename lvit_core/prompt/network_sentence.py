"""How a sentence is put to a network: its meaning in the one form that networks are taught.

People leave out what goes without saying ("upper left lung") and name sides in any order. A network
that has only ever read "Bilateral ..., left lung and ... right lung" takes the first place for the
left one whatever the words say, so the order of typing must never reach it.
"""

from __future__ import annotations

from lvit_core.prompt.flips import without_location
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.lexicon import LONGEST
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template


def as_asked(text: str | None, template: Template, *, part: bool = False) -> str | None:
    """What a network is asked when a person typed ``text``; training reads the same words.

    Each grammar has its own form (`Grammar.as_asked`); a sentence that says nothing the grammar
    knows stays as typed, and a text that is no sentence (without a letter or digit, or too long
    to be read) is not asked.

    Args:
        text: In the viewer's left and right; blank is the same as ``None``.
        part: The network sees a part of the image, which has no places of its own.
    """
    text = " ".join(text.split()) if text and len(text) <= LONGEST else ""
    if not any(sign.isalnum() for sign in text):
        return None
    sentence = parse(text, template)
    if part and sentence.finding.located:
        return without_location(text, template)
    return text if sentence.finding.empty else grammar_of(template).as_asked(sentence, template)
