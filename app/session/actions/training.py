"""Fine-tuning and the generations it leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.session.actions.conditions import has_project
from app.session.actions.registry import Action

if TYPE_CHECKING:
    from app.session.session import Session


def actions(session: Session) -> Iterator[Action]:
    """In menu order."""
    yield from _runs(session)
    yield Action(
        "generation.put_in_force",
        "Use this generation",
        session.training.put_in_force,
        icon="mdi6.check-decagram-outline",
        tip="Predict with another generation, or with the model the program came with (0).",
        enabled=has_project(session),
        needs=("number",),
    )


def _runs(session: Session) -> Iterator[Action]:
    training = session.training

    def can_start() -> bool:
        return session.project is not None and not session.trainer.state.active

    yield Action(
        "training.start",
        "Start training",
        training.start,
        icon="mdi6.play",
        tip="Learn from the labeled images, and from the sentences of the others.",
        enabled=can_start,
        menu="Training",
    )
    yield Action(
        "training.pause",
        "Pause training",
        training.pause,
        icon="mdi6.pause",
        tip="Leave the processor to you for a while; nothing is lost.",
        enabled=lambda: session.trainer.state.phase == "running",
        menu="Training",
    )
    yield Action(
        "training.resume",
        "Resume training",
        training.resume,
        icon="mdi6.play-pause",
        tip="Go on where training was paused or stopped.",
        enabled=training.can_resume,
        menu="Training",
    )
    yield Action(
        "training.stop",
        "Stop training",
        training.stop,
        icon="mdi6.stop",
        tip="Save the run and end it; it can be resumed.",
        enabled=lambda: session.trainer.state.phase in ("starting", "running", "paused"),
        menu="Training",
    )
