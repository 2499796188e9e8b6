"""How the predictor is asked about an open image, whatever becomes of the answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.session.document import Document
from app.session.view_state import FIT_ZOOM
from lvit_core.errors import LViTError
from lvit_core.geometry import Rect
from lvit_core.model.choice import ModelChoice
from lvit_core.model.prediction_job import NextImage, PredictionJob
from lvit_core.project.records import ImageRecord, Picture
from lvit_core.prompt.laterality import restate

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project

LARGEST_AREA_PX = 20_000_000  # an image up to here is predicted as a whole
LARGEST_PART_PX = 5_000_000  # of a larger one, so much at once: memory is taken by the slide too


def question(
    project: Project,
    document: Document,
    model: Callable[[], ModelChoice],
    *,
    for_proposal: bool = False,
    sentence: str | None = None,
    network_layer: str | None = None,
) -> PredictionJob:
    """The question what the model sees in an image with its sentence.

    A very large image, such as a slide, is asked about where it is in view only.

    Args:
        project: Says whose left and right the sentence means.
        document: The image.
        model: Called in a background thread.
        for_proposal: The answer is to become the image's proposal; otherwise it is of no image.
        sentence: Another sentence than the image's, "" for none.
        network_layer: Asks what this layer of the network looks at, instead of for a mask.

    Raises:
        LViTError: The image is very large and more of it is in view than can be predicted.
    """
    record, source = document.record, document.source
    sentence = (document.sentence if sentence is None else sentence).strip()
    place = predicted_part(document)
    center = None if document.view.zoom == FIT_ZOOM else document.view.center_yx
    key = record.content_hash
    if place is not None:
        key = f"{key}@{place.y0},{place.x0},{place.y1},{place.x1}"
        center = None

    def pixels() -> NDArray[np.uint8]:
        from lvit_core.imaging.pyramid import network_pixels

        project.pictures.require(record.id)  # it may have been replaced while it is shown
        return network_pixels(source, place)

    return PredictionJob(
        record.id if for_proposal else 0,
        key,
        sentence or None,
        (source.height, source.width) if place is None else (place.height, place.width),
        record.spacing_um,
        pixels,
        model,
        center,
        restate(sentence, document.template, project.sides(record)) or None,
        place,
        network_layer,
    )


def next_image(
    project: Project, record: ImageRecord, model: Callable[[], ModelChoice]
) -> NextImage | None:
    """The image that comes next, for the predictor to prepare; None where that is no use."""
    if record.missing or record.picture is not Picture.SAME:
        return None
    if record.height * record.width > LARGEST_AREA_PX:
        return None

    def pixels() -> NDArray[np.uint8]:
        from lvit_core.imaging.pyramid import network_pixels, open_source

        project.pictures.require(record.id)
        return network_pixels(open_source(project.images.path(record.id)))

    return NextImage(record.content_hash, record.spacing_um, pixels, model)


def predicted_part(document: Document) -> Rect | None:
    """The part of the image that is predicted; None for all of it.

    Raises:
        LViTError: Only a part can be predicted, and what is in view is too large for one.
    """
    source = document.source
    if source.height * source.width <= LARGEST_AREA_PX:
        return None
    seen = document.shown_rect.intersect(Rect(0, 0, source.height, source.width))
    if seen.empty or seen.area > LARGEST_PART_PX:
        raise LViTError(
            "This image is too large to be predicted as a whole.",
            "Zoom in: the part in view is predicted.",
        )
    return seen
