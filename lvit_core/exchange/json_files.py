"""JSON as every exporter writes it: UTF-8, stable, and with the same facts about objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lvit_core.annotation.objects import ObjectRecord, ObjectState, Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import (
    JSON_SIGNS,
    MOST_MEMORY_BYTES,
    memory_of,
    read_bounded,
    refuse_many,
    too_large,
)
from lvit_core.exchange.code_pages import text_of

_AT_ONCE = 32 << 20  # what a file that is read at once may take in memory
_LONGEST_HEAD = 1 << 16  # of a file, before its list of members
_MEMBER = MOST_MEMORY_BYTES // 4
_MOST_OF_SIGN = max(JSON_SIGNS.values())
_BETWEEN = re.compile(r"[\s,]*")

# Signs that JSON leaves as they are in text, and that some readers take for the end of a line.
_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}


def write_json(path: Path, value: object, indent: int | None = 1) -> None:
    """Writes a value; text stays readable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent), encoding="utf-8")


def write_members(path: Path, members: Iterable[tuple[str, object]]) -> None:
    """Writes an object member by member, as `write_json` writes it whole."""
    with path.open("w", encoding="utf-8") as stream:
        begin = "{"
        for key, value in members:
            told = json.dumps(value, ensure_ascii=False)
            stream.write(f"{begin}\n {json.dumps(key, ensure_ascii=False)}: {told}")
            begin = ","
        stream.write("{}" if begin == "{" else "\n}")


def json_line(value: object) -> str:
    """One line of a file of lines, with its end; nothing in it is taken for the end of a line."""
    text = json.dumps(value, ensure_ascii=False)
    return text.translate(_LINE_ENDS) + "\n"


def read_json(path: Path) -> Any:
    """Reads a value in UTF-8, UTF-16, UTF-32 or an old code page.

    Raises:
        LViTError: The file cannot be opened, would not fit into memory, or is not JSON.
    """
    return _parsed(read_bounded(path, JSON_SIGNS), path)


def read_json_members(path: Path, key: str, sign: str) -> Any:
    """As `read_json`; of a large file the members of one list, one after the other.

    Args:
        path: The file.
        key: Of the list, in the outermost object; the list may also stand alone.
        sign: A text that stands in each member once, so that none is read that is too large.

    Returns:
        The value, or an iterator over the members, which raises `LViTError` where they end badly.

    Raises:
        LViTError: The file cannot be opened, would not fit into memory, or is not JSON.
    """
    data = read_bounded(path)
    refuse_many(data.count(sign.encode()), path)
    memory = memory_of(data, JSON_SIGNS)
    begin = None
    if memory > min(_AT_ONCE, MOST_MEMORY_BYTES):
        try:
            text = text_of(data, path)
            begin = _begin_of_list(text, key)
        except UnicodeDecodeError:
            begin = None
    if begin is not None:
        return _members(text, begin, sign, path)
    if memory > MOST_MEMORY_BYTES:
        raise too_large(path)
    return _parsed(data, path)


def _begin_of_list(text: str, key: str) -> int | None:
    """Where the first member of the list stands; ``None`` where it is not found near the head."""
    if alone := re.match(r"\s*\[", text):
        return alone.end()
    found = re.search(rf'"{key}"\s*:\s*\[', text[:_LONGEST_HEAD])
    if found is None:
        return None
    try:
        outermost = json.loads(f"{text[: found.end()]}]}}")
    except (ValueError, RecursionError):  # it lies deeper
        return None
    return found.end() if isinstance(outermost, dict) and outermost.get(key) == [] else None


def _members(text: str, place: int, sign: str, path: Path) -> Iterator[Any]:
    decoder = json.JSONDecoder()
    checked = 0
    while True:
        place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]  # matches nothing too
        if text.startswith("]", place):
            return
        if checked < len(text):
            # The sign may stand at the end of a member: up to the next but one it ends surely.
            stop = text.find(sign, text.find(sign, place) + len(sign))
            checked = stop if stop > place else len(text)
            short = (checked - place) * _MOST_OF_SIGN <= _MEMBER
            piece = "" if short else text[place:checked]
            if sum(size * piece.count(one.decode()) for one, size in JSON_SIGNS.items()) > _MEMBER:
                raise too_large(path)
        try:
            member, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError) as error:
            raise LViTError("{name} is not JSON.", "Export it again.", name=path.name) from error
        yield member


def _parsed(data: bytes, path: Path) -> Any:
    try:
        return json.loads(text_of(data, path))
    except (ValueError, RecursionError) as error:
        raise LViTError("{name} is not JSON.", "Export it again.", name=path.name) from error


def with_names(record: ObjectRecord) -> ObjectRecord:
    """The record as files tell it: a person without a name is ``NOT_STATED``, not left empty."""
    made, persons = record.provenance, list(record.persons)
    edited_by = None if made.edited_by is None else persons.pop()
    person = persons.pop() if persons else made.person
    if (person, edited_by) == (made.person, made.edited_by):
        return record  # most are: a copy of each takes seconds for the objects of a slide
    return replace(record, provenance=replace(made, person=person, edited_by=edited_by))


def object_facts(record: ObjectRecord) -> dict[str, str | int | float]:
    """What formats with room for it say about each object besides its shape.

    ``edited_by`` is there only for objects that somebody changed since they were made, ``answer``
    only for those a model made: the provenance beside says what that was; ``box`` is 1 for those
    that are boxes around what was meant, ``probability`` there where a model said how sure it was.
    """
    origin = with_names(record).provenance
    facts: dict[str, str | int | float] = {
        "object_id": record.id,
        "layer": record.layer,
        "state": record.state,
        "origin": origin.origin,
        "person": origin.person,
        "generation": origin.generation,
        "sentence": origin.sentence,
        "created": origin.created,
    }
    if origin.edited_by is not None:
        facts["edited_by"] = origin.edited_by
    if origin.answer:
        facts["answer"] = origin.answer
    if record.box:
        facts["box"] = 1
    if record.probability is not None:
        facts["probability"] = record.probability
    return facts


def record_of(facts: dict[str, Any], number: int, class_name: str) -> ObjectRecord | None:
    """The record that `object_facts` described; ``None`` when the facts are not ours."""
    if facts.get("origin") not in ("person", "model", "pseudo", "import"):
        return None
    told = {key: str(facts.get(key, "")) for key in ("person", "generation", "sentence", "created")}
    if facts.get("answer"):
        told["answer"] = str(facts["answer"])
    if facts.get("edited_by") is not None:
        told["edited_by"] = str(facts["edited_by"])
    provenance = Provenance.from_dict({"origin": facts["origin"], **told})
    state: ObjectState = "machine" if facts.get("state") == "machine" else "labeled"
    box = str(facts.get("box")) == "1"
    return ObjectRecord(
        number, str(facts.get("layer", "")), class_name, provenance, state, box, _sure(facts)
    )


def _sure(facts: dict[str, Any]) -> float | None:
    try:
        sure = float(facts.get("probability", ""))
    except (TypeError, ValueError):
        return None
    return sure if 0 <= sure <= 1 else None
