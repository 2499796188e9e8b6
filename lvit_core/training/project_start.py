"""The model that a run on a project begins with: the one asked for, that in force, or a new one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from lvit_core.errors import LViTError
from lvit_core.model.config import ModelConfig
from lvit_core.project.project import Project
from lvit_core.prompt.templates import load_template
from lvit_core.training.config import TrainingConfig
from lvit_core.training.network import TrainableModel, described_network, new_model, start_from
from lvit_core.training.project_plan import write_plan

FRESH_WIDTH = 32


def start_model(
    asked: str | None, out: Path, plan: dict[str, str], project: Project, config: TrainingConfig
) -> tuple[TrainableModel, bool]:
    """The model to go on from, and whether it is a new one because there was none.

    Args:
        asked: A model by name or folder; ``None`` for the one in force.
        out: The run's folder.
        plan: What the run remembers; what is decided here is added to it.
        project: Open for reading.
        config: The run's settings.

    Raises:
        LViTError: The model that was asked for, or the generation in force, cannot be read.
    """
    wish = asked or plan.get("start") or project.generations.model_in_force()
    template = load_template(project.template_name)
    try:
        if plan.get("fresh"):
            raise LViTError("This run began with a new network.")
        model = start_from(wish)
        plan.setdefault("start", wish)
        fresh = False
    except LViTError:
        # A generation that is damaged or gone is no reason to begin from nothing, unsaid.
        if asked is not None or (Path(wish).is_absolute() and not plan.get("fresh")):
            raise
        shape, encoder = described_network(replace(config, width=FRESH_WIDTH))
        described = ModelConfig(
            name=project.settings.name,
            network=shape,
            encoder=encoder,
            template=template.name,
            layer=template.finding_layer.name,
            input="tiles" if template.in_tiles else "whole",
        )
        model, fresh = new_model(config, described), True
        plan["fresh"] = "yes"
    model.config = replace(model.config, template=template.name, layer=template.finding_layer.name)
    if not plan.get("in_force"):
        # Whoever names another model to start from may have it succeed the one the program came
        # with; a generation was put in force by a person or by a run that was judged.
        other = asked is not None and project.generations.in_force() > 0
        plan["in_force"] = wish if other else project.generations.model_in_force()
    write_plan(out, plan)
    return model, fresh
