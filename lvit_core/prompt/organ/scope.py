"""Which words of a report say that something is in the organ, and where: all others are set aside.

People write reports, not slots: what is compared, spared, denied, gone or no finding of this kind
stands beside what is there. Each of these is settled here, clause by clause, before places are
read; nothing is set aside without a line that says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lvit_core import wording
from lvit_core.prompt.clauses import clauses_of
from lvit_core.prompt.lexicon import Meaning, Token
from lvit_core.prompt.organ.belonging import (
    FINDING,
    PLACE,
    beside_others,
    has,
    without_others,
    without_strange,
)
from lvit_core.prompt.organ.clearing import cleared, was_before
from lvit_core.prompt.organ.comparatives import compared, of_something_else
from lvit_core.prompt.organ.phrasing import speaks_of_something_else

_PLACED = (*PLACE, "laterality")
_SPECIFIC = (*_PLACED, "number")
_UNSPECIFIC = ("both", "all", "zero", "bilateral")
_DENIED = wording.said("only what is there can be named")
_GONE = wording.said("it is not there any more")
_OTHER = wording.said("it is no finding")
_STRANGE = wording.said("it is not understood")
_OF = ("from", "von", "for")  # beside those that lead to a place
_EVERYWHERE = (Meaning("level", "all"), Meaning("side", "both"))
_NEAR = 2  # words between "almost" and "cleared"
_STEM, _SHARED = 3, 0.6  # letters, and the share of them, that two words of one finding begin with


@dataclass
class Scoped:
    """What a text asserts.

    Attributes:
        tokens: Of asserted clauses, with their breaks.
        spared: Words of places that are taken away again.
        cleared: Of each clause that says so, words of places where what was told is gone.
        denies_all: It says that there is nothing.
        contradicts: What it denies so is not merely another finding than those it tells of:
            "atelectasis without consolidation" is no contradiction.
        left_out: Lines about what was set aside.
        uneven: Sides are compared, so that both are affected.
    """

    tokens: list[Token] = field(default_factory=list)
    spared: list[Token] = field(default_factory=list)
    cleared: list[list[Token]] = field(default_factory=list)
    denies_all: bool = False
    contradicts: bool = False
    left_out: list[str] = field(default_factory=list)
    uneven: bool = False


def scoped(tokens: Sequence[Token]) -> Scoped:
    """Sorts the tokens of a text."""
    return _strange(tokens) if speaks_of_something_else(tokens) else _sorted(tokens)


def _sorted(tokens: Sequence[Token]) -> Scoped:
    found, clear_else, denied, denied_words = Scoped(), False, list[Token](), set[str]()
    most, leads = list[Token](), 0  # where it is most, and what was told before that
    for clause in _headed(clauses_of(tokens)):
        ends = [token for token in clause if _is_break(token)]
        if has(clause, ("opposite",)) or of_something_else(clause, found.tokens):
            # Of which side, or of what, is not said.
            found.left_out.append(_line(clause, _STRANGE))
            found.tokens += ends
            continue
        kept, spared = _excepted(_without_the_like(clause), found.tokens)
        kept, of_sides = compared(kept, found.tokens)
        of_sides = of_sides and (has(clause, FINDING) or not has(clause, ("other",)))
        found.uneven |= of_sides and not found.left_out
        kept, emphasised = _cut_at(kept, "mostly")
        leads = leads if most else len(found.tokens) + len(kept)
        most += emphasised
        kept, spared, clear = _clear_but(kept, spared)
        kept, denials = ([], [(kept, _GONE)]) if was_before(kept) else _denials(kept)
        denials += [(clear, _DENIED)] if clear else []
        excepted = bool(spared) and (bool(denials) or (not kept and has(spared, _DENYING)))
        gone = [p for p, why in denials if cleared(p, [*found.tokens, *kept], gone=why is _GONE)]
        if excepted:
            spared, (kept, denials, gone) = [], _but(clause, kept, spared, denials, gone)
        found.cleared += gone
        for part, why in denials:
            if has(part, _SPECIFIC) and any(map(_is_specific, part)):
                found.left_out.append(_line(part, why))
                denied += part if why is _DENIED else []
            elif why is _DENIED and _speaks_of_findings(part) and not _of_before(part, found):
                rest = has(part, ("otherwise",)) or excepted or part is clear
                clear_else = clear_else or rest
                found.denies_all = found.denies_all or not rest
                denied_words |= _findings(part)
        kept, others = without_others(kept)
        if others:
            found.left_out.append(_line(others, _OTHER))
            kept, beside = beside_others(kept, others, clause)
            found.left_out += [_line(beside[:-1], _beside(beside[-1]))] if beside else []
        kept, strange = without_strange(kept, has(found.tokens, FINDING))
        if strange:
            found.left_out.append(_line(strange, _STRANGE))
        found.spared += spared
        found.tokens += [*kept, *(token for token in ends if token not in kept)]
    _add_emphasised(found, most, leads)
    _without_bare_places(found)
    told_words = _findings(found.tokens)
    alike = any(_alike(one, other) for one in told_words for other in denied_words)
    apart = bool(told_words and denied_words) and not alike
    found.contradicts = found.denies_all and not apart
    if not has(found.tokens, _PLACED):
        finding = has(found.tokens, FINDING)
        everywhere = _denies_everywhere(denied) and (finding or has(denied, FINDING))
        found.denies_all = found.denies_all or everywhere or (clear_else and not finding)
    return found


def _without_bare_places(found: Scoped) -> None:
    """ "Both lungs evenly aerated, no opacity": lungs among unknown words, without a finding."""
    told = [token for token in found.tokens if has([token], _PLACED)]
    bare = found.denies_all and not has(found.tokens, FINDING) and not any(map(_is_specific, told))
    if bare and any(not token.known and token.text.isalpha() for token in found.tokens):
        found.tokens = [token for token in found.tokens if token not in told]


def _strange(tokens: Sequence[Token]) -> Scoped:
    told = [token for token in tokens if has([token], _PLACED)]
    return Scoped(left_out=[_line(told, _STRANGE)] if told else [])


def _of_before(part: Sequence[Token], found: Scoped) -> bool:
    """Whether a bare "now clear" speaks of the place that was set aside before it."""
    own = has(part, (*FINDING, "otherwise")) or _names_organ(part)
    return bool(found.left_out) and not own


def _denies_everywhere(denied: Sequence[Token]) -> bool:
    """Whether each side was denied as a whole: "no opacity on the left, right clear"."""
    sides = {m.value for token in denied for m in token.meanings if m.role == "side"}
    return len(sides - {"both"}) > 1 and not has(denied, ("level",))


def _findings(tokens: Sequence[Token]) -> set[str]:
    """The findings that are named; a bare "area" is none of a kind of its own."""
    return {
        token.text.lower()
        for token in tokens
        if has([token], FINDING)
        and not token.text.lower().startswith(token.says("count_noun") or token.text + "-")
    }


def _alike(one: str, other: str) -> bool:
    """Whether two words are of one finding: "consolidation" and "consolidated"."""
    shared = sum(one[:end] == other[:end] for end in range(1, 1 + min(len(one), len(other))))
    return shared >= max(_STEM, _SHARED * min(len(one), len(other)))


def _beside(side: Token) -> str:
    return wording.said("the side is that of what it lies beside: {side}", side=side.text)


def _headed(clauses: Sequence[list[Token]]) -> list[list[Token]]:
    """ "Left lung: clear" is one clause, and so is "apart from a scar, the lungs are clear"."""
    joined: list[list[Token]] = []
    for clause in clauses:
        before = joined[-1] if joined else []
        heads = bool(before) and before[-1].text == ":" and has(before, _PLACED)
        heads = heads and not has(before, (*FINDING, *_DENYING))
        excepts = bool(before) and has(before[:1], ("except",)) and before[-1].text == ","
        trails = bool(before) and has(clause[:1], ("except",)) and before[-1].text == ","
        trails = trails and has(before, _DENYING)  # "lungs clear, except for the left base"
        if heads or excepts or trails:
            joined[-1] = before + clause
        else:
            joined.append(list(clause))
    return joined


def _cut_at(clause: Sequence[Token], role: str) -> tuple[list[Token], list[Token]]:
    """The clause before the first word of that role, and what follows the word."""
    for index, token in enumerate(clause):
        if token.says(role) is not None:
            return list(clause[:index]), list(clause[index + 1 :])
    return list(clause), []


def _without_the_like(clause: Sequence[Token]) -> list[Token]:
    """The clause without what it is compared with, which says nothing of itself.

    At the beginning ("im Vergleich zur Voraufnahme unverändertes Infiltrat links") that reaches to
    the last unknown word before a place, or to the second side or the finding.
    """
    kept, like = _cut_at(clause, "unlike")
    if kept or not like:
        return kept
    first = next((i for i, t in enumerate(like) if has([t], FINDING)), len(like))
    place = next((i for i, t in enumerate(like) if has([t], _PLACED)), first)
    unknown = [i for i, t in enumerate(like[: min(first, place)]) if _names_nothing(t)]
    sides = [i for i, token in enumerate(like[:first]) if _one_side(token) is not None]
    told = sides[1] if len(sides) > 1 else first  # "compared with the left the right base is"
    return like[unknown[-1] + 1 :] if unknown else like[told:]


def _names_nothing(token: Token) -> bool:
    return not token.known or token.says("earlier") is not None


def _excepted(clause: Sequence[Token], told: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The clause and what is excepted: what follows the word, or all before it at the end.

    "Everything but" is said of both sides, unless a place was told before it.
    """
    kept, spared = _cut_at(clause, "except")
    word = clause[len(kept) : len(kept) + 1]
    if word and word[0].says("except") == "everything" and not has([*told, *kept], _PLACED):
        return [*kept, replace(word[0], meanings=_EVERYWHERE)], spared
    sides = [i for i, token in enumerate(spared) if _one_side(token) is not None]
    other = kept and sides and _one_side(kept[-1]) not in (None, _one_side(spared[sides[0]]))
    comma = next((i for i, token in enumerate(spared) if _is_break(token)), len(spared))
    if not kept and has(spared[comma:], (*_PLACED, *FINDING)):  # "sparing the bases, both lungs"
        return spared[comma + 1 :], spared[:comma]
    if other:  # "in the right rather than the left lower lobe"
        return kept + spared[sides[0] + 1 :], []
    if has(spared, (*_PLACED, *FINDING)) or len(kept) == len(clause):
        return kept, spared
    return [], kept


