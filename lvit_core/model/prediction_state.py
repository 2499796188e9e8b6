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
            return _expected(self.expected_s)
        if self.phase == "ready" and self.seconds is not None:
            return _taken(self.seconds)
        return said("model ready") if self.phase == "ready" else ""


def _expected(seconds: float | None) -> str:
    if not seconds:
        return said("predicting")
    if seconds < 1:
        return said("predicting, about {time:.0f} ms", time=1000 * seconds)
    return said("predicting, about {time:.1f} s", time=seconds)


def _taken(seconds: float) -> str:
    if seconds < 1:
        return said("prediction {time:.0f} ms", time=1000 * seconds)
    return said("prediction {time:.1f} s", time=seconds)
