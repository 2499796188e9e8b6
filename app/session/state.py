"""What is open: the project, its images, and the image a person looks at.

Everybody may read and listen. Only ``projects`` and ``opening`` write, which a test over the
source holds: what is open has one home, and nothing changes it from the side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.session.document import Document
from app.session.library import Library
from lvit_core.errors import LViTError
from lvit_core.project.records import ImageRecord
from lvit_core.prompt.laterality import PICTURE, Sides

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project


class State(QObject):
    """What is open now; each attribute is ``None`` while nothing is.

    Signals:
        project_opened, project_closed: Another project is there, or none any more.
        images_changed: The list of images is another one.
        image_changed: The record of this image id is another one.
        current_changed: Another image is current; its document follows, or there is none.
        document_ready: The current image has been read.
        changed: Any of these, or the document's history, selection or proposal: for those who
            only want to look again.
    """

    project_opened = Signal()
    project_closed = Signal()
    images_changed = Signal()
    image_changed = Signal(int)
    current_changed = Signal()
    document_ready = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project: Project | None = None
        self.current: ImageRecord | None = None
        self.document: Document | None = None
        self.library = Library(self)
        self.library.reset.connect(self.images_changed)
        self.library.changed.connect(self._on_record_changed)
        for one in (self.project_opened, self.project_closed, self.images_changed):
            one.connect(self.changed)
        for one in (self.image_changed, self.current_changed, self.document_ready):
            one.connect(self.changed)

    def require_project(self) -> Project:
        """The open project; raises ``LViTError`` when there is none."""
        if self.project is None:
            raise LViTError("No project is open.", "Open a project or make a new one.")
        return self.project

    def require_document(self) -> Document:
        """The current image; raises ``LViTError`` when none is shown."""
        if self.document is None:
            raise LViTError("No image is shown.", "Choose one from the list.")
        return self.document

    @property
    def sides(self) -> Sides:
        """Whose left and right the sentence of the current image means."""
        project, current = self.project, self.current
        return PICTURE if project is None or current is None else project.sides(current)

    def _on_record_changed(self, image_id: int) -> None:
        if self.current is not None and self.current.id == image_id:
            self.current = self.library.get(image_id)
        self.image_changed.emit(image_id)
