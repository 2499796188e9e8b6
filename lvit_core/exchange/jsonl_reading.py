"""Reading image folders with a ``metadata.jsonl``: ours, older ones of ours, and other people's.

A line names its picture (``file_name``) and its mask (``mask_file_name``, or ``mask``); ours names
the masks of all layers, with what is known of every object.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.instances import label_areas
from lvit_core.annotation.objects import ObjectRecord
from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import (
    JSON_SIGNS,
    MOST_MEMORY_BYTES,
    memory_of,
    refuse_no_file,
)
from lvit_core.exchange.bundle import (
    Bundle,
    BundleItem,
    BundleLayer,
    ReadAgain,
    Shape,
    Size,
)
from lvit_core.exchange.coco_captions import another
from lvit_core.exchange.code_pages import codec_of
from lvit_core.exchange.coordinates import BoxEnds, corners_told, refuse_shares
from lvit_core.exchange.declaration import KEY, ORIENTATION_KEY, declared, declared_orientation
from lvit_core.exchange.json_files import record_of
from lvit_core.exchange.json_numbers import number_of
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.label_pictures import read_mask
from lvit_core.exchange.made_sentences import KEYS
from lvit_core.exchange.outlines import Filled, Part, box_parts, points_of
from lvit_core.exchange.picture_files import read_labels, read_numbers
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.spool import Spool
from lvit_core.exchange.unread_facts import UnreadFacts
from lvit_core.inside import place_inside
from lvit_core.reading_log import log_read
from lvit_core.stopping import refuse_stopped

FILE_NAME = "metadata.jsonl"
LONGEST_LINE = 64 << 20
_MARK = b"\xef\xbb\xbf"  # that a text is UTF-8
_OTHER_LINES = frozenset({"images.jsonl", "predictions.jsonl", "events.jsonl"})  # of ours
# What programs call the picture, its mask and its sentence.
_PICTURE = ("file_name", "image", "img", "image_path", "filename", "path")
_MASK = ("mask_file_name", "mask", "mask_path", "label", "segmentation")
_CLASSES = ("category", "categories", "label", "labels", "class", "category_id")
_TEXT = ("text", "sentence", "caption", "description", "prompt")
_KIND = "pixel_size_kind"
_READ = (*_PICTURE, *_MASK, *_CLASSES, *_TEXT, "objects", "layers", "template", "state", "split",
         KEY, ORIENTATION_KEY, "id", "image_id", "width", "height")  # fmt: skip


class _Line(NamedTuple):
    """Where a line begins in its file, and in which encoding it is."""

    place: int
    codec: str


def read(path: Path) -> Bundle:
    """Reads the ``metadata.jsonl`` of a folder, or those of the parts in it.

    Raises:
        LViTError: There is none, or what is there is not in this format.
    """
    files = [path] if path.is_file() else _files(path)
    if not files:
        raise LViTError(
            "There is no {file_name} in {name}.",
            "Check the path.",
            file_name=FILE_NAME,
            name=path.name,
        )
    ends = BoxEnds()
    items, losses, notes = _read_all(files, ends, corners=False)
    if ends.are_corners:
        items, losses, notes = _read_all(files, ends, corners=True)
        notes.insert(0, corners_told(files[0].name))
    if losses and not items:
        told = losses[0].line() if len(losses) == 1 else ""
        raise LViTError(
            "{name} is not in this format. {told}" if told else "{name} is not in this format.",
            "Export it again.",
            name=files[0].name,
            told=told,
        )
    return Bundle(items, notes, losses=losses)


def _read_all(
    files: list[Path], ends: BoxEnds, *, corners: bool
) -> tuple[Spool, list[Loss], list[str]]:
    items, losses, unread = Spool(), list[Loss](), UnreadFacts(_READ, "image")
    instead = list[str]()
    for file in files:
        pictures = PictureIndex(file.parent)
        try:
            for found in lines_of(file, pictures, unread, ends, corners=corners):
                if isinstance(found, Loss):
                    losses.append(found)
                else:
                    items.append(found)
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
        instead += pictures.notes()
    return items, losses, unread.notes() + instead


def _files(folder: Path) -> list[Path]:
    """The sheets of a folder or its parts; where none has the usual name, those of other names."""
    for ending in (FILE_NAME, ".jsonl"):
        for depth in (0, 1):
            found = files_ending(folder, ending, depth=depth)
            if files := [file for file in found if file.name.lower() not in _OTHER_LINES]:
                return files
    return []


def lines_of(
    file: Path, pictures: PictureIndex, unread: UnreadFacts | None = None,
    ends: BoxEnds | None = None, *, corners: bool = False,
) -> Iterator[BundleItem | Loss]:  # fmt: skip
    """The images of a file, one at a time: together they may not fit into memory.

    Args:
        file: It.
        pictures: Below its folder.
        unread: Shown what each line says.
        ends: Shown the boxes.
        corners: Whether boxes are told by two corners.

    Raises:
        LViTError: It cannot be opened.
    """
    refuse_no_file(file)
    log_read(file)
    try:
        codec = codec_of(file)
        if codec.startswith(("utf-16", "utf-32")):
            raise LViTError(
                "{name} is in {upper}.", "Save it as UTF-8.", name=file.name, upper=codec.upper()
            )
        with file.open("rb") as stream:
            for found, entry in _found(file, codec, _lines(stream), pictures, corners=corners):
                yield found
                if unread is not None:  # a line of ours is read as a whole, but for what was made
                    made = {key: entry[key] for key in KEYS if key in entry}
                    unread.look(made if _KIND in entry else entry, file.name)
                if ends is not None:
                    _look_at_boxes(entry, ends)
    except OSError as error:
        raise LViTError("{name} cannot be opened.", "Check the path.", name=file.name) from error


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Each line and where it begins; of one that is too long only the beginning."""
    place = len(_MARK) if stream.read(len(_MARK)) == _MARK else 0
    stream.seek(place)
    while line := stream.readline(LONGEST_LINE):
        refuse_stopped()
        yield place, line
        while not line.endswith(b"\n") and line:
            place += len(line)
            line = stream.readline(LONGEST_LINE)
        place += len(line)


