"""From letters to meanings: which word of the template a typed word is.

People leave out spaces, swap letters, abbreviate and write digits. All of that is settled here,
word by word, so that the grammars see meanings only. A guess that could turn one finding into
another (``ilateral``, ``light`` for ``right``) is never made: such a word stays unknown and gets
suggestions instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from lvit_core.prompt.form_slips import form_of
from lvit_core.prompt.slips import Slips
from lvit_core.prompt.spelling import corrected, suggestions
from lvit_core.prompt.template import Template

_WORD = re.compile(r"[^\W\d_]+|\d+[.,]\d+(?!\w)|\d+|[^\w\s]|_", re.UNICODE)
_SLOT = re.compile(r"\{\w+\}")
_BREAKS = {",": ",", ";": ",", ".": ".", ":": ",", "!": ".", "?": "."}
_JOINS = ("and", "&", "+", "/", "plus", "or")
LONGEST = 4000  # signs: a long paragraph; more is no sentence, and reading it would take seconds
_SMALLEST_GLUED = 2
_LONGEST_TYPED = 200  # signs: what is longer is no slip of a word, nor a few without spaces
_DENYING = ("without", "negation", "not", "gone", "except")
_PLACING = ("laterality", "side", "level")
_COMPOUNDED = ("finding", "count_noun", "other")
_FIRST_PART, _LAST_PART = 5, 4  # letters of a compound
_DENIED_BY = ("un", "non", "nicht")
_QUIET_SIGNS = "-()[]'\"’"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word says: ``role`` is a role of the template or ``"break"``/``"join"``."""

    role: str
    value: str


@dataclass(frozen=True, slots=True)
class Token:
    """One understood or unknown stretch ``text[start:end]`` of a sentence.

    ``meanings`` is empty for a word nobody knows; ``corrected`` is the right spelling of a word
    that was understood in spite of a slip.
    """

    text: str
    start: int
    end: int
    meanings: tuple[Meaning, ...]
    corrected: str | None = None
    suggestions: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        return bool(self.meanings)

    def says(self, role: str) -> str | None:
        """The first value of that role, or ``None``."""
        return next((m.value for m in self.meanings if m.role == role), None)


@dataclass(frozen=True, slots=True)
class _Base:
    folded: str
    text: str
    start: int
    end: int


