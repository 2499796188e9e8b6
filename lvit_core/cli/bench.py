"""`lvit bench NAME`: performance goals as numbers, each measured in one run on this machine."""

# No postponed annotations here: Typer reads those of the commands, which are made in `register`.
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from lvit_core.cli.benches.machine import machine
from lvit_core.cli.output import JsonOption, emit, report
from lvit_core.errors import LViTError

PURPOSE = "Measure this machine against the performance goals."

Bench = Callable[[], Mapping[str, float]]

# Name -> modules whose `measure()` return the metrics; the application adds its own.
BENCHES: dict[str, tuple[str, ...]] = {
    "exchange": ("lvit_core.cli.benches.exchange", "lvit_core.cli.benches.exchange_streams"),
    "exchange-many": ("lvit_core.cli.benches.exchange_many",),
    "predict": ("lvit_core.cli.benches.predict",),
    "predict-slide": ("lvit_core.cli.benches.slides",),
    "train": ("lvit_core.cli.benches.train",),
}


def measure(name: str, benches: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Runs all parts of one bench and returns ``{"bench", "metrics", "machine"}``.

    Raises:
        LViTError: There is no bench of that name.
    """
    if name not in benches:
        raise LViTError(f"There is no bench '{name}'.", f"Known: {', '.join(sorted(benches))}.")
    metrics: dict[str, float] = {}
    for module in benches[name]:
        bench: Bench = import_module(module).measure
        metrics |= {key: float(value) for key, value in bench().items()}
    return {"bench": name, "metrics": metrics, "machine": machine()}


def register(app: typer.Typer, benches: Mapping[str, str] | None = None) -> None:
    """Adds `bench`; the application passes its interface benches, also as parts of known ones."""
    known = dict(BENCHES)
    for name, module in (benches or {}).items():
        known[name] = (*known.get(name, ()), module)
    group = typer.Typer(help=PURPOSE, no_args_is_help=True)
    for name in sorted(known):
        group.command(name, help=f"Measure {name}; figures by name.")(_plain(name, known))
    group.command("gpu")(gpu)
    app.add_typer(group, name="bench")


def _plain(name: str, known: Mapping[str, Sequence[str]]) -> Callable[[bool], None]:
    def bench(json: JsonOption = False) -> None:
        report(f"Measuring {name}; close other programs for steady figures.")
        result = measure(name, known)
        lines = (f"{key:28} {value:10.3f}" for key, value in result["metrics"].items())
        emit(result, as_json=json, text="\n".join(lines))

    return bench


def gpu(
    *,
    small: Annotated[
        bool, typer.Option("--small", help="A tiny network, to see that every part works.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Training and prediction on a CUDA device; what cannot be measured is skipped by name."""
    from lvit_core.cli.benches.gpu.result import gpu_result, in_lines  # noqa: PLC0415 - torch

    result = gpu_result(small=small)
    emit(result, as_json=json, text=in_lines(result))
