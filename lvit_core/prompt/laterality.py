"""Left and right: the one place where words about sides are turned into other words.

Images, masks, zones and networks know the left of the picture only (column 0 is left, as in the
paper's sentences). A radiologist's left is the patient's, which the usual display of a chest shows
on the right of the picture, and a mirrored one on the left. So what a word means on an image hangs
on two facts: the convention that the project or the file declares, and how the image shows the
patient. `Sides` holds both, and `restate` is the one function that turns a sentence; every other
module either works on the words as written or asks here. Masks are never mirrored, words are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from lvit_core.errors import LViTError
from lvit_core.prompt.lexicon import LONGEST, Meaning, Token, lexicon
from lvit_core.prompt.organ.anatomy import on_side, sided_here
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template
from lvit_core.prompt.wording import exchange_words
from lvit_core.wording import said

Convention = Literal["viewer", "patient"]

CONVENTIONS: tuple[Convention, ...] = ("viewer", "patient")
TITLES = {"viewer": said("viewer's left"), "patient": said("patient's left")}
_OWNERS: dict[str, Convention] = {
    "patient": "patient", "viewer": "viewer", "observer": "viewer", "betrachter": "viewer",
}  # fmt: skip
_OWNER = f"({'|'.join(_OWNERS)})"
_OWNER_BEFORE = re.compile(rf"\b{_OWNER}['\u2019]s(?:\s+\w+){{0,2}}\s+$", re.IGNORECASE)
_OWNER_AFTER = re.compile(rf"(?:[\s-]+\w+){{0,2}}\s+(?:of the|des)\s+{_OWNER}\w*", re.IGNORECASE)


@dataclass(frozen=True)
class Letters:
    """Letters at the left and right of the picture, and what they rest on."""

    left: str
    right: str
    note: str


@dataclass(frozen=True)
class Sides:
    """Whose left and right the words on one image mean, and how the image shows the patient.

    Args:
        convention: ``"viewer"``, ``"patient"``, or ``"none"`` where nothing was declared; the words
            are then the picture's.
        orientation: ``"L"`` when columns run to the patient's left (the usual display), ``"R"``
            when mirrored, ``None`` when unknown: who declares the patient's left declares the
            usual display for such images, and `letters` shows that it is only assumed.

    Raises:
        LViTError: There is no such convention.
    """

    convention: str = "viewer"
    orientation: str | None = None

    def __post_init__(self) -> None:
        if self.convention not in (*CONVENTIONS, "none"):
            raise LViTError(
                "'{convention}' is no convention of left and right.",
                "Use viewer or patient.",
                convention=self.convention,
            )

    @property
    def crossed(self) -> bool:
        """Whether "left" names the right of the picture."""
        return self.convention == "patient" and self.orientation != "R"

    @property
    def letters(self) -> Letters | None:
        """What stands in the corners of the picture; ``None`` where nothing was declared."""
        if self.convention == "none":
            return None
        left, right = ("R", "L") if self.crossed else ("L", "R")
        if self.convention == "viewer":
            return Letters(left, right, said("viewer's"))
        if self.orientation is None:
            return Letters(f"{left}?", f"{right}?", said("orientation unknown"))
        return Letters(left, right, said("patient's"))

    @property
    def remark(self) -> str | None:
        """What is unusual about this image's sides, as a sentence to show."""
        if self.orientation != "R" or self.convention == "none":
            return None
        return said("This image is mirrored: the patient's left is on the left of the picture.")

    def names(self, template: Template) -> tuple[str, ...]:
        """What the sides are called, from the left of the picture to the right."""
        crossed = template.laterality and self.crossed
        return template.sides[::-1] if crossed else template.sides

    def name(self, side: str, template: Template) -> str:
        """What a side of the picture is called; anything else is returned unchanged."""
        changes = side in template.sides and template.laterality and self.crossed
        return other_side(side, template) if changes else side

    def finding(self, shown: Finding, template: Template) -> Finding:
        """A finding measured on the picture, with its zones under their names."""
        if not (template.laterality and self.crossed and shown.zones):
            return shown
        zones = {side: shown.zones[other_side(side, template)] for side in template.sides}
        return replace(shown, zones=zones)


