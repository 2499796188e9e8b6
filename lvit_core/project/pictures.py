"""Whether the file behind an image is still the picture that was marked, and what to do if not.

Marks belong to a picture, not to a name. A file that was replaced under its name is noticed by its
content before anything is drawn, predicted, trained or exported; what becomes of the marks, a
person decides. A file is read only where size, times or place on the disk are others than at the
last look, and only when somebody needs it: opening a project reads none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from lvit_core.errors import LViTError
from lvit_core.imaging.info import ImageInfo
from lvit_core.project import schema
from lvit_core.project.chain import found_again, image_changed, reason
from lvit_core.project.clock import now
from lvit_core.project.for_the_record import refuse_without_reason
from lvit_core.project.paths import content_hash, file_stamp, stored_path
from lvit_core.project.records import Picture, PictureChange
from lvit_core.project.steady import SteadyFile, digest_of
from lvit_core.project.store import Store
from lvit_core.wording import said

BATCH = 500  # parameters of one query; SQLite takes no more than some thousand
MOST_NAMES = 5
DECISIONS_KEY = "picture_decisions"


def refuse_changed(names: Iterable[str]) -> LViTError:
    """The error of whoever would have used pictures that are not those that were marked."""
    found = list(names)
    shown = ", ".join(found[:MOST_NAMES])
    rest = len(found) - MOST_NAMES
    more = said(" and {count} more", count=rest) if rest > 0 else ""
    are = said("is another picture") if len(found) == 1 else said("are other pictures")
    return LViTError(
        "{shown}{more} {are} than when the marks were made.",
        "Open the project and decide what becomes of the marks, or leave such images out "
        "(--skip-changed).",
        shown=shown,
        more=more,
        are=are,
    )


@dataclass(frozen=True)
class _Look:
    """What one look at a file found; without a stamp there is nothing to remember."""

    row: Row[Any]
    picture: Picture
    stamp: str = ""


class PictureStore:
    """The part of a project that compares files with what was marked."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._looked: dict[int, tuple[str, Picture]] = {}

    def verify(self, image_id: int) -> Picture:
        """Whether an image's file is the picture that was marked; remembers the answer.

        A missing file is no other picture. Reads the file only if it may have changed, so call it
        off the interface thread.

        Raises:
            LViTError: The image is not in the project, or its file cannot be read.
        """
        return self._verified(self._row(image_id))

    def require(self, image_id: int) -> None:
        """Raises `LViTError` unless the file is the picture that was marked."""
        row = self._row(image_id)
        if self._verified(row) is not Picture.SAME:
            raise LViTError(
                "{name} is another picture than when the marks were made.",
                "Choose the image again and say what becomes of its marks.",
                name=row.name,
            )

    @contextmanager
    def staying(self, image_id: int) -> Iterator[None]:
        """While the block reads an image's file, it is the picture that was marked.

        Raises:
            LViTError: It was another before, or was changed meanwhile.
        """
        file = SteadyFile(self._path(self._row(image_id)))
        self.require(image_id)
        yield
        file.require()

    def verify_all(
        self, image_ids: Iterable[int], cancelled: Callable[[], bool] | None = None
    ) -> dict[int, Picture]:
        """Those of many images that are not the picture that was marked, and what was decided.

        A file that cannot be read is passed over: whoever reads it says what is wrong with it.
        """
        found: dict[int, Picture] = {}
        for ids in _batches(list(image_ids)):
            looks = []
            for row in self._rows(ids):
                if cancelled is not None and cancelled():
                    break
                try:
                    look = self._look(row)
                except LViTError:
                    continue
                looks.append(look)
                if look.picture is not Picture.SAME:
                    found[row.id] = look.picture
            self._remember(looks)
        return found

    def describe_change(self, image_id: int) -> PictureChange:
        """What lies under the image's name now; reads that file.

        Raises:
            LViTError: It cannot be read.
        """
        row, info, digest, _ = self._found(image_id)
        other = self._owner(digest, image_id)
        same = (info.height, info.width) == (row.height, row.width)
        return PictureChange(image_id, row.name, same, None if other is None else other.name)

    def follow(self, image_id: int, why: str = "") -> list[int]:
        """A person says that the picture under the name is right; returns the images it touches.

        Where it is the picture of another image of the project, names were exchanged: each image
        follows its picture to the name it has now. Otherwise the marks stay, on the new picture.

        Raises:
            ReasonWantedError: An image is labeled, the project for the record, and ``why`` empty.
            LViTError: The marks do not fit the picture, or it is already in the project.
        """
        row, info, digest, stamp = self._found(image_id)
        if self._owner(digest, image_id) is not None:
            return self._exchange_names(row, why)
        if (info.height, info.width) != (row.height, row.width):
            raise LViTError(
                "The picture under {name} is {width} x {height} pixels, the marks are "
                "{width_2} x {height_2}.",
                "Find the right file, or leave the image out.",
                name=row.name,
                width=info.width,
                height=info.height,
                width_2=row.width,
                height_2=row.height,
            )
        size = self._path(row).stat().st_size
        spacing = info.spacing_mm or (None, None)
        told = {
            "content_hash": digest, "file_size": size, "channels": info.channels,
            "spacing_y_mm": spacing[0], "spacing_x_mm": spacing[1],
            "spacing_kind": info.spacing_kind, "orientation": info.orientation, "picture": None,
        }  # fmt: skip
        with self._store.write() as connection:
            refuse_without_reason(connection, image_id, why)
            _update(connection, image_id, file_stamp=stamp, missing=0, **told)
            self._store.note(connection, image_changed(image_id, told, why))
            # What a model saw was the other picture.
            for table in (schema.proposals, schema.rejections):
                connection.execute(delete(table).where(table.c.image_id == image_id))
            facts = {"was": row.content_hash, **reason(why)}
            self._record(connection, row, "marks kept on another picture", **facts)
        return [image_id]

    def locate(self, image_id: int, place: str | Path) -> list[int]:
        """Finds the picture that was marked: a file, or somewhere below a folder.

        Returns:
            The image, whose file is known again.

        Raises:
            LViTError: It is not there.
        """
        row, place = self._row(image_id), Path(place)
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        with self._store.read() as connection:
            taken = set(connection.execute(select(schema.images.c.path)).scalars())
        for file in files:
            if not file.is_file() or file.stat().st_size != row.file_size:
                continue
            path = stored_path(file.resolve(), self._store.folder)
            stamp = file_stamp(file)
            if (path == row.path or path not in taken) and content_hash(file) == row.content_hash:
                with self._store.write() as connection:
                    _update(
                        connection, image_id, path=path, name=file.name, missing=0,
                        file_stamp=stamp, picture=None,
                    )  # fmt: skip
                    self._store.note(connection, found_again(image_id, file.name, path))
                    self._record(connection, row, "file located", now_at=path)
                return [image_id]
        raise LViTError(
            "The picture that was marked as {name} is not there.",
            "Choose its file, or a folder that holds it.",
            name=row.name,
        )

    def leave_out(self, image_id: int, why: str = "") -> None:
        """A person says that the image takes no part until its picture is back.

        Raises:
            ReasonWantedError: It is labeled, the project for the record, and ``why`` empty.
        """
        row = self._row(image_id)
        with self._store.write() as connection:
            refuse_without_reason(connection, image_id, why)
            told = {"picture": Picture.LEFT_OUT.value}
            _update(connection, image_id, **told)
            self._store.note(connection, image_changed(image_id, told, why))
            self._record(connection, row, "left out", **reason(why))

    def decisions(self) -> list[dict[str, str]]:
        """What persons decided about replaced pictures, oldest first: when, who, which, what."""
        with self._store.read() as connection:
            return _decisions(connection)

    def _verified(self, row: Row[Any]) -> Picture:
        look = self._look(row)
        self._remember([look])
        return look.picture

    def _look(self, row: Row[Any]) -> _Look:
        """Compares one file, reading it only if it is not as it was at the last look."""
        path = self._path(row)
        known = Picture(row.picture or Picture.SAME)
        try:
            stamp = file_stamp(path)
        except OSError:
            return _Look(row, known)  # missing; told elsewhere
        if stamp == row.file_stamp:
            return _Look(row, known)
        before = self._looked.get(row.id)
        if before is not None and before[0] == stamp:
            return _Look(row, before[1])
        same = path.stat().st_size == row.file_size and digest_of(path) == row.content_hash
        picture = Picture.SAME if same else max(known, Picture.CHANGED, key=_GRAVITY.index)
        return _Look(row, picture, stamp)

    def _remember(self, looks: list[_Look]) -> None:
        """Stores what was found, unless somebody has decided about the image meanwhile."""
        looks = [look for look in looks if look.stamp]
        # Also for reads of one moment, which do not see what is stored now.
        self._looked |= {look.row.id: (look.stamp, look.picture) for look in looks}
        if looks and not self._store.read_only:
            images = schema.images
            with self._store.write() as connection:
                for look in looks:
                    value = None if look.picture is Picture.SAME else look.picture.value
                    done = connection.execute(
                        update(images)
                        .where(
                            images.c.id == look.row.id,
                            images.c.path == look.row.path,
                            images.c.content_hash == look.row.content_hash,
                            images.c.picture.is_(look.row.picture),
                        )
                        .values(file_stamp=look.stamp, picture=value)
                    )
                    if done.rowcount and value is None and look.row.picture == Picture.LEFT_OUT:
                        self._store.note(
                            connection, found_again(look.row.id, look.row.name, look.row.path)
                        )

    def _exchange_names(self, row: Row[Any], why: str) -> list[int]:
        """Gives each image of a round of exchanged names the name that its picture has now."""
        moves: dict[int, str] = {}
        here = row
        while row.id not in moves:
            path = self._path(here)
            owner = self._owner(content_hash(path), 0) if path.is_file() else None
            if owner is not None and owner.id == here.id:
                raise LViTError(
                    "The picture under {name} is also {name_2}, which is in the project.",
                    "Find the right file, or leave the image out.",
                    name=row.name,
                    name_2=owner.name,
                )
            if owner is None or owner.id in moves:
                break
            moves[owner.id] = here.path
            here = owner
        moves.setdefault(row.id, here.path)  # its own picture is under no name: it is asked again
        home = self._store.folder
        with self._store.write() as connection:
            for image_id in moves:  # no two images may have one path at any moment
                refuse_without_reason(connection, image_id, why)
                _update(connection, image_id, path=f"?{image_id}")
            for image_id, stored in moves.items():
                file = Path(os.path.normpath(home / stored))
                _update(
                    connection, image_id, path=stored, name=file.name, file_stamp=None,
                    picture=None, missing=int(not file.is_file()),
                )  # fmt: skip
                self._store.note(connection, found_again(image_id, file.name, stored))
            names = " ".join(f"{number}:{stored}" for number, stored in moves.items())
            self._record(connection, row, "names exchanged", now_at=names, **reason(why))
        return list(moves)

    def _record(self, connection: Connection, row: Row[Any], decision: str, **facts: str) -> None:
        """Keeps a decision: the journal of edits holds what was drawn, not on which file."""
        entry = {
            "at": now(), "person": self._store.person, "image_id": str(row.id), "name": row.name,
            "decision": decision, **facts,
        }  # fmt: skip
        value = json.dumps([*_decisions(connection), entry], ensure_ascii=False)
        self._store.set_value(connection, DECISIONS_KEY, value)

    def _found(self, image_id: int) -> tuple[Row[Any], ImageInfo, str, str]:
        """The image's row, and facts, hash and stamp of the file that lies there now."""
        from lvit_core.imaging.readers import probe  # noqa: PLC0415 - brings all formats

        row = self._row(image_id)
        path = self._path(row)
        info = probe(path)
        stamp = file_stamp(path)  # before it is read: what changes meanwhile is noticed later
        return row, info, digest_of(path), stamp

    def _owner(self, digest: str, image_id: int) -> Row[Any] | None:
        """The image, other than ``image_id``, whose picture has that hash."""
        images = schema.images.c
        query = _LOOK.where(images.content_hash == digest, images.id != image_id)
        with self._store.read() as connection:
            return connection.execute(query).first()

    def _row(self, image_id: int) -> Row[Any]:
        rows = self._rows([image_id])
        if not rows:
            raise LViTError("This image is no longer in the project.", "Choose another image.")
        return rows[0]

    def _rows(self, image_ids: list[int]) -> list[Row[Any]]:
        with self._store.read() as connection:
            query = _LOOK.where(schema.images.c.id.in_(image_ids))
            return list(connection.execute(query))

    def _path(self, row: Row[Any]) -> Path:
        return Path(os.path.normpath(self._store.folder / row.path))


_GRAVITY = (Picture.SAME, Picture.CHANGED, Picture.LEFT_OUT)
_LOOK = select(
    *(
        schema.images.c[name]
        for name in (
            "id", "path", "name", "content_hash", "file_size", "file_stamp", "picture", "height",
            "width",
        )
    )
)  # fmt: skip


def _decisions(connection: Connection) -> list[dict[str, str]]:
    columns = schema.settings.c
    query = select(columns.value).where(columns.key == DECISIONS_KEY)
    stored = connection.execute(query).scalar_one_or_none()
    return list(json.loads(stored)) if stored else []


def _batches(image_ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(image_ids), BATCH):
        yield image_ids[start : start + BATCH]


def _update(connection: Connection, image_id: int, **values: object) -> None:
    connection.execute(update(schema.images).where(schema.images.c.id == image_id).values(**values))
