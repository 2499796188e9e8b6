"""Other words for a sentence, and sentences that are false beside it: language as data.

Nothing here is guessed: every sentence that is made is read again. A rewording says what the
sentence says, a false one says something else, both in words that are all understood. They are
made by the program, and wherever they are written they are flagged so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, permutations, zip_longest
from random import Random
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.prompt.compose import canonical_text
from lvit_core.prompt.flips import flip_sentence
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.lexicon import LONGEST, Token
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template
from lvit_core.wording import said

MOST = 100
"""The most rewordings, and the most false sentences, that are made of one sentence."""

_NEAREST = 2  # words of a list of synonyms that are taken: it begins with those nearest in meaning
_SHORTEST = 3  # letters: no abbreviations
_TRIES = 12  # readings for each sentence that is wanted
_MOST_CLAUSES = 3  # of longer sentences the clauses stay in their order
_NEAR_COUNT = 2  # how far a false number of areas is from the true one
_KEPT = frozenset(
    {"filler", "finding", "count_noun", "short", "patient", "other", "high", "low", "around",
     "negation", "without", "not", "join", "break", "with", "leading"}
)  # fmt: skip
"""Roles whose synonyms fit into no other form, or shift what is meant."""

_WEIGHTY = frozenset(
    {"negation", "without", "not", "gone", "past", "almost", "except", "course", "more", "unlike",
     "opposite", "mostly", "other", "limit"}
)  # fmt: skip
"""Roles that say more than a template's sentence can: of a finding, none may stand beside it."""


@dataclass(frozen=True)
class MadeSentence:
    """A sentence made of another.

    Attributes:
        text: As it is written.
        true: It says the same; else it is false wherever the other is true.
        change: What a false one changes: ``"side"``, ``"zone"``, ``"count"``, ``"negated"``,
            ``"distribution"``, ``"place"``, or the name of a slot; "" for a rewording.
    """

    text: str
    true: bool
    change: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"text": self.text, "true": self.true, "made": True, "change": self.change or None}


def paraphrase(
    text: str, template: Template, rewordings: int = 5, false: int = 0, seed: int = 0
) -> tuple[MadeSentence, ...]:
    """Rewordings of a sentence first, then false sentences; the same seed makes the same.

    Returns:
        At most ``rewordings`` and ``false`` of them, without two that differ only in case and
        punctuation; fewer where the words of the template allow no more.

    Raises:
        LViTError: The sentence cannot be reworded: free words, words not understood, a
            contradiction, or nothing said.
    """
    why = why_not(text, template)
    if why:
        raise LViTError(
            "This sentence cannot be reworded: {why}.",
            "lvit text check shows how it is read.",
            why=why,
        )
    finding = parse(text, template).finding
    rng = Random(seed)
    taken = {_folded(text)}
    true = _rewordings(finding, template, rng, rewordings, taken)
    changed = _false(finding, template, rng, false, taken)
    return (*(MadeSentence(one, true=True) for one in true), *changed)


def why_not(text: str, template: Template) -> str:
    """Why nothing can be made of a sentence, in plain words; "" where something can."""
    if not grammar_of(template).knows_words:
        return said("the template takes free words, which have no meaning of their own")
    if len(text) > LONGEST:
        return said("it is too long to be read")
    sentence = parse(text, template)
    if sentence.finding.empty:
        return said("nothing was understood")
    if sentence.unknown:
        words = ", ".join(token.text for token in sentence.unknown)
        return said("not understood is {words}", words=words)
    return sentence.complaints[0] if sentence.complaints else _unsure(sentence)


def _unsure(sentence: Sentence) -> str:
    """What of a sentence was read in spite of slips, or says more than a finding can."""
    if sentence.corrected:
        read = ", ".join(f"{token.text} \u2192 {token.corrected}" for token in sentence.corrected)
        return said("it was understood only in spite of slips: {words}", words=read)
    weighty = "" if sentence.is_negative else _weighty(sentence)
    return said("no other words say all that these do: {words}", words=weighty) if weighty else ""


def _weighty(sentence: Sentence) -> str:
    """Words that deny, compare or spare: what they are about is in no sentence that is made."""
    told = (t.text for t in sentence.tokens if any(m.role in _WEIGHTY for m in t.meanings))
    return ", ".join(told)


def _rewordings(
    finding: Finding, template: Template, rng: Random, count: int, taken: set[str]
) -> list[str]:
    made: list[str] = []
    if not count:
        return made
    for text in islice(_candidates(finding, template, rng), _TRIES * min(count, MOST) + _TRIES):
        if _folded(text) not in taken and _says(text, finding, template):
            taken.add(_folded(text))
            made.append(text)
        if len(made) == min(count, MOST):
            break
    return made


