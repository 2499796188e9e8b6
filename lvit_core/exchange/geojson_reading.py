"""Reading GeoJSON as QuPath writes it: one file an image, outlines in its full-resolution pixels.

Pictures have the file's name and lie beside it or in ``images``; without one the outlines go to
the image of the project that has the name. Measurements are not taken over, which is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import refuse_many
from lvit_core.exchange.bundle import Bundle, BundleItem, PageSaid, Shape
from lvit_core.exchange.declaration import KEY, SIDE_FILES, declared
from lvit_core.exchange.few_names import FewNames
from lvit_core.exchange.geojson_geometry import areas, lines_beside, packed
from lvit_core.exchange.json_files import read_json_members, record_of
from lvit_core.exchange.json_numbers import is_number, number_of
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.outlines import Filled
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.shapes_of_file import FirstHeld
from lvit_core.exchange.spool import Spool
from lvit_core.exchange.unread_facts import UnreadFacts
from lvit_core.prompt.template import REGIONS
from lvit_core.wording import counted, said

REGION_NAME = "Region*"
"""QuPath's own class for a part of the image that is worked on."""
_SUFFIXES = (".geojson", ".json")
_GEOMETRIES = (
    "Polygon", "MultiPolygon", "Point", "MultiPoint", "LineString", "MultiLineString",
)  # fmt: skip
# What a collection of features says besides them; how its outlines are to be read.
_OF_IMAGE = (
    "type", "features", "geometry", "properties", "coordinates", "geometries", "crs", "bbox", "id",
    "plane",
)  # fmt: skip
_READ = (
    "classification", "metadata", "measurements", "objectType", "object_type", "isLocked", "color",
    "colorRGB", "id",
)  # fmt: skip
_DEEPEST = 50  # of objects in objects
_Plane = tuple[int, int]  # z and t of a stack


def read(path: Path) -> Bundle:
    """Reads every GeoJSON file in a folder and below, or one file.

    Raises:
        LViTError: There is none, or one declares sides that this program does not know.
    """
    pictures = PictureIndex(path.parent if path.is_file() else path)
    items = Spool()
    notes: list[str] = []
    losses: list[Loss] = []
    held = FirstHeld()
    unread, of_images = UnreadFacts(_READ), UnreadFacts(_OF_IMAGE, "image")
    for file in [path] if path.is_file() else _files(path):
        try:
            found = _found_in(file, unread, of_images)
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
            continue
        items.append(found.item(pictures, held))
        notes += found.notes()
    notes += unread.notes() + of_images.notes() + pictures.notes()
    return Bundle(items, notes, losses=losses)


def _found_in(file: Path, unread: UnreadFacts, of_images: UnreadFacts | None = None) -> _Found:
    found = _Found(file, unread)
    document = read_json_members(file, "features", '"Feature"')
    if isinstance(document, dict) and of_images is not None:
        of_images.look(document, file.name)
        found.take_system(document.get("crs"))
    for feature in _features(document):
        found.add(feature)
    return found


def shapes_in(file: Path) -> list[Shape]:
    """The objects of one file, not drawn yet; raises ``LViTError`` where it cannot be read."""
    return _found_in(file, UnreadFacts(_READ)).taken()


def _planes_again(file: Path, picture: Path, found: bool) -> list[BundleItem]:
    return _found_in(file, UnreadFacts(_READ)).by_plane(picture, found)


def _files(folder: Path) -> list[Path]:
    return [file for file in files_ending(folder, *_SUFFIXES) if file.name not in SIDE_FILES]


def _features(document: Any) -> Iterator[dict[str, Any]]:
    """The features of a collection, a list of them, one of them, or a bare geometry.

    Raises:
        LViTError: It is none of these.
    """
    kind = document.get("type") if isinstance(document, dict) else None
    if isinstance(document, list | Iterator):  # an iterator over the features of a large file
        found: Iterable[Any] = document
    elif kind == "FeatureCollection" and isinstance(document.get("features"), list):
        found = document["features"]
    elif kind == "Feature":
        found = [document]
    elif kind == "GeometryCollection":
        found = [{"geometry": geometry} for geometry in document.get("geometries") or []]
    elif kind in _GEOMETRIES:
        found = [{"geometry": document}]
    else:
        raise LViTError("It is not GeoJSON.", "Export it again.")
    for one in found:
        yield from _with_children(one if isinstance(one, dict) else {})


