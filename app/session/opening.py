"""Making an image current: read off the interface thread, history and view restored."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.session.commands import EditCommand
from app.session.document import Document
from app.session.services import Services
from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.imaging.view_state import ViewMemory
from lvit_core.project.list_order import Ordered
from lvit_core.project.loaded_image import LoadedImage
from lvit_core.project.place import image_left, keep_image
from lvit_core.project.queued_journal import QueuedJournal
from lvit_core.project.records import ImageRecord, PictureChange, ReplacedPictureError
from lvit_core.project.saving import Refusal, SaveState, StoredEntry

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project

Finish = Callable[[Callable[[], bool]], object]  # asks whether the image is still wanted

READING_S = 1.0  # nothing smaller is begun while an image is read,
SHOWING_S = 0.3  # nor while its first frames are painted


class ImageOpening(QObject):
    """Owns the change from one document to the next.

    ``before_leaving`` is called, in order, while the document that is left is still there: who
    has begun something on it finishes that or gives it up. ``when_done`` calls what it is given
    once nothing is computed for the document any more; it returns at once. What ``before_reading``
    returns for an image id is called in the loading thread, when all that was queued is stored.

    Signals:
        failed: The current image cannot be shown; ``replaced`` says whether another picture lies
            under its name.
    """

    failed = Signal()

    def __init__(self, state: State, services: Services) -> None:
        super().__init__(state)
        self._state = state
        self._services = services
        self._views = ViewMemory()
        self._drawn_in: dict[str, tuple[str, dict[str, str]]] = {}  # layer and classes, by template
        self.replaced: PictureChange | None = None
        self.held: Project | None = None  # it is being changed as a whole: no image is opened
        self.held_why = ""
        self._wish = 0  # counts what was asked for, so that only the latest is shown
        self.before_leaving: list[Callable[[], object]] = []
        self.before_reading: Callable[[int], Finish] = lambda _image_id: lambda _cancelled: None
        self.when_done: Callable[[Callable[[], object]], object] = lambda then: then()
        services.loader.loaded.connect(self._on_loaded)
        services.loader.failed.connect(self._on_failed)
        services.storage.dropped.connect(self._on_dropped)
        services.storage.state_changed.connect(self._on_saving)
        self._doubtful: set[int] = set()  # images that lost a change; later ones may wait

    def select(self, image_id: int) -> None:
        """Makes an image current; ``document_ready`` follows when it is read.

        Raises:
            LViTError: It is not in the project.
        """
        state, services = self._state, self._services
        record = state.library.get(image_id)
        if record is None:
            raise LViTError("That image is not in the project.", "Choose one from the list.")
        self.refuse_held()
        self._wish += 1
        wish, project = self._wish, state.project
        if state.current is not None and state.current.id == image_id:
            return

        def show() -> None:
            if wish != self._wish or state.project is not project:
                return  # another image was asked for meanwhile, or the project closed
            self.leave()
            state.current = record
            folder = state.require_project().folder
            keep_image(services.preferences, folder, image_id)  # now: it may be killed
            state.current_changed.emit()
            services.thumbnails.stand_back(READING_S)
            self.read_again()

        self.when_done(show)

    def select_first(self) -> None:
        """Shows the image that was looked at last, else the list's first."""
        state = self._state
        folder = state.require_project().folder
        found = state.library.get(image_left(self._services.preferences, folder))
        if found is not None or state.library.images:
            self.select((found or state.library.images[0]).id)

    def refuse_held(self) -> None:
        """Raises ``LViTError`` while the open project is changed as a whole."""
        if self.held is not None and self.held is self._state.project:
            raise LViTError(self.held_why, "Wait until that is done, or stop it.")

    def note(self, record: ImageRecord) -> None:
        """Takes what is stored of an image now; one that is not in the list is passed over."""
        self._state.library.update(record)

    def list_images(self, records: Iterable[ImageRecord]) -> None:
        """Takes these as the images of the project."""
        self._state.library.fill(Ordered.of(records))

    def note_proposal(self, project: Project, image_id: int) -> bool:
        """Takes that an image of a project has a proposal; whether it is the one shown."""
        state = self._state
        record = state.library.get(image_id)
        if record is None or state.project is not project:
            return False
        self.note(replace(record, has_proposal=True))
        document = state.document
        if document is None or document.record.id != image_id:
            return False
        document.record = replace(document.record, has_proposal=True)
        return True

    def read_again(self) -> None:
        """Reads the current image, or tries anew after what was in the way is decided."""
        state, storage = self._state, self._services.storage
        if state.current is not None and state.document is None:
            self.replaced = None

            finish = self.before_reading(state.current.id)

            def ready(cancelled: Callable[[], bool]) -> None:
                storage.wait_written(cancelled, math.inf)
                finish(cancelled)

            self._services.loader.load(state.require_project(), state.current, ready)

    def leave(self) -> None:
        """Settles the current document and lets it go."""
        state = self._state
        for settle in self.before_leaving:
            settle()
        if (document := state.document) is not None:
            document.settle_sentence()
            self._views.store(document.record.id, document.view, document.contrast)
            self._drawn_in[document.template.name] = document.active_layer, document.classes
        self._services.loader.cancel()
        self.replaced = None
        had_current = state.current is not None
        state.document = state.current = None
        if document is not None:
            document.deleteLater()
        if had_current:
            state.current_changed.emit()

    def _on_loaded(self, loaded: LoadedImage) -> None:
        state = self._state
        if state.current is None or state.current.id != loaded.record.id:
            return
        self._services.thumbnails.stand_back(SHOWING_S)
        document = self._document(loaded)
        state.document = document
        document.state_changed.connect(self._on_state_changed)
        document.undo_stack.indexChanged.connect(state.changed)
        document.selection_changed.connect(state.changed)
        document.proposal_changed.connect(state.changed)
        state.document_ready.emit()

    def _document(self, loaded: LoadedImage) -> Document:
        record, services, project = loaded.record, self._services, self._state.require_project()
        read = services.loader.steps.submit
        journal = QueuedJournal(project, services.storage, record, loaded.newest, read)
        document = Document(record, loaded.source, loaded.template, journal, self)
        document.planes.update(loaded.planes)
        document.objects.update(loaded.objects)
        if drawn_in := self._drawn_in.get(loaded.template.name):
            document.active_layer, document.classes = loaded.template.still_there(*drawn_in)
        document.own_window, document.own_inverted = loaded.window, loaded.inverted
        document.spacing_remark = loaded.spacing_remark
        document.proposal, document.cut = loaded.proposal, loaded.cut
        keep = bool(services.preferences.get("view.keep_for_all"))
        document.view, document.contrast = self._views.restore(record.id, keep_for_all=keep)
        _restore_history(document, loaded)
        return document

    def _on_failed(self, image_id: int, error: object) -> None:
        state = self._state
        if state.current is not None and state.current.id == image_id:
            if isinstance(error, ReplacedPictureError):
                self.replaced = error.change  # told where the picture would be, with the choices
            elif isinstance(error, BaseException):
                self._services.notices.error(error)
            self._refresh(image_id)  # whether its file is there may have changed
            self.failed.emit()

    def _on_dropped(self, refusal: Refusal) -> None:
        """A change of an image was not stored: what is shown is read again, as it is stored."""
        state = self._state
        shown = state.document is not None and state.document.record.id == refusal.image_id
        if shown:
            self.leave()
        self._doubtful.add(refusal.image_id)
        self._on_saving(self._services.storage.state)
        if shown and self._refresh(refusal.image_id):
            self.select(refusal.image_id)

    def _on_saving(self, saving: SaveState) -> None:
        while self._doubtful and not saving.pending:
            self._refresh(self._doubtful.pop())

    def _refresh(self, image_id: int) -> bool:
        """Takes the record as it is stored; false when the image is gone."""
        try:
            self.note(self._state.require_project().images.get(image_id))
        except LViTError:
            return False
        return True

    def _on_state_changed(self) -> None:
        if (document := self._state.document) is not None:
            self.note(document.record)


def _restore_history(document: Document, loaded: LoadedImage) -> None:
    """Puts the journal's rows on the undo stack; nothing is read or changed by it."""
    commands = []
    stack = document.undo_stack
    for step in loaded.steps:
        stack.beginMacro(step[0].title)
        for entry in step:
            stack.push(made := EditCommand(document, entry.title, entry=StoredEntry(entry.id)))
            commands.append(made)
        stack.endMacro()
    stack.setIndex(sum(step[0].status == "done" for step in loaded.steps))
    document.journal.ahead.expect_history(loaded.steps)
    for command in commands:
        command.quiet = False