def _candidates(finding: Finding, template: Template, rng: Random) -> Iterator[str]:
    """Texts that may say the finding: each form as it is, then with synonyms, without end."""
    forms = list(dict.fromkeys(_forms(finding, template)))
    rng.shuffle(forms)
    yield from (_sentence(form) for form in forms)
    while True:
        for form in forms:
            yield _sentence(_with_synonyms(form, template, rng))


def _forms(finding: Finding, template: Template) -> Iterator[str]:
    canonical = canonical_text(finding, template).rstrip(".")
    canonical = canonical[:1].lower() + canonical[1:]
    yield canonical
    clauses = canonical.split(", ")
    if len(clauses) <= _MOST_CLAUSES:
        yield from (", ".join(order) for order in permutations(clauses))
    yield from grammar_of(template).said_otherwise(finding, template)


def _with_synonyms(text: str, template: Template, rng: Random) -> str:
    parts: list[str] = []
    done = 0
    for token in grammar_of(template).tokens(text, template):
        words = (token.text, *_synonyms(token, template))
        parts += [text[done : token.start], rng.choice(words)]
        done = token.end
    return "".join([*parts, text[done:]])


def _synonyms(token: Token, template: Template) -> Sequence[str]:
    """The words nearest in meaning, of the same form: "uniformly" for "evenly", not "even"."""
    if len(token.meanings) != 1 or token.meanings[0].role in _KEPT:
        return ()
    meaning = token.meanings[0]
    known = template.words.get(meaning.role, {}).get(meaning.value, ())
    ending = "ly" if token.text.lower().endswith("ly") else ""
    near = [word for word in known if word.endswith(ending)][:_NEAREST]
    numbers = tuple(template.words.get("number", {}))
    if meaning.role == "number":
        return (str(numbers.index(meaning.value)),) if meaning.value in numbers else ()
    return tuple(word for word in near if " " not in word and len(word) >= _SHORTEST)


def _false(
    finding: Finding, template: Template, rng: Random, count: int, taken: set[str]
) -> list[MadeSentence]:
    """First one of each kind of change, in the template's own words; reworded where more asked."""
    wanted = min(count, MOST)
    kinds: dict[str, list[Finding]] = {}
    for kind, other in _changes(finding, template) if wanted else ():
        if other != finding and other not in kinds.setdefault(kind, []):
            kinds[kind].append(other)
    for others in kinds.values():
        rng.shuffle(others)
    rows = zip_longest(*([(kind, one) for one in found] for kind, found in kinds.items()))
    order = [pair for row in rows for pair in row if pair is not None]
    made: list[MadeSentence] = []
    usable: list[tuple[str, Finding]] = []
    for kind, other in order:
        text = canonical_text(other, template)
        if not _says(text, other, template):
            continue
        usable.append((kind, other))
        if len(made) < wanted and _folded(text) not in taken:
            taken.add(_folded(text))
            made.append(MadeSentence(text, true=False, change=kind))
    for kind, other in usable:
        each = -(-(wanted - len(made)) // len(usable))
        more = _rewordings(other, template, rng, max(0, each), taken)
        made += [MadeSentence(text, true=False, change=kind) for text in more]
    return made[:wanted]


def _changes(finding: Finding, template: Template) -> Iterator[tuple[str, Finding]]:
    """What contradicts the finding: the kind of change, and the finding that is then said."""
    grammar = grammar_of(template)
    if finding.negative:
        example = parse(template.example, template).finding
        if not (example.empty or example.negative):
            yield "negated", example
        yield from (("negated", other) for other in grammar.something_there(template))
        return
    flipped = flip_sentence(canonical_text(finding, template), template, horizontal=True)
    yield "side", parse(flipped, template).finding
    yield from grammar.changed(finding, template)
    if finding.areas is not None:
        near = range(finding.areas - _NEAR_COUNT, finding.areas + _NEAR_COUNT + 1)
        for areas in (count for count in near if count > 0):
            yield "count", replace(finding, areas=areas)
    yield "negated", grammar.nothing_there(template)


def _says(text: str, finding: Finding, template: Template) -> bool:
    """Whether a text says exactly this, in words that are all understood."""
    read: Sentence = parse(text, template)
    sure = not (read.unknown or read.complaints or read.corrected)
    return sure and read.finding == finding and read.canonical == canonical_text(finding, template)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _folded(text: str) -> str:
    """What makes two sentences the same to a reader: letters and digits, without case."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
