"""GeoJSON for QuPath: one FeatureCollection an image, full-resolution pixels, valid geometry."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.encodings import Polygon, Ring, polygons_to_mask
from lvit_core.exchange.content import Content
from lvit_core.exchange.declaration import KEY
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.geojson_reading import read
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.json_files import object_facts
from lvit_core.exchange.outlined import Outlined, outlined
from lvit_core.exchange.reports import Steps
from lvit_core.geometry import Rect
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import Layer

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Objects keep their id over exports of the same image, so that QuPath can tell what is new.
_HEAD, _TAIL = '{"type": "FeatureCollection", "features": [', "\n]}\n"
_NAMESPACE = uuid.UUID("6f5e0f5c-8f1b-4f0e-9d53-0f6cf8f1a2b7")


def losses(content: Content) -> list[str]:
    """GeoJSON holds every object; the pictures themselves are opened in QuPath."""
    return ["Images are not copied: open them in QuPath and import the file of the same name."] * (
        bool(content.images)
    )


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes one file an image, one object a line; returns the number of images."""
    for image in content.images:
        with writing_image(content, image, folder, steps) as part:
            path = part / f"{content.stems[image.id]}.geojson"
            with path.open("w", encoding="utf-8") as stream:
                stream.write(_HEAD)
                for number, feature in enumerate(_features(content, image)):
                    steps.refuse_stopped()
                    stream.write(",\n" if number else "\n")
                    stream.write(json.dumps(feature, ensure_ascii=False))
                stream.write(_TAIL)
    return len(content.images)


def _features(content: Content, image: ImageRecord) -> Iterator[dict[str, Any]]:
    laterality = content.project.settings.laterality
    for machine in (False, True)[: 1 + content.options.machine]:
        for layer in content.template(image).layers:
            for item in outlined(content, image, layer, machine=machine):
                yield _feature(image, layer, item, laterality)


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Every geometry encloses the object's pixels, no more and no less."""
    for image in content.images:
        steps.next(image.name)
        path = folder / f"{content.stems[image.id]}.geojson"
        with path.open(encoding="utf-8") as stream:
            stream.readline()
            for layer in content.template(image).layers:
                for item in outlined(content, image, layer):
                    steps.refuse_stopped()
                    line = stream.readline().rstrip(",\n")
                    feature = json.loads(line) if line.startswith("{") else {}
                    if not _is_right(feature, item, image):
                        raise not_read_back(f"{layer.title} {item.record.id} of {image.name}")


def _is_right(feature: dict[str, Any], item: Outlined, image: ImageRecord) -> bool:
    from shapely import is_valid  # noqa: PLC0415 - only exports need it
    from shapely.geometry import shape  # noqa: PLC0415

    if not feature or feature["properties"]["metadata"]["object_id"] != str(item.record.id):
        return False
    geometry = feature["geometry"]
    if _is_plain(item.polygons):
        # Rings along pixel borders that are as they were made enclose these pixels alone.
        (ring,) = geometry["coordinates"]
        area = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2
        same = ring == _closed(item.polygons[0].outer)
        return bool(same and area == np.count_nonzero(item.mask))
    if not is_valid(shape(geometry)):
        return False
    rect, drawn = draw(geometry, (image.height, image.width))
    return _same_pixels(item.rect, item.mask, rect, drawn)


def _is_plain(parts: list[Polygon]) -> bool:
    return len(parts) == 1 and not parts[0].holes


def _closed(ring: Ring) -> list[list[float]]:
    return [[x, y] for y, x in [*ring, ring[0]]]


def _same_pixels(
    first: Rect, mask: NDArray[np.bool_], second: Rect, drawn: NDArray[np.bool_]
) -> bool:
    around = first.union(second)
    planes = [np.zeros((around.height, around.width), bool) for _ in range(2)]
    for plane, rect, pixels in zip(planes, (first, second), (mask, drawn), strict=True):
        plane[rect.moved(-around.y0, -around.x0).slices] = pixels
    return bool(np.array_equal(planes[0], planes[1]))


def draw(geometry: dict[str, Any], shape: tuple[int, ...]) -> tuple[Rect, NDArray[np.bool_]]:
    """Where a Polygon or MultiPolygon lies, and its ``(h, w)`` mask there."""
    many = geometry["type"] == "MultiPolygon"
    parts = geometry["coordinates"] if many else [geometry["coordinates"]]
    items = []
    for part in parts:
        outer, *holes = ([(y, x) for x, y in ring] for ring in part)
        items.append(Polygon(outer, tuple(holes)))
    points = np.array([point for item in items for point in item.outer])
    low, high = np.floor(points.min(axis=0)), np.ceil(points.max(axis=0))
    rect = Rect(int(low[0]), int(low[1]), int(high[0]), int(high[1]))
    rect = rect.intersect(Rect(0, 0, int(shape[0]), int(shape[1])))
    return rect, polygons_to_mask(items, rect)


def _feature(image: ImageRecord, layer: Layer, item: Outlined, laterality: str) -> dict[str, Any]:
    record = item.record
    colours = {item.name: item.colour for item in layer.classes}
    name = f"{image.content_hash}/{layer.name}/{record.id}"
    return {
        "type": "Feature",
        "id": str(uuid.uuid5(_NAMESPACE, name)),
        "geometry": geometry_of(item.polygons),
        "properties": {
            "objectType": "detection" if layer.role == "instances" else "annotation",
            "classification": {
                "name": record.class_name,
                "color": _rgb(colours.get(record.class_name, layer.colour)),
            },
            "metadata": {
                **{key: str(value) for key, value in object_facts(record).items()},
                KEY: laterality,
            },
        },
    }


def geometry_of(parts: list[Polygon]) -> dict[str, Any]:
    """A valid Polygon or MultiPolygon with closed rings, x before y."""
    if _is_plain(parts):
        return {"type": "Polygon", "coordinates": [_closed(parts[0].outer)]}
    from shapely import is_valid, make_valid  # noqa: PLC0415 - only exports need it
    from shapely.geometry import MultiPolygon, mapping  # noqa: PLC0415
    from shapely.geometry import Polygon as Shape  # noqa: PLC0415

    shapes = [
        Shape([(x, y) for y, x in part.outer], [[(x, y) for y, x in hole] for hole in part.holes])
        for part in parts
    ]
    geometry: BaseGeometry = shapes[0] if len(shapes) == 1 else MultiPolygon(shapes)
    if not is_valid(geometry):
        geometry = make_valid(geometry, method="structure")
    return _as_lists(mapping(geometry))


def _as_lists(geometry: Any) -> dict[str, Any]:
    def lists(value: Any) -> Any:
        return [lists(item) for item in value] if isinstance(value, (tuple, list)) else value

    return {"type": geometry["type"], "coordinates": lists(geometry["coordinates"])}


def _rgb(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


FORMAT = Format(
    name="geojson",
    title="QuPath GeoJSON",
    about="Outlines with classes for QuPath",
    holds=(Holds.OBJECTS, Holds.CLASSES),
    exporter=Exporter(losses, write, check),
    reader=read,
)
