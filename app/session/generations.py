"""Finished generations: recorded in the store, put in force, and their proposals taken over."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.session.opening import ImageOpening
from app.session.proposals import Proposals
from app.session.services import Services
from app.session.state import State
from lvit_core import training
from lvit_core.project.records import Generation, Proposal
from lvit_core.training.run import Published

if TYPE_CHECKING:  # it loads the data base, and the window opens before that
    from lvit_core.project.project import Project


class GenerationIntake(QObject):
    """Takes what a run publishes; everything is written by the storage thread, in order.

    Signals:
        changed: Another generation is there, or another one is in force.
    """

    changed = Signal()

    def __init__(
        self, state: State, services: Services, opening: ImageOpening, proposals: Proposals
    ) -> None:
        super().__init__(state)
        self._state, self._opening = state, opening
        self._storage, self._notices = services.storage, services.notices
        self._proposals = proposals
        self._told_of: tuple[Path, str] | None = None  # a run, and the model chosen instead

    def take(self, published: Published) -> None:
        """Records a generation that a run has just published."""
        if self._state.project is not None:
            self._take_published(self._state.project, published)

    def take_missed(self, run: Path) -> None:
        """Records what a run published after its window was closed, the same way."""
        project = self._state.project
        if project is None:
            return

        def look() -> None:
            for published in training.unrecorded(project, run):
                self._take_published(project, published)

        self._storage.submit("Look for finished generations", look)

    def _take_published(self, project: Project, published: Published) -> None:
        record = partial(training.record, project, published)
        told = partial(self._on_recorded, published)
        recorded = self._storage.submit("Record generation", record, told)
        for path in published.proposal_files():
            keep = partial(training.keep_proposal, project, path, recorded)
            self._storage.submit("Keep prediction", keep, partial(self._on_proposed, project))

    def _on_recorded(self, published: Published, recorded: tuple[Generation, str]) -> None:
        made, chosen = recorded
        told_of = (published.folder.parent, chosen)
        # A person knows what they chose: it is said once, not for every generation.
        if not chosen or told_of != self._told_of:
            self._notices.post(training.finished(made))
        self._told_of = told_of if chosen else self._told_of
        self.changed.emit()

    def _on_proposed(self, project: Project, proposal: Proposal | None) -> None:
        """Shows the new proposal where the image is open with the same sentence."""
        if proposal is not None and self._opening.note_proposal(project, proposal.image_id):
            self._proposals.take_over(proposal)
