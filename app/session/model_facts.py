"""Which model makes the proposals, what it may be used for, and what else there is to choose."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from app.session.state import State
from lvit_core.errors import LViTError
from lvit_core.prompt.words import Counting


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
        figures: Validation figures by name.
        tokens: For how many text vectors it has room.
        counting: What one of them stands for.
    """

    name: str
    generation: int = 0
    licence: str = "not stated"
    limits: str = ""
    data: str = ""
    template: str = ""
    card: str = ""
    in_force: bool = False
    figures: dict[str, float] = field(default_factory=dict)
    tokens: int = 32
    counting: Counting = "pieces"

    @property
    def short(self) -> str:
        """One line: name, generation, licence."""
        number = f" · generation {self.generation}" if self.generation else ""
        return f"{self.name}{number} · {self.licence}"


UNKNOWN = ModelFacts("")  # what is assumed while no model is in force


class Models(QObject):
    """What the window tells about models; reads cards, never weights.

    Signals:
        changed: Another model is in force.
    """

    changed = Signal()

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._state = state
        self._template = ""
        self.in_force: ModelFacts | None = None
        state.project_opened.connect(self.refresh)
        state.project_closed.connect(self.refresh)
        state.current_changed.connect(self._on_current)

    def refresh(self) -> None:
        """Looks again which model is in force for the current image's template."""
        project = self._state.project
        found: ModelFacts | None = None
        if project is not None:
            current = self._state.current
            self._template = current.template if current is not None else project.template_name
            try:
                number = project.generation_in_force(self._template)
                found = self._facts(project.model_of(number, self._template), number)
            except LViTError:
                found = None  # predicting will say so, with its hint
        if found != self.in_force:
            self.in_force = found
            self.changed.emit()

    def bundled(self) -> list[ModelFacts]:
        """Models that came with the program or were imported, for the chooser."""
        from lvit_core.model.catalogue import list_models

        name = self.in_force.name if self.in_force and not self.in_force.generation else ""
        return [
            ModelFacts(
                entry.name,
                0,
                entry.config.licence,
                entry.config.limits,
                entry.config.data,
                entry.config.template,
                entry.card,
                entry.name == name,
                dict(entry.config.metrics),
            )
            for entry in list_models()
        ]

    def _facts(self, name_or_path: str, number: int) -> ModelFacts:
        from lvit_core.config import load_toml
        from lvit_core.model.catalogue import CARD_NAME, CONFIG_NAME, find_model
        from lvit_core.model.config import ModelConfig

        folder = find_model(name_or_path)
        config = load_toml(folder / CONFIG_NAME, ModelConfig)
        card = folder / CARD_NAME
        return ModelFacts(
            config.ancestor if number and config.ancestor else config.name,
            number,
            config.licence,
            config.limits,
            config.data,
            config.template,
            card.read_text(encoding="utf-8") if card.is_file() else "",
            True,
            dict(config.metrics),
            config.network.tokens,
            "words" if config.encoder.kind == "bert" else "pieces",
        )

    def _on_current(self) -> None:
        current = self._state.current
        if current is not None and current.template != self._template:
            self.refresh()
