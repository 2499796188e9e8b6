"""`lvit code`: what a project's classes are in coded terms, for DICOM files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvit_core.cli.output import JsonOption, emit
from lvit_core.cli.project import ProjectArgument

if TYPE_CHECKING:
    from lvit_core.prompt.template import Coded, Term

_FORM = '"CODE SCHEME MEANING", such as "84640000 SCT Nucleus".'


def register(app: typer.Typer) -> None:
    """Adds `code`."""
    app.command("code")(code)


def code(
    project: ProjectArgument,
    class_name: Annotated[
        str | None, typer.Argument(help="The class; none shows what is stated.", metavar="CLASS")
    ] = None,
    layer: Annotated[
        str | None, typer.Option(help="Its layer, if not that of findings.", metavar="NAME")
    ] = None,
    category: Annotated[str | None, typer.Option(help=f"What it is in general: {_FORM}")] = None,
    type_: Annotated[str | None, typer.Option("--type", help=f"What it is: {_FORM}")] = None,
    json: JsonOption = False,
) -> None:
    """Say in coded terms (SNOMED CT) what a class is that no template knows."""
    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.project.unattended import open_unattended  # noqa: PLC0415
    from lvit_core.prompt.template import Coded  # noqa: PLC0415
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    if class_name is not None and (category is None or type_ is None):
        raise typer.BadParameter("say --category and --type")
    reading = class_name is None
    with Project.open(project, read_only=True) if reading else open_unattended(project) as opened:
        if class_name is not None and category is not None and type_ is not None:
            template = load_template(opened.template_name)
            owner = template.finding_layer if layer is None else template.layer(layer)
            told = Coded(_term(category, "--category"), _term(type_, "--type"))
            opened.class_codes.state(owner, class_name, told)
        found = opened.class_codes.all()
    rows = [_row(place, coded) for place, coded in found.items()]
    lines = [f"{row['layer']}/{row['class']}: {row['type'][-1]}" for row in rows]
    emit({"classes": rows}, as_json=json, text="\n".join(lines) or "No class has terms of its own.")


def _term(text: str, option: str) -> Term:
    from lvit_core.prompt.template import Term  # noqa: PLC0415

    parts = text.split(maxsplit=2)
    if len(parts) < 3:
        raise typer.BadParameter(f"write {_FORM}", param_hint=option)
    return Term(*parts)


def _row(place: tuple[str, str], coded: Coded) -> dict[str, Any]:
    terms = {"category": coded.category, "type": coded.type}
    told = {name: [term.value, term.scheme, term.meaning] for name, term in terms.items()}
    return {"layer": place[0], "class": place[1], **told}