def _clear_but(
    kept: list[Token], spared: list[Token]
) -> tuple[list[Token], list[Token], list[Token]]:
    """ "Both lungs except the bases are clear": the bases are what is found.

    Returns:
        What is told, what is spared, and what is clear.
    """
    if not (spared and has(kept, _PLACED) and has(spared, ("negation",))) or has(kept, FINDING):
        return kept, spared, []
    there = _found_all_the_same(spared)
    if not has(there, ("side", "laterality")):
        there = [token for token in kept if has([token], ("side", "laterality"))] + there
    return there, [], kept


def _but(
    clause: list[Token],
    kept: list[Token],
    spared: list[Token],
    denials: list[tuple[list[Token], str]],
    gone: list[list[Token]],
) -> tuple[list[Token], list[tuple[list[Token], str]], list[list[Token]]]:
    """What is found, denied and cleared where ``spared`` is excepted from what is denied.

    Of "both infiltrated, the left clear except the apex" a person has to say whose apex it is.
    """
    if gone:
        return kept, [(clause, _STRANGE)], []
    return kept + _found_all_the_same(spared, denials), denials, gone


def _found_all_the_same(
    spared: list[Token], denials: Sequence[tuple[list[Token], str]] = ()
) -> list[Token]:
    """Of "apart from a scar at the left base the lungs are clear" the scar and its place.

    Of "no effusion, except on the left" nothing is.
    """
    if denials and not any(_speaks_of_findings(part) for part, _ in denials):
        return []
    return next((spared[:i] for i, token in enumerate(spared) if has([token], _DENYING)), spared)


