"""The application without widgets: what is open, what is current, and the parts that do the work.

A test can do everything a person can through ``execute(action_id, **arguments)``. The work itself
stands in the parts (library, opening, proposals, training, exchange); this class only joins them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from app.jobs.collection import GarbageCollection
from app.jobs.loading import ImageLoader
from app.jobs.prediction import PredictorThread
from app.jobs.storage import StorageThread
from app.jobs.tasks import TaskRunner
from app.jobs.thumbnails import ThumbnailThread
from app.jobs.training import TrainerThread
from app.session.actions import register_all
from app.session.actions.registry import ActionRegistry
from app.session.background_edits import BackgroundEdits
from app.session.comparing import Comparing
from app.session.display import Display
from app.session.document import Document
from app.session.exchanging import ExchangeWork
from app.session.fine_tuning import FineTuning
from app.session.images import ImageWork
from app.session.library import Library
from app.session.masks import MaskWork
from app.session.notices import Notices
from app.session.opening import ImageOpening
from app.session.palette import Palette
from app.session.pixel_size import PixelSize
from app.session.preferences import Preferences
from app.session.projects import ProjectWork
from app.session.proposals import Proposals
from app.session.queue import ReviewQueue
from app.session.sentence import SentenceComposer
from app.session.text_effect import TextEffect
from app.session.view_state import ViewMemory
from lvit_core.errors import LViTError
from lvit_core.project.records import ImageRecord

if TYPE_CHECKING:
    from app.session.tools.base import Tool
    from app.session.tools.settings import ToolSettings
    from lvit_core.project.project import Project


class Session(QObject):
    """Everything a person has open.

    Signals carry what views need to refresh one thing: an image id, a tool's id, or a state
    object (``Notice``, ``SaveState``, ``PredictionState``, ``TrainingState``, ``TaskState``).
    """

    project_opened = Signal()
    project_closed = Signal()
    images_changed = Signal()
    image_changed = Signal(int)
    current_changed = Signal()
    document_ready = Signal()
    tool_changed = Signal(str)
    notice_posted = Signal(object)
    saved_changed = Signal(object)
    prediction_changed = Signal(object)
    training_changed = Signal(object)
    task_changed = Signal(object)

    def __init__(
        self, preferences: Preferences | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.preferences = preferences or Preferences(parent=self)
        self.collection = GarbageCollection(self)
        self.notices = Notices(self)
        self.project: Project | None = None
        self.current: ImageRecord | None = None
        self.document: Document | None = None
        self.library = Library(self)
        self.queue = ReviewQueue(self)
        self.view_memory = ViewMemory()
        self.display = Display(self)
        self.storage = StorageThread(self)
        self.tasks = TaskRunner(self)
        self.loader = ImageLoader(self)
        self.thumbnails = ThumbnailThread(self)
        self.predictor = PredictorThread(self)
        self.trainer = TrainerThread(self)
        self.projects = ProjectWork(self)
        self.image_work = ImageWork(self)
        self.opening = ImageOpening(self)
        self.palette = Palette(self)
        self.edits = BackgroundEdits(self)
        self.masks = MaskWork(self)
        self.proposals = Proposals(self)
        self.comparing = Comparing(self)
        self.text_effect = TextEffect(self)
        self.exchange = ExchangeWork(self)
        self.training = FineTuning(self)
        self.pixel_size = PixelSize(self)
        self.actions = ActionRegistry(self.preferences, self)
        self.composer = SentenceComposer(self)
        register_all(self)
        self._connect()

    @property
    def images(self) -> list[ImageRecord]:
        """The cached records in the order of the list."""
        return self.library.images

    @property
    def tools(self) -> dict[str, Tool]:
        """Tools by id (``brush``, ``eraser``, ...)."""
        return self.palette.tools

    @property
    def tool(self) -> Tool:
        """The tool in the person's hand."""
        return self.palette.tool

    @property
    def tool_settings(self) -> ToolSettings:
        return self.palette.settings

    def open_project(self, folder: Path) -> None:
        """Opens a project and shows its first image; blocks until the list is there.

        Raises:
            LViTError: There is none, it is open elsewhere, or it comes from a newer version.
        """
        self.projects.open(folder)

    def create_project(self, folder: Path, template: str, laterality: str = "none") -> None:
        """Makes an empty project and opens it; raises ``LViTError`` when it cannot."""
        self.projects.create(folder, template, laterality)

    def close_project(self) -> None:
        """Stores what is left and lets go of the project.

        Raises:
            LViTError: Something could not be stored; nothing is closed then.
        """
        self.projects.close()

    def add_paths(self, paths: Sequence[Path]) -> int:
        """Adds files and folders in the background; returns the task's id."""
        return self.image_work.add(paths)

    def select(self, image_id: int) -> None:
        """Makes an image current; ``document_ready`` follows when it is read."""
        self.opening.select(image_id)

    def execute(self, action_id: str, **arguments: Any) -> Any:
        """Does an action; what a person can mend becomes a notice instead of an exception."""
        try:
            return self.actions.trigger(action_id, **arguments)
        except LViTError as error:
            self.notices.error(error)
            return None

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

    def shutdown(self) -> None:
        """Ends every thread and process; called once, when the program ends."""
        self.composer.close()
        self.trainer.close()
        self.predictor.close()
        self.tasks.close()
        self.close_project()
        self.proposals.close()
        self.thumbnails.close()
        self.queue.close()
        self.loader.close()
        self.storage.close()
        self.preferences.settle()
        self.collection.close()

    def _connect(self) -> None:
        self.library.reset.connect(self.images_changed)
        self.library.changed.connect(self.image_changed)
        self.library.changed.connect(self._on_record_changed)
        self.notices.posted.connect(self.notice_posted)
        self.storage.state_changed.connect(self.saved_changed)
        self.storage.failed.connect(self.notices.error)
        self.storage.refused.connect(self._on_refused)
        self.predictor.state_changed.connect(self.prediction_changed)
        self.trainer.state_changed.connect(self.training_changed)
        self.tasks.changed.connect(self.task_changed)
        self.tasks.failed.connect(self.notices.error)
        self.current_changed.connect(self.actions.refresh)
        self.document_ready.connect(self.actions.refresh)
        self.images_changed.connect(self.actions.refresh)
        self.tool_changed.connect(self.actions.refresh)
        self.training_changed.connect(self.actions.refresh)

    def _on_refused(self, error: object) -> None:
        hint = getattr(error, "hint", "") or "Make room on the disk or connect it again."
        self.notices.warn(
            str(getattr(error, "message", error)),
            f"{hint} Saving is tried again all the time; nothing is lost while the window is open.",
        )

    def _on_record_changed(self, image_id: int) -> None:
        if self.current is not None and self.current.id == image_id:
            self.current = self.library.get(image_id)
