"""What prediction and training tell the window: plain values, one per announcement."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

PredictionPhase = Literal["off", "starting", "ready", "encoding", "predicting", "failed"]
TrainingPhase = Literal["idle", "starting", "running", "paused", "stopping", "finished", "failed"]


@dataclass(frozen=True)
class PredictionState:
    """What the predictor does, in words the status bar can show."""

    phase: PredictionPhase = "off"
    model: str = ""
    image_id: int = 0
    sentence: str = ""
    expected_s: float | None = None  # from times measured on this machine; None = not known yet
    seconds: float | None = None  # what the last prediction took
    message: str = ""
    backend: str = ""  # what computes, such as "openvino" or "cuda-fp16"; empty = not known yet

    @property
    def busy(self) -> bool:
        return self.phase in ("starting", "encoding", "predicting")

    @property
    def text(self) -> str:
        """One short phrase."""
        if self.message:
            return self.message
        if self.phase == "starting":
            return f"loading model {self.model}"
        if self.busy:
            about = f", about {_duration(self.expected_s)}" if self.expected_s else ""
            return f"predicting{about}"
        if self.phase == "ready" and self.seconds is not None:
            return f"prediction {_duration(self.seconds)}"
        return "model ready" if self.phase == "ready" else ""


@dataclass(frozen=True)
class CurvePoint:
    """One value of a training curve; ``x`` is the step or the generation, as the curve's name
    says."""

    x: float
    y: float


@dataclass(frozen=True)
class TrainingState:
    """A fine-tuning run as the training dock shows it; ``None`` is a number nobody has told yet.

    Attributes:
        generation: Of this run, from 1; the project counts those of all its runs.
        labeled: Images it learns from.
        unlabeled: Images it learns from through pseudo labels.
        with_sentence: Those of them with a sentence; ``None`` also where sentences are not read.
        pseudo_labeled: Those that had a pseudo label in the last generation.
        holdout: Images that judge.
    """

    phase: TrainingPhase = "idle"
    run: Path | None = None
    generation: int | None = None
    step: int = 0
    seconds_left: float | None = None
    labeled: int | None = None
    unlabeled: int | None = None
    with_sentence: int | None = None
    pseudo_labeled: int | None = None
    holdout: int | None = None
    holdout_dice: float | None = None
    message: str = ""
    # name -> points: "loss", "supervised", "pseudo", "lv" over steps;
    # "holdout_dice", "pseudo_change" over generations
    curves: dict[str, tuple[CurvePoint, ...]] = field(default_factory=dict)

    @property
    def active(self) -> bool:
        return self.phase in ("starting", "running", "paused", "stopping")


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
