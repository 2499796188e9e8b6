"""What the predictor is asked about an image, whatever becomes of the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.imaging.limits import LARGEST_WHOLE_PX
from lvit_core.imaging.pyramid import PixelSource, network_pixels, open_source
from lvit_core.model.choice import ModelChoice, choose_model
from lvit_core.model.prediction_job import NextImage, PredictionJob
from lvit_core.project.records import ImageRecord, Picture
from lvit_core.prompt.laterality import restate
from lvit_core.prompt.template import Template

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project

LARGEST_AREA_PX = LARGEST_WHOLE_PX
LARGEST_PART_PX = 5_000_000  # of a larger one, so much at once: memory is taken by the slide too


def question(
    project: Project,
    record: ImageRecord,
    source: PixelSource,
    template: Template,
    sentence: str,
    *,
    shown: Rect,
    center_yx: tuple[float, float] | None = None,
    model: Callable[[], ModelChoice] | None = None,
    for_proposal: bool = False,
    network_layer: str | None = None,
) -> PredictionJob:
    """The question what the model sees in an image with a sentence.

    A very large image, such as a slide, is asked about where it is in view only.

    Args:
        project: Says whose left and right the sentence means.
        record: The image.
        source: Its pixels.
        template: What kind of image it is.
        sentence: As typed; "" for none.
        shown: What is in view.
        center_yx: Where a person looks; ``None`` for nowhere in particular.
        model: Called in a background thread; ``None`` for the one in force.
        for_proposal: The answer is to become the image's proposal; otherwise it is of no image.
        network_layer: Asks what this layer of the network looks at, instead of for a mask.

    Raises:
        LViTError: The image is very large and more of it is in view than can be predicted. Where
            the job's ``model`` is called: the image is of another kind than the model's.
    """
    sentence = sentence.strip()
    place = predicted_part(source, shown)
    key = record.content_hash
    if place is not None:
        key = f"{key}@{place.y0},{place.x0},{place.y1},{place.x1}"
        center_yx = None

    def pixels() -> NDArray[np.uint8]:
        with project.pictures.staying(record.id):  # it may be replaced while it is shown
            return network_pixels(source, place)

    choose = model or partial(choose_model, project, template.name)
    judged = partial(_judged, project, record, key, template, pixels, choose)
    return PredictionJob(
        record.id if for_proposal else 0,
        key,
        sentence or None,
        (source.height, source.width) if place is None else (place.height, place.width),
        record.spacing_um,
        pixels,
        judged if for_proposal else choose,
        center_yx,
        restate(sentence, template, project.sides(record)) or None,
        place,
        network_layer,
    )


def _judged(
    project: Project,
    record: ImageRecord,
    key: str,
    template: Template,
    pixels: Callable[[], NDArray[np.uint8]],
    choose: Callable[[], ModelChoice],
) -> ModelChoice:
    """The model, unless the image is of another kind than the template's models know."""
    path = project.images.path(record.id)
    other = project.other_kinds.require(record.id, path, key, template.look, pixels)
    return replace(choose(), insisted=True) if other else choose()


def next_image(project: Project, record: ImageRecord) -> NextImage | None:
    """The image that comes next, for the predictor to prepare; None where that is no use."""
    if record.missing or record.picture is not Picture.SAME:
        return None
    if record.height * record.width > LARGEST_AREA_PX:
        return None

    def pixels() -> NDArray[np.uint8]:
        with project.pictures.staying(record.id):
            return network_pixels(open_source(project.images.path(record.id)))

    model = partial(choose_model, project, record.template)
    return NextImage(record.content_hash, record.spacing_um, pixels, model)


def predicted_part(source: PixelSource, shown: Rect) -> Rect | None:
    """The part of an image that is predicted; None for all of it.

    Raises:
        LViTError: Only a part can be predicted, and what is in view is too large for one.
    """
    if source.height * source.width <= LARGEST_AREA_PX:
        return None
    seen = shown.intersect(Rect(0, 0, source.height, source.width))
    if seen.empty or seen.area > LARGEST_PART_PX:
        raise LViTError(
            "This image is too large to be predicted as a whole.",
            "Zoom in: the part in view is predicted.",
        )
    return seen