def _one_side(token: Token) -> str | None:
    side = token.says("side") if len(token.meanings) == 1 else None
    return None if side == "both" else side


_DENYING = ("without", "negation", "not", "gone", "past")


def _denials(clause: list[Token]) -> tuple[list[Token], list[tuple[list[Token], str]]]:
    """What a clause asserts, and the parts that it denies, each with the way how."""
    denied: list[tuple[list[Token], str]] = []
    kept = clause
    while (at := _denial(kept)) is not None:
        role = next(m.role for m in kept[at].meanings if m.role in _DENYING)
        start, stop = _begins(kept, at, role), len(kept)
        if role == "past":  # "status post lobectomy with scarring"
            stop = next((i for i in range(at, stop) if has([kept[i]], ("with",))), stop)
        elif role in ("negation", "gone"):
            stop = _goes_on(kept, at)
        denied.append((kept[start:stop], _GONE if role in ("gone", "past") else _DENIED))
        kept = kept[:start] + kept[stop:]
    return kept, denied


def _denial(clause: Sequence[Token]) -> int | None:
    """The last word that denies something; the parts before it are looked at again."""
    for index in range(len(clause) - 1, -1, -1):
        token = clause[index]
        if has([token], ("without", "negation", "past")):
            return index
        if has([token], ("gone",)) and not has(clause[max(0, index - _NEAR) : index], ("almost",)):
            return index
        following = clause[index + 1 :]
        kind = has(clause, FINDING) and not _denies_next(following)  # "that is not calcified"
        if has([token], ("not",)) and not kind:
            return index
    return None


