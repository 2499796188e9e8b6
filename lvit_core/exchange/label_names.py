"""Names of the numbers in label maps, from the files that programs put beside them.

JSON in several shapes, ITK-SNAP's label descriptions, and tables with an index and a name.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.exchange.code_pages import text_of
from lvit_core.exchange.json_files import read_json
from lvit_core.reading_log import log_read

LARGEST_BYTES = 4 << 20  # names of labels are few
# Number, three colours, three ways of showing it, and a name in quotation marks.
_SNAP = re.compile(r'^\s*(\d{1,9})\s+\d+\s+\d+\s+\d+\s+[\d.]+\s+\d+\s+\d+\s+"(.*)"\s*$')
_SUFFIXES = (".json", ".txt", ".label", ".lut", ".ctbl", ".tsv", ".csv")
_USUAL = ("labels", "label", "classes", "dataset", "label_names", "labelmap", "label_map",
          "labeldescription", "label_descriptions", "snaplabels", "itksnap")  # fmt: skip
_GROUND = frozenset({"background", "clear label", "unlabeled", "unlabelled"})


def names_beside(file: Path, stem: str) -> dict[int, str]:
    """The names for one label map: of a file of its stem, else of one for all maps of the folder.

    Args:
        file: The map.
        stem: Its name without endings.
    """
    for folder in (file.parent, file.parent.parent):
        if found := names_in(folder, stem):
            return found
    return {}


def names_in(folder: Path, stem: str = "") -> dict[int, str]:
    """The names that files of a folder tell for all maps in it, or for one of a stem."""
    stems = [name for name in (stem, *_USUAL) if name]
    for name in stems:
        for suffix in _SUFFIXES:
            if names := read_names(folder / f"{name}{suffix}"):
                return names
    own = (one for one in sorted(folder.glob("*.label")) if one.is_file())
    return next((names for one in own if (names := read_names(one))), {})


def read_names(path: Path) -> dict[int, str]:
    """Number -> name, ``""`` for the background; empty for a file that tells none."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_BYTES:
            return {}
        if path.suffix == ".json":
            return names_of_json(read_json(path))
        log_read(path)
        text = text_of(path.read_bytes(), path)
    except (OSError, LViTError, UnicodeDecodeError):
        return {}
    if path.suffix in (".tsv", ".csv"):
        return _of_table(text, "\t" if path.suffix == ".tsv" else ",")
    found = {int(m[1]): m[2] for line in text.splitlines() if (m := _SNAP.match(line))}
    return _without_ground(found)


def names_of_json(document: Any) -> dict[int, str]:
    """Number -> name of a JSON value that says it in one of the usual ways."""
    if isinstance(document, list):
        told = [_entry(one, place) for place, one in enumerate(document)]
        return _without_ground(dict(pair for pair in told if pair is not None))
    if not isinstance(document, Mapping):
        return {}
    for key in ("labels", "classes", "label_names", "names"):
        if isinstance(document.get(key), Mapping | list) and (
            found := names_of_json(document[key])
        ):
            return found
    found = {}
    for key, value in document.items():
        number, name = (value, key) if _is_number(value) else (key, value)
        if isinstance(name, Mapping):
            name = name.get("name") or name.get("label")
        if _is_number(number) and isinstance(name, str):
            found[int(number)] = name
    return _without_ground(found)


def _entry(one: Any, place: int) -> tuple[int, str] | None:
    if isinstance(one, str):
        return place, one
    if not isinstance(one, Mapping):
        return None
    numbers = (one.get(key) for key in ("id", "value", "index", "number", "label"))
    number = next((value for value in numbers if _is_number(value)), None)
    names = (one.get(key) for key in ("name", "title", "label"))
    name = next((value for value in names if isinstance(value, str)), None)
    return None if number is None or name is None else (int(number), name)


def _of_table(text: str, mark: str) -> dict[int, str]:
    found = {}
    for row in csv.DictReader(text.splitlines(), delimiter=mark):
        told = {str(key).strip().lower(): str(value).strip() for key, value in row.items()}
        number = next((told[key] for key in ("index", "id", "value", "label") if key in told), "")
        name = next((told[key] for key in ("name", "class", "label") if key in told), "")
        if _is_number(number) and name:
            found[int(number)] = name
    return _without_ground(found)


def _is_number(value: Any) -> bool:
    if isinstance(value, str):
        return value.isascii() and value.isdecimal() and len(value) < 10
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _without_ground(found: dict[int, str]) -> dict[int, str]:
    """What a file calls the background has the name ``""``; 0 is always left out."""
    named = {number: name.strip() for number, name in found.items() if number}
    return {number: "" if name.lower() in _GROUND else name for number, name in named.items()}
