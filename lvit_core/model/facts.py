"""What a person should know of a model, in the words of its card; reads cards, never weights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lvit_core.config import load_toml
from lvit_core.errors import LViTError
from lvit_core.model.catalogue import ModelEntry, find_model, list_models
from lvit_core.model.config import ModelConfig
from lvit_core.model.digest import weights_digest
from lvit_core.project.answer_origin import model_label
from lvit_core.project.paths import CONFIG_NAME
from lvit_core.prompt.words import USUAL_TOKENS, Counting
from lvit_core.wording import listed, said

if TYPE_CHECKING:
    from lvit_core.project.project import Project


@dataclass(frozen=True)
class ModelFacts:
    """A model in the words of its card.

    Attributes:
        name: Bundled name or folder name.
        generation: Number within the project; 0 for a model the program came with.
        licence: Licence of the weights.
        limits: What it must not be used for, one sentence.
        data: What it was trained on.
        template: Kind of image.
        card: The whole card, Markdown.
        in_force: Whether it makes the proposals of the current image.
        tokens: For how many text vectors it has room.
        counting: What one of them stands for.
        silent: Slots of sentences whose words it was measured not to react to.
    """

    name: str
    generation: int = 0
    licence: str = "not stated"
    limits: str = ""
    data: str = ""
    template: str = ""
    card: str = ""
    in_force: bool = False
    tokens: int = USUAL_TOKENS
    counting: Counting = "pieces"
    silent: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """One line: name, generation, licence."""
        told = [self.name, self.licence]
        if self.generation:
            told.insert(1, model_label(str(self.generation)))
        return listed(told, " · ")

    @property
    def label(self) -> str:
        """The model as answers name it: "generation 21", or "model chest"."""
        return (
            model_label(str(self.generation))
            if self.generation
            else said("model {name}", name=self.name)
        )


def facts_of(name_or_path: str, number: int, began_with: str = "") -> ModelFacts:
    """What is known of the model in force.

    Args:
        name_or_path: What ``--model`` takes.
        number: The generation it is; 0 for a model the program came with.
        began_with: The model a generation goes back to, by whose name people know it.

    Raises:
        LViTError: There is no such model, or its configuration cannot be read.
    """
    folder = find_model(name_or_path)
    config = load_toml(folder / CONFIG_NAME, ModelConfig)
    entry = ModelEntry(began_with or config.name, folder, config, bundled=not number)
    silent = config.words.silent(weights_digest(folder)) if config.words.weights else ()
    return replace(_told(entry), generation=number, in_force=True, silent=silent)


def facts_in_force(project: Project, template: str) -> ModelFacts | None:
    """What is known of the model in force for a kind of image; ``None`` where it cannot be read.

    Predicting will say so, with a hint.
    """
    generations = project.generations
    try:
        number = generations.in_force(template)
        model = generations.model_of(number, template)
        return facts_of(model, number, generations.began_with(number))
    except LViTError:
        return None


def installed_models(in_force: ModelFacts | None) -> list[ModelFacts]:
    """Models that came with the program or were imported, for the chooser."""
    name = in_force.name if in_force and not in_force.generation else ""
    return [replace(_told(entry), in_force=entry.name == name) for entry in list_models()]


def _told(entry: ModelEntry) -> ModelFacts:
    config = entry.config
    return ModelFacts(
        entry.name,
        licence=config.licence,
        limits=config.limits,
        data=config.data,
        template=config.template,
        card=entry.card,
        tokens=config.network.tokens,
        counting="words" if config.encoder.kind == "bert" else "pieces",
    )
