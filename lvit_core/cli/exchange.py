"""`lvit export` and `lvit import`: data in and out without a window."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

import typer
from typer.core import TyperCommand

from lvit_core.cli.output import (
    JsonOption,
    ProgressLines,
    SkipChangedOption,
    emit,
    report,
    wrong_usage,
)
from lvit_core.cli.project import ReasonOption

if TYPE_CHECKING:
    from lvit_core.exchange import ExportOptions, ExportReport, Format
    from lvit_core.exchange.reports import ImportReport
    from lvit_core.project.project import Project

Able = Literal["exporter", "reader"]
EverythingOption = Annotated[
    bool, typer.Option("--all", help="Every image, not only those marked as labeled.")
]
MachineOption = Annotated[
    bool, typer.Option("--machine", help="Also objects no person accepted, told apart.")
]
SkipBadOption = Annotated[
    bool, typer.Option("--skip-bad", help="Leave out, by name, what cannot be read or written.")
]
KeepIdentityOption = Annotated[
    bool,
    typer.Option(
        "--keep-identity",
        help="Let names, dates and numbers of patients in DICOM files leave; otherwise they are "
        "removed or replaced.",
    ),
]
KeepReadersOption = Annotated[
    bool,
    typer.Option(
        "--keep-readers",
        help="Let the names of those who drew, accepted or read leave; otherwise they are called "
        "reader-..., the same in every export.",
    ),
]
RewordingsOption = Annotated[
    int, typer.Option(min=0, max=100, help="Made other wordings to add to each image (jsonl).")
]
FalseSentencesOption = Annotated[
    int, typer.Option(min=0, max=100, help="Made false sentences to add to each image (jsonl).")
]
FormatOption = Annotated[str, typer.Option("--format", help="Name of the format.", metavar="F")]

ReaderOption = Annotated[
    str,
    typer.Option(
        "--reader",
        help="Whose labels: another reader's, kept apart from those of the project.",
        metavar="NAME",
    ),
]


def register(app: typer.Typer) -> None:
    """Adds the two commands."""
    app.command("export", cls=_Export)(export)
    app.command("import", cls=_Import)(import_)


class _Lists(TyperCommand):
    """A command whose help lists the formats, looked up when it is asked for: it takes a while."""

    able: ClassVar[Able]

    # Typer brings a click of its own in some versions, so that the types have no public name.
    def format_help(self, ctx: Any, formatter: Any) -> None:
        self.epilog = _listed(self.able)
        super().format_help(ctx, formatter)


class _Export(_Lists):
    able = "exporter"


class _Import(_Lists):
    able = "reader"

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Takes ``--onto reader NAME`` for what it says; an option has one word otherwise."""
        words: list[str] = []
        for word in args:
            named = words[-2:] == ["--onto", "reader"] and not word.startswith("-")
            words += ["--reader", word] if named else [word]
        return super().parse_args(ctx, words)


def export(
    project: Annotated[Path, typer.Argument(help="The project folder.", metavar="PROJECT")],
    format_: FormatOption,
    out: Annotated[Path, typer.Option("--out", help="A new folder.", metavar="DIR")],
    everything: EverythingOption = False,
    machine: MachineOption = False,
    polygons: Annotated[
        bool, typer.Option("--polygons", help="Polygons where a format knows both.")
    ] = False,
    probabilities: Annotated[
        bool, typer.Option("--probabilities", help="Also waiting predictions where possible.")
    ] = False,
    exact_outlines: Annotated[
        bool, typer.Option("--exact-outlines", help="Outlines along every pixel, not smoothed.")
    ] = False,
    skip_changed: SkipChangedOption = False,
    skip_bad: SkipBadOption = False,
    keep_identity: KeepIdentityOption = False,
    keep_readers: KeepReadersOption = False,
    licence: Annotated[
        str, typer.Option(help="Of the data, for the data sheet; the project's if omitted.")
    ] = "",
    reader: ReaderOption = "",
    rewordings: RewordingsOption = 0,
    false_sentences: FalseSentencesOption = 0,
    json: JsonOption = False,
) -> None:
    """Write the labeled images for other programs; what would be lost is told first."""
    from lvit_core.exchange import ExportOptions  # noqa: PLC0415
    from lvit_core.exchange.made_sentences import refuse_unheeded  # noqa: PLC0415
    from lvit_core.project.finishing import finish_elsewhere  # noqa: PLC0415

    chosen = _format(format_)
    images = "all" if everything else "labeled"
    options = ExportOptions(
        images,
        machine,
        polygons,
        probabilities,
        exact_outlines,
        skip_changed,
        skip_bad,
        keep_identity,
        keep_readers,
        licence,
        reader,
        rewordings,
        false_sentences,
    )
    refuse_unheeded(rewordings, false_sentences, chosen.heeds("rewordings"), chosen.title)
    for one in finish_elsewhere(project):
        if one.refusal:
            report(f"Note: {one.refusal} {one.hint}".rstrip())
    done = _written(chosen, project, out, options)
    lines = done.lines()
    text = "\n".join(lines[: 2 if done.persons else 1])
    emit({**asdict(done), "folder": str(done.folder)}, as_json=json, text=text)


