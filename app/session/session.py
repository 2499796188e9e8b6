"""The application without widgets: what is open, what is current, and the parts that do the work.

A test can do everything a person can through ``actions``. The work itself stands in the parts
(library, opening, proposals, training, exchange); this class only joins them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.jobs.collection import GarbageCollection
from app.session.acceptance_guard import AcceptanceGuard
from app.session.acceptances import Acceptances
from app.session.actions import Actions
from app.session.agreement import MaskAgreement
from app.session.background_edits import BackgroundEdits
from app.session.convention import ConventionChange
from app.session.difference_view import DifferenceView
from app.session.display import Display
from app.session.exchanging import ExchangeWork
from app.session.fine_tuning import FineTuning
from app.session.images import ImageWork
from app.session.masks import MaskWork
from app.session.model_facts import Models
from app.session.opening import ImageOpening
from app.session.palette import Palette
from app.session.phrasebook import Phrasebook
from app.session.pixel_size import PixelSize
from app.session.plugin_check import check_plugins
from app.session.preferences import Preferences
from app.session.projects import CLOSE_WAIT_S, ProjectWork
from app.session.proposals import Proposals
from app.session.queue import ReviewQueue
from app.session.sentence import SentenceComposer
from app.session.services import start_services
from app.session.state import State
from app.session.text_effect import TextEffect


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
        self.accepted = Acceptances(state, services, self.edits)
        self.masks = MaskWork(state, services, self.edits)
        self.exchange = ExchangeWork(state, services, self.projects, self.opening)
        self.pixel_size = PixelSize(state, services, self.projects)
        self.convention = ConventionChange(state, services, self.projects)
        self.proposals = Proposals(state, services, self.edits, self.accepted)
        self.difference_view = DifferenceView(state, services.predictor, self.display)
        self.text_effect = TextEffect(state, services.predictor, self.difference_view)
        self.models = Models(state)
        agreement = MaskAgreement(state, services.notices)
        self.composer = SentenceComposer(
            state,
            services,
            self.proposals,
            agreement,
            Phrasebook(state, services.preferences),
            self.models,
        )
        self.guard = AcceptanceGuard(state, services.notices, self.proposals, self.accepted)
        self.palette = Palette(state, self.masks, self.guard, self.edits)
        self.fine_tuning = FineTuning(state, services, self.proposals)
        self.actions = Actions(
            state,
            services,
            projects=self.projects,
            exchange=self.exchange,
            palette=self.palette,
            edits=self.edits,
            accepted=self.accepted,
            images=self.image_work,
            opening=self.opening,
            queue=self.queue,
            guard=self.guard,
            pixel_size=self.pixel_size,
            display=self.display,
            difference_view=self.difference_view,
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

    def shutdown(self) -> None:
        """Ends every thread and process; called once, when the program ends."""
        services = self.services
        self.composer.close()
        services.trainer.close()
        services.predictor.close()
        services.tasks.close()
        self.projects.close()
        self.proposals.close()
        services.thumbnails.close()
        self.queue.close()
        services.loader.close()
        services.storage.wait_idle(CLOSE_WAIT_S)
        services.preferences.settle()
        self.collection.close()

    def _connect(self) -> None:
        services = self.services
        services.notices.follow(services.storage)
        services.tasks.failed.connect(services.notices.error)
        self.opening.before_leaving += [
            self.palette.cancel_gesture,
            self.accepted.leave,
            self.edits.give_up,
            self.proposals.cancel,
        ]
        self.opening.before_reading = self.accepted.finishing
        self.opening.when_done = self.edits.when_done
        self.state.project_opened.connect(self.collection.settle)
        self.fine_tuning.changed.connect(self.models.refresh)
