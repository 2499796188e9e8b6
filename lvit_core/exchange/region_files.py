"""Regions from files of others: a picture that is not 0 where somebody looked, or GeoJSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from lvit_core.annotation.edit import Edit
from lvit_core.annotation.objects import Provenance
from lvit_core.annotation.plane import LabelPlane
from lvit_core.annotation.regions import Region, object_region
from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import UNREADABLE, Drawn, Shape
from lvit_core.exchange.geojson_reading import shapes_in
from lvit_core.exchange.label_pictures import read_mask
from lvit_core.imaging.readers import is_named_like_a_picture
from lvit_core.project.clock import now
from lvit_core.project.many_images import ManyDone, carry_out
from lvit_core.project.project import Project
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import REGIONS
from lvit_core.wording import said

OUTLINES = (".geojson", ".json")


def say_regions(project: Project, image_ids: Sequence[int], place: Path | None) -> ManyDone:
    """Which part of images has been looked at.

    Args:
        project: Open for writing.
        image_ids: The images.
        place: A file for all of them, or a folder with a file for each, which has the name of the
            image; ``None`` for all of each image. In GeoJSON areas of QuPath's class ``Region*``
            count, or all areas where there is none of it.
    """
    author = Provenance("person", project.person, "", "", now())

    def edits(record: ImageRecord) -> tuple[list[Edit], str]:
        try:
            regions = [] if place is None else regions_from(_file(place, record), _size(record))
            edit = project.regions.setting(record.id, regions, author)
        except LViTError as error:
            return [], error.message
        return ([] if edit.empty else [edit]), ""

    return carry_out(project, image_ids, edits)


def regions_from(file: Path, size_hw: tuple[int, int]) -> list[Region]:
    """The regions that a file tells, in an image of that size; at least one.

    Raises:
        LViTError: It cannot be read, tells none, or is a picture of another size.
    """
    outlines = file.suffix.lower() in OUTLINES
    found = _outlined(file, size_hw) if outlines else _pictured(file, size_hw)
    if not found:
        raise LViTError(
            "{name} tells no region.", "Nothing in it is an area or not 0.", name=file.name
        )
    return found


def _pictured(file: Path, size_hw: tuple[int, int]) -> list[Region]:
    numbers = read_mask(file).labels
    if numbers.shape != size_hw:
        raise LViTError(
            "{name} is {region} pixels, its image {image}.",
            "A region must have the size of its image.",
            name=file.name,
            region=f"{numbers.shape[1]} x {numbers.shape[0]}",
            image=f"{size_hw[1]} x {size_hw[0]}",
        )
    plane = LabelPlane.from_array(numbers)
    return [object_region(plane, number) for number in plane.extents]


def _outlined(file: Path, size_hw: tuple[int, int]) -> list[Region]:
    every = shapes_in(file)
    named = [shape for shape in every if shape.layer == REGIONS]
    return [_drawn(shape, size_hw, file.name) for shape in named or every]


def _drawn(shape: Shape, size_hw: tuple[int, int], name: str) -> Region:
    try:
        drawn = Drawn(*shape.draw(size_hw))
    except LViTError as error:
        told = {"what": shape.what, "name": name, "why": error.message}
        raise LViTError("{what} of {name}: {why}", error.hint, **told) from error
    except UNREADABLE as error:
        raise LViTError("{what} of {name} cannot be read.", what=shape.what, name=name) from error
    return Region(drawn.rect, np.asarray(drawn.mask, bool))


def _file(place: Path, record: ImageRecord) -> Path:
    """The file of an image."""
    if not place.is_dir():
        return place
    stem = Path(record.name).stem
    named = [file for file in sorted(place.iterdir()) if file.stem == stem]
    found = [x for x in named if x.suffix.lower() in OUTLINES or is_named_like_a_picture(x)]
    if len(found) != 1:
        raise LViTError(
            said("there is no file {stem} in {place}", stem=stem, place=place.name)
            if not found
            else said("several files are called {stem} in {place}", stem=stem, place=place.name)
        )
    return found[0]


def _size(record: ImageRecord) -> tuple[int, int]:
    return record.height, record.width
