"""What may come next in a sentence: phrases that fit what stands before the cursor.

Whole phrases come before single words, because a sentence of the grammar is mostly fixed text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.lexicon import lexicon
from lvit_core.prompt.parser import parse
from lvit_core.prompt.template import Template

_PARTIAL = re.compile(r"[^\W_]*\Z", re.UNICODE)
# Words that make up sentences; those that only reports need are read, not offered.
_OFFERED = ("laterality", "side", "level", "number", "count_noun", "finding", "without", "negation",
            "distribution", "around", "high", "low")  # fmt: skip
_WORD_LETTERS = 3  # "l" may mean a side, but who types it is likelier to be on the way to a word


@dataclass(frozen=True)
class Completion:
    """``text`` replaces ``sentence[start:end]`` (what was typed of the word so far)."""

    text: str
    start: int
    end: int


def completions(
    text: str, cursor: int, template: Template, limit: int = 8
) -> tuple[Completion, ...]:
    """Phrases and words that fit at the cursor, the likeliest first.

    With nothing typed of a word yet, only phrases the grammar expects here are returned.
    """
    before = text[:cursor]
    match = _PARTIAL.search(before)
    start = match.start() if match else cursor
    typed = before[start:]
    said = before[:start]
    found: dict[str, None] = {}
    grammar = grammar_of(template)
    for phrase in grammar.phrases(parse(said, template), template):
        if phrase.lower().startswith(typed.lower()) and phrase.lower() != typed.lower():
            found.setdefault(phrase)
    if len(typed) >= _WORD_LETTERS and lexicon(template).meanings(typed):
        for phrase in grammar.continued(parse(before, template), template):
            found.setdefault(typed + phrase)
    elif typed:
        for word in _words(typed, template):
            if not any(phrase.lower().split()[0] == word for phrase in found):
                found.setdefault(word)
    fits = [_fitted(phrase, said, typed) for phrase in found]
    return tuple(Completion(phrase, start, cursor) for phrase in fits[:limit])


def ghost(text: str, cursor: int, template: Template) -> str:
    """The rest of the likeliest phrase, to be shown faintly after the cursor; "" for none.

    Only at the end of the text: in the middle it would cover what stands there.
    """
    if text[cursor:].strip():
        return ""
    for option in completions(text, cursor, template, limit=1):
        return option.text[option.end - option.start :]
    return ""


def _words(typed: str, template: Template) -> list[str]:
    """Canonical words first, then synonyms, that begin with what was typed."""
    typed = typed.lower()
    canonical: list[str] = []
    synonyms: list[str] = []
    offered = {*_OFFERED, *grammar_of(template).roles(template)}
    for role, entries in template.words.items():
        if role not in offered:
            continue
        for key, others in entries.items():
            canonical.append(template.spelling(key))
            synonyms.extend(other for other in others if len(other) >= _WORD_LETTERS)
    fits = [word for word in (*canonical, *synonyms) if word.startswith(typed) and word != typed]
    return list(dict.fromkeys(fits))


def _fitted(phrase: str, said: str, typed: str) -> str:
    """A capital at the beginning of the text, else lower case; typed letters stay as typed."""
    first = phrase[:1].lower() if said.strip() else phrase[:1].upper()
    return typed + (first + phrase[1:])[len(typed) :]