def _written(chosen: Format, project: Path, out: Path, options: ExportOptions) -> ExportReport:
    """Exports, and tells what is lost: before, and what only writing finds."""
    from lvit_core.errors import LViTError  # noqa: PLC0415
    from lvit_core.exchange.exporting import record_export  # noqa: PLC0415
    from lvit_core.preferences import stated_person  # noqa: PLC0415
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.project.unattended import open_unattended  # noqa: PLC0415

    with Project.open(project, read_only=True) as opened:
        opened.person = stated_person()
        before = chosen.losses_of(opened, options)
        for loss in before:
            report(f"Note: {loss}")
        _name_readers(opened, options.reader)
        done = chosen.export(opened, out, options, ProgressLines("Writing", "Checking"))
    try:
        with open_unattended(project) as opened:
            record_export(opened, done)
    except LViTError as error:
        report(f"Note: the project does not keep that it was exported. {error.message}")
    for line in (*done.losses, *done.findings):
        if line not in before:
            report(f"Note: {line}")
    return done


def import_(
    project: Annotated[Path, typer.Argument(help="Folder of the new project, or an existing one.")],
    path: Annotated[Path, typer.Argument(help="The data to import.", metavar="PATH")],
    format_: FormatOption,
    template: Annotated[
        str | None, typer.Option(help="Template; guessed from the data if omitted.")
    ] = None,
    laterality: Annotated[
        str | None,
        typer.Option(
            help="Whose left and right a new project means, and sentences whose data do not say; "
            "others are converted.",
            metavar="viewer|patient",
        ),
    ] = None,
    onto: Annotated[
        str,
        typer.Option(
            help="Images that are in the project already: same replaces their labels, merge adds "
            "to them, new leaves them alone, reader NAME keeps the labels apart as that reader's; "
            "without it, those without labels get them.",
            metavar="same|merge|new|reader NAME",
        ),
    ] = "",
    reader: Annotated[
        str,
        typer.Option(
            help="Whose labels they are; --onto then says what becomes of that reader's.",
            metavar="NAME",
        ),
    ] = "",
    reason: ReasonOption = "",
    preview: Annotated[
        bool, typer.Option("--preview", help="Only say what would come in; change nothing.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Make a project of images, masks and sentences of another program."""
    from lvit_core.errors import LViTError  # noqa: PLC0415
    from lvit_core.exchange import import_as_project, preview_import  # noqa: PLC0415
    from lvit_core.exchange.speaking import UnsaidSidesError  # noqa: PLC0415

    _format(format_)
    if laterality not in (None, "viewer", "patient"):
        raise typer.BadParameter("use viewer or patient", param_hint="--laterality")
    if onto not in ("", "same", "merge", "new", "reader"):
        raise typer.BadParameter("use same, merge, new or reader NAME", param_hint="--onto")
    if onto == "reader" and not reader:
        raise typer.BadParameter("say whose labels they are: reader NAME", param_hint="--onto")
    options = {"template": template, "laterality": laterality, "onto": onto, "reader": reader}
    options["why"] = reason
    bring_in = preview_import if preview else import_as_project
    doing = "Looking at" if preview else "Importing"
    try:
        done = bring_in(format_, path, project, options, ProgressLines(doing))
    except UnsaidSidesError as error:
        flags = "Say it: --laterality viewer or --laterality patient."
        raise LViTError(error.message, flags) from error
    _tell(done)
    emit(done.to_dict(), as_json=json, text=done.lines()[0])


def _name_readers(project: Project, chosen: str) -> None:
    """Says how the labels of other readers are written."""
    if others := [name for name in project.readings.readers() if name != chosen]:
        report(f"Note: --reader NAME writes the labels of another reader: {', '.join(others)}.")


def _tell(done: ImportReport) -> None:
    """All that an import has to say, and which flags would change it."""
    for note in done.lines()[1:]:
        report(f"Note: {note}")
    if done.keeps:
        report("Note: --onto same replaces labels that are there, --onto merge adds to them.")
    if done.said_reader:
        report("Note: --onto reader NAME keeps labels of another reader apart.")


def _listed(able: Able) -> str:
    """One paragraph a format that can be written or read."""
    from lvit_core.exchange import formats  # noqa: PLC0415

    lines = []
    for item in formats().values():
        if (item.exporter if able == "exporter" else item.reader) is not None:
            names = (name.replace("_", "-") for name in item.options if able == "exporter")
            heeds = "".join(f" --{name}" for name in names)
            lines.append(f"{item.name}: {item.about}" + (f" ({heeds.strip()})" if heeds else ""))
    return "\n\n".join(["Formats:", *lines])


def _format(name: str) -> Format:
    from lvit_core.exchange import formats  # noqa: PLC0415

    known = formats()
    if name not in known:
        raise wrong_usage(f"there is no format '{name}'; known: {', '.join(known)}", "--format")
    return known[name]
