"""Reading YOLO: one text file a picture, a line for each object, numbers from 0 to 1.

Five numbers are a box, more are the corners of an outline. Names of classes stand in `data.yaml`
or `classes.txt`.
"""

from __future__ import annotations

import json
import re
from functools import partial
from itertools import takewhile
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import LINE_SIGNS, read_bounded
from lvit_core.exchange.bundle import Bundle, BundleItem, Drawn, Shape, Size
from lvit_core.exchange.code_pages import text_of
from lvit_core.exchange.label_files import files_ending
from lvit_core.exchange.outlines import Filled, Part, draw_box, points_of
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.report_lines import some_names
from lvit_core.exchange.reports import Loss
from lvit_core.exchange.shapes_of_file import FirstHeld
from lvit_core.exchange.spool import Spool
from lvit_core.project.splits import HOLDOUT
from lvit_core.wording import said

_NAME_LISTS = ("classes.txt", "obj.names", "labels.txt")
# Such files say something else, unless a picture has their name.
_OTHER_TEXTS = frozenset({*_NAME_LISTS, "train.txt", "val.txt", "test.txt"})
_USUAL = ("data.yaml", "data.yml", "dataset.yaml", "dataset.yml")
_HELD_OUT = ("val", "valid", "validation", "test")
_COMMENT = r"(?:^|\s)#"
_END_IN_BRACKETS = r"[,\]}]|\s#"
_GAP = re.compile(r"^(?:\s+|#[^\n]*)+")
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
    names, pose = _names(root, notes), _is_pose(root)
    items, losses, unnamed = Spool(), list[Loss](), set[str]()
    held, sure = FirstHeld(), dict[str, None]()
    for file in files:
        if "machine" in file.relative_to(root).parts:
            continue  # our own export: what no person has accepted
        try:
            found_in = _shapes(file, names, pose=pose, sure=sure)
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
            continue
        unnamed |= {shape.class_name for shape in found_in} - set(names.values())
        shapes = held.shapes(found_in, partial(_shapes, file, names, pose=pose))
        picture, found = _picture_of(file, root, pictures)
        split = HOLDOUT if any(part in _HELD_OUT for part in file.parent.parts[-2:]) else ""
        items.append(
            BundleItem(
                picture, shapes=shapes, state="labeled", source=file.name, found=found, split=split,
                whole=not found_in,
            )
        )  # fmt: skip
    notes += ["Key points are not read; their boxes are."] * pose
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


def _says_something_else(name: str) -> bool:
    return name in _OTHER_TEXTS or name.startswith("readme")


def _picture_of(file: Path, root: Path, pictures: PictureIndex) -> tuple[Path, bool]:
    """The picture of a label file, and whether it is there."""
    told = "/".join("images" if part == "labels" else part for part in file.relative_to(root).parts)
    return pictures.named(told[: -len(".txt")], root)


