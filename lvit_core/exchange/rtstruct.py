"""DICOM RT structure sets, read: contours in the patient become pixels of the images they lie on.

A region of interest is one object in each image that it has contours on. A contour inside of
another is a hole, one inside of that an island; a hole that a narrow channel joins to the outside
is one without more ado.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.errors import LViTError
from lvit_core.exchange.bundle import Bundle, BundleItem, Drawn, Shape, Size
from lvit_core.exchange.dicom_faults import FAULTS, quietly
from lvit_core.exchange.dicom_grids import Grid
from lvit_core.exchange.dicom_images import (
    STRUCTURE_SET,
    DicomFiles,
    DicomImage,
    files_at,
    image_at,
    read_labels_header,
)
from lvit_core.exchange.dicom_seg_frames import Named, named_by
from lvit_core.exchange.dicom_terms import first_item, layer_of, name_of
from lvit_core.exchange.format import Format, Holds
from lvit_core.exchange.outlines import Part, draw_polygons, join, points_of
from lvit_core.exchange.report_lines import some_names, spoken_what
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.spool import Spool
from lvit_core.geometry import Rect
from lvit_core.wording import counted, said

_NAMELESS = said("They do not say of which region they are.")
_CENTRE_PX = 0.5  # contours count from the centre of the first pixel, outlines from its corner
_ALONE = said(
    "Only its image's own file says which pixels it lies on; put that file beside the structure "
    "set."
)
_AWAY = said("It does not lie in the plane of its image.")
_EXCLUSIVE = "CLOSEDPLANAR_XOR"
_CLOSED = ("CLOSED_PLANAR", _EXCLUSIVE)
_FEWEST_CORNERS = 3


@dataclass(frozen=True, eq=False)
class _Contour:
    """One contour: its corners in the patient, ``(N, 3)`` millimetres.

    ``told`` is how many the file says that they are; ``None`` where it does not.
    """

    kind: str
    places: NDArray[np.float64]
    told: int | None


@dataclass(eq=False)
class _Region:
    """A region of interest on one image."""

    what: str
    class_name: str
    layer: str
    contours: list[_Contour] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


@dataclass(eq=False)
class _Found:
    """One image with the regions on it."""

    file: Path
    image: DicomImage | None
    named: Named
    missing: str = ""
    regions: dict[int, _Region] = field(default_factory=dict)


@quietly
def read(path: Path) -> Bundle:
    """Reads every structure set in a folder and below with the images there, or one file."""
    files = files_at(path, (STRUCTURE_SET,), frames=True)
    if not files.labels:
        raise LViTError(
            "{name} holds no RT structure set.",
            "Choose the folder of the structure sets and their images.",
            name=path.name,
        )
    losses, by_image, notes = list(files.others), dict[str, list[_Found]](), list[str]()
    for file in files.labels:
        try:
            for key, found in _read_file(file, files, losses, notes).items():
                by_image.setdefault(key, []).append(found)
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
        except FAULTS:
            losses.append(Loss(file.name, "", said("Its header is damaged.")))
    items = Spool(_item(parts) for parts in by_image.values())
    bare = [
        parts[0].image.path.name
        for parts in by_image.values()
        if parts[0].image is not None and parts[0].image.grid is None
    ]
    notes += [
        said(
            "These images do not say where they lie in the patient; their "
            "contours are taken to count from the centre of the first pixel: "
            "{names}.",
            names=some_names(bare),
        )
    ] * bool(bare)
    if path.is_dir():
        single, lines = files.without_labels(by_image)
        items.extend(map(BundleItem, single))
        notes += lines
    return Bundle(items, notes, losses=losses)


def _read_file(
    path: Path, files: DicomFiles, losses: list[Loss], notes: list[str]
) -> dict[str, _Found]:
    header = read_labels_header(path)
    regions = dict[int, Any]()
    for one in header.get("StructureSetROISequence") or ():
        number = _number(one.get("ROINumber"))
        if number is None:
            continue
        if (other := regions.setdefault(number, one)) is not one:
            same = _same_number(str(other.get("ROIName") or ""))
            losses.append(Loss(path.name, f"region {number} ({one.get('ROIName') or ''})", same, 1))
    terms = {
        number: first_item(one, "RTROIIdentificationCodeSequence")
        for one in header.get("RTROIObservationsSequence") or ()
        if (number := _number(one.get("ReferencedROINumber"))) is not None
    }
    found: dict[str, _Found] = {}
    drawn, nameless = set[int](), 0
    for one in header.get("ROIContourSequence") or ():
        number = _number(one.get("ReferencedROINumber"))
        if number is None:
            nameless += 1
            continue
        told = regions.get(number)
        name = str(told.get("ROIName") or "").strip() if told is not None else ""
        frame = str(told.get("ReferencedFrameOfReferenceUID") or "") if told is not None else ""
        what = f"region {number} ({name})" if name else f"region {number}"
        class_name, layer = name_of(name, terms.get(number)), layer_of(terms.get(number))
        reasons, arrived, miscounted = list[str](), False, 0
        for contour in one.get("ContourSequence") or ():
            drawn.add(number)
            try:
                shape = _contour(contour)
                image, named = _image_of(contour, shape, frame, files)
            except LViTError as error:
                reasons.append(error.message)
                continue
            arrived = True
            miscounted += shape.told not in (None, len(shape.places))
            key = image.key if image is not None else str(named)
            place = found.setdefault(key, _Found(path, image, named, files.why_no_frame(*named)))
            region = place.regions.setdefault(number, _Region(what, class_name, layer))
            region.contours.append(shape)
        if miscounted:
            notes.append(_miscounted(miscounted, what, path.name))
        losses += [  # of a region without any other contour the first stands for the object
            Loss(path.name, f"a contour of {what}", reason, int(not place and not arrived))
            for place, reason in enumerate(reasons)
        ]
    losses += _undrawn(path.name, regions, drawn, nameless)
    if not regions and not found:
        raise LViTError("It describes no regions.")
    return found


def _undrawn(name: str, regions: dict[int, Any], drawn: set[int], nameless: int) -> list[Loss]:
    """Regions without contours, and contours without a region."""
    bare = {number: one for number, one in regions.items() if number not in drawn}
    return [
        Loss(name, f"region {number} ({one.get('ROIName') or ''})", "It has no contours.", 1)
        for number, one in bare.items()
    ] + [  # they may be those of a region that is lost by name already
        Loss(name, said("contours"), _NAMELESS, int(place >= len(bare)))
        for place in range(nameless)
    ]


def _miscounted(count: int, what: str, name: str) -> str:
    return said(
        "{contours} another number of points than the file says: {what} of {name}. All points that "
        "are there were taken; see that none is missing.",
        contours=counted(count, "contour has", "contours have"),
        what=spoken_what(what),
        name=name,
    )


def _same_number(name: str) -> str:
    return said(
        "Region {name} has the same number; contours of that number are taken for that one.",
        name=name,
    )


def _number(value: Any) -> int | None:
    try:
        return None if value is None else int(value)
    except (TypeError, ValueError):
        return None


def _contour(contour: Any) -> _Contour:
    values = contour.get("ContourData")
    told = values if isinstance(values, Sequence) and not isinstance(values, str) else ()
    try:
        numbers = np.array([float(value) for value in told])
    except (TypeError, ValueError):
        numbers = np.array([np.nan])
    if not numbers.size or numbers.size % 3 or not np.isfinite(numbers).all():
        raise LViTError("Its coordinates are no places in the patient.")
    kind = str(contour.get("ContourGeometricType") or "CLOSED_PLANAR").strip().upper()
    if kind in _CLOSED and numbers.size < 3 * _FEWEST_CORNERS:
        raise LViTError("Its outline has fewer than three corners.")
    return _Contour(kind, numbers.reshape(-1, 3), _number(contour.get("NumberOfContourPoints")))


def _image_of(
    contour: Any, shape: _Contour, frame: str, files: DicomFiles
) -> tuple[DicomImage | None, Named]:
    """The image that a contour names, else the one whose plane it lies in."""
    sources = [named_by(one) for one in contour.get("ContourImageSequence") or ()]
    told = [(files.with_instance(*one), one) for one in sources if one.instance]
    if told:  # of several images it lies on the one in whose plane it is
        away = [image is None or _is_away(shape, image) for image, _ in told]
        image, named = told[away.index(False) if False in away else 0]
        grid = image.grid if image is not None else None
        if grid is not None and frame and grid.frame and frame != grid.frame:
            raise LViTError("Its places are of another frame of reference than its image's.")
        return image, named
    image = files.nearest(frame, shape.places)
    if image is None:
        raise LViTError("It names no image, and none lies in its plane.")
    return image, Named(image.instance)


def _item(parts: list[_Found]) -> BundleItem:
    first = parts[0]
    shapes, losses = list[Shape](), list[Loss]()
    for found in parts:
        for region in found.regions.values():
            closed = [one for one in region.contours if one.kind in _CLOSED]
            others = [one for one in region.contours if one.kind not in _CLOSED]
            if closed and others:
                losses += [
                    Loss(found.file.name, f"a contour of {region.what}", _encloses_nothing(one))
                    for one in others
                ]
            away = [one for one in closed if _is_away(one, found.image)]
            if 0 < len(away) < len(closed):
                closed = [one for one in closed if one not in away]
                losses += [
                    Loss(found.file.name, f"a contour of {region.what}", _AWAY) for _ in away
                ]
            told = closed or others
            draw = partial(_draw, told, found.image)
            shapes.append(Shape(region.what, region.class_name, draw, region.layer))
    instance, frame = first.named
    missing = first.file.with_name(f"{instance}{f' frame {frame}' * bool(frame)}.dcm")
    return BundleItem(
        missing if first.image is None else first.image.path, shapes=shapes, state="labeled",
        source=" and ".join(dict.fromkeys(found.file.name for found in parts)), losses=losses,
        found=first.image is not None, instance=instance, frame=frame,
        page=first.image.page if first.image is not None else 0,
        on=partial(_item_on, parts) if first.image is None else None, missing=first.missing,
    )  # fmt: skip


def _item_on(parts: list[_Found], picture: Path) -> BundleItem:
    """The same for an image of a project, whose file says where it lies."""
    image = image_at(picture)
    return replace(_item([replace(part, image=image) for part in parts]), found=False, page=0)


def _is_away(contour: _Contour, image: DicomImage | None) -> bool:
    """Whether a contour lies outside of the plane of its image."""
    grid = image.grid if image is not None else None
    return grid is not None and not grid.holds(contour.places)


def _encloses_nothing(contour: _Contour) -> str:
    kind = contour.kind.replace("_", " ").lower()
    return said("It is of the kind {kind}, which encloses no pixels.", kind=kind)


def _draw(contours: list[_Contour], image: DicomImage | None, size: Size) -> Drawn:
    rings: list[tuple[Drawn, bool]] = []
    seen = set[tuple[Rect, bytes]]()
    for contour in contours:
        drawn = draw_polygons([_ring(contour, image)], size)
        # Written twice, from another corner on or the other way round, it is one and no hole.
        exclusive, key = contour.kind == _EXCLUSIVE, (drawn.rect, drawn.mask.tobytes())
        if exclusive or key not in seen:
            rings.append((drawn, exclusive))
        seen.add(key)
    rings.sort(key=lambda ring: int(ring[0].mask.sum()), reverse=True)
    whole = join([drawn for drawn, _ in rings])
    mask = np.zeros_like(whole.mask)
    for ring, exclusive in rings:
        if ring.rect.empty:
            continue
        part = mask[ring.rect.moved(-whole.rect.y0, -whole.rect.x0).slices]
        if exclusive or not (ring.mask & ~part).any():
            part ^= ring.mask
        else:
            part |= ring.mask
    return whole._replace(mask=mask)


def _ring(contour: _Contour, image: DicomImage | None) -> Part:
    if contour.kind not in _CLOSED:
        raise LViTError(_encloses_nothing(contour))
    return points_of(_pixels(contour, image) + _CENTRE_PX), ()


def _pixels(contour: _Contour, image: DicomImage | None) -> NDArray[np.float64]:
    """``(N, 2)`` columns and rows, 0 for the centre of the first pixel."""
    if image is None:
        raise LViTError(_ALONE)
    grid: Grid | None = image.grid
    if grid is None:
        steps = _spacing(image)
        return np.asarray(contour.places[:, :2] / np.array([steps[1], steps[0]]))
    if not grid.holds(contour.places):
        raise LViTError(_AWAY)
    return grid.pixels_of(contour.places)


def _spacing(image: DicomImage) -> tuple[float, float]:
    told = image.spacing
    return told if told is not None and min(told) > 0 else (1.0, 1.0)


FORMAT = Format(
    name="rtstruct",
    title="DICOM RT structure set",
    about="Contours of regions that belong to DICOM images",
    holds=(Holds.OBJECTS, Holds.CLASSES),
    reader=read,
    options=(),
)
