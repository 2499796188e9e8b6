"""Which model makes the proposals, what it may be used for, and what else there is to choose."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lvit_core.errors import LViTError

if TYPE_CHECKING:
    from app.session.session import Session


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

    @property
    def short(self) -> str:
        """One line: name, generation, licence."""
        number = f" · generation {self.generation}" if self.generation else ""
        return f"{self.name}{number} · {self.licence}"


class Models(QObject):
    """What the window tells about models; reads cards, never weights."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent or session)
        self._session = session
        self._template = ""
        self.in_force: ModelFacts | None = None
        session.project_opened.connect(self.refresh)
        session.project_closed.connect(self.refresh)
        session.current_changed.connect(self._on_current)
        session.actions.triggered.connect(self._on_triggered)
        session.training_changed.connect(self._on_training)
        self._generation = 0
        self.refresh()

    def refresh(self) -> None:
        """Looks again which model is in force for the current image's template."""
        session = self._session
        project = session.project
        found: ModelFacts | None = None
        if project is not None:
            current = session.current
            self._template = current.template if current is not None else project.template_name
            try:
                found = self._facts(project.model_in_force(self._template))
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

    def _facts(self, name_or_path: str) -> ModelFacts:
        from lvit_core.config import load_toml
        from lvit_core.model.catalogue import CARD_NAME, CONFIG_NAME, find_model
        from lvit_core.model.config import ModelConfig

        folder = find_model(name_or_path)
        config = load_toml(folder / CONFIG_NAME, ModelConfig)
        card = folder / CARD_NAME
        number = self._number()
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
        )

    def _number(self) -> int:
        project = self._session.project
        if project is None or self._template != project.template_name:
            return 0
        return next((item.number for item in project.generations() if item.in_force), 0)

    def _on_current(self) -> None:
        current = self._session.current
        if current is not None and current.template != self._template:
            self.refresh()

    def _on_triggered(self, action_id: str) -> None:
        if action_id == "generation.put_in_force":
            self.refresh()

    def _on_training(self, state: object) -> None:
        generation = getattr(state, "generation", 0)
        if generation != self._generation:
            self._generation = generation
            self.refresh()
