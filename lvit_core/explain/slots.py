"""The slots of a sentence with what else each could say: counterfactuals, one word away.

Every sentence that is made is read again, and kept only where nothing but its slot says something
else. Words that nobody understood stay in it, as a click in the window leaves them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lvit_core.prompt.editing import rewritten
from lvit_core.prompt.flips import flip_sentence
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.parser import parse
from lvit_core.prompt.sentence import Finding, Sentence
from lvit_core.prompt.template import Template

SIDE, ZONE, COUNT, PLACE, DISTRIBUTION, NEGATED = (
    "side", "zone", "count", "place", "distribution", "negated",
)  # fmt: skip

TITLES = {
    SIDE: "side",
    ZONE: "zone",
    COUNT: "number",
    PLACE: "place",
    DISTRIBUTION: "distribution",
    NEGATED: "nothing to find",
}
"""What people call the slots that grammars share; those of templates are called as they are."""

_COUNTS = (1, -1, 2, -2)  # the nearest other number first


@dataclass(frozen=True)
class Counterfactual:
    """A sentence that says something else in one slot.

    Attributes:
        slot: ``"side"``, ``"zone"``, ``"count"``, ``"place"``, ``"distribution"``, ``"negated"``,
            or the name of a template's own slot.
        side: Of which side the zones are others; "" elsewhere.
        text: The sentence.
    """

    slot: str
    side: str
    text: str


def counterfactuals(text: str, template: Template) -> tuple[Counterfactual, ...]:
    """All sentences in which one slot of ``text`` says something else, the nearest first.

    Empty where no word of the sentence is understood, or the template takes free words.
    """
    sentence = parse(text, template)
    found: dict[str, Counterfactual] = {}
    for slot, other in _others(sentence, template):
        made = rewritten(sentence, other, template)
        if slot == SIDE and (flipped := _flipped(text, template)).finding == other:
            made = flipped.text  # in the words that were typed
        read = parse(made, template)
        alike = read.finding == other and set(read.complaints) <= set(sentence.complaints)
        if alike and other != sentence.finding:
            side = _changed_side(sentence.finding, other) if slot == ZONE else ""
            found.setdefault(made, Counterfactual(slot, side, made))
    return tuple(found.values())


def one_of_each(found: tuple[Counterfactual, ...]) -> tuple[Counterfactual, ...]:
    """The first counterfactual of each slot, and of the zones of each side."""
    first: dict[tuple[str, str], Counterfactual] = {}
    for one in found:
        first.setdefault((one.slot, one.side), one)
    return tuple(first.values())


def said_slots(sentence: Sentence) -> tuple[str, ...]:
    """The slots that a sentence fills, in a fixed order."""
    finding = sentence.finding
    if finding.negative:
        return (NEGATED,)
    words = {word for region in finding.dense for word in region.split()}
    sided = bool(finding.sides or finding.laterality or _sides_in(sentence, words))
    filled = {
        SIDE: sided,
        ZONE: bool(finding.sides),
        COUNT: finding.areas is not None,
        PLACE: bool(finding.dense),
        DISTRIBUTION: bool(finding.distribution),
        **dict.fromkeys(finding.attributes, True),
    }
    return tuple(slot for slot, there in filled.items() if there)


def unchanged_slots(text: str, template: Template) -> tuple[str, ...]:
    """Slots that the sentence fills but for which nothing else can be said, such as all zones."""
    exchanged = {one.slot for one in counterfactuals(text, template)}
    return tuple(slot for slot in said_slots(parse(text, template)) if slot not in exchanged)


def title(slot: str, side: str = "") -> str:
    """A slot in the words of a person."""
    name = TITLES.get(slot, slot.replace("_", " "))
    return f"{name} ({side})" if side else name


def _others(sentence: Sentence, template: Template) -> Iterator[tuple[str, Finding]]:
    """The slot, and the finding in which it alone is another."""
    grammar, finding = grammar_of(template), sentence.finding
    if not grammar.knows_words or finding.empty:
        return
    if finding.negative:
        yield from ((NEGATED, other) for other in grammar.something_there(template))
        return
    yield SIDE, _flipped(sentence.text, template).finding
    for kind, other in grammar.changed(finding, template):
        yield PLACE if other.dense != finding.dense else kind, other
    for side in finding.sides:
        if finding.zones[side] == template.levels:  # of all there is, a part is something else
            for level in template.levels:
                yield ZONE, replace(finding, zones={**finding.zones, side: (level,)})
    if finding.areas is not None:
        for step in _COUNTS:
            if finding.areas + step > 0:
                yield COUNT, replace(finding, areas=finding.areas + step)
    yield NEGATED, grammar.nothing_there(template)


def _flipped(text: str, template: Template) -> Sentence:
    return parse(flip_sentence(text, template, horizontal=True), template)


def _changed_side(finding: Finding, other: Finding) -> str:
    changed = (side for side, levels in other.zones.items() if levels != finding.zones.get(side))
    return next(changed, "")


def _sides_in(sentence: Sentence, words: set[str]) -> bool:
    """Whether a region is named by its side."""
    sides = {value for token in sentence.tokens if (value := token.says("side"))}
    return bool(sides & words)