class Lexicon:
    """All words of one template with their meanings."""

    def __init__(self, template: Template) -> None:
        self.phrases: dict[tuple[str, ...], tuple[Meaning, ...]] = {}
        self._numbers = tuple(template.words.get("number", {}))
        self._canonical: dict[Meaning, str] = {}
        for role, entries in template.words.items():
            if role not in ("short", "patient"):
                self._add_role(role, entries, template.written)
        for form in _fixed_texts(template):
            for word in _parts(form):
                self.phrases.setdefault((word,), (Meaning("filler", word),))
        for join in (*_JOINS, template.sentence.join):
            self.phrases[_parts(join)] = (Meaning("join", join),)
        self.phrases[("but",)] = (Meaning("break", "but"),)
        self._single = {key[0]: found for key, found in self.phrases.items() if len(key) == 1}
        self._add_shorts(template.words.get("short", {}))
        self._add_sided(template.words.get("patient", {}))
        self._longest = max(len(key) for key in self.phrases)
        self._slips = self._slips_of(template)
        # A millisecond a word, and a text is read again at every key.
        self._guess = lru_cache(maxsize=4096)(self._guess_anew)

    def tokens(self, text: str) -> tuple[Token, ...]:
        """Cuts a text into tokens in order; white space belongs to none."""
        words = _typed_words(self._cut(text))
        told = [word for word in words if word[0].text.isalpha()]
        sure = [len(word) == 1 and word[0].known and not word[0].corrected for word in told]
        if all(sure):
            return tuple(token for word in words for token in word)
        typed = [
            self._slips.own_word(_joined(word).text.lower(), word[0].meanings if sure_ else ())
            for word, sure_ in zip(told, sure, strict=True)
        ]
        right = iter(self._slips.settled(typed, sure))
        return tuple(
            token
            for word in words
            for token in (
                _read_as(word, next(right), self._single) if word[0].text.isalpha() else word
            )
        )

    def _cut(self, text: str) -> tuple[Token, ...]:
        base = [_Base(m.group().lower(), m.group(), *m.span()) for m in _WORD.finditer(text)]
        tokens: list[Token] = []
        index = 0
        while index < len(base):
            length, meanings = self._longest_phrase(base, index)
            if length:
                first, last = base[index], base[index + length - 1]
                piece = text[first.start : last.end]
                tokens.append(Token(piece, first.start, last.end, meanings))
                index += length
            elif _is_possessive(base, index):
                word = base[index]
                tokens.append(Token(word.text, word.start, word.end, (Meaning("filler", "s"),)))
                index += 1
            else:
                tokens.extend(self._single_word(base[index]))
                index += 1
        return tuple(tokens)

    def meanings(self, word: str) -> tuple[Meaning, ...]:
        """What one known word means; empty for others."""
        return self._single.get(word.lower(), ())

    @staticmethod
    def key(phrase: str) -> tuple[str, ...]:
        """The parts under which a phrase is found in ``phrases``."""
        return _parts(phrase)

    def suggest(self, word: str, limit: int = 3) -> tuple[str, ...]:
        """Known words that look like ``word``, nearest first."""
        return suggestions(word.lower(), self._single.keys(), limit)

    def _add_role(
        self, role: str, entries: Mapping[str, tuple[str, ...]], written: Mapping[str, str]
    ) -> None:
        for key, synonyms in entries.items():
            meaning = Meaning(role, key)
            spelling = written.get(key, key)
            self._canonical[meaning] = spelling
            for word in (spelling, *synonyms):
                self.phrases.setdefault(_parts(word), (meaning,))

    def _add_shorts(self, entries: Mapping[str, tuple[str, ...]]) -> None:
        for short, (expansion, *_) in entries.items():
            inside = tuple(m for token in self.tokens_of(expansion) for m in token.meanings)
            edge = Meaning("break", "short")
            self.phrases[_parts(short)] = (edge, *inside, edge)
            if len(_parts(short)) == 1:
                self._single[short] = self.phrases[_parts(short)]

    def _add_sided(self, entries: Mapping[str, tuple[str, ...]]) -> None:
        """Places that have a side of their own: ``patient`` instead of ``side``."""
        for word, (place, *_) in entries.items():
            inside = (m for token in self.tokens_of(place) for m in token.meanings)
            self.phrases[_parts(word)] = tuple(
                replace(m, role="patient") if m.role == "side" else m for m in inside
            )
            if len(_parts(word)) == 1:
                self._single[word] = self.phrases[_parts(word)]

    def _slips_of(self, template: Template) -> Slips:
        """What a slip may be read as: words of the template's sentence, and those of places."""
        placing = {
            word: self._single[word]
            for role in _PLACING
            for word in map(template.spelling, template.words.get(role, {}))
            if word in self._single
        }
        form = form_of(template)
        own: dict[object, str] = {
            self._single[word]: word
            for place in form
            for word in reversed(place.words)
            if word in self._single
        }
        own |= {(Meaning("join", join),): template.sentence.join for join in _joins(self.phrases)}
        denying = [word for word in self._single if self._role(word) in (*_DENYING, "negation")]
        return Slips(form, own, placing, denying)

    def tokens_of(self, text: str) -> tuple[Token, ...]:
        """Like ``tokens``, usable while the abbreviations are still being added."""
        self._longest = max(len(key) for key in self.phrases)
        return self._cut(text)

    def _longest_phrase(self, base: list[_Base], index: int) -> tuple[int, tuple[Meaning, ...]]:
        for length in range(min(self._longest, len(base) - index), 0, -1):
            key = tuple(word.folded for word in base[index : index + length])
            meanings = self.phrases.get(key)
            if meanings is not None:
                return length, meanings
        return 0, ()

    def _single_word(self, word: _Base) -> list[Token]:
        token = Token(word.text, word.start, word.end, ())
        if word.folded in _BREAKS:
            return [_with(token, Meaning("break", _BREAKS[word.folded]))]
        if word.folded in _QUIET_SIGNS:
            return [_with(token, Meaning("filler", word.folded))]
        if word.folded.isdecimal() or len(word.folded) > _LONGEST_TYPED:
            return [self._digits(token)]
        if self._denied(word.folded):
            return [_with(token, Meaning("negation", "none"))]
        glued = self._glued(word) or self._compound(word)
        if glued:
            return glued
        right, near = self._guess(word.folded)
        meanings = () if right is None else self._single[right]
        return [Token(word.text, word.start, word.end, meanings, right, near)]

    def _guess_anew(self, word: str) -> tuple[str | None, tuple[str, ...]]:
        """What a word that nobody knows surely is, if anything, and what it may be."""
        right = corrected(word, self._single, self._single.__getitem__, self._role)
        if right is not None and self._role(right) in _DENYING and sorted(right) != sorted(word):
            right = None  # "kleine" is not "keine"
        return right, self.suggest(word) if right is None else (right,)

    def _denied(self, word: str) -> bool:
        """Whether it is a word of findings that its beginning denies: "uninfected"."""
        rests = (word[len(start) :] for start in _DENIED_BY if word.startswith(start))
        meanings = [m for rest in rests for m in self._single.get(rest, ())]
        return any(m.role == "finding" or m.value == "finding" for m in meanings)

    def _compound(self, word: _Base) -> list[Token]:
        """What a German compound ends with: "Plattenatelektase" is one of "Atelektase"."""
        text = word.folded
        for start in range(_FIRST_PART, len(text) - _LAST_PART + 1):
            if self._single.get(text[start:]) and self._role(text[start:]) in _COMPOUNDED:
                return [Token(word.text, word.start, word.end, self._single[text[start:]])]
        return []

    def _may_be_glued(self, part: str) -> bool:
        """Two letters only of words that say nothing: "up" and "right" make "upright"."""
        known = part in self._single
        return known and (len(part) > _SMALLEST_GLUED or self._role(part) in ("filler", "join"))

    def _role(self, word: str) -> str:
        return self._single[word][0].role

    def _digits(self, token: Token) -> Token:
        if len(token.text) > _LONGEST_TYPED:
            return token  # nothing anybody means; Python itself refuses numbers that long
        value = int(token.text)
        if value < len(self._numbers):
            return _with(token, Meaning("number", self._numbers[value]))
        return token

    def _glued(self, word: _Base) -> list[Token]:
        """``leftlung`` -> left, lung: the fewest known words that make up the typed one."""
        best: dict[int, tuple[str, ...]] = {0: ()}
        size = len(word.folded)
        for end in range(_SMALLEST_GLUED, size + 1):
            for start in range(end - _SMALLEST_GLUED + 1):
                part = word.folded[start:end]
                if start in best and self._may_be_glued(part):
                    longer = (*best[start], part)
                    if end not in best or len(longer) < len(best[end]):
                        best[end] = longer
        found = best.get(size, ())
        tokens: list[Token] = []
        start = 0
        for part in found:
            text = word.text[start : start + len(part)]
            at = word.start + start
            tokens.append(Token(text, at, at + len(part), self._single[part]))
            start += len(part)
        return tokens


