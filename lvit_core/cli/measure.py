"""`lvit measure`: tables of what was drawn, for a statistics program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from lvit_core.cli.exchange import (
    EverythingOption,
    KeepIdentityOption,
    MachineOption,
    ReaderOption,
    SkipBadOption,
)
from lvit_core.cli.output import JsonOption, ProgressLines, SkipChangedOption, counted, emit, report
from lvit_core.cli.project import ProjectArgument

if TYPE_CHECKING:  # the data base is loaded when a command needs it
    from lvit_core.measurement.options import MeasureOptions, StainChoice
    from lvit_core.measurement.project import MeasureReport
    from lvit_core.measurement.summary import LayerSummary

STAINS = ("none", "he", "hdab", "estimate-he", "estimate-hdab")

VectorsOption = Annotated[
    str,
    typer.Option(
        "--stain-vectors",
        help="Stain vectors of your own, with --stains he or hdab: three optical densities "
        "(red, green, blue) for each stain, such as 0.65,0.70,0.29;0.27,0.57,0.78.",
        metavar="R,G,B;R,G,B",
    ),
]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("measure")(measure)


def measure(
    project: ProjectArgument,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            help="The table of objects; that of images is NAME-images.csv.",
            metavar="TABLE.csv",
        ),
    ],
    everything: EverythingOption = False,
    machine: MachineOption = False,
    stains: Annotated[
        str,
        typer.Option(
            help="Optical densities of colour pictures: he or hdab with the usual stain vectors, "
            "or with those estimated from each image.",
            metavar="|".join(STAINS),
        ),
    ] = "none",
    cuts: Annotated[
        str,
        typer.Option(
            help="From which mean optical density of DAB an object is positive: one number, or "
            "three for weak, moderate and strong (H-score); often 0.2,0.4,0.6.",
            metavar="OD[,OD,OD]",
        ),
    ] = "",
    vectors: VectorsOption = "",
    skip_changed: SkipChangedOption = False,
    skip_bad: SkipBadOption = False,
    keep_identity: KeepIdentityOption = False,
    reader: ReaderOption = "",
    json: JsonOption = False,
) -> None:
    """Measure every object and image: areas, shapes, intensities, counts, densities, shares."""
    from lvit_core.exchange.export_options import ExportOptions  # noqa: PLC0415
    from lvit_core.measurement.options import MeasureOptions  # noqa: PLC0415

    if stains not in STAINS:
        raise typer.BadParameter(f"use {', '.join(STAINS)}", param_hint="--stains")
    content = ExportOptions(
        "all" if everything else "labeled",
        machine=machine,
        skip_changed=skip_changed,
        skip_bad=skip_bad,
        keep_identity=keep_identity,
        reader=reader,
    )
    options = MeasureOptions(content, cast("StainChoice", stains), _numbers(cuts), _rows(vectors))
    done = _measured(project, out, options)
    for note in done.notes:
        report(f"Note: {note}")
    emit(done.to_dict(), as_json=json, text="\n".join(_lines(done)))


def _measured(project: Path, out: Path, options: MeasureOptions) -> MeasureReport:
    from lvit_core.measurement.project import measure_project  # noqa: PLC0415
    from lvit_core.project.finishing import finish_elsewhere  # noqa: PLC0415
    from lvit_core.project.project import Project  # noqa: PLC0415

    for one in finish_elsewhere(project):
        if one.refusal:
            report(f"Note: {one.refusal} {one.hint}".rstrip())
    with Project.open(project, read_only=True) as opened:
        return measure_project(opened, out, options, ProgressLines("Measuring"))


def _numbers(text: str) -> tuple[float, ...]:
    try:
        found = tuple(float(part) for part in text.split(",") if part.strip())
    except ValueError:
        raise typer.BadParameter("use numbers such as 0.2,0.4,0.6", param_hint="--cuts") from None
    if not all(0 < one < 10 for one in found):
        raise typer.BadParameter("use densities between 0 and 10", param_hint="--cuts")
    return found


def _rows(text: str) -> tuple[tuple[float, ...], ...]:
    try:
        rows = (part.split(",") for part in text.split(";") if part.strip())
        return tuple(tuple(float(one) for one in row) for row in rows)
    except ValueError:
        raise typer.BadParameter(
            "use numbers such as 0.65,0.70,0.29;0.27,0.57,0.78", param_hint="--stain-vectors"
        ) from None


def _lines(done: MeasureReport) -> list[str]:
    head = f"Measured {counted(done.objects, 'object')} on {counted(done.images, 'image')}"
    return [f"{head}: {done.objects_file}, {done.images_file}.", *map(_layer_line, done.layers)]


def _layer_line(layer: LayerSummary) -> str:
    """One layer of the project in words, with units."""
    classes = ", ".join(f"{name} {count:,}" for name, count in layer.classes.items())
    parts = [f"{counted(layer.objects, 'object')} on {counted(layer.images, 'image')}"]
    parts += [classes] * (len(layer.classes) > 1)
    if layer.area_mm2 is not None and layer.objects:
        parts.append(f"{layer.area_mm2:,.4g} mm2")
    if layer.per_mm2 is not None:
        parts.append(f"{layer.per_mm2:,.1f} per mm2 of the labeled images")
    elif layer.per_megapixel is not None:
        parts.append(f"{layer.per_megapixel:,.1f} per million pixels of the labeled images")
    if layer.positive_share is not None:
        parts.append(f"{100 * layer.positive_share:.1f} % positive")
    if layer.h_score is not None:
        parts.append(f"H-score {layer.h_score:.0f}")
    return f"{layer.layer}: {'; '.join(parts)}."
