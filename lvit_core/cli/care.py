"""`lvit project ...`: backups, checks and repairs, for people in trouble and before they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from lvit_core.cli import facts
from lvit_core.cli.audit import audit, record
from lvit_core.cli.output import JsonOption, ProgressLines, emit, readable
from lvit_core.cli.project import ProjectArgument, ReasonOption
from lvit_core.preferences import stated_person
from lvit_core.project.care.findings import Finding


def register(app: typer.Typer) -> None:
    """Adds the group."""
    group = typer.Typer(
        help="Take care of a project: backups, checks and repairs.", no_args_is_help=True
    )
    group.command("check")(check)
    group.command("repair")(repair)
    group.command("backup")(backup)
    group.command("restore")(restore)
    group.command("update")(update)
    group.command("compact")(compact)
    group.command("history")(history)
    group.command("audit")(audit)
    group.command("record")(record)
    group.command("set")(facts.state)
    app.add_typer(group, name="project")


def check(project: ProjectArgument, json: JsonOption = False) -> None:
    """Check the file, the labels against their history, pictures and models; changes nothing.

    Ends with 1 where something is wrong.
    """
    from lvit_core.project.care.checking import check as look_over  # noqa: PLC0415

    found = look_over(_file(project).parent, ProgressLines("Checking"))
    result = {"ok": not found, "findings": [one.to_dict() for one in found]}
    emit(result, as_json=json, text=_lines(found) or "Nothing is wrong.")
    if found:
        raise typer.Exit(1)


def repair(project: ProjectArgument, json: JsonOption = False) -> None:
    """Make again what can be made again, after a backup; what cannot is named.

    Ends with 1 where something is still wrong.
    """
    from lvit_core.project.care.repairing import repair as mend  # noqa: PLC0415
    from lvit_core.project.clock import moment  # noqa: PLC0415

    done = mend(_file(project).parent, moment(), ProgressLines("Checking"), person=stated_person())
    kept = None if done.backup is None else done.backup.name
    result = {
        "ok": not done.left,
        "backup": kept,
        "mended": [one.to_dict() for one in done.mended],
        "left": [one.to_dict() for one in done.left],
    }
    lines = [f"Mended: {readable(one.item)}: {one.problem}" for one in done.mended]
    if done.left:
        lines += ["Still wrong:", _lines(done.left)]
    if kept is not None:
        lines.append(f"What the project was before is kept as {kept}.")
    emit(result, as_json=json, text="\n".join(lines) or "Nothing is wrong.")
    if done.left:
        raise typer.Exit(1)


def _lines(found: Iterable[Finding]) -> str:
    return "\n".join(readable(one.text) for one in found)


def backup(project: ProjectArgument, json: JsonOption = False) -> None:
    """Make a backup of all that is stored (not of images and models) in PROJECT/backups."""
    from lvit_core.project.care.backups import Why, back_up  # noqa: PLC0415
    from lvit_core.project.clock import moment  # noqa: PLC0415

    made = back_up(_file(project), Why.ASKED, moment())
    size = made.file.stat().st_size
    result = {"backup": made.name, "file": str(made.file), "bytes": size}
    emit(result, as_json=json, text=f"Made {made.name} ({size:,} bytes) in {made.file.parent}.")


def restore(
    project: ProjectArgument,
    name: Annotated[
        str | None,
        typer.Argument(help="The backup; those there are, if omitted.", metavar="BACKUP"),
    ] = None,
    reason: ReasonOption = "",
    json: JsonOption = False,
) -> None:
    """Go back to a backup; the present state is kept as a backup first."""
    from lvit_core.project.care.backups import list_backups  # noqa: PLC0415
    from lvit_core.project.care.restoring import restore as put_in_place  # noqa: PLC0415
    from lvit_core.project.clock import moment  # noqa: PLC0415
    from lvit_core.project.sqlite_file import FILE_NAME  # noqa: PLC0415

    if name is None:
        rows = [
            {
                "backup": one.name,
                "made_at": one.made_at.isoformat(timespec="seconds"),
                "why": one.why.value,
                "bytes": one.nbytes,
            }
            for one in reversed(list_backups(project.absolute() / FILE_NAME))
        ]
        lines = [f"{row['backup']}  {row['bytes']:>12,} bytes" for row in rows]
        text = "\n".join(lines) or "There are no backups."
        emit({"backups": rows}, as_json=json, text=text)
        return
    done = put_in_place(project, name, moment(), person=stated_person(), why=reason)
    kept = None if done.kept is None else done.kept.name
    text = f"The project is as it was in {done.backup.name}."
    if kept is not None:
        text += f" What it was before is kept as {kept}."
    emit({"restored": done.backup.name, "kept": kept}, as_json=json, text=text)


def update(project: ProjectArgument, json: JsonOption = False) -> None:
    """Bring a project of an older version up to date, after a backup."""
    from lvit_core.project.schema import SCHEMA_VERSION  # noqa: PLC0415
    from lvit_core.project.sqlite_file import version_of  # noqa: PLC0415
    from lvit_core.project.unattended import open_unattended  # noqa: PLC0415

    before = version_of(_file(project).parent)
    open_unattended(project).close()
    old = f"It was of version {before} and is of {SCHEMA_VERSION} now; a backup has it as it was."
    text = old if before < SCHEMA_VERSION else "It is up to date."
    emit({"before": before, "version": SCHEMA_VERSION}, as_json=json, text=text)


def compact(project: ProjectArgument, json: JsonOption = False) -> None:
    """Give the room that the project file no longer needs back; tells what a step takes of it."""
    from lvit_core.project.care.compacting import compact as write_without_gaps  # noqa: PLC0415
    from lvit_core.project.locking import locked  # noqa: PLC0415

    file = _file(project)
    with locked(file.parent):
        done = write_without_gaps(file, stated_person())
    result = {
        "bytes_before": done.before,
        "bytes_after": done.after,
        "gestures": done.gestures,
        "bytes_per_gesture": done.bytes_per_gesture,
    }
    emit(result, as_json=json, text=done.text)


def history(
    project: ProjectArgument,
    image: Annotated[
        str | None, typer.Argument(help="Name or number of an image; all if omitted.")
    ] = None,
    restore: Annotated[
        int | None,
        typer.Option(
            help="Make the image what it was after this step (0: before the first), as a new step.",
            metavar="STEP",
        ),
    ] = None,
    reason: ReasonOption = "",
    json: JsonOption = False,
) -> None:
    """Show who did what when, by which model's proposal and under which sentence."""
    from lvit_core.cli.named_images import named_image  # noqa: PLC0415
    from lvit_core.project.care.moments import moments, return_to  # noqa: PLC0415
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.project.unattended import open_unattended  # noqa: PLC0415

    if restore is not None and image is None:
        raise typer.BadParameter("say which image", param_hint="--restore")
    folder = _file(project).parent
    reading = restore is None
    with Project.open(folder, read_only=True) if reading else open_unattended(folder) as opened:
        images = opened.images.all()
        ids = [one.id for one in (images if image is None else [named_image(images, image)])]
        if restore is not None:
            steps = return_to(opened, ids[0], restore, reason)
            text = "The image is as it was then." if steps else "The image is like that already."
            emit({"image": image, "steps": steps}, as_json=json, text=text)
            return
        found = [asdict(one) for number in ids for one in moments(opened, number)]
    lines = []
    for one in found:
        models = f" ({', '.join(one['models'])})" if one["models"] else ""
        taken_back = "" if one["status"] == "done" else f" [{one['status']}]"
        said = "step cannot be read" if one["sentence"] is None else f'"{one["sentence"]}"'
        lines.append(
            f"{one['id']:>6}  {one['at'][:19]}  {one['image']}  {one['person'] or 'no name'}: "
            f"{one['title']}{models}, {one['layer']}{taken_back}, {said}"
            + (f", because: {one['why']}" if one["why"] else "")
        )
    text = "\n".join(readable(line) for line in lines) or "Nothing was done yet."
    emit({"steps": found}, as_json=json, text=text)


def _file(project: Path) -> Path:
    """The file of a project that is there."""
    from lvit_core.errors import LViTError  # noqa: PLC0415
    from lvit_core.project.sqlite_file import FILE_NAME  # noqa: PLC0415

    file = project.absolute() / FILE_NAME
    if not file.is_file():
        raise LViTError(f"There is no project in {project.name}.", "Check the path.")
    return file
