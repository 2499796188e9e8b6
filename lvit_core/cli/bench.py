"""`lvit bench NAME`: performance goals as numbers, each measured in one run on this machine."""

# No postponed annotations here: Typer reads those of the commands, which are made in `register`.
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from lvit_core.cli.benches.machine import machine
from lvit_core.cli.output import JsonOption, ThreadsOption, emit, finite, report
from lvit_core.errors import LViTError

PURPOSE = "Measure this machine against the performance goals."

Bench = Callable[[], Mapping[str, float]]

# Name -> modules whose `measure()` return the metrics; the application adds its own.
BENCHES: dict[str, tuple[str, ...]] = {
    "exchange": ("lvit_core.cli.benches.exchange", "lvit_core.cli.benches.exchange_streams"),
    "exchange-many": ("lvit_core.cli.benches.exchange_many",),
    "predict": ("lvit_core.cli.benches.predict", "lvit_core.cli.benches.explain"),
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
    group.command("forgetting")(forgetting)
    group.command("loop")(loop)
    group.command("queue")(queue)
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


def loop(
    data: Annotated[Path, typer.Option(help="Folder of images with known objects.")],
    *,
    model: Annotated[
        str, typer.Option(help="Model at the start; default: of stained sections.")
    ] = "",
    images: Annotated[int, typer.Option(min=1, max=100_000, help="Images to label.")] = 30,
    minutes: Annotated[
        float, typer.Option(min=0, callback=finite, help="Training, all together.")
    ] = 15.0,
    every: Annotated[int, typer.Option(min=1, max=10_000, help="Labels between trainings.")] = 5,
    seed: Annotated[int, typer.Option(min=0, max=2**31, help="Which images; training.")] = 0,
    no_pseudo: Annotated[
        bool, typer.Option("--no-pseudo", help="Learn from labels alone, without pseudo labels.")
    ] = False,
    threads: ThreadsOption = None,
    json: JsonOption = False,
) -> None:
    """Play an annotator: corrections an image with the loop, without training, from nothing.

    Objects of the model in force are accepted from an IoU of 0.7 on, repaired from 0.4 on, else
    deleted; missing ones are drawn. Each edit counts. The project is temporary.
    """
    from lvit_core.cli.benches.loop import LoopTask, in_lines, play  # noqa: PLC0415 - torch

    task = LoopTask(
        data, _model(model), images, minutes, every, seed, pseudo=not no_pseudo, threads=threads
    )
    result = play(task, report)
    emit(result, as_json=json, text=in_lines(result))


def queue(
    data: Annotated[Path, typer.Option(help="Folder of images with known objects.")],
    *,
    model: Annotated[str, typer.Option(help="Model in force; default: of stained sections.")] = "",
    images: Annotated[int, typer.Option(min=12, max=100_000, help="Images to look at.")] = 48,
    labels: Annotated[int, typer.Option(min=1, max=10_000, help="Labels of each pool.")] = 5,
    seeds: Annotated[int, typer.Option(min=1, max=1000, help="Pools that are drawn.")] = 10,
    seed: Annotated[int, typer.Option(min=0, max=2**31, help="The first of them.")] = 0,
    threads: ThreadsOption = None,
    json: JsonOption = False,
) -> None:
    """Labels in the queue's order against random ones in which the model finds anything.

    A linear head on frozen features learns from both; means and intervals over the seeds.
    """
    from lvit_core.cli.benches.queue_order import (  # noqa: PLC0415 - torch
        QueueTask,
        compare,
        in_lines,
    )

    result = compare(QueueTask(data, _model(model), images, labels, seeds, seed, threads), report)
    emit(result, as_json=json, text=in_lines(result))


def forgetting(
    data: Annotated[Path, typer.Option(help="Folder of images of a new kind, with known objects.")],
    old: Annotated[Path, typer.Option(help="The same of the kind that the model knows.")],
    *,
    model: Annotated[
        str, typer.Option(help="Model to fine-tune; default: of stained sections.")
    ] = "",
    minutes: Annotated[
        float, typer.Option(min=0.01, callback=finite, help="Training of each of both runs.")
    ] = 5.0,
    labels: Annotated[int, typer.Option(min=1, max=10_000, help="New images to learn.")] = 12,
    judges: Annotated[int, typer.Option(min=1, max=10_000, help="Images of each kind.")] = 20,
    seed: Annotated[int, typer.Option(min=0, max=2**31, help="Which images; training.")] = 0,
    threads: ThreadsOption = None,
    json: JsonOption = False,
) -> None:
    """What fine-tuning on a new kind costs on the old one, with replay and without.

    Judged by images that the runs learn nothing from; those of --old should not be among the data
    that the model was made of.
    """
    from lvit_core.cli.benches.forgetting import (  # noqa: PLC0415 - torch
        ForgettingTask,
        in_lines,
        measure_forgetting,
    )

    task = ForgettingTask(data, old, _model(model), minutes, labels, judges, seed, threads)
    result = measure_forgetting(task, report)
    emit(result, as_json=json, text=in_lines(result))


def _model(asked: str) -> str:
    """The model that was asked for, else the bundled one of stained sections."""
    from lvit_core.prompt.templates import sample_template  # noqa: PLC0415 - only if used

    return asked or sample_template("section").model
