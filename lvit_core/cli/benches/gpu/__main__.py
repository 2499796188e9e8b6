"""`python -m lvit_core.cli.benches.gpu`: the bench where only few packages are installed."""

from __future__ import annotations

import os
import sys
from json import dumps
from pathlib import Path
from typing import Annotated

import typer

from lvit_core.cli.benches.gpu.parts import PARTS, SkippedError, run_here
from lvit_core.cli.benches.gpu.result import gpu_result, in_lines
from lvit_core.cli.output import JsonOption, emit
from lvit_core.thread_waiting import wait_politely


def main(
    *,
    part: Annotated[str, typer.Option(hidden=True)] = "",
    device: Annotated[str, typer.Option(hidden=True)] = "cuda",
    small: Annotated[
        bool, typer.Option("--small", help="A tiny network, to see that every part works.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Measure training and prediction on a CUDA device; what is skipped is named."""
    wait_politely()
    if part:
        _one(part, device, small)
        return
    result = gpu_result(small=small)
    emit(result, as_json=json, text=in_lines(result))
    if folder := os.environ.get("OUT"):
        keep(result, Path(folder))


def keep(result: dict[str, object], folder: Path) -> None:
    """Writes the result as ``gpu.json`` into a folder that is there."""
    (folder / "gpu.json").write_text(dumps(result, indent=1), encoding="utf-8")


def _one(name: str, device: str, small: bool) -> None:
    part = next(part for part in PARTS if part.name == name)
    try:
        told: dict[str, object] = dict(run_here(part, device, small))
    except SkippedError as reason:
        told = {"skipped": str(reason)}
    sys.stdout.write("\n" + dumps(told))


if __name__ == "__main__":
    typer.run(main)
