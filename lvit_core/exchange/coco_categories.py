"""What the categories of a COCO file are called, however it spells them.

The format has a list of entries with an id and a name. Scripts write tables of ids and names either
way round, columns, or names alone; these are read where only one reading fits, and that is told.
Otherwise an object keeps its category's number for a name, so that no two classes become one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from lvit_core.exchange.class_names import folded
from lvit_core.exchange.coco_tables import key_of
from lvit_core.exchange.json_numbers import is_number
from lvit_core.exchange.report_lines import some_names
from lvit_core.wording import said

NOTHING = key_of(None)  # the key of objects that name no category
_Told = list[tuple[str, str, str]]  # key, name and what stands above it


@dataclass
class CocoCategories:
    """Of one file.

    Args:
        file: Its name.
        told: What stands under ``categories``: its members where that is a list.
        used: The keys of the categories that objects name.

    Attributes:
        notes: What was taken for granted, and what nobody can tell.
    """

    file: str
    told: Any
    used: Collection[str]
    notes: list[str] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _above: dict[str, str] = field(default_factory=dict)
    _doubtful: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        # Categories are told apart where they have names, or several numbers without any.
        self._used = [key for key in self.used if key != NOTHING]
        found = _entries(self.told)
        if not found and self.told:
            found = _readings(self.told, self._used)
            if found:
                self._note_layout(found)
        for key, name, above in found:
            self._take(key, name, above)
        self._by_name = {folded(name): name for name in self._names.values()}
        self._apart = bool(self.told) or len(self._used) > 1
        unknown = [key for key in self._used if key not in self._names]
        for key in unknown if self._apart else ():
            if not self._known_as_name(key):
                self._note_unknown(key)
        if any(map(self._known_as_name, unknown)):
            self.notes.append(
                said(
                    "Objects of {name} tell the name of their category, not its id; so they were "
                    "read.",
                    name=self.file,
                )
            )
        if not self._apart and self.used:
            self._note_none()

    def class_of(self, category: Any) -> tuple[str, str]:
        """What stands above the category of an object, and its class; both may be empty."""
        key = key_of(category)
        if key in self._names and key not in self._doubtful:
            return self._above[key], self._names[key]
        if key == NOTHING or not self._apart:
            return "", ""
        return "", self._known_as_name(key) or f"category {key}"

    def _take(self, key: str, name: str, above: str) -> None:
        first = self._names.setdefault(key, name)
        self._above.setdefault(key, above)
        if folded(first) != folded(name) and key not in self._doubtful:
            self._doubtful.add(key)
            self.notes.append(
                said(
                    "{name} gives category {key} two names, {first} and {other}; its objects are "
                    "called category {key}.",
                    name=self.file,
                    key=key,
                    first=first,
                    other=name,
                )
            )

    def _known_as_name(self, key: str) -> str:
        """The class that objects name by its name, not by its number; empty for another key."""
        return self._by_name.get(folded(key), "")

    def _note_layout(self, found: _Told) -> None:
        read = some_names(f"{key} {name}" for key, name, _ in found)
        self.notes.append(
            said(
                "The categories of {name} are no list of ids and names; they were read as {read}.",
                name=self.file,
                read=read,
            )
        )

    def _note_unknown(self, key: str) -> None:
        self.notes.append(
            said("{name} does not say what its category {key} is.", name=self.file, key=key)
        )

    def _note_none(self) -> None:
        self.notes.append(
            said(
                "{name} names no classes; its objects are of the layer's first class.",
                name=self.file,
            )
        )


def _entries(told: Any) -> _Told:
    """The categories as the format has them."""
    members = told if isinstance(told, list) else [told]
    return [
        (key_of(one["id"]), str(one["name"]), str(one.get("supercategory") or ""))
        for one in members
        if isinstance(one, dict) and _is_told(one.get("name")) and _is_told(one.get("id"))
    ]


def _is_told(value: Any) -> bool:
    """Whether a value can be the id or the name of a category: scripts write numbers for both."""
    return (isinstance(value, str) and bool(value.strip())) or is_number(value)


def _readings(told: Any, used: Collection[str]) -> _Told:
    """The one way to read what is no list of entries that fits what objects name."""
    if not isinstance(told, dict | list):
        return []
    if isinstance(told, dict):
        ways = [_columns(told), _by_key(told), _by_value(told)]
    else:
        ways = [_in_order(told, 0), _in_order(told, 1), _pairs(told)]
    fitting = [way for way in ways if way and {*used} <= {key_of(key) for key, _ in way}]
    if len(fitting) != 1:
        return []
    return [(key_of(key), str(name), "") for key, name in fitting[0]]


_Way = list[tuple[Any, Any]]  # ids and names


def _columns(told: Mapping[str, Any]) -> _Way:
    ids, names = told.get("id"), told.get("name")
    if not isinstance(ids, list) or not isinstance(names, list) or len(ids) != len(names):
        return []
    fit = all(map(_is_told, ids)) and all(map(_is_told, names))
    return list(zip(ids, names, strict=True)) if fit else []


def _by_key(told: Mapping[str, Any]) -> _Way:
    """Ids before names: ``{"1": "nucleus"}``, ``{"1": {"name": "nucleus"}}``."""
    found = [
        (value.get("id", key), value.get("name")) if isinstance(value, dict) else (key, value)
        for key, value in told.items()
    ]
    return found if all(_is_told(key) and _is_told(name) for key, name in found) else []


def _by_value(told: Mapping[str, Any]) -> _Way:
    """Names before ids: ``{"nucleus": 1}``, ``{"nucleus": {"id": 1}}``."""
    found = [
        (value.get("id") if "name" not in value else None, name)
        if isinstance(value, dict)
        else (value, name)
        for name, value in told.items()
    ]
    return found if all(_is_told(key) and _is_told(name) for key, name in found) else []


def _in_order(told: list[Any], first: int) -> _Way:
    """Names alone, counted from ``first``."""
    names = [one.get("name") if isinstance(one, dict) and "id" not in one else one for one in told]
    fit = all(isinstance(name, str) and name.strip() for name in names)
    return list(enumerate(names, first)) if fit else []


def _pairs(told: list[Any]) -> _Way:
    """``[[1, "nucleus"], [2, "mitosis"]]``."""
    pairs = all(
        isinstance(one, list) and len(one) == 2 and is_number(one[0]) and isinstance(one[1], str)
        for one in told
    )
    return [(one[0], one[1]) for one in told] if pairs else []
