"""`lvit new`, `lvit add` and `lvit info`: projects without a window."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvit_core.cli.output import (
    JsonOption,
    PageOption,
    ProgressLines,
    emit,
    readable,
    report,
    wrong_usage,
)
from lvit_core.files import refuse_inside

if TYPE_CHECKING:
    from lvit_core.project.project import Project
    from lvit_core.prompt.template import Template

ProjectArgument = Annotated[Path, typer.Argument(help="The project folder.", metavar="PROJECT")]
ReasonOption = Annotated[
    str,
    typer.Option(
        help="Why what is labeled changes; asked for in projects that are for the record.",
        metavar="TEXT",
    ),
]
EffortOption = Annotated[
    bool,
    typer.Option("--effort", help="Seconds and corrections an image, and what training saved."),
]
LATERALITY_CHOICES = ("viewer", "patient")


def register(app: typer.Typer) -> None:
    """Adds the three commands."""
    app.command("new")(new)
    app.command("add")(add)
    app.command("info")(info)


def new(
    project: ProjectArgument,
    template: Annotated[
        str, typer.Option(help="Kind of image: a template, or its file.", metavar="NAME|FILE")
    ],
    laterality: Annotated[
        str | None,
        typer.Option(
            help="Whose left and right the sentences mean: viewer or patient "
            "(required where sides matter).",
            metavar="viewer|patient",
        ),
    ] = None,
    name: Annotated[str | None, typer.Option(help="Title; the folder's name if omitted.")] = None,
    pixel_size: Annotated[
        float | None,
        typer.Option(
            help="Micrometres per pixel of images whose files do not say.",
            metavar="UM",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Make a new project."""
    from lvit_core.project.pixel_size import check_pixel_size  # noqa: PLC0415
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.project.records import ProjectSettings  # noqa: PLC0415

    if laterality is not None and laterality not in LATERALITY_CHOICES:
        raise typer.BadParameter("use viewer or patient", param_hint="--laterality")
    loaded, kind = _kind(template)
    template = loaded.name
    if loaded.laterality and laterality is None:
        raise typer.BadParameter(
            f"{template} speaks of left and right: say whose, viewer or patient",
            param_hint="--laterality",
        )
    if pixel_size is not None:
        check_pixel_size(pixel_size)
    around = (one for one in project.absolute().parents if Project.exists(one))
    refuse_inside(project, next(around, None))
    title = name or project.absolute().name
    sizes = {} if pixel_size is None else {template: pixel_size}
    wanted = ProjectSettings(title, template, laterality or "none", pixel_sizes=sizes)
    with Project.create(project, wanted, kind=kind) as made:
        settings = made.settings
    result = {
        "project": str(project.absolute()),
        "name": title,
        "template": template,
        "laterality": settings.laterality,
        "schema_version": settings.version,
        "pixel_size_um": pixel_size,
    }
    emit(result, as_json=json, text=f"Made project '{title}' in {project}.")


def _kind(template: str) -> tuple[Template, str]:
    """The template of that name or file, and its text where that has to travel."""
    from lvit_core.prompt.templates import (  # noqa: PLC0415
        list_templates,
        load_template,
        text_to_carry,
    )

    if not template.endswith(".toml") and template not in list_templates():
        known = ", ".join(list_templates())
        raise wrong_usage(f"there is no template '{template}'; known: {known}", "--template")
    return load_template(template), text_to_carry(template)


def add(
    project: ProjectArgument,
    paths: Annotated[list[Path], typer.Argument(help="Images and folders.", metavar="PATH...")],
    template: Annotated[
        str | None, typer.Option(help="Template of these images, if not the project's.")
    ] = None,
    page: PageOption = "",
    json: JsonOption = False,
) -> None:
    """Add images; what cannot be read is listed with its reason and skipped.

    Ends with 1 where that is a file or folder that was named here.
    """
    from lvit_core.project.additions import PageChoice  # noqa: PLC0415
    from lvit_core.project.unattended import open_unattended  # noqa: PLC0415
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    if template is not None:
        load_template(template)
    pages = PageChoice.parsed(page) if page else None
    with open_unattended(project) as opened:
        done = opened.images.add(paths, ProgressLines("Adding"), template=template, pages=pages)
    for skipped in done.skipped:
        name = readable(str(skipped.path))
        hint = "Choose --page N or --page all." if skipped.pages else skipped.hint
        report(f"Skipped {name}: {skipped.reason} {hint}".rstrip())
    for remark in done.remarks:
        report(readable(remark))
    result: dict[str, Any] = {
        "added": [{"id": r.id, "path": r.path, "name": r.name} for r in done.added],
        "skipped": [
            {"path": str(s.path), "reason": s.reason, "hint": s.hint} for s in done.skipped
        ],
        "already": [str(path) for path in done.already],
        "remarks": done.remarks,
    }
    text = (
        f"Added {len(done.added)}, skipped {len(done.skipped)}, already there {len(done.already)}."
    )
    emit(result, as_json=json, text=text)
    if {skipped.path for skipped in done.skipped} & set(paths):
        raise typer.Exit(1)  # not what was found in a folder, but what was asked for by name


