"""OME-TIFF pyramids: image and object ids in tiles, so that slides of any size fit through."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.objects import ObjectRecord
from lvit_core.annotation.plane import LabelPlane
from lvit_core.exchange.content import Content, is_accepted_empty
from lvit_core.exchange.data_facts import kind_losses
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.ome_tiff_reading import read
from lvit_core.exchange.pixels_out import bright
from lvit_core.exchange.reports import Steps
from lvit_core.geometry import Rect
from lvit_core.imaging.levels import SMALLEST_LEVEL_PX
from lvit_core.imaging.pyramid import ArraySource, open_source
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Layer
from lvit_core.stopping import refuse_stopped
from lvit_core.wording import counted, said

TILE_PX = 512
MACHINE_FOLDER = "machine"
_HIGHEST_NUMBER = 2**24  # up to it every whole number is one of float32, which pyramids can hold
ReadTile = Callable[[int, Rect], NDArray[Any]]  # (scale, rectangle at that scale)


def losses(content: Content) -> list[str]:
    """What the pyramids cannot hold."""
    found = [said("Classes of objects are only in provenance.json; pixels hold object numbers.")]
    if unknown := sum(image.spacing_mm is None for image in content.images):
        found.append(
            said(
                "{unknown} no known pixel size.",
                unknown=counted(unknown, "image has", "images have"),
            )
        )
    return found + kind_losses(content.images)


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes ``STEM.ome.tif`` and ``STEM.LAYER.ome.tif``; returns the number of images."""
    for image in content.images:
        with writing_image(content, image, folder, steps) as part:
            _write_image(content, image, part)
            for machine in (False, True)[: 1 + content.options.machine]:
                place = part / MACHINE_FOLDER if machine else part
                for layer in content.template(image).layers:
                    _write_labels(content, image, layer, place, machine)
    return len(content.images)


