"""The images of a project: listing them fast, adding, finding and describing them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Select, case, delete, func, select, update

from lvit_core.errors import LViTError
from lvit_core.progress import Progress
from lvit_core.project import schema
from lvit_core.project.additions import AddReport, PageChoice
from lvit_core.project.chain import Act, Deed, found_again, image_changed, reason
from lvit_core.project.for_the_record import refuse_without_reason
from lvit_core.project.generations import GenerationStore
from lvit_core.project.listing import list_images
from lvit_core.project.missing import note_missing
from lvit_core.project.paths import content_hash, file_stamp, stored_path
from lvit_core.project.records import Counts, ImageRecord, ImageState
from lvit_core.project.splits import HOLDOUT, TRAIN
from lvit_core.project.store import Store
from lvit_core.wording import said

if TYPE_CHECKING:  # it loads the readers of all formats, and a list of images needs none
    from lvit_core.project.adding import ImageAdder


class LearntError(LViTError):
    """An image cannot judge models, because one has learnt from it.

    Args:
        name: Of the image.
        why: Which has.
    """

    def __init__(self, name: str, why: str) -> None:
        self.why = said("it cannot be held out, {why}", why=why)
        super().__init__(
            said("{name} cannot be held out: {why}.", name=name, why=why),
            said("Hold out images that training has not seen, such as new ones."),
        )


def _refuse_learnt(store: Store, which: Select[Any]) -> None:
    """Raises `LearntError` where a generation has learnt from one of the images."""
    generations = GenerationStore(store)
    if not generations.all():
        return
    learnt = generations.learnt()
    with store.read() as connection:
        numbers = list(connection.execute(which).scalars())
    for record in list_images(store, schema.images.c.id.in_(numbers)):
        if why := learnt.by(record):
            raise LearntError(record.name, why)


class ImageStore:
    """The part of a project that knows its images.

    In a project for the record, whatever changes a labeled image or takes it away needs ``why``;
    without it everything stays as it is, and `ReasonWantedError` is raised.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[ImageRecord]:
        """Every image in the order it was added; 100,000 take some 0.3 s."""
        return list_images(self._store)

    def ids(self) -> list[int]:
        """The ids of all images in the order they were added."""
        with self._store.read() as connection:
            query = select(schema.images.c.id).order_by(schema.images.c.id)
            return list(connection.execute(query).scalars())

    def some(self, ids: Sequence[int]) -> list[ImageRecord]:
        """Those of some hundred images that are in the project, in the order they were added."""
        return list_images(self._store, schema.images.c.id.in_(ids))

    def get(self, image_id: int) -> ImageRecord:
        """One image; raises ``LViTError`` when it is not in the project."""
        found = list_images(self._store, schema.images.c.id == image_id)
        if not found:
            raise LViTError("This image is no longer in the project.", "Choose another image.")
        return found[0]

    def counts(self) -> Counts:
        """How many images there are in each state."""
        images = schema.images.c

        def number(condition: Any) -> Any:
            return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

        query = select(
            func.count(images.id),
            *(number(images.state == state.value) for state in ImageState),
            number(images.split == HOLDOUT),
            number(images.sentence != ""),
            number(images.missing == 1),
        )
        with self._store.read() as connection:
            total, unlabeled, in_progress, labeled, holdout, sentences, missing = (
                connection.execute(query).one()
            )
            proposals = connection.execute(
                select(func.count(schema.proposals.c.image_id.distinct()))
            ).scalar_one()
        return Counts(
            total, unlabeled, in_progress, labeled, holdout, sentences, proposals, missing
        )

    def path(self, image_id: int) -> Path:
        """Where the file should lie; it may be missing."""
        with self._store.read() as connection:
            stored = connection.execute(
                select(schema.images.c.path).where(schema.images.c.id == image_id)
            ).scalar_one_or_none()
        if stored is None:
            raise LViTError("This image is no longer in the project.", "Choose another image.")
        return Path(os.path.normpath(self._store.folder / stored))

    def add(
        self,
        paths: Iterable[str | Path],
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
        template: str | None = None,
        pages: PageChoice | None = None,
    ) -> AddReport:
        """Adds files and everything below folders; what cannot be read is listed, not raised.

        Args:
            paths: Files and folders.
            progress: Called with done, total and the name of the file.
            cancelled: Asked before each file; what was added until then stays.
            template: Template of the new images; the project's own when omitted.
            pages: Which pages of files that hold several pictures; without it those are listed
                as skipped.
        """
        files = [Path(path) for path in paths]
        return self.adder(template).add(files, progress, cancelled, pages or PageChoice())

    def adder(self, template: str | None = None) -> ImageAdder:
        """Looks at files one by one, for whoever stores images together with their labels."""
        from lvit_core.project.adding import ImageAdder  # noqa: PLC0415 - brings all formats

        return ImageAdder(self._store, template)

    def remove(self, image_ids: Sequence[int], why: str = "") -> None:
        """Takes images with all that was drawn on them out of the project; files stay."""
        with self._store.write() as connection:
            for image_id in image_ids:
                refuse_without_reason(connection, image_id, why)
                connection.execute(delete(schema.images).where(schema.images.c.id == image_id))
                deed = Deed(Act.IMAGE_REMOVED, image_id, detail=reason(why))
                self._store.note(connection, deed)

    def refresh_missing(self) -> dict[int, bool]:
        """Looks at the disk and remembers which files are gone.

        Returns:
            What is news, by the ids of images: gone (true), or there again.
        """
        gone, news = note_missing(self._store)
        now_missing = set(gone)
        return {image_id: image_id in now_missing for image_id in news}

    def find_missing(
        self, folder: str | Path, cancelled: Callable[[], bool] | None = None
    ) -> list[ImageRecord]:
        """Looks below ``folder`` for files that were moved or renamed, by their content.

        Returns:
            The images that were found again; their labels are untouched.
        """
        folder = Path(folder)
        gone = set(note_missing(self._store)[0])
        images = schema.images.c
        with self._store.read() as connection:
            query = select(images.id, images.content_hash, images.file_size)
            wanted = [row for row in connection.execute(query) if row.id in gone]
        sizes = {row.file_size for row in wanted}
        by_hash = {row.content_hash: row.id for row in wanted}
        found: list[int] = []
        for file in sorted(folder.rglob("*")):
            if not by_hash or (cancelled is not None and cancelled()):
                break
            if not file.is_file() or file.stat().st_size not in sizes:
                continue
            stamp = file_stamp(file)  # before it is read: what changes meanwhile is noticed later
            image_id = by_hash.pop(content_hash(file), None)
            if image_id is None:
                continue
            path = stored_path(file.resolve(), self._store.folder)
            with self._store.write() as connection:
                self._update(
                    connection,
                    image_id,
                    path=path,
                    name=file.name,
                    missing=0,
                    file_stamp=stamp,
                    picture=None,
                )
                self._store.note(connection, found_again(image_id, file.name, path))
            found.append(image_id)
        return [self.get(image_id) for image_id in found]

    def set_template(self, image_id: int, name: str, why: str = "") -> None:
        """Changes which layers, grammar and model an image follows."""
        with self._store.write() as connection:
            self._say(connection, image_id, why, template=name)

    def set_orientation(self, image_id: int, orientation: str | None, why: str = "") -> None:
        """Records how an image shows the patient where its file does not say.

        Args:
            image_id: Which.
            orientation: The patient's side to which columns run, ``"L"`` or ``"R"``; ``None``
                where nobody knows.
            why: For the record.
        """
        with self._store.write() as connection:
            self._say(connection, image_id, why, orientation=orientation)

    def set_reason(self, image_id: int, text: str, why: str = "") -> None:
        """Records why an image was accepted against a contradiction."""
        with self._store.write() as connection:
            self._say(connection, image_id, why, reason=text)

    def set_split(self, image_id: int, split: str, why: str = "") -> None:
        """Moves an image, with all images of its patient, to ``"train"`` or ``"holdout"``.

        Raises:
            LearntError: A generation has learnt from one of them: it would judge too kindly.
        """
        if split not in (TRAIN, HOLDOUT):
            raise LViTError(
                "There is no split '{split}'.",
                "Use {train} or {holdout}.",
                split=split,
                train=TRAIN,
                holdout=HOLDOUT,
            )
        images = schema.images.c
        with self._store.write() as connection:
            group = connection.execute(
                select(images.patient_group).where(images.id == image_id)
            ).scalar_one_or_none()
            same = images.patient_group == group if group else images.id == image_id
            if split == HOLDOUT:
                _refuse_learnt(self._store, select(images.id).where(same, images.split != HOLDOUT))
            self._move(connection, same, split, why)

    def set_group(self, image_ids: Sequence[int], group: str, why: str = "") -> None:
        """Says that images show one patient, so that they never lie on both sides of the split.

        If any image of the patient was used for training, all of them count as training images
        from now on: a hold-out that was trained on would judge too kindly.
        """
        images = schema.images.c
        with self._store.write() as connection:
            for image_id in image_ids:
                self._say(connection, image_id, why, patient_group=group)
            members = images.patient_group == group
            splits = set(
                connection.execute(select(images.split).where(members)).scalars() if group else ()
            )
            if TRAIN in splits:
                self._move(connection, members, TRAIN, why)

    def _move(self, connection: Connection, which: Any, split: str, why: str) -> None:
        images = schema.images.c
        other = select(images.id).where(which, images.split != split)
        for image_id in connection.execute(other).scalars().all():
            self._say(connection, image_id, why, split=split)

    def _say(self, connection: Connection, image_id: int, why: str, **facts: str | None) -> None:
        """Sets what people say about an image, and chains it."""
        refuse_without_reason(connection, image_id, why)
        self._update(connection, image_id, **facts)
        self._store.note(connection, image_changed(image_id, facts, why))

    @staticmethod
    def _update(connection: Any, image_id: int, **values: object) -> None:
        connection.execute(
            update(schema.images).where(schema.images.c.id == image_id).values(**values)
        )