def _found(
    file: Path, codec: str, lines: Iterable[tuple[int, bytes]], pictures: PictureIndex, *,
    corners: bool,
) -> Iterator[tuple[BundleItem | Loss, dict[str, Any]]]:  # fmt: skip
    """Each image, and what its line says; nothing where that is damaged."""
    for number, (place, line) in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            if memory_of(line, JSON_SIGNS) > MOST_MEMORY_BYTES:
                raise ValueError("it would not fit into memory")
            entry = _parsed(line, codec)
            item = _item(file, _Line(place, codec), entry, pictures, corners=corners)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            yield Loss(file.name, f"line {number}", "It is not in this format."), {}
        else:
            yield item, entry


def _parsed(line: bytes, codec: str) -> Any:
    return json.loads(line.decode(codec, "replace"))


def _item(
    file: Path, line: _Line, entry: dict[str, Any], pictures: PictureIndex, *, corners: bool
) -> BundleItem:
    told = _first(entry, _PICTURE)
    if not told:
        raise ValueError("it names no picture")
    picture, found = pictures.named(told, file.parent)
    losses: list[Loss] = []
    template, layers = entry.get("template"), _layers(file, line, entry, losses, picture.name)
    shapes = _boxes(entry.get("objects"), losses, picture.name, corners=corners)
    sentence = _sentence(entry, losses, picture.name)
    if found and any(layer.file == picture for layer in layers):  # a mask of that name lies there
        picture, found = file.parent / picture.name, False
    said = str(entry.get("state") or ("labeled" if layers or shapes else ""))
    return BundleItem(
        picture, sentence, layers,
        template if isinstance(template, str) else None,
        split=str(entry.get("split") or ""), state=said, found=found,
        laterality=declared(entry.get(KEY), file.name),
        orientation=declared_orientation(entry.get(ORIENTATION_KEY)), shapes=shapes, losses=losses,
        unsaid=any(entry.get(key) in ("", []) for key in _TEXT) and not sentence,
    )  # fmt: skip


def _first(entry: dict[str, Any], keys: Iterable[str]) -> str:
    """The first value that is a text."""
    return next((told for key in keys if isinstance(told := entry.get(key), str) and told), "")


def _sentence(entry: dict[str, Any], losses: list[Loss], picture: str) -> str:
    """The first text of a line; an image has one sentence, so that others are lost by name."""
    taken = ""
    for key in _TEXT:
        told = entry.get(key)
        for number, one in enumerate(told if isinstance(told, list) else [told] * bool(told), 1):
            if not isinstance(one, str):
                losses.append(Loss(picture, f"{key} {number}", "It is not told as a text."))
            elif one.strip() and not taken:
                taken = one
            elif one.strip() not in ("", taken.strip()) and isinstance(told, list):
                losses.append(another(picture, f"{key} {number}", taken))
        if taken:
            break
    return taken


def _in_columns(objects: Any) -> Any:
    """Objects told one by one as a table of lists, which is how most programs tell them."""
    if not (isinstance(objects, list) and objects and all(isinstance(o, dict) for o in objects)):
        return objects
    named = next((key for key in _CLASSES if any(key in one for one in objects)), _CLASSES[0])
    table = {"bbox": [one.get("bbox") for one in objects]}
    table[named] = [one.get(named, "") for one in objects]
    if all("area" in one for one in objects):
        table["area"] = [one["area"] for one in objects]
    return table


def _look_at_boxes(entry: dict[str, Any], ends: BoxEnds) -> None:
    objects = _in_columns(entry.get("objects"))
    boxes = objects.get("bbox") if isinstance(objects, dict) else None
    if not isinstance(objects, dict) or not isinstance(boxes, list):
        return
    areas, size = objects.get("area"), (entry.get("height"), entry.get("width"))
    for place, box in enumerate(boxes):
        area = areas[place] if isinstance(areas, list) and place < len(areas) else None
        ends.look(box, size, area)


