"""`lvit text paraphrase`: other words for sentences, and false sentences beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lvit_core.cli.output import JsonOption, counted, emit
from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from lvit_core.prompt.paraphrase import MadeSentence

_LONGEST_NAME = 255
_MOST_BYTES = 4 << 20  # of a file of sentences


def paraphrase(
    sentence: Annotated[
        str, typer.Argument(help="The sentence in quotes, or a text file with one in each line.")
    ],
    template: Annotated[
        str, typer.Option("--template", help="Name of a template, or the path of a TOML file.")
    ],
    rewordings: Annotated[
        int, typer.Option("-k", "--rewordings", min=0, max=100, help="True ones to make of each.")
    ] = 5,
    false: Annotated[
        int, typer.Option("--false", min=0, max=100, help="False ones to make of each.")
    ] = 0,
    seed: Annotated[int, typer.Option(help="Another number makes another choice.")] = 0,
    json: JsonOption = False,
) -> None:
    """Say a sentence in other words, and make false ones of it; each is read again to be sure."""
    from lvit_core.prompt.paraphrase import paraphrase as made_of  # noqa: PLC0415 - as in `text`
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    loaded = load_template(template)
    results: list[dict[str, Any]] = []
    refused: list[LViTError] = []
    lines: list[str] = []
    for text in _sentences(sentence):
        try:
            made = made_of(text, loaded, rewordings, false, seed)
        except LViTError as error:
            refused.append(error)
            results.append({"sentence": text, "made": [], "problem": error.message})
            lines.append(f"{text}\n  {error.message}")
            continue
        fewer = _fewer(made, rewordings, false)
        results.append(
            {"sentence": text, "made": [one.as_json() for one in made], "problem": fewer or None}
        )
        lines += [text, *(_line(one) for one in made), *([f"  {fewer}"] if fewer else [])]
    if len(results) == len(refused) == 1:
        raise refused[0]
    emit({"template": loaded.name, "sentences": results}, as_json=json, text="\n".join(lines))
    if refused:
        raise LViTError(
            f"{counted(len(refused), 'sentence')} could not be reworded; the others are.",
            "The lines above say why.",
        )


def _line(made: MadeSentence) -> str:
    return f"  made, {'true' if made.true else f'false ({made.change})'}: {made.text}"


def _fewer(made: tuple[MadeSentence, ...], rewordings: int, false: int) -> str:
    """That the words of the template allow no more; "" where all were made."""
    true = sum(one.true for one in made)
    if true == rewordings and len(made) - true == false:
        return ""
    return f"No more can be made of it: {true} true and {len(made) - true} false."


def _sentences(told: str) -> list[str]:
    path = Path(told)
    if len(told) > _LONGEST_NAME or "\n" in told or not path.is_file():
        return [told]
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise LViTError(f"{path.name} is larger than 4 MB.", "Divide it.")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LViTError(
            f"{path.name} cannot be read as text.", "Save it as UTF-8, one sentence in each line."
        ) from error
    found = [line.strip() for line in lines if line.strip()]
    if not found:
        raise LViTError(f"{path.name} holds no sentence.", "Write one in each line.")
    return found