def info(
    project: ProjectArgument,
    names: Annotated[
        bool,
        typer.Option(
            "--names", help="What images from DICOM files, and readers, are called in exports."
        ),
    ] = False,
    effort: EffortOption = False,
    json: JsonOption = False,
) -> None:
    """Show what is in a project, as it was when it was last looked at; reads no image."""
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.project.records import Picture  # noqa: PLC0415

    if names and effort:
        raise typer.BadParameter("--names and --effort are two questions")
    with Project.open(project, read_only=True) as opened:
        if names or effort:
            facts, text = _names(opened) if names else _effort(opened)
            emit(facts, as_json=json, text=text)
            return
        counts = asdict(opened.images.counts())
        unsettled = len(opened.acceptances.waiting())
        replaced = [r.name for r in opened.images.all() if r.picture is Picture.CHANGED]
        generations = [asdict(generation) for generation in opened.generations.all()]
        settings, partly = opened.settings, _partly(opened)
        model = opened.generations.model_in_force()
        number = opened.generations.in_force()
        began_with = opened.generations.began_with(number)
    result = {
        "project": str(project.absolute()),
        "name": settings.name,
        "template": settings.template,
        "laterality": settings.laterality,
        "schema_version": settings.version,
        "images": counts["total"],
        "counts": {key: counts[key] for key in ("unlabeled", "in_progress", "labeled")},
        "holdout": counts["holdout"],
        "with_sentence": counts["with_sentence"],
        "with_proposal": counts["with_proposal"],
        "missing": counts["missing"],
        "accepted_unfinished": unsettled,
        "replaced": replaced,
        "annotated_in_part": [one for one, _ in partly],
        "model": model,
        "generations": generations,
    }
    lines = [
        f"{settings.name} ({settings.template}, {settings.laterality}'s left and right)"
        if settings.laterality != "none"
        else f"{settings.name} ({settings.template})",
        *(f"{key.replace('_', ' '):14} {value}" for key, value in counts.items()),
        *_unfinished(unsettled),
        *(f"{'replaced':14} {name}: another picture lies under its name" for name in replaced),
        *(f"{'regions':14} {one['name']}: {words}" for one, words in partly),
        f"{'generations':14} {len(generations)}",
        f"{'model':14} {_model_words(number, began_with, model)}",
    ]
    emit(result, as_json=json, text="\n".join(lines))


def _partly(opened: Project) -> list[tuple[dict[str, Any], str]]:
    """Images of which only a region is annotated, each with that in words."""
    found = []
    for image_id in sorted(opened.regions.images()):
        if (region := opened.regions.of(image_id)) is not None:
            name = opened.images.get(image_id).name
            facts = {"name": name, "regions": region.count, "share": region.share}
            found.append((facts, region.words))
    return found


def _names(opened: Project) -> tuple[dict[str, Any], str]:
    """What images and readers are called in exports."""
    from lvit_core.exchange.identity import names_outside  # noqa: PLC0415

    found = names_outside(opened)
    return {"names": found}, "\n".join(f"{outside}  {name}" for outside, name in found.items())


def _effort(opened: Project) -> tuple[dict[str, Any], str]:
    """What labeling took."""
    from lvit_core.cli.effort import told  # noqa: PLC0415 - reads every step

    return told(opened)


def _model_words(number: int, began_with: str, model: str) -> str:
    """Which network answers; where there is none, what to do."""
    if number:
        return f"generation {number} of {began_with}" if began_with else f"generation {number}"
    return model or "none yet: label about ten images and train"


def _unfinished(count: int) -> list[str]:
    """The line that says how much was accepted and is no label yet; none where all is."""
    if not count:
        return []
    when = "they are made when the project is opened in the window, exported or trained on"
    return [f"{'accepted':14} {count} without labels yet: {when}"]
