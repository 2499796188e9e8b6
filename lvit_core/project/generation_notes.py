"""What the note of a generation says, as sentences that the window can translate.

A note is kept in English, as the judge wrote it when the generation was made.
"""

from __future__ import annotations

import re

from lvit_core.wording import said

_BETWEEN = re.compile(r"(; |, (?=(?:no )?worse than ))")
_PLACE = re.compile(r"\{(\w+)(:[^}]*)?\}")


def note_words(note: str) -> str:
    """The same note, each part that a judge writes as a message; other parts stay as they are."""
    pieces = _BETWEEN.split(note)
    places = {f"text_{number}": _message(one) for number, one in enumerate(pieces[::2])}
    signs = [*pieces[1::2], ""]
    row = "".join(f"{{{name}}}{sign}" for name, sign in zip(places, signs, strict=True))
    return said(row, **places)


def _message(words: str) -> str:
    for template in _templates():
        found = re.fullmatch(_pattern(template), words)
        if found is None:
            continue
        names = [(place[1], place[2]) for place in _PLACE.finditer(template)]
        return said(
            template,
            **{
                name: float(text) if form else _message(text)
                for (name, form), text in zip(names, found.groups(), strict=True)
            },
        )
    return words


def _pattern(template: str) -> str:
    """A place with a format holds a number, any other one words."""
    plain = _PLACE.split(template)  # text, name, format, text, ...
    places = [r"([-+]?\d+(?:\.\d+)?)" if form else "(.+)" for form in plain[2::3]]
    texts = [re.escape(text) for text in plain[::3]]
    return "".join(text + place for text, place in zip(texts, [*places, ""], strict=True))


def _templates() -> tuple[str, ...]:
    return (
        said("not verified: no hold-out label judges yet"),
        said("not verified: {images} labels that judge are there"),
        said("{count:.0f} of {fewest:.0f}"),
        said("used, as there is no model before it"),
        said("used, as the model in force is not verified either"),
        said("used, as the model in force reaches Dice {dice:.3f} on your own labels"),
        said("offered, as a person chose the model in force"),
        said("offered, as the model in force is of use"),
        said("offered only, because a person had chosen another model"),
        said("no model before"),
        said("hold-out Dice {dice:.3f} over {images:.0f} images"),
        said("by the mean alone below {images:.0f} images"),
        said("no worse than the model in force: {change}"),
        said("no worse than the one a person chose: {change}"),
        said("no worse than the best so far: {change}"),
        said("worse than the model in force: {change}"),
        said("worse than the one a person chose: {change}"),
        said("worse than the best so far: {change}"),
        said("{mean:+.3f} ({share:.0f} % interval {low:+.3f} to {high:+.3f})"),
    )
