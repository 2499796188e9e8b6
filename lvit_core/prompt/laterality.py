"""Left and right: the one place where a convention is turned into another.

Images, masks, zones and networks know the viewer's left only (column 0 is left, as in the paper's
sentences). A radiologist's left is the patient's, which a normal chest film shows on the viewer's
right. What a sentence means is a project's declared convention; every other module either works on
the words as written or asks this one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from lvit_core.errors import LViTError
from lvit_core.prompt.lexicon import Meaning, lexicon
from lvit_core.prompt.sentence import Finding
from lvit_core.prompt.template import Template
from lvit_core.prompt.wording import exchange_words

Convention = Literal["viewer", "patient"]

CONVENTIONS: tuple[Convention, ...] = ("viewer", "patient")
TITLES: dict[str, str] = {"viewer": "viewer's left", "patient": "patient's left"}


def convert(text: str, template: Template, from_: str, to: str) -> str:
    """The same statement in another convention; only side words change.

    Raises:
        LViTError: A convention is neither ``"viewer"`` nor ``"patient"``.
    """
    if not _differ(from_, to, template):
        return text
    return exchange_words(text, template, swap_sides(template))


def for_network(text: str, template: Template, convention: str) -> str:
    """The sentence as networks are trained to read it: in the viewer's left and right."""
    return text if convention == "none" else convert(text, template, convention, "viewer")


def convert_finding(finding: Finding, template: Template, from_: str, to: str) -> Finding:
    """The same finding with its zones under the other convention's names."""
    if not _differ(from_, to, template) or not finding.zones:
        return finding
    return replace(
        finding,
        zones={side: finding.zones[other_side(side, template)] for side in template.sides},
    )


def convert_side(side: str, template: Template, from_: str, to: str) -> str:
    """The name of one side in another convention; anything else is returned unchanged."""
    changes = side in template.sides and _differ(from_, to, template)
    return other_side(side, template) if changes else side


def other_side(side: str, template: Template) -> str:
    """The opposite side."""
    first, second = template.sides
    return second if side == first else first


def swap_sides(template: Template) -> dict[Meaning, Meaning]:
    """Left for right and right for left, for ``wording.exchange_words``."""
    first, second = (Meaning("side", side) for side in template.sides)
    return {first: second, second: first}


def doubtful_words(text: str, template: Template) -> tuple[str, ...]:
    """Words that may have meant a side but were not understood, so that ``convert`` left them.

    Who converts a sentence shows them to a person.
    """
    sides = {Meaning("side", side) for side in template.sides}
    words = lexicon(template)
    return tuple(
        token.text
        for token in words.tokens(text)
        if not token.known
        and any(sides & set(words.meanings(guess)) for guess in token.suggestions)
    )


def orientation_warning(orientation: str | None, convention: str) -> str | None:
    """Why left and right of this image may not be what the project assumes.

    Args:
        orientation: First value of DICOM's PatientOrientation: ``"L"`` when columns run to the
            patient's left (the usual display), ``"R"`` when mirrored, ``None`` when unknown.

    Returns:
        A sentence to show, ``None`` when image and convention agree or nothing is known.
    """
    if orientation != "R" or convention not in CONVENTIONS:
        return None
    if convention == "patient":
        return (
            "This image is mirrored: the patient's left is on the left of the picture, "
            "the opposite of what this project's sentences assume."
        )
    return (
        "This image is mirrored: the left of the picture is the patient's left, "
        "unlike in images shown the usual way."
    )


def _differ(from_: str, to: str, template: Template) -> bool:
    for convention in (from_, to):
        if convention not in CONVENTIONS:
            raise LViTError(
                f"'{convention}' is no convention of left and right.", "Use viewer or patient."
            )
    return template.laterality and from_ != to
