"""NIfTI: image and labels on the same grid with the same affine, background 0.

The arrays are ``(W, H, 1)``, as NIfTI counts columns first.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.content import Content, LayerContent
from lvit_core.exchange.data_facts import kind_losses
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.json_files import write_json
from lvit_core.exchange.nifti_files import AS_STORED
from lvit_core.exchange.nifti_reading import read
from lvit_core.exchange.pixels_out import bright_pixels
from lvit_core.exchange.reports import Steps
from lvit_core.imaging.placement import directions, patient_affine
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.templates import load_template
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import counted, said

MACHINE_FOLDER = "machine"
_GZIP_LEVEL = 1  # as nibabel packs: higher ones take long for a few bytes
_PIECE_BYTES = 1 << 22


def losses(content: Content) -> list[str]:
    """What the files cannot hold."""
    found = spacing_losses(content, content.images)
    if any(image.sentence for image in content.images):
        found.append(said("Sentences are only in provenance.json."))
    return found


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes ``images/``, ``LAYER/instances/`` and ``LAYER/class/``; returns the images."""
    for image in content.images:
        with writing_image(content, image, folder, steps) as part:
            stem, place_in = content.stems[image.id], affine_of(content, image)
            save(part / "images" / f"{stem}.nii.gz", bright_pixels(content, image), *place_in)
            for machine in (False, True)[: 1 + content.options.machine]:
                place = part / MACHINE_FOLDER if machine else part
                for layer in content.layers(image, machine=machine):
                    _save_layer(place / layer.layer.name, stem, layer, place_in)
    write_json(folder / "classes.json", content.classes.legend())
    return len(content.images)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Labels and image must share shape and affine, and labels be as they were."""
    for image in content.images:
        steps.next(image.name)
        stem = content.stems[image.id]
        _, image_affine, shape = load(folder / "images" / f"{stem}.nii.gz")
        for layer in content.layers(image):
            path = folder / layer.layer.name / "instances" / f"{stem}.nii.gz"
            labels, affine, label_shape = load(path)
            same = np.allclose(affine, image_affine) and shape[:2] == label_shape[:2]
            if not same or not np.array_equal(labels, layer.labels):
                raise not_read_back(
                    said("{title} of {name}", title=layer.layer.title, name=image.name)
                )


def affine_of(content: Content, image: ImageRecord) -> tuple[NDArray[np.float64], str]:
    """Where an image lies, and the unit of its steps: "mm", or "unknown" where they are pixels."""
    affine = patient_affine(content.path(image), image.spacing_mm, image.orientation)
    return affine, "unknown" if image.spacing_mm is None else "mm"


def spacing_losses(content: Content, images: Iterable[ImageRecord]) -> list[str]:
    """What files say of images whose pixels have no known size in the patient, and of sides."""
    found = kind_losses(images)
    if unknown := sum(image.spacing_mm is None for image in images):
        found.append(
            said(
                "{unknown} no known pixel spacing: such files count in pixels and name no unit.",
                unknown=counted(unknown, "image has", "images have"),
            )
        )
    unsaid = sum(
        image.orientation is None
        and load_template(image.template).laterality
        and not directions(content.path(image))
        for image in images
    )
    if unsaid:
        found.append(
            said(
                "{unsaid} not say which side is the patient's left: it is taken to be on the "
                "right of the picture, as usual.",
                unsaid=counted(unsaid, "image does", "images do"),
            )
        )
    return found


class _HeardGzip(gzip.GzipFile):
    """Packs some megabytes at a time, so that a cancel is heard between them."""

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        for first in range(0, len(view), _PIECE_BYTES):
            refuse_stopped()
            super().write(view[first : first + _PIECE_BYTES])
        return len(view)


def save(path: Path, pixels: NDArray[Any], affine: NDArray[np.float64], unit: str) -> None:
    """Writes ``(H, W)`` or ``(H, W, 3)`` pixels as ``(W, H, 1)``; colour as NIfTI's RGB."""
    nibabel = _nibabel()
    columns_first = np.ascontiguousarray(np.swapaxes(pixels, 0, 1))
    if pixels.ndim == 3:
        rgb = np.dtype([("R", "u1"), ("G", "u1"), ("B", "u1")])
        eight = columns_first if columns_first.dtype == np.uint8 else columns_first >> 8
        data = np.ascontiguousarray(eight.astype(np.uint8)).view(rgb).reshape(*eight.shape[:2], 1)
    else:
        data = columns_first[:, :, None]
    picture = nibabel.Nifti1Image(data, affine)
    picture.header.set_xyzt_units(unit)
    picture.header["descrip"] = AS_STORED
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file, _HeardGzip("", "wb", _GZIP_LEVEL, file, mtime=0) as stream:
        picture.to_stream(stream)


def load(path: Path) -> tuple[NDArray[Any], NDArray[np.float64], tuple[int, ...]]:
    """Rows-first pixels, affine and stored shape of a file written by `save`."""
    picture = _nibabel().load(path)
    data = np.asanyarray(picture.dataobj)[:, :, 0]
    return np.swapaxes(data, 0, 1), np.asarray(picture.affine), tuple(picture.shape)


def label_type(labels: NDArray[np.int32]) -> NDArray[Any]:
    """Labels in the smallest unsigned type that every program reads."""
    highest = int(labels.max(initial=0))
    if highest <= 255:
        return labels.astype(np.uint8)
    return labels.astype(np.uint16) if highest <= 65535 else labels


def _save_layer(
    folder: Path, stem: str, layer: LayerContent, place: tuple[NDArray[np.float64], str]
) -> None:
    save(folder / "instances" / f"{stem}.nii.gz", label_type(layer.labels), *place)
    save(folder / "class" / f"{stem}.nii.gz", layer.class_plane(), *place)


def _nibabel() -> Any:
    try:
        import nibabel  # noqa: PLC0415 - an optional library
    except ImportError as error:
        raise LViTError(
            "NIfTI needs the package nibabel.", "Install it: pip install nibabel"
        ) from error
    return nibabel


FORMAT = Format(
    name="nifti",
    title="NIfTI",
    about="Masks on the grid of the source image",
    holds=(Holds.IMAGES, Holds.OBJECTS, Holds.CLASSES),
    exporter=Exporter(losses, write, check, holds_unknown="in pictures"),
    reader=read,
)
