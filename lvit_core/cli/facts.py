"""`lvit project set`: what people say of images, such as whose they are, without a window."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvit_core.cli.output import JsonOption, counted, emit, readable, report, wrong_usage
from lvit_core.cli.project import ProjectArgument, ReasonOption

if TYPE_CHECKING:  # the data base is loaded when a command needs it
    from lvit_core.project.many_images import ManyDone
    from lvit_core.project.project import Project

LONGEST_NAME = 200
OF_THEIR_KIND = "kind"
UNKNOWN = "unknown"
WHOLE = "whole"
PARTS = ("train", "holdout")

_Known = dict[int, tuple[str, dict[str, object]]]
_Saying = Callable[["Project", list[int]], "ManyDone"]


Images = Annotated[
    list[str] | None,
    typer.Argument(
        help='Names, paths or numbers of images, or patterns such as "ward-*.png".',
        metavar="IMAGE...",
    ),
]
NameList = Annotated[
    Path | None,
    typer.Option("--list", help="A text file that names an image on each line.", metavar="TXT"),
]
Split = Annotated[
    str | None,
    typer.Option(
        help="Whether training may see them, with all other images of their patients.",
        metavar="train|holdout",
    ),
]
Patient = Annotated[
    str | None, typer.Option(help='Whose they are; "" if nobody knows.', metavar="NAME")
]
Kind = Annotated[
    str | None, typer.Option(help="What kind of image they are: a template.", metavar="NAME")
]
Size = Annotated[
    str | None,
    typer.Option(
        help="Micrometres per pixel where the files do not say; `kind` for what was said of "
        "all images of their kind.",
        metavar="UM|kind",
    ),
]

Orientation = Annotated[
    str | None,
    typer.Option(
        help="The patient's side at the right edge, where the files do not say: L as films are "
        "mostly shown, R on a mirrored one.",
        metavar="L|R|unknown",
    ),
]

Regions = Annotated[
    str | None,
    typer.Option(
        help="Which part of them is annotated, so that what lies outside is unknown: a picture "
        "that is not 0 there, GeoJSON, or a folder of them by name; `whole` for all of it.",
        metavar="FILE|DIR|whole",
    ),
]

Truth = Annotated[
    bool,
    typer.Option(
        "--confirm-truth",
        help="You checked their labels closely: generations of models are judged by them.",
    ),
]


def state(
    project: ProjectArgument,
    images: Images = None,
    names: NameList = None,
    split: Split = None,
    patient: Patient = None,
    template: Kind = None,
    pixel_size: Size = None,
    orientation: Orientation = None,
    regions: Regions = None,
    confirm_truth: Truth = False,
    reason: ReasonOption = "",
    json: JsonOption = False,
) -> None:
    """Say of images whose they are, whether training sees them, and what they show.

    All of it is done or nothing. The result tells what each image was before, so that it can be
    taken back by saying that again.
    """
    from lvit_core.cli.named_images import named_images  # noqa: PLC0415
    from lvit_core.project.many_images import say_truth  # noqa: PLC0415
    from lvit_core.project.unattended import open_unattended  # noqa: PLC0415

    sayings = _sayings(split, patient, template, pixel_size)
    sayings += [*_side(orientation), *_regions(regions)]
    if not sayings and not confirm_truth:
        raise typer.BadParameter(
            "say --split, --patient, --template, --pixel-size, --orientation, --regions or "
            "--confirm-truth"
        )
    wanted = [*(images or ()), *(_lines(names) if names is not None else ())]
    if not wanted:
        raise typer.BadParameter("name images, or a --list of them")
    with open_unattended(project) as opened:
        chosen = [one.id for one in named_images(opened.images.all(), wanted)]
        before = _facts(opened)
        opened.reason.text = " ".join(reason.split())
        with opened.transaction():
            done = [saying(opened, chosen) for saying in sayings]
            truth = say_truth(opened, chosen) if confirm_truth else None
        now = _facts(opened)
    done += [] if truth is None else [truth]
    confirmed = 0 if truth is None else truth.changed
    left = list(dict.fromkeys(line for one in done for line in one.left))
    for line in left:
        report(f"Skipped {readable(line).removesuffix('.')}.")
    rows = _changed(before, now)
    text = f"{counted(len(rows), 'image')} changed of {len(chosen):,} chosen."
    more = len({row["id"] for row in rows} - set(chosen))
    if more:
        text += f" {counted(more, 'image')} of the same patients went with them."
    if truth is not None:
        text += f" {counted(confirmed, 'label')} confirmed as truth to judge by."
    facts = {"chosen": len(chosen), "changed": rows, "left": left, "confirmed": confirmed}
    emit(facts, as_json=json, text=text)
    if left:
        raise typer.Exit(1)


def _changed(before: _Known, now: _Known) -> list[dict[str, object]]:
    """What the images are that are otherwise than before."""
    return [
        {"id": number, "name": name, "before": before[number][1], "now": facts}
        for number, (name, facts) in now.items()
        if before[number][1] != facts
    ]


def _sayings(
    split: str | None, patient: str | None, template: str | None, pixel_size: str | None
) -> list[_Saying]:
    """What is to be said, in an order in which the later counts: the part after the patient."""
    from lvit_core.project import many_images  # noqa: PLC0415
    from lvit_core.project.pixel_size import check_pixel_size  # noqa: PLC0415
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    found: list[_Saying] = []
    if patient is not None:
        name = " ".join(readable(patient).split())
        if len(name) > LONGEST_NAME:
            raise typer.BadParameter(f"at most {LONGEST_NAME} signs", param_hint="--patient")
        found.append(lambda project, ids: many_images.say_patient(project, ids, name))
    if split is not None:
        if split not in PARTS:
            raise typer.BadParameter("use train or holdout", param_hint="--split")
        found.append(lambda project, ids: many_images.say_split(project, ids, split))
    if template is not None:
        load_template(template)
        found.append(lambda project, ids: many_images.say_template(project, ids, template))
    if pixel_size is not None:
        um = _size(pixel_size)
        if um is not None:
            check_pixel_size(um)
        found.append(lambda project, ids: many_images.say_size(project, ids, um))
    return found


def _side(orientation: str | None) -> list[_Saying]:
    from lvit_core.project import many_images  # noqa: PLC0415

    if orientation is None:
        return []
    if orientation not in ("L", "R", UNKNOWN):
        raise typer.BadParameter("use L, R or unknown", param_hint="--orientation")
    side = None if orientation == UNKNOWN else orientation
    return [lambda project, ids: many_images.say_orientation(project, ids, side)]


def _regions(told: str | None) -> list[_Saying]:
    from lvit_core.exchange.region_files import say_regions  # noqa: PLC0415

    if told is None:
        return []
    place = None if told == WHOLE else Path(told)
    if place is not None and not place.exists():
        raise wrong_usage(f"there is no {told}", "--regions")
    return [lambda project, ids: say_regions(project, ids, place)]


def _size(text: str) -> float | None:
    if text == OF_THEIR_KIND:
        return None
    try:
        um = float(text)
    except ValueError:
        um = math.nan
    if not math.isfinite(um):
        raise typer.BadParameter("give a number, or `kind`", param_hint="--pixel-size")
    return um


def _lines(file: Path) -> list[str]:
    """What a list names; empty lines and a mark of the byte order are none of it."""
    from lvit_core.files import read_small_text  # noqa: PLC0415

    lines = read_small_text(file).removeprefix("\ufeff").splitlines()
    return [line.strip() for line in lines if line.strip()]


def _facts(project: Project) -> _Known:
    """Of each image its name, and what this command can say of it."""
    sizes, partly = project.sizes.all(), project.regions.images()
    shares = {
        one: {"regions": region.count, "share": region.share}
        for one in partly
        if (region := project.regions.of(one)) is not None
    }
    return {
        one.id: (
            one.name,
            {
                "split": one.split,
                "patient": one.group,
                "template": one.template,
                "pixel_size_um": sizes.get(one.id),
                "orientation": one.orientation,
                "annotated": shares.get(one.id, WHOLE),
            },
        )
        for one in project.images.all()
    }
