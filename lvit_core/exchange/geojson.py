"""GeoJSON for QuPath: one FeatureCollection an image, full-resolution pixels, valid geometry.

Outlines have few corners, so that a hand can move them, and enclose the same pixels as the ones
along the pixels' borders, which are written where they are asked for.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from lvit_core.annotation.many_runs import runs_inside, runs_of
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.annotation.runs import Integers, Runs
from lvit_core.exchange.content import Content, unseen_lines
from lvit_core.exchange.declaration import KEY
from lvit_core.exchange.exporting import Exporter, not_read_back
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.geojson_reading import REGION_NAME, read
from lvit_core.exchange.image_steps import writing_image
from lvit_core.exchange.json_files import object_facts
from lvit_core.exchange.outlined import Outlined, Points, batches, outlined
from lvit_core.exchange.reports import Steps
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.template import REGION_LAYER, REGIONS, Layer
from lvit_core.wording import said

# Objects keep their id over exports of the same image, so that QuPath can tell what is new.
_HEAD, _TAIL = '{"type": "FeatureCollection", "features": [', "\n]}\n"
_NAMESPACE = uuid.UUID("6f5e0f5c-8f1b-4f0e-9d53-0f6cf8f1a2b7")


def losses(content: Content) -> list[str]:
    """GeoJSON holds every object; the pictures themselves are opened in QuPath."""
    if not content.images:
        return []
    found = [
        said("Images are not copied: open them in QuPath and import the file of the same name.")
    ]
    if not content.options.exact_outlines:
        found.append(
            said(
                "Outlines are smoothed around the same pixels: filled again, they give the same "
                "mask."
            )
        )
    return found + unseen_lines(content)


def write(content: Content, folder: Path, steps: Steps) -> int:
    """Writes one file an image, one object a line; returns the number of images."""
    for image in content.images:
        with writing_image(content, image, folder, steps) as part:
            path = part / f"{content.stems[image.id]}.geojson"
            with path.open("w", encoding="utf-8") as stream:
                stream.write(_HEAD)
                for number, line in enumerate(_lines(content, image)):
                    stream.write(f",\n{line}" if number else f"\n{line}")
                stream.write(_TAIL)
    return len(content.images)


def _lines(content: Content, image: ImageRecord) -> Iterator[str]:
    laterality = content.project.settings.laterality
    smooth = not content.options.exact_outlines
    digest = content.selection.makers.digest(image.content_hash)
    spelling = Spelling(max(image.height, image.width))
    for machine, layer in _layers(content, image):
        told = _Properties(layer, laterality)
        for item in outlined(content, image, layer, machine=machine, smooth=smooth):
            name = f"{digest}/{layer.name}/{item.record.id}"
            yield (
                f'{{"type": "Feature", "id": "{uuid.uuid5(_NAMESPACE, name)}", '
                f'"geometry": {geometry_of(item, spelling)}, '
                f'"properties": {told.of(item.record)}}}'
            )


class _Properties:
    """What is told of the objects of a layer: the same for many of them, and spelled once."""

    def __init__(self, layer: Layer, laterality: str) -> None:
        self._layer = layer
        self._laterality = laterality
        self._known: dict[ObjectRecord, tuple[str, str]] = {}

    def of(self, record: ObjectRecord) -> str:
        """The properties as JSON."""
        nameless = replace(record, id=0)
        if nameless not in self._known:
            head, tail = self._spelled(nameless).split('"object_id": "0"', 1)
            self._known[nameless] = head, tail
        head, tail = self._known[nameless]
        return f'{head}"object_id": "{record.id}"{tail}'

    def _spelled(self, record: ObjectRecord) -> str:
        colours = {item.name: item.colour for item in self._layer.classes}
        facts = {key: str(value) for key, value in object_facts(record).items()}
        region = self._layer.name == REGIONS
        properties = {
            "objectType": "detection" if self._layer.role == "instances" else "annotation",
            **({"isLocked": True} if region else {}),
            "metadata": {**facts, KEY: self._laterality},
            "classification": {
                "name": REGION_NAME if region else record.class_name,
                "color": _rgb(colours.get(record.class_name, self._layer.colour)),
            },
        }
        return json.dumps(properties, ensure_ascii=False)


def _layers(content: Content, image: ImageRecord) -> Iterator[tuple[bool, Layer]]:
    if content.selection.region(image) is not None:
        yield False, REGION_LAYER  # objects lie inside of it, as in QuPath's hierarchy
    for machine in (False, True)[: 1 + content.options.machine]:
        for layer in content.template(image).layers:
            yield machine, layer


def check(content: Content, folder: Path, steps: Steps) -> None:
    """Every geometry is valid and encloses the object's pixels, no more and no less."""
    checked = 0
    for image in content.images:
        steps.next(image.name)
        path = folder / f"{content.stems[image.id]}.geojson"
        with path.open(encoding="utf-8") as stream:
            stream.readline()
            for machine, layer in _layers(content, image):
                plane, chosen = content.plane(image, layer, machine=machine)
                expected = runs_of(plane)
                for some in batches(plane, chosen):
                    lines = [stream.readline() for _ in some]
                    ids = np.array([id_ for id_, _ in some])
                    wrong = _wrong(lines, [record.id for _, record in some], ids, expected, image)
                    if wrong is not None:
                        raise not_read_back(f"{layer.title} {wrong} of {image.name}")
                    checked += len(some)
    if not content.options.exact_outlines:
        content.findings.append(
            said(
                "The smoothed outlines of {checked} objects were drawn again: 0 pixels differ.",
                checked=checked,
            )
        )