@lru_cache(maxsize=16)
def lexicon(template: Template) -> Lexicon:
    """The lexicon of a template, built once."""
    return Lexicon(template)


def _typed_words(tokens: tuple[Token, ...]) -> list[list[Token]]:
    """The tokens of each word as typed: "leftlung" is two tokens, and one word."""
    words: list[list[Token]] = []
    for token in tokens:
        before = words[-1][-1] if words else None
        beside = before is not None and before.end == token.start
        if beside and token.text.isalpha() and words[-1][0].text.isalpha():
            words[-1].append(token)
        else:
            words.append([token])
    return words


def _joins(phrases: Mapping[tuple[str, ...], tuple[Meaning, ...]]) -> set[str]:
    return {m.value for meanings in phrases.values() for m in meanings if m.role == "join"}


def _read_as(
    word: list[Token], right: str | None, single: Mapping[str, tuple[Meaning, ...]]
) -> list[Token]:
    """A typed word as the word it is read as; one that is told to be nothing means nothing."""
    if right is None:
        return word
    meanings, token = single.get(right, ()), _joined(word)
    if not meanings:
        return [replace(token, meanings=(), corrected=None)]
    return [replace(token, meanings=meanings, corrected=right, suggestions=(right,))]


def _joined(word: list[Token]) -> Token:
    text = "".join(token.text for token in word)
    return replace(word[0], text=text, end=word[-1].end)


def _is_possessive(base: list[_Base], index: int) -> bool:
    """Whether it is the s of "patient's", which is no word of its own."""
    word, before = base[index], base[index - 1]
    joined = index > 0 and before.end == word.start
    return joined and word.folded == "s" and before.folded in ("'", "\u2019")


def _with(token: Token, meaning: Meaning) -> Token:
    return Token(token.text, token.start, token.end, (meaning,))


def _parts(phrase: str) -> tuple[str, ...]:
    return tuple(match.group().lower() for match in _WORD.finditer(phrase))


def _fixed_texts(template: Template) -> list[str]:
    form = template.sentence
    texts = [form.finding, form.count, *form.nouns, form.place, form.negative]
    texts += [form.distribution, form.dense, form.region, form.around]
    return [_SLOT.sub(" ", text).replace(",", " ").replace(".", " ") for text in texts]
