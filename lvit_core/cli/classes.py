"""`lvit classes`: the classes of a project, for all of its images at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvit_core.cli.output import JsonOption, counted, emit, report
from lvit_core.cli.project import ProjectArgument, ReasonOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from lvit_core.project.many_images import ManyDone
    from lvit_core.project.project import Project

NameArgument = Annotated[str, typer.Argument(help="The class.", metavar="CLASS")]
LayerOption = Annotated[
    str, typer.Option(help="Its layer, if not that of findings.", metavar="NAME")
]
KindOption = Annotated[
    str, typer.Option(help="The kind of image, if not that of the project.", metavar="TEMPLATE")
]


def register(app: typer.Typer) -> None:
    """Adds `classes list`, `add`, `rename`, `restyle`, `merge`, `match` and `delete`."""
    group = typer.Typer(help="The classes of a project: change them everywhere.")
    group.command("list")(list_command)
    group.command("add")(add)
    group.command("rename")(rename)
    group.command("restyle")(restyle)
    group.command("merge")(merge)
    group.command("match")(match)
    group.command("delete")(delete)
    app.add_typer(group, name="classes", no_args_is_help=True)


def list_command(
    project: ProjectArgument,
    layer: LayerOption = "",
    template: KindOption = "",
    json: JsonOption = False,
) -> None:
    """List the classes, with their colours, keys and numbers of objects."""
    from lvit_core.project.class_changes import ClassList, unknown_classes  # noqa: PLC0415
    from lvit_core.project.project import Project  # noqa: PLC0415

    where = ClassList(template, layer)
    with Project.open(project, read_only=True) as opened:
        kind, shown = where.found(opened)
        used = opened.kinds.used(kind.name)
        strange = unknown_classes(opened, where)
    rows: list[dict[str, Any]] = [
        {
            "name": item.name,
            "title": item.title,
            "colour": item.colour,
            "key": item.key,
            "objects": used.get((shown.name, item.name), 0),
            "known": True,
        }
        for item in shown.classes
    ]
    rows += [{"name": name, "objects": count, "known": False} for name, count in strange.items()]
    lines = [
        f"{row['name']:24} {counted(row['objects'], 'object'):14} "
        f"{row.get('colour', 'not in the list: add it')} {row.get('key', '')}".rstrip()
        for row in rows
    ]
    emit({"layer": shown.name, "classes": rows}, as_json=json, text="\n".join(lines))


def add(
    project: ProjectArgument,
    name: NameArgument,
    title: Annotated[str, typer.Option(help="What people call it; the class if omitted.")] = "",
    colour: Annotated[str, typer.Option(help="#RRGGBB; a free one if omitted.")] = "",
    key: Annotated[str, typer.Option(help="1 to 9.")] = "",
    layer: LayerOption = "",
    template: KindOption = "",
    reason: ReasonOption = "",
    json: JsonOption = False,
) -> None:
    """Add a class; objects that have its name already become what it is."""
    from lvit_core.project.class_changes import ClassList, add_class  # noqa: PLC0415
    from lvit_core.prompt.new_kind import free_colour  # noqa: PLC0415
    from lvit_core.prompt.template import LabelClass  # noqa: PLC0415

    def change(opened: Project) -> ManyDone:
        where = ClassList(template, layer)
        chosen = colour or free_colour(where.found(opened)[1].classes)
        return add_class(opened, where, LabelClass(name, title or name, chosen, key=key))

    _carry_out(project, change, reason, json, f"'{name}' is a class now.")


def rename(
    project: ProjectArgument,
    name: NameArgument,
    to: Annotated[str, typer.Argument(help="What people call it from now on.", metavar="TITLE")],
    layer: LayerOption = "",
    template: KindOption = "",
    reason: ReasonOption = "",
    json: JsonOption = False,
) -> None:
    """Give a class another name, in the list and in every object."""
    from lvit_core.project.class_changes import ClassList, edit_class  # noqa: PLC0415

    where = ClassList(template, layer)
    _carry_out(
        project,
        lambda p: edit_class(p, where, name, title=to),
        reason,
        json,
        f"'{name}' is '{to}' now.",
    )


def restyle(
    project: ProjectArgument,
    name: NameArgument,
    colour: Annotated[str, typer.Option(help="#RRGGBB.")] = "",
    key: Annotated[str | None, typer.Option(help='1 to 9; "" for none.')] = None,
    layer: LayerOption = "",
    template: KindOption = "",
    json: JsonOption = False,
) -> None:
    """Give a class another colour or key."""
    from lvit_core.project.class_changes import ClassList, edit_class  # noqa: PLC0415

    where = ClassList(template, layer)
    _carry_out(
        project,
        lambda p: edit_class(p, where, name, colour=colour or None, key=key),
        "",
        json,
        f"'{name}' has its new look.",
    )


def merge(
    project: ProjectArgument,
    name: NameArgument,
    into: Annotated[str, typer.Argument(help="The class that its objects get.", metavar="INTO")],
    layer: LayerOption = "",
    template: KindOption = "",
    reason: ReasonOption = "",
    json: JsonOption = False,
) -> None:
    """Make every object of a class one of another; the class is gone."""
    from lvit_core.project.class_changes import ClassList, merge_class  # noqa: PLC0415

    where = ClassList(template, layer)
    _carry_out(
        project,
        lambda p: merge_class(p, where, name, into),
        reason,
        json,
        f"'{name}' is '{into}' now.",
    )


def match(
    project: ProjectArgument,
    name: Annotated[str, typer.Argument(help="A name that the list lacks.", metavar="NAME")],
    into: Annotated[str, typer.Argument(help="The class that it means.", metavar="CLASS")],
    layer: LayerOption = "",
    template: KindOption = "",
    reason: ReasonOption = "",
    json: JsonOption = False,
) -> None:
    """Say which class a name of a model, or of imported objects, means here."""
    from lvit_core.project.class_changes import ClassList, match_class  # noqa: PLC0415

    where = ClassList(template, layer)
    _carry_out(
        project,
        lambda p: match_class(p, where, name, into),
        reason,
        json,
        f"'{name}' means '{into}' now.",
    )


def delete(
    project: ProjectArgument,
    name: NameArgument,
    layer: LayerOption = "",
    template: KindOption = "",
    json: JsonOption = False,
) -> None:
    """Delete a class that no object has."""
    from lvit_core.project.class_changes import ClassList, delete_class  # noqa: PLC0415

    where = ClassList(template, layer)
    _carry_out(
        project, lambda p: delete_class(p, where, name), "", json, f"'{name}' is no class any more."
    )


def _carry_out(
    project: Path,
    change: Callable[[Project], ManyDone],
    reason: str,
    as_json: bool,
    told: str,
) -> None:
    from lvit_core.project.unattended import open_unattended  # noqa: PLC0415

    with open_unattended(project) as opened:
        opened.reason.text = reason
        done = change(opened)
    for line in done.left:
        report(line)
    text = f"{told} Objects of {counted(done.changed, 'image')} changed."
    emit({"images": done.changed, "left": list(done.left)}, as_json=as_json, text=text)
