"""The sliders of a proposal by keys: threshold and smallest object, a step at a time."""

from __future__ import annotations

from dataclasses import dataclass

from app.session.actions.conditions import has_proposal
from app.session.proposals import Proposals
from app.session.registry import ActionGroup, action
from app.translation import noop
from lvit_core.annotation.levels import AS_THE_MODEL
from lvit_core.project.cutting import Positions


@dataclass(eq=False)
class CutCommands(ActionGroup, menu=noop("Threshold"), enabled=has_proposal):
    """Each key moves a slider by one step; held down, it goes on."""

    _proposals: Proposals

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
