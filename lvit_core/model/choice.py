"""Which model answers for an image: the project's generation in force, else the bundled one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lvit_core.project.answer_origin import model_label

if TYPE_CHECKING:
    from lvit_core.project.project import Project


@dataclass(frozen=True)
class ModelChoice:
    """Which model answers: what the predictor loads, and how people call it.

    ``name`` is as proposals and provenance keep it: a generation's number, or a model's name.
    """

    path: str
    name: str
    by_area: bool = False  # it slides over the image, so time goes by area
    min_area_um2: float | None = None
    scale_um: float | None = None  # taken for images whose files tell no pixel size
    class_names: tuple[str, ...] = ()  # of several planes, or of what objects are
    class_words: tuple[tuple[str, str], ...] = ()  # of them, what a person says they are here
    insisted: bool = False  # a person wants the answer for an image of another kind

    @property
    def label(self) -> str:
        """For people: "generation 21", or the name."""
        return model_label(self.name)


def choose_model(project: Project, template: str) -> ModelChoice:
    """The model for images of a template; reads the store, so not for the interface thread.

    Raises:
        LViTError: There is no such model.
    """
    return choose_generation(project, project.generations.in_force(template), template)


def choose_generation(project: Project, number: int, template: str) -> ModelChoice:
    """A generation by its number, in force or not; 0 is the model the program came with.

    Raises:
        LViTError: There is no such generation, or its model is gone.
    """
    # The window knows the type before it looks for any model.
    from lvit_core.config import load_toml  # noqa: PLC0415
    from lvit_core.model.catalogue import find_model  # noqa: PLC0415
    from lvit_core.model.config import ModelConfig  # noqa: PLC0415
    from lvit_core.project.paths import CONFIG_NAME  # noqa: PLC0415

    path = project.generations.model_of(number, template)
    config = load_toml(find_model(path) / CONFIG_NAME, ModelConfig)
    name = str(number) if number else path
    return ModelChoice(
        path,
        name,
        config.input == "tiles",
        config.min_area_um2,
        config.unknown_scale_um,
        config.class_names,
        tuple(project.class_words.of(template).items()),
    )
