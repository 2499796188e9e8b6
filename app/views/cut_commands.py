"""The sliders of a proposal by keys, a step at a time; or as the sentence says, or the model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.jobs.tasks import QUIET_S, TaskRunner
from app.session.actions.conditions import has_document, has_proposal
from app.session.agreement import masks_of
from app.session.notices import Notices
from app.session.proposals import Proposals
from app.session.registry import ActionGroup, action
from app.translation import noop
from lvit_core.annotation.levels import AS_THE_MODEL
from lvit_core.errors import LViTError
from lvit_core.project.answering import answers, stale_point
from lvit_core.project.cutting import Positions
from lvit_core.prompt.laterality import PICTURE, restate
from lvit_core.prompt.parser import parse
from lvit_core.wording import said

if TYPE_CHECKING:
    from lvit_core.project.true_cut import TrueCut


@dataclass(eq=False)
class CutCommands(ActionGroup, menu=noop("Threshold"), enabled=has_proposal):
    """Each key moves a slider by one step; held down, it goes on."""

    _proposals: Proposals
    _notices: Notices
    _tasks: TaskRunner

    @action(
        "proposal.threshold_up",
        "Higher threshold",
        shortcut="Ctrl+Up",
        icon="ph.arrow-up",
        scope="canvas",
    )
    def raise_threshold(self) -> None:
        """Propose only what the model is surer of."""
        self._move(percent=1)

    @action(
        "proposal.threshold_down",
        "Lower threshold",
        shortcut="Ctrl+Down",
        icon="ph.arrow-down",
        scope="canvas",
    )
    def lower_threshold(self) -> None:
        """Propose more, of which the model is less sure."""
        self._move(percent=-1)

    @action(
        "proposal.size_up",
        "Larger smallest object",
        shortcut="Ctrl+Right",
        icon="ph.arrow-right",
        scope="canvas",
    )
    def raise_size(self) -> None:
        """Leave more of the small objects out of the proposal."""
        self._move(size=1)

    @action(
        "proposal.size_down",
        "Smaller smallest object",
        shortcut="Ctrl+Left",
        icon="ph.arrow-left",
        scope="canvas",
    )
    def lower_size(self) -> None:
        """Propose smaller objects too."""
        self._move(size=-1)

    @action("proposal.as_sentence", "Threshold as the sentence", icon="predict", scope="canvas")
    def fit_sentence(self) -> None:
        """The cut nearest to the model's at which the sentence is true of the image."""
        document = self.state.require_document()
        proposal, template = document.proposal, document.template
        if proposal is None:
            return
        if not answers(proposal, document.sentence, template):
            raise LViTError(
                stale_point(proposal, document.sentence, template).message, "Predict again first."
            )
        sides = self.state.require_project().sides(document.record)
        sentence = parse(restate(document.sentence, template, sides), template)
        masks = masks_of(document, PICTURE, proposal)
        from lvit_core.project.true_cut import true_cut_of  # seldom asked for

        def use(found: TrueCut) -> None:
            shown = self.state.document
            if shown is document and proposal.same_answer(document.proposal):
                self._proposals.cut(found.cut)
                self._notices.info(
                    found.told or said("At the model's threshold the sentence is true.")
                )

        self._tasks.start(
            noop("Looking for the threshold"),
            lambda _progress, _cancelled: true_cut_of(masks, sentence),
            use,
            quiet_s=QUIET_S,
        )

    @action(
        "proposal.any_kind",
        "Predict another kind",
        icon="predict",
        menu=noop("Sentence"),
        enabled=has_document,
    )
    def predict_any_kind(self) -> None:
        """Ask the model although the image is of another kind than it knows."""
        document, project = self.state.require_document(), self.state.require_project()
        project.other_kinds.insist(document.record.id)
        self._proposals.predict()

    @action("proposal.as_model", "Threshold as the model", icon="back", scope="canvas")
    def reset(self) -> None:
        """Threshold and smallest object of the proposal as the model says."""
        self._proposals.cut(AS_THE_MODEL)

    @reset.enabled_when
    def _is_chosen(self) -> bool:
        document = self.state.document
        return document is not None and document.proposal is not None and document.cut.chosen

    def _move(self, percent: int = 0, size: int = 0) -> None:
        proposal = self.state.require_document().proposal
        if proposal is not None:
            self._proposals.cut(Positions(proposal).moved(percent, size))
