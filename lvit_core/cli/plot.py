"""`lvit plot`: the curves of training runs as a picture or for TensorBoard."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lvit_core.cli.output import JsonOption, emit


def register(app: typer.Typer) -> None:
    """Adds `plot`."""
    app.command()(plot)


def plot(
    runs: Annotated[list[Path], typer.Argument(help="Folders of runs.")],
    *,
    out: Annotated[
        Path | None, typer.Option(help="PNG to write; default curves.png in the first run.")
    ] = None,
    tensorboard: Annotated[
        Path | None, typer.Option(help="Also write TensorBoard files into this folder.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Draw losses, Dice, learning rate and pseudo-label change of one or several runs."""
    from lvit_core.training.curves import draw_curves, read_curves, write_tensorboard  # noqa: PLC0415

    curves = {run.name: read_curves(run) for run in runs}
    first = runs[0] if runs[0].is_dir() else runs[0].parent
    picture = out or first / "curves.png"
    draw_curves(curves, picture)
    files = []
    if tensorboard is not None:
        files = [
            str(write_tensorboard(found, tensorboard / name, name))
            for name, found in curves.items()
        ]
    result = {"picture": str(picture), "tensorboard": files, "runs": list(curves)}
    emit(result, as_json=json, text=str(picture))
