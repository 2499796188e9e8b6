"""Everything a person can do: one small class for each menu, gathered in one registry."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.session.acceptance_guard import AcceptanceGuard
from app.session.acceptances import Acceptances
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
from app.session.background_edits import BackgroundEdits
from app.session.convention import ConventionChange
from app.session.difference_view import DifferenceView
from app.session.display import Display
from app.session.exchanging import ExchangeWork
from app.session.fine_tuning import FineTuning
from app.session.images import ImageWork
from app.session.masks import MaskWork
from app.session.opening import ImageOpening
from app.session.palette import Palette
from app.session.pixel_size import PixelSize
from app.session.projects import ProjectWork
from app.session.proposals import Proposals
from app.session.queue import ReviewQueue
from app.session.registry import ActionRegistry
from app.session.sentence import SentenceComposer
from app.session.services import Services
from app.session.state import State
from app.session.text_effect import TextEffect


class Actions(ActionRegistry):
    """All groups, in the order of the menus; stands above the parts, which know nothing of it."""

    def __init__(
        self,
        state: State,
        services: Services,
        *,
        projects: ProjectWork,
        exchange: ExchangeWork,
        palette: Palette,
        edits: BackgroundEdits,
        accepted: Acceptances,
        images: ImageWork,
        opening: ImageOpening,
        queue: ReviewQueue,
        guard: AcceptanceGuard,
        pixel_size: PixelSize,
        display: Display,
        difference_view: DifferenceView,
        masks: MaskWork,
        proposals: Proposals,
        composer: SentenceComposer,
        effect: TextEffect,
        convention: ConventionChange,
        fine_tuning: FineTuning,
        parent: QObject,
    ) -> None:
        preferences, notices = services.preferences, services.notices
        super().__init__(preferences, notices, parent)
        for signal in (
            state.changed,
            queue.reordered,
            palette.tool_changed,
            display.changed,
            difference_view.changed,
            effect.changed,
            fine_tuning.changed,
            services.trainer.state_changed,
        ):
            signal.connect(self.refresh)
        self.project = self.add(ProjectActions(state, projects))
        self.exchange = self.add(ExchangeActions(state, exchange))
        self.edit = self.add(EditActions(state, palette, edits, accepted))
        self.images = self.add(ImageActions(state, images))
        self.walking = self.add(WalkingActions(state, opening, queue, notices))
        self.picture = self.add(PictureActions(state, images))
        self.image = self.add(ImageFactActions(state, guard, pixel_size))
        self.view = self.add(ViewActions(state, preferences))
        self.overlays = self.add(OverlayActions(state, display, difference_view))
        self.tools = self.add(ToolActions(state, palette))
        self.masks = self.add(MaskActions(state, masks))
        self.proposals = self.add(ProposalActions(state, preferences, proposals, composer, guard))
        self.sentence = self.add(SentenceActions(state, composer, effect, convention))
        self.training = self.add(TrainingActions(state, fine_tuning, services.trainer))
        self.tools.give_way(list(self.all()))
