"""What the note of a generation says, as sentences that the window can translate.

A note is kept in English, as the judge wrote it when the generation was made.
"""

from __future__ import annotations

import re

from lvit_core.said_again import said_again
from lvit_core.wording import said

_BETWEEN = re.compile(r"(; |, (?=(?:no )?worse than ))")


def note_words(note: str) -> str:
    """The same note, each part that a judge writes as a message; other parts stay as they are."""
    pieces = _BETWEEN.split(note)
    places = {
        f"text_{number}": said_again(one, _templates()) for number, one in enumerate(pieces[::2])
    }
    signs = [*pieces[1::2], ""]
    row = "".join(f"{{{name}}}{sign}" for name, sign in zip(places, signs, strict=True))
    return said(row, **places)


def _templates() -> tuple[str, ...]:
    return (
        said("not verified: no hold-out label judges yet"),
        said("not verified: {images} labels that judge are there"),
        said("{count:.0f} of {fewest:.0f}"),
        said("used, as there is no model before it"),
        said("used, as the model in force is not verified either"),
        said("used, as the model in force reaches Dice {dice:.3f} on your own labels"),
        said("offered, as an earlier model did better on them"),
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