PICTURE = Sides()  # the viewer's left and right: networks, zones, and the sheets of data sets


def restate(text: str, template: Template, from_: Sides, to: Sides = PICTURE) -> str:
    """The sentence that means the same on the picture in other sides; only side words change.

    Args:
        text: As written in ``from_``.
        template: Its grammar; where it has no patient's sides, nothing changes.
        from_: Whose sides the text means, on the image it is about.
        to: Whose sides it shall mean; what networks and sheets read when omitted.
    """
    if not template.laterality:
        return text
    text = spelled_out(text, template, from_)
    if from_.crossed == to.crossed:
        return text
    return exchange_words(text, template, swap_sides(template))


def spelled_out(text: str, template: Template, sides: Sides) -> str:
    """The text with the side of places that have one without saying it, such as the lingula.

    "lingular opacity" becomes "middle left opacity" where the patient's left is meant, and "middle
    right opacity" where it is the viewer's.
    """
    if len(text) > LONGEST:
        return text
    parts: list[str] = []
    done = 0
    for token, placed in _placed(lexicon(template).tokens(text), template, sides):
        if placed is not token:
            words = (placed.says("level") or "", placed.says("side") or "")
            rest = text[token.end : token.end + 1]  # "Lingulainfiltrat" goes on with its finding
            apart = " " if rest.isalpha() else ""
            parts += [text[done : token.start], " ".join(map(template.spelling, words)) + apart]
            done = token.end
    return "".join([*parts, text[done:]])


def placed(tokens: Sequence[Token], template: Template, sides: Sides) -> tuple[Token, ...]:
    """The words of a sentence, those places with their side in the left and right of ``sides``."""
    return tuple(found for _, found in _placed(tokens, template, sides))


def _placed(
    tokens: Sequence[Token], template: Template, sides: Sides
) -> Iterator[tuple[Token, Token]]:
    others = Sides("patient", sides.orientation).crossed != sides.crossed
    for index, token in enumerate(tokens):
        side = sided_here(token, tokens, index)
        if side is None:
            yield token, token
        else:
            yield token, on_side(token, other_side(side, template) if others else side)


def other_side(side: str, template: Template) -> str:
    """The opposite side."""
    first, second = template.sides
    return second if side == first else first


def swap_sides(template: Template) -> dict[Meaning, Meaning]:
    """Left for right and right for left, for ``wording.exchange_words``."""
    if len(template.sides) < 2:
        return {}
    first, second = (Meaning("side", side) for side in template.sides)
    return {first: second, second: first}


def names_a_side(text: str, template: Template) -> bool:
    """Whether it matters whose left and right a sentence means."""
    if not template.laterality or not text:
        return False
    unsaid = spelled_out(text, template, PICTURE) != text
    return unsaid or exchange_words(text, template, swap_sides(template)) != text


def owners_named(text: str, template: Template) -> dict[str, Convention]:
    """Places whose words say themselves whose side they mean, and whose: "patient's left".

    They are read in the declared sides like all others, so who reads or converts them tells a
    person.
    """
    if not template.laterality or len(text) > LONGEST:
        return {}
    found: dict[str, Convention] = {}
    for token in lexicon(template).tokens(text):
        if token.says("side") is None:
            continue
        if before := _OWNER_BEFORE.search(text[: token.start]):
            found[text[before.start() : token.end]] = _OWNERS[before[1].lower()]
        elif after := _OWNER_AFTER.match(text, token.end):
            found[text[token.start : after.end()]] = _OWNERS[after[1].lower()]
    return found


def doubtful_words(text: str, template: Template) -> tuple[str, ...]:
    """Words that `restate` may leave wrong: sides not understood, and sides with an owner.

    Who converts a sentence shows them to a person.
    """
    sides = {Meaning("side", side) for side in template.sides}
    words = lexicon(template)
    return tuple(owners_named(text, template)) + tuple(
        token.text
        for token in words.tokens(text)
        if not token.known
        and any(sides & set(words.meanings(guess)) for guess in token.suggestions)
    )
