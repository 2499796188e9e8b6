"""What commands that take a sentence share: whose sides it means, and what of it is understood."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvit_core.cli.output import report
from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from lvit_core.prompt.laterality import Sides

KeepIdentityOption = Annotated[
    bool,
    typer.Option(
        "--keep-identity", help="Name results after DICOM files, which may be the patients' names."
    ),
]

LateralityOption = Annotated[
    str | None,
    typer.Option(
        help="Whose left --text and --table mean: what the table itself says, then this, then "
        "the viewer's.",
        metavar="viewer|patient",
    ),
]

AnyKindOption = Annotated[
    bool,
    typer.Option("--any-kind", help="Predict what is no chest X-ray by a model of those, too."),
]


def whose_is_known(laterality: str | None) -> None:
    """Refuses what is no convention of left and right."""
    if laterality not in (None, "viewer", "patient"):
        raise typer.BadParameter("use viewer or patient", param_hint="--laterality")


def file_sides(path: Path, laterality: str) -> Sides:
    """Whose sides a sentence about a file means, with what the file says of how it lies."""
    from lvit_core.imaging.readers import probe  # noqa: PLC0415
    from lvit_core.prompt.laterality import Sides  # noqa: PLC0415

    try:
        return Sides(laterality, probe(path).orientation)
    except LViTError:
        return Sides(laterality)  # whoever reads it says what is wrong with it


def report_unknown(sentence: str, template: str) -> None:
    """Names the words of a sentence that say nothing to this kind of image."""
    from lvit_core.prompt.parser import parse  # noqa: PLC0415
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    words = [token.text for token in parse(sentence, load_template(template)).unknown]
    if words:
        report(f"Not understood: {', '.join(words)}. The model reads the sentence as typed.")


def for_model(sentence: str | None, template: str, sides: Sides) -> str | None:
    """Models know the picture's left and right; other sentences are turned in the one place."""
    if not sentence or not sentence.strip():
        return None
    from lvit_core.prompt.laterality import restate  # noqa: PLC0415
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    return restate(sentence, load_template(template), sides)
