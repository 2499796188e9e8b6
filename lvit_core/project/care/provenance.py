"""Who did what with which image, as W3C PROV in JSON, for programs that do not know this one.

Images, states of their labels, generations and exports are entities; every row of the chain is an
activity; people and models are agents. Written as it is read: a journal may be larger than memory.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from lvit_core.errors import LViTError
from lvit_core.files import refuse_inside, refuse_other_file, writing
from lvit_core.project import chain
from lvit_core.project.answer_origin import model_label
from lvit_core.project.care.moments import models_of
from lvit_core.project.chain import CHAINED_AS_FOUND, OF_STEPS, Act, Link, Run
from lvit_core.project.store import Store

Entry = tuple[str, dict[str, Any]]
NOBODY = "somebody without a name"
BEGINS = b'{"prefix": {"lvit": "urn:lvit-annotator:"'  # by which a file of ours is known
_OF_LABELS = (*OF_STEPS, Act.IMAGE_ADDED, Act.IMAGE_CHANGED, *CHAINED_AS_FOUND)


def write_provenance(folder: Path, out: Path) -> None:
    """Writes the whole chain of a project.

    Args:
        folder: The project; it may be open elsewhere.
        out: The file, which is written whole or not at all.

    Raises:
        LViTError: The project cannot be read, ``out`` cannot be written, or is something else.
    """
    refuse_inside(out, folder)
    refuse_other_file(out, BEGINS)
    store = Store.open(folder.absolute(), read_only=True)
    try:
        with (
            store.read() as connection,
            writing(out, private=True) as partial,
            partial.open("w", encoding="utf-8") as stream,
        ):
            _Document(connection.exec_driver_sql).write(stream)
    except OSError as error:
        raise LViTError(
            "{name} cannot be written: {strerror}.",
            "Choose another place.",
            name=out.name,
            strerror=error.strerror,
        ) from error
    finally:
        store.close()


@dataclass
class _Agents:
    """People and models in the order they are met, each under a number."""

    persons: dict[str, int] = field(default_factory=dict)
    models: dict[str, int] = field(default_factory=dict)

    def person(self, name: str) -> str:
        return f"here:person-{self.persons.setdefault(name, len(self.persons) + 1)}"

    def model(self, name: str) -> str:
        return f"here:model-{self.models.setdefault(name, len(self.models) + 1)}"

    def entries(self) -> Iterator[Entry]:
        for name in self.persons:
            yield (
                self.person(name),
                {"prov:type": _type("prov:Person"), "prov:label": name or NOBODY},
            )
        for name in self.models:
            told = {"prov:type": _type("prov:SoftwareAgent"), "prov:label": model_label(name)}
            yield self.model(name), told


class _Document:
    """One document; its sections are made one after the other from the chain."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._agents = _Agents()

    def write(self, stream: TextIO) -> None:
        first = next(chain.links(self._run), None)
        mark = "" if first is None else str(first.told.get("mark", ""))
        prefix = {"lvit": "urn:lvit-annotator:", "here": f"urn:lvit-annotator:project:{mark}:"}
        stream.write('{"prefix": ' + json.dumps(prefix))
        sections: dict[str, Callable[[], Iterator[Entry]]] = {
            "entity": self._entities,
            "activity": self._activities,
            "wasGeneratedBy": self._generated,
            "used": self._used,
            "wasDerivedFrom": self._derived,
            "wasAssociatedWith": self._associated,
            "wasAttributedTo": self._attributed,
            "agent": self._agents.entries,  # last: whoever is named above
        }
        for name, section in sections.items():
            stream.write(f',\n"{name}": {{')
            for number, (key, told) in enumerate(section()):
                comma = "," if number else ""
                known = {name: value for name, value in told.items() if value is not None}
                stream.write(f"{comma}\n{json.dumps(key)}: {json.dumps(known)}")
            stream.write("}")
        stream.write("}\n")

    def _entities(self) -> Iterator[Entry]:
        for number, digest in self._run("SELECT id, content_hash FROM images ORDER BY id"):
            yield _image(number), {"prov:type": _type("lvit:Image"), "lvit:blake2b-128": digest}
        seen = {number for (number,) in self._run("SELECT id FROM images")}
        for link in self._links():
            if link.image is not None and link.image not in seen:
                seen.add(link.image)
                yield _image(link.image), {"prov:type": _type("lvit:RemovedImage")}
            if _makes_state(link):
                fields = link.told.get("fields", {})
                said = {
                    f"lvit:{key}": fields[key] for key in ("sentence", "state") if key in fields
                }
                yield _state(link), {"prov:type": _type("lvit:LabelState"), **said}
            elif link.act == Act.EXPORTED:
                told = {"prov:type": _type("lvit:Export"), "lvit:format": link.told.get("format")}
                yield f"here:export-{link.number}", told
        query = "SELECT number, parent, note FROM generations ORDER BY number"
        for number, parent, note in self._run(query):
            told = {"lvit:trainedFrom": parent, "lvit:note": note}
            yield f"here:generation-{number}", {"prov:type": _type("lvit:Generation"), **told}

    def _activities(self) -> Iterator[Entry]:
        for link in self._links():
            told: dict[str, Any] = {
                "prov:startTime": link.at,
                "prov:endTime": link.at,
                "prov:type": _type(f"lvit:{_camel(link.act)}"),
                "lvit:row": link.number,
                "lvit:hash": link.hash.hex(),
            }
            if link.act in OF_STEPS:
                told |= self._step(link)
            for key in ("why", "format", "status", "backup"):
                if value := link.told.get(key):
                    told[f"lvit:{'reason' if key == 'why' else key}"] = value
            if link.act == Act.ACCEPTED:
                told |= self._acceptance(link)
            yield _activity(link), told

    def _step(self, link: Link) -> dict[str, Any]:
        query = "SELECT title, layer, why FROM journal WHERE id = ?"
        row = self._run(query, (link.row,)).fetchone()
        if row is None:  # its image was removed
            return {"lvit:step": link.row}
        why = {"lvit:reason": row[2]} if row[2] else {}
        return {"lvit:step": link.row, "prov:label": row[0], "lvit:layer": row[1], **why}

    def _acceptance(self, link: Link) -> dict[str, Any]:
        query = "SELECT reason, why FROM acceptances WHERE id = ?"
        row = self._run(query, (link.row,)).fetchone() or ("", "")
        names = ("lvit:acceptedAgainst", "lvit:reason")
        return {name: value for name, value in zip(names, row, strict=True) if value}

    def _generated(self) -> Iterator[Entry]:
        for link in self._links():
            made = ""
            if _makes_state(link):
                made = _state(link)
            elif link.act == Act.EXPORTED:
                made = f"here:export-{link.number}"
            elif link.act == Act.GENERATION:
                made = f"here:generation-{link.row}"
            if made:
                told = {"prov:entity": made, "prov:activity": _activity(link), "prov:time": link.at}
                yield f"_:g{link.number}", told

    def _used(self) -> Iterator[Entry]:
        for link in self._links():
            used = _image(link.image) if link.image is not None else ""
            if link.act == Act.IN_FORCE and link.row:
                used = f"here:generation-{link.row}"
            if used:
                yield f"_:u{link.number}", {"prov:activity": _activity(link), "prov:entity": used}

    def _derived(self) -> Iterator[Entry]:
        last: dict[int, str] = {}
        for link in self._links():
            if _makes_state(link) and link.image is not None:
                before, now = last.get(link.image, _image(link.image)), _state(link)
                last[link.image] = now
                told = {"prov:generatedEntity": now, "prov:usedEntity": before}
                yield f"_:d{link.number}", told

    def _associated(self) -> Iterator[Entry]:
        for link in self._links():
            agent = self._agents.person(link.person)
            yield f"_:a{link.number}", {"prov:activity": _activity(link), "prov:agent": agent}

    def _attributed(self) -> Iterator[Entry]:
        """Whose proposals a state took over."""
        for link in self._links():
            if link.act not in OF_STEPS:
                continue
            query = "SELECT data FROM journal WHERE id = ?"
            row = self._run(query, (link.row,)).fetchone()
            for number, name in enumerate(models_of(row[0]) if row is not None else ()):
                agent = self._agents.model(name)
                told = {"prov:entity": _state(link), "prov:agent": agent}
                yield f"_:m{link.number}-{number}", told

    def _links(self) -> Iterator[Link]:
        """Those that make sense; what another program has put there is for the audit."""
        for link in chain.links(self._run):
            texts = all(isinstance(one, str) for one in (link.at, link.person, link.act))
            if texts and isinstance(link.hash, bytes):
                yield link


def _makes_state(link: Link) -> bool:
    if link.act in CHAINED_AS_FOUND and link.told.get("kind") not in ("image", "step"):
        return False
    return link.act in _OF_LABELS and link.image is not None


def _type(name: str) -> dict[str, str]:
    return {"$": name, "type": "prov:QUALIFIED_NAME"}


def _image(number: int | None) -> str:
    return f"here:image-{number}"


def _state(link: Link) -> str:
    return f"here:labels-{link.image}-{link.number}"


def _activity(link: Link) -> str:
    return f"here:row-{link.number}"


def _camel(act: str) -> str:
    return "".join(word.capitalize() for word in act.split())
