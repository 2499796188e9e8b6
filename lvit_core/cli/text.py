"""`lvit text`: check and reword sentences, show a template's words, draft them from masks."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lvit_core.cli.made_sentences import paraphrase
from lvit_core.cli.output import JsonOption, counted, emit, finite, report
from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from lvit_core.prompt.description import Description
    from lvit_core.prompt.laterality import Sides
    from lvit_core.prompt.template import Template


class Laterality(StrEnum):
    """In whose left and right a drafted sentence speaks."""

    VIEWER = "viewer"
    PATIENT = "patient"


TemplateOption = Annotated[
    str, typer.Option("--template", help="Name of a template, or the path of a TOML file.")
]


def register(app: typer.Typer) -> None:
    """Adds the group `text`."""
    text = typer.Typer(help="Sentences: check them, list the words, draft them from masks.")
    text.command("check")(check)
    text.command("list")(list_words)
    text.command("describe")(describe)
    text.command("paraphrase")(paraphrase)
    app.add_typer(text, name="text")


def check(
    sentence: Annotated[str, typer.Argument(help="The sentence, in quotes.")],
    template: TemplateOption,
    laterality: Annotated[
        Laterality,
        typer.Option(help="Whose left and right: decides on which side the lingula is."),
    ] = Laterality.PATIENT,
    json: JsonOption = False,
) -> None:
    """Say how a sentence is understood, and what is wrong with it."""
    from lvit_core.prompt.laterality import Sides, spelled_out  # noqa: PLC0415 - each imports its room
    from lvit_core.prompt.network_sentence import as_asked  # noqa: PLC0415
    from lvit_core.prompt.parser import parse  # noqa: PLC0415
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    loaded = load_template(template)
    sides = Sides(laterality.value)
    parsed = parse(sentence, loaded, sides)
    asked = as_asked(spelled_out(sentence, loaded, sides), loaded)
    lines = [parsed.canonical or "Nothing was understood."]
    if asked != parsed.canonical:
        lines.append(f"  the network is asked: {asked or 'nothing'}")
    lines += [f"  note: {complaint}" for complaint in parsed.complaints]
    for token in parsed.unknown:
        guess = f" (did you mean {', '.join(token.suggestions)}?)" if token.suggestions else ""
        lines.append(f"  not understood: {token.text}{guess}")
    lines += [f"  read {token.text} as {token.corrected}" for token in parsed.corrected]
    emit(parsed.as_json(), as_json=json, text="\n".join(lines))


def list_words(template: TemplateOption, json: JsonOption = False) -> None:
    """Print the vocabulary of a template."""
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415 - as above

    loaded = load_template(template)
    words = {
        role: {key: list(synonyms) for key, synonyms in entries.items()}
        for role, entries in loaded.words.items()
    }
    result = {
        "name": loaded.name,
        "title": loaded.title,
        "grammar": loaded.grammar,
        "layers": {layer.name: [c.name for c in layer.classes] for layer in loaded.layers},
        "words": words,
    }
    lines = [f"{loaded.name}: {loaded.title}"]
    for role, entries in words.items():
        lines.append(f"\n{role.replace('_', ' ')}")
        lines += [f"  {key:14} {', '.join(values)}".rstrip() for key, values in entries.items()]
    emit(result, as_json=json, text="\n".join(lines))


def describe(
    *,
    template: TemplateOption,
    mask: Annotated[Path, typer.Option("--mask", help="A mask image, or a folder of them.")],
    lungs: Annotated[
        Path | None, typer.Option("--lungs", help="Lung mask, or a folder with the same names.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Table to write for a folder, or the folder to write it into."),
    ] = None,
    laterality: Annotated[
        Laterality, typer.Option(help="Whose left and right the sentence uses.")
    ] = Laterality.VIEWER,
    smallest_px: Annotated[
        float | None,
        typer.Option(
            min=0,
            callback=finite,
            help="Smallest area in pixels (0.1 % of the image if not set).",
        ),
    ] = None,
    smallest_mm2: Annotated[
        float | None,
        typer.Option(min=0, callback=finite, help="Smallest area in mm2; needs --spacing-mm."),
    ] = None,
    spacing_mm: Annotated[
        float | None,
        typer.Option(min=1e-6, max=1000, callback=finite, help="Side of a pixel in mm."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Draft the sentence of a mask, or the table of sentences of a folder of masks."""
    from lvit_core.prompt.laterality import Sides  # noqa: PLC0415 - as above
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    if smallest_mm2 is not None and spacing_mm is None:
        raise LViTError("--smallest-mm2 needs the size of a pixel.", "Add --spacing-mm.")
    loaded = load_template(template)

    def described(path: Path, organ: Path | None) -> Description:
        spacing = (spacing_mm, spacing_mm) if spacing_mm is not None else None
        return _describe_file(
            path, organ, loaded, Sides(laterality.value), (smallest_px, smallest_mm2, spacing)
        )

    if not mask.is_dir():
        _refuse_table(out)
        result = described(mask, lungs)
        lines = [result.sentence.canonical, f"  zones from: {result.source}"]
        lines += [f"  {result.left_out}"] if result.left_out else []
        emit(result.as_json(), as_json=json, text="\n".join(lines))
        return
    from lvit_core.cli.text_table import describe_folder  # noqa: PLC0415 - openpyxl is slow

    table = describe_folder(mask, lungs, out, described, report, laterality.value)
    told = f"{counted(table['sentences'], 'sentence')} written to {table['table']}."
    emit(table, as_json=json, text=told)
    _refuse_skipped(len(table["skipped"]))


def _refuse_skipped(count: int) -> None:
    """Raises `LViTError` where masks of a folder could not be described; the others are."""
    if count:
        raise LViTError(
            f"{counted(count, 'mask')} could not be described; the others are.",
            "The lines above say why.",
        )


def _refuse_table(out: Path | None) -> None:
    """Raises `LViTError` where a table is asked for of one mask."""
    if out is not None:
        raise LViTError(
            "--out is for a folder of masks; the sentence of one mask is printed.",
            "Leave --out away, or give the folder of the mask.",
        )


def _describe_file(
    path: Path,
    lungs: Path | None,
    template: Template,
    sides: Sides,
    smallest: tuple[float | None, float | None, tuple[float, float] | None],
) -> Description:
    from lvit_core.cli.mask_files import read_mask  # noqa: PLC0415 - as above
    from lvit_core.prompt.describe import describe as describe_mask  # noqa: PLC0415
    from lvit_core.prompt.organ.areas import smallest_px  # noqa: PLC0415

    mask = read_mask(path)
    organ = read_mask(lungs) if lungs is not None else None
    if organ is not None and organ.shape != mask.shape:
        raise LViTError(
            f"{path.name} is {mask.shape[1]} x {mask.shape[0]}, "
            f"its lung mask {organ.shape[1]} x {organ.shape[0]}.",
            "Give the lung mask of the same image.",
        )
    pixels, mm2, spacing = smallest
    shape = (int(mask.shape[0]), int(mask.shape[1]))
    limit = smallest_px(shape, pixels, mm2, spacing)
    return describe_mask(mask, template, organ, sides, limit)
