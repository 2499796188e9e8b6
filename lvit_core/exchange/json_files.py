"""JSON as every exporter writes it: UTF-8, stable, and with the same facts about objects."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from lvit_core.annotation.objects import ObjectRecord, ObjectState, Provenance
from lvit_core.errors import LViTError
from lvit_core.exchange.bounded_files import JSON_SIGNS, read_bounded

# Signs that JSON leaves as they are in text, and that some readers take for the end of a line.
_LINE_ENDS = {code: f"\\u{code:04x}" for code in (0x85, 0x2028, 0x2029)}


def write_json(path: Path, value: object, indent: int | None = 1) -> None:
    """Writes a value; text stays readable."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent), encoding="utf-8")


def json_line(value: object) -> str:
    """One line of a file of lines, with its end; nothing in it is taken for the end of a line."""
    text = json.dumps(value, ensure_ascii=False)
    return text.translate(_LINE_ENDS) + "\n"


def read_json(path: Path) -> Any:
    """Reads a value in UTF-8, UTF-16 or UTF-32, with a mark of its order or without.

    Raises:
        LViTError: The file cannot be opened, would not fit into memory, or is not JSON.
    """
    data = read_bounded(path, JSON_SIGNS)
    try:
        try:
            return json.loads(data)
        except UnicodeDecodeError:  # an old program's own code page
            return json.loads(data.decode("cp1252", "replace"))
    except (ValueError, RecursionError) as error:
        raise LViTError(f"{path.name} is not JSON.", "Export it again.") from error


def with_names(record: ObjectRecord) -> ObjectRecord:
    """The record as files tell it: a person without a name is ``NOT_STATED``, not left empty."""
    made, persons = record.provenance, list(record.persons)
    edited_by = None if made.edited_by is None else persons.pop()
    person = persons.pop() if persons else made.person
    if (person, edited_by) == (made.person, made.edited_by):
        return record  # most are: a copy of each takes seconds for the objects of a slide
    return replace(record, provenance=replace(made, person=person, edited_by=edited_by))


def object_facts(record: ObjectRecord) -> dict[str, str | int]:
    """What formats with room for it say about each object besides its shape.

    ``edited_by`` is there only for objects that somebody changed since they were made, ``answer``
    only for those a model made: the provenance beside says what that was; ``box`` is 1 for those
    that are boxes around what was meant.
    """
    origin = with_names(record).provenance
    facts: dict[str, str | int] = {
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
    return ObjectRecord(number, str(facts.get("layer", "")), class_name, provenance, state, box)
