"""`lvit templates`: which kinds of image there are, what they are, and making one of one's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvit_core.cli.output import JsonOption, emit, report
from lvit_core.cli.project import ProjectArgument
from lvit_core.config import WrongSettingsError
from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from lvit_core.prompt.new_kind import Choices
    from lvit_core.prompt.template import LabelClass, Layer, Template

_CLASS_FORM = '"TITLE", or "TITLE #RRGGBB KEY"'


def register(app: typer.Typer) -> None:
    """Adds `templates list`, `show`, `new`, `check` and `carry`."""
    group = typer.Typer(help="Kinds of image: list, show, make and check.", no_args_is_help=True)
    group.command("list")(list_command)
    group.command("show")(show)
    group.command("new")(new)
    group.command("check")(check)
    group.command("carry")(carry)
    app.add_typer(group, name="templates")


def list_command(json: JsonOption = False) -> None:
    """List the kinds of image that `--template` knows by name."""
    from lvit_core.prompt.templates import (  # noqa: PLC0415
        list_templates,
        load_template,
        template_file,
    )

    rows = []
    for name in list_templates():
        try:
            template = load_template(name)
        except LViTError as error:
            report(f"Note: {name} is left out: {error.message}")
            continue
        rows.append({**_facts(template), "file": str(template_file(name))})
    lines = [f"{row['name']:20} {row['grammar']:14} {row['title']}" for row in rows]
    emit({"templates": rows}, as_json=json, text="\n".join(lines))


def show(
    template: Annotated[str, typer.Argument(help="A known name, or the path of a TOML file.")],
    project: Annotated[
        Path | None, typer.Option(help="As it is in this project.", metavar="PROJECT")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Show a kind of image as the file that makes it."""
    from contextlib import nullcontext  # noqa: PLC0415

    from lvit_core.project.project import Project  # noqa: PLC0415
    from lvit_core.prompt.template_text import template_text  # noqa: PLC0415
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    with Project.open(project, read_only=True) if project else nullcontext():
        loaded = load_template(template)
    text = template_text(loaded)
    emit({**_facts(loaded), "text": text}, as_json=json, text=text.rstrip("\n"))


def check(
    files: Annotated[list[Path], typer.Argument(help="Template files.", metavar="FILE...")],
    json: JsonOption = False,
) -> None:
    """Say what is wrong with template files, one line for each fault."""
    from lvit_core.prompt.templates import read_template  # noqa: PLC0415

    rows: list[dict[str, Any]] = []
    for file in files:
        try:
            template = read_template(file)
            rows.append({"file": str(file), "name": template.name, "faults": []})
        except WrongSettingsError as error:
            rows.append({"file": str(file), "faults": list(error.faults)})
        except LViTError as error:
            rows.append({"file": str(file), "faults": [str(error)]})
    lines = [f"{row['file']}: {fault.rstrip('.')}." for row in rows for fault in row["faults"]]
    lines += [f"{row['file']}: well." for row in rows if not row["faults"]]
    emit({"files": rows}, as_json=json, text="\n".join(lines))
    if any(row["faults"] for row in rows):
        raise typer.Exit(1)


