"""What prediction tells the window: plain values, one per announcement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lvit_core.wording import said

PredictionPhase = Literal["off", "starting", "ready", "encoding", "predicting", "failed"]


@dataclass(frozen=True)
class PredictionState:
    """What the predictor does, in words the status bar can show."""

    phase: PredictionPhase = "off"
    model: str = ""
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
            return said("loading model {name}", name=self.model)
        if self.busy:
            words = "predicting, about {time}" if self.expected_s else "predicting"
            return said(words, time=_duration(self.expected_s or 0.0))
        if self.phase == "ready" and self.seconds is not None:
            return said("prediction {time}", time=_duration(self.seconds))
        return said("model ready") if self.phase == "ready" else ""


def _duration(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
