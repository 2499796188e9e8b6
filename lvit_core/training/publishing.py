"""What a generation of a project leaves behind: a model folder, a verdict, and proposals.

The project itself is only read.  Everything is written as files beside it; the window (or, where
none is open, the run itself) records them in the store.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import as_bytes
from lvit_core.data.protocols import resize_bilinear
from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader
from lvit_core.device import Computation
from lvit_core.errors import LViTError
from lvit_core.files import writing
from lvit_core.model.checkpoint import LoadedModel, save_model
from lvit_core.training.cards import model_card
from lvit_core.training.config import TrainingConfig
from lvit_core.training.network import start_from
from lvit_core.training.trainer import RunData
from lvit_core.training.validation import validate

# A generation within this of the one in force counts as no worse: less is noise.
TOLERANCE = 0.002


@dataclass(frozen=True)
class Verdict:
    """Whether a generation may replace the model in force, judged on the same hold-out images.

    Attributes:
        accepted: It may.
        dice: Its hold-out Dice, ``None`` when no hold-out image is labeled.
        in_force_dice: That of the model in force.
        note: Why, in words.
    """

    accepted: bool
    dice: float | None
    in_force_dice: float | None
    note: str


class HoldoutGate:
    """Compares generations with the model in force on the hold-out images.

    Args:
        in_force: Name or folder of the model in force; "" when there is none.
        reader: Where pixels come from.
        computation: Device and precision.
        use_text: Whether sentences are used.
    """

    def __init__(
        self, in_force: str, reader: SampleReader, computation: Computation, use_text: bool
    ) -> None:
        self.in_force = in_force
        self._reader = reader
        self._computation = computation
        self._use_text = use_text
        self._known: tuple[object, float] | None = None

    def judge(self, dice: float | None, holdout: Iterable[Sample], state: object) -> Verdict:
        """The verdict over a generation that reached ``dice``.

        Args:
            dice: Its Dice on ``holdout``; ``None`` when there is no such image.
            holdout: Labeled images nobody trains on.
            state: Changes whenever the hold-out images or their labels do.
        """
        if dice is None:
            return Verdict(True, None, None, "not judged: no hold-out image is labeled")
        before = self._in_force_dice(list(holdout), state)
        if before is None:
            return Verdict(True, dice, None, "first model of the project")
        accepted = dice >= before - TOLERANCE
        word = "no worse than" if accepted else "worse than"
        note = f"hold-out Dice {dice:.3f}, {word} the model in force ({before:.3f})"
        return Verdict(accepted, dice, before, note)

    def promote(self, folder: Path, dice: float | None, state: object) -> None:
        """From now on this generation is the one to beat."""
        self.in_force = str(folder)
        self._known = None if dice is None else ((self.in_force, state), dice)

    def _in_force_dice(self, holdout: list[Sample], state: object) -> float | None:
        if not self.in_force:
            return None
        if self._known is None or self._known[0] != (self.in_force, state):
            try:
                model = start_from(self.in_force)
            except LViTError:  # deleted by hand: nothing to compare with
                return None
            model.to(self._computation.torch_device)
            result = validate(
                model,
                holdout,
                self._reader,
                self._computation,
                protocol="native",
                use_text=self._use_text,
            )
            self._known = ((self.in_force, state), result.dice)
        return self._known[1]


def generation_name(number: int) -> str:
    return f"gen-{number:04d}"


def publish_model(
    folder: Path,
    model: LoadedModel,
    config: TrainingConfig,
    data: RunData,
    facts: Mapping[str, Any],
) -> LoadedModel:
    """Writes a generation's model folder and returns the model as it is described there."""
    named = replace(model.config, name=folder.name)
    described = LoadedModel(model.network, model.encoder, named)
    save_model(folder, described, model_card(named, config, data, facts))
    return described


def write_proposal(
    path: Path,
    probability: NDArray[np.float32],
    size_hw: tuple[int, int],
    facts: Mapping[str, str | float],
) -> None:
    """Writes one prediction for the window to pick up; the file appears at once or not at all.

    Args:
        path: The ``.npz``; its folder exists.
        probability: (h, w) float32 0..1 at the network's scale.
        size_hw: Size of the image; the stored probability is (H, W) uint8, 0..255.
        facts: Plain values stored beside it: layer, threshold, sentence, generation, and where it
            was asked for, influence.
    """
    shrinking = size_hw[0] < probability.shape[0]
    full = resize_bilinear(probability, size_hw, antialias=shrinking)
    arrays: dict[str, Any] = {name: np.asarray(value) for name, value in facts.items()}
    kept = as_bytes(full, float(facts["threshold"]))
    with writing(path) as partial, partial.open("wb") as stream:
        np.savez_compressed(stream, probability=kept, **arrays)


def read_proposal(path: Path) -> tuple[NDArray[np.uint8], dict[str, str | float]]:
    """The (H, W) uint8 probability and the facts of a written proposal.

    Raises:
        LViTError: The file is missing or damaged.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            facts = {name: file[name].item() for name in file.files if name != "probability"}
            return np.asarray(file["probability"], np.uint8), facts
    except (OSError, ValueError, KeyError) as error:
        raise LViTError("A proposal of the training run cannot be read.") from error
