"""The project as everyone else sees it: a folder with images, what people drew, and models.

The work is done in its parts, which share one store; this module only opens and closes them.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import select

from lvit_core.errors import LViTError
from lvit_core.files import clear_unfinished
from lvit_core.inside import path_inside
from lvit_core.project import schema
from lvit_core.project.acceptances import AcceptanceStore
from lvit_core.project.answers import AnswerStore
from lvit_core.project.chain_store import ChainStore
from lvit_core.project.class_codes import ClassCodes
from lvit_core.project.class_words import ClassWords
from lvit_core.project.clock import now
from lvit_core.project.convention import change_convention, convention_history
from lvit_core.project.for_the_record import KEY as RECORD_KEY
from lvit_core.project.for_the_record import OFF, ON, GivenReason, refuse_without_reason
from lvit_core.project.generations import GenerationStore
from lvit_core.project.images import ImageStore
from lvit_core.project.journal import JournalStore
from lvit_core.project.kinds import KEY as KIND_KEY
from lvit_core.project.kinds import Kinds, text_of
from lvit_core.project.locking import NotWritableError
from lvit_core.project.needs import NeedStore
from lvit_core.project.other_kinds import OtherKinds
from lvit_core.project.people import known_people
from lvit_core.project.pictures import PictureStore
from lvit_core.project.pixel_size import ImageSizes, sizes_in, state_pixel_sizes, stated
from lvit_core.project.proposals import ProposalStore
from lvit_core.project.pseudo_decisions import PseudoDecisions
from lvit_core.project.pseudonyms import SECRET_KEY, Pseudonyms, new_secret
from lvit_core.project.reading_store import ReadingStore
from lvit_core.project.records import ImageRecord, ProjectSettings
from lvit_core.project.region_store import RegionStore
from lvit_core.project.setting_faults import LATERALITIES, refuse_faults
from lvit_core.project.sqlite_file import FILE_NAME
from lvit_core.project.store import Store
from lvit_core.prompt.laterality import Sides


class Project:
    """An open project. Safe to use from several threads; use `create` or `open` to get one.

    Attributes:
        images: The images and what is said about each.
        pictures: Whether the files are still those that were marked.
        journal: Every edit, and the labels they lead to.
        regions: Which images are annotated in a part alone.
        readings: What other readers made of the images.
        proposals: Predictions that wait for a decision.
        acceptances: What was accepted, before its labels are made.
        answers: What made the answers that became proposals and objects.
        generations: The models the project has trained.
        needs: Why an image wants a look.
        kinds: The kinds of image that travel with it, and its classes.
        class_words: What classes of other lists are here.
        class_codes: What classes are in coded terms that no template knows.
        pseudo_decisions: Which pseudo labels teach nothing, or stay as they are.
        chain: What people decided, sealed by hash.
        pseudonyms: What leaves the project instead of names and numbers of DICOM files.
        reason: Why labeled images change, where a person was asked; it is not stored by itself.
        unclean: Whoever had it open for writing last was cut off.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._settings = self._load_settings()
        self.sizes = ImageSizes(store)
        self.reason = GivenReason(lambda: self._settings.for_the_record)
        self.unclean = store.unclean
        self.images = ImageStore(store)
        self.pictures = PictureStore(store)
        self.other_kinds = OtherKinds()
        self.journal = JournalStore(store)
        self.regions = RegionStore(store, self.journal)
        self.readings = ReadingStore(store)
        self.proposals = ProposalStore(store)
        self.acceptances = AcceptanceStore(store)
        self.answers = AnswerStore(store)
        self.generations = GenerationStore(store)
        self.needs = NeedStore(store)
        self.pseudonyms = Pseudonyms.of(store)
        self.class_codes = ClassCodes(store)
        self.class_words = ClassWords(store)
        self.pseudo_decisions = PseudoDecisions(store)
        self.kinds = Kinds(store)
        self.kinds.bring()
        self.chain = ChainStore(store)

    @classmethod
    def create(
        cls, folder: str | Path, settings: ProjectSettings, seed: str | None = None, kind: str = ""
    ) -> Project:
        """Makes a new project folder and opens it.

        Args:
            folder: Is made when it is not there; must not hold a project.
            settings: Name, template, laterality and stated pixel sizes; the version is set by the
                store.
            seed: Decides the hold-out split and the names of groups; random when omitted.
            kind: The text of the template's file, if it is none that this machine has.

        Raises:
            LViTError: There is already a project, the folder cannot be written, or the
                laterality is unknown.
        """
        folder = Path(folder)
        if settings.laterality not in LATERALITIES:
            raise LViTError(
                "There is no laterality '{laterality}'.",
                "Use one of: {lateralities}.",
                laterality=settings.laterality,
                lateralities=", ".join(LATERALITIES),
            )
        values = {
            "name": settings.name.encode("utf-8", "replace").decode("utf-8"),  # of any folder
            "template": settings.template,
            "laterality": settings.laterality,
            "created_at": now(),
            "seed": seed or secrets.token_hex(16),
            **stated(settings.pixel_sizes),
            SECRET_KEY: new_secret(),
        }
        if text := kind or text_of(settings.template):
            values[KIND_KEY + settings.template] = text
        return cls(Store.create(folder.absolute(), values))

    @classmethod
    def open(cls, folder: str | Path, read_only: bool = False) -> Project:
        """Opens a project; one program writes, any number may read.

        Raises:
            LViTError: There is no project, it is open elsewhere, it is damaged, or it was
                written by a newer version (it is then left as it is).
        """
        folder = Path(folder)
        store = Store.open(folder.absolute(), read_only)
        clear_unfinished(folder.absolute().parent)  # exports that were killed, beside the project
        try:
            opened = cls(store)
            if not opened.read_only:
                opened.kinds.keep(opened.template_name)  # of projects from before kinds travelled
        except BaseException:
            store.close()
            raise
        return opened

    @classmethod
    def open_as_allowed(cls, folder: str | Path) -> Project:
        """As ``open``; only for reading where nobody may write, on a medium or in a folder."""
        try:
            return cls.open(folder)
        except NotWritableError:
            return cls.open(folder, read_only=True)

    def require_writable(self) -> None:
        """Raises ``LViTError`` where the project can only be read."""
        if self.read_only:
            raise LViTError(
                "This project can only be read here, so nothing in it is changed.",
                "Save a copy elsewhere (File menu) and work on that.",
            )

    @staticmethod
    def exists(folder: str | Path) -> bool:
        """True when the folder holds a project."""
        folder = Path(folder)
        return (folder / FILE_NAME).is_file()

    def close(self) -> None:
        """Closes the file and lets others open it. Safe to call twice."""
        self.kinds.close()
        self._store.close()

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """The absolute path of the project folder."""
        return self._store.folder

    @property
    def file(self) -> Path:
        """The data base in it: all that is stored."""
        return self._store.folder / FILE_NAME

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    @property
    def trouble(self) -> str:
        """Why nothing can be saved in its folder any more; empty while all is well."""
        return self._store.trouble

    def copy_to(self, folder: str | Path) -> bool:
        """Writes all that is stored into another folder, whole or not at all.

        Where that holds something already, a new folder in it is made.

        Where the project's own folder is gone, or another file lies in it, this is the project from
        then on, and what waits to be written goes there.

        Returns:
            Whether it is.

        Raises:
            LViTError: There is a project already, or the disk refuses; then all is as it was.
        """
        lost, folder = bool(self.trouble), Path(folder)
        if not self.exists(folder) and folder.is_dir() and any(folder.iterdir()):
            folder = folder / self.folder.name
        self._store.copy_to(folder, move=lost)
        return lost

    @property
    def person(self) -> str:
        """Who works on it now: stamped on every edit and decision; empty when not stated."""
        return self._store.person

    @person.setter
    def person(self, name: str) -> None:
        self._store.person = name

    @property
    def people(self) -> list[str]:
        """Everybody whom it names, with who works on it now."""
        return sorted({*known_people(self._store), self.person} - {""})

    @property
    def settings(self) -> ProjectSettings:
        return self._settings

    @property
    def template_name(self) -> str:
        """Template of new images."""
        return self._settings.template

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """What is written in the block is on the disk afterwards, or nothing of it.

        Others cannot write meanwhile: keep it short.
        """
        with self._store.write():
            yield

    def moment(self) -> AbstractContextManager[None]:
        """All that this thread reads in the block is of one moment; a person may go on drawing."""
        return self._store.moment()

    def change_settings(
        self, *, name: str = "", for_the_record: bool | None = None, why: str = ""
    ) -> None:
        """Changes what is stated, and nothing else.

        Args:
            name: Shown in the title of the window.
            for_the_record: Whether what is labeled changes for a stated reason only.
            why: The reason, where that ends though images are labeled.

        Raises:
            ReasonWantedError: It ends, an image is labeled, and ``why`` is empty.
        """
        stated = {"name": name} if name else {}
        if for_the_record is not None:
            stated[RECORD_KEY] = ON if for_the_record else OFF
        with self._store.write() as connection:
            if for_the_record is False:
                refuse_without_reason(connection, None, why)
            for key, value in stated.items():
                self._store.set_value(connection, key, value, why if key == RECORD_KEY else "")
        self._settings = self._load_settings()

    def state_licence(self, licence: str) -> None:
        """Says under which licence the data may be used; exports tell it."""
        with self._store.write() as connection:
            self._store.set_value(connection, "licence", " ".join(licence.split()))
        self._settings = self._load_settings()

    def change_laterality(self, to: str, *, rewrite: bool = True, why: str = "") -> None:
        """Declares whose left is meant and rewrites every stored sentence so that none changes
        its meaning; `rewrite=False` corrects a wrong declaration alone. Recorded in the settings.

        Raises:
            ReasonWantedError: An image is labeled, the project for the record, and ``why`` empty.
            LViTError: ``to`` is neither ``"viewer"`` nor ``"patient"``.
        """
        change_convention(self._store, self._settings.laterality, to, self.person, rewrite, why)
        self._settings = self._load_settings()

    def laterality_changes(self) -> list[dict[str, Any]]:
        """Every change of the convention, oldest first: when, by whom, from and to which."""
        return convention_history(self._store)

    def sides(self, image: ImageRecord) -> Sides:
        """Whose left and right the sentence of an image means, and how it shows the patient."""
        return Sides(self._settings.laterality, image.orientation)

    def state_pixel_size(self, of: str, um: float | None, *more: str) -> None:
        """Says how large the pixels of images are where files tell nothing.

        Args:
            of: The template, or a source of it (`source_of`), which counts before that.
            um: Micrometres per pixel, 0.02 to 2000; ``None`` if nobody knows.
            more: Further templates and sources of which that is said.

        Raises:
            LViTError: The size is out of range.
        """
        state_pixel_sizes(self._store, (of, *more), um)
        self._settings = self._load_settings()

    def thumbnail_path(self, image_id: int) -> Path:
        """Where the thumbnail of an image lies or will lie; the cache may be deleted any time."""
        record = self.images.get(image_id)
        return path_inside(self.folder / "cache" / "thumbnails", f"{record.content_hash}.png")

    def _load_settings(self) -> ProjectSettings:
        query = select(schema.settings.c.key, schema.settings.c.value)
        with self._store.read() as connection:
            values = {row.key: row.value for row in connection.execute(query)}
        refuse_faults(values)
        return ProjectSettings(
            values["name"],
            values["template"],
            values["laterality"],
            schema.SCHEMA_VERSION,
            sizes_in(values),
            values.get("licence", ""),
            values.get(RECORD_KEY) == ON,
        )
