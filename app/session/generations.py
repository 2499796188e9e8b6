"""Finished generations: recorded in the store, put in force, and their proposals taken over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from lvit_core.training.recording import Published, record_generation, record_proposal
from lvit_core.training.run_folder import RunFolder

if TYPE_CHECKING:
    from app.jobs.storage import Ticket
    from app.session.session import Session
    from lvit_core.project.project import Project
    from lvit_core.project.records import Generation


class GenerationIntake(QObject):
    """Takes what a run publishes; everything is written by the storage thread, in order."""

    changed = Signal()  # another generation is there, or another one is in force
    _recorded = Signal(int, bool, str)  # number, in force, note
    _proposed = Signal(int)  # id of an image with a new proposal

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        queued = Qt.ConnectionType.QueuedConnection
        self._recorded.connect(self._on_recorded, queued)
        self._proposed.connect(self._on_proposed, queued)

    def take(self, event: dict[str, Any], run: Path) -> None:
        """Looks at one event of a run; published generations carry the folder of the model."""
        project = self._session.project
        folder = event.get("folder")
        if project is None or event["event"] != "generation" or not folder:
            return
        self._take_published(project, Published.of(event, run))

    def _take_published(self, project: Project, published: Published) -> None:
        def record() -> Generation:
            generation = record_generation(project, published)
            self._recorded.emit(generation.number, generation.in_force, generation.note)
            return generation

        ticket = self._session.storage.submit("Record generation", record)
        for path in published.proposal_files():
            self._session.storage.submit("Keep prediction", self._saving(project, path, ticket))

    def take_missed(self, run: Path) -> None:
        """Records what a run published after its window was closed, the same way."""
        project = self._session.project
        if project is None:
            return

        def look() -> None:
            for event in finished_generations(run):
                published = Published.of(event, run)
                if published.folder.is_dir() and project.generation_at(published.folder) is None:
                    self._take_published(project, published)

        self._session.storage.submit("Look for finished generations", look)

    def _saving(self, project: Project, path: Path, ticket: Ticket) -> Callable[[], None]:
        def save() -> None:
            generation: Generation | None = ticket.value
            if generation is None or generation.number != project.generation_in_force():
                return  # a person has chosen another model, whose proposals are shown
            image_id = record_proposal(project, path, generation)
            if image_id is not None:
                self._proposed.emit(image_id)

        return save

    def _on_recorded(self, number: int, in_force: bool, note: str) -> None:
        notices = self._session.notices
        if in_force:
            notices.info(f"Generation {number} is finished and makes the proposals now.", note)
        else:
            notices.warn(f"Generation {number} is finished but was not put in force.", note)
        self.changed.emit()

    def _on_proposed(self, image_id: int) -> None:
        """Shows the new proposal where the image is open with the same sentence."""
        session = self._session
        record = session.library.get(image_id)
        if record is None or session.project is None:
            return
        session.library.update(replace(record, has_proposal=True))
        document = session.document
        if document is not None and document.record.id == image_id:
            document.record = replace(document.record, has_proposal=True)
            session.proposals.take_over(session.project.load_proposal(image_id))


def finished_generations(run: Path) -> Iterator[dict[str, Any]]:
    """The events of a run that announce a generation, oldest first; broken lines are left out."""
    try:
        lines = RunFolder(run).events.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        if '"generation"' not in line:
            continue
        with suppress(ValueError, AttributeError):
            event = json.loads(line)
            if event.get("event") == "generation" and event.get("folder"):
                yield event
