"""`lvit models`: which models there are, what they are, and taking in one from elsewhere."""

from __future__ import annotations

from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvit_core.cli.output import (
    JsonOption,
    ProgressLines,
    ThreadsOption,
    counted,
    emit,
    report,
)
from lvit_core.errors import LViTError
from lvit_core.files import refuse_full_folder

if TYPE_CHECKING:
    from lvit_core.model.word_effects import WordEffects


def register(app: typer.Typer) -> None:
    """Adds `models list`, `models show`, `models import` and `models measure-words`."""
    group = typer.Typer(help="List, show and import models.", no_args_is_help=True)
    group.command("list")(list_command)
    group.command("show")(show)
    group.command("import")(import_command)
    group.command("measure-words")(measure_words_command)
    app.add_typer(group, name="models")


def list_command(
    folder: Annotated[
        list[Path] | None, typer.Option(help="Also look into this folder.", metavar="DIR")
    ] = None,
    json: JsonOption = False,
) -> None:
    """List the models that `--model` knows by name."""
    from lvit_core.model.catalogue import list_models, refused_models  # noqa: PLC0415

    entries = list_models(folder or ())
    for refused, error in refused_models(folder or ()).items():
        report(f"Note: {refused.name} is left out: {error.message}")
    rows = [
        {
            "name": entry.name,
            "folder": str(entry.folder),
            "bundled": entry.bundled,
            "architecture": entry.config.architecture,
            "size": entry.config.network.size,
            "width": entry.config.network.width,
            "template": entry.config.template,
            "licence": entry.config.licence,
        }
        for entry in entries
    ]
    lines = [
        f"{row['name']:16} {row['architecture']} {row['size']} w{row['width']}  "
        f"{row['template']:12} {row['licence']}"
        for row in rows
    ]
    emit({"models": rows}, as_json=json, text="\n".join(lines) or "No model is installed.")


def show(
    model: Annotated[str, typer.Argument(help="A known name, a folder or a .safetensors file.")],
    json: JsonOption = False,
) -> None:
    """Show a model's facts, parameters, floating point operations and card."""
    from lvit_core.config import to_dict  # noqa: PLC0415
    from lvit_core.model.catalogue import card_of  # noqa: PLC0415
    from lvit_core.model.checkpoint import load_model  # noqa: PLC0415 - imports torch
    from lvit_core.model.complexity import measure_complexity  # noqa: PLC0415
    from lvit_core.project.learnt import changes_text, read_changes  # noqa: PLC0415

    loaded = load_model(model)
    costs = measure_complexity(loaded)
    card = card_of(loaded.source) if loaded.source else ""
    folder = Path(loaded.source) if loaded.source else None
    changes = None if folder is None else read_changes(folder)
    facts: dict[str, Any] = {
        **to_dict(loaded.config),
        "parameters": costs.network_parameters,
        "encoder_parameters": costs.encoder_parameters,
        "gflops": round(costs.gflops, 2),
        "gmacs": round(costs.gmacs, 2),
        "paper_gflops": round(costs.paper_gflops, 2),
        "reprompt_gmacs": round(costs.decode_gmacs, 2),
        "card": card,
        **({} if changes is None else {"changes": changes}),
    }
    config = loaded.config
    lines = [
        f"{config.name}: {config.architecture} {config.network.size}, width {config.network.width}",
        f"parameters   {costs.network_parameters:,} (and {costs.encoder_parameters:,} for text)",
        f"cost         {costs.gflops:.1f} GFLOPs ({costs.gmacs:.1f} G multiply-adds) for "
        f"{config.network.image_size} x {config.network.image_size}; "
        f"{costs.paper_gflops:.1f} GFLOPs as the paper arranges the same sums",
        f"new sentence {costs.decode_gmacs:.1f} G multiply-adds",
        f"licence      {config.licence}",
        *_word_lines(config.words),
        "",
        card,
        *([] if folder is None else [changes_text(folder)]),
    ]
    emit(facts, as_json=json, text="\n".join(lines).rstrip())


