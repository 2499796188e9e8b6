"""`lvit project ...`: backups, checks and repairs, for people in trouble and before they are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from lvit_core.cli.output import JsonOption, ProgressLines, emit, readable
from lvit_core.cli.project import ProjectArgument
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

    done = mend(_file(project).parent, moment(), ProgressLines("Checking"))
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
                "bytes": one.file.stat().st_size,
            }
            for one in reversed(list_backups(project.absolute() / FILE_NAME))
        ]
        lines = [f"{row['backup']}  {row['bytes']:>12,} bytes" for row in rows]
        text = "\n".join(lines) or "There are no backups."
        emit({"backups": rows}, as_json=json, text=text)
        return
    done = put_in_place(project, name, moment())
    kept = None if done.kept is None else done.kept.name
    text = f"The project is as it was in {done.backup.name}."
    if kept is not None:
        text += f" What it was before is kept as {kept}."
    emit({"restored": done.backup.name, "kept": kept}, as_json=json, text=text)


def _file(project: Path) -> Path:
    """The file of a project that is there."""
    from lvit_core.errors import LViTError  # noqa: PLC0415
    from lvit_core.project.sqlite_file import FILE_NAME  # noqa: PLC0415

    file = project.absolute() / FILE_NAME
    if not file.is_file():
        raise LViTError(f"There is no project in {project.name}.", "Check the path.")
    return file