def _with_children(feature: dict[str, Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    """A feature and those that lie inside of it; of a collection the features alone."""
    inner = feature.get("features") if feature.get("type") == "FeatureCollection" else None
    children = feature.pop("childObjects", None)
    if not isinstance(inner, list):
        yield feature
    told = [*(inner if isinstance(inner, list) else ())]
    told += children if isinstance(children, list) else ()
    for one in told:
        child = one if isinstance(one, dict) else {}
        yield from _with_children(child, depth + 1) if depth < _DEEPEST else iter((child,))


class _Found:
    """What a file says of its picture, taken in feature by feature."""

    def __init__(self, file: Path, unread: UnreadFacts) -> None:
        self._file = file
        self._shapes: list[Shape] = []
        self._beside: list[str] = []
        self._whose: Any = None
        self._measured = self._nuclei = self._bare = 0
        self._planes: list[_Plane] = []
        self._odd, self._high = FewNames(), 0
        self._system = ""
        self._unread = unread

    def add(self, feature: dict[str, Any]) -> None:
        """Takes a feature in; its coordinates are taken out of it.

        Raises:
            LViTError: There are more than an import can hold.
        """
        place = len(self._shapes) + 1
        refuse_many(place, self._file)
        self._beside += lines_beside(self._file, place, feature.get("geometry"))
        self._unread.look(_properties(feature), self._file.name)
        self._measured += bool(_properties(feature).get("measurements"))
        self._bare += _is_bare_nucleus(feature)
        self._nuclei += "nucleusGeometry" in feature and not _is_bare_nucleus(feature)
        self._whose = self._whose or _facts(feature).get(KEY)
        self._planes.append(_plane(feature))
        if _says_odd_plane(feature):
            self._odd.add(str(place))
        self._high += _has_heights(feature)
        self._shapes.append(_shape(place, feature))

    def take_system(self, told: Any) -> None:
        """Takes in which system of coordinates a collection names; pixels have none."""
        facts = told.get("properties") if isinstance(told, dict) else None
        name = facts.get("name") if isinstance(facts, dict) else told
        self._system = str(name)[:60] if name else ""

    def taken(self) -> list[Shape]:
        """The shapes of the one plane that is read."""
        first = min(self._planes, default=(0, 0))
        told = zip(self._shapes, self._planes, strict=True)
        return [shape for shape, plane in told if plane == first]

    def item(self, pictures: PictureIndex, held: FirstHeld) -> BundleItem:
        """The picture with its objects."""
        picture, found = pictures.named(_picture_name(self._file), self._file.parent)
        first = min(self._planes, default=(0, 0))
        losses = [
            Loss(self._file.name, shape.what, _elsewhere(plane, first), objects=1)
            for shape, plane in zip(self._shapes, self._planes, strict=True)
            if plane != first
        ]
        drawn = any(shape.layer != REGIONS for shape in self._shapes)
        return BundleItem(
            picture, shapes=held.shapes(self.taken(), partial(shapes_in, self._file)),
            state="labeled" if drawn else "", source=self._file.name, found=found,
            laterality=declared(self._whose, self._file.name), losses=losses,
            whole=not self._shapes,
            by_page=partial(_planes_again, self._file, picture, found) if self.axis else None,
        )  # fmt: skip

    @property
    def axis(self) -> str:
        """Along which objects lie apart, z or t; empty where none does, or both."""
        varies = [
            axis for place, axis in enumerate("zt") if any(one[place] for one in self._planes)
        ]
        return varies[0] if len(varies) == 1 else ""

    def by_plane(self, picture: Path, found: bool) -> list[BundleItem]:
        """The objects of each plane, for a picture that is a stack; QuPath counts from 0."""
        place = "zt".index(self.axis)
        planes: dict[int, list[Shape]] = {}
        for shape, plane in zip(self._shapes, self._planes, strict=True):
            planes.setdefault(plane[place], []).append(shape)
        return [
            BundleItem(
                picture, shapes=shapes, state="labeled", source=self._file.name, found=found,
                laterality=declared(self._whose, self._file.name),
                page_said=PageSaid(self.axis, number, 0),
            )
            for number, shapes in sorted(planes.items())
        ]  # fmt: skip

    def notes(self) -> list[str]:
        """What is not taken over."""
        name, found = self._file.name, self._notes_of_places()
        if self._measured:
            found.append(
                said(
                    "The measurements of {count} objects of {name} stay in the file.",
                    count=self._measured,
                    name=name,
                )
            )
        found += self._beside
        if self._nuclei:
            found.append(
                said(
                    "{count} cells of {name} have an outline of their nucleus beside their own; "
                    "the cell's is taken.",
                    count=self._nuclei,
                    name=name,
                )
            )
        if self._bare:
            found.append(
                said(
                    "{count} cells of {name} have no outline but that of their nucleus, which is "
                    "taken.",
                    count=self._bare,
                    name=name,
                )
            )
        return found

    def _notes_of_places(self) -> list[str]:
        """What is not taken over of planes, heights and coordinates."""
        name, found = self._file.name, list[str]()
        if len(planes := sorted(set(self._planes))) > 1:
            found.append(
                said(
                    "The objects of {name} lie on {count} planes of a stack; those of {plane} are "
                    "taken.",
                    name=name,
                    count=len(planes),
                    plane=_words(planes[0]),
                )
            )
        elif planes and planes[0] != (0, 0):
            found.append(
                said(
                    "The objects of {name} lie on {plane} of a stack; see that the picture is that "
                    "plane.",
                    name=name,
                    plane=_words(planes[0]),
                )
            )
        if self._odd.count:
            found.append(
                said(
                    "The planes of these features of {name} are no whole numbers, and were taken "
                    "for 0: {features}.",
                    name=name,
                    features=self._odd.told(),
                )
            )
        if self._high:
            found.append(
                said(
                    "Heights beside the places of {features} of {name} are not read: all lie on "
                    "one picture.",
                    features=counted(self._high, "feature"),
                    name=name,
                )
            )
        if self._system:
            found.append(
                said(
                    "{name} names a system of coordinates ({system}); its numbers were taken for "
                    "pixels.",
                    name=name,
                    system=self._system,
                )
            )
        return found


def _plane(feature: dict[str, Any]) -> _Plane:
    """Which plane of a stack a feature lies on, as QuPath tells it; the first where it does not."""
    geometry = feature.get("geometry")
    told = geometry.get("plane") if isinstance(geometry, dict) else None
    if not isinstance(told, dict):
        return 0, 0
    z, t = (_whole(told.get(axis)) for axis in "zt")
    return z or 0, t or 0


def _whole(value: Any) -> int | None:
    """A whole number however it is spelled; ``None`` for anything else."""
    try:
        number = number_of(value)
    except LViTError:
        return None
    return int(number) if number.is_integer() else None


def _says_odd_plane(feature: dict[str, Any]) -> bool:
    geometry = feature.get("geometry")
    told = geometry.get("plane") if isinstance(geometry, dict) else None
    if told is None:
        return False
    if not isinstance(told, dict):
        return True
    return any(axis in told and _whole(told[axis]) is None for axis in "zt")


def _has_heights(feature: dict[str, Any]) -> bool:
    """Whether the first place of a feature has a third number, other than 0."""
    geometry = feature.get("geometry")
    place = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(place, list) and place and isinstance(place[0], list):
        place = place[0]
    return isinstance(place, list) and len(place) > 2 and bool(place[2])


def _words(plane: _Plane) -> str:
    return f"z {plane[0]}, t {plane[1]}"


def _elsewhere(plane: _Plane, taken: _Plane) -> str:
    return said(
        "It lies on the plane {plane}; an image has one, and {taken} is taken.",
        plane=_words(plane),
        taken=_words(taken),
    )


def _picture_name(file: Path) -> str:
    """`a.png.geojson` and `a.geojson` both belong to a picture called a."""
    return file.name[: -len(file.suffix)]


def _shape(place: int, feature: dict[str, Any]) -> Shape:
    properties, facts = _properties(feature), _facts(feature)
    classification = properties.get("classification")
    name: Any = classification
    if isinstance(classification, dict):
        name = classification.get("name")
        name = classification.get("names") if name is None else name
    if isinstance(name, list):
        name = ": ".join(str(one) for one in name if one is not None)
    class_name = str(name) if isinstance(name, str) or is_number(name) else ""
    what = f"feature {place}" + (f" ({class_name.strip()})" if class_name.strip() else "")
    layer = REGIONS if class_name == REGION_NAME else str(facts.get("layer") or "")
    return Shape(
        what, class_name, Filled(partial(areas, packed(_outline_of(feature)), bool(facts))),
        layer, record_of(facts, place, class_name),
    )  # fmt: skip


def _is_bare_nucleus(feature: dict[str, Any]) -> bool:
    return feature.get("geometry") is None and feature.get("nucleusGeometry") is not None


def _outline_of(feature: dict[str, Any]) -> Any:
    """Takes the geometry out of a feature; that of its nucleus where it has no other."""
    nucleus = feature.pop("nucleusGeometry", None)
    own = feature.pop("geometry", None)
    return nucleus if own is None else own


def _properties(feature: dict[str, Any]) -> dict[str, Any]:
    found = feature.get("properties")
    return found if isinstance(found, dict) else {}


def _facts(feature: dict[str, Any]) -> dict[str, Any]:
    found = _properties(feature).get("metadata")
    return found if isinstance(found, dict) else {}
