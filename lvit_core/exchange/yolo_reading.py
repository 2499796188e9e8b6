"""Reading YOLO: one text file a picture, a line for each object, numbers from 0 to 1.

Five numbers are a box, more are the corners of an outline. Names of classes stand in `data.yaml`
or `classes.txt`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import LINE_SIGNS, read_bounded
from lvit_core.exchange.bundle import Bundle, BundleItem, Shape, Size
from lvit_core.exchange.code_pages import unicode_text_of
from lvit_core.exchange.coordinates import BoxEnds, corners_told, refuse_pixels
from lvit_core.exchange.json_numbers import whole_told
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.outlines import Filled, Part, box_parts, points_of
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.shapes_of_file import FirstHeld
from lvit_core.exchange.spool import Spool
from lvit_core.exchange.yolo_names import NAME_LISTS, class_names, is_pose
from lvit_core.wording import said

# Such files say something else, unless a picture has their name.
_OTHER_TEXTS = frozenset({*NAME_LISTS, "train.txt", "val.txt", "test.txt"})
_ROUNDING = 1e-3  # of a picture: what few decimals put boxes over its edge
_DECIMALS = 2  # of a pixel: takes back what the decimals of the file cut off


def read(path: Path) -> Bundle:
    """Reads a data set's folder, or the folder of its `data.yaml`.

    Raises:
        LViTError: There are no label files.
    """
    root = path if path.is_dir() else path.parent
    pictures = PictureIndex(root)
    files = [
        file
        for file in files_ending(root, ".txt")
        if not _says_something_else(file.name.lower()) or _picture_of(file, root, pictures)[1]
    ]
    if not files:
        raise LViTError(
            "{name} holds no label files.", "Choose the folder of data.yaml.", name=root.name
        )
    notes = list[str]()
    names, pose = class_names(root, notes), is_pose(root)
    # What no person has accepted lies apart in exports of our own.
    files = [file for file in files if "machine" not in file.relative_to(root).parts]
    reading = _Reading(root, pictures, names, pose)
    items = reading.items(files)
    if reading.ends.are_corners and not pose:
        reading = _Reading(root, pictures, names, pose, corners=True)
        items = reading.items(files)
        notes.append(corners_told(root.name))
    losses, unnamed, sure = reading.losses, reading.unnamed, reading.sure
    notes += [said("Key points are not read; their boxes are.")] * pose
    if sure:
        notes.append(
            said(
                "A last number that is no half of a pair is taken for how sure a model was, one "
                "behind it for the number of a track; neither is read: {names}.",
                names=some_names(sure),
            )
        )
    if unnamed - {""}:
        notes.append(
            said(
                "Nothing names these classes: {names}.",
                names=some_names(sorted(unnamed - {""})),
            )
        )
    return Bundle(items, notes, losses=losses)


@dataclass
class _Reading:
    """The label files of a data set while they are read.

    Args:
        root: Its folder.
        pictures: In it.
        names: Of classes, by number.
        pose: Whether key points stand behind the boxes.
        corners: Whether boxes are told by two corners.
    """

    root: Path
    pictures: PictureIndex
    names: dict[int, str]
    pose: bool
    corners: bool = False
    losses: list[Loss] = field(default_factory=list)
    unnamed: set[str] = field(default_factory=set)
    sure: dict[str, None] = field(default_factory=dict)
    ends: BoxEnds = field(default_factory=partial(BoxEnds, centred=True))

    def items(self, files: list[Path]) -> Spool:
        """One for each file that can be read."""
        held, items = FirstHeld(), Spool()
        for file in files:
            again = partial(_shapes, file, self.names, pose=self.pose, corners=self.corners)
            try:
                shapes = again(sure=self.sure, ends=self.ends)
            except LViTError as error:
                self.losses.append(Loss(file.name, "", error.message))
                continue
            self.unnamed |= {shape.class_name for shape in shapes} - set(self.names.values())
            picture, found = _picture_of(file, self.root, self.pictures)
            items.append(
                BundleItem(
                    picture, shapes=held.shapes(shapes, again), state="labeled", source=file.name,
                    found=found, whole=not shapes,
                )
            )  # fmt: skip
        return items


def _says_something_else(name: str) -> bool:
    return name in _OTHER_TEXTS or name.startswith("readme")


def _picture_of(file: Path, root: Path, pictures: PictureIndex) -> tuple[Path, bool]:
    """The picture of a label file, and whether it is there."""
    told = "/".join("images" if part == "labels" else part for part in file.relative_to(root).parts)
    return pictures.named(told[: -len(".txt")], root)


def _shapes(
    file: Path,
    names: dict[int, str],
    *,
    pose: bool,
    corners: bool = False,
    sure: dict[str, None] | None = None,
    ends: BoxEnds | None = None,
) -> list[Shape]:
    """One for each line that is not empty.

    ``sure`` gets the file if a line tells a confidence, ``ends`` the boxes.
    """
    try:
        lines = unicode_text_of(read_bounded(file, LINE_SIGNS)).splitlines()
    except UnicodeDecodeError:
        raise LViTError("It is no text file.") from None
    tracks = _holds_tracks(lines)
    if sure is not None and not pose and any(_says_more(line, tracks=tracks) for line in lines):
        sure[file.name] = None
    pixels = _counts_pixels(lines)
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        told = line if pixels and "." not in line else ""
        box = _box_of(line, pose=pose, tracks=tracks)
        if ends is not None and box is not None and not pixels:
            ends.look(_floats(box), (1, 1))
        found.append(_shape(number, line, names, box, corners=corners, refused=bool(told)))
    return found


def _counts_pixels(lines: list[str]) -> bool:
    """Whether a line of whole numbers goes far beyond 1; then other such lines are no shares."""
    whole = (line.split()[1:] for line in lines if "." not in line)
    return any(value.isdecimal() and float(value) > 2 for line in whole for value in line[:8])


def _floats(values: list[str]) -> list[float]:
    try:
        return [float(value) for value in values]
    except ValueError:
        return []


def _says_more(line: str, *, tracks: bool) -> bool:
    """Whether a line has a number too many for pairs, or that of a track behind a box."""
    numbers = line.split()  # the class among them
    if not numbers or _class_of(numbers[0]) is None:
        return False
    return len(numbers) % 2 == 0 or _is_tracked(numbers[1:], tracks=tracks)


def _box_of(line: str, *, pose: bool, tracks: bool) -> list[str] | None:
    """The four numbers of the box that a line tells; ``None`` for an outline."""
    values = line.split(maxsplit=6)[1:]
    if pose or len(values) in (4, 5) or _is_tracked(values, tracks=tracks):
        # a fifth number is how sure a model was, a sixth the number of a track
        return values[:4]
    return None


def _shape(
    number: int, line: str, names: dict[int, str], box: list[str] | None, *,
    corners: bool, refused: bool,
) -> Shape:  # fmt: skip
    # The line is kept as it is: numbers of their own take eight times the memory.
    head = line.split(maxsplit=1)[0]
    known = _class_of(head)
    name = "" if known is None else names.get(known, f"class {known}")
    draw = partial(_outline, head, line) if box is None else partial(_box, head, box, corners)
    return Shape(f"line {number}", name, Filled(_pixels if refused else draw), box=box is not None)


def _is_tracked(values: list[str], *, tracks: bool) -> bool:
    """Whether six numbers are a box, how sure a model was, and the number of a track.

    Above 1 no corner of an outline lies; 0 and 1 are tracks where the whole file can be of boxes.
    """
    if len(values) != 6 or not values[5].strip().isdecimal():
        return False
    return tracks or float(values[5]) > 1


def _holds_tracks(lines: list[str]) -> bool:
    """Whether all lines can be boxes inside of the picture, those of six with a track."""
    boxes = [line.split()[1:] for line in lines if line.strip()]
    return all(len(one) in (4, 5, 6) for one in boxes) and all(
        _is_tracked(one, tracks=True) and _lies_inside(one) for one in boxes if len(one) == 6
    )


def _lies_inside(values: list[str]) -> bool:
    """Whether the first four numbers are a box in the picture, and the fifth a probability."""
    try:
        x, y, w, h, sure = (float(value) for value in values[:5])
    except ValueError:
        return False
    ends = (x - w / 2, x + w / 2, y - h / 2, y + h / 2)
    return all(-_ROUNDING <= one <= 1 + _ROUNDING for one in ends) and 0 <= sure <= 1


def _pixels(_size: Size) -> list[Part]:
    raise LViTError("Its file tells pixels in whole numbers, not shares of the picture.")


def _box(head: str, values: list[str], corners: bool, size: Size) -> list[Part]:
    _refuse_nameless(head)
    height, width = size
    told = refuse_pixels(points_of([float(value) for value in values]))
    x, y, u, v = told.flat
    w, h = (u - x, v - y) if corners else (u, v)
    left, top = (x, y) if corners else (x - w / 2, y - h / 2)
    return box_parts(
        round(left * width, _DECIMALS), round(top * height, _DECIMALS),
        round(w * width, _DECIMALS), round(h * height, _DECIMALS),
    )  # fmt: skip


def _outline(head: str, line: str, size: Size) -> list[Part]:
    _refuse_nameless(head)
    told = [float(value) for value in line.split()[1:]]
    # a number that is no half of a pair is how sure a model was
    values = points_of(told[:-1] if len(told) % 2 and 0 <= told[-1] <= 1 else told)
    return [((refuse_pixels(values) * size[::-1]).round(_DECIMALS), ())]


def _refuse_nameless(head: str) -> None:
    if _class_of(head) is None:
        raise LViTError("It does not begin with the number of a class.")


def _class_of(head: str) -> int | None:
    """The number of a class, if it is one; arrays of numbers are saved as 1.0."""
    return whole_told(head.removesuffix(".0"))