def _write_image(content: Content, image: ImageRecord, folder: Path) -> None:
    source = open_source(content.path(image))
    if isinstance(source, ArraySource) and source.image.inverted:
        content.inverted.add(image.id)
        source = ArraySource(replace(source.image, pixels=bright(source.image), inverted=False))

    def read(scale: int, rect: Rect) -> NDArray[Any]:
        level = scale.bit_length() - 1
        exact = level < source.levels and abs(source.scale(level) - scale) < 1e-6
        if exact:
            return np.asarray(source.read(level, rect))
        return _strided(lambda full: source.read(0, full), scale, rect)

    path = folder / f"{content.stems[image.id]}.ome.tif"
    _write(path, image, read, source.dtype, source.is_color)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Compares object numbers tile by tile."""
    for image in content.images:
        steps.next(image.name)
        for layer in content.template(image).layers:
            path = folder / f"{content.stems[image.id]}.{layer.name}.ome.tif"
            plane, records = content.plane(image, layer)
            if not records and not is_accepted_empty(image, layer):
                continue
            numbers = _Numbers(records)
            written = open_source(path)
            if (written.height, written.width) != (image.height, image.width):
                raise not_read_back(said("{title} of {name}", title=layer.title, name=image.name))
            for rect in _tiles(image.height, image.width):
                expected = numbers.of(plane.read(rect))
                if not np.array_equal(written.read(0, rect), expected):
                    raise not_read_back(
                        said("{title} of {name}", title=layer.title, name=image.name)
                    )


def _write_labels(
    content: Content, image: ImageRecord, layer: Layer, folder: Path, machine: bool
) -> None:
    plane, records = content.plane(image, layer, machine=machine)
    if not records and (machine or not is_accepted_empty(image, layer)):
        return
    numbers = _Numbers(records)
    dtype = np.dtype(np.uint16 if numbers.highest <= 65535 else np.float32)

    def read(scale: int, rect: Rect) -> NDArray[Any]:
        return _strided(lambda full: _labels(plane, full, numbers), scale, rect).astype(dtype)

    path = folder / f"{content.stems[image.id]}.{layer.name}.ome.tif"
    _write(path, image, read, dtype, color=False)


class _Numbers:
    """What the ids of a plane are called in files; 0 for those that are not written."""

    def __init__(self, records: dict[int, ObjectRecord]) -> None:
        self._ids = np.array(sorted(records), np.int32)
        self._numbers = np.array([records[id_].id for id_ in self._ids.tolist()], np.int32)
        self.highest = int(self._numbers.max(initial=0))

    def of(self, labels: NDArray[np.int32]) -> NDArray[np.int32]:
        """The plane in the numbers of files."""
        if not self._ids.size:
            return np.zeros_like(labels)
        places = np.minimum(np.searchsorted(self._ids, labels), len(self._ids) - 1)
        known = self._ids[places] == labels
        return np.where(known, self._numbers[places], 0).astype(np.int32)


def _labels(plane: LabelPlane, rect: Rect, numbers: _Numbers) -> NDArray[np.int32]:
    return numbers.of(plane.read(rect.intersect(plane.bounds())))


def _strided(read: Callable[[Rect], NDArray[Any]], scale: int, rect: Rect) -> NDArray[Any]:
    """Every ``scale``-th pixel: object numbers must not be averaged."""
    full = Rect(rect.y0 * scale, rect.x0 * scale, rect.y1 * scale, rect.x1 * scale)
    return read(full)[::scale, ::scale]


def _write(
    path: Path, image: ImageRecord, read: ReadTile, dtype: np.dtype[Any], color: bool
) -> None:
    from tifffile import TiffWriter  # noqa: PLC0415 - slow to import

    scales = [1]
    while max(image.height, image.width) / scales[-1] > SMALLEST_LEVEL_PX:
        scales.append(scales[-1] * 2)
    # By itself it would be made of the machine's number in the network, and stand in the file.
    metadata: dict[str, Any] = {"axes": "YXS" if color else "YX", "UUID": f"urn:uuid:{uuid4()}"}
    if image.spacing_mm is not None:
        metadata |= {
            "PhysicalSizeY": image.spacing_mm[0] * 1000, "PhysicalSizeYUnit": "µm",
            "PhysicalSizeX": image.spacing_mm[1] * 1000, "PhysicalSizeXUnit": "µm",
        }  # fmt: skip
    path.parent.mkdir(parents=True, exist_ok=True)
    with TiffWriter(path, ome=True, bigtiff=True) as tiff:
        for index, scale in enumerate(scales):
            height, width = -(-image.height // scale), -(-image.width // scale)
            tiff.write(
                _padded(read, scale, height, width),
                shape=(height, width, 3) if color else (height, width),
                dtype=dtype,
                tile=(TILE_PX, TILE_PX),
                compression="zlib",
                photometric="rgb" if color else "minisblack",
                subifds=len(scales) - 1 if index == 0 else None,
                subfiletype=0 if index == 0 else 1,
                metadata=metadata if index == 0 else None,
            )


def _padded(read: ReadTile, scale: int, height: int, width: int) -> Iterator[NDArray[Any]]:
    for rect in _tiles(height, width):
        tile = read(scale, rect)
        missing = [(0, TILE_PX - tile.shape[0]), (0, TILE_PX - tile.shape[1])]
        yield np.pad(tile, missing + [(0, 0)] * (tile.ndim - 2))


def _tiles(height: int, width: int) -> Iterator[Rect]:
    for y in range(0, height, TILE_PX):
        for x in range(0, width, TILE_PX):
            refuse_stopped()
            yield Rect(y, x, min(y + TILE_PX, height), min(x + TILE_PX, width))


FORMAT = Format(
    name="ome-tiff",
    title="OME-TIFF",
    about="Pyramids for slides",
    holds=(Holds.IMAGES, Holds.OBJECTS),
    exporter=Exporter(losses, write, check, highest_number=_HIGHEST_NUMBER),
    reader=read,
)