def new(
    out: Annotated[Path, typer.Argument(help="The file to make, such as polyps.toml.")],
    title: Annotated[str, typer.Option(help="What people call it.")],
    grammar: Annotated[
        str, typer.Option(help="attributes, free-words, or that of a known template.")
    ] = "attributes",
    begin: Annotated[
        str | None, typer.Option("--from", help="A template to begin with.", metavar="TEMPLATE")
    ] = None,
    modality: Annotated[str, typer.Option(help="How such images are made.")] = "",
    classes: Annotated[
        list[str] | None, typer.Option("--class", help=f"A class: {_CLASS_FORM}. Repeat it.")
    ] = None,
    slots: Annotated[
        list[str] | None,
        typer.Option("--slot", help='Words, such as "shape=round,oval". Repeat it.'),
    ] = None,
    noun: Annotated[
        str, typer.Option(help="What is counted, one and several.", metavar="ONE,SEVERAL")
    ] = "",
    model: Annotated[
        str | None, typer.Option(help="A bundled network to begin with; none if omitted.")
    ] = None,
    flips: Annotated[
        bool, typer.Option("--flips", help="Mirrored and turned images could be real.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Make the file of a new kind of image; every line says what it is for."""
    from lvit_core.files import refuse_over, write_text  # noqa: PLC0415
    from lvit_core.prompt.new_kind import new_template, plain_template  # noqa: PLC0415
    from lvit_core.prompt.template import Augmentation  # noqa: PLC0415
    from lvit_core.prompt.template_text import template_of, template_text  # noqa: PLC0415
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    if out.suffix != ".toml":
        raise typer.BadParameter("the name of the file must end in .toml", param_hint="OUT")
    if out.exists():
        raise LViTError(f"{out.name} is there already.", "Choose another name, or edit that file.")
    base = plain_template(grammar) if begin is None else load_template(begin)
    refuse_over(out, begin)
    wanted = replace(
        _choices(title, modality, slots or [], noun),
        model="" if model is None and begin is None else model,
        name=out.stem,
        layers=_layers(base, classes or []),
        augmentation=Augmentation(flips, flips, flips) if flips else None,
    )
    text = template_text(new_template(base, wanted))
    made = template_of(text, out.name)
    write_text(out, text)
    emit({**_facts(made), "file": str(out.absolute())}, as_json=json, text=_next_steps(made, out))


def carry(
    project: ProjectArgument,
    file: Annotated[Path, typer.Argument(help="The template file.", metavar="FILE")],
    json: JsonOption = False,
) -> None:
    """Put a template file into a project, instead of its copy of the same name."""
    from lvit_core.files import read_small_text  # noqa: PLC0415
    from lvit_core.project.unattended import open_unattended  # noqa: PLC0415
    from lvit_core.prompt.template_faults import MOST_BYTES  # noqa: PLC0415

    text = read_small_text(file, MOST_BYTES)
    with open_unattended(project) as opened:
        template = opened.kinds.carry(text)
    emit(_facts(template), as_json=json, text=f"The project carries '{template.title}' now.")


def _choices(title: str, modality: str, slots: list[str], noun: str) -> Choices:
    from lvit_core.prompt.new_kind import Choices, slot_from  # noqa: PLC0415

    nouns = [part.strip() for part in noun.split(",")] if noun else []
    if nouns and (len(nouns) != 2 or not all(nouns)):
        raise typer.BadParameter("write one and several: lesion,lesions", param_hint="--noun")
    said = dict(slot_from(slot) for slot in slots)
    counted = (nouns[0], nouns[1]) if nouns else None
    return Choices(title, modality=modality, slots=said, noun=counted)


def _layers(base: Template, classes: list[str]) -> tuple[Layer, ...]:
    """The layers with other classes in that of findings."""
    if not classes:
        return ()
    found = replace(base.finding_layer, classes=_classes(classes))
    return tuple(found if one is base.finding_layer else one for one in base.layers)


def _classes(texts: list[str]) -> tuple[LabelClass, ...]:
    from lvit_core.prompt.new_kind import label_classes  # noqa: PLC0415

    said = []
    for text in texts:
        *words, last = text.split() or [""]
        key = last if len(last) == 1 and last.isdigit() and words else ""
        words = words if key else [*words, last]
        colour = words.pop() if words and words[-1].startswith("#") else ""
        title = " ".join(words)
        if not title:
            raise typer.BadParameter(f"write {_CLASS_FORM}", param_hint="--class")
        said.append((title, "", colour, key))
    return label_classes(said)


def _facts(template: Template) -> dict[str, Any]:
    return {
        "name": template.name,
        "title": template.title,
        "grammar": template.grammar,
        "modality": template.modality,
        "model": template.model,
        "layers": {
            layer.name: [
                {"name": item.name, "title": item.title, "colour": item.colour, "key": item.key}
                for item in layer.classes
            ]
            for layer in template.layers
        },
    }


def _next_steps(template: Template, file: Path) -> str:
    return (
        f"Made '{template.title}' in {file}. Edit it as you like; `lvit templates check {file}` "
        f"says what is wrong. Then: lvit new PROJECT --template {file}"
    )
