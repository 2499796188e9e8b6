"""Finished generations: recorded in the store, put in force, and their proposals taken over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, Qt, Signal

from app.jobs.training import EVENTS_NAME
from lvit_core.errors import LViTError
from lvit_core.project.records import ImageState, Proposal

if TYPE_CHECKING:
    from app.session.session import Session
    from lvit_core.project.project import Project


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
        storage = self._session.storage
        ticket = storage.submit("Record generation", lambda: published.record(project))

        def put_in_force() -> None:
            if published.promoted and ticket.value:
                project.put_in_force(ticket.value)
            self._recorded.emit(int(ticket.value or 0), published.promoted, published.note)

        storage.submit("Use generation", put_in_force)
        for path in published.proposal_files():
            storage.submit("Keep prediction", self._saving(project, path, ticket))

    def take_missed(self, run: Path) -> None:
        """Records what a run published after its window was closed, the same way."""
        project = self._session.project
        if project is None:
            return

        def look() -> None:
            for event in finished_generations(run):
                published = Published.of(event, run)
                if published.number_in(project) is None and published.folder.is_dir():
                    self._take_published(project, published)

        self._session.storage.submit("Look for finished generations", look)

    def _saving(self, project: Project, path: Path, ticket: Any) -> Any:
        def save() -> None:
            proposal = read_proposal(project, path, str(ticket.value))
            if proposal is not None:
                project.save_proposal(proposal)
                self._proposed.emit(proposal.image_id)

        return save

    def _on_recorded(self, number: int, promoted: bool, note: str) -> None:
        notices = self._session.notices
        if promoted:
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


class Published:
    """One generation as its event and its folder tell."""

    def __init__(self, folder: Path, event: dict[str, Any], proposals: Path) -> None:
        self.folder = folder
        self.parent = Path(str(event.get("parent") or "")).name
        dice = event.get("holdout_dice")
        self.holdout_dice = float(dice) if dice is not None else None
        self.promoted = bool(event.get("promoted", True))
        self.note = str(event.get("note") or "")
        self._proposals = proposals

    @classmethod
    def of(cls, event: dict[str, Any], run: Path) -> Published:
        """Paths in events are relative to the run's folder."""
        return cls(run / str(event["folder"]), event, run / str(event.get("proposals") or "none"))

    def record(self, project: Project) -> int:
        """Adds the generation to the store, once; returns its number."""
        known = self.number_in(project)
        if known is not None:
            return known
        return project.add_generation(self.folder, self.parent, self.holdout_dice, self.note).number

    def number_in(self, project: Project) -> int | None:
        """Its number where the store has it already."""
        own = self.folder.resolve()
        for known in project.generations():
            if (project.folder / known.folder).resolve() == own:
                return known.number
        return None

    def proposal_files(self) -> Iterator[Path]:
        """One file an image, by name."""
        return iter(sorted(self._proposals.glob("*.npz"), key=lambda path: path.name))


def read_proposal(project: Project, path: Path, generation: str) -> Proposal | None:
    """A proposal a run left; None when the image is gone, finished, or says something else now."""
    try:
        record = project.image(int(path.stem))
        with np.load(path, allow_pickle=False) as data:
            proposal = Proposal(
                record.id,
                str(data["layer"]),
                np.asarray(data["probability"], np.uint8),
                float(data["threshold"]),
                str(data["sentence"]),
                generation,
                influence=float(data["influence"]) if "influence" in data else None,
            )
    except (LViTError, OSError, ValueError, KeyError):
        return None
    if record.state == ImageState.LABELED or record.sentence != proposal.sentence:
        return None
    if proposal.probability.shape != (record.height, record.width):
        return None
    return proposal


def finished_generations(run: Path) -> Iterator[dict[str, Any]]:
    """The events of a run that announce a generation, oldest first; broken lines are left out."""
    try:
        lines = (run / EVENTS_NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    for line in lines:
        if '"generation"' not in line:
            continue
        with suppress(ValueError, AttributeError):
            event = json.loads(line)
            if event.get("event") == "generation" and event.get("folder"):
                yield event
