"""How many words the model in force has room for; read from its card, never from its weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from lvit_core.errors import LViTError
from lvit_core.prompt.words import Counting

if TYPE_CHECKING:
    from app.session.session import Session

DEFAULT_TOKENS = 32


class ModelRoom(QObject):
    """Text vectors of the model of the current image, and what one of them stands for."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._generation = 0
        self.tokens = DEFAULT_TOKENS
        self.counting: Counting = "pieces"
        session.document_ready.connect(self.refresh)
        session.training_changed.connect(self._on_training)
        session.actions.triggered.connect(self._on_action)

    def refresh(self) -> None:
        """Looks again which model is in force."""
        tokens, counting = self._read()
        if (tokens, counting) != (self.tokens, self.counting):
            self.tokens, self.counting = tokens, counting
            self.changed.emit()

    def _on_training(self, state: object) -> None:
        generation = getattr(state, "generation", 0)
        if generation != self._generation:  # announced many times a second, matters rarely
            self._generation = generation
            self.refresh()

    def _on_action(self, action_id: str) -> None:
        if action_id.startswith(("generation.", "model.", "models.")):
            self.refresh()

    def _read(self) -> tuple[int, Counting]:
        project, current = self._session.project, self._session.current
        if project is None or current is None:
            return DEFAULT_TOKENS, "pieces"
        from lvit_core.config import load_toml
        from lvit_core.model.catalogue import CONFIG_NAME, find_model
        from lvit_core.model.config import ModelConfig

        try:
            folder = find_model(project.model_in_force(current.template))
            config = load_toml(folder / CONFIG_NAME, ModelConfig)
        except LViTError:
            return DEFAULT_TOKENS, "pieces"  # predicting will say what is wrong, with its hint
        return config.network.tokens, "words" if config.encoder.kind == "bert" else "pieces"
