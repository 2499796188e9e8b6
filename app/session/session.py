"""The application without widgets: what is open, what is current, and the parts that do the work.

A test can do everything a person can through ``actions``. The work itself stands in the parts
(library, opening, proposals, training, exchange); this class only joins them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.jobs.collection import GarbageCollection
from app.session.acceptance_guard import AcceptanceGuard
from app.session.acceptances import Acceptances
from app.session.actions.care import CareActions
from app.session.actions.edit import EditActions
from app.session.actions.exchange import ExchangeActions
from app.session.actions.images import (
    ImageActions,
    ImageFactActions,
    PictureActions,
    WalkingActions,
)
from app.session.actions.masks import MaskActions
from app.session.actions.project import ProjectActions
from app.session.actions.proposals import ProposalActions
from app.session.actions.sentence import SentenceActions
from app.session.actions.tools import ToolActions
from app.session.actions.training import TrainingActions
from app.session.actions.view import OverlayActions, ViewActions
from app.session.agreement import MaskAgreement
from app.session.background_edits import BackgroundEdits
from app.session.care import ProjectCare
from app.session.convention import ConventionChange
from app.session.difference_view import DifferenceView
from app.session.display import Display
from app.session.exchanging import ExchangeWork
from app.session.fine_tuning import FineTuning
from app.session.images import ImageWork
from app.session.last_step import StepElsewhere
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
from app.session.registry import ActionRegistry
from app.session.remarks import AnswerRemarks
from app.session.sentence import SentenceComposer
from app.session.services import start_services
from app.session.state import State
from app.session.text_effect import TextEffect
from app.session.wholeness import ObjectWholeness


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
        self.care = ProjectCare(state, services, self.projects)
        self.image_work = ImageWork(state, services, self.opening)
        self.edits = BackgroundEdits(state, services.tasks, services.notices)
        self.accepted = Acceptances(state, services, self.opening, self.edits)
        self.elsewhere = StepElsewhere(state, services, self.opening)
        self.masks = MaskWork(state, services, self.edits)
        self.exchange = ExchangeWork(state, services, self.projects, self.opening)
        self.pixel_size = PixelSize(state, services, self.projects)
        self.convention = ConventionChange(state, services, self.projects)
        self.proposals = Proposals(state, services, self.edits, self.accepted)
        self.difference_view = DifferenceView(state, services, self.display)
        self.text_effect = TextEffect(state, services.predictor, self.difference_view)
        self.models = Models(state, services.notices)
        AnswerRemarks(state, services, self.models)
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
        self.wholeness = ObjectWholeness(state, services.notices)
        self.fine_tuning = FineTuning(state, services, self.opening, self.proposals)
        self.actions = Actions(self)
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


class Actions(ActionRegistry):
    """All groups, in the order of the menus; stands above the parts, which know nothing of it."""

    def __init__(self, session: Session) -> None:
        state, services = session.state, session.services
        preferences, notices = services.preferences, services.notices
        super().__init__(preferences, notices, session)
        for signal in (
            state.changed,
            session.queue.reordered,
            session.palette.tool_changed,
            session.display.changed,
            session.difference_view.changed,
            session.text_effect.changed,
            session.fine_tuning.changed,
            services.trainer.state_changed,
        ):
            signal.connect(self.refresh)
        projects, images, palette = session.projects, session.image_work, session.palette
        proposals, composer, guard = session.proposals, session.composer, session.guard
        self.project = self.add(ProjectActions(state, projects))
        self.care = self.add(CareActions(state, session.care, session.projects))
        self.exchange = self.add(ExchangeActions(state, session.exchange))
        accepted, elsewhere = session.accepted, session.elsewhere
        self.edit = self.add(EditActions(state, palette, session.edits, accepted, elsewhere))
        self.images = self.add(ImageActions(state, images))
        self.walking = self.add(WalkingActions(state, session.opening, session.queue, notices))
        self.picture = self.add(PictureActions(state, images))
        self.image = self.add(ImageFactActions(state, guard, session.pixel_size))
        self.view = self.add(ViewActions(state, preferences))
        differences, masks = session.difference_view, session.masks
        self.overlays = self.add(OverlayActions(state, session.display, differences))
        self.tools = self.add(ToolActions(state, palette))
        self.masks = self.add(MaskActions(state, masks, differences))
        self.proposals = self.add(ProposalActions(state, preferences, proposals, composer, guard))
        self.sentence = self.add(
            SentenceActions(state, composer, session.text_effect, session.convention)
        )
        self.training = self.add(TrainingActions(state, session.fine_tuning, services.trainer))
        self.tools.give_way(list(self.all()))
