"""The application without widgets: what is open, what is current, and the parts that do the work.

A test can do everything a person can through ``actions``. The work itself stands in the parts
(library, opening, proposals, training, exchange); this class only joins them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, SignalInstance

from app.jobs.collection import GarbageCollection
from app.jobs.loading import ImageLoader
from app.jobs.prediction import PredictorThread
from app.jobs.storage import Refusal, StorageThread
from app.jobs.tasks import TaskRunner
from app.jobs.thumbnails import ThumbnailThread
from app.jobs.training import TrainerThread
from app.session.acceptance_guard import AcceptanceGuard
from app.session.actions import Actions
from app.session.agreement import MaskAgreement
from app.session.background_edits import BackgroundEdits
from app.session.comparing import Comparing
from app.session.convention import ConventionChange
from app.session.display import Display
from app.session.document import Document
from app.session.exchanging import ExchangeWork
from app.session.fine_tuning import FineTuning
from app.session.images import ImageWork
from app.session.library import Library
from app.session.live_prediction import LivePrediction
from app.session.masks import MaskWork
from app.session.model_facts import Models
from app.session.notices import Notices
from app.session.opening import ImageOpening
from app.session.palette import Palette
from app.session.phrasebook import Phrasebook
from app.session.pixel_size import PixelSize
from app.session.plugin_check import check_plugins
from app.session.preferences import Preferences
from app.session.projects import ProjectWork
from app.session.proposals import Proposals
from app.session.queue import ReviewQueue
from app.session.sentence import SentenceComposer
from app.session.services import start_services
from app.session.state import State
from app.session.text_effect import TextEffect
from lvit_core.errors import LViTError
from lvit_core.project.records import ImageRecord

if TYPE_CHECKING:
    from app.session.tools.base import Tool
    from app.session.tools.settings import ToolSettings
    from lvit_core.project.project import Project


class Session(QObject):
    """Everything a person has open: ``state``, ``services``, and the parts on top of them."""

    def __init__(
        self, preferences: Preferences | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.services = start_services(self, preferences)
        self.collection = GarbageCollection(self)
        self.state = State(self)
        state, services = self.state, self.services
        self.queue = ReviewQueue(state, services.storage, services.preferences)
        self.display = Display(self)
        self.opening = ImageOpening(state, services)
        self.projects = ProjectWork(state, services, self.opening, self.queue)
        self.image_work = ImageWork(state, services, self.opening)
        self.edits = BackgroundEdits(state, services.tasks, services.notices)
        self.masks = MaskWork(state, services, self.edits)
        self.exchange = ExchangeWork(state, services, self.projects)
        self.pixel_size = PixelSize(state, services, self.projects)
        self.convention = ConventionChange(state, services, self.projects)
        self.proposals = Proposals(state, services, self.edits)
        self.comparing = Comparing(state, services.predictor, self.display)
        self.text_effect = TextEffect(state, services.predictor, self.comparing)
        self.models = Models(state)
        agreement = MaskAgreement(state, services.notices)
        self.composer = SentenceComposer(
            state,
            self.proposals,
            agreement,
            Phrasebook(state, services.preferences),
            LivePrediction(state, services, self.proposals),
            self.models,
        )
        self.guard = AcceptanceGuard(state, services.notices, agreement, self.proposals)
        self.palette = Palette(state, self.masks, self.guard, self.edits)
        self.fine_tuning = FineTuning(state, services, self.proposals)
        self.actions = Actions(
            state,
            services,
            projects=self.projects,
            exchange=self.exchange,
            palette=self.palette,
            edits=self.edits,
            images=self.image_work,
            opening=self.opening,
            queue=self.queue,
            guard=self.guard,
            pixel_size=self.pixel_size,
            display=self.display,
            comparing=self.comparing,
            masks=self.masks,
            proposals=self.proposals,
            composer=self.composer,
            effect=self.text_effect,
            convention=self.convention,
            fine_tuning=self.fine_tuning,
            parent=self,
        )
        self._connect()
        check_plugins(services.tasks, services.notices)

    # The old names of what state and services hold, until nobody asks for them -------------

    @property
    def project_opened(self) -> SignalInstance:
        return self.state.project_opened

    @property
    def project_closed(self) -> SignalInstance:
        return self.state.project_closed

    @property
    def images_changed(self) -> SignalInstance:
        return self.state.images_changed

    @property
    def image_changed(self) -> SignalInstance:
        return self.state.image_changed

    @property
    def current_changed(self) -> SignalInstance:
        return self.state.current_changed

    @property
    def document_ready(self) -> SignalInstance:
        return self.state.document_ready

    @property
    def tool_changed(self) -> SignalInstance:
        return self.palette.tool_changed

    @property
    def notice_posted(self) -> SignalInstance:
        return self.services.notices.posted

    @property
    def saved_changed(self) -> SignalInstance:
        return self.services.storage.state_changed

    @property
    def prediction_changed(self) -> SignalInstance:
        return self.services.predictor.state_changed

    @property
    def training_changed(self) -> SignalInstance:
        return self.services.trainer.state_changed

    @property
    def task_changed(self) -> SignalInstance:
        return self.services.tasks.changed

    @property
    def project(self) -> Project | None:
        return self.state.project

    @project.setter
    def project(self, value: Project | None) -> None:
        self.state.project = value

    @property
    def current(self) -> ImageRecord | None:
        return self.state.current

    @current.setter
    def current(self, value: ImageRecord | None) -> None:
        self.state.current = value

    @property
    def document(self) -> Document | None:
        return self.state.document

    @document.setter
    def document(self, value: Document | None) -> None:
        self.state.document = value

    @property
    def library(self) -> Library:
        return self.state.library

    @property
    def preferences(self) -> Preferences:
        return self.services.preferences

    @property
    def notices(self) -> Notices:
        return self.services.notices

    @property
    def storage(self) -> StorageThread:
        return self.services.storage

    @property
    def tasks(self) -> TaskRunner:
        return self.services.tasks

    @property
    def loader(self) -> ImageLoader:
        return self.services.loader

    @property
    def thumbnails(self) -> ThumbnailThread:
        return self.services.thumbnails

    @property
    def predictor(self) -> PredictorThread:
        return self.services.predictor

    @property
    def trainer(self) -> TrainerThread:
        return self.services.trainer

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
        """See ``ProjectWork.open``."""
        self.projects.open(folder)

    def create_project(self, folder: Path, template: str, laterality: str = "none") -> None:
        """See ``ProjectWork.create``."""
        self.projects.create(folder, template, laterality)

    def close_project(self) -> None:
        """See ``ProjectWork.close``."""
        self.projects.close()

    def add_paths(self, paths: Sequence[Path]) -> int:
        """See ``ImageWork.add``."""
        return self.image_work.add(paths)

    def select(self, image_id: int) -> None:
        """See ``ImageOpening.select``."""
        self.opening.select(image_id)

    def require_project(self) -> Project:
        """The open project; raises ``LViTError`` when there is none."""
        return self.state.require_project()

    def require_document(self) -> Document:
        """The current image; raises ``LViTError`` when none is shown."""
        return self.state.require_document()

    def shutdown(self) -> None:
        """Ends every thread and process; called once, when the program ends."""
        self.composer.close()
        self.guard.close()
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
        self.storage.dropped.connect(self._on_dropped)
        self.storage.refused.connect(self._on_refused)
        self.tasks.failed.connect(self.notices.error)
        self.opening.before_leaving += [
            self.palette.cancel_gesture,
            self.guard.settle,
            self.edits.give_up,
            self.proposals.cancel,
        ]
        self.opening.when_done = self.edits.when_done
        self.state.project_opened.connect(self.collection.settle)
        self.fine_tuning.changed.connect(self.models.refresh)

    def _on_refused(self, error: BaseException) -> None:
        told = error if isinstance(error, LViTError) else LViTError(str(error))
        hint = told.hint or "Make room on the disk or connect it again."
        self.notices.warn(
            told.message,
            f"{hint} Saving is tried again all the time; nothing is lost while the window is open.",
        )

    def _on_dropped(self, refusal: Refusal) -> None:
        """A change that is not stored is named; a bug is reported besides."""
        reason = refusal.reason
        if not isinstance(reason, LViTError):
            self.notices.error(reason)
            reason = LViTError("The program made a mistake.", "Its report says which.")
        self.notices.error(f"{refusal.name} was not stored: {reason.message}", reason.hint)
