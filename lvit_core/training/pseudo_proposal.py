"""A pseudo label as a proposal: what a person saw of a generation waits for a decision."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.project.answer_origin import PSEUDO_LABEL
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord, ImageState, Proposal
from lvit_core.prompt.laterality import restate
from lvit_core.prompt.templates import load_template
from lvit_core.training.pseudo_history import Frame, whole_size
from lvit_core.training.run_folder import generation_name


def as_proposal(
    project: Project, record: ImageRecord, frame: Frame, picture: NDArray[np.uint8]
) -> Proposal:
    """The pseudo label of an image as a proposal for the layer of findings.

    It is as fine as the picture that was looked at, and enlarged smoothly.

    Args:
        project: Knows whose left and right the sentence means.
        record: The image.
        frame: Which generation left it.
        picture: (h, w) uint8, of that frame.

    Raises:
        LViTError: The image is labeled, its sentence or picture is another one by now, or nobody
            noted which picture it was.
    """
    if record.state is ImageState.LABELED:
        raise LViTError("{name} is labeled already.", "Its label counts.", name=record.name)
    project.pictures.require(record.id)
    if not frame.picture:
        raise LViTError(
            "From which picture of {name} generation {generation} made it was not noted.",
            "Choose a later generation, or ask the model about the picture of today.",
            name=record.name,
            generation=frame.generation,
        )
    if frame.picture != record.content_hash:
        raise LViTError(
            "{name} was another picture in generation {generation}.",
            "Choose a later generation, or ask the model about the picture of today.",
            name=record.name,
            generation=frame.generation,
        )
    told = restate(record.sentence, load_template(record.template), project.sides(record))
    if frame.sentence not in ("", told):
        raise LViTError(
            "{name} had another sentence in generation {generation}.",
            "Choose a later generation, or ask the model about the sentence of today.",
            name=record.name,
            generation=frame.generation,
        )
    from PIL import Image  # noqa: PLC0415 - the window opens before it is needed

    layer = load_template(record.template).finding_layer
    height, width = whole_size(picture.shape[0], picture.shape[1], record.height, record.width)
    whole = Image.fromarray(picture).resize((width, height), Image.Resampling.BILINEAR)
    grey = np.asarray(whole, np.uint8)[: record.height, : record.width]
    return Proposal(
        record.id,
        layer.name,
        (layer.classes[0].name,),
        grey[None],
        frame.threshold,
        record.sentence if frame.sentence else "",
        f"{PSEUDO_LABEL}{generation_name(frame.generation)}",
    )