def _shapes(
    file: Path, names: dict[int, str], *, pose: bool, sure: dict[str, None] | None = None
) -> list[Shape]:
    """One for each line that is not empty; ``sure`` gets the file if a line tells a confidence."""
    try:
        lines = read_bounded(file, LINE_SIGNS).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise LViTError("It is no text file.") from None
    tracks = _holds_tracks(lines)
    if sure is not None and not pose and any(_says_more(line, tracks=tracks) for line in lines):
        sure[file.name] = None
    return [
        _shape(number, line, names, pose=pose, tracks=tracks)
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def _says_more(line: str, *, tracks: bool) -> bool:
    """Whether a line has a number too many for pairs, or that of a track behind a box."""
    numbers = line.split()  # the class among them
    return (len(numbers) > 0 and len(numbers) % 2 == 0) or _is_tracked(numbers[1:], tracks=tracks)


def _shape(number: int, line: str, names: dict[int, str], *, pose: bool, tracks: bool) -> Shape:
    # The line is kept as it is: numbers of their own take eight times the memory.
    head, values = line.split(maxsplit=1)[0], line.split(maxsplit=6)[1:]
    known = int(head.removesuffix(".0")) if _is_class(head) else -1
    name = names.get(known, f"class {known}") if known >= 0 else ""
    if pose or len(values) in (4, 5) or _is_tracked(values, tracks=tracks):
        # a fifth number is how sure a model was, a sixth the number of a track
        return Shape(f"line {number}", name, partial(_draw_box, head, values[:4]), box=True)
    return Shape(f"line {number}", name, Filled(partial(_outline, head, line)))


def _is_tracked(values: list[str], *, tracks: bool) -> bool:
    """Whether six numbers are a box, how sure a model was, and the number of a track.

    Above 1 no corner of an outline lies; 0 and 1 are tracks where the whole file can be of boxes.
    """
    if len(values) != 6 or not values[5].strip().isdecimal():
        return False
    return tracks or int(values[5]) > 1


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


def _draw_box(head: str, values: list[str], size: Size) -> Drawn:
    _refuse_nameless(head)
    height, width = size
    x, y, w, h = (float(value) for value in values)
    return draw_box(
        round((x - w / 2) * width, _DECIMALS), round((y - h / 2) * height, _DECIMALS),
        round(w * width, _DECIMALS), round(h * height, _DECIMALS), size,
    )  # fmt: skip


def _outline(head: str, line: str, size: Size) -> list[Part]:
    _refuse_nameless(head)
    told = [float(value) for value in line.split()[1:]]
    # a number that is no half of a pair is how sure a model was
    values = points_of(told[:-1] if len(told) % 2 and 0 <= told[-1] <= 1 else told)
    return [((values * size[::-1]).round(_DECIMALS), ())]


def _refuse_nameless(head: str) -> None:
    if not _is_class(head):
        raise LViTError("It does not begin with the number of a class.")


def _is_class(head: str) -> bool:
    """Whether it is the number of a class; arrays of numbers are saved as 1.0."""
    return head.removesuffix(".0").isdecimal()


def _settings(root: Path) -> list[Path]:
    below = (file for file in files_ending(root, "data.yaml", depth=1))
    found = {*files_ending(root, ".yaml", ".yml", depth=0), *below}
    return sorted(found, key=lambda file: (file.name.lower() not in _USUAL, file))


def _is_pose(root: Path) -> bool:
    """Whether key points stand behind the box in every line."""
    return any(re.search(r"(?m)^kpt_shape:", _text(file)) for file in _settings(root))


def _names(root: Path, notes: list[str]) -> dict[int, str]:
    """Names of the classes by number; empty where nothing tells them; ``notes`` gets doubts."""
    taken: dict[int, str] = {}
    first = ""
    for file in _settings(root):
        found, is_whole = _names_of_yaml(file)
        if not is_whole:
            told = some_names(found.values()) or "none"
            notes.append(
                said(
                    "The names in {name} are damaged; what could be read: {told}.",
                    name=file.name,
                    told=told,
                )
            )
        if found and taken and found != taken:
            notes.append(
                said(
                    "{name} names other classes than {first}, which was believed.",
                    name=file.name,
                    first=first,
                )
            )
        taken, first = (taken, first) if taken or not found else (found, file.name)
    if taken:
        return taken
    for name in _NAME_LISTS:
        for file in files_ending(root, name, depth=1):
            if file.name.lower() != name:
                continue
            lines = _text(file).splitlines()
            return {number: line.strip() for number, line in enumerate(lines) if line.strip()}
    return {}


def _text(file: Path) -> str:
    try:
        return text_of(read_bounded(file, LINE_SIGNS), file)
    except UnicodeDecodeError:  # in pieces of UTF-16
        return ""


def _names_of_yaml(file: Path) -> tuple[dict[int, str], bool]:
    """The three spellings of `names`: numbered lines, a list of lines, a list in brackets.

    Returns:
        The names by number, and whether every one of them could be read.
    """
    lines = _text(file).splitlines()
    key = re.compile(r"""(["']?)names\1\s*:(?=[\s\[{]|$)""")
    start = next((n for n, line in enumerate(lines) if key.match(line)), None)
    if start is None:
        return {}, not any(re.match(r"""\{.*names""", line) for line in lines)
    first = key.sub("", lines[start], count=1).strip()
    rest = takewhile(lambda line: not line or line[0] in " \t-#]}", lines[start + 1 :])
    told = [line.strip() for line in rest if line.strip() and not line.strip().startswith("#")]
    if first.startswith(("[", "{")):
        return _in_brackets("\n".join([first, *told]))
    found: dict[int, str] = {}
    is_whole = not first or first.startswith("#")
    for line in told:
        match = re.match(r"""(?:-|["']?(\d+)["']?\s*:)(?:\s+|$)""", line)
        if match is not None:
            number = len(found) if match.group(1) is None else int(match.group(1))
            text = line[match.end() :]
            found[number], behind = _scalar(text, _COMMENT)
            is_whole = is_whole and _is_name(found[number], text) and _is_end(behind)
        else:
            is_whole = False
    return found, is_whole


def _is_name(name: str, told: str) -> bool:
    """Whether the name is a whole text of those told, not one whose quote or line never ends."""
    if _QUOTED.match(told):
        return bool(name)
    return bool(name) and name[0] not in "'\"[{&*!|>%@`" and "\n" not in name and ": " not in name


_QUOTED = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*\"""")


def _is_end(rest: str) -> bool:
    """Whether nothing follows a name but a remark."""
    return not rest.strip() or rest.strip().startswith("#")


def _in_brackets(text: str) -> tuple[dict[int, str], bool]:
    """The entries of a list or a table in one pair of brackets, which may span lines."""
    found: dict[int, str] = {}
    numbered, is_whole = text.startswith("{"), True
    rest = _GAP.sub("", text[1:], count=1)
    while rest and rest[0] not in "]}":
        number = len(found)
        if numbered:
            match = re.match(r"""["']?(\d+)["']?\s*:\s*""", rest)
            if match is None:
                return found, False
            number, rest = int(match.group(1)), rest[match.end() :]
        text = rest
        found[number], rest = _scalar(text, _END_IN_BRACKETS)
        rest = _GAP.sub("", rest, count=1)
        is_whole = is_whole and _is_name(found[number], text) and rest[:1] in ("", *",]}")
        rest = _GAP.sub("", rest.removeprefix(","), count=1)
    closed = rest[:1] == ("}" if numbered else "]")
    return found, is_whole and closed and _is_end(rest[1:])


def _scalar(text: str, end: str) -> tuple[str, str]:
    """The text at the beginning, without its quotes, and what follows it."""
    if match := re.match(r'"((?:[^"\\]|\\.)*)"', text):
        try:
            return str(json.loads(match.group(), strict=False)), text[match.end() :]
        except ValueError:  # an escape that only YAML knows
            return match.group(1), text[match.end() :]
    if match := re.match(r"'((?:[^']|'')*)'", text):
        return match.group(1).replace("''", "'"), text[match.end() :]
    plain = re.split(end, text, maxsplit=1)[0]
    return plain.strip(), text[len(plain) :]
