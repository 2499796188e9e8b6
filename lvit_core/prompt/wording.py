"""Exchanging words inside a typed sentence and leaving everything else as it was typed.

Mirroring an image or changing the convention of left and right must not lose what a person wrote,
so words are replaced where they stand instead of composing the sentence anew.
"""

from __future__ import annotations

from collections.abc import Mapping

from lvit_core.prompt.lexicon import Lexicon, Meaning, Token, lexicon
from lvit_core.prompt.template import Template

Exchange = Mapping[Meaning, Meaning]


def exchange_words(text: str, template: Template, exchange: Exchange) -> str:
    """``text`` with every word of a meaning in ``exchange`` replaced by its counterpart.

    A synonym becomes the synonym at the same place of the other word's list ("lt" -> "rt"), an
    abbreviation the abbreviation of the new meaning (or it is written out), a misspelt word the
    right word. Capitals are kept.
    """
    words = lexicon(template)
    parts: list[str] = []
    done = 0
    for token in words.tokens(text):
        if any(meaning in exchange for meaning in token.meanings):
            parts += [text[done : token.start], _counterpart(token, words, template, exchange)]
            done = token.end
    return "".join([*parts, text[done:]])


def _counterpart(token: Token, words: Lexicon, template: Template, exchange: Exchange) -> str:
    if len(token.meanings) > 1:
        return _short(token, words, template, exchange)
    new = exchange[token.meanings[0]]
    old = token.meanings[0]
    spelling = " ".join(token.text.lower().split())
    before = (template.spelling(old.value), *template.words[old.role][old.value])
    after = (template.spelling(new.value), *template.words[new.role][new.value])
    index = before.index(spelling) if spelling in before else 0
    return _cased(after[index] if index < len(after) else after[0], token.text)


def _short(token: Token, words: Lexicon, template: Template, exchange: Exchange) -> str:
    wanted = tuple(exchange.get(meaning, meaning) for meaning in token.meanings)
    shorts = template.words.get("short", {})
    for short in shorts:
        if set(words.phrases[words.key(short)]) == set(wanted):
            return _cased(short, token.text)
    expansion = next(iter(shorts[token.text.lower()]))
    return exchange_words(expansion, template, exchange)


def _cased(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if like[0].isupper() else word
