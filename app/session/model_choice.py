"""Which model answers for an image: the project's generation in force, else the bundled one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.jobs.prediction_job import ModelChoice

if TYPE_CHECKING:
    from lvit_core.project.project import Project


def choose_model(project: Project, template: str) -> ModelChoice:
    """The model for images of a template; reads the store, so not for the interface thread.

    Raises:
        LViTError: There is no such model.
    """
    return choose_generation(project, project.generation_in_force(template), template)


def choose_generation(project: Project, number: int, template: str) -> ModelChoice:
    """A generation by its number, in force or not; 0 is the model the program came with.

    Raises:
        LViTError: There is no such generation, or its model is gone.
    """
    from lvit_core.config import load_toml
    from lvit_core.model.catalogue import CONFIG_NAME, find_model
    from lvit_core.model.config import ModelConfig

    path = project.model_of(number, template)
    config = load_toml(find_model(path) / CONFIG_NAME, ModelConfig)
    name = str(number) if number else path
    return ModelChoice(
        path, name, config.input == "tiles", config.min_area_um2, config.unknown_scale_um
    )
