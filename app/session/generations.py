"""Finished generations: recorded in the store, put in force, and their proposals taken over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

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

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session

    def take(self, event: dict[str, Any], run: Path) -> None:
        """Looks at one event of a run; published generations carry the folder of the model."""
        project = self._session.project
        folder = event.get("folder")
        if project is None or event["event"] != "generation" or not folder:
            return
        self._take_published(project, Published.of(event, run))

    def _take_published(self, project: Project, published: Published) -> None:
        storage = self._session.storage
        ticket = storage.submit(
            "Record generation", lambda: record_generation(project, published), self._on_recorded
        )
        for path in published.proposal_files():
            storage.submit("Keep prediction", _saving(project, path, ticket), self._on_proposed)

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

    def _on_recorded(self, made: Generation) -> None:
        notices, name = self._session.notices, f"Generation {made.number}"
        if made.in_force:
            notices.info(f"{name} is finished and makes the proposals now.", made.note)
        else:
            notices.warn(f"{name} is finished but was not put in force.", made.note)
        self.changed.emit()

    def _on_proposed(self, image_id: int | None) -> None:
        """Shows the new proposal where the image is open with the same sentence."""
        session = self._session
        record = session.library.get(image_id) if image_id is not None else None
        if image_id is None or record is None or session.project is None:
            return
        session.library.update(replace(record, has_proposal=True))
        document = session.document
        if document is not None and document.record.id == image_id:
            document.record = replace(document.record, has_proposal=True)
            session.proposals.take_over(session.project.load_proposal(image_id))


def _saving(project: Project, path: Path, recorded: Ticket[Generation]) -> Callable[[], int | None]:
    """Stores one proposal; its image's id, or None where it is not wanted."""

    def save() -> int | None:
        if not recorded.stored:
            return None  # a person was told that the generation was not taken
        generation = recorded.value
        if generation.number != project.generation_in_force():
            return None  # a person has chosen another model, whose proposals are shown
        return record_proposal(project, path, generation)

    return save


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
