"""`lvit reproduce`: the paper's tables, trained anew on this machine."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from lvit_core.cli.output import JsonOption, emit, finite, report
from lvit_core.files import refuse_over

if TYPE_CHECKING:
    from lvit_core.training.config import Protocol
    from lvit_core.training.reproduction import Variant

DataOption = Annotated[Path, typer.Option(help="Folder with Train_Folder and Val_Folder.")]
OutOption = Annotated[Path, typer.Option(help="Where the runs are kept; finished ones are reused.")]
MinutesOption = Annotated[
    float, typer.Option(min=0, callback=finite, help="Training time of each run.")
]
SeedsOption = Annotated[int, typer.Option(min=1, max=1000, help="Runs of each row.")]
ProtocolChoice = Literal["resize", "native", "both"]
ProtocolOption = Annotated[ProtocolChoice, typer.Option(help="Which comparison.")]
RecipeOption = Annotated[Path | None, typer.Option(help="TOML recipe shared by all rows.")]
SizeOption = Annotated[str, typer.Option(help="T, S, M or L.")]
WidthOption = Annotated[int, typer.Option(min=1, max=1024, help="Base width.")]
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
    labeled_fraction: Annotated[
        list[float] | None,
        typer.Option(help="Compare LViT-T with this share of the labels instead, such as 0.125."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """U-Net, LViT-TW, LViT-T, and a quarter of the labels without and with EPI and LV."""
    from lvit_core.training.reproduction import MONUSEG, few_labels  # noqa: PLC0415 - torch

    if not all(0 < one < 1 for one in labeled_fraction or ()):
        raise typer.BadParameter("--labeled-fraction lies over 0 and under 1")
    rows = few_labels(labeled_fraction) if labeled_fraction else MONUSEG
    asked = _Asked(data, out / "monuseg", minutes, seeds, protocol, recipe, size, width, scales)
    _run(rows, asked, as_json=json)


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
    from lvit_core.training.reproduction import ABLATION  # noqa: PLC0415 - torch

    asked = _Asked(data, out / "ablation", minutes, seeds, protocol, recipe, size, width, scales)
    _run(ABLATION, asked, as_json=json)


@dataclass(frozen=True)
class _Asked:
    """The options of both tables."""

    data: Path
    out: Path
    minutes: float
    seeds: int
    protocol: ProtocolChoice
    recipe: Path | None
    size: str
    width: int
    scales: str


def _run(variants: tuple[Variant, ...], asked: _Asked, *, as_json: bool) -> None:
    from lvit_core.training.priority import settle_process  # noqa: PLC0415 - beside its use

    refuse_over(asked.out, asked.data)
    settle_process()
    from lvit_core.prompt.templates import sample_template  # noqa: PLC0415
    from lvit_core.training.config import TrainingConfig, load_recipe  # noqa: PLC0415
    from lvit_core.training.reproduction import (  # noqa: PLC0415
        Reproduction,
        reproduce,
        summarize,
        table,
    )

    config = TrainingConfig(patience=0) if asked.recipe is None else load_recipe(asked.recipe)
    template = sample_template("section").name  # stained tissue, as MoNuSeg is
    config = replace(config, template=template, size=asked.size, width=asked.width)
    wanted: tuple[Protocol, ...] = ("resize", "native")
    if asked.protocol != "both":
        wanted = (asked.protocol,)
    task = Reproduction(
        asked.data,
        asked.out,
        variants,
        asked.minutes,
        asked.seeds,
        wanted,
        config,
        _numbers(asked.scales),
    )
    outcomes = reproduce(task, report)
    rows = {kind: summarize(outcomes, variants, kind) for kind in wanted}
    text = "\n\n".join(
        f"Protocol {kind}, judged on {found[0]['judged_on']}\n\n{table(found)}"
        for kind, found in rows.items()
    )
    result = {"protocols": rows, "runs": [asdict(outcome) for outcome in outcomes]}
    emit(result, as_json=as_json, text=text)


def _numbers(text: str) -> tuple[float, ...]:
    try:
        numbers = tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise typer.BadParameter("--scales takes numbers such as 0.5,0.75,1") from error
    if not all(0.05 <= number <= 4 for number in numbers):
        raise typer.BadParameter("--scales must lie between 0.05 and 4")
    return numbers
