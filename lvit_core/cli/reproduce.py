"""`lvit reproduce`: the paper's tables, trained anew on this machine."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from lvit_core.cli.output import JsonOption, emit, report

if TYPE_CHECKING:
    from lvit_core.training.reproduction import Variant

DataOption = Annotated[Path, typer.Option(help="Folder with Train_Folder and Val_Folder.")]
OutOption = Annotated[Path, typer.Option(help="Where the runs are kept; finished ones are reused.")]
MinutesOption = Annotated[float, typer.Option(help="Training time of each run.")]
SeedsOption = Annotated[int, typer.Option(min=1, help="Runs of each row.")]
ProtocolOption = Annotated[
    Literal["resize", "native", "both"], typer.Option(help="Which comparison.")
]
RecipeOption = Annotated[Path | None, typer.Option(help="TOML recipe shared by all rows.")]
SizeOption = Annotated[str, typer.Option(help="T, S, M or L.")]
WidthOption = Annotated[int, typer.Option(help="Base width.")]
ScalesOption = Annotated[
    str, typer.Option(help="Native scales among which validation chooses, such as 0.5,0.75,1.")
]


def register(app: typer.Typer) -> None:
    """Adds `reproduce monuseg` and `reproduce ablation`."""
    group = typer.Typer(help="Train the paper's comparisons anew.", no_args_is_help=True)
    group.command()(monuseg)
    group.command()(ablation)
    app.add_typer(group, name="reproduce")


def monuseg(
    data: DataOption,
    *,
    out: OutOption = Path("reproduction"),
    minutes: MinutesOption = 20.0,
    seeds: SeedsOption = 3,
    protocol: ProtocolOption = "both",
    recipe: RecipeOption = None,
    size: SizeOption = "T",
    width: WidthOption = 64,
    scales: ScalesOption = "1",
    json: JsonOption = False,
) -> None:
    """U-Net, LViT-TW, LViT-T, and a quarter of the labels without and with EPI and LV."""
    given = SimpleNamespace(**locals())
    from lvit_core.training.reproduction import MONUSEG  # noqa: PLC0415 - torch

    _run(MONUSEG, "monuseg", given)


def ablation(
    data: DataOption,
    *,
    out: OutOption = Path("reproduction"),
    minutes: MinutesOption = 20.0,
    seeds: SeedsOption = 3,
    protocol: ProtocolOption = "resize",
    recipe: RecipeOption = None,
    size: SizeOption = "T",
    width: WidthOption = 64,
    scales: ScalesOption = "1",
    json: JsonOption = False,
) -> None:
    """Tables 2 and 5: DownViT, UpViT, PLAM, text; EPI and LV on a quarter of the labels."""
    given = SimpleNamespace(**locals())
    from lvit_core.training.reproduction import ABLATION  # noqa: PLC0415 - torch

    _run(ABLATION, "ablation", given)


def _run(variants: tuple[Variant, ...], name: str, given: SimpleNamespace) -> None:
    from lvit_core.training.priority import settle_process  # noqa: PLC0415 - beside its use

    settle_process()
    from lvit_core.prompt.templates import sample_template  # noqa: PLC0415
    from lvit_core.training.config import TrainingConfig, load_recipe  # noqa: PLC0415
    from lvit_core.training.reproduction import (  # noqa: PLC0415
        Reproduction,
        reproduce,
        summarize,
        table,
    )

    config = TrainingConfig(patience=0) if given.recipe is None else load_recipe(given.recipe)
    template = sample_template("section").name  # stained tissue, as MoNuSeg is
    config = replace(config, template=template, size=given.size, width=given.width)
    both = given.protocol == "both"
    wanted: Any = ("resize", "native") if both else (given.protocol,)
    task = Reproduction(
        given.data,
        given.out / name,
        variants,
        given.minutes,
        given.seeds,
        wanted,
        config,
        _numbers(given.scales),
    )
    outcomes = reproduce(task, report)
    rows = {kind: summarize(outcomes, variants, kind) for kind in wanted}
    text = "\n\n".join(
        f"Protocol {kind}, judged on {found[0]['judged_on']}\n\n{table(found)}"
        for kind, found in rows.items()
    )
    result = {"protocols": rows, "runs": [asdict(outcome) for outcome in outcomes]}
    emit(result, as_json=given.json, text=text)


def _numbers(text: str) -> tuple[float, ...]:
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise typer.BadParameter("--scales takes numbers such as 0.5,0.75,1") from error
    if not all(0.05 <= number <= 4 for number in numbers):
        raise typer.BadParameter("--scales must lie between 0.05 and 4")
    return numbers
