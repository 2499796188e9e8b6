"""A new kind of image from a few choices: what the window and `lvit templates new` ask for.

It begins from a template that exists, or from the plain one of a grammar, and differs from it in
what a person says: name, classes, words. The result is a template like any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lvit_core.errors import LViTError
from lvit_core.prompt.attributes.slots import RESERVED, SIZE
from lvit_core.prompt.grammars import grammar_of
from lvit_core.prompt.template import Augmentation, LabelClass, Layer, Template
from lvit_core.prompt.template_text import template_of
from lvit_core.prompt.templates import every_template
from lvit_core.resources import resource_path
from lvit_core.wording import said

COLOURS = ("#56B4E9", "#D55E00", "#009E73", "#CC79A7", "#F0E442", "#0072B2", "#E69F00", "#999999")
"""For classes that nobody gave one: they differ for most colour-blind people too (Okabe, Ito)."""

_SLOT = re.compile(r"\{(\w+)\}")
_OUTSIDE = re.compile(r"[^a-z0-9]+")
_FIXED = ("count", "noun", "place")


@dataclass(frozen=True)
class Choices:
    """What a person says of a new kind; what is empty stays as in the template it begins from.

    Attributes:
        title: What people call it.
        name: What commands call it; from the title when empty.
        modality: How such images are made.
        layers: What is drawn.
        slots: Slot -> its words, of sentences that have slots of one's own; in order.
        noun: One and several of what is counted.
        negative: The sentence that says there is nothing.
        example: A sentence as people write it.
        model: The bundled network to begin with; ``None`` keeps that of the template, "" is none.
        augmentation: What may be done to images while training.
    """

    title: str
    name: str = ""
    modality: str = ""
    layers: tuple[Layer, ...] = ()
    slots: Mapping[str, Sequence[str]] = field(default_factory=dict)
    noun: tuple[str, str] | None = None
    negative: str = ""
    example: str = ""
    model: str | None = None
    augmentation: Augmentation | None = None


def plain_template(grammar: str) -> Template:
    """Where a new kind begins that speaks in a grammar.

    Raises:
        LViTError: No template of that grammar is known.
    """
    file = resource_path("kinds") / f"{grammar}.toml"
    if file.is_file():
        return template_of(file.read_text(encoding="utf-8"), file.name)
    known = {template.grammar: template for template in reversed(every_template())}
    found = known.get(grammar)
    if found is None:
        raise LViTError(
            f"There is no grammar '{grammar}' to begin with.", f"Known: {', '.join(grammars())}."
        )
    return found


def grammars() -> list[str]:
    """The grammars that a new kind can begin with; those with words of one's own first."""
    plain = sorted(path.stem for path in resource_path("kinds").glob("*.toml"))
    return list(dict.fromkeys([*plain, *(template.grammar for template in every_template())]))


def new_template(base: Template, choices: Choices) -> Template:
    """The template of a new kind; it may still have faults (see `template_faults`)."""
    form = base.sentence
    words = {role: dict(entries) for role, entries in base.words.items()}
    if choices.slots:
        own = [slot for slot in _SLOT.findall(form.finding) if slot not in _FIXED]
        for slot in own:
            words.pop(slot, None)
        words |= {slot: dict.fromkeys(said, ()) for slot, said in choices.slots.items()}
        form = replace(form, finding=_clause(form.finding, own, list(choices.slots)))
        kept = base.words.get(SIZE, {}).keys() == words.get(SIZE, {}).keys()
        form = form if kept else replace(form, sizes=_even_sizes(len(words.get(SIZE, {}))))
        if kept:
            words[SIZE] = dict(base.words[SIZE])
    if choices.noun:
        form = replace(form, nouns=choices.noun, negative=f"No {choices.noun[0]}.")
    if choices.negative:
        form = replace(form, negative=choices.negative)
    model = base.model if choices.model is None else choices.model
    return replace(
        base,
        name=choices.name or name_from(choices.title),
        title=choices.title,
        modality=choices.modality or base.modality,
        layers=choices.layers or base.layers,
        sentence=form,
        words=words,
        model=model,
        default=False,
        sample="",
        look=base.look if model == base.model and model else "",
        replay=base.replay if model == base.model and model else "",
        example=choices.example,
        augmentation=choices.augmentation or base.augmentation,
        coded_words={} if choices.slots else base.coded_words,
    )


def slots_text(template: Template) -> str:
    """The slots of one's own as lines that `slot_from` reads; "" where a grammar has none."""
    own = grammar_of(template).roles(template)
    slots = [slot for slot in _SLOT.findall(template.sentence.finding) if slot in own]
    return "\n".join(f"{slot} = {', '.join(template.words[slot])}" for slot in slots)


def example_of(template: Template) -> str:
    """A sentence of the kind; empty where its grammar goes by nothing."""
    return grammar_of(template).example(template)


def beginning_words(template: Template) -> str:
    """What a project of this kind can do at first, and what not."""
    claims = grammar_of(template).claims
    if template.model:
        begins = said(
            "It begins with a network that learnt from other images: its first proposals are "
            "guesses. It learns from every label; train after about ten."
        )
    else:
        begins = said(
            "A network of its own proposes nothing before its first training: label about ten "
            "images, then train. From then on it proposes, and learns from every label."
        )
    return said("{begins} {claims}", begins=begins, claims=claims) if claims else begins


def name_from(title: str) -> str:
    """What commands call a kind of that title."""
    return _OUTSIDE.sub("-", title.casefold()).strip("-")[:40]


def label_classes(said: Sequence[tuple[str, str, str, str]]) -> tuple[LabelClass, ...]:
    """Classes from title, name, colour and key; what is empty is filled in."""
    return tuple(
        LabelClass(
            name or title.casefold(), title, colour or COLOURS[place % len(COLOURS)], key=key
        )
        for place, (title, name, colour, key) in enumerate(said)
    )


def free_colour(classes: Sequence[LabelClass]) -> str:
    """A colour that none of these classes has, as long as there is one."""
    taken = {item.colour.upper() for item in classes}
    free = [colour for colour in COLOURS if colour not in taken]
    return free[0] if free else COLOURS[len(classes) % len(COLOURS)]


def slot_from(text: str) -> tuple[str, list[str]]:
    """ "shape = round, oval" as a slot and its words.

    Raises:
        LViTError: It is not written like that.
    """
    name, sign, listed = text.partition("=")
    slot = "_".join(name.split()).casefold()
    said = list(dict.fromkeys(" ".join(word.split()).casefold() for word in listed.split(",")))
    said = [word for word in said if word]
    if not sign or not slot.isidentifier() or slot in RESERVED or slot in _FIXED or not said:
        raise LViTError(
            "'{line}' is no list of words for a slot.",
            "Write the slot and its words, such as: shape = round, oval, irregular.",
            line=text.strip(),
        )
    return slot, said


def _clause(finding: str, before: Sequence[str], slots: Sequence[str]) -> str:
    """The clause with other slots where the old ones stood."""
    text = finding
    for slot in before:
        text = text.replace(f"{{{slot}}}", "\0", 1) if "\0" not in text else text.replace(
            f"{{{slot}}}", "", 1
        )  # fmt: skip
    if "\0" not in text:
        text = text.replace("{noun}", "\0 {noun}", 1)
    wanted = " ".join(f"{{{slot}}}" for slot in slots)
    return " ".join(text.replace("\0", wanted).split())


def _even_sizes(words: int) -> tuple[float, ...]:
    """Limits for a list of sizes that nobody gave: each twice the one before, up to a quarter."""
    return tuple(0.25 / 2**step for step in range(words - 2, -1, -1))
