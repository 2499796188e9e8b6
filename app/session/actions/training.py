"""Fine-tuning and the generations it leaves."""

from __future__ import annotations

from dataclasses import dataclass

from app.jobs.training import TrainerThread
from app.session.actions.conditions import can_write
from app.session.fine_tuning import FineTuning
from app.session.registry import ActionGroup, action


@dataclass(eq=False)
class TrainingActions(ActionGroup, menu="Training"):
    """The Training menu."""

    _fine_tuning: FineTuning
    _trainer: TrainerThread

    @action("training.start", "Start training", icon="start")
    def start(self) -> None:
        """Learn from the labeled images, and from the sentences of the others."""
        self._fine_tuning.start()

    @start.enabled_when
    def _can_start(self) -> bool:
        return can_write(self.state) and not self._trainer.state.active

    @action("training.pause", "Pause training", icon="pause")
    def pause(self) -> None:
        """Pause training so that the computer is free for you. Nothing is lost."""
        self._trainer.pause()

    pause.enabled_when(lambda group: group._trainer.state.phase == "running")

    @action("training.resume", "Resume training", icon="resume")
    def resume(self) -> None:
        """Continue where training was paused or stopped."""
        self._fine_tuning.resume()

    resume.enabled_when(lambda it: can_write(it.state) and it._fine_tuning.can_resume())

    @action("training.stop", "Stop training", icon="stop")
    def stop(self) -> None:
        """Save the run and end it; it can be resumed."""
        self._trainer.stop()

    stop.enabled_when(lambda group: group._trainer.state.phase in ("starting", "running", "paused"))

    @action(
        "generation.put_in_force", "Use this generation", icon="check", enabled=can_write, menu=""
    )
    def put_in_force(self, number: int) -> None:
        """Predict with another generation, or with the model the program came with (0)."""
        self._fine_tuning.put_in_force(number)
