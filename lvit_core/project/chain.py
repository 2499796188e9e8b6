"""The chain: one row for everything that a person decided, each sealed with the one before it.

The hash of a row is SHA-256 over the hash of the row before it and over what the row says. Whoever
changes, removes, inserts or reorders something by other means than this program breaks it, and
`care.audit` says where. It does not keep anybody out: who may write the file can make a whole new
chain, which only a hash that was kept elsewhere (in an export, in a backup) gives away.

What is written here stays readable for good: a changed form of these bytes breaks every chain.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from lvit_core.errors import LViTError
from lvit_core.project.clock import now
from lvit_core.project.foreign import refuse_foreign

START = bytes(32)
LONGEST_VALUE = 500
READING = "reading of "  # and the reader's name: a field that tells what another reader made
Run = Callable[..., Any]  # SQL and its parameters: `exec_driver_sql`, or `execute` of sqlite3

# What a person says about an image; each is told by the chain whenever it changes.
IMAGE_FACTS = (
    "content_hash",
    "template",
    "sentence",
    "state",
    "reason",
    "split",
    "patient_group",
    "orientation",
)
# What its file told, which measures and exports go by, and whether a person left the image out.
# Chains of older versions tell it of no image.
PICTURE_FACTS = (
    "name", "height", "width", "channels", "spacing_y_mm", "spacing_x_mm", "spacing_kind",
    "file_size", "added_at", "picture",
)  # fmt: skip
PLACE = "path"  # told too, so that a lost row can be made again; a copy of the project has another
# In SQL; that a picture was replaced the program finds by itself, and nobody decides it.
IMAGE_COLUMNS = ", ".join((*IMAGE_FACTS, *PICTURE_FACTS[:-1], "nullif(picture, 'changed')"))


class Act(StrEnum):
    """What was done."""

    BEGUN = "project begun"
    AT_MIGRATION = "chained at migration"  # made earlier, by a version that kept no chain
    AT_REPAIR = "chained at repair"  # as it was found when rows were lost
    STEP = "step"
    AMENDED = "step amended"
    RESTATED = "step restated"  # its sentences turned with the convention of sides
    UNDONE = "step undone"
    REDONE = "step redone"
    ACCEPTED = "accepted"
    SETTLED = "acceptance settled"
    CLOSED = "acceptance closed"
    IMAGE_ADDED = "image added"
    IMAGE_CHANGED = "image changed"
    IMAGE_REMOVED = "image removed"
    GENERATION = "generation recorded"
    IN_FORCE = "model chosen"
    SETTING = "setting changed"
    IMPORTED = "import begun"
    EXPORTED = "exported"
    COPIED = "copied"
    COMPACTED = "compacted"
    REPAIRED = "repaired"
    RESTORED = "restored"


CHAINED_AS_FOUND = (Act.AT_MIGRATION, Act.AT_REPAIR)
OF_STEPS = (Act.STEP, Act.AMENDED, Act.RESTATED, Act.UNDONE, Act.REDONE)


@dataclass(frozen=True)
class Deed:
    """Something to be chained.

    Args:
        act: What was done.
        image: Id of the image that it is about.
        row: Id of the row that it is about: of the journal, an acceptance, a generation.
        digest: Of that row as it is now; see ``row_digest``.
        detail: What else is to be known, in plain JSON values.
    """

    act: Act
    image: int | None = None
    row: int | None = None
    digest: bytes | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Link:
    """One row of the chain, as it is stored."""

    number: int
    at: str
    person: str
    act: str
    image: int | None
    row: int | None
    digest: bytes | None
    detail: str
    hash: bytes

    def sealed(self, before: bytes) -> bytes:
        """The hash that the row must have after a row with the hash ``before``."""
        return _seal(
            before,
            (
                self.number, self.at, self.person, self.act, self.image, self.row, self.digest,
                self.detail,
            ),
        )  # fmt: skip

    @property
    def told(self) -> dict[str, Any]:
        """The detail; empty where it is no JSON object."""
        try:
            found = json.loads(self.detail) if self.detail else {}
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


@dataclass(frozen=True)
class Head:
    """The end of a chain: what to keep elsewhere, so that a shortened one is noticed."""

    number: int = 0
    hash: bytes = START

    @property
    def text(self) -> str:
        """As people and files keep it: ``12:9f86...``."""
        return f"{self.number}:{self.hash.hex()}"


def extend(run: Run, person: str, deeds: Iterable[Deed]) -> Head:
    """Adds rows to the chain, in the transaction of what they tell.

    Args:
        run: Carries SQL out, in an open transaction that nobody else writes beside.
        person: Who did it; empty where no name is known.
        deeds: In order.

    Returns:
        The new end.
    """
    end, at = head(run), now()
    for deed in deeds:
        detail = json.dumps(deed.detail, sort_keys=True, separators=(",", ":"))
        values = (
            end.number + 1, at, person, str(deed.act), deed.image, deed.row, deed.digest,
            detail if deed.detail else "",
        )  # fmt: skip
        end = Head(end.number + 1, _seal(end.hash, values))
        run(_PUT, (*values, end.hash))
    return end


def extend_file(file: Path, person: str, deeds: Iterable[Deed]) -> None:
    """Adds rows to the chain of a project file that is not open here.

    Whoever calls holds the right to write to it.

    Raises:
        sqlite3.Error: The file is damaged, of an older version, or cannot be written.
        LViTError: It holds what acts by itself.
    """
    address = f"{file.absolute().as_uri()}?mode=rw"  # a file that is gone is not made anew
    opened = sqlite3.connect(address, uri=True, isolation_level=None)
    with closing(refuse_foreign(opened)) as connection:
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("BEGIN IMMEDIATE")
        extend(connection.execute, person, deeds)
        connection.execute("COMMIT")


def head_of_file(file: Path) -> Head | None:
    """The end of the chain in a file; ``None`` where it is damaged or has none."""
    try:
        opened = sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)
        with closing(refuse_foreign(opened)) as connection:
            return head(connection.execute)
    except (sqlite3.Error, LViTError):
        return None


def head(run: Run) -> Head:
    """The end of the chain; number 0 where there is none."""
    row = run("SELECT number, hash FROM chain ORDER BY number DESC LIMIT 1").fetchone()
    if row is None:
        return Head()
    return Head(int(row[0]), row[1] if isinstance(row[1], bytes) else b"")


def links(run: Run) -> Iterator[Link]:
    """Every row of the chain, in order."""
    query = "SELECT number, at, person, act, image, row, digest, detail, hash FROM chain"
    for values in run(f"{query} ORDER BY number"):
        yield Link(*values)


def begun() -> Deed:
    """The first row of a project; no two projects have the same."""
    return Deed(Act.BEGUN, detail={"mark": secrets.token_hex(16)})


def setting(key: str, value: str, why: str = "") -> Deed:
    """A setting of the project, its new value, and the reason where one was asked for."""
    if len(value) > LONGEST_VALUE:  # lists that grow are not told again and again
        digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
        return Deed(Act.SETTING, detail={"key": key, "sha256": digest, **reason(why)})
    return Deed(Act.SETTING, detail={"key": key, "value": value, **reason(why)})


def reason(why: str) -> dict[str, str]:
    """What a row tells of why something changed; nothing where nobody was asked."""
    return {"why": why.strip()} if why.strip() else {}


def image_added(image: int, row: Mapping[str, Any]) -> Deed:
    """A new image and its facts."""
    fields = {name: row.get(name) for name in (*IMAGE_FACTS, *PICTURE_FACTS, PLACE)}
    return Deed(Act.IMAGE_ADDED, image, detail={"fields": fields})


def image_changed(image: int, fields: Mapping[str, Any], why: str = "") -> Deed:
    """Facts of an image (see ``IMAGE_FACTS``), what they are now, and why they changed."""
    return Deed(Act.IMAGE_CHANGED, image, detail={"fields": dict(fields), **reason(why)})


def found_again(image: int, name: str, path: str) -> Deed:
    """The picture that was marked, under name and path of now; it takes part again."""
    return image_changed(image, {"name": name, PLACE: path, "picture": None})


def row_digest(values: Iterable[Any], data: bytes = b"") -> bytes:
    """SHA-256 of a row: of plain values in a fixed order, then of its bytes.

    Args:
        values: Texts, numbers and ``None``.
        data: What is too large or not text.
    """
    text = json.dumps(list(values), separators=(",", ":")).encode()
    whole = hashlib.sha256(len(text).to_bytes(8, "big") + text)
    whole.update(data)
    return whole.digest()


def step_digest(*values: Any) -> bytes:
    """The digest of a row of the journal: the values of ``STEP_FACTS``, the last one bytes."""
    return row_digest(("step", *values[:-1]), values[-1])


def acceptance_digest(*values: Any) -> bytes:
    """The digest of an acceptance: the values of ``ACCEPTANCE_FACTS``."""
    return row_digest(("acceptance", *values))


def generation_digest(*values: Any) -> bytes:
    """The digest of a generation: the values of ``GENERATION_FACTS``."""
    return row_digest(("generation", *values))


def held_digest(parts: Iterable[bytes | str | None]) -> str:
    """What is kept of an acceptance until its labels are made: the values of ``HELD``."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(b"-" if data is None else len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


