"""What a generation of a project leaves behind: a model folder, and proposals.

The project itself is only read.  Everything is written as files beside it; the window (or, where
none is open, the run itself) records them in the store.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lvit_core.annotation.threshold import as_bytes
from lvit_core.inference.answer import answer_of
from lvit_core.model.checkpoint import LoadedModel, save_model
from lvit_core.project.answer_origin import AnswerOrigin
from lvit_core.project.answer_planes import class_planes, told_planes
from lvit_core.prompt.template import Layer
from lvit_core.training.cards import model_card
from lvit_core.training.config import TrainingConfig
from lvit_core.training.events import ProposalWritten
from lvit_core.training.proposal_files import write_proposal
from lvit_core.training.trainer import RunData


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
