"""`lvit explain`: what the words of a sentence did to the answer, as a figure and in numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from lvit_core.cli.output import JsonOption, ThreadsOption, ThresholdOption, emit, report
from lvit_core.cli.typed_sentences import (
    AnyKindOption,
    KeepIdentityOption,
    LateralityOption,
    file_sides,
    for_model,
    report_unknown,
    whose_is_known,
)
from lvit_core.errors import LViTError
from lvit_core.files import refuse_over, refuse_unwritable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lvit_core.explain.explanation import Explanation, Seen
    from lvit_core.imaging.image import Image
    from lvit_core.inference import Predictor
    from lvit_core.prompt.laterality import Sides

_NO_PART = "Its attention is that of the part of the image that the network sees at once."


def register(app: typer.Typer) -> None:
    """Adds `explain`."""
    app.command("explain")(explain)


def explain(
    image: Annotated[Path, typer.Argument(help="An image file.", metavar="IMAGE")],
    model: Annotated[str, typer.Option(help="A known name, a folder or a .safetensors file.")],
    text: Annotated[str, typer.Option(help="The sentence that is explained.")],
    *,
    figure: Annotated[Path | None, typer.Option(help="PNG to draw it into.")] = None,
    laterality: LateralityOption = None,
    threshold: ThresholdOption = None,
    backend: Annotated[str, typer.Option(help="auto, or a way to compute such as eager.")] = "auto",
    threads: ThreadsOption = None,
    any_kind: AnyKindOption = False,
    keep_identity: KeepIdentityOption = False,
    json: JsonOption = False,
) -> None:
    """Ask with a sentence, without it and with every word of it exchanged, and look inside."""
    whose_is_known(laterality)
    if figure is not None:
        from lvit_core.explain.figure import check_figure  # noqa: PLC0415

        refuse_over(figure, image)
        check_figure(figure)
        refuse_unwritable(figure.parent)
    if not image.is_file():
        raise LViTError(f"There is no file {image.name}.", "Check the path.")
    sides = file_sides(image, laterality or "viewer")
    found = _explained(image, model, text, sides, threshold, backend, threads, any_kind=any_kind)
    found = _named(found, image, figure, keep_identity=keep_identity)
    if figure is not None:
        from lvit_core.explain.figure import draw_explanation  # noqa: PLC0415

        draw_explanation(found, figure)
    facts = found.as_json() | {"figure": str(figure) if figure is not None else None}
    emit(facts, as_json=json, text="\n".join(_lines(found, figure)))


def _explained(
    path: Path, model: str, text: str, sides: Sides, threshold: float | None, backend: str,
    threads: int | None, *, any_kind: bool,
) -> Explanation:  # fmt: skip
    from lvit_core.device import take_own_device  # noqa: PLC0415
    from lvit_core.explain.explanation import (  # noqa: PLC0415
        Explanation,
        compared,
        questions,
        unasked,
        verdicts,
    )
    from lvit_core.imaging.readers import read  # noqa: PLC0415
    from lvit_core.inference import Predictor  # noqa: PLC0415 - imports torch
    from lvit_core.inference.batch import rgb_and_spacing  # noqa: PLC0415
    from lvit_core.prompt.templates import load_template  # noqa: PLC0415

    take_own_device()
    picture = read(path)
    rgb, spacing_um = rgb_and_spacing(picture)
    predictor = Predictor(model, backend, threads)
    config = predictor.config
    template = load_template(config.template)
    _refuse_other_kind(path, picture, rgb, template.look, any_kind=any_kind)
    report_unknown(text, config.template)
    predictor.set_image(rgb, spacing_um, key=path.name)
    cut = config.threshold if threshold is None else threshold

    def asked(sentence: str) -> str | None:
        return for_model(sentence, config.template, sides)

    shown = compared(questions(text, template), lambda one: predictor.predict(asked(one)), cut)
    ignored = predictor.places_ignored(asked(text))
    told = verdicts(shown, uses_text=config.uses_text, places_ignored=ignored)
    doubt = predictor.doubt()
    tiles = [_NO_PART] if config.input == "tiles" else []
    letters = sides.letters if template.laterality else None
    return Explanation(
        image=path.name,
        rgb=rgb,
        um_per_px=spacing_um,
        template=config.template,
        whose=sides.convention if template.laterality else "",
        letters=(letters.left, letters.right) if letters is not None else None,
        model=config.name,
        weights=predictor.model.digest,
        threshold=cut,
        shown=shown,
        seen=_seen(
            predictor, {one: asked(one) for one in dict.fromkeys((text.strip(), ""))}, shown[0].mask
        ),
        remarks=(*told, *unasked(text, template), *tiles, *([doubt] if doubt else [])),
    )


def _refuse_other_kind(
    path: Path, picture: Image, rgb: NDArray[np.uint8], look: str, *, any_kind: bool
) -> None:
    from lvit_core.imaging.other_kind import reason_against  # noqa: PLC0415

    reason = None if any_kind else reason_against(path, rgb, look)
    if reason is not None:
        raise LViTError(reason, "With --any-kind the model is asked all the same.")


def _seen(
    predictor: Predictor, asked: dict[str, str | None], mask: NDArray[np.bool_]
) -> tuple[Seen, ...]:
    """What the layers looked at, with a sentence and without; of tiles where the answer is."""
    from lvit_core.explain.explanation import Seen  # noqa: PLC0415
    from lvit_core.explain.grad_cam import available_layers  # noqa: PLC0415
    from lvit_core.explain.saliency import saliency_maps  # noqa: PLC0415

    rows, columns = np.nonzero(mask)
    center = (float(rows.mean()), float(columns.mean())) if rows.size else None
    layers = available_layers(predictor.model)
    seen = []
    for text, sentence in asked.items():
        part = predictor.glimpse(sentence, center)
        shape = (mask.shape[0], mask.shape[1])
        maps, place = saliency_maps(
            predictor.model, part.pixels_chw, part.asked, layers, part.place, shape
        )
        seen.append(Seen(text, maps, place))
    return tuple(seen)


def _named(
    found: Explanation, path: Path, figure: Path | None, *, keep_identity: bool
) -> Explanation:
    """Called after the file, unless that is a DICOM file, whose name may be a patient's."""
    from dataclasses import replace  # noqa: PLC0415

    from lvit_core.exchange.dicom_sources import is_dicom  # noqa: PLC0415

    if keep_identity or not is_dicom(path):
        return found
    from lvit_core.inference.result_names import LocalNames  # noqa: PLC0415

    if figure is None:
        return replace(found, image="a DICOM file")
    local = LocalNames(figure)
    name = local.pseudonyms.file(path.name)
    local.keep({name: path})
    report(
        f"The DICOM file is called {name} in the figure; {local.file} says which it is and stays "
        "here (--keep-identity names it). A name within the picture itself would be shown."
    )
    return replace(found, image=name)


def _lines(found: Explanation, figure: Path | None) -> list[str]:
    lines = []
    for shown in found.shown:
        area = f"{int(shown.mask.sum()):>10,} px {shown.mask.mean():7.2%}"
        same = f"Dice {shown.dice:.3f}  moved {shown.influence:4.0%}"
        lines.append(f"{shown.question.title:18} {area}  {same}  {shown.question.text}".rstrip())
    lines += map(str, found.remarks)
    return [*lines, *([str(figure)] if figure is not None else [])]
