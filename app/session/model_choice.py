"""Which model answers for an image: the project's generation in force, else the bundled one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.jobs.prediction import ModelChoice

if TYPE_CHECKING:
    from lvit_core.project.project import Project


def choose_model(project: Project, template: str) -> ModelChoice:
    """The model for images of a template; reads the store, so not for the interface thread.

    Raises:
        LViTError: There is no such model.
    """
    from lvit_core.config import load_toml
    from lvit_core.model.catalogue import CONFIG_NAME, find_model
    from lvit_core.model.config import ModelConfig

    path = project.model_in_force(template)
    config = load_toml(find_model(path) / CONFIG_NAME, ModelConfig)
    folder = Path(path)
    label = f"generation {_number(project, folder)}" if folder.is_absolute() else path
    return ModelChoice(path, label, config.input == "tiles", config.min_area_um2)


def _number(project: Project, folder: Path) -> int:
    for generation in project.generations():
        if (project.folder / generation.folder).resolve() == folder:
            return generation.number
    return 0
