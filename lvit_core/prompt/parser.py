"""Reading a sentence: what people type becomes a finding with positions and complaints.

Grammars differ in what words may say; how words are found and how the result is put together is the
same for all of them and stands here.
"""

from __future__ import annotations

from functools import lru_cache

from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.laterality import Sides, placed
from lvit_core.prompt.lexicon import LONGEST, Token
from lvit_core.prompt.sentence import Sentence
from lvit_core.prompt.template import Template


def parse(text: str, template: Template, sides: Sides | None = None) -> Sentence:
    """Reads a sentence.

    Args:
        text: As typed.
        template: Its grammar and words.
        sides: Whose left and right it means, where that is known: places such as the lingula,
            which have a side without saying it, get theirs.

    Any text is accepted; what is not understood is in ``unknown`` and stays in ``text``. Left and
    right are as written. The same text is parsed once (the result is shared). Of more than
    ``LONGEST`` signs nothing is understood, and a complaint says so.
    """
    return _parsed(text, template, sides) if len(text) <= LONGEST else _unread(text, template)


@lru_cache(maxsize=2048)
def _parsed(text: str, template: Template, sides: Sides | None) -> Sentence:
    grammar = grammar_of(template)
    tokens = grammar.tokens(text, template)
    if sides is not None and template.laterality:
        tokens = placed(tokens, template, sides)
    finding, complaints, ignored = grammar.read(tokens, template)
    return Sentence(
        text=text,
        template=template.name,
        finding=finding,
        tokens=tuple(_as_unknown(token) if token in ignored else token for token in tokens),
        canonical=canonical_text(finding, template),
        complaints=tuple(complaints),
        values=grammar.values(finding),
    )


def _as_unknown(token: Token) -> Token:
    """A word that has a meaning elsewhere but said nothing here, such as a lone number."""
    return Token(token.text, token.start, token.end, ())


def _unread(text: str, template: Template) -> Sentence:
    grammar = grammar_of(template)
    nothing = grammar.nothing_said(template)
    told = f"is too long to be read: {len(text):,} signs, at most {LONGEST:,} are a sentence"
    return Sentence(text, template.name, nothing, (), "", (told,), grammar.values(nothing))