def _denies_next(following: Sequence[Token]) -> bool:
    """ "Not affected" denies the finding, "not calcified" only says of what kind it is."""
    words = [t for t in following if t.says("filler") not in ("the", "is") and t.text.isalpha()]
    seen = any(token.says("filler") == "present" for token in words[:_NEAR])
    kind = has(words[:1], ("not",)) or any(t.says("filler") == "stable" for t in words[:1])
    return seen or (bool(words) and words[0].known and not kind)


def _begins(clause: Sequence[Token], at: int, role: str) -> int:
    """Where that begins which the word at ``at`` denies.

    "No" denies what follows it, or the whole clause where no finding stands before it. "Clear" and
    "resolved" speak of what stands before them, back to an "and" or "with" after a finding.
    """
    if role in ("without", "past"):
        return at if has(clause[:at], (*FINDING, "other")) else 0
    for index in range(at - 1, 0, -1):
        opens = has([clause[index]], ("join", "otherwise", "with"))
        told = clause[index + 1 :]
        spoken = has(told, _PLACED) or (role != "gone" and _names_organ(told))
        if opens and spoken and has(clause[:index], (*FINDING, "other")):
            return index
    return 0


def _goes_on(clause: Sequence[Token], at: int) -> int:
    """Where another finding is told: "left lung clear and right lower zone consolidated".

    "Clear of nodules and consolidation" goes on denying.
    """
    following = clause[at + 1 :]
    if has(following[:1], ("leading",)) or (following and following[0].text.lower() in _OF):
        return len(clause)
    for index in range(at + 1, len(clause)):
        told = clause[index + 1 :]
        placed = any(map(_is_specific, told))
        if has([clause[index]], ("join", "with")) and placed and has(told, FINDING):
            return index
    return len(clause)


def _speaks_of_findings(denied: Sequence[Token]) -> bool:
    """Not only of something else: "no effusion" and "heart normal" say nothing of the organ."""
    return not has(denied, ("other",)) or has(denied, FINDING) or _names_organ(denied)


def _names_organ(tokens: Sequence[Token]) -> bool:
    return any(token.says("filler") == "lung" for token in tokens)


def _add_emphasised(found: Scoped, most: list[Token], leads: int) -> None:
    """Where it is most is a place where no other is named, and a level where only sides are.

    What is told first is a place like each that follows: "mainly at the right base, with some at
    the left base"; ``leads`` is where it stands.
    """
    others = [token for token in found.tokens if has([token], _PLACED)]
    if not others:
        found.tokens += most
    elif not has(found.tokens[:leads], _PLACED) and all(map(_is_specific, others)):
        found.tokens[leads:leads] = most
    elif not has(found.tokens, ("level",)) and not has(most, ("side",)):
        found.tokens += [token for token in most if has([token], ("level", "join"))]


def _line(tokens: Sequence[Token], why: str) -> str:
    words = [token for token in tokens if not _is_break(token)]
    words = words[1:] if words and words[0].says("join") else words
    text = " ".join(token.text for token in words).replace(" - ", "-")
    return wording.said('"{text}" is left out: {why}', text=text, why=why)


def _is_break(token: Token) -> bool:
    return token.says("break") is not None and len(token.meanings) == 1


def _is_specific(token: Token) -> bool:
    return any(m.role in _SPECIFIC and m.value not in _UNSPECIFIC for m in token.meanings)
