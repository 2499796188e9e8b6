"""`lvit bench NAME`: performance goals as numbers, each measured in one run on this machine."""

# No postponed annotations here: the names of the benches stand in one, known only to `register`.
import os
import platform
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

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


def machine() -> dict[str, Any]:
    """What a reader needs to compare figures; nothing that identifies the computer."""
    return {
        "cpu": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def register(app: typer.Typer, benches: Mapping[str, str] | None = None) -> None:
    """Adds `bench`; the application passes its interface benches, also as parts of known ones."""
    known = dict(BENCHES)
    for name, module in (benches or {}).items():
        known[name] = (*known.get(name, ()), module)

    # The names go into the help of the command: Typer reads annotations outside this function.
    @app.command(help=f"{PURPOSE} NAME is one of: {', '.join(sorted(known))}.")
    def bench(
        name: Annotated[str, typer.Argument(help="What to measure.")],
        json: JsonOption = False,
    ) -> None:
        report(f"Measuring {name}; close other programs for steady figures.")
        result = measure(name, known)
        lines = (f"{key:28} {value:10.3f}" for key, value in result["metrics"].items())
        emit(result, as_json=json, text="\n".join(lines))