TABLES = ("settings", "images", "journal", "acceptances", "generations", "readings")
STEP_FACTS = ("image_id", "title", "layer", "person", "created_at", "why", "data")
ACCEPTANCE_FACTS = (
    "image_id",
    "person",
    "created_at",
    "reason",
    "why",
    "digest",
    "facts",
    "answer",
)
HELD = ("within", "probability", "objects", "depth", "class_planes", "class_names")
# Not its folder: that is told from where the project lies.
GENERATION_FACTS = ("number", "parent", "holdout_dice", "created_at", "note")


def found(run: Run, act: Act) -> Iterator[Deed]:
    """Everything that stands in a project, one row at a time: a journal may be large."""
    for key, value in run("SELECT key, value FROM settings ORDER BY key"):
        yield setting(key, value)
    for number, *values in run(f"SELECT id, {IMAGE_COLUMNS}, {PLACE} FROM images ORDER BY id"):
        fields = dict(zip((*IMAGE_FACTS, *PICTURE_FACTS, PLACE), values, strict=True))
        yield Deed(act, number, detail={"kind": "image", "fields": fields})
    for number, reader, state, sentence in run(
        "SELECT image_id, reader, state, sentence FROM readings ORDER BY image_id, reader"
    ):
        told = {"reader": reader, "state": state, "sentence": sentence}
        yield image_changed(number, {READING + reader: json.dumps(told)})
    columns = ", ".join(STEP_FACTS)
    for number, status, *values in run(f"SELECT id, status, {columns} FROM journal ORDER BY id"):
        detail = {"kind": "step", "status": status}
        yield Deed(act, values[0], number, step_digest(*values), detail)
    columns = ", ".join(ACCEPTANCE_FACTS)
    query = f"SELECT id, status, journal_id, {columns} FROM acceptances ORDER BY id"
    for number, status, step, *values in run(query):
        detail = {"kind": "acceptance", "status": status, "step": step}
        yield Deed(act, values[0], number, acceptance_digest(*values), detail)
    columns = ", ".join(GENERATION_FACTS)
    for forced, *values in run(f"SELECT in_force, {columns} FROM generations ORDER BY number"):
        kind = {"kind": "generation", "in_force": bool(forced)}
        yield Deed(act, None, values[0], generation_digest(*values), kind)


_PUT = (
    "INSERT INTO chain (number, at, person, act, image, row, digest, detail, hash) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _seal(before: bytes, values: tuple[Any, ...]) -> bytes:
    plain = [value.hex() if isinstance(value, bytes) else value for value in values]
    text = json.dumps(plain, separators=(",", ":"))
    return hashlib.sha256(before + text.encode()).digest()