def _wrong(
    lines: Sequence[str], numbers: Sequence[int], ids: Integers, expected: Runs, image: ImageRecord
) -> int | None:
    """The number of an object whose line does not say what it is; ``None`` where all do.

    Args:
        lines: What was written, a line for each object.
        numbers: The objects' numbers in files.
        ids: Their ids in the plane, ascending.
        expected: The pixels of the plane, by id.
        image: The objects' image.
    """
    flat: list[float] = []
    sizes, parts, owners = list[int](), list[int](), list[int]()
    for place, (line, number) in enumerate(zip(lines, numbers, strict=True)):
        text = line.rstrip(",\n")
        feature = json.loads(text) if text.startswith("{") else None
        if feature is None or feature["properties"]["metadata"]["object_id"] != str(number):
            return number
        geometry = feature["geometry"]
        areas = geometry["coordinates"]
        for area in areas if geometry["type"] == "MultiPolygon" else [areas]:
            for ring in area:
                if ring[0] != ring[-1]:
                    return number
                flat.extend(chain.from_iterable(ring))
                del flat[-2:]
                sizes.append(len(ring) - 1)
                parts.append(len(owners))
            owners.append(place)
        if len(areas) > 1 and not _is_valid(geometry):
            return number
    yx = np.array(flat, np.float64).reshape(-1, 2)[:, ::-1]
    first = np.concatenate(([0], np.cumsum(sizes)))
    size = image.height, image.width
    drawn = runs_inside(yx, first, np.array(parts), ids[np.array(owners)], size)
    low, high = np.searchsorted(expected.value, [ids[0], ids[-1] + 1])
    wanted = [part[low:high] for part in (expected.row, expected.start, expected.stop)]
    value = expected.value[low:high]
    known = np.isin(value, ids)
    found = (drawn.row, drawn.start, drawn.stop, drawn.value)
    for one, other in zip(found, [*(part[known] for part in wanted), value[known]], strict=True):
        if len(one) != len(other) or (one != other).any():
            return _first_other(numbers, ids, drawn.value, value[known])
    return None


def _first_other(numbers: Sequence[int], ids: Integers, drawn: Integers, wanted: Integers) -> int:
    """An object that has more or fewer runs than it should, or the first one."""
    places = [np.searchsorted(ids, values) for values in (drawn, wanted)]
    counts = [np.bincount(place, minlength=len(ids)) for place in places]
    return numbers[int(np.argmax(counts[0] != counts[1]))]


def _is_valid(geometry: dict[str, Any]) -> bool:
    from shapely import from_geojson, is_valid  # noqa: PLC0415 - only exports need it

    return bool(is_valid(from_geojson(json.dumps(geometry))))


class Spelling:
    """Points of outlines as JSON: whole and half numbers, each of them spelled once."""

    def __init__(self, highest: int) -> None:
        both = ((str(number), f"{number}.5") for number in range(highest + 1))
        self._halves = [text for pair in both for text in pair]

    def ring(self, points: Points) -> str:
        """A closed ring, x before y."""
        halves, doubled = self._halves, (points * 2).astype(np.int64).tolist()
        spelled = [f"[{halves[x]}, {halves[y]}]" for y, x in doubled]
        return f"[{', '.join(spelled)}, {spelled[0]}]"


def geometry_of(item: Outlined, spelling: Spelling) -> str:
    """A valid Polygon or MultiPolygon with closed rings, x before y, as JSON."""
    areas = [
        f"[{', '.join(spelling.ring(ring) for ring in (part.outer, *part.holes))}]"
        for part in item.parts
    ]
    if len(areas) == 1:
        text = f'{{"type": "Polygon", "coordinates": {areas[0]}}}'
    else:
        text = f'{{"type": "MultiPolygon", "coordinates": [{", ".join(areas)}]}}'
    return text if item.plain else _made_valid(text)


def _made_valid(text: str) -> str:
    from shapely import from_geojson, is_valid, make_valid, to_geojson  # noqa: PLC0415 - slow

    geometry = from_geojson(text)
    if is_valid(geometry):
        return text
    return str(to_geojson(make_valid(geometry, method="structure")))


def _rgb(colour: str) -> list[int]:
    return [int(colour[start : start + 2], 16) for start in (1, 3, 5)]


FORMAT = Format(
    name="geojson",
    title="QuPath GeoJSON",
    about="Outlines with classes for QuPath",
    holds=(Holds.OBJECTS, Holds.CLASSES),
    exporter=Exporter(losses, write, check, holds_unknown="in its files"),
    reader=read,
    options=("machine", "exact_outlines"),
)
