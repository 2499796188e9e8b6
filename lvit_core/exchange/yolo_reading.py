"""Reading YOLO: one text file a picture, a line for each object, numbers from 0 to 1.

Five numbers are a box, more are the corners of an outline. Names of classes stand in `data.yaml`
or `classes.txt`.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import LINE_SIGNS, read_bounded
from lvit_core.exchange.bundle import Bundle, BundleItem, Drawn, Shape, Size
from lvit_core.exchange.outlines import draw_box, draw_polygons, points_of
from lvit_core.exchange.picture_index import PictureIndex
from lvit_core.exchange.reports import Loss, some_names
from lvit_core.project.splits import HOLDOUT

_NAME_LISTS = ("classes.txt", "obj.names", "labels.txt")
# Such files say something else, unless a picture has their name.
_OTHER_TEXTS = frozenset({*_NAME_LISTS, "train.txt", "val.txt", "test.txt"})
_HELD_OUT = ("val", "valid", "validation", "test")
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
        for file in sorted(root.rglob("*.txt"))
        if not _says_something_else(file.name.lower()) or _picture_of(file, root, pictures)[1]
    ]
    if not files:
        raise LViTError(f"{root.name} holds no label files.", "Choose the folder of data.yaml.")
    names = _names(root)
    items, losses, unnamed = [], [], set()
    for file in files:
        if "machine" in file.relative_to(root).parts:
            continue  # our own export: what no person has accepted
        try:
            lines = read_bounded(file, LINE_SIGNS).decode("utf-8-sig").splitlines()
        except LViTError as error:
            losses.append(Loss(file.name, "", error.message))
            continue
        except UnicodeDecodeError:
            losses.append(Loss(file.name, "", "It is no text file."))
            continue
        shapes = [
            _shape(number, line, names) for number, line in enumerate(lines, 1) if line.strip()
        ]
        unnamed |= {shape.class_name for shape in shapes} - set(names.values())
        picture, found = _picture_of(file, root, pictures)
        split = HOLDOUT if any(part in _HELD_OUT for part in file.parent.parts[-2:]) else ""
        items.append(
            BundleItem(
                picture, shapes=shapes, state="labeled", source=file.name, found=found, split=split
            )
        )
    notes = []
    if unnamed - {""}:
        notes.append(f"Nothing names these classes: {some_names(sorted(unnamed - {''}))}.")
    return Bundle(items, notes, losses=losses)


def _says_something_else(name: str) -> bool:
    return name in _OTHER_TEXTS or name.startswith("readme")


def _picture_of(file: Path, root: Path, pictures: PictureIndex) -> tuple[Path, bool]:
    """The picture of a label file, and whether it is there."""
    told = "/".join("images" if part == "labels" else part for part in file.relative_to(root).parts)
    return pictures.named(told.removesuffix(".txt"), root)


def _shape(number: int, line: str, names: dict[int, str]) -> Shape:
    head, *values = line.split()
    known = int(head) if head.isdecimal() else -1
    name = names.get(known, f"class {head}") if known >= 0 else ""
    box = len(values) in (4, 5)  # a fifth number is how sure a model was
    return Shape(f"line {number}", name, partial(_draw, head, values), box=box)


def _draw(head: str, values: list[str], size: Size) -> Drawn:
    if not head.isdecimal():
        raise LViTError("It does not begin with the number of a class.")
    height, width = size
    if len(values) in (4, 5):
        x, y, w, h = (float(value) for value in values[:4])
        return draw_box(
            round((x - w / 2) * width, _DECIMALS), round((y - h / 2) * height, _DECIMALS),
            round(w * width, _DECIMALS), round(h * height, _DECIMALS), size,
        )  # fmt: skip
    corners = (points_of([float(value) for value in values]) * (width, height)).round(_DECIMALS)
    return draw_polygons([(corners, ())], size)


def _names(root: Path) -> dict[int, str]:
    """Names of the classes by number; empty where nothing tells them."""
    for file in sorted({*root.glob("*.yaml"), *root.glob("*.yml"), *root.glob("*/data.yaml")}):
        if found := _names_of_yaml(file):
            return found
    for name in _NAME_LISTS:
        for file in sorted({*root.glob(name), *root.glob(f"*/{name}")}):
            lines = _text(file).splitlines()
            return {number: line.strip() for number, line in enumerate(lines) if line.strip()}
    return {}


def _text(file: Path) -> str:
    return read_bounded(file, LINE_SIGNS).decode("utf-8-sig", "replace")


def _names_of_yaml(file: Path) -> dict[int, str]:
    """The three spellings of `names`: numbered lines, a list of lines, a list in brackets."""
    text = _text(file)
    match = re.search(r"^names:[ \t]*(.*)((?:\n(?:[ \t]+|-).*)*)", text, re.MULTILINE)
    if match is None:
        return {}
    first, rest = match.group(1).partition(" #")[0].strip(), match.group(2)
    if first.startswith(("[", "{")):
        entries = [_unquoted(part) for part in re.split(r"[\[\]{},]", first + rest) if part.strip()]
        pairs = [re.match(r"(\d+)\s*:\s*(.*)", entry) for entry in entries]
        if first.startswith("{"):
            return {int(pair.group(1)): _unquoted(pair.group(2)) for pair in pairs if pair}
        return dict(enumerate(entries))
    lines = [line.strip() for line in rest.splitlines() if line.strip()]
    listed = [line for line in lines if line.startswith("-")]
    if listed:
        return {number: _unquoted(line[1:]) for number, line in enumerate(listed)}
    numbered = [re.match(r"(\d+)\s*:\s*(.*)", line) for line in lines]
    return {int(pair.group(1)): _unquoted(pair.group(2)) for pair in numbered if pair}


def _unquoted(text: str) -> str:
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text
