"""Which model answers for an image: the project's generation in force, else the bundled one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.jobs.prediction_job import ModelChoice
from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from lvit_core.project.project import Project


def choose_model(project: Project, template: str) -> ModelChoice:
    """The model for images of a template; reads the store, so not for the interface thread.

    Raises:
        LViTError: There is no such model.
    """
    return _choice(project, project.model_in_force(template))


def choose_generation(project: Project, number: int, template: str) -> ModelChoice:
    """A generation by its number, in force or not; 0 is the model the program came with.

    Raises:
        LViTError: There is no such generation, or its model is gone.
    """
    from lvit_core.prompt.template import load_template

    if number == 0:
        return _choice(project, load_template(template).model)
    for generation in project.generations():
        if generation.number == number:
            return _choice(project, str((project.folder / generation.folder).resolve()))
    raise LViTError(f"There is no generation {number}.", "Choose one from the list.")


def _choice(project: Project, path: str) -> ModelChoice:
    from lvit_core.config import load_toml
    from lvit_core.model.catalogue import CONFIG_NAME, find_model
    from lvit_core.model.config import ModelConfig

    config = load_toml(find_model(path) / CONFIG_NAME, ModelConfig)
    folder = Path(path)
    label = f"generation {_number(project, folder)}" if folder.is_absolute() else path
    return ModelChoice(
        path, label, config.input == "tiles", config.min_area_um2, config.unknown_scale_um
    )


def _number(project: Project, folder: Path) -> int:
    for generation in project.generations():
        if (project.folder / generation.folder).resolve() == folder:
            return generation.number
    return 0
