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
from lvit_core.exchange.reports import Loss, some_names
from lvit_core.exchange.shapes_of_file import FirstHeld
from lvit_core.exchange.spool import Spool
from lvit_core.project.splits import HOLDOUT

_NAME_LISTS = ("classes.txt", "obj.names", "labels.txt")
# Such files say something else, unless a picture has their name.
_OTHER_TEXTS = frozenset({*_NAME_LISTS, "train.txt", "val.txt", "test.txt"})
_HELD_OUT = ("val", "valid", "validation", "test")
_COMMENT = r"(?:^|\s)#"
_END_IN_BRACKETS = r"[,\]}]|\s#"
_GAP = re.compile(r"^(?:\s+|#[^\n]*)+")
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
        raise LViTError(f"{root.name} holds no label files.", "Choose the folder of data.yaml.")
    names, pose = _names(root), _is_pose(root)
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
                picture, shapes=shapes, state="labeled", source=file.name, found=found, split=split
            )
        )
    notes = ["Key points are not read; their boxes are."] * pose
    if sure:
        notes.append(
            "A last number that is no half of a pair is taken for how sure a model was, and not "
            f"read: {some_names(sure)}."
        )
    if unnamed - {""}:
        notes.append(f"Nothing names these classes: {some_names(sorted(unnamed - {''}))}.")
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
    if sure is not None and not pose and any(_is_even(len(line.split())) for line in lines):
        sure[file.name] = None
    return [
        _shape(number, line, names, pose=pose)
        for number, line in enumerate(lines, 1)
        if line.strip()
    ]


def _is_even(numbers: int) -> bool:
    """Whether a line of that many numbers, its class among them, has one too many for pairs."""
    return numbers > 0 and numbers % 2 == 0


def _shape(number: int, line: str, names: dict[int, str], *, pose: bool) -> Shape:
    # The line is kept as it is: numbers of their own take eight times the memory.
    head, values = line.split(maxsplit=1)[0], line.split(maxsplit=6)[1:]
    known = int(head.removesuffix(".0")) if _is_class(head) else -1
    name = names.get(known, f"class {known}") if known >= 0 else ""
    if pose or len(values) in (4, 5):  # a fifth number is how sure a model was
        return Shape(f"line {number}", name, partial(_draw_box, head, values[:4]), box=True)
    return Shape(f"line {number}", name, Filled(partial(_outline, head, line)))


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
    return sorted({*files_ending(root, ".yaml", ".yml", depth=0), *below})


def _is_pose(root: Path) -> bool:
    """Whether key points stand behind the box in every line."""
    return any(re.search(r"(?m)^kpt_shape:", _text(file)) for file in _settings(root))


def _names(root: Path) -> dict[int, str]:
    """Names of the classes by number; empty where nothing tells them."""
    for file in _settings(root):
        if found := _names_of_yaml(file):
            return found
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


def _names_of_yaml(file: Path) -> dict[int, str]:
    """The three spellings of `names`: numbered lines, a list of lines, a list in brackets."""
    lines = _text(file).splitlines()
    start = next((n for n, line in enumerate(lines) if line.startswith("names:")), None)
    if start is None:
        return {}
    first = lines[start].removeprefix("names:").strip()
    rest = takewhile(lambda line: not line or line[0] in " \t-#]}", lines[start + 1 :])
    told = [line.strip() for line in rest if line.strip() and not line.strip().startswith("#")]
    if first.startswith(("[", "{")):
        return _in_brackets("\n".join([first, *told]))
    found: dict[int, str] = {}
    for line in told:
        match = re.match(r"""(?:-|["']?(\d+)["']?\s*:)(?:\s+|$)""", line)
        if match is not None:
            number = len(found) if match.group(1) is None else int(match.group(1))
            found[number] = _scalar(line[match.end() :], _COMMENT)[0]
    return found


def _in_brackets(text: str) -> dict[int, str]:
    """The entries of a list or a table in one pair of brackets, which may span lines."""
    found: dict[int, str] = {}
    numbered = text.startswith("{")
    rest = _GAP.sub("", text[1:], count=1)
    while rest and rest[0] not in "]}":
        number = len(found)
        if numbered:
            match = re.match(r"""["']?(\d+)["']?\s*:\s*""", rest)
            if match is None:
                return found
            number, rest = int(match.group(1)), rest[match.end() :]
        found[number], rest = _scalar(rest, _END_IN_BRACKETS)
        rest = _GAP.sub("", _GAP.sub("", rest, count=1).removeprefix(","), count=1)
    return found


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
