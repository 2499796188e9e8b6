"""`lvit weights`: rebuild the bundled models from the public data they are allowed to use."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lvit_core.cli.output import JsonOption, ThreadsOption, emit, finite, report
from lvit_core.files import refuse_over


def register(app: typer.Typer) -> None:
    """Adds `weights`."""
    app.command()(weights)


def weights(
    name: Annotated[str, typer.Argument(help="A bundled model; a wrong name lists them.")],
    data: Annotated[Path, typer.Option(help="Folder with the public data sets.")],
    work: Annotated[Path, typer.Option(help="Folder for prepared data and runs.")] = Path(
        "runs/weights"
    ),
    out: Annotated[Path, typer.Option(help="Where the finished model folder goes.")] = Path(
        "resources/models"
    ),
    minutes: Annotated[
        float, typer.Option(min=0, callback=finite, help="Training time over all stages.")
    ] = 120.0,
    threads: ThreadsOption = None,
    json: JsonOption = False,
) -> None:
    """Rebuild a bundled model; an interrupted rebuild goes on where it stopped."""
    from lvit_core.training.priority import settle_process  # noqa: PLC0415 - beside its use

    for place in (work, out):
        refuse_over(place, data)
    settle_process(threads=threads, low_priority=True)
    from lvit_core.training.bundled.build import build, publish  # noqa: PLC0415 - torch

    build(name, data, work, minutes, report)
    folder = publish(name, work, out)
    emit({"model": name, "folder": str(folder)}, as_json=json, text=f"{name}: {folder}")
