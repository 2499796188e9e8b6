"""What a generation of a project leaves behind: a model folder, a verdict, and proposals.

The project itself is only read.  Everything is written as files beside it; the window (or, where
none is open, the run itself) records them in the store.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import as_bytes
from lvit_core.data.sample import Sample
from lvit_core.data.views import SampleReader
from lvit_core.device import Computation
from lvit_core.errors import LViTError
from lvit_core.inference.answer import answer_of
from lvit_core.model.checkpoint import LoadedModel, save_model
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.answer_planes import class_planes, told_planes
from lvit_core.project.generations import CHOSEN_MEANWHILE, same_model
from lvit_core.prompt.template import Layer
from lvit_core.training.cards import model_card
from lvit_core.training.config import TrainingConfig
from lvit_core.training.dataset_run import input_settings
from lvit_core.training.events import ProposalWritten
from lvit_core.training.network import start_from
from lvit_core.training.proposal_files import write_proposal
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
        against: Name or folder of the model in force.
    """

    accepted: bool
    dice: float | None
    in_force_dice: float | None
    note: str
    against: str


class HoldoutGate:
    """Compares generations with the model in force on the hold-out images.

    Where a person has put a model in force that the run does not come from, its generations are
    measured against that one and offered, whatever their figures.

    Args:
        succeeds: Name or folder of the model whose place the run's generations may take: the one
            that was in force when it began.
        reader: Where the run's pixels come from.
        computation: Device and precision.
        config: The run's settings.
    """

    def __init__(
        self, succeeds: str, reader: SampleReader, computation: Computation, config: TrainingConfig
    ) -> None:
        self.in_force = succeeds
        self._succeeds = succeeds
        self._reader = reader
        self._computation = computation
        self._config = config
        self._known: tuple[object, float] | None = None

    def choose(self, model: str, newest: Path) -> None:
        """Takes note of the model in force, which a person may have changed.

        Args:
            model: Its name or folder.
            newest: The last generation of this run, from which it goes on in any case.
        """
        self.in_force = model
        if same_model(model, str(newest)):
            self._succeeds = model

    def judge(self, dice: float | None, holdout: Iterable[Sample], state: object) -> Verdict:
        """The verdict over a generation that reached ``dice``.

        Args:
            dice: Its Dice on ``holdout``; ``None`` when there is no such image.
            holdout: Labeled images nobody trains on.
            state: Changes whenever the hold-out images or their labels do.
        """
        own = same_model(self.in_force, self._succeeds)
        before = None if dice is None else self._in_force_dice(list(holdout), state)
        if dice is None:
            good, note = True, "not judged: no hold-out image is labeled"
        elif before is None:
            good, note = True, "first model of the project"
        else:
            good = dice >= before - TOLERANCE
            word = "no worse than" if good else "worse than"
            note = f"hold-out Dice {dice:.3f}, {word} the model in force ({before:.3f})"
        if good and not own:
            note += f"; {CHOSEN_MEANWHILE}"
        return Verdict(good and own, dice, before, note, self.in_force)

    def promote(self, folder: Path, dice: float | None, state: object) -> None:
        """From now on this generation is the one to beat."""
        self.in_force = self._succeeds = str(folder)
        self._known = None if dice is None else ((self.in_force, state), dice)

    def _in_force_dice(self, holdout: list[Sample], state: object) -> float | None:
        if self._known is None or self._known[0] != (self.in_force, state):
            try:
                model = start_from(self.in_force)
            except LViTError:  # deleted by hand: nothing to compare with
                return None
            model.to(self._computation.torch_device)
            # A model of another make looks at images its own way: whole or in tiles, at its scale.
            settings = input_settings(model.config, self._config)
            own = settings == self._reader.settings
            result = validate(
                model,
                holdout,
                self._reader if own else SampleReader(settings),
                self._computation,
                protocol="native",
                use_text=self._config.text,
            )
            self._known = ((self.in_force, state), result.dice)
        return self._known[1]


def publish_model(
    folder: Path,
    model: LoadedModel,
    config: TrainingConfig,
    data: RunData,
    facts: Mapping[str, Any],
    home: Path | None = None,
) -> LoadedModel:
    """Writes a generation's model folder, below ``home``; returns the model as described there."""
    named = replace(model.config, name=folder.name)
    described = LoadedModel(model.network, model.encoder, named)
    save_model(folder, described, model_card(named, config, data, facts), home=home)
    return described


def publish_proposal(
    proposal: ProposalWritten,
    planes: NDArray[np.float32],
    size_hw: tuple[int, int],
    layer: Layer,
    min_area_px: int,
    origin: AnswerOrigin,
    class_names: tuple[str, ...] = (),
) -> None:
    """Writes one prediction for the window to pick up.

    Args:
        proposal: What the run will announce; says where it goes and what lies beside it.
        planes: (P, h, w) float32 0..1 at the network's scale: see ``inference.answer``.
        size_hw: Size of the image, and of what is stored.
        layer: Where the objects would go.
        min_area_px: Smaller objects are not proposed.
        origin: What made it.
        class_names: Of the classes that the model tells apart.
    """
    answer = answer_of(planes, size_hw, len(class_names))
    threshold = proposal.threshold or 0.0
    facts: dict[str, str | float] = {
        "layer": proposal.layer,
        "threshold": threshold,
        "sentence": proposal.sentence,
        "generation": proposal.generation,
        "min_area_px": min_area_px,
        "origin": json.dumps(origin.to_dict()),
    }
    if proposal.influence is not None:
        facts["influence"] = proposal.influence
    kept, classes = class_planes(as_bytes(answer.probability, threshold), layer)
    told = told_planes(answer.classes, layer, class_names)
    write_proposal(Path(proposal.path), kept, classes, facts, answer.depth, told)