def import_command(
    file: Annotated[Path, typer.Argument(help="best_model-LViT.pth.tar of the public code.")],
    name: Annotated[
        str | None, typer.Option(help="Name for --model; from the file if omitted.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder instead of the user's models.")] = None,
    template: Annotated[
        str | None, typer.Option(help="Template its sentences follow; the default one if omitted.")
    ] = None,
    bert: Annotated[
        str | None, typer.Option(help="Folder or hub name of the BERT it was trained with.")
    ] = None,
    licence: Annotated[str, typer.Option(help="Licence of the weights.")] = "not stated",
    json: JsonOption = False,
) -> None:
    """Take in a checkpoint of the public implementation: BGR and 10 tokens are kept."""
    from lvit_core.model.catalogue import imported_folder  # noqa: PLC0415
    from lvit_core.model.checkpoint import load_reference, save_model  # noqa: PLC0415 - torch

    if not file.is_file():
        raise LViTError(f"There is no file {file.name}.", "Check the path.")
    from lvit_core.prompt.templates import default_name, load_template  # noqa: PLC0415

    kind = load_template(template or default_name()).name
    loaded = load_reference(file)
    chosen = name or loaded.config.name
    encoder = loaded.config.encoder
    if bert is not None:
        encoder = replace(encoder, source=bert)
    loaded.config = replace(
        loaded.config, name=chosen, template=kind, licence=licence, encoder=encoder
    )
    folder = out if out is not None else imported_folder() / chosen
    refuse_full_folder(folder)
    card = (
        f"# {chosen}\n\nImported from `{file.name}`, a checkpoint of the public LViT code.\n\n"
        f"Licence of the weights: {licence}. Input: BGR, 10 words of a BERT.\n"
    )
    save_model(folder, loaded, card, half=False)
    if bert is None:
        report("Sentences need the BERT it was trained with; name it with --bert.")
    text = f"Imported {file.name} as {folder}."
    emit({"name": chosen, "folder": str(folder)}, as_json=json, text=text)


def measure_words_command(
    model: Annotated[str, typer.Argument(help="A known name or a model folder.")],
    data: Annotated[
        list[Path],
        typer.Option(help="Folder in the LViT layout: img/ with a sheet or masks.", metavar="DIR"),
    ],
    *,
    about: Annotated[
        str, typer.Option(help="What the images are, for its card; else the folders' names.")
    ] = "",
    write: Annotated[
        bool, typer.Option("--write", help="Keep it in the model's config.toml.")
    ] = False,
    backend: Annotated[str, typer.Option(help="auto, or a way to compute such as eager.")] = "auto",
    threads: ThreadsOption = None,
    json: JsonOption = False,
) -> None:
    """Measure how much the words of each slot of a sentence move a model's answers."""
    from lvit_core.config import load_toml, save_toml  # noqa: PLC0415
    from lvit_core.model.catalogue import find_model  # noqa: PLC0415
    from lvit_core.model.config import ModelConfig  # noqa: PLC0415
    from lvit_core.project.paths import CONFIG_NAME  # noqa: PLC0415
    from lvit_core.training.word_effects import WordsTask, measure_words  # noqa: PLC0415 - torch

    folder = find_model(model)
    if write and not folder.is_dir():
        raise LViTError(f"{folder.name} has no settings to keep it in.", "Give a model folder.")
    told = ProgressLines("Asking about image")
    found = measure_words(WordsTask(str(folder), tuple(data), backend, threads), told)
    found = replace(found, data=about.strip() or found.data)
    if write:
        settings = folder / CONFIG_NAME
        save_toml(settings, replace(load_toml(settings, ModelConfig), words=found))
    facts = {**asdict(found), "silent": list(found.silent(found.weights)), "written": write}
    emit(facts, as_json=json, text="\n".join(_word_lines(found)))


def _word_lines(words: WordEffects) -> list[str]:
    """One line for each slot, and what was measured on."""
    if not words.weights:
        return []
    silent = words.silent(words.weights)
    lines = [f"words        measured on {words.data}: 1 - Dice when a slot says something else"]
    for slot, effect in words.slots.items():
        idle = "  (does not react)" if slot in silent else ""
        lines.append(f"  {slot:14} {effect:.4f}  {counted(words.images[slot], 'image')}{idle}")
    return lines