def _boxes(objects: Any, losses: list[Loss], picture: str, *, corners: bool) -> list[Shape]:
    """Boxes as Hugging Face keeps them: lists of corner and size, and one of classes beside."""
    if not objects:
        return []
    objects = _in_columns(objects)
    boxes = objects.get("bbox") if isinstance(objects, dict) else None
    if not isinstance(boxes, list):
        losses.append(Loss(picture, "its objects", "They are not told as boxes."))
        return []
    classes: list[Any] = next(
        (objects[key] for key in _CLASSES if isinstance(objects.get(key), list)), []
    )
    found = []
    for place, box in enumerate(boxes):
        told = classes[place] if place < len(classes) else ""
        name = told if isinstance(told, str) else f"class {told}"
        found.append(
            Shape(f"object {place + 1}", name, Filled(partial(_box, box, corners)), box=True)
        )
    return found


def _box(box: Any, corners: bool, _size: Size) -> list[Part]:
    x, y, u, v = refuse_shares(points_of([number_of(value) for value in box])).flat
    return box_parts(x, y, u - x, v - y) if corners else box_parts(x, y, u, v)


def _layers(
    file: Path, line: _Line, entry: dict[str, Any], losses: list[Loss], picture: str
) -> list[BundleLayer]:
    folder = file.parent
    told = _facts_of_layers(entry.get("layers"))
    if not told:
        found = []
        for name in _masks(entry, losses, picture):
            mask = place_inside(folder, name)
            if mask is None:
                losses.append(Loss(picture, f"the mask {name}", "It lies outside of the data set."))
            elif mask.is_file():
                found.append(BundleLayer.of_file("", mask, read_mask, mask.name))
            else:
                losses.append(Loss(picture, f"the mask {name}", "It is not there."))
        return found
    return [_layer(file, line, name, facts) for name, facts in told]


def _masks(entry: dict[str, Any], losses: list[Loss], picture: str) -> list[str]:
    """The files of a line's masks: a text, a list of texts, or a table with a path each."""
    told = next((told for key in _MASK if (told := entry.get(key)) and told is not True), None)
    names = []
    for one in told if isinstance(told, list) else [told] * (told is not None):
        name = one.get("path") or one.get("file_name") if isinstance(one, dict) else one
        if isinstance(name, str) and name:
            names.append(name)
        else:
            losses.append(Loss(picture, "its mask", "It is not told as a file."))
    return names


def _facts_of_layers(layers: object) -> list[tuple[str, dict[str, Any]]]:
    """Name and facts of the layers that people made; older exports have them by name."""
    if isinstance(layers, dict):
        return [(name, facts) for name, facts in layers.items() if not name.startswith("machine/")]
    if isinstance(layers, list):
        return [(str(one["layer"]), one) for one in layers if one.get("made_by") != "machine"]
    return []


def _layer(file: Path, line: _Line, name: str, facts: dict[str, Any]) -> BundleLayer:
    numbers = facts.get("instances_file_name") or facts.get("instances")
    path = place_inside(file.parent, str(numbers or facts.get("mask_file_name") or facts["mask"]))
    if path is None:
        raise ValueError("its mask lies outside of the data set")
    # They were looked at: what is damaged is told before it is used.
    records: Mapping[int, ObjectRecord] = _records(facts) if numbers else {}
    if records:
        records = _RecordsOfLine(file, line, name, len(records))
    return BundleLayer(name, partial(_read, path, bool(numbers)), records=records)


def _read(path: Path, numbered: bool) -> NDArray[np.int32]:
    return read_numbers(path) if numbered else label_areas(read_labels(path) > 0)


def _records(facts: dict[str, Any]) -> dict[int, ObjectRecord]:
    objects = facts["objects"]
    found = {}
    for item in json.loads(objects) if isinstance(objects, str) else objects:
        record = record_of(item, int(item["object_id"]), str(item["class"]))
        if record is not None:
            found[record.id] = record
    return found


class _RecordsOfLine(ReadAgain, Mapping[int, ObjectRecord]):
    """What a line says of the objects of one layer, read again when it is asked for.

    Args:
        file: The sheet.
        line: Of it.
        layer: Its name.
        count: How many there are.
    """

    __slots__ = ("_count", "_file", "_layer", "_line")

    def __init__(self, file: Path, line: _Line, layer: str, count: int) -> None:
        self._file, self._line, self._layer, self._count = file, line, layer, count

    def __getitem__(self, number: int) -> ObjectRecord:
        return _records_at(self._file, self._line, self._layer)[number]

    def __iter__(self) -> Iterator[int]:
        return iter(_records_at(self._file, self._line, self._layer))

    def __len__(self) -> int:
        return self._count


@lru_cache(maxsize=1)
def _records_at(file: Path, line: _Line, layer: str) -> dict[int, ObjectRecord]:
    with file.open("rb") as stream:
        stream.seek(line.place)
        entry = _parsed(stream.readline(LONGEST_LINE), line.codec)
    return _records(dict(_facts_of_layers(entry.get("layers")))[layer])
